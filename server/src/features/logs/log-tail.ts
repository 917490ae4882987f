import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Masker } from '../../platform/runners/masker.ts';
import { cutLine, maxLineBytes } from './log-lines.rules.ts';

const lineFeed = 10;
const carriageReturn = 13;
const nothing = Buffer.alloc(0);
/** A buffer that has grown is given back when the file is quiet: twenty idle deployments should not hold 40 MB. */
const idleBytes = 64 * 1024;

/** A line for which the buffer is too small: its beginning is kept, the rest only counted. */
interface LongLine {
  /** Lines that are whole, but can't be given out yet: a secret may go on behind them. */
  whole: Buffer[];
  kept: Buffer[];
  keptBytes: number;
  lostBytes: number;
  /** Whether the last byte seen was a CR, which is no text if a LF follows. */
  endsWithReturn: boolean;
}

/**
 * Follows a growing file and gives out whole lines, masked. `offset` is always a place where a new tail can begin: before
 * the first byte of a line, and with no secret open across it. So what has been given out up to `offset` and what a new
 * tail reads from there is the file, once.
 */
export class LogTail {
  readonly #path: string;
  readonly #masker: Masker | null;
  readonly #blockBytes: number;
  #fd: number | null = null;
  #buffer: Buffer = nothing;
  /** Bytes [#start, #end) of the buffer have been read from the file and not been given out. */
  #start = 0;
  #end = 0;
  #readAt: number;
  #offset: number;
  #long: LongLine | null = null;

  /** A line may be up to `blockBytes` long before only its beginning is kept. */
  constructor(path: string, options: { offset: number; masker: Masker | null; blockBytes: number }) {
    this.#path = path;
    this.#masker = options.masker;
    this.#blockBytes = options.blockBytes;
    this.#offset = options.offset;
    this.#readAt = options.offset;
  }

  /** Where a new tail would go on. */
  get offset(): number {
    return this.#offset;
  }

  /** Up to where the file has been read. */
  get readAt(): number {
    return this.#readAt;
  }

  /** The file's size now; 0 while there is no file. */
  size(): number {
    this.#fd ??= openFile(this.#path);
    return this.#fd === null ? 0 : fstatSync(this.#fd).size;
  }

  /**
   * Reads on towards `limit`, as far as one block has room. Ends the validity of all buffers that `take` has returned.
   * Returns how many bytes it read. Synchronous: what was just written is in memory (1 MiB takes 0.2 ms), and a turn of a
   * busy event loop costs a hundred times that.
   */
  fill(limit: number): number {
    const wanted = Math.min(limit - this.#readAt, this.#blockBytes - (this.#end - this.#start));
    if (wanted <= 0 || this.#fd === null) return this.#giveBack();
    this.#makeRoom(wanted);
    let count = 0;
    while (count < wanted) {
      const bytesRead = readSync(this.#fd, this.#buffer, this.#end, wanted - count, this.#readAt);
      if (bytesRead === 0) break;
      this.#end += bytesRead;
      this.#readAt += bytesRead;
      count += bytesRead;
    }
    return count;
  }

  /**
   * Whole lines from `offset` on: those that begin before `until`, as far as they have been read. With `isFinal` nothing
   * follows what has been read, so the last line is whole there, with or without a line end.
   */
  take(until: number, isFinal: boolean): Buffer {
    if (until <= this.#offset) return nothing;
    if (this.#long) return this.#takeLong(this.#long, isFinal);
    const view = this.#buffer.subarray(this.#start, this.#end);
    const end = findEnd(view, until - this.#offset, isFinal);
    const isRest = isFinal && end === view.length && end > 0;
    const lines = isRest ? this.#maskRest(view) : this.#mask(view, end);
    if (lines.length > 0 || view.length < this.#blockBytes) return lines;
    this.#long = { whole: [], kept: [], keptBytes: 0, lostBytes: 0, endsWithReturn: false };
    return this.#takeLong(this.#long, isFinal);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
    this.#buffer = nothing;
    this.#start = this.#end = 0;
  }

  /** Masks lines up to `end`, or up to an earlier line end if a secret may be open across that one. */
  #mask(view: Buffer, end: number): Buffer {
    let cut = end;
    for (let attempt = 0; cut > 0; attempt += 1) {
      const masked = this.#masker ? this.#masker.push(view.subarray(0, cut)) : view.subarray(0, cut);
      const heldBytes = this.#masker?.heldBytes ?? 0;
      if (heldBytes === 0) {
        this.#advanceTo(this.#start + cut);
        return masked;
      }
      this.#masker?.flush();
      // A secret of several lines has begun: end before it. After some tries in larger steps: it might be a text of nothing else.
      const before = attempt < 8 ? cut - heldBytes : cut >> 1;
      cut = before > 0 ? view.lastIndexOf(lineFeed, before - 1) + 1 : 0;
    }
    return nothing;
  }

  #maskRest(view: Buffer): Buffer {
    const parts = this.#masker ? [this.#masker.push(view), this.#masker.flush()] : [view];
    if (view.at(-1) !== lineFeed) parts.push(Buffer.of(lineFeed));
    this.#advanceTo(this.#end);
    return Buffer.concat(parts);
  }

  /** Goes on through a line (or a run of lines across which a secret is open) that is larger than the buffer. */
  #takeLong(long: LongLine, isFinal: boolean): Buffer {
    while (this.#start < this.#end) {
      const found = this.#buffer.subarray(this.#start, this.#end).indexOf(lineFeed);
      const end = found === -1 ? this.#end : this.#start + found + 1;
      const bytes = this.#buffer.subarray(this.#start, end);
      addToLong(long, this.#masker ? this.#masker.push(bytes) : bytes);
      this.#start = end;
      if (found !== -1 && (this.#masker?.heldBytes ?? 0) === 0) return this.#endLong(long);
    }
    if (!isFinal) return nothing;
    addToLong(long, this.#masker?.flush() ?? nothing);
    if (long.keptBytes > 0) endLine(long);
    return this.#endLong(long);
  }

  #endLong(long: LongLine): Buffer {
    this.#long = null;
    this.#advanceTo(this.#start);
    return Buffer.concat(long.whole);
  }

  #advanceTo(start: number): void {
    this.#start = start;
    this.#offset = this.#readAt - (this.#end - start);
  }

  #makeRoom(wanted: number): void {
    const unread = this.#end - this.#start;
    if (this.#buffer.length - this.#end >= wanted) return;
    const hasRoom = this.#buffer.length - unread >= wanted;
    const target = hasRoom
      ? this.#buffer
      : Buffer.allocUnsafeSlow(Math.max(16 * 1024, 2 ** Math.ceil(Math.log2(unread + wanted))));
    this.#buffer.copy(target, 0, this.#start, this.#end);
    this.#buffer = target;
    this.#start = 0;
    this.#end = unread;
  }

  #giveBack(): number {
    if (this.#start === this.#end && this.#buffer.length > idleBytes) {
      this.#buffer = nothing;
      this.#start = this.#end = 0;
    }
    return 0;
  }
}

function openFile(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** End of the lines of `view` that begin before `until`; the end of `view` is one only if that is final. */
function findEnd(view: Buffer, until: number, isFinal: boolean): number {
  if (until < view.length) {
    const end = view.indexOf(lineFeed, until - 1) + 1;
    if (end > 0) return end;
  }
  return isFinal ? view.length : view.lastIndexOf(lineFeed) + 1;
}

function addToLong(long: LongLine, masked: Buffer): void {
  let from = 0;
  for (let end = masked.indexOf(lineFeed); end !== -1; end = masked.indexOf(lineFeed, from)) {
    keep(long, masked.subarray(from, end));
    endLine(long);
    from = end + 1;
  }
  keep(long, masked.subarray(from));
}

function keep(long: LongLine, text: Buffer): void {
  if (text.length === 0) return;
  // Some bytes more than a line may have: so where it is cut does not depend on how it arrived.
  const room = Math.max(0, maxLineBytes + 8 - long.keptBytes);
  if (room > 0) long.kept.push(Buffer.from(text.subarray(0, room)));
  long.keptBytes += Math.min(room, text.length);
  long.lostBytes += Math.max(0, text.length - room);
  long.endsWithReturn = text.at(-1) === carriageReturn;
}

function endLine(long: LongLine): void {
  let line = Buffer.concat(long.kept);
  if (long.endsWithReturn && long.lostBytes > 0) long.lostBytes -= 1;
  else if (long.endsWithReturn) line = line.subarray(0, -1);
  long.whole.push(cutLine(line, long.lostBytes));
  long.kept = [];
  long.keptBytes = 0;
  long.lostBytes = 0;
  long.endsWithReturn = false;
}
