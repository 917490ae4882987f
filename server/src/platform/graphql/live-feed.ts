import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import type { Events } from '../events.ts';
import { nextSignal, type Signal } from '../events-signal.ts';
import type { LiveKeys, LiveLog, LiveReading, LiveSource, LiveState } from './live-source.ts';

/** The three kinds of sources as one: something read from a numeric cursor, with a signal that says when to read again. */
export interface LiveFeed {
  readonly kind: LiveSource['kind'];
  readonly signal: Signal;
  /** As the source says. */
  readonly paceMs?: number | undefined;
  /** Whether what follows a cursor is the same whenever it is read. */
  readonly isLasting: boolean;
  /** Where a subscriber that comes now begins. */
  start(source: LiveSource): number;
  /** The next value after the cursor, or null if there is none yet. A signal that came before the call is accounted for. */
  read(ctx: Context, after: number): Promise<LiveReading | null>;
  /** Asks for one more reading although nothing was heard: the remedy for a publisher that died between commit and publish. */
  poll(): void;
}

/** Changed keys remembered per feed. Who is further behind gets the recent things again, in their newest state. */
const MAX_KEYS = 1_000;

/** Begins to listen at once, so that a reading after this call misses nothing. */
export function openFeed(events: Events, source: LiveSource): LiveFeed {
  const feed = feedOf(events, source);
  return source.paceMs === undefined ? feed : Object.assign(feed, { paceMs: source.paceMs });
}

function feedOf(events: Events, source: LiveSource): LiveFeed {
  if (source.kind === 'log') return new LogFeed(events, source);
  if (source.kind === 'state') return new StateFeed(events, source);
  return new KeysFeed(events, source);
}

class LogFeed implements LiveFeed {
  readonly kind = 'log';
  readonly signal: Signal;
  readonly isLasting: boolean;
  readonly #source: LiveLog;
  readonly #events: Events;
  /** Stops listening to the source's other topic, which comes to be while it is read. */
  #stopNext: (() => void) | null = null;
  #isDisposed = false;

  constructor(events: Events, source: LiveLog) {
    this.#source = source;
    this.#events = events;
    this.isLasting = !source.isPassing;
    const signal = nextSignal(events, source.topic);
    this.signal = {
      ...signal,
      dispose: () => {
        this.#isDisposed = true;
        this.#stopNext?.();
        signal.dispose();
      },
    };
  }

  start(source: LiveSource): number {
    return (source as LiveLog).after;
  }

  async read(ctx: Context, after: number): Promise<LiveReading | null> {
    const reading = await this.#source.read(ctx, after);
    const topic = this.#stopNext || this.#isDisposed ? null : (this.#source.nextTopic?.() ?? null);
    if (topic !== null && topic !== this.#source.topic) {
      this.#stopNext = this.#events.subscribe(topic, () => this.signal.notify());
      // What came before this was not heard.
      this.signal.notify();
    }
    return reading;
  }

  poll(): void {
    this.signal.notify();
  }
}

/** The cursor counts signals: a state read after the n-th one covers all before it. */
class StateFeed implements LiveFeed {
  readonly kind = 'state';
  readonly isLasting = false;
  readonly signal: Signal;
  readonly #source: LiveState;
  #heardCount = 1;

  constructor(events: Events, source: LiveState) {
    this.#source = source;
    this.signal = nextSignal(events, source.topic, () => {
      this.#heardCount += 1;
    });
  }

  start(): number {
    return 0;
  }

  async read(ctx: Context, after: number): Promise<LiveReading | null> {
    const cursor = this.#heardCount;
    if (after >= cursor) return null;
    const state = await this.#source.read(ctx);
    return state ? { value: state.value, cursor, hasEnded: state.hasEnded ?? false } : { cursor, hasEnded: true };
  }

  poll(): void {
    this.#heardCount += 1;
    this.signal.notify();
  }
}

/** The cursor counts changes; each key stands at its latest one, so what changes often is sent once, in its newest state. */
class KeysFeed implements LiveFeed {
  readonly kind = 'keys';
  readonly isLasting = false;
  readonly signal: Signal;
  readonly #source: LiveKeys;
  /** Key → number of its latest change, in that order. */
  readonly #changes = new Map<string, number>();
  #count = 0;
  /** Changes up to this one may have been forgotten or never heard. */
  #forgotten = 0;

  constructor(events: Events, source: LiveKeys) {
    this.#source = source;
    this.signal = nextSignal(events, source.topic, (key) => {
      if (key !== null) this.#note(key);
      else this.#forgotten = ++this.#count;
    });
  }

  start(): number {
    return this.#count;
  }

  async read(ctx: Context, after: number): Promise<LiveReading | null> {
    if (after < this.#forgotten) await this.#recall(ctx);
    let passed = after;
    for (const [key, cursor] of this.#changes) {
      if (cursor <= passed) continue;
      const value = await this.#source.read(ctx, key).catch(noneIfNotFound);
      if (value !== null && value !== undefined) return { value, cursor, hasEnded: false, hasMore: true };
      passed = cursor;
    }
    return passed === after ? null : { cursor: passed, hasEnded: false, hasMore: true };
  }

  poll(): void {}

  #note(key: string): void {
    this.#changes.delete(key);
    this.#changes.set(key, ++this.#count);
    if (this.#changes.size <= MAX_KEYS) return;
    const [oldest, cursor] = this.#changes.entries().next().value as [string, number];
    this.#changes.delete(oldest);
    this.#forgotten = Math.max(this.#forgotten, cursor);
  }

  /** Notes the recent keys anew; those heard meanwhile keep their place behind them by being noted when they are heard. */
  async #recall(ctx: Context): Promise<void> {
    const forgotten = this.#forgotten;
    const keys = await this.#source.recentKeys(ctx);
    for (const key of keys) this.#note(key);
    // Everybody behind `forgotten` now finds the recent keys after its cursor.
    if (this.#forgotten === forgotten) this.#forgotten = 0;
  }
}

/** A thing that is gone concerns nobody, and must not end the subscription to the others. */
function noneIfNotFound(error: unknown): null {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
  throw error;
}
