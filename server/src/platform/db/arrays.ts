/** Types of elements, by their numbers in Postgres. */
const INTEGER = { smallint: 21, integer: 23, bigint: 20 } as const;
const SIZE = { smallint: 2, integer: 4, bigint: 8 } as const;
const FLOAT8 = 701;
const BYTEA = 17;
const HEADER_BYTES = 20;

/** A parameter that the driver sends as it is. An array of one dimension begins with so many bytes. */
function begin(buffer: Buffer, type: number, length: number, hasNulls: boolean): void {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(hasNulls ? 1 : 0, 4);
  buffer.writeInt32BE(type, 8);
  if (length === 0) return;
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
}

const headerBytes = (length: number) => (length === 0 ? 12 : HEADER_BYTES);

/**
 * Whole numbers as a parameter of `smallint[]`, `integer[]` or `bigint[]`, in Postgres's own bytes: of thousands of numbers, writing
 * them as text and reading them again is most of what sending them takes.
 */
export function wholeArray(type: keyof typeof INTEGER, cells: readonly (number | null)[]): Buffer {
  const size = SIZE[type];
  let nulls = 0;
  for (const cell of cells) if (cell === null) nulls += 1;
  const buffer = Buffer.allocUnsafe(headerBytes(cells.length) + cells.length * 4 + (cells.length - nulls) * size);
  begin(buffer, INTEGER[type], cells.length, nulls > 0);
  let at = headerBytes(cells.length);
  for (const cell of cells) {
    at = buffer.writeInt32BE(cell === null ? -1 : size, at);
    if (cell === null) continue;
    if (size === 4) at = buffer.writeInt32BE(cell, at);
    else if (size === 2) at = buffer.writeInt16BE(cell, at);
    else at = writeBigint(buffer, cell, at);
  }
  return buffer;
}

const HALF = 2 ** 32;

/** The two halves by themselves: a BigInt for each would be ten times as slow. */
function writeBigint(buffer: Buffer, value: number, at: number): number {
  const high = Math.floor(value / HALF);
  buffer.writeInt32BE(high, at);
  return buffer.writeUInt32BE(value - high * HALF, at + 4);
}

/** As a parameter of `float8[]`. */
export function floatArray(cells: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes(cells.length) + cells.length * 12);
  begin(buffer, FLOAT8, cells.length, false);
  let at = headerBytes(cells.length);
  for (const cell of cells) at = buffer.writeDoubleBE(cell, buffer.writeInt32BE(8, at));
  return buffer;
}

/** As a parameter of `bytea[]`. */
export function bytesArray(cells: readonly (Uint8Array | null)[]): Buffer {
  let total = 0;
  let hasNulls = false;
  for (const cell of cells) {
    if (cell === null) hasNulls = true;
    else total += cell.length;
  }
  const buffer = Buffer.allocUnsafe(headerBytes(cells.length) + cells.length * 4 + total);
  begin(buffer, BYTEA, cells.length, hasNulls);
  let at = headerBytes(cells.length);
  for (const cell of cells) {
    at = buffer.writeInt32BE(cell === null ? -1 : cell.length, at);
    if (cell === null) continue;
    buffer.set(cell, at);
    at += cell.length;
  }
  return buffer;
}
