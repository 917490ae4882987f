/** One reading, executed and serialized: what all subscribers of a group at its cursor are sent. */
export interface LiveBatch {
  cursor: number;
  hasEnded: boolean;
  hasMore: boolean;
  /** JSON text of the execution result; null: nothing to send, only the cursor moves. */
  payload: Buffer | null;
}

interface Entry {
  /** Number of the call that began to make it. */
  begun: number;
  batch: Promise<LiveBatch | null>;
  byteCount: number;
}

const BUDGET_BYTES = 16 * 1024 * 1024;

/**
 * What was lately read of logs, shared by subscribers that catch up: a thousand that open the same log, or come back after
 * a restart, cost one reading per batch. A log only grows, so what followed a cursor once always does; "nothing yet" is only
 * believed to those who asked before the reading began, or a wake-up would be lost.
 */
export class LiveBatches {
  readonly #entries = new Map<string, Entry>();
  #byteCount = 0;
  #calls = 0;

  /** The batch at `key`, made by `make` if nobody has or is about to. */
  async get(key: string, make: () => Promise<LiveBatch | null>): Promise<LiveBatch | null> {
    const asked = ++this.#calls;
    for (;;) {
      const entry = this.#entries.get(key);
      if (!entry) return this.#make(key, make);
      const batch = await entry.batch.catch(() => null);
      if (batch) return batch;
      if (entry.begun > asked) return entry.batch;
    }
  }

  async #make(key: string, make: () => Promise<LiveBatch | null>): Promise<LiveBatch | null> {
    const entry: Entry = { begun: ++this.#calls, batch: make(), byteCount: 0 };
    this.#entries.set(key, entry);
    try {
      const batch = await entry.batch;
      if (!batch) this.#entries.delete(key);
      else {
        entry.byteCount = (batch.payload?.length ?? 0) + key.length + 200;
        this.#byteCount += entry.byteCount;
        this.#evict();
      }
      return batch;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  /** First in, first out: who catches up passes each batch once, so the oldest are the least useful. */
  #evict(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#byteCount <= BUDGET_BYTES) return;
      if (entry.byteCount === 0) continue;
      this.#entries.delete(key);
      this.#byteCount -= entry.byteCount;
    }
  }
}
