import type { Context } from '../platform/context.ts';
import type { Log } from '../platform/log.ts';

/** One client: a WebSocket or an event stream. */
export interface ClientConnection {
  /** Null until it has said who it is. */
  readonly ctx: Context | null;
  /** When it last showed a sign of life, by the connections' clock. */
  aliveAt(): number;
  /** What it was sent and has not taken yet. */
  unsentBytes(): number;
  /** Sends something that keeps proxies from closing an idle connection, and asks for a sign of life. */
  keepAlive(): void;
  /** Ends it; `code` is a WebSocket close code. */
  cut(code: number, reason: string): void;
}

export const CLOSE_CODES = {
  unauthenticated: 4401,
  forbidden: 4403,
  tooSlow: 4408,
  /** 1008, policy violation. */
  tooManyMessages: 1008,
  restarting: 1012,
  tryAgainLater: 1013,
} as const;

const KEEP_ALIVE_MS = 12_000;
/** With the second between two looks, and the second for which an actor is kept, whoever lost a right is cut within 5 s. */
const RECHECK_MS = 3_000;
/** Long enough for a phone in a tunnel; what waits for it is at most some 800 KiB. */
const SILENCE_MS = 60_000;
const RECHECKS_AT_A_TIME = 8;

interface Entry {
  connection: ClientConnection;
  checkedAt: number;
  keptAliveAt: number;
}

/** All clients of this process, looked at about once a second: kept alive, re-checked, and cut if they are gone. */
export class ClientConnections {
  readonly #entries = new Set<Entry>();
  readonly #recheck: (ctx: Context) => Promise<boolean>;
  readonly #log: Log;
  readonly #now: () => number;
  #rechecking: Promise<void> | null = null;

  constructor(options: { recheck: (ctx: Context) => Promise<boolean>; log: Log; now: () => number }) {
    this.#recheck = options.recheck;
    this.#log = options.log;
    this.#now = options.now;
  }

  /** Returns how to remove it. */
  add(connection: ClientConnection): () => void {
    const entry: Entry = { connection, checkedAt: this.#now(), keptAliveAt: this.#now() };
    this.#entries.add(entry);
    return () => this.#entries.delete(entry);
  }

  /** Resolves when those whose rights were due have been looked at. */
  async tick(): Promise<void> {
    const now = this.#now();
    for (const entry of this.#entries) {
      if (now - entry.connection.aliveAt() > SILENCE_MS) {
        entry.connection.cut(
          CLOSE_CODES.tooSlow,
          'Nothing was taken for 60 s. Connect again and go on where you were.',
        );
      } else if (now - entry.keptAliveAt >= KEEP_ALIVE_MS) {
        entry.keptAliveAt = now;
        entry.connection.keepAlive();
      }
    }
    this.#rechecking ??= this.#recheckDue(now).finally(() => {
      this.#rechecking = null;
    });
    await this.#rechecking;
  }

  unsentBytes(): number {
    let byteCount = 0;
    for (const { connection } of this.#entries) byteCount += connection.unsentBytes();
    return byteCount;
  }

  cutAll(code: number, reason: string): void {
    for (const entry of this.#entries) entry.connection.cut(code, reason);
  }

  async #recheckDue(now: number): Promise<void> {
    const due = [...this.#entries].filter((entry) => now - entry.checkedAt >= RECHECK_MS);
    const work = async () => {
      for (let entry = due.pop(); entry; entry = due.pop()) await this.#recheckOne(entry, now);
    };
    await Promise.all(Array.from({ length: RECHECKS_AT_A_TIME }, work));
  }

  async #recheckOne(entry: Entry, now: number): Promise<void> {
    const { ctx } = entry.connection;
    if (!ctx || !this.#entries.has(entry)) return;
    try {
      const isAllowed = await this.#recheck(ctx);
      entry.checkedAt = now;
      if (!isAllowed) entry.connection.cut(CLOSE_CODES.forbidden, 'Signed out, or rights have changed.');
    } catch (error) {
      // The store is away, so nothing new is shown either: asked again at the next tick.
      this.#log.debug({ err: error }, 'Could not check whether a subscriber may still listen.');
    }
  }
}
