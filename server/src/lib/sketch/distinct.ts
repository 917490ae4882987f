import { hash } from 'node:crypto';

/** 2^12 registers: a standard error of 1.04 / √4096 = 1.6 %. */
const PRECISION = 12;
const REGISTERS = 2 ** PRECISION;
/** Up to so many it counts exactly. */
const MOST_EXACT = 256;
const FEW = 8;
/** Of a hash: the first 12 bits choose the register, the others how rare it is. At 256 of 2^48 none meet. */
const HASH_BYTES = 6;
const RARENESS_BITS = HASH_BYTES * 8 - PRECISION;
const HIGHEST = RARENESS_BITS + 1;

const EXACT = 1;
const ESTIMATED = 2;

/** Hashes of those that came last: they are mostly those that come next. */
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

/** The first 48 bits of SHA-1, as a number. */
function hashOf(value: string): number {
  let hashed = known.get(value);
  if (hashed === undefined) {
    hashed = Number.parseInt(hash('sha1', value).slice(0, HASH_BYTES * 2), 16);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(value, hashed);
  }
  return hashed;
}

const RARENESS = 2 ** RARENESS_BITS;

/** How many zeros the bits after the register's begin with, and one. */
function rankOf(hashed: number): number {
  const rest = hashed % RARENESS;
  return rest === 0 ? HIGHEST : RARENESS_BITS - Math.floor(Math.log2(rest));
}

/**
 * How many different ones there are: exact up to 256, then HyperLogLog with 4,096 registers, estimated as by Ertl (New
 * cardinality estimation algorithms for HyperLogLog sketches, 2017). Merging is the union; equal contents have equal bytes.
 */
export class Distinct {
  /** Up to a few, where a set would be most of it; then the set; then registers. */
  #few: number[] | null = [];
  #hashes: Set<number> | null = null;
  #registers: Uint8Array | null = null;

  add(value: string): void {
    this.#addHash(hashOf(value));
  }

  #addHash(hashed: number): void {
    if (this.#few) {
      if (this.#few.includes(hashed)) return;
      this.#few.push(hashed);
      if (this.#few.length <= FEW) return;
      this.#hashes = new Set(this.#few);
      this.#few = null;
    } else if (!this.#hashes) this.#raise(this.#registers as Uint8Array, hashed);
    else if (this.#hashes.add(hashed).size > MOST_EXACT) this.#estimate();
  }

  #raise(registers: Uint8Array, hashed: number): void {
    const index = Math.floor(hashed / RARENESS);
    const rank = rankOf(hashed);
    if (rank > (registers[index] as number)) registers[index] = rank;
  }

  get #exact(): Iterable<number> | null {
    return this.#few ?? this.#hashes;
  }

  #estimate(): Uint8Array {
    if (this.#registers) return this.#registers;
    const registers = new Uint8Array(REGISTERS);
    for (const hashed of this.#exact ?? []) this.#raise(registers, hashed);
    this.#few = null;
    this.#hashes = null;
    this.#registers = registers;
    return registers;
  }

  /** Adds those of the other, which stays as it is. */
  merge(other: Distinct): void {
    const exact = other.#exact;
    if (exact) {
      for (const hashed of exact) this.#addHash(hashed);
      return;
    }
    const mine = this.#estimate();
    const theirs = other.#registers as Uint8Array;
    for (let at = 0; at < REGISTERS; at += 1)
      if ((theirs[at] as number) > (mine[at] as number)) mine[at] = theirs[at] as number;
  }

  /** How many, a whole number. */
  get count(): number {
    if (this.#few) return this.#few.length;
    if (this.#hashes) return this.#hashes.size;
    const histogram = Array.from({ length: HIGHEST + 1 }, () => 0);
    for (const rank of this.#registers ?? []) histogram[rank] = (histogram[rank] as number) + 1;
    return Math.round(estimateOf(histogram));
  }

  /** Equal for equal contents: 6 bytes for each of the few, 3 kB for many. */
  toBytes(): Uint8Array {
    if (!this.#exact) return pack(this.#registers as Uint8Array);
    const sorted = [...this.#exact].sort((a, b) => a - b);
    const bytes = Buffer.alloc(1 + sorted.length * HASH_BYTES);
    bytes[0] = EXACT;
    for (const [at, hashed] of sorted.entries()) bytes.writeUIntBE(hashed, 1 + at * HASH_BYTES, HASH_BYTES);
    return bytes;
  }

  /** What {@link toBytes} wrote. Throws when it is something else. */
  static from(bytes: Uint8Array): Distinct {
    const made = new Distinct();
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer[0] === EXACT && buffer.length % HASH_BYTES === 1) {
      for (let at = 1; at < buffer.length; at += HASH_BYTES) made.#addHash(buffer.readUIntBE(at, HASH_BYTES));
    } else if (buffer[0] === ESTIMATED && buffer.length === PACKED_BYTES) {
      made.#few = null;
      made.#registers = unpack(buffer);
    } else throw new Error('These bytes are no count of different ones.');
    return made;
  }
}

/** Four registers of 6 bits in 3 bytes. */
const PACKED_BYTES = 1 + (REGISTERS * 6) / 8;

function pack(registers: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(PACKED_BYTES);
  bytes[0] = ESTIMATED;
  for (let at = 0, to = 1; at < REGISTERS; at += 4, to += 3) {
    const [a, b, c, d] = registers.subarray(at, at + 4) as unknown as [number, number, number, number];
    bytes[to] = (a << 2) | (b >> 4);
    bytes[to + 1] = ((b & 15) << 4) | (c >> 2);
    bytes[to + 2] = ((c & 3) << 6) | d;
  }
  return bytes;
}

function unpack(bytes: Uint8Array): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  for (let at = 0, from = 1; at < REGISTERS; at += 4, from += 3) {
    const [x, y, z] = bytes.subarray(from, from + 3) as unknown as [number, number, number];
    registers.set([x >> 2, ((x & 3) << 4) | (y >> 4), ((y & 15) << 2) | (z >> 6), z & 63], at);
  }
  return registers;
}

/** Ertl's improved raw estimate: without bias at small and at large counts, and so without a seam between them. */
function estimateOf(histogram: readonly number[]): number {
  const at = (rank: number) => histogram[rank] as number;
  let z = REGISTERS * tau(1 - at(HIGHEST) / REGISTERS);
  for (let rank = HIGHEST - 1; rank >= 1; rank -= 1) z = 0.5 * (z + at(rank));
  z += REGISTERS * sigma(at(0) / REGISTERS);
  return (REGISTERS * REGISTERS) / (2 * Math.LN2 * z);
}

function sigma(start: number): number {
  if (start === 1) return Number.POSITIVE_INFINITY;
  let x = start;
  let y = 1;
  let z = x;
  for (let before = Number.NaN; before !== z; ) {
    before = z;
    x *= x;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(start: number): number {
  if (start === 0 || start === 1) return 0;
  let x = start;
  let y = 1;
  let z = 1 - x;
  for (let before = Number.NaN; before !== z; ) {
    before = z;
    x = Math.sqrt(x);
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
