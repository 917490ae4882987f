import pg from 'pg';
import type { Context } from '../context.ts';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const HALF = 2 ** 32;
/** Timestamps are microseconds since then. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Rows in Postgres's own bytes, for {@link copyRows}. Of each row all cells, in the order of the columns. */
export class RowBytes {
  #bytes = Buffer.allocUnsafe(65_536);
  #view = viewOf(this.#bytes);
  #length = SIGNATURE.copy(this.#bytes);

  begin(columns: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#length, columns);
    this.#length += 2;
  }

  smallint(value: number): void {
    const at = this.#cell(2);
    this.#view.setInt16(at, value);
  }

  integer(value: number): void {
    const at = this.#cell(4);
    this.#view.setInt32(at, value);
  }

  bigint(value: number | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    const at = this.#cell(8);
    // The two halves by themselves: a BigInt for each would be ten times as slow.
    const high = Math.floor(value / HALF);
    this.#view.setInt32(at, high);
    this.#view.setUint32(at + 4, value - high * HALF);
  }

  timestamp(ms: number): void {
    this.bigint((ms - EPOCH_MS) * 1_000);
  }

  bytea(value: Uint8Array | null): void {
    if (value === null) {
      this.#null();
      return;
    }
    const at = this.#cell(value.length);
    this.#bytes.set(value, at);
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    const at = this.#cell(length);
    this.#bytes.write(value, at, length);
  }

  /** All rows so far, and how they end. */
  end(): Buffer {
    this.#reserve(2);
    this.#view.setInt16(this.#length, -1);
    return this.#bytes.subarray(0, this.#length + 2);
  }

  /** Where a cell of so many bytes goes; there may be another buffer afterwards. */
  #cell(size: number): number {
    this.#reserve(4 + size);
    this.#view.setInt32(this.#length, size);
    const at = this.#length + 4;
    this.#length = at + size;
    return at;
  }

  #null(): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, -1);
    this.#length += 4;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer) => new DataView(buffer, byteOffset, length);

/** What the driver has and its types leave out. */
interface Copying {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** The driver's own query, for those that take its messages themselves. */
export const DriverQuery = pg.Query as unknown as new (
  config: pg.QueryConfig,
  callback: (error: unknown) => void,
) => object;

class CopyQuery extends DriverQuery {
  readonly #bytes: Buffer;

  constructor(text: string, bytes: Buffer, callback: (error: unknown) => void) {
    super({ text }, callback);
    this.#bytes = bytes;
  }

  handleCopyInResponse(connection: Copying): void {
    connection.sendCopyFromChunk(this.#bytes);
    connection.endCopyFrom();
  }
}

/**
 * Adds rows that are known to be new, in the open transaction: of thousands, half of what "insert" takes. `table` and `columns` are
 * those of the code. Postgres copies into no table with row-level security, but does into its partitions.
 */
export async function copyRows(ctx: Context, table: string, columns: string, rows: RowBytes): Promise<void> {
  const client = (await ctx.manager?.queryRunner?.connect()) as pg.PoolClient;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const done = (error: unknown) => (error ? reject(error) : resolve());
  client.query(new CopyQuery(`copy ${table} (${columns}) from stdin (format binary)`, rows.end(), done) as never);
  await promise;
}
