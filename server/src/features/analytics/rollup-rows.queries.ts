import type { Context } from '../../platform/context.ts';
import { bytesArray, floatArray, wholeArray } from '../../platform/db/arrays.ts';
import { copyRows, RowBytes } from '../../platform/db/copy.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { DIMENSIONS, type Dimension, type FactKindName } from '../../platform/facts.ts';
import type { KindFold, Rollup, Series } from './fold.rules.ts';
import { GRAINS } from './rollup.rules.ts';
import { readTally, type Tally, type TallyRow } from './tally.rules.ts';

/** A series as it is stored. */
interface SeriesRow extends Record<Dimension, string> {
  id: number;
  projectId: string;
  kind: FactKindName;
  cut: number;
}

const DIMENSION_COLUMNS = `s.service_id as service, s.environment_id as environment, s.name, s.status`;

/** All series of these projects and kinds. */
export function readSeries(
  ctx: Context,
  groups: readonly Pick<KindFold, 'projectId' | 'kind'>[],
): Promise<SeriesRow[]> {
  return query(
    ctx,
    `-- rollups.series
    select s.id, s.project_id as "projectId", s.kind, s.cut, ${DIMENSION_COLUMNS}
    from unnest($1::text[], $2::text[]) as g (project_id, kind) join rollup_series s on s.project_id = g.project_id and s.kind = g.kind`,
    [groups.map(({ projectId }) => projectId), groups.map(({ kind }) => kind)],
  );
}

/** Makes series, which must be new, and gives them their ids. */
export async function addSeries(ctx: Context, series: readonly Series[]): Promise<void> {
  const rows = await query<{ id: number; place: number }>(
    ctx,
    `-- rollups.addSeries
    with given as materialized (
      select nextval(pg_get_serial_sequence('rollup_series', 'id'))::integer as id, g.*
      from unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[])
        with ordinality as g (project_id, kind, cut, service_id, environment_id, name, status, place)
    ), made as (
      insert into rollup_series (id, project_id, kind, cut, service_id, environment_id, name, status) overriding system value
      select id, project_id, kind, cut, service_id, environment_id, name, status from given
    )
    select id, place::integer from given`,
    [
      series.map(({ fold }) => fold.projectId),
      series.map(({ fold }) => fold.kind),
      series.map(({ cut }) => cut),
      ...DIMENSIONS.map((dimension) => series.map((one) => one[dimension])),
    ],
  );
  for (const { id, place } of rows) {
    const one = series[place - 1] as Series;
    one.id = id;
    one.writtenTo.fill(Number.NEGATIVE_INFINITY);
  }
}

const bytes = (cells: readonly ({ toBytes(): Uint8Array } | null)[]) =>
  bytesArray(cells.map((cell) => cell?.toBytes() ?? null));

const places = (rollups: readonly Rollup[]) => [
  wholeArray(
    'integer',
    rollups.map(({ series }) => series.id),
  ),
  wholeArray(
    'smallint',
    rollups.map(({ level }) => GRAINS[level]),
  ),
  floatArray(rollups.map(({ bucket }) => bucket / 1_000)),
];

/** The rollups that are there already, by their place in `rollups`. */
export async function existingTallies(ctx: Context, rollups: readonly Rollup[]): Promise<Map<number, Tally>> {
  if (rollups.length === 0) return new Map();
  const rows = await query<TallyRow & { place: number }>(
    ctx,
    `-- rollups.existing
    select k.place::integer, r.*
    from unnest($1::integer[], $2::smallint[], $3::float8[]) with ordinality as k (series_id, grain, bucket, place)
    cross join lateral (
      select count, error_count as "errorCount", value_count as "valueCount", value_sum as "valueSum", value_min as "valueMin",
        value_max as "valueMax", cost_nano as "costNano", sketch, actors
      from rollups r
      where r.series_id = k.series_id and r.grain = k.grain and r.bucket = to_timestamp(k.bucket)
      offset 0
    ) r`,
    places(rollups),
  );
  return new Map(rows.map((row) => [row.place - 1, readTally(row)]));
}

/** Below what a bigint can hold; a sum beyond it would stop all counting. */
const MOST = 9_223_372_036_854_774_000;
const whole = (value: number) => Math.min(MOST, Math.max(-MOST, value));
const wholeOrNull = (value: number | null) => (value === null ? null : whole(value));

const TALLY_COLUMNS = `count, error_count, value_count, value_sum, value_min, value_max, cost_nano, sketch, actors`;
const bigints = (rollups: readonly Rollup[], cell: (rollup: Rollup) => number | null) =>
  wholeArray('bigint', rollups.map(cell));

const cells = (rollups: readonly Rollup[]) => [
  ...places(rollups),
  bigints(rollups, (row) => whole(row.count)),
  bigints(rollups, (row) => whole(row.errorCount)),
  bigints(rollups, (row) => whole(row.valueCount)),
  bigints(rollups, (row) => whole(row.valueSum)),
  bigints(rollups, (row) => wholeOrNull(row.valueMin)),
  bigints(rollups, (row) => wholeOrNull(row.valueMax)),
  bigints(rollups, (row) => whole(row.costNano)),
  bytes(rollups.map((row) => row.sketch)),
  bytes(rollups.map((row) => row.actors)),
];

const COLUMNS = `series_id, grain, bucket, ${TALLY_COLUMNS}, project_id`;

/** Into what is there, and beside it. An "update … from" would read all of the table while nobody has analyzed it. */
export async function writeRollups(ctx: Context, rollups: readonly Rollup[]): Promise<void> {
  if (rollups.length === 0) return;
  // Ids of projects are letters, digits and underscores.
  const projectIds = `{${rollups.map(({ series }) => series.fold.projectId).join(',')}}`;
  await execute(
    ctx,
    `-- rollups.write
    insert into rollups (${COLUMNS})
    select series_id, grain, to_timestamp(bucket), ${TALLY_COLUMNS}, project_id
    from unnest($1::integer[], $2::smallint[], $3::float8[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
      $9::bigint[], $10::bigint[], $11::bytea[], $12::bytea[], $13::text[]) as k (${COLUMNS})
    on conflict (series_id, bucket, grain) do update set ${TALLY_COLUMNS.split(', ')
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`,
    [...cells(rollups), projectIds],
  );
}

/** Rollups of one grain as they are sent. */
interface Copy {
  grain: number;
  bytes: RowBytes;
}

/** Of rollups whose series have their ids. */
export function copiesOf(rollups: readonly Rollup[]): Copy[] {
  return GRAINS.flatMap((grain, level) => {
    const bytes = bytesOf(rollups, level);
    return bytes ? [{ grain, bytes }] : [];
  });
}

/** Only what is not there. One statement a grain, as rows are copied into its part. */
export async function copyRollups(ctx: Context, copies: readonly Copy[]): Promise<void> {
  for (const { grain, bytes } of copies) await copyRows(ctx, `event_parts.rollups_${grain}`, COLUMNS, bytes);
}

function bytesOf(rollups: readonly Rollup[], level: number): RowBytes | null {
  let bytes: RowBytes | null = null;
  for (const row of rollups) {
    if (row.level !== level) continue;
    bytes ??= new RowBytes();
    bytes.begin(13);
    bytes.integer(row.series.id as number);
    bytes.smallint(GRAINS[row.level]);
    bytes.timestamp(row.bucket);
    bytes.bigint(whole(row.count));
    bytes.bigint(whole(row.errorCount));
    bytes.bigint(whole(row.valueCount));
    bytes.bigint(whole(row.valueSum));
    bytes.bigint(wholeOrNull(row.valueMin));
    bytes.bigint(wholeOrNull(row.valueMax));
    bytes.bigint(whole(row.costNano));
    bytes.bytea(row.sketch?.toBytes() ?? null);
    bytes.bytea(row.actors?.toBytes() ?? null);
    bytes.text(row.series.fold.projectId);
  }
  return bytes;
}

/** Removes what is counted of a project's kind in buckets that begin in [from, to). */
export function deleteRollups(
  ctx: Context,
  range: { projectId: string; kind: FactKindName; from: Date; to: Date },
): Promise<number> {
  return execute(
    ctx,
    `-- rollups.delete
    delete from rollups r using rollup_series s
    where s.project_id = $1 and s.kind = $2 and r.series_id = s.id and r.bucket >= $3 and r.bucket < $4`,
    [range.projectId, range.kind, range.from, range.to],
  );
}
