import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Events } from './events.ts';
import type { Log } from './log.ts';

type Listener = (key: string | null) => void;

const CHANNEL = 'pilothouse';
/** Postgres refuses payloads of 8,000 bytes and more. */
const MAX_PAYLOAD_BYTES = 7_900;
/** Between two NOTIFY statements of one process. Notifying at every write costs three quarters of the write throughput. */
const COALESCE_MS = 25;
/** Topics kept while Postgres is away; more are replaced by the one that means all. */
const MAX_PENDING = 20_000;
const EVERYTHING = '*';
const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 5_000;
/** A connection that is silently gone (no reset arrives) is found within this and the statement timeout. */
const HEALTH_CHECK_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/**
 * Events over LISTEN/NOTIFY on one dedicated connection, never inside anybody's transaction. What this process publishes
 * comes back the same way as what others do, so each listener sees each change once, with no second path to reconcile.
 * The first publish after a quiet time leaves at once, later ones every 25 ms without repetitions. While the connection is
 * away publishing goes on (into bounded memory) and is sent afterwards; every listener then hears null: re-read.
 * Rejects if Postgres can't be reached now.
 */
export async function createPostgresEvents(options: { url: string; log: Log }): Promise<Events> {
  const events = new PostgresEvents(options.url, options.log);
  await events.connect();
  return events;
}

class PostgresEvents implements Events {
  readonly #url: string;
  readonly #log: Log;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #pending = new Set<string>();
  readonly #closing = new AbortController();
  readonly #healthCheck: NodeJS.Timeout;
  #client: pg.Client | null = null;
  #flushTimer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #flushedAt = 0;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
    this.#healthCheck = setInterval(() => this.#checkHealth(), HEALTH_CHECK_MS).unref();
  }

  publish(topics: string[]): void {
    if (this.#closing.signal.aborted) return;
    for (const topic of topics) this.#pending.add(sendable(topic, this.#log));
    if (this.#pending.size > MAX_PENDING) this.#replaceAll();
    this.#schedule();
  }

  subscribe(topic: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    // A function of its own, so that subscribing the same one twice makes two subscriptions.
    const own: Listener = (key) => listener(key);
    listeners.add(own);
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }

  /** Sends what is pending, if Postgres is there, and disconnects. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    clearInterval(this.#healthCheck);
    if (this.#flushTimer) clearTimeout(this.#flushTimer);
    await this.#flushing;
    if (this.#client && this.#pending.size > 0) await this.#flush(this.#client);
    const client = this.#client;
    this.#client = null;
    this.#listeners.clear();
    await client?.end().catch(() => {});
  }

  /** For {@link createPostgresEvents} and reconnecting. */
  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'pilothouse events',
      connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
    });
    // Stays for good: a client without it throws when its connection breaks.
    client.on('error', (error) => this.#lose(client, error));
    client.on('end', () => this.#lose(client, null));
    client.on('notification', (message) => this.#receive(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      discard(client);
      throw error;
    }
    if (this.#closing.signal.aborted) return discard(client);
    this.#client = client;
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#client || this.#flushTimer || this.#flushing || this.#pending.size === 0) return;
    const waitMs = this.#flushedAt + COALESCE_MS - performance.now();
    // At least a turn of the loop, so that what one request publishes goes out together.
    this.#flushTimer = setTimeout(
      () => {
        this.#flushTimer = null;
        if (!this.#client) return;
        this.#flushing = this.#flush(this.#client).finally(() => {
          this.#flushing = null;
          this.#schedule();
        });
      },
      Math.max(0, waitMs),
    );
  }

  async #flush(client: pg.Client): Promise<void> {
    const topics = [...this.#pending];
    this.#pending.clear();
    this.#flushedAt = performance.now();
    try {
      await client.query({
        name: 'notify',
        text: '/* publish */ select pg_notify($1, payload) from unnest($2::text[]) as payload',
        values: [CHANNEL, packTopics(topics)],
      });
    } catch (error) {
      // Perhaps sent, perhaps not: sent once more, since a key twice only makes somebody read twice.
      for (const topic of topics) this.#pending.add(topic);
      if (this.#pending.size > MAX_PENDING) this.#replaceAll();
      this.#lose(client, error);
    }
  }

  #replaceAll(): void {
    this.#pending.clear();
    this.#pending.add(EVERYTHING);
  }

  #receive(payload: string): void {
    let topics: unknown;
    try {
      topics = JSON.parse(payload);
    } catch {
      topics = null;
    }
    if (!Array.isArray(topics)) {
      this.#log.warn({ payload: payload.slice(0, 100) }, 'A notification was not understood.');
      return;
    }
    for (const topic of topics) {
      if (topic === EVERYTHING) this.#callAll();
      else if (typeof topic === 'string') this.#call(topic);
    }
  }

  #call(topic: string): void {
    const hash = topic.indexOf('#');
    const listeners = this.#listeners.get(hash === -1 ? topic : topic.slice(0, hash));
    if (!listeners) return;
    const key = hash === -1 ? null : topic.slice(hash + 1);
    for (const listener of listeners) this.#callOne(listener, key);
  }

  #callAll(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) this.#callOne(listener, null);
  }

  #callOne(listener: Listener, key: string | null): void {
    try {
      listener(key);
    } catch (error) {
      this.#log.error({ err: error }, 'A listener of events failed.');
    }
  }

  #checkHealth(): void {
    const client = this.#client;
    if (!client) return;
    client.query('/* events health */ select 1').catch((error) => this.#lose(client, error));
  }

  #lose(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    discard(client);
    if (this.#closing.signal.aborted) return;
    this.#log.warn({ err: error ?? undefined }, 'The connection for events was lost; connecting again.');
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let waitMs = RECONNECT_FIRST_MS; ; waitMs = Math.min(waitMs * 2, RECONNECT_LAST_MS)) {
      // Half to whole, so that all processes of an installation don't come back in step.
      await sleep(waitMs * (0.5 + Math.random() / 2), null, { signal: this.#closing.signal }).catch(() => {});
      if (this.#closing.signal.aborted) return;
      try {
        await this.connect();
        break;
      } catch (error) {
        this.#log.debug({ err: error }, 'Events: Postgres is still not reachable.');
      }
    }
    this.#log.info('The connection for events is back.');
    this.#callAll();
  }
}

/** JSON arrays of topics, each short enough for one NOTIFY, without repetitions. */
export function packTopics(topics: Iterable<string>): string[] {
  const payloads: string[] = [];
  let parts: string[] = [];
  let byteCount = 2;
  for (const topic of new Set(topics)) {
    const part = JSON.stringify(topic);
    const partBytes = Buffer.byteLength(part) + 1;
    if (byteCount + partBytes > MAX_PAYLOAD_BYTES && parts.length > 0) {
      payloads.push(`[${parts.join(',')}]`);
      parts = [];
      byteCount = 2;
    }
    parts.push(part);
    byteCount += partBytes;
  }
  if (parts.length > 0) payloads.push(`[${parts.join(',')}]`);
  return payloads;
}

/** A topic too long for a payload loses its key; one that is too long even so becomes the one that means all. */
function sendable(topic: string, log: Log): string {
  const fits = (text: string) => Buffer.byteLength(JSON.stringify(text)) + 3 <= MAX_PAYLOAD_BYTES;
  if (topic.length < 1_000 || fits(topic)) return topic;
  log.error({ topic: topic.slice(0, 100) }, 'A topic is too long to be published.');
  const base = topic.split('#', 1)[0] ?? '';
  return fits(base) ? base : EVERYTHING;
}

function discard(client: pg.Client): void {
  client.end().catch(() => {});
  // end() waits for a server that may be gone.
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
