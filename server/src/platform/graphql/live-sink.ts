import type { Writable } from 'node:stream';

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

/** What is written to: a socket, or an HTTP response. */
export type OutflowStream = Pick<Writable, 'writableLength' | 'writableNeedDrain' | 'on'>;

/** Watches what leaves one connection: whose turn it is, and when it last showed a sign of life. */
export class Outflow {
  readonly #stream: OutflowStream;
  readonly #now: () => number;
  readonly #waiters: (() => void)[] = [];
  #isTaken = false;
  #isGone = false;
  #aliveAt: number;
  #sentBytes = 0;
  #takenBytes = 0;

  constructor(stream: OutflowStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
    this.#aliveAt = now();
    stream.on('drain', () => this.#next());
  }

  bufferedBytes(): number {
    return this.#stream.writableLength;
  }

  /** To be told of each write: what was sent and isn't waiting any more has been taken, and who takes is alive. */
  countSent(byteCount: number): void {
    this.#sentBytes += byteCount;
  }

  /** The peer said something. */
  markAlive(): void {
    this.#aliveAt = this.#now();
  }

  /** When the peer last said something, or was last seen to have taken something, which is seen here. */
  aliveAt(): number {
    const takenBytes = this.#sentBytes - this.#stream.writableLength;
    if (takenBytes > this.#takenBytes) {
      this.#takenBytes = takenBytes;
      this.markAlive();
    }
    return this.#aliveAt;
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
    return this.#isGone || !this.#stream.writableNeedDrain;
  }

  #next(): void {
    if (this.#isTaken || this.#waiters.length === 0 || !this.#hasRoom()) return;
    this.#isTaken = true;
    this.#waiters.shift()?.();
  }
}
