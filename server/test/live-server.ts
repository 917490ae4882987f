import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { attachSubscriptions, type Subscriptions } from '../src/entry/subscriptions.ts';
import type { Context } from '../src/platform/context.ts';
import { AppError } from '../src/platform/errors.ts';
import type { Events } from '../src/platform/events.ts';
import { createLog } from '../src/platform/log.ts';
import { contextOf, eventually, LiveWorld, LocalEvents, liveSchema } from './live-fixture.ts';

const OWN_ORIGIN = 'http://own.test';

export interface LiveServer {
  world: LiveWorld;
  events: Events;
  subscriptions: Subscriptions;
  address: string;
  /** Milliseconds; moves only when a test moves it. */
  clock: { now: number };
  /** Names whose rights were taken away. */
  revoked: Set<string>;
  rechecks: string[];
  write(count: number, text?: string): void;
  close(): Promise<void>;
}

/** A server with both doors over the world of the live tests. `Bearer <name>` signs in, `Bearer wrong` doesn't. */
export async function startLiveServer(given: { world?: LiveWorld; events?: Events } = {}): Promise<LiveServer> {
  const world = given.world ?? new LiveWorld();
  const events = given.events ?? new LocalEvents();
  const clock = { now: 0 };
  const revoked = new Set<string>();
  const rechecks: string[] = [];
  const nameOf = (ctx: Context) => ctx.requestId.replace('test-', '');
  const httpServer = createServer((request, response) => {
    if (request.url === '/graphql/stream') return subscriptions.handleStream(request, response);
    response.writeHead(404).end();
  });
  const subscriptions = attachSubscriptions({
    httpServer,
    schema: liveSchema,
    events,
    log: createLog('silent'),
    liveFields: world.fields,
    execute: world.execute,
    isAllowedOrigin: ({ headers }: IncomingMessage) => !headers.origin || headers.origin === OWN_ORIGIN,
    async authenticate(request, params) {
      const given = String(params?.authorization ?? request.headers.authorization ?? 'Bearer nobody');
      const name = given.replace('Bearer ', '');
      if (name === 'wrong') throw new AppError('UNAUTHENTICATED', 'This token is unknown.');
      if (name === 'later') throw new AppError('UNAVAILABLE', 'The database is away.');
      return contextOf(name, events);
    },
    async recheck(ctx) {
      rechecks.push(nameOf(ctx));
      if (revoked.has('database')) throw new Error('away');
      return !revoked.has(nameOf(ctx));
    },
    now: () => clock.now,
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  return {
    world,
    events,
    subscriptions,
    address: `127.0.0.1:${(httpServer.address() as AddressInfo).port}`,
    clock,
    revoked,
    rechecks,
    write(count, text) {
      world.append('a', count, text);
      events.publish(['log/a']);
    },
    async close() {
      await subscriptions.close();
      httpServer.closeAllConnections();
      httpServer.close();
      await once(httpServer, 'close');
    },
  };
}

export interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

/** A client that speaks the protocol by hand, to see each message and close code. */
export class RawClient {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  closed: { code: number; reason: string } | null = null;

  constructor(address: string, options: { path?: string; protocol?: string; origin?: string } = {}) {
    this.socket = new WebSocket(
      `ws://${address}${options.path ?? '/graphql'}`,
      options.protocol ?? 'graphql-transport-ws',
      {
        ...(options.origin && { origin: options.origin }),
      },
    );
    this.socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as Message));
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
  }

  /** Connects and signs in. */
  async open(name = 'ann'): Promise<this> {
    await once(this.socket, 'open');
    this.send({ type: 'connection_init', payload: { authorization: `Bearer ${name}` } });
    await this.until(() => this.has('connection_ack'));
    return this;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  of(id: string): Message[] {
    return this.messages.filter((message) => message.id === id);
  }

  has(type: string, id?: string): boolean {
    return this.messages.some((message) => message.type === type && (id === undefined || message.id === id));
  }

  /** Sequence numbers of all log lines of one subscription. */
  seqs(id: string): number[] {
    return this.of(id)
      .filter((message) => message.type === 'next')
      .flatMap((message) => (message.payload as { data: { log: { lines: { seq: number }[] } } }).data.log.lines)
      .map((line) => line.seq);
  }

  until(isSo: () => boolean): Promise<void> {
    return eventually(isSo);
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    await eventually(() => this.closed !== null);
    return this.closed ?? { code: 0, reason: '' };
  }
}
