import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { TestActor } from '../../test/as.ts';
import { eventually } from '../../test/at-once.ts';
import { makeDeployment, makeToken, useCast } from '../../test/factories.ts';

const METRICS_TOKEN = 'a token for metrics';
const cast = useCast({
  PILOTHOUSE_METRICS_TOKEN: METRICS_TOKEN,
  PILOTHOUSE_CONNECTIONS_PER_ACTOR: '6',
  PILOTHOUSE_CONNECTIONS_PER_ADDRESS: '40',
  PILOTHOUSE_CONNECTIONS_ANONYMOUS: '4',
});
const STATUS = 'subscription ($id: ID!) { deploymentChanged(id: $id) { id status } }';

interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

/** A client that keeps to no protocol. */
class Attacker {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  code: number | null = null;
  refusal: string | null = null;

  constructor(actor: TestActor) {
    this.socket = new WebSocket(`${actor.app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: actor.headers,
    });
    this.socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as Message));
    this.socket.on('error', (error) => {
      this.refusal ??= error.message;
    });
    this.socket.on('close', (code) => {
      this.code = code;
    });
    attackers.push(this);
  }

  async open(): Promise<this> {
    await eventually('a connection', async () => this.socket.readyState === WebSocket.OPEN || this.refusal !== null);
    if (this.refusal) throw new Error(this.refusal);
    return this;
  }

  async init(): Promise<this> {
    await this.open();
    this.send({ type: 'connection_init' });
    await eventually('an answer', async () => this.has('connection_ack') || this.code !== null);
    return this;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  has(type: string, id?: string): boolean {
    return this.messages.some((message) => message.type === type && (id === undefined || message.id === id));
  }

  async end(): Promise<number | null> {
    await eventually('the end of the connection', async () => this.code !== null);
    return this.code;
  }
}

const attackers: Attacker[] = [];

afterEach(async () => {
  for (const { socket } of attackers.splice(0)) socket.terminate();
  await eventually('the end of all connections', async () => (await live('sockets')) === 0);
  expect((await fetch(`${cast.app.url}/health`)).status).toBe(200);
});

async function metric(pattern: RegExp): Promise<number> {
  const response = await fetch(`${cast.app.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  return Number(pattern.exec(await response.text())?.[1] ?? Number.NaN);
}
const live = (kind: string) => metric(new RegExp(`^pilothouse_live\\{kind="${kind}"\\} (\\d+)$`, 'm'));
const refused = (reason: string) =>
  metric(new RegExp(`^pilothouse_refused_total\\{reason="${reason}"\\} (\\d+)$`, 'm'));

describe('one socket', () => {
  test('that says nothing is closed after 5 s', async () => {
    const attacker = await new Attacker(cast.owner).open();
    expect(await attacker.end()).toBe(4408);
  });

  test.each<[string, (attacker: Attacker) => void, number]>([
    [
      'that asks before it has signed in',
      ({ socket }) => socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: STATUS } })),
      4401,
    ],
    [
      'that signs in twice',
      (attacker) => {
        attacker.send({ type: 'connection_init' });
        attacker.send({ type: 'connection_init' });
      },
      4429,
    ],
    [
      'with a wrong token',
      (attacker) => attacker.send({ type: 'connection_init', payload: { authorization: 'Bearer wrong' } }),
      4401,
    ],
    ['of no JSON', ({ socket }) => socket.send('{'), 4400],
    ['of bytes', ({ socket }) => socket.send(Buffer.from([0, 1, 2, 255])), 4400],
    ['of an unknown type', ({ socket }) => socket.send('{"type":"surprise"}'), 4400],
    ['of a list', ({ socket }) => socket.send('[{"type":"connection_init"}]'), 4400],
    ['of a message too large', ({ socket }) => socket.send('x'.repeat(65 * 1024)), 1009],
    [
      'of many small fragments of a message too large',
      ({ socket }) => {
        for (let n = 0; n < 80; n += 1) socket.send('x'.repeat(1_024), { fin: false });
      },
      1009,
    ],
    [
      'of 10,000 messages',
      (attacker) => {
        for (let n = 0; n < 10_000; n += 1) attacker.send({ type: 'ping' });
      },
      1008,
    ],
    [
      'of 10,000 frames that ask for a sign of life',
      ({ socket }) => {
        for (let n = 0; n < 10_000; n += 1) socket.ping();
      },
      1008,
    ],
  ])('%s is closed', async (_what, attack, code) => {
    const attacker = await new Attacker(cast.owner).open();
    attack(attacker);
    // Whoever still sends may meet the end before its reason.
    expect([code, 1006]).toContain(await attacker.end());
  });

  test('of 1,000 subscriptions is closed, with all it had', async () => {
    const { id } = await makeDeployment(cast.service, cast.environment, { status: 'QUEUED' });
    const attacker = await new Attacker(cast.owner).init();
    for (let n = 0; n < 1_000; n += 1)
      attacker.send({ id: String(n), type: 'subscribe', payload: { query: STATUS, variables: { id } } });
    expect([1008, 1006]).toContain(await attacker.end());
    await eventually('no subscriber', async () => (await live('subscribers')) === 0);
    expect(await refused('messages')).toBeGreaterThan(0);
  });

  test('has at most 100 subscriptions, and ids of its own only once', async () => {
    const { id } = await makeDeployment(cast.service, cast.environment, { status: 'QUEUED' });
    const attacker = await new Attacker(cast.owner).init();
    const subscribe = (key: string) =>
      attacker.send({ id: key, type: 'subscribe', payload: { query: STATUS, variables: { id } } });
    for (let n = 1; n <= 101; n += 1) subscribe(String(n));
    await eventually('a refusal', async () => attacker.has('error', '101'));
    expect(attacker.messages.find((message) => message.id === '101')).toMatchObject({
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    subscribe('1');
    expect(await attacker.end()).toBe(4409);
  });

  test.each([
    ['a query', '{ viewer { name } }', 'INVALID_INPUT'],
    ['a mutation', 'mutation { signOut }', 'INVALID_INPUT'],
    [
      'deep',
      `subscription { deploymentChanged(id: "x") { ${'project { services { nodes { '.repeat(10)}id${' } } }'.repeat(10)} } }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'aliases',
      `subscription { deploymentChanged(id: "x") { ${Array.from({ length: 30 }, (_, n) => `a${n}: id`).join(' ')} } }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['tokens', `subscription { deploymentChanged(id: "x") { ${'id '.repeat(5_000)} } }`, 'QUERY_TOO_COMPLEX'],
    [
      'fragments in a ring',
      'subscription { deploymentChanged(id: "x") { ...A } } fragment A on Deployment { ...A }',
      'INVALID_INPUT',
    ],
  ])('that subscribes to what is no subscription gets an error, and goes on: %s', async (_what, query, code) => {
    const attacker = await new Attacker(cast.owner).init();
    attacker.send({ id: '1', type: 'subscribe', payload: { query } });
    await eventually('an error', async () => attacker.has('error', '1'));
    const { payload } = attacker.messages.at(-1) as { payload: { extensions: { code: string } }[] };
    expect(payload.map((error) => error.extensions.code)).toContain(code);
    expect(attacker.socket.readyState).toBe(WebSocket.OPEN);
  });

  test.each([
    ['no key', 'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', /^HTTP\/1.1 4/],
    [
      'another path',
      'GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1.1 404/,
    ],
    [
      'another site',
      'GET /graphql HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1.1 403/,
    ],
    [
      'garbage after the handshake',
      'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n\xff\xff\xff\xffgarbage',
      /^HTTP\/1.1 101/,
    ],
  ])('by hand, with %s', async (_what, text, answer) => {
    const socket = connect(Number(new URL(cast.app.url).port), '127.0.0.1').on('error', () => {});
    let received = '';
    socket.on('data', (chunk) => {
      received += String(chunk);
    });
    socket.write(text, 'latin1');
    await once(socket, 'close');
    expect(received).toMatch(answer);
  });
});

describe('many connections', () => {
  test('of one person: six, whatever credential; the seventh is told to come later, others are not held up', async () => {
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, scopes: ['project:read'] });
    const ask = (actor: TestActor) => new Attacker(actor).init();
    for (let n = 0; n < 3; n += 1) await ask(cast.owner);
    for (let n = 0; n < 3; n += 1) {
      const attacker = await new Attacker(cast.anonymous).open();
      attacker.send({ type: 'connection_init', payload: { ...token.headers } });
      await eventually('an answer', async () => attacker.has('connection_ack'));
    }
    expect((await ask(cast.owner)).code).toBe(1013);
    expect((await ask(cast.viewer)).has('connection_ack')).toBe(true);
    attackers[0]?.socket.terminate();
    await eventually('a free place', async () => (await ask(cast.owner)).has('connection_ack'));
    expect(await refused('connections')).toBeGreaterThan(0);
  });

  test('event streams count, too, and are refused with 429', async () => {
    const { id } = await makeDeployment(cast.service, cast.environment, { status: 'QUEUED' });
    const stream = async () => {
      const outgoing = httpRequest(`${cast.app.url}/graphql/stream`, {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', ...cast.maintainer.headers },
      });
      outgoing.on('error', () => {});
      outgoing.end(JSON.stringify({ query: STATUS, variables: { id } }));
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      response.on('error', () => {}).resume();
      return { outgoing, response };
    };
    const streams = [];
    for (let n = 0; n < 6; n += 1) streams.push(await stream());
    for (const { response } of streams) expect(response.statusCode).toBe(200);
    const { response } = await stream();
    expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '10']);
    expect((await new Attacker(cast.maintainer).init()).code).toBe(1013);
    for (const { outgoing } of streams) outgoing.destroy();
    await eventually('the end of all streams', async () => (await live('streams')) === 0);
  });

  test('of nobody: four per address', async () => {
    for (let n = 0; n < 4; n += 1) expect((await new Attacker(cast.anonymous).init()).has('connection_ack')).toBe(true);
    expect((await new Attacker(cast.anonymous).init()).code).toBe(1013);
    expect((await new Attacker(cast.owner).init()).has('connection_ack')).toBe(true);
  });

  test('that never say who they are: a quarter of what an address may have', async () => {
    const opened = await Promise.all(
      Array.from({ length: 300 }, () =>
        new Attacker(cast.anonymous).open().then(
          () => 'open',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(opened.filter((outcome) => outcome === 'open')).toHaveLength(10);
    expect(new Set(opened)).toEqual(new Set(['open', 'Unexpected server response: 429']));
  });

  test('that never read don’t fill the memory', async () => {
    const { id } = await makeDeployment(cast.service, cast.environment, { status: 'QUEUED' });
    const attacker = await new Attacker(cast.owner).init();
    attacker.socket.pause();
    for (let n = 0; n < 90; n += 1)
      attacker.send({ id: String(n), type: 'subscribe', payload: { query: STATUS, variables: { id } } });
    await eventually('all subscriptions', async () => (await live('subscribers')) === 90);
    expect(await live('unsentBytes')).toBeLessThan(1024 ** 2);
  });
});
