import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '../../test/at-once.ts';
import { useCast } from '../../test/factories.ts';

const METRICS_TOKEN = 'a token for metrics';
const cast = useCast({ PILOTHOUSE_METRICS_TOKEN: METRICS_TOKEN });
const QUERY = JSON.stringify({ query: '{ __typename }' });
const DOORS = ['/graphql', '/graphql/stream'];
const MEGABYTE = 1024 ** 2;

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${cast.app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...cast.owner.headers, ...headers },
    body,
  });

function open(path: string, headers: Record<string, string>): ClientRequest {
  const outgoing = httpRequest(`${cast.app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...cast.owner.headers, ...headers },
    agent: false,
  });
  return outgoing.on('error', () => {});
}

/** How often each reason was counted. */
async function refusals(): Promise<Record<string, number>> {
  const response = await fetch(`${cast.app.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const lines = (await response.text()).matchAll(/^pilothouse_refused_total\{reason="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, reason, count]) => [reason, Number(count)]));
}

describe.each(DOORS)('bodies sent to %s', (path) => {
  test.each([
    ['nothing', ''],
    ['half an object', '{"query": '],
    ['a text without end', '{"query": "'],
    ['a number', '5'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a comma too many', '{"query": "{ __typename }",}'],
    ['JavaScript', '{query: "{ __typename }"}'],
    ['no JSON at all', '<x/>'],
    ['two values', `${QUERY}${QUERY}`],
    ['a NUL', `${QUERY}\u0000`],
    ['brackets, 500,000 deep', '['.repeat(500_000)],
    ['objects, 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a number too large', '1e999999'],
  ])('%s is refused with 400, or 413', async (_what, body) => {
    const response = await post(path, body);
    expect([400, 413]).toContain(response.status);
    expect((await response.text()).length).toBeLessThan(2_000);
  });

  test.each(['utf-16', 'utf-16le', 'utf-32', 'utf-7', 'iso-8859-1', 'klingon', '"', ''])(
    'in the charset %s is refused with 415',
    async (charset) => {
      expect((await post(path, QUERY, { 'content-type': `application/json; charset=${charset}` })).status).toBe(415);
    },
  );

  test.each([
    ['gzip', gzipSync(Buffer.alloc(200 * MEGABYTE, ' '))],
    ['deflate', deflateSync(Buffer.alloc(50 * MEGABYTE, ' '))],
    ['br', brotliCompressSync(Buffer.alloc(8 * MEGABYTE, ' '))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(200 * MEGABYTE, ' ')))],
  ] as [string, Uint8Array<ArrayBuffer>][])(
    'that inflate (%s) are refused with 415, and stay small',
    async (encoding, body) => {
      const before = process.memoryUsage().rss;
      expect((await post(path, body, { 'content-encoding': encoding })).status).toBe(415);
      expect(process.memoryUsage().rss - before).toBeLessThan(50 * MEGABYTE);
    },
  );

  test('of 50 MB are refused before they are read', async () => {
    const outgoing = open(path, { 'content-length': String(50 * MEGABYTE) });
    outgoing.write(Buffer.alloc(64 * 1024, ' '));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    response.resume();
    outgoing.destroy();
  });

  test('of 50 MB that don’t say so are cut off', async () => {
    const outgoing = open(path, { 'transfer-encoding': 'chunked' });
    const chunk = Buffer.alloc(256 * 1024, ' ');
    let [sentBytes, status, isClosed] = [0, 0, false];
    outgoing.on('response', (response: IncomingMessage) => {
      status = response.statusCode ?? 0;
      response.resume();
    });
    outgoing.on('close', () => {
      isClosed = true;
    });
    while (!isClosed && sentBytes < 50 * MEGABYTE) {
      sentBytes += chunk.length;
      await new Promise((resolve) => {
        if (!outgoing.write(chunk)) outgoing.once('drain', resolve).once('close', resolve);
        else setImmediate(resolve);
      });
    }
    await eventually('the end of the request', async () => isClosed || status !== 0);
    expect(status).toBe(413);
    expect(sentBytes).toBeLessThan(20 * MEGABYTE);
    outgoing.destroy();
  });
});

test.each(['/api/v1/projects', '/health', '/nothing', '/auth/nothing', '/metrics'])(
  'no other route takes a large body either: %s',
  async (path) => {
    const outgoing = open(path, { 'content-length': String(50 * MEGABYTE) });
    outgoing.write(' ');
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    response.resume();
    outgoing.destroy();
  },
);

test('what was refused is counted by its reason', async () => {
  const before = await refusals();
  await post('/graphql', '{');
  await post('/graphql', QUERY, { 'content-encoding': 'gzip' });
  await post('/graphql', QUERY, { authorization: 'Bearer wrong' });
  await post('/graphql', JSON.stringify({ query: '{ nothing }' }));
  await post('/graphql', JSON.stringify({ query: `{ ${'viewer { id } '.repeat(2_000)} }` }));
  await post('/graphql', JSON.stringify({ query: 'x'.repeat(2 * MEGABYTE) }));
  const after = await refusals();
  for (const reason of ['body_broken', 'body_type', 'credentials', 'query_invalid', 'query_shape', 'body_size'])
    expect([reason, (after[reason] ?? 0) - (before[reason] ?? 0)]).toEqual([reason, 1]);
});

describe('connections that take their time', () => {
  const { port, hostname } = { hostname: '127.0.0.1', port: () => Number(new URL(cast.app.url).port) };

  test('a thousand of them, each in the middle of its headers, keep nobody from being served', async () => {
    const sockets = Array.from({ length: 1_000 }, () => connect(port(), hostname).on('error', () => {}));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets) socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: ');
    expect((await post('/graphql', QUERY)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test('a body by the byte keeps nobody from being served', async () => {
    const requests = Array.from({ length: 100 }, () => open('/graphql', { 'content-length': '1000' }));
    for (const request of requests) request.write('{');
    expect((await post('/graphql', QUERY)).status).toBe(200);
    for (const request of requests) request.destroy();
  });

  test.each([
    ['headers of 100 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a length below zero', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n', 400],
    [
      'a chunk without a size',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
  ])('%s', async (_what, text, status) => {
    const socket = connect(port(), hostname).on('error', () => {});
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.write(text);
    await eventually('an answer', async () => answer !== '');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    socket.destroy();
  });
});
