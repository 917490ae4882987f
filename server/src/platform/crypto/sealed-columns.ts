import { recordAudit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { execute, query } from '../db/sql.ts';
import { withTransaction } from '../db/transaction.ts';
import { SecretBoxError } from './secret-box.ts';

/** A column of boxes: what must be known to open each and to name it to people. */
export interface SealedColumn<Row extends object = object> {
  /** `table.column` */
  name: string;
  /** The columns that together name a row. */
  key: readonly [string] | readonly [string, string];
  /** Selects `key0` and `key1` (as text) of each row, its `box`, and what the functions below need. */
  rows: string;
  /** `the variable TOKEN of the project shop`; never a value. */
  nameOf: (row: Row) => string;
  contextOf: (row: Row) => string;
  /** What boxes of the first format were bound to, where that was something else. */
  firstContextOf?: (row: Row) => string;
}

interface Keyed {
  key0: string;
  key1?: string;
  box: Buffer;
}

export interface SecretsReport {
  /** What does not open, and why. */
  unreadable: { name: string; problem: string }[];
  /** How many boxes need which key; null for the first format. After a rotation: what it found. */
  countByKey: Map<string | null, number>;
  rotatedCount: number;
}

/** Boxes that are read, and replaced in one transaction, at a time. */
const BATCH = 100;

/** Opens every box. Changes nothing. */
export async function checkSecrets(ctx: Context, columns: readonly SealedColumn<never>[]): Promise<SecretsReport> {
  const report: SecretsReport = { unreadable: [], countByKey: new Map(), rotatedCount: 0 };
  for (const column of columns as readonly SealedColumn[])
    for await (const rows of batchesOf(ctx, column))
      for (const row of rows) openOne(ctx, column, row, report, (box, ...contexts) => box.open(row.box, ...contexts));
  return report;
}

/**
 * Brings every box under the key that encrypts now, in batches, each with its audit event in one transaction. The server may
 * run meanwhile: a secret that is set in between stays as it was set. Stopped half-way, it goes on where it was; a second time
 * it finds nothing to do. What does not open is left as it is and reported.
 */
export async function rotateSecrets(
  ctx: Context,
  columns: readonly SealedColumn<never>[],
  onProgress: (rotatedCount: number) => void = () => {},
): Promise<SecretsReport> {
  const report: SecretsReport = { unreadable: [], countByKey: new Map(), rotatedCount: 0 };
  for (const column of columns as readonly SealedColumn[])
    for await (const rows of batchesOf(ctx, column)) {
      const stale = rows.flatMap((row) => {
        const box = openOne(ctx, column, row, report, (secretBox, ...contexts) =>
          secretBox.reseal(row.box, ...contexts),
        );
        return box ? [{ row, box }] : [];
      });
      if (stale.length === 0) continue;
      report.rotatedCount += await replaceBoxes(ctx, column, stale);
      onProgress(report.rotatedCount);
    }
  return report;
}

async function* batchesOf(ctx: Context, column: SealedColumn): AsyncGenerator<Keyed[]> {
  for (let last: Keyed | undefined; ; ) {
    const rows: Keyed[] = await query<Keyed>(
      ctx,
      `-- crypto.sealed ${column.name}
      select * from (${column.rows}) sealed
      where box is not null and ($1::text is null or ${column.key.length === 2 ? '(key0, key1) > ($1, $2)' : 'key0 > $1 and $2::text is null'})
      order by ${column.key.length === 2 ? 'key0, key1' : 'key0'} limit ${BATCH}`,
      [last?.key0 ?? null, last?.key1 ?? null],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1);
  }
}

function openOne<Result>(
  ctx: Context,
  column: SealedColumn,
  row: Keyed,
  report: SecretsReport,
  open: (box: Context['app']['secretBox'], context: string, firstContext?: string) => Result,
): Result | null {
  const keyId = ctx.app.secretBox.keyIdOf(row.box);
  report.countByKey.set(keyId, (report.countByKey.get(keyId) ?? 0) + 1);
  try {
    return open(ctx.app.secretBox, column.contextOf(row), column.firstContextOf?.(row));
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    report.unreadable.push({ name: column.nameOf(row), problem: error.message });
    return null;
  }
}

/** Only where the box is still the one that was opened. */
async function replaceBoxes(
  ctx: Context,
  { name, key }: SealedColumn,
  stale: { row: Keyed; box: Buffer }[],
): Promise<number> {
  const [table, column] = name.split('.');
  return withTransaction(ctx, async (ctx) => {
    const count = await execute(
      ctx,
      `-- crypto.replaceBoxes ${name}
      update ${table} t set ${column} = given.new_box
      from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[]) as given (key0, key1, old_box, new_box)
      where t.${key[0]} = given.key0 and ${key[1] ? `t.${key[1]}::text = given.key1` : 'given.key1 is null'} and t.${column} = given.old_box`,
      [
        stale.map(({ row }) => row.key0),
        stale.map(({ row }) => row.key1 ?? null),
        stale.map(({ row }) => row.box),
        stale.map(({ box }) => box),
      ],
    );
    if (count > 0)
      await recordAudit(ctx, {
        action: 'secrets.rotated',
        projectId: null,
        detail: { column: name, count, key: ctx.app.secretBox.currentKeyId },
      });
    return count;
  });
}
