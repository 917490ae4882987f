import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { LiveBatch, LiveBatches } from './live-batches.ts';
import { isTransient } from './live-errors.ts';
import type { LiveFeed } from './live-feed.ts';
import { type LiveMember, retryDelay } from './live-member.ts';
import type { LiveReading } from './live-source.ts';

/** Between two readings of a group: under load lines come in batches, and a reading costs the same for one as for many. */
const PACE_MS = 20;
/** A connection that holds more than this unsent leaves the group and pulls at its own pace. */
const MAX_BUFFERED_BYTES = 512 * 1024;

/** Executes and serializes one reading; with this context's rights. */
export type MakeBatch = (ctx: Context, reading: LiveReading) => Promise<LiveBatch>;

/**
 * All subscribers with the same document, variables and rights. Those that have caught up are *joined* at the head: at each
 * signal the group reads once, executes once, serializes once and hands the same bytes to all of them. The rule of delivery
 * makes every order of reading and joining right: who stands at the head gets the batch, who stands beyond it has it already,
 * who stands between reads the rest itself.
 */
export class LiveGroup {
  readonly feed: LiveFeed;
  readonly #key: string;
  readonly #batches: LiveBatches;
  readonly #makeBatch: MakeBatch;
  readonly #onEmpty: () => void;
  readonly #members = new Set<LiveMember>();
  readonly #joined = new Set<LiveMember>();
  #head = 0;
  #turnedAt = Number.NEGATIVE_INFINITY;

  constructor(options: {
    key: string;
    feed: LiveFeed;
    batches: LiveBatches;
    makeBatch: MakeBatch;
    onEmpty: () => void;
  }) {
    this.feed = options.feed;
    this.#key = options.key;
    this.#batches = options.batches;
    this.#makeBatch = options.makeBatch;
    this.#onEmpty = options.onEmpty;
    void this.#run();
  }

  get memberCount(): number {
    return this.#members.size;
  }

  get joinedCount(): number {
    return this.#joined.size;
  }

  add(member: LiveMember): void {
    this.#members.add(member);
    void member.pull();
  }

  remove(member: LiveMember): void {
    this.#joined.delete(member);
    if (!this.#members.delete(member) || this.#members.size > 0) return;
    this.feed.signal.dispose();
    this.#onEmpty();
  }

  /** Takes a member that has read all there was. False: the head is further, it has to read on. */
  join(member: LiveMember): boolean {
    if (this.#joined.size === 0) this.#head = member.cursor;
    else if (member.cursor < this.#head) return false;
    this.#joined.add(member);
    // Something may have been written and signalled between its reading and now: one more turn finds it.
    this.feed.signal.notify();
    return true;
  }

  /** What follows the cursor, executed and serialized; null if there is nothing yet. */
  batch(ctx: Context, after: number): Promise<LiveBatch | null> {
    const make = async () => {
      const reading = await this.feed.read(ctx, after);
      return reading && this.#makeBatch(ctx, reading);
    };
    return this.feed.isLasting ? this.#batches.get(`${this.#key} ${after}`, make) : make();
  }

  async #run(): Promise<void> {
    while (await this.feed.signal.wait()) {
      const waitMs = this.#turnedAt + (this.feed.paceMs ?? PACE_MS) - performance.now();
      if (waitMs > 0) await sleep(waitMs, null, { ref: false });
      await this.#turn();
    }
  }

  /** Reads and delivers what there is. Asks for another turn if there was something: more may have come meanwhile. */
  async #turn(): Promise<void> {
    for (let retries = 0; ; ) {
      const [driver] = this.#joined;
      if (!driver) return;
      this.#turnedAt = performance.now();
      try {
        const batch = await this.batch(driver.ctx, this.#head);
        if (!batch) return;
        retries = 0;
        this.#deliver(batch);
        if (!batch.hasMore) return this.feed.signal.notify();
      } catch (error) {
        // Not the store's fault: perhaps only this one's rights. Each finds out for itself.
        if (!isTransient(error) || ++retries > 3) return this.#disperse();
        await retryDelay(retries);
      }
    }
  }

  #deliver(batch: LiveBatch): void {
    const from = this.#head;
    this.#head = Math.max(from, batch.cursor);
    for (const member of this.#joined) {
      if (member.cursor === from && member.sink.bufferedBytes() <= MAX_BUFFERED_BYTES) member.deliver(batch);
      else if (member.cursor < batch.cursor || batch.hasEnded) this.#release(member);
    }
  }

  #release(member: LiveMember): void {
    this.#joined.delete(member);
    void member.pull();
  }

  #disperse(): void {
    for (const member of this.#joined) this.#release(member);
  }
}
