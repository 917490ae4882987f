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

/** Hashes in halves: what JavaScript does with single bits ends at 32 of them. */
const HALF = 2 ** 24;
const HIGH_RANK_BITS = RARENESS_BITS - 24;

/** Notes a hash, given in halves: by how many zeros the bits after the register's begin with, and one. */
function raise(registers: Uint8Array, high: number, low: number): void {
  const index = high >>> HIGH_RANK_BITS;
  const rest = high & (2 ** HIGH_RANK_BITS - 1);
  const rank = rest === 0 ? Math.clz32(low) - 7 + HIGH_RANK_BITS : Math.clz32(rest) - 31 + HIGH_RANK_BITS;
  if (rank > (registers[index] as number)) registers[index] = rank;
}

/**
 * How many different ones there are: exact up to 256, then HyperLogLog with 4,096 registers, estimated as by Ertl (New
 * cardinality estimation algorithms for HyperLogLog sketches, 2017). Merging is the union; equal contents have equal bytes.
 */
export class Distinct {
  /** The hash of a single one, or -1: where it stays at that, as it mostly does, an array would be most of it. */
  #only = -1;
  /** Then a few, where a set would be most of it; then the set; then registers. */
  #few: number[] | null = null;
  #hashes: Set<number> | null = null;
  #registers: Uint8Array | null = null;
  /** Or as it was stored, until something is added: most of what is read is only counted, or merged into others. */
  #stored: Uint8Array | null = null;

  add(value: string): void {
    this.#open();
    this.#addHash(hashOf(value));
  }

  #addHash(hashed: number): void {
    if (this.#few) {
      if (this.#few.includes(hashed)) return;
      this.#few.push(hashed);
      if (this.#few.length <= FEW) return;
      this.#hashes = new Set(this.#few);
      this.#few = null;
    } else if (this.#hashes) {
      if (this.#hashes.add(hashed).size > MOST_EXACT) this.#estimate();
    } else if (this.#registers) raise(this.#registers, Math.floor(hashed / HALF), hashed % HALF);
    else if (this.#only < 0) this.#only = hashed;
    else if (this.#only !== hashed) this.#few = [this.#only, hashed];
  }

  #open(): void {
    const stored = this.#stored;
    if (!stored) return;
    this.#stored = null;
    if (isExact(stored)) this.#addStored(stored);
    else this.#registers = unpack(stored);
  }

  #addStored(stored: Uint8Array): void {
    for (let at = 1; at < stored.length; at += HASH_BYTES) {
      const high = halfAt(stored, at);
      const low = halfAt(stored, at + HASH_BYTES / 2);
      if (this.#registers) raise(this.#registers, high, low);
      else this.#addHash(high * HALF + low);
    }
  }

  get #exact(): Iterable<number> | null {
    if (this.#registers || this.#stored) return null;
    return this.#few ?? this.#hashes ?? (this.#only < 0 ? [] : [this.#only]);
  }

  #estimate(): Uint8Array {
    if (this.#registers) return this.#registers;
    const registers = new Uint8Array(REGISTERS);
    for (const hashed of this.#exact ?? []) raise(registers, Math.floor(hashed / HALF), hashed % HALF);
    this.#few = null;
    this.#hashes = null;
    this.#registers = registers;
    return registers;
  }

  /** Adds those of the other, which stays as it is. */
  merge(other: Distinct): void {
    this.#open();
    const stored = other.#stored;
    if (stored && isExact(stored)) {
      this.#addStored(stored);
      return;
    }
    const exact = other.#exact;
    if (exact) {
      for (const hashed of exact) this.#addHash(hashed);
      return;
    }
    const mine = this.#estimate();
    const theirs = stored ? unpack(stored) : (other.#registers as Uint8Array);
    for (let at = 0; at < REGISTERS; at += 1)
      if ((theirs[at] as number) > (mine[at] as number)) mine[at] = theirs[at] as number;
  }

  /** How many, a whole number. */
  get count(): number {
    if (this.#stored && isExact(this.#stored)) return (this.#stored.length - 1) / HASH_BYTES;
    this.#open();
    if (this.#few) return this.#few.length;
    if (this.#hashes) return this.#hashes.size;
    if (!this.#registers) return this.#only < 0 ? 0 : 1;
    const histogram = Array.from({ length: HIGHEST + 1 }, () => 0);
    for (const rank of this.#registers) histogram[rank] = (histogram[rank] as number) + 1;
    return Math.round(estimateOf(histogram));
  }

  /** Equal for equal contents: 6 bytes for each of the few, 3 kB for many. */
  toBytes(): Uint8Array {
    if (this.#stored) return this.#stored;
    if (!this.#exact) return pack(this.#registers as Uint8Array);
    const sorted = [...this.#exact].sort((a, b) => a - b);
    const bytes = Buffer.allocUnsafe(1 + sorted.length * HASH_BYTES);
    let at = bytes.writeUInt8(EXACT);
    for (const hashed of sorted) at = bytes.writeUIntBE(hashed, at, HASH_BYTES);
    return bytes;
  }

  /** What {@link toBytes} wrote. Throws when it is something else. */
  static from(bytes: Uint8Array): Distinct {
    const isWhole = isExact(bytes)
      ? bytes.length % HASH_BYTES === 1
      : bytes[0] === ESTIMATED && bytes.length === PACKED_BYTES;
    if (!isWhole) throw new Error('These bytes are no count of different ones.');
    const made = new Distinct();
    made.#stored = bytes;
    return made;
  }
}

const isExact = (stored: Uint8Array) => stored[0] === EXACT;
const halfAt = (bytes: Uint8Array, at: number) =>
  ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);

/** Four registers of 6 bits in 3 bytes. */
const PACKED_BYTES = 1 + (REGISTERS * 6) / 8;

function pack(registers: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(PACKED_BYTES);
  bytes[0] = ESTIMATED;
  for (let at = 0, to = 1; at < REGISTERS; at += 4, to += 3) {
    const b = registers[at + 1] as number;
    const c = registers[at + 2] as number;
    bytes[to] = ((registers[at] as number) << 2) | (b >> 4);
    bytes[to + 1] = ((b & 15) << 4) | (c >> 2);
    bytes[to + 2] = ((c & 3) << 6) | (registers[at + 3] as number);
  }
  return bytes;
}

function unpack(bytes: Uint8Array): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  for (let at = 0, from = 1; at < REGISTERS; at += 4, from += 3) {
    const four = halfAt(bytes, from);
    registers[at] = four >> 18;
    registers[at + 1] = (four >> 12) & 63;
    registers[at + 2] = (four >> 6) & 63;
    registers[at + 3] = four & 63;
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
