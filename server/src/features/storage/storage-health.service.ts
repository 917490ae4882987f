import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { factMonths } from './storage.queries.ts';
import { neededMonths } from './storage.rules.ts';

export { kindsAside } from './storage.queries.ts';

/** SQL over `e` and the cursor `c`: whether the event has not been counted. */
const IS_WAITING = '(e.xid, e.seq) > (c.xid, c.seq) and e.seq > c.floor_seq';

interface FoldState {
  idBytes: number;
  foldedAt: string | null;
  isBehind: boolean;
  /** The open transaction that counting waits for, in words. */
  heldUpBy: string | null;
}

/** When events were counted last, and whether some wait too long for it: for a worker, or for a transaction that is open. */
export async function foldState(ctx: Context): Promise<FoldState> {
  const row = await queryOne<Omit<FoldState, 'heldUpBy'> & { isReady: boolean; horizon: string }>(
    ctx,
    `-- storage.fold
    select pg_total_relation_size('event_ids')::float8 as "idBytes", c.folded_at as "foldedAt", c.horizon::text as horizon,
      coalesce(c.folded_at, '-infinity') < now() - interval '1 minute'
        and exists (select from events e where ${IS_WAITING} and e.at < now() - interval '1 minute') as "isBehind",
      exists (select from events e where ${IS_WAITING} and e.xid < c.horizon and e.at < now() - interval '1 minute') as "isReady"
    from (select *, pg_snapshot_xmin(pg_current_snapshot()) as horizon from rollup_cursor) c`,
  );
  if (!row) return { idBytes: 0, foldedAt: null, isBehind: false, heldUpBy: null };
  const { isReady, horizon, ...state } = row;
  return { ...state, heldUpBy: row.isBehind && !isReady ? await holderOf(ctx, horizon) : null };
}

interface Holder {
  what: string;
  by: string | null;
  database: string | null;
  since: string | null;
}

/** Whose transaction it is, as far as Postgres tells: of other roles' sessions it hides since when they are open. */
async function holderOf(ctx: Context, xid: string): Promise<string> {
  const holder = await queryOne<Holder>(
    ctx,
    `-- storage.holder
    select 'of process ' || pid as what, usename as by, datname as database, xact_start as since
    from pg_stat_activity where backend_xid = $1::text::xid8::xid
    union all
    select 'prepared as ' || gid, owner, database, prepared from pg_prepared_xacts where transaction = $1::text::xid8::xid`,
    [xid],
  );
  if (!holder) return 'A transaction in the database server';
  const { what, by, database, since } = holder;
  const where = [by && `user ${by}`, database && `database ${database}`].filter(Boolean).join(', ');
  return `The transaction ${what}${where && ` (${where})`}${since ? `, open since ${since}` : ''}`;
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
