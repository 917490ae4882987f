/** One subscriber's way out: frames of a WebSocket, events of an HTTP response. */
export interface LiveSink {
  /** Hands over one result, the JSON text of an execution result in UTF-8. Never waits. */
  send(payload: Buffer): void;
  /** Bytes handed over, by all that share the connection, and not yet taken by the network. */
  bufferedBytes(): number;
  /**
   * Resolves when it is this subscriber's turn to read and send: little is left unsent, and no other one of the connection is
   * about to. Call what it resolves with afterwards. Never rejects, also not when the connection goes away.
   */
  turn(): Promise<() => void>;
}

/** Below this a connection has room for the next batch. */
const LOW_WATER_BYTES = 64 * 1024;

/** Watches what leaves one connection: whose turn it is, and when it last showed a sign of life. */
export class Outflow {
  /** When the network last took something, or the peer said something; by `now`. */
  aliveAt: number;
  readonly #bufferedBytes: () => number;
  readonly #now: () => number;
  readonly #waiters: (() => void)[] = [];
  #isTaken = false;
  #isGone = false;

  constructor(bufferedBytes: () => number, now: () => number) {
    this.#bufferedBytes = bufferedBytes;
    this.#now = now;
    this.aliveAt = now();
  }

  bufferedBytes(): number {
    return this.#bufferedBytes();
  }

  /** To be given as the callback of each write: one function for all of them. */
  readonly onFlushed = (): void => {
    this.aliveAt = this.#now();
    this.#next();
  };

  /** The peer said something. */
  markAlive(): void {
    this.aliveAt = this.#now();
  }

  /** One at a time, so that a hundred subscriptions of one connection hold no more than one does. */
  async turn(): Promise<() => void> {
    if (this.#isTaken || !this.#hasRoom()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    else this.#isTaken = true;
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#isTaken = false;
      this.#next();
    };
  }

  /** The connection is closed: nobody need wait for room any more. */
  end(): void {
    this.#isGone = true;
    this.#next();
  }

  #hasRoom(): boolean {
    return this.#isGone || this.#bufferedBytes() <= LOW_WATER_BYTES;
  }

  #next(): void {
    if (this.#isTaken || this.#waiters.length === 0 || !this.#hasRoom()) return;
    this.#isTaken = true;
    this.#waiters.shift()?.();
  }
}
