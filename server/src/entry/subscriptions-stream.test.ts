import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { eventually, LOG, range } from '../../test/live-fixture.ts';
import { type LiveServer, startLiveServer } from '../../test/live-server.ts';

const TEXTS = 'subscription Log($id: ID!, $after: Int! = 0) { log(id: $id, after: $after) { lines { seq text } } }';
const servers: LiveServer[] = [];

async function serve(): Promise<LiveServer> {
  const server = await startLiveServer();
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** One request as curl makes it. */
async function post(
  server: LiveServer,
  body: unknown,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<IncomingMessage> {
  const outgoing = request(`http://${server.address}/graphql/stream`, {
    method: options.method ?? 'POST',
    headers: { 'content-type': 'application/json', ...options.headers },
    agent: false,
  });
  outgoing.on('error', () => {});
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response.on('error', () => {});
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

const closed = (response: IncomingMessage) => new Promise((resolve) => response.once('close', resolve));
const seqsOf = (text: string) => [...text.matchAll(/"seq":(\d+)/g)].map((match) => Number(match[1]));

test('a log is replayed, followed and completed, as text that a person can read', async () => {
  const server = await serve();
  server.write(3);
  const response = await post(server, { query: LOG, variables: { id: 'a', after: 1 } });
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const text = textOf(response);
  await eventually(() => server.subscriptions.counts().live === 1);
  server.write(1);
  server.world.end('a');
  server.events.publish(['log/a']);
  expect(await text).toBe(
    [
      ':',
      'event: next\ndata: {"data":{"log":{"lines":[{"seq":2},{"seq":3}],"hasEnded":false,"viewer":"nobody"}}}',
      'event: next\ndata: {"data":{"log":{"lines":[{"seq":4}],"hasEnded":true,"viewer":"nobody"}}}',
      'event: complete\ndata:\n\n',
    ].join('\n\n'),
  );
  expect(server.subscriptions.counts()).toMatchObject({ streams: 0, subscribers: 0 });
});

test('the client of the protocol understands it; both transports share executions', async () => {
  const server = await serve();
  const client = createClient({
    url: `http://${server.address}/graphql/stream`,
    headers: { authorization: 'Bearer ann' },
    retryAttempts: 0,
  });
  const follow = (id: string) =>
    client.iterate<{ log: { lines: { seq: number }[] } }>({ query: LOG, variables: { id } });
  const [first, second] = [follow('a'), follow('a')];
  const results = [first.next(), second.next()];
  await eventually(() => server.subscriptions.counts().live === 2);
  server.world.executionCount = 0;
  server.write(2);
  for (const result of results) expect((await result).value.data.log.lines).toEqual([{ seq: 1 }, { seq: 2 }]);
  expect(server.world.executionCount).toBe(1);
  await first.return?.();
  await eventually(() => server.subscriptions.counts().streams === 1);
  const refused = await follow('none').next();
  expect(refused.value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  client.dispose();
  await eventually(() => server.subscriptions.counts().streams === 0);
});

test.each<[string, unknown, { method?: string; headers?: Record<string, string> }, number, string | null]>([
  ['what is not there', { query: LOG, variables: { id: 'none' } }, {}, 404, 'NOT_FOUND'],
  [
    'a wrong token',
    { query: LOG, variables: { id: 'a' } },
    { headers: { authorization: 'Bearer wrong' } },
    401,
    'UNAUTHENTICATED',
  ],
  ['a store that is away', { query: LOG }, { headers: { authorization: 'Bearer later' } }, 503, 'UNAVAILABLE'],
  ['another site', { query: LOG }, { headers: { origin: 'http://evil.test' } }, 403, 'FORBIDDEN'],
  ['a query', { query: '{ isHere }' }, {}, 400, 'INVALID_INPUT'],
  ['a wrong variable', { query: LOG, variables: { id: 'a', after: 'x' } }, {}, 400, 'INVALID_INPUT'],
  ['no JSON', '{', {}, 400, 'INVALID_INPUT'],
  ['no object', 'null', {}, 400, 'INVALID_INPUT'],
  ['no query', {}, {}, 400, 'INVALID_INPUT'],
  ['variables of another kind', { query: LOG, variables: [] }, {}, 400, 'INVALID_INPUT'],
  ['a form', 'query=x', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, null],
  ['too long a body', JSON.stringify({ query: 'x'.repeat(100_000) }), {}, 413, null],
  ['another method', '', { method: 'PUT' }, 405, null],
])('%s is refused with its status', async (_name, body, options, status, code) => {
  const server = await serve();
  const response = await post(server, body, options);
  expect(response.statusCode).toBe(status);
  const text = await textOf(response);
  if (code) expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code } }] });
  expect(server.subscriptions.counts()).toMatchObject({ streams: 0, subscribers: 0 });
});

test('an idle stream gets a comment every 12 s; one whose rights went is ended', async () => {
  const server = await serve();
  const query = { query: LOG, variables: { id: 'a' } };
  const response = await post(server, query, { headers: { authorization: 'Bearer ann' } });
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await eventually(() => text === ':\n\n');
  server.clock.now = 12_000;
  await server.subscriptions.tick();
  await eventually(() => text === ':\n\n:\n\n');
  // Silence is no fault where nothing is to be taken.
  server.clock.now = 500_000;
  await server.subscriptions.tick();
  expect(server.subscriptions.counts().streams).toBe(1);
  server.revoked.add('ann');
  server.clock.now = 510_000;
  await server.subscriptions.tick();
  await closed(response);
  expect(text).not.toContain('complete');
  await eventually(() => server.subscriptions.counts().subscribers === 0);
});

test('who reads slowly costs bounded memory and loses nothing; who takes nothing for a minute is cut', async () => {
  const server = await serve();
  server.world.linesPerRead = 1;
  server.world.append('a', 200, 'x'.repeat(200_000));
  const response = await post(server, { query: TEXTS, variables: { id: 'a' } });
  const stuck = await post(server, { query: TEXTS, variables: { id: 'a' } });
  // Nobody reads: the server fills what the kernel takes and waits.
  await eventually(() => server.subscriptions.counts().unsentBytes > 100_000);
  server.write(100, 'x'.repeat(200_000));
  expect(server.subscriptions.counts().unsentBytes).toBeLessThan(1_000_000);
  server.world.end('a');
  server.events.publish(['log/a']);
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += (chunk as string).replaceAll('x', '');
  expect(seqsOf(text)).toEqual(range(300));
  expect(server.subscriptions.counts()).toMatchObject({ streams: 1, live: 0 });
  server.clock.now = 60_001;
  await server.subscriptions.tick();
  await eventually(() => server.subscriptions.counts().streams === 0);
  stuck.destroy();
});

test('stopping ends streams without their last event', async () => {
  const server = await serve();
  const response = await post(server, { query: LOG, variables: { id: 'a' } });
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await eventually(() => server.subscriptions.counts().live === 1);
  await Promise.all([closed(response), server.subscriptions.close()]);
  expect(text).toBe(':\n\n');
});
