import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { http } from './http.node.ts';
import { bodyOf, isExpected, statusRanges } from './http.rules.ts';
import type { NodeContext } from './node.types.ts';

let server: Server;
let base: string;
let asked: (IncomingMessage & { content: string })[] = [];
let status = 200;

beforeAll(async () => {
  server = createServer((request, response) => {
    let content = '';
    request.on('data', (chunk: Buffer) => (content += chunk.toString()));
    request.on('end', () => {
      asked.push(Object.assign(request, { content }));
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"items":[1,2]}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<unknown>((closed) => server.close(closed)));

function run(config: Record<string, unknown>, allow = ['127.0.0.1']) {
  asked = [];
  const node = {
    idempotencyKey: 'run/1/call',
    signal: new AbortController().signal,
    ctx: { app: { config: { outboundAllow: allow } } },
  } as unknown as NodeContext;
  return http.execute(node, http.config.parse(config));
}

test('sends what is configured, and hands on status, headers and parsed body', async () => {
  status = 200;
  const outcome = await run({
    method: 'POST',
    url: `${base}/a?x=1`,
    query: [{ name: 'q', value: 'a b&c' }],
    headers: [{ name: 'X-Trace', value: 't' }],
    auth: 'BASIC',
    authName: 'me',
    authValue: 'pass',
    bodyType: 'JSON',
    body: { n: 1 },
  });
  expect(outcome).toMatchObject({ kind: 'done', output: { status: 200, body: { items: [1, 2] } } });
  expect(asked[0]).toMatchObject({ method: 'POST', url: '/a?x=1&q=a+b%26c', content: '{"n":1}' });
  expect(asked[0]?.headers).toMatchObject({
    'x-trace': 't',
    'x-idempotency-key': 'run/1/call',
    authorization: `Basic ${Buffer.from('me:pass').toString('base64')}`,
    'content-type': 'application/json',
  });
});

test('writes forms and texts, and signs in by token or header', async () => {
  await run({
    method: 'PUT',
    url: base,
    bodyType: 'FORM',
    body: { a: 'x y', b: [1, 2] },
    auth: 'BEARER',
    authValue: 's',
  });
  expect(asked[0]?.content).toBe('a=x+y&b=1&b=2');
  expect(asked[0]?.headers.authorization).toBe('Bearer s');
  await run({
    method: 'PUT',
    url: base,
    bodyType: 'TEXT',
    body: 'hi',
    auth: 'HEADER',
    authName: 'X-Key',
    authValue: 's',
  });
  expect(asked[0]).toMatchObject({ content: 'hi', headers: { 'x-key': 's' } });
  await expect(run({ url: base, bodyType: 'FORM', body: 'no' })).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
});

test.each([
  [404, 'HTTP_CLIENT_ERROR', false],
  [429, 'HTTP_CLIENT_ERROR', true],
  [503, 'HTTP_SERVER_ERROR', true],
  [304, 'HTTP_UNEXPECTED_STATUS', false],
])('status %i fails as %s, worth another attempt: %s', async (answered, code, isRetryable) => {
  status = answered;
  await expect(run({ url: base })).rejects.toMatchObject({ code, isRetryable, details: { status: answered } });
  await expect(run({ url: base, expectedStatuses: `200-299, ${answered}` })).resolves.toMatchObject({ kind: 'done' });
});

test('nothing inside is reached, and says how it could be', async () => {
  await expect(run({ url: base }, [])).rejects.toMatchObject({
    code: 'OUTBOUND_REFUSED',
    isRetryable: false,
    message: expect.stringContaining('PILOTHOUSE_OUTBOUND_ALLOW'),
  });
  await expect(run({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'OUTBOUND_UNREACHABLE' });
});

test('statuses and bodies', () => {
  expect(statusRanges('200-299, 404')).toEqual([
    { from: 200, to: 299 },
    { from: 404, to: 404 },
  ]);
  expect(['', '99', '300-200', 'x', '200-', '200,,'].map(statusRanges)).toEqual([null, null, null, null, null, null]);
  expect(isExpected(250, '200-299')).toBe(true);
  const body = (type: string, text: string) => bodyOf({ headers: { 'content-type': type }, body: Buffer.from(text) });
  expect(body('application/problem+json', '{"a":1}')).toEqual({ a: 1 });
  expect(body('application/json', '{broken')).toBe('{broken');
  expect(body('text/html; charset=utf-8', '<p>')).toBe('<p>');
  expect(body('image/png', 'abc')).toEqual({ base64: 'YWJj' });
  expect(body('text/plain', '')).toBeNull();
});
