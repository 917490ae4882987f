import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import type { FactMonth } from './storage.rules.ts';
import type { RollupStorage } from './storage.types.ts';

/** All months of all kinds, with what Postgres knows of them: live rows, and bytes with indexes. */
export function factMonths(ctx: Context): Promise<FactMonth[]> {
  return query(
    ctx,
    `-- storage.months
    select k.relname::text as kind, replace(right(c.relname, 7), '_', '-') as month,
      greatest(pg_stat_get_live_tuples(c.oid), c.reltuples, 0)::float8 as "rowsEstimate",
      pg_total_relation_size(c.oid)::float8 as bytes
    from pg_namespace n
    join pg_class k on k.relnamespace = n.oid and k.relname = any($1)
    join pg_inherits i on i.inhparent = k.oid
    join pg_class c on c.oid = i.inhrelid
    where n.nspname = 'event_parts' and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
    order by 1, 2`,
    [Object.keys(FACT_KINDS)],
  );
}

/** What each kind keeps beside its months: what came late for months that have left, and what is on its way into its month. */
export function sizesAside(ctx: Context): Promise<Omit<FactMonth, 'month'>[]> {
  return query(
    ctx,
    `-- storage.sizesAside
    select left(c.relname, -length('_rest')) as kind, greatest(pg_stat_get_live_tuples(c.oid), c.reltuples, 0)::float8 as "rowsEstimate",
      pg_total_relation_size(c.oid)::float8 as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'event_parts' and c.relname = any(select k || '_rest' from unnest($1::text[]) k)`,
    [Object.keys(FACT_KINDS)],
  );
}

/** From when on each kind's months are there; those before have left for good. Only kinds of which any has. */
export async function factFloors(ctx: Context): Promise<Map<FactKindName, Date>> {
  const rows = await query<{ kind: FactKindName; before: string }>(
    ctx,
    '-- storage.floors\nselect kind, before::text as before from event_floors',
  );
  return new Map(rows.map(({ kind, before }) => [kind, new Date(before)]));
}

/**
 * Kinds with facts that lie aside, of months that can still be made; `withLate`: also of months that have left, where they stay until
 * they are too old. A look inside, past the months, is only made where their table has ever grown.
 */
export async function kindsAside(
  ctx: Context,
  { withLate = false }: { withLate?: boolean } = {},
): Promise<FactKindName[]> {
  const rows = await query<{ kind: FactKindName }>(
    ctx,
    `-- storage.aside
    select k.kind from unnest($1::text[]) k (kind)
    join pg_class c on c.relname = k.kind || '_rest'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'event_parts'
    left join event_floors f on f.kind = k.kind and not $2
    where case when pg_relation_size(c.oid) > 0 then exists (
      select from events e where e.kind = k.kind and e.tableoid = c.oid and (f.before is null or e.at >= f.before::timestamp at time zone 'UTC')
    ) else false end
    order by 1`,
    [Object.keys(FACT_KINDS), withLate],
  );
  return rows.map(({ kind }) => kind);
}

/** SQL over `e`: whether it lies aside. */
const IS_ASIDE = `e.tableoid = (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'event_parts' and c.relname = $1 || '_rest')`;

/** Months (UTC) of facts of the kind that lie aside, `YYYY-MM`, oldest first. */
export async function monthsAside(ctx: Context, kind: FactKindName): Promise<string[]> {
  const rows = await query<{ month: string }>(
    ctx,
    `-- storage.monthsAside
    select distinct to_char(e.at at time zone 'UTC', 'YYYY-MM') as month from events e where e.kind = $1 and ${IS_ASIDE} order by 1`,
    [kind],
  );
  return rows.map(({ month }) => month);
}

/** Deletes those from before. Returns how many. */
export const dropAside = (ctx: Context, kind: FactKindName, before: Date): Promise<number> =>
  execute(ctx, `-- storage.dropAside\ndelete from events e where e.kind = $1 and e.at < $2 and ${IS_ASIDE}`, [
    kind,
    before,
  ]);

export function rollupSizes(ctx: Context): Promise<RollupStorage[]> {
  return query(
    ctx,
    `-- storage.rollups
    select replace(c.relname, 'rollups_', '') as grain,
      greatest(pg_stat_get_live_tuples(c.oid), c.reltuples, 0)::float8 as "rowsEstimate",
      pg_total_relation_size(c.oid)::float8 as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'rollups'::regclass order by length(c.relname), 1`,
  );
}
