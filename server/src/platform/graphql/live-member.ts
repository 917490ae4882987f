import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import type { LiveBatch } from './live-batches.ts';
import { isTransient } from './live-errors.ts';
import type { LiveGroup } from './live-group.ts';
import type { LiveSink } from './live-sink.ts';

const RETRY_FIRST_MS = 200;
const RETRY_LAST_MS = 5_000;
/** About 45 s: longer than a restart of Postgres takes. */
const MAX_RETRIES = 12;

/**
 * One subscriber. It begins by pulling: reads from its own cursor, sends, waits until that has left, reads on. Once nothing
 * is new it joins its group and is handed what the group reads. If its connection falls behind it goes back to pulling, so
 * that what waits for it waits in the store and not in memory.
 */
export class LiveMember {
  readonly ctx: Context;
  readonly sink: LiveSink;
  /** What lies after it has not been handed over yet. */
  cursor: number;
  /** Settles when the subscription completes (also by {@link close}) or fails. */
  readonly done: Promise<void>;
  readonly #group: LiveGroup;
  readonly #complete: () => void;
  readonly #fail: (error: unknown) => void;
  #isOver = false;
  #isPulling = false;
  #lastPayload: Buffer | null = null;

  constructor(group: LiveGroup, ctx: Context, cursor: number, sink: LiveSink) {
    this.#group = group;
    this.ctx = ctx;
    this.cursor = cursor;
    this.sink = sink;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.#complete = resolve;
    this.#fail = reject;
    // Whoever waits for it hears of it; nobody need.
    promise.catch(() => {});
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Detaches; nothing is sent from here on. */
  close(): void {
    if (this.#end()) this.#complete();
  }

  fail(error: unknown): void {
    if (this.#end()) this.#fail(error);
  }

  /** Hands over what follows the cursor. */
  deliver(batch: LiveBatch): void {
    this.cursor = batch.cursor;
    if (batch.payload) this.#send(batch.payload);
    if (batch.hasEnded) this.close();
  }

  /** Reads and sends at the pace of the connection until nothing is new, then joins the group. */
  async pull(): Promise<void> {
    if (this.#isPulling) return;
    this.#isPulling = true;
    for (let retries = 0; !this.#isOver; ) {
      const release = await this.sink.turn();
      try {
        if (this.#isOver) return;
        const batch = await this.#group.batch(this.ctx, this.cursor);
        if (this.#isOver) return;
        retries = 0;
        if (batch) this.deliver(batch);
        else if (this.#group.join(this)) break;
      } catch (error) {
        if (this.#isOver) return;
        if (!isTransient(error)) return this.fail(error);
        if (++retries > MAX_RETRIES) return this.fail(unavailableNow(error));
      } finally {
        release();
      }
      if (retries > 0) await retryDelay(retries);
    }
    this.#isPulling = false;
  }

  #send(payload: Buffer): void {
    // A state that looks the same as the last one tells nobody anything.
    if (this.#group.feed.kind === 'state') {
      if (this.#lastPayload?.equals(payload)) return;
      this.#lastPayload = payload;
    }
    this.sink.send(payload);
  }

  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#group.remove(this);
    return true;
  }
}

/** Grows to 5 s, half of it by chance, so that many don't come back in step. */
export async function retryDelay(retries: number): Promise<void> {
  const waitMs = Math.min(RETRY_FIRST_MS * 2 ** (retries - 1), RETRY_LAST_MS);
  await sleep(waitMs * (0.5 + Math.random() / 2), null, { ref: false });
}

function unavailableNow(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', 'The store could not be read for a while. Subscribe again.', { cause });
}
