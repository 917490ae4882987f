import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { eventually, LOG, range, THING, THINGS } from '../../test/live-fixture.ts';
import { type LiveServer, RawClient, startLiveServer } from '../../test/live-server.ts';

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

test('a log is replayed, followed and completed', async () => {
  const server = await serve();
  server.write(5);
  const client = await new RawClient(server.address).open();
  client.subscribe('1', LOG, { id: 'a', after: 2 });
  await client.until(() => client.seqs('1').length === 3);
  server.write(2);
  await client.until(() => client.seqs('1').length === 5);
  server.world.end('a');
  server.events.publish(['log/a']);
  await client.until(() => client.has('complete', '1'));
  expect(client.seqs('1')).toEqual(range(7, 3));
  expect(client.of('1').at(-1)).toEqual({ id: '1', type: 'complete' });
  expect(server.subscriptions.counts()).toMatchObject({ sockets: 1, subscribers: 0, groups: 0 });
});

test('several subscriptions of several sockets share executions; ids and odd characters stay each one’s own', async () => {
  const server = await serve();
  const clients = await Promise.all(range(5).map(() => new RawClient(server.address).open()));
  const odd = 'quote " and ünïcode';
  for (const client of clients) {
    client.subscribe(odd, TEXTS, { id: 'a' });
    client.subscribe('2', TEXTS, { id: 'a' });
  }
  await eventually(() => server.subscriptions.counts().live === 10);
  server.world.executionCount = 0;
  server.write(1, 'ünïcode “text” \u2028 🚀');
  for (const client of clients)
    await client.until(() => client.seqs(odd).length === 1 && client.seqs('2').length === 1);
  expect(server.world.executionCount).toBe(1);
  expect(clients[0]?.of(odd)[0]?.payload).toEqual({
    data: { log: { lines: [{ seq: 1, text: 'ünïcode “text” \u2028 🚀' }] } },
  });
});

test('completing by the client stops it, and only it', async () => {
  const server = await serve();
  const client = await new RawClient(server.address).open();
  client.subscribe('1', LOG, { id: 'a' });
  client.subscribe('2', LOG, { id: 'a' });
  await eventually(() => server.subscriptions.counts().live === 2);
  client.send({ id: '1', type: 'complete' });
  await eventually(() => server.subscriptions.counts().live === 1);
  server.write(1);
  await client.until(() => client.seqs('2').length === 1);
  expect(client.of('1')).toEqual([]);
  client.socket.terminate();
  await eventually(() => server.subscriptions.counts().subscribers === 0);
});

test('errors come as the protocol’s error message, with their code', async () => {
  const server = await serve();
  const client = await new RawClient(server.address).open();
  const cases: [string, string, Record<string, unknown>, string][] = [
    ['none', LOG, { id: 'none' }, 'NOT_FOUND'],
    ['syntax', 'subscription {', {}, 'INVALID_INPUT'],
    ['field', 'subscription { nothing }', {}, 'INVALID_INPUT'],
    ['variable', LOG, { id: 'a', after: 'x' }, 'INVALID_INPUT'],
    ['query', '{ isHere }', {}, 'INVALID_INPUT'],
    ['mutation', 'mutation { touch }', {}, 'INVALID_INPUT'],
  ];
  for (const [id, query, variables] of cases) client.subscribe(id, query, variables);
  await client.until(() => cases.every(([id]) => client.has('error', id)));
  for (const [id, , , code] of cases)
    expect(client.of(id)).toEqual([
      { id, type: 'error', payload: [expect.objectContaining({ extensions: expect.objectContaining({ code }) })] },
    ]);
  client.subscribe('none', LOG, { id: 'a' });
  await eventually(() => server.subscriptions.counts().live === 1);
});

test('a defect of the server shows nothing of itself', async () => {
  const server = await serve();
  server.world.gate = async () => {
    throw new TypeError('secret');
  };
  const client = await new RawClient(server.address).open();
  client.subscribe('1', LOG, { id: 'a' });
  await client.until(() => client.has('error', '1'));
  expect(client.of('1')).toMatchObject([{ payload: [{ extensions: { code: 'INTERNAL' } }] }]);
  expect(JSON.stringify(client.messages)).not.toContain('secret');
});

test.each([
  ['wrong', 4401],
  ['later', 1013],
])('signing in as %s closes with %d', async (name, code) => {
  const server = await serve();
  const client = new RawClient(server.address);
  await once(client.socket, 'open');
  client.send({ type: 'connection_init', payload: { authorization: `Bearer ${name}` } });
  expect((await client.untilClosed()).code).toBe(code);
});

test('what may not connect at all: other sites, other paths, other protocols, who asks before signing in', async () => {
  const server = await serve();
  const refused = async (client: RawClient) => {
    const [error] = (await once(client.socket, 'error')) as [Error];
    return error.message;
  };
  expect(await refused(new RawClient(server.address, { origin: 'http://evil.test' }))).toContain('403');
  expect(await refused(new RawClient(server.address, { path: '/other' }))).toContain('404');
  await new RawClient(server.address, { origin: 'http://own.test' }).open();
  const other = new RawClient(server.address, { protocol: 'graphql-ws' });
  expect(await refused(other)).toContain('no subprotocol');
  const early = new RawClient(server.address);
  await once(early.socket, 'open');
  early.subscribe('1', LOG, { id: 'a' });
  expect((await early.untilClosed()).code).toBe(4401);
});

test('limits: 100 subscriptions, 64 KiB per message', async () => {
  const server = await serve();
  const client = await new RawClient(server.address).open();
  for (const n of range(101)) client.subscribe(String(n), THINGS);
  await client.until(() => client.has('error', '101'));
  expect(client.of('101')).toMatchObject([{ payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
  await eventually(() => server.subscriptions.counts().live === 100);
  client.subscribe('big', `subscription { things { id } } # ${'x'.repeat(70_000)}`);
  expect((await client.untilClosed()).code).toBe(1009);
  await eventually(() => server.subscriptions.counts().subscribers === 0);
});

test('rights are looked at every 3 s; who lost them is cut, a store that is away cuts nobody', async () => {
  const server = await serve();
  const ann = await new RawClient(server.address).open('ann');
  const bob = await new RawClient(server.address).open('bob');
  server.clock.now = 2_000;
  await server.subscriptions.tick();
  expect(server.rechecks).toEqual([]);
  server.clock.now = 3_000;
  await server.subscriptions.tick();
  expect([...server.rechecks].sort()).toEqual(['ann', 'bob']);
  server.revoked.add('database').add('bob');
  server.clock.now = 6_000;
  await server.subscriptions.tick();
  expect(bob.closed).toBeNull();
  server.revoked.delete('database');
  server.clock.now = 7_000;
  await server.subscriptions.tick();
  expect((await bob.untilClosed()).code).toBe(4403);
  expect(ann.closed).toBeNull();
});

test('idle sockets are pinged; one that is silent for a minute is cut', async () => {
  const server = await serve();
  const client = await new RawClient(server.address).open();
  let pings = 0;
  client.socket.on('ping', () => pings++);
  for (const now of [12_000, 24_000, 70_000, 82_000]) {
    server.clock.now = now;
    await server.subscriptions.tick();
    await client.until(() => pings > 0);
    // Its pong, and whatever it was behind, has arrived once the answer to this has come.
    pings = 0;
    client.messages.length = 0;
    client.send({ type: 'ping' });
    await client.until(() => client.has('pong'));
  }
  expect(client.closed).toBeNull();
  // Sees that the last pong has been taken.
  await server.subscriptions.tick();
  client.socket.pause();
  server.clock.now = 82_000 + 60_001;
  await server.subscriptions.tick();
  client.socket.resume();
  expect((await client.untilClosed()).code).toBe(4408);
});

test('who reads slowly costs bounded memory, delays nobody and loses nothing', async () => {
  const server = await serve();
  server.world.linesPerRead = 1;
  const slow = await new RawClient(server.address).open();
  const quick = await new RawClient(server.address).open();
  slow.subscribe('1', TEXTS, { id: 'a' });
  quick.subscribe('1', TEXTS, { id: 'a' });
  await eventually(() => server.subscriptions.counts().live === 2);
  slow.socket.pause();
  let mostUnsentBytes = 0;
  // 60 MB, of which the kernel takes some.
  for (let step = 1; step <= 30; step++) {
    server.write(10, 'x'.repeat(200_000));
    await quick.until(() => quick.seqs('1').length === step * 10);
    mostUnsentBytes = Math.max(mostUnsentBytes, server.subscriptions.counts().unsentBytes);
    quick.messages.splice(0, quick.messages.length, ...quick.messages.map((message) => thin(message)));
  }
  expect(server.subscriptions.counts()).toMatchObject({ subscribers: 2, live: 1 });
  expect(slow.seqs('1').length).toBeLessThan(100);
  expect(mostUnsentBytes).toBeGreaterThan(400_000);
  expect(mostUnsentBytes).toBeLessThan(1_500_000);
  slow.socket.on('message', () => slow.messages.push(thin(slow.messages.pop() as never)));
  slow.socket.resume();
  await slow.until(() => slow.seqs('1').length === 300);
  expect(slow.seqs('1')).toEqual(range(300));
  await eventually(() => server.subscriptions.counts().live === 2);
});

/** A message without the texts of its lines: the test itself must not be what fills the memory. */
function thin(message: RawClient['messages'][number]): RawClient['messages'][number] {
  return JSON.parse(JSON.stringify(message, (key, value) => (key === 'text' ? '' : value)));
}

test('stopping closes with 1012, and clients come back and go on where they were', async () => {
  const first = await serve();
  first.write(3);
  const second = await serve();
  second.world.append('a', 5);
  let address = first.address;
  const client = createClient({
    url: () => `ws://${address}/graphql`,
    webSocketImpl: WebSocket,
    retryWait: async () => {},
    shouldRetry: () => true,
  });
  const closes: number[] = [];
  client.on('closed', (event) => closes.push((event as CloseEvent).code));
  const seqs: number[] = [];
  const variables: Record<string, unknown> = { id: 'a', after: 0 };
  client.subscribe<{ log: { lines: { seq: number }[] } }>(
    { query: LOG, variables },
    {
      next({ data }) {
        seqs.push(...(data?.log.lines ?? []).map((line) => line.seq));
        variables.after = seqs.at(-1);
      },
      error: () => {},
      complete: () => {},
    },
  );
  await eventually(() => seqs.length === 3);
  address = second.address;
  await first.subscriptions.close();
  expect(closes).toEqual([1012]);
  await eventually(() => seqs.length === 5);
  expect(seqs).toEqual(range(5));
  await client.dispose();
});

test('a state is sent at once; collections only what changes', async () => {
  const server = await serve();
  server.world.set('t', 'queued');
  const client = await new RawClient(server.address).open();
  client.subscribe('state', THING, { id: 't' });
  client.subscribe('changes', THINGS);
  await client.until(() => client.has('next', 'state'));
  await eventually(() => server.subscriptions.counts().live === 2);
  expect(client.of('changes')).toEqual([]);
  server.world.set('t', 'done', true);
  server.events.publish(['thing/t', 'things#t']);
  await client.until(() => client.has('complete', 'state') && client.has('next', 'changes'));
  expect(client.of('state').map((message) => message.payload)).toEqual([
    { data: { thing: { state: 'queued' } } },
    { data: { thing: { state: 'done' } } },
    undefined,
  ]);
});
