import type { Log } from '../log.ts';

/** Whose points: `limit` of them each minute; 0 is no limit. */
export interface Bucket {
  key: string;
  limit: number;
}

/** What is left of a bucket after a request. */
export interface Balance {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  resetMs: number;
}

/** Counts for several processes. `add` returns what all of them have spent in the window, and when that ends. */
export interface RateStore {
  add(key: string, points: number): Promise<{ spent: number; resetMs: number }>;
  close(): Promise<void>;
}

export const WINDOW_MS = 60_000;
/** A process tells the store what was spent in blocks of this part of a bucket, or after {@link TELL_MS}. */
const BLOCK = 1 / 20;
const TELL_MS = 1_000;
/** Some 15 MB. Beyond it the oldest are forgotten, which gives them a new window. */
const MAX_LEDGERS = 100_000;

interface Ledger {
  /** Of all processes, as far as is known here. */
  spent: number;
  /** What of it the store has not been told. */
  untold: number;
  endsAt: number;
  toldAt: number;
  isTelling: boolean;
}

/**
 * Points per minute, counted in this process and told to the store behind the request: no request waits for the store, and a
 * store that is away only means that each process counts alone. The price: between two tellings the processes don’t know of
 * each other, so together they may let through, per process, a twentieth of the bucket or what comes in a second, whichever
 * is less, and one operation more.
 */
export class RateLimits {
  readonly #ledgers = new Map<string, Ledger>();
  readonly #store: RateStore | null;
  readonly #log: Log;
  readonly #now: () => number;
  #sweepAt = 0;
  #complainAt = 0;

  constructor(options: { store: RateStore | null; log: Log; now: () => number }) {
    this.#store = options.store;
    this.#log = options.log;
    this.#now = options.now;
  }

  /**
   * Takes points. Who has any left may go on, even when the operation costs more than that: a client can’t know. Refused
   * requests take nothing. Null where there is no limit.
   */
  take({ key, limit }: Bucket, points: number): Balance | null {
    if (limit <= 0) return null;
    const now = this.#now();
    const ledger = this.#ledger(key, now);
    const isAllowed = ledger.spent < limit;
    if (isAllowed && points > 0) {
      ledger.spent += points;
      ledger.untold += points;
    }
    if (this.#store && ledger.untold > 0 && !ledger.isTelling) {
      const isDue = ledger.untold >= limit * BLOCK || now - ledger.toldAt >= TELL_MS;
      if (isDue) void this.#tell(this.#store, key, ledger, now);
    }
    return {
      isAllowed,
      limit,
      remaining: Math.max(0, limit - ledger.spent),
      resetMs: Math.max(0, ledger.endsAt - now),
    };
  }

  async close(): Promise<void> {
    await this.#store?.close();
  }

  #ledger(key: string, now: number): Ledger {
    if (now >= this.#sweepAt) this.#sweep(now);
    const known = this.#ledgers.get(key);
    if (known && known.endsAt > now) return known;
    const made = { spent: 0, untold: 0, endsAt: now + WINDOW_MS, toldAt: 0, isTelling: false };
    // Deleted first, so that the map is in the order of the windows.
    this.#ledgers.delete(key);
    this.#ledgers.set(key, made);
    if (this.#ledgers.size > MAX_LEDGERS) this.#forgetOldest();
    return made;
  }

  /** A tenth at a time: a map finds its first entry only behind all that were deleted before it. */
  #forgetOldest(): void {
    let left = MAX_LEDGERS / 10;
    for (const [key] of this.#ledgers) {
      if (left-- === 0) return;
      this.#ledgers.delete(key);
    }
  }

  #sweep(now: number): void {
    this.#sweepAt = now + WINDOW_MS;
    for (const [key, ledger] of this.#ledgers) if (ledger.endsAt <= now) this.#ledgers.delete(key);
  }

  async #tell(store: RateStore, key: string, ledger: Ledger, now: number): Promise<void> {
    const points = ledger.untold;
    ledger.untold = 0;
    ledger.toldAt = now;
    ledger.isTelling = true;
    try {
      const { spent, resetMs } = await store.add(key, points);
      ledger.spent = spent + ledger.untold;
      ledger.endsAt = this.#now() + resetMs;
    } catch (error) {
      // Whether the store has heard it is not known; told again it might count twice, so it is not.
      if (now >= this.#complainAt) {
        this.#complainAt = now + WINDOW_MS;
        this.#log.warn({ err: error }, 'The store of the rate limits is away: this process counts alone meanwhile.');
      }
    } finally {
      ledger.isTelling = false;
    }
  }
}
