import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { checkHealth, type HealthAttempt } from './health-check.ts';

const servers: { close: () => void; closeAllConnections?: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
}

const serve = (listener: RequestListener) => listen(createServer(listener));
const settings = { expectStatus: 200, timeoutSeconds: 20, attempts: 3, intervalSeconds: 0.001 };

describe('one address', () => {
  test('healthy at once', async () => {
    const url = await serve((_, response) => response.end('ok'));
    expect(await checkHealth({ ...settings, url })).toEqual({ isHealthy: true, attempts: 1, lastError: null });
  });

  test('healthy after a while; every attempt is told', async () => {
    let count = 0;
    const url = await serve((_, response) => {
      count += 1;
      response.statusCode = count < 3 ? 503 : 204;
      response.end();
    });
    const attempts: HealthAttempt[] = [];
    const result = await checkHealth({
      ...settings,
      url,
      expectStatus: 204,
      onAttempt: (attempt) => attempts.push(attempt),
    });
    expect(result).toEqual({ isHealthy: true, attempts: 3, lastError: null });
    expect(attempts).toEqual([
      { number: 1, status: 503, error: 'answered with status 503 instead of 204' },
      { number: 2, status: 503, error: 'answered with status 503 instead of 204' },
      { number: 3, status: 204, error: null },
    ]);
  });

  test('a redirect is not followed', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await checkHealth({ ...settings, url })).toMatchObject({
      lastError: 'answered with status 302 instead of 200',
    });
    expect(await checkHealth({ ...settings, url, expectStatus: 302 })).toMatchObject({ isHealthy: true });
  });

  test('an endless body is not read', async () => {
    const url = await serve((_, response) => {
      const fill = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', fill);
      fill();
    });
    expect(await checkHealth({ ...settings, url })).toMatchObject({ isHealthy: true });
  });

  test('nothing listens there', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const result = await checkHealth({ ...settings, url });
    expect(result).toEqual({ isHealthy: false, attempts: 3, lastError: 'nothing listens there (connection refused)' });
  });

  test('it hangs up', async () => {
    const url = await listen(createTcpServer((socket) => socket.destroy()));
    const { lastError } = await checkHealth({ ...settings, url });
    expect(lastError).toBe('the connection was closed without an answer');
  });

  test('it speaks something else', async () => {
    const url = await listen(createTcpServer((socket) => socket.end('SSH-2.0-x\r\n')));
    expect(await checkHealth({ ...settings, url })).toMatchObject({ isHealthy: false, attempts: 3 });
  });

  test('it never answers: the deadline holds', async () => {
    const url = await serve(() => {});
    const startedAt = performance.now();
    const result = await checkHealth({ ...settings, url, timeoutSeconds: 0.2, attempts: 100 });
    expect(result).toEqual({ isHealthy: false, attempts: 1, lastError: 'no answer within 0.2 s' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test('no pause that would end after the deadline', async () => {
    const url = await serve((_, response) => response.writeHead(500).end());
    const startedAt = performance.now();
    const result = await checkHealth({ ...settings, url, timeoutSeconds: 5, intervalSeconds: 60 });
    expect(result).toMatchObject({ isHealthy: false, attempts: 1 });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

describe('giving up', () => {
  test.each([true, false])('aborted while it asks (%s) or pauses', async (isAsking) => {
    const abort = new AbortController();
    const url = await serve((_, response) => {
      if (isAsking) abort.abort(new Error('enough'));
      else response.writeHead(500).end();
    });
    const onAttempt = () => queueMicrotask(() => abort.abort(new Error('enough')));
    const checking = checkHealth({ ...settings, url, intervalSeconds: 15, signal: abort.signal, onAttempt });
    await expect(checking).rejects.toThrow('enough');
  });
});
