import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { factMonths } from './storage.queries.ts';
import { neededMonths } from './storage.rules.ts';

export { kindsAside } from './storage.queries.ts';

/** SQL over `e` and the cursor `c`: whether the event has not been counted. */
const IS_WAITING = '(e.xid, e.seq) > (c.xid, c.seq) and e.seq > c.floor_seq';

/** When events were counted last, and whether some wait too long for it. */
export async function foldState(
  ctx: Context,
): Promise<{ idBytes: number; foldedAt: string | null; isBehind: boolean }> {
  const row = await queryOne<{ idBytes: number; foldedAt: string | null; isBehind: boolean }>(
    ctx,
    `-- storage.fold
    select pg_total_relation_size('event_ids')::float8 as "idBytes", c.folded_at as "foldedAt",
      coalesce(c.folded_at, '-infinity') < now() - interval '1 minute'
        and exists (select from events e where ${IS_WAITING} and e.at < now() - interval '1 minute') as "isBehind"
    from rollup_cursor c`,
  );
  return row ?? { idBytes: 0, foldedAt: null, isBehind: false };
}

/** Whether any event of the kind before this time has not been counted yet. */
export async function hasUncounted(ctx: Context, kind: FactKindName, before: Date): Promise<boolean> {
  const row = await queryOne<{ isThere: boolean }>(
    ctx,
    `-- storage.uncounted
    select exists (select from events e, rollup_cursor c where e.kind = $1 and e.at < $2 and ${IS_WAITING}) as "isThere"`,
    [kind, before],
  );
  return row?.isThere ?? true;
}

/** Months of kinds, `api 2026-06`, that soon have events and no place for them. */
export async function missingMonths(ctx: Context): Promise<string[]> {
  const months = new Set((await factMonths(ctx)).map(({ kind, month }) => `${kind} ${month}`));
  const needed = neededMonths(ctx.app.now()).slice(1, 3);
  return Object.keys(FACT_KINDS)
    .flatMap((kind) => needed.map((month) => `${kind} ${month.toISOString().slice(0, 7)}`))
    .filter((name) => !months.has(name));
}
