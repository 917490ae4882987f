import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { as } from '../../test/as.ts';
import { makeUser, useCast } from '../../test/factories.ts';
import { VERSION } from '../platform/version.ts';

const clientDir = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
writeFileSync(join(clientDir, 'index.html'), '<title>Client</title>');
writeFileSync(join(clientDir, 'playground.html'), '<title>Playground</title>');
mkdirSync(join(clientDir, 'assets'));
writeFileSync(join(clientDir, 'assets', 'app-1a2b.js'), 'export {};');
afterAll(() => rmSync(clientDir, { recursive: true }));

const METRICS_TOKEN = 'a token for metrics';
const cast = useCast({ PILOTHOUSE_CLIENT_DIR: clientDir, PILOTHOUSE_METRICS_TOKEN: METRICS_TOKEN });
const get = (path: string, headers: Record<string, string> = {}) => as(cast.anonymous).fetch(path, { headers });
const post = (headers: Record<string, string>, body = JSON.stringify({ query: '{ viewer { name } }' })) =>
  as(cast.owner).fetch('/graphql', { method: 'POST', headers, body });
const JSON_TYPE = { 'content-type': 'application/json' };

interface ErrorBody {
  errors: { message: string; extensions: { code: string } }[];
  extensions: { requestId: string };
}
const codeOf = async (response: Response) => ((await response.json()) as ErrorBody).errors[0]?.extensions.code;

/** What `fetch` doesn't send: any host. */
function askAs(host: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${cast.app.url}/graphql`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers, host },
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.end(JSON.stringify({ query: '{ __typename }' }));
  });
}

describe('other sites', () => {
  test('a page of this server may ask, of another one not', async () => {
    const { host, port } = new URL(cast.app.url);
    expect(await askAs(host, { origin: cast.app.url })).toBe(200);
    for (const origin of ['https://evil.example.com', 'null', 'http://127.0.0.1:1', `http://${host}.evil.com`])
      expect(await askAs(host, { origin })).toBe(403);
    // Under which name of this machine it was opened doesn't matter while nobody said which it has.
    for (const name of ['localhost', '[::1]', '127.0.0.2']) {
      expect(await askAs(`${name}:${port}`, { origin: `http://${name}:${port}` })).toBe(200);
      expect(await askAs(host, { origin: `http://${name}:${port}` })).toBe(403);
    }
  });

  test('a name that somebody lets point here is another site', async () => {
    const { port } = new URL(cast.app.url);
    for (const name of ['pilothouse.example.com', 'localhost.example.com', '127.0.0.1.example.com'])
      expect(await askAs(`${name}:${port}`, { origin: `http://${name}:${port}` })).toBe(403);
  });

  test('the refusal says why, by code', async () => {
    const response = await post({ ...JSON_TYPE, origin: 'https://evil.example.com' });
    const body = (await response.json()) as ErrorBody;
    expect(body.errors[0]).toEqual({
      message: 'Pages of https://evil.example.com may not use this API.',
      extensions: { code: 'CSRF_REFUSED' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form can’t ask: %s',
    async (type) => {
      const response = await post({ 'content-type': type });
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('INVALID_INPUT');
    },
  );

  test('a link can’t ask with the viewer’s cookie; a program without one can', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ viewer { name } }')}`;
    expect((await get(path, cast.owner.headers)).status).toBe(400);
    expect((await get(path, { ...cast.owner.headers, 'apollo-require-preflight': '1' })).status).toBe(200);
    expect((await get(path)).status).toBe(200);
  });

  test('no link changes anything', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { signOut }')}`;
    const response = await get(path, { ...cast.owner.headers, 'apollo-require-preflight': '1' });
    expect(response.status).toBe(405);
    expect(await as(cast.owner).run('{ viewer { name } }')).toEqual({ viewer: { name: 'owner' } });
  });
});

describe('every response', () => {
  test.each([
    '/',
    '/graphql?query={__typename}',
    '/graphql',
    '/health',
    '/version',
    '/api/v1/nothing',
    '/assets/nothing.js',
  ])('has a request id of its own and strict headers: %s', async (path) => {
    const [first, second] = [await get(path, { 'x-request-id': 'mine' }), await get(path)];
    const id = first.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers.get('x-request-id')).not.toBe(id);
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("default-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('x-powered-by')).toBeNull();
  });

  test.each([
    ['data', '{ __typename }'],
    ['an error of a field', '{ projects(first: 0) { nodes { id } } }'],
    ['a field that isn’t there', '{ nothing }'],
    ['no GraphQL', '{'],
    ['no query', ''],
  ])('names the request in its extensions, too: %s', async (_what, query) => {
    const response = await post(JSON_TYPE, JSON.stringify({ query }));
    const body = (await response.json()) as ErrorBody;
    expect(body.extensions.requestId).toBe(response.headers.get('x-request-id'));
  });

  test('also where the request can’t be read', async () => {
    for (const response of [
      await post(JSON_TYPE, '{'),
      await post({ 'content-type': 'text/plain' }, 'x'),
      await post({ ...JSON_TYPE, authorization: 'Bearer wrong' }),
      await post({ ...JSON_TYPE, origin: 'https://evil.example.com' }),
      await post(JSON_TYPE, JSON.stringify({ query: 'x'.repeat(1_100_000) })),
      await as(cast.owner).fetch('/graphql', { method: 'DELETE' }),
    ]) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      const body = (await response.json()) as ErrorBody;
      expect(body.extensions.requestId).toBe(response.headers.get('x-request-id'));
    }
  });
});

describe('requests that can’t be read', () => {
  test.each([
    ['broken JSON', '{"query": ', 400],
    ['JSON that is no object', '5', 400],
    ['an empty body', '', 400],
    ['an empty list', '[]', 400],
    ['a query of the wrong type', '{"query": 5}', 400],
    ['variables of the wrong type', '{"query": "{ __typename }", "variables": "x"}', 400],
    ['a body too large', JSON.stringify({ query: 'x'.repeat(1_100_000) }), 413],
    ['a batch', '[{"query":"{ __typename }"},{"query":"{ __typename }"}]', 400],
    ['JSON nested 100,000 deep', '['.repeat(100_000), 400],
  ])('%s', async (_what, body, status) => {
    const response = await post(JSON_TYPE, body);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as ErrorBody;
    expect(errors[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors[0]?.message).toMatch(/\S/);
    expect(errors[0]?.message).not.toMatch(/\/node_modules\/|at \w+ \(/);
  });

  test('an unknown charset and an unknown encoding', async () => {
    for (const headers of [
      { 'content-type': 'application/json; charset=klingon' },
      { ...JSON_TYPE, 'content-encoding': 'x' },
    ]) {
      const response = await post(headers);
      expect(response.status).toBe(415);
      expect(await codeOf(response)).toBe('INVALID_INPUT');
    }
  });
});

describe('monitors', () => {
  test('health, its parts, and the version', async () => {
    for (const path of ['/health', '/health/ready']) {
      const response = await get(path);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok', database: 'ok' }]);
    }
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/version')).json()).toEqual({ version: VERSION, node: process.version });
  });

  test('metrics want the token where one is set, and tell of deployments and workers', async () => {
    for (const headers of [{}, { authorization: 'Bearer x' }, cast.owner.headers])
      expect((await get('/metrics', headers as Record<string, string>)).status).toBe(403);
    const response = await get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` });
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    for (const name of ['process_cpu_seconds_total', 'pilothouse_workers 0', 'pilothouse_live{kind="sockets"} 0'])
      expect(text).toContain(name);
  });

  test('metrics tell how much waits in the queue, and since when', async () => {
    const add = (task: string, runAt: string) =>
      cast.app.sql(`select graphile_worker.add_job($1, '{}', run_at => now() + $2::interval)`, [task, runAt]);
    await add('deployment.attach.wrk_a', '-1 hour');
    await add('deployment.attach.wrk_b', '-2 hours');
    await add('mail.send', '1 hour');
    const text = await (await get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })).text();
    expect(text).toContain('pilothouse_jobs{kind="deployment.attach",state="ready"} 2');
    expect(text).toContain('pilothouse_jobs{kind="mail.send",state="scheduled"} 1');
    expect(text).toContain('pilothouse_jobs{kind="run",state="failed"} 0');
    expect(text).toContain('pilothouse_jobs_oldest_seconds{kind="mail.send"} 0');
    const [, oldest] = /pilothouse_jobs_oldest_seconds\{kind="deployment.attach"\} (\S+)/.exec(text) ?? [];
    expect(Math.round(Number(oldest) / 60)).toBe(120);
    await cast.app.sql('delete from graphile_worker._private_jobs');
  });
});

describe('paths', () => {
  test('the client answers on every path of its own, fresh each time; its hashed files are for ever', async () => {
    for (const path of ['/', '/p/shop/deployments/dpl_1', '/setup?code=x', '/p/../../etc/passwd']) {
      const response = await get(path);
      expect(await response.text()).toContain('Client');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
    expect(await (await get('/playground')).text()).toContain('Playground');
    const file = await get('/assets/app-1a2b.js');
    expect(file.headers.get('cache-control')).toContain('immutable');
  });

  test.each(['/assets/nothing.js', '/assets/..%2f..%2fpackage.json'])('no such file: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe('NOT_FOUND');
  });

  test('no such path to write to', async () => {
    const response = await as(cast.owner).fetch('/nothing', { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe('NOT_FOUND');
  });
});

describe('https', () => {
  test('makes the cookies secure and the browser insist on it', async () => {
    const { email } = await makeUser(cast.app, { password: 'correct horse battery' });
    cast.app.app.config.publicUrl = 'https://pilothouse.example.com';
    const { headers } = await as(cast.anonymous).answer(
      'mutation ($input: SignInInput!) { signIn(input: $input) { name } }',
      {
        input: { email, password: 'correct horse battery' },
      },
    );
    const cookies = headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-pilothouse_session',
      '__Host-pilothouse_refresh',
      '__Host-pilothouse_csrf',
    ]);
    for (const cookie of cookies) {
      expect(cookie.split('; ')).toEqual(expect.arrayContaining(['Path=/', 'SameSite=Lax', 'Secure']));
      expect(cookie).not.toContain('Domain');
      expect(cookie.includes('; HttpOnly')).toBe(!cookie.startsWith('__Host-pilothouse_csrf'));
    }
    cast.app.app.config.publicUrl = cast.app.url;
  });
});
