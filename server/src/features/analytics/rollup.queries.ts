import type pg from 'pg';
import type { Context } from '../../platform/context.ts';
import { DriverQuery } from '../../platform/db/copy.ts';
import { statementName } from '../../platform/db/reads.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import type { Dimension, FactKindName } from '../../platform/facts.ts';
import type { CountedFact } from './tally.rules.ts';

const DAY_SECONDS = 86_400;

/** How far facts are counted. Transactions are told by their numbers as text: they have 64 bits. */
export interface Cursor {
  xid: string;
  seq: number;
  floorSeq: number;
  version: number;
  foldedAt: string | null;
  /** All transactions below it have ended. */
  horizon: string;
  /** The first number that no transaction of this server has had. */
  nextXid: string;
  isOfAnotherServer: boolean;
}

const CURSOR = `select xid::text, seq, floor_seq as "floorSeq", version, folded_at as "foldedAt",
  pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
  pg_snapshot_xmax(pg_current_snapshot())::text as "nextXid", xid >= pg_snapshot_xmax(pg_current_snapshot()) as "isOfAnotherServer"
from rollup_cursor for update`;

/** Keeps all others from counting until the transaction ends. Null when somebody else does, and is not to be waited for. */
export function lockCursor(ctx: Context, options: { waits: boolean }): Promise<Cursor | null> {
  return queryOne<Cursor>(ctx, `-- rollups.lock\n${CURSOR}${options.waits ? '' : ' skip locked'}`);
}

/** Returns the new version. */
export async function moveCursor(
  ctx: Context,
  to: { xid: string; seq: number; floorSeq: number },
): Promise<Pick<Cursor, 'version' | 'foldedAt'>> {
  const row = await queryOne<Pick<Cursor, 'version' | 'foldedAt'>>(
    ctx,
    `-- rollups.move
    update rollup_cursor set xid = $1, seq = $2, floor_seq = $3, version = version + 1, folded_at = now()
    returning version, folded_at as "foldedAt"`,
    [to.xid, to.seq, to.floorSeq],
  );
  return row ?? { version: 0, foldedAt: null };
}

export async function readVersion(ctx: Context): Promise<number> {
  const row = await queryOne<{ version: number }>(ctx, '-- rollups.version\nselect version from rollup_cursor');
  return row?.version ?? 0;
}

/** By the clock of the database, which all processes share. A second after a fold is 1e-5, a day 0.5, and 1 is never reached. */
export async function readMoment(ctx: Context): Promise<number> {
  const row = await queryOne<{ version: number; seconds: number }>(
    ctx,
    `-- rollups.moment
    select version, greatest(0, extract(epoch from clock_timestamp() - coalesce(folded_at, '2000-01-01')))::float8 as seconds
    from rollup_cursor`,
  );
  if (!row) return 0;
  return row.version + row.seconds / (row.seconds + DAY_SECONDS);
}

/** Where a fact stands in the order of all. */
export interface FactPlace {
  xid: string;
  seq: number;
  at: number;
}

/** What separates the parts of a fact's key; the name, which may be anything, comes last. */
export const KEY_SEPARATOR = '\u001f';

/**
 * Cells of a fact as Postgres wrote them, few and mostly empty: of hundreds of thousands a second, each cell and each object costs.
 * `key` says of what it is: project, kind, service, environment, status and name.
 */
export type FactCells = [
  xid: string,
  seq: string,
  key: string,
  at: string,
  /** Empty for 1. */
  count: string | null,
  value: string | null,
  /** Empty where they are the value. */
  valueMin: string | null,
  valueMax: string | null,
  sketch: string | null,
  costNano: string | null,
  actor: string | null,
];

/** Texts are put together one by one: "concat_ws" takes twice as long. */
const FACT_COLUMNS = `xid, seq,
  project_id || e'\\x1f' || kind || coalesce(e'\\x1f' || service_id, e'\\x1f') || coalesce(e'\\x1f' || environment_id, e'\\x1f')
    || coalesce(e'\\x1f' || status, e'\\x1f') || coalesce(e'\\x1f' || name, e'\\x1f'),
  (date_part('epoch', at) * 1000)::bigint, nullif(count, 1), value, nullif(value_min, value), nullif(value_max, value), sketch, cost_nano, actor`;

/** What a fact's cells say, into an object that is used for all of them. */
export function readFact(cells: FactCells, into: CountedFact): CountedFact {
  into.at = Number(cells[3]);
  into.count = cells[4] === null ? 1 : Number(cells[4]);
  into.value = cells[5] === null ? null : Number(cells[5]);
  into.valueMin = cells[6] === null ? null : Number(cells[6]);
  into.valueMax = cells[7] === null ? null : Number(cells[7]);
  // As Postgres writes bytes: \\x and their digits.
  into.sketch = cells[8] === null ? null : Buffer.from(cells[8].slice(2), 'hex');
  into.costNano = cells[9] === null ? 0 : Number(cells[9]);
  into.actor = cells[10];
  return into;
}

/** Takes the driver's cells as they are. */
class FactsQuery extends DriverQuery {
  readonly facts: FactCells[] = [];

  handleDataRow({ fields }: { fields: FactCells }): void {
    this.facts.push(fields);
  }
}

async function readFacts(ctx: Context, text: string, values: unknown[]): Promise<FactsRead> {
  const client = (await ctx.manager?.queryRunner?.connect()) as pg.PoolClient;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const done = (error: unknown) => (error ? reject(error) : resolve());
  const reading = new FactsQuery({ name: statementName(text) as string, text, values }, done);
  client.query(reading as never);
  await promise;
  return { facts: reading.facts, last: placeOf(reading.facts.at(-1)) };
}

const placeOf = (cells: FactCells | undefined): FactPlace | null =>
  cells ? { xid: cells[0], seq: Number(cells[1]), at: Number(cells[3]) } : null;

export interface FactsRead {
  facts: FactCells[];
  /** Where the last of them stands. */
  last: FactPlace | null;
}

const LAST_XID = '18446744073709551615';

/** Facts in the order in which they are counted. `before`: only of transactions below it. */
export function factsAfter(
  ctx: Context,
  after: { xid: string; seq: number; floorSeq: number; before: string | null },
  limit: number,
): Promise<FactsRead> {
  return readFacts(
    ctx,
    `-- rollups.facts
    select ${FACT_COLUMNS} from events e
    where (e.xid, e.seq) > ($1::xid8, $2::bigint) and e.seq > $3 and e.xid < $4::xid8
    order by e.xid, e.seq limit $5`,
    [after.xid, after.seq, after.floorSeq, after.before ?? LAST_XID, limit],
  );
}

/** Whether there are facts that transactions older than theirs keep from being counted. */
export async function hasWaitingFacts(ctx: Context, cursor: Cursor): Promise<boolean> {
  const rows = await query(
    ctx,
    // In order, so that it is never all facts that are looked at to find that none waits.
    `-- rollups.waiting
    select from events where xid >= $1::xid8 and seq > $2 and xid < pg_snapshot_xmax(pg_current_snapshot()) order by xid, seq limit 1`,
    [cursor.horizon, cursor.floorSeq],
  );
  return rows.length > 0;
}

/** Of facts that wait no more are looked at: whoever waits behind so many is surely behind. */
const MOST_WAITING = 100_000;

/** Whether a project's facts of before a moment are counted; false, too, where very many of anybody are not. */
export async function areCounted(ctx: Context, { projectId, before }: { projectId: string; before: Date }) {
  const row = await queryOne<{ areCounted: boolean }>(
    ctx,
    // In the order of counting, so that only what waits is read.
    `-- rollups.areCounted
    select count(*) < ${MOST_WAITING} and count(*) filter (where project_id = $1 and at < $2) = 0 as "areCounted"
    from (
      select e.project_id, e.at from events e
      where (e.xid, e.seq) > ((select xid from rollup_cursor), (select seq from rollup_cursor))
        and e.seq > (select floor_seq from rollup_cursor)
      order by e.xid, e.seq limit ${MOST_WAITING}) waiting`,
    [projectId, before],
  );
  return row?.areCounted ?? true;
}

/** The highest number of facts that another server's transactions have written, as far as that can be told. */
export async function lastForeignSeq(ctx: Context, cursor: Cursor): Promise<number> {
  const row = await queryOne<{ seq: number | null }>(
    ctx,
    '-- rollups.foreign\nselect max(seq) as seq from events where xid >= $1::xid8',
    [cursor.nextXid],
  );
  return Math.max(cursor.seq, cursor.floorSeq, row?.seq ?? 0);
}

/** Counted facts of a project's kind in [from, to), oldest first, in pages. */
export function countedFacts(
  ctx: Context,
  range: { projectId: string; kind: FactKindName; from: Date; to: Date },
  after: { at: number; seq: number } | null,
  limit: number,
): Promise<FactsRead> {
  return readFacts(
    ctx,
    `-- rollups.counted
    select ${FACT_COLUMNS} from events e
    where project_id = $1 and kind = $2 and at >= $3 and at < $4
      and ($5::timestamptz is null or (at, seq) > ($5, $6::bigint))
      and exists (select from rollup_cursor c where (e.xid, e.seq) <= (c.xid, c.seq) or e.seq <= c.floor_seq)
    order by at, seq limit $7`,
    [range.projectId, range.kind, range.from, range.to, after ? new Date(after.at) : null, after?.seq ?? null, limit],
  );
}

/** Which values are kept apart, of these projects and kinds. */
export function readValues(
  ctx: Context,
  groups: readonly { projectId: string; kind: FactKindName }[],
): Promise<{ projectId: string; kind: FactKindName; dimension: Dimension; value: string }[]> {
  return query(
    ctx,
    `-- rollups.values
    select v.project_id as "projectId", v.kind, v.dimension, v.value
    from unnest($1::text[], $2::text[]) as g (project_id, kind) join rollup_values v on v.project_id = g.project_id and v.kind = g.kind`,
    [groups.map(({ projectId }) => projectId), groups.map(({ kind }) => kind)],
  );
}

export async function addValues(
  ctx: Context,
  added: readonly { projectId: string; kind: FactKindName; dimension: Dimension; value: string }[],
): Promise<void> {
  if (added.length === 0) return;
  await execute(
    ctx,
    `-- rollups.addValues
    insert into rollup_values (project_id, kind, dimension, value) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
    on conflict do nothing`,
    [
      added.map((row) => row.projectId),
      added.map((row) => row.kind),
      added.map((row) => row.dimension),
      added.map((row) => row.value),
    ],
  );
}

/** In which zones these projects are counted: as they were until now, else as the project says. */
export async function countedZones(ctx: Context, projectIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ id: string; zone: string }>(
    ctx,
    `-- rollups.zones
    select p.id, coalesce(z.time_zone, o.time_zone, 'UTC') as zone
    from unnest($1::text[]) as p (id) left join rollup_zones z on z.project_id = p.id left join projects o on o.id = p.id`,
    [projectIds],
  );
  return new Map(rows.map(({ id, zone }) => [id, zone]));
}

export async function noteZones(ctx: Context, zones: ReadonlyMap<string, string>): Promise<void> {
  await execute(
    ctx,
    `-- rollups.noteZones
    insert into rollup_zones as z (project_id, time_zone) select * from unnest($1::text[], $2::text[])
    on conflict (project_id) do update set time_zone = excluded.time_zone where z.time_zone <> excluded.time_zone`,
    [[...zones.keys()], [...zones.values()]],
  );
}

/** Of the kind's months that are there, the first: what is older was dropped. Null when there is none. */
export async function oldestFacts(ctx: Context, kind: FactKindName): Promise<Date | null> {
  const row = await queryOne<{ part: string | null }>(
    ctx,
    `-- rollups.oldestFacts
    select min(c.relname::text) as part
    from pg_namespace n join pg_class k on k.relnamespace = n.oid join pg_inherits i on i.inhparent = k.oid join pg_class c on c.oid = i.inhrelid
    where n.nspname = 'event_parts' and k.relname = $1 and c.relname ~ '_[0-9]{4}_[0-9]{2}$'`,
    [kind],
  );
  const [, year, month] = /_(\d{4})_(\d{2})$/.exec(row?.part ?? '') ?? [];
  return year && month ? new Date(Date.UTC(Number(year), Number(month) - 1, 1)) : null;
}

/** Everybody whose facts were ever counted. */
export async function countedProjects(ctx: Context): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    '-- rollups.projects\nselect project_id as id from rollup_zones order by 1',
  );
  return rows.map(({ id }) => id);
}

/** The zone a project says. */
export async function zoneOfProject(ctx: Context, projectId: string): Promise<string> {
  const row = await queryOne<{ zone: string }>(
    ctx,
    '-- rollups.zoneOfProject\nselect time_zone as zone from projects where id = $1',
    [projectId],
  );
  return row?.zone ?? 'UTC';
}
