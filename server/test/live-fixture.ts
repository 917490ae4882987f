import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { buildSchema, type ExecutionArgs, execute, type GraphQLSchema } from 'graphql';
import { type App, type Context, createContext } from '../src/platform/context.ts';
import { notFound } from '../src/platform/errors.ts';
import type { Events } from '../src/platform/events.ts';
import { formatError } from '../src/platform/graphql/errors.ts';
import { LiveHub, type LiveHubOptions } from '../src/platform/graphql/live-hub.ts';
import type { LiveSink } from '../src/platform/graphql/live-sink.ts';
import type { AnyLiveField, LiveField, LiveLog } from '../src/platform/graphql/live-source.ts';

/** A small world with logs, things and nothing of the product: what the live layer is tested on. */

export const liveSchema: GraphQLSchema = buildSchema(`
  type Query { isHere: Boolean! }
  type Mutation { touch: Boolean! }
  type Subscription {
    log(id: ID!, after: Int! = 0): Batch!
    thing(id: ID!): Thing!
    things: Thing!
  }
  type Batch { lines: [Line!]! lastSeq: Int! hasEnded: Boolean! viewer: String! fragile: Boolean linesAfter(seq: Int!): Int! }
  type Line { seq: Int! text: String! }
  type Thing { id: ID! state: String! }
`);

/** Events within one process, delivered at once. */
export class LocalEvents implements Events {
  readonly listeners = new Map<string, Set<(key: string | null) => void>>();

  publish(topics: string[]): void {
    for (const topic of topics) {
      const [base = '', key] = topic.split('#', 2);
      for (const listener of this.listeners.get(base) ?? []) listener(key ?? null);
    }
  }

  subscribe(topic: string, listener: (key: string | null) => void): () => void {
    const own = (key: string | null) => listener(key);
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(own));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0) this.listeners.delete(topic);
    };
  }

  async close(): Promise<void> {}
}

interface StoredLog {
  texts: string[];
  hasEnded: boolean;
}

/** What a database would hold, with a gate before each reading for tests of races. */
export class LiveWorld {
  readonly logs = new Map<string, StoredLog>();
  readonly things = new Map<string, { state: string; hasEnded: boolean }>();
  readCount = 0;
  executionCount = 0;
  linesPerRead = 100;
  /** Of the logs, see `LiveLog`. */
  options: Pick<LiveLog, 'paceMs' | 'isPassing'> = {};
  /** Awaited by each reading, before and after it looks. */
  gate: (ctx: Context) => Promise<void> = async () => {};
  readonly fields: readonly AnyLiveField[];

  constructor() {
    this.logs.set('a', { texts: [], hasEnded: false });
    this.fields = [this.#logField(), this.#thingField(), this.#thingsField()] as AnyLiveField[];
  }

  /** Adds lines without telling anybody. */
  append(id: string, count: number, text = 'line'): void {
    const log = this.logs.get(id);
    for (let n = 0; n < count; n++) log?.texts.push(text);
  }

  end(id: string): void {
    const log = this.logs.get(id);
    if (log) log.hasEnded = true;
  }

  set(id: string, state: string, hasEnded = false): void {
    this.things.set(id, { state, hasEnded });
  }

  hub(events: Events, options: Partial<LiveHubOptions> = {}): LiveHub {
    return new LiveHub({
      formatError: (error) => formatError(error.toJSON(), error),
      schema: liveSchema,
      fields: this.fields,
      events,
      execute: this.execute,
      ...options,
    });
  }

  /** Counts, so that tests see what was shared. */
  readonly execute = (args: ExecutionArgs) => {
    this.executionCount += 1;
    return execute(args);
  };

  #logField(): LiveField<{ id: string; after: number }> {
    return {
      field: 'log',
      cursorArgument: 'after',
      open: async (ctx, { id, after }) => {
        const log = this.logs.get(id);
        if (!log) throw notFound('log');
        return {
          kind: 'log',
          topic: `log/${id}`,
          rightsKey: nameOf(ctx),
          ...this.options,
          after,
          read: async (ctx, from) => {
            this.readCount += 1;
            await this.gate(ctx);
            const texts = log.texts.slice(from, from + this.linesPerRead);
            const cursor = Math.max(from, from + texts.length);
            const hasEnded = log.hasEnded && cursor >= log.texts.length;
            await this.gate(ctx);
            if (texts.length === 0 && !hasEnded) return null;
            const lines = texts.map((text, index) => ({ seq: from + index + 1, text }));
            const viewer = (_args: unknown, ctx: Context) => nameOf(ctx);
            const linesAfter = ({ seq }: { seq: number }) => log.texts.length - seq;
            return {
              value: { lines, lastSeq: cursor, hasEnded, viewer, linesAfter, fragile: true },
              cursor,
              hasEnded,
              hasMore: cursor < log.texts.length,
            };
          },
        };
      },
    };
  }

  #thingField(): LiveField<{ id: string }> {
    return {
      field: 'thing',
      open: async (ctx, { id }) => {
        if (!this.things.has(id)) throw notFound('thing');
        return {
          kind: 'state',
          topic: `thing/${id}`,
          rightsKey: nameOf(ctx),
          read: async (ctx) => {
            await this.gate(ctx);
            this.readCount += 1;
            const thing = this.things.get(id);
            return thing ? { value: { id, state: thing.state }, hasEnded: thing.hasEnded } : null;
          },
        };
      },
    };
  }

  #thingsField(): LiveField {
    return {
      field: 'things',
      open: async (ctx) => ({
        kind: 'keys',
        topic: 'things',
        rightsKey: nameOf(ctx),
        read: async (ctx, id) => {
          await this.gate(ctx);
          this.readCount += 1;
          const thing = this.things.get(id);
          return thing ? { id, state: thing.state } : null;
        },
        recentKeys: async () => [...this.things.keys()].slice(-50),
      }),
    };
  }
}

const nameOf = (ctx: Context) => (ctx.actor?.kind === 'SYSTEM' ? ctx.actor.name : 'nobody');

/** A context whose rights are those of everybody called `name`. */
export function contextOf(name: string, events: Events): Context {
  return createContext({ events } as App, { kind: 'SYSTEM', id: null, name }, { requestId: `test-${name}` });
}

interface LogResult {
  data: { log: { lines: { seq: number }[]; viewer?: string; hasEnded?: boolean } };
}

/** A subscriber's connection that records, and whose network takes everything, or nothing until told to. */
export class RecordingSink implements LiveSink {
  readonly results: unknown[] = [];
  isStalled = false;
  unsentBytes = 0;
  mostUnsentBytes = 0;
  #waiters: (() => void)[] = [];
  #watchers: (() => void)[] = [];

  send(payload: Buffer): void {
    this.results.push(JSON.parse(payload.toString()));
    if (this.isStalled) this.unsentBytes += payload.length;
    this.mostUnsentBytes = Math.max(this.mostUnsentBytes, this.unsentBytes);
    for (const watcher of this.#watchers.splice(0)) watcher();
  }

  bufferedBytes(): number {
    return this.unsentBytes;
  }

  async turn(): Promise<() => void> {
    while (this.unsentBytes > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    return () => {};
  }

  /** The network takes what waits, and everything from now on. */
  drain(): void {
    this.isStalled = false;
    this.unsentBytes = 0;
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** Sequence numbers of all log lines, in the order of arrival. */
  get seqs(): number[] {
    return this.results.flatMap((result) => (result as LogResult).data.log.lines.map((line) => line.seq));
  }

  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }
}

/** Turns the event loop until it is so; fails if it isn't within 10 s. */
export async function eventually(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 10_000; !isSo(); await turnOfLoop())
    if (performance.now() > deadline) throw new Error(`It did not come to this: ${String(isSo)}`);
}

export const LOG =
  'subscription Log($id: ID!, $after: Int! = 0) { log(id: $id, after: $after) { lines { seq } hasEnded viewer } }';
export const THING = 'subscription Thing($id: ID!) { thing(id: $id) { state } }';
export const THINGS = 'subscription { things { id state } }';

/** A world with its hub, and two people of different rights. */
export function setUpLive() {
  const world = new LiveWorld();
  const events = new LocalEvents();
  const hub = world.hub(events);
  const write = (count: number, id = 'a') => {
    world.append(id, count);
    events.publish([`log/${id}`]);
  };
  return { world, events, hub, ann: contextOf('ann', events), bob: contextOf('bob', events), write };
}

export async function follow(
  hub: LiveHub,
  ctx: Context,
  variables: Record<string, unknown>,
  query = LOG,
  sink = new RecordingSink(),
) {
  const member = (await hub.open(ctx, { query, variables })).start(sink);
  return { member, sink };
}

/** Resolves once so many subscribers have caught up. */
export const live = (hub: LiveHub, count: number) => eventually(() => hub.counts().live === count);

/** 1, 2, … `to`; or from `from`. */
export const range = (to: number, from = 1) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
