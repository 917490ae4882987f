import { setImmediate as breathe } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { asSystem, type Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { DIMENSIONS, type FactKindName, INSTALLATION } from '../../platform/facts.ts';
import { COLUMNS, type Group, type Plan, Plans, Read } from './read.rules.ts';
import { readEdges } from './read-facts.queries.ts';
import { oldestFacts } from './rollup.queries.ts';
import type { Piece } from './rollup.rules.ts';
import type { RollupRequest, RollupRow } from './store.types.ts';
import { readTally, type TallyRow } from './tally.rules.ts';

/**
 * See {@link AnalyticsStore.read}. What is asked for at the same moment is read together: six panels take one statement for the zone,
 * one for sums and one for sketches. Nothing is kept, as a context may outlive what was read.
 */
export function readRollups(ctx: Context, request: RollupRequest): Promise<RollupRow[]> {
  let loader = ctx.loaders.get(readTogether) as DataLoader<RollupRequest, RollupRow[]> | undefined;
  if (!loader) {
    loader = new DataLoader((requests: readonly RollupRequest[]) => readTogether(ctx, requests), {
      cache: false,
      maxBatchSize: 100,
    });
    ctx.loaders.set(readTogether, loader);
  }
  return loader.load(request);
}

async function readTogether(ctx: Context, requests: readonly RollupRequest[]): Promise<RollupRow[][]> {
  const byProject = Map.groupBy(requests, ({ projectId }) => projectId);
  const rows = new Map<RollupRequest, RollupRow[]>();
  await Promise.all(
    [...byProject].map(async ([projectId, ofProject]) => {
      // The installation's own facts are administrators', who are asked for before.
      const inside = projectId === INSTALLATION && !ctx.manager ? asSystem(ctx) : ctx;
      for (const read of await readProject(inside, projectId, ofProject)) rows.set(read.request, read.rows());
    }),
  );
  return requests.map((request) => rows.get(request) ?? []);
}

async function readProject(ctx: Context, projectId: string, requests: readonly RollupRequest[]): Promise<Read[]> {
  const kinds = [...new Set(requests.map(({ kind }) => kind))];
  const [zone, ...oldest] = await Promise.all([
    zoneOf(ctx, projectId),
    ...kinds.map((kind) => oldestFactsKnown(ctx, kind)),
  ]);
  const factsFrom = new Map(kinds.map((kind, index) => [kind, oldest[index]?.getTime() ?? Number.POSITIVE_INFINITY]));
  const plans = new Plans({ zone, now: ctx.app.now() });
  const reads = requests.map(
    (request) => new Read(request, plans.planOf(request, factsFrom.get(request.kind) as number)),
  );
  const windows = JSON.stringify(plans.all.map(windowOf));
  await Promise.all([
    readCounted(ctx, projectId, reads, windows, false),
    readCounted(ctx, projectId, reads, windows, true),
    readEdges(ctx, projectId, reads),
  ]);
  return reads;
}

async function zoneOf(ctx: Context, projectId: string): Promise<string | undefined> {
  const [row] = await query<{ zone: string }>(
    ctx,
    '-- analytics.zone\nselect time_zone as zone from rollup_zones where project_id = $1',
    [projectId],
  );
  return row?.zone;
}

/** Months come and go once a day at most. */
const FRESH_MS = 60_000;
const known = new WeakMap<object, Map<FactKindName, { oldest: Promise<Date | null>; at: number }>>();

function oldestFactsKnown(ctx: Context, kind: FactKindName): Promise<Date | null> {
  const byKind = known.get(ctx.app) ?? new Map<FactKindName, { oldest: Promise<Date | null>; at: number }>();
  known.set(ctx.app, byKind);
  const found = byKind.get(kind);
  if (found && performance.now() - found.at < FRESH_MS) return found.oldest;
  const oldest = oldestFacts(ctx, kind);
  byKind.set(kind, { oldest, at: performance.now() });
  oldest.catch(() => byKind.delete(kind));
  return oldest;
}

/** All requests of one sort in one statement: those that are summed up by Postgres, or those whose rows come whole. */
async function readCounted(
  ctx: Context,
  projectId: string,
  all: readonly Read[],
  windows: string,
  isWhole: boolean,
): Promise<void> {
  const reads = all.filter((read) => read.isWhole === isWhole && read.plan.pieces.some(isCounted));
  if (reads.length === 0) return;
  const asked = JSON.stringify(reads.map(askedOf));
  const rows = await query<TallyRow & Group & { place: number }>(ctx, isWhole ? WHOLE : SUMMED, [
    projectId,
    asked,
    windows,
  ]);
  let count = 0;
  for (const row of rows) {
    if (++count % 2_000 === 0) await breathe();
    (reads[row.place] as Read).take(row, readTally(row));
  }
}

const isCounted = ({ grain }: Piece) => grain !== null;
const time = (ms: number) => new Date(ms).toISOString();

/** As {@link ASKED} reads it. */
const windowOf = ({ place, edges, pieces }: Plan) => ({
  window: place,
  edges: edges.map(time),
  pieces: pieces.filter(isCounted).map(({ grain, from, to }) => ({ grain, since: time(from), until: time(to) })),
});

/** As {@link ASKED} reads it. */
const askedOf = ({ request: { kind, groupBy, where, parts }, cut, plan }: Read, place: number) => ({
  place,
  window: plan.place,
  kind,
  cut,
  by: groupBy,
  sketch: parts.sketch ?? false,
  actors: parts.actors ?? false,
  ...where,
});

const ASKED = `json_to_recordset($2::json) as a (place integer, "window" integer, kind text, cut smallint, by text[], sketch boolean, actors boolean,
    ${DIMENSIONS.map((dimension) => `${dimension} text[]`).join(', ')})
  join json_to_recordset($3::json) as w ("window" integer, edges timestamptz[], pieces json) on w."window" = a."window"`;
const PIECES =
  'cross join lateral json_to_recordset(w.pieces) as p (grain smallint, since timestamptz, until timestamptz)';
const KEYS = DIMENSIONS.map(
  (dimension) => `case when '${dimension}' = any(a.by) then s.${COLUMNS[dimension]} else '' end as ${dimension}`,
).join(', ');
const SERIES = `rollup_series s where s.project_id = $1 and s.kind = a.kind and s.cut = a.cut and
  ${DIMENSIONS.map((dimension) => `(a.${dimension} is null or s.${COLUMNS[dimension]} = any(a.${dimension}))`).join(' and ')}`;
/** What is not in the window's buckets by its begin, as in what is older than the facts, is in the first. */
const BUCKET = 'greatest(width_bucket(r.bucket, w.edges), 1) as bucket';
const OF_PIECE = 'r.grain = p.grain and r.bucket >= p.since and r.bucket < p.until';

/** Summed up group by group: all at once, by all that tells them apart, took half as long again. */
const SUMMED = `-- analytics.sums
  select a.place, ${DIMENSIONS.map((dimension) => `s.${dimension}`).join(', ')}, r.*
  from ${ASKED}
  cross join lateral (
    select ${KEYS}, array_agg(s.id) as ids from ${SERIES} group by ${DIMENSIONS.map((_dimension, index) => index + 1).join(', ')}
  ) s
  ${PIECES}
  cross join lateral (
    select ${BUCKET}, sum(r.count)::bigint as count, sum(r.error_count)::bigint as "errorCount", sum(r.value_count)::bigint as "valueCount",
      sum(r.value_sum)::bigint as "valueSum", min(r.value_min) as "valueMin", max(r.value_max) as "valueMax",
      sum(r.cost_nano)::bigint as "costNano", null::bytea as sketch, null::bytea as actors
    from rollups r where r.series_id = any(s.ids) and ${OF_PIECE}
    group by 1
  ) r`;

/** The `offset 0` keep to an order that is right at any size: a handful of series, then their rows by the key. */
const WHOLE = `-- analytics.sketches
  select a.place, ${BUCKET}, ${DIMENSIONS.map((dimension) => `s.${dimension}`).join(', ')}, r.count, r.error_count as "errorCount",
    r.value_count as "valueCount", r.value_sum as "valueSum", r.value_min as "valueMin", r.value_max as "valueMax", r.cost_nano as "costNano",
    case when a.sketch then r.sketch end as sketch, case when a.actors then r.actors end as actors
  from ${ASKED}
  cross join lateral (select s.id, ${KEYS} from ${SERIES} offset 0) s
  ${PIECES}
  cross join lateral (select * from rollups r where r.series_id = s.id and ${OF_PIECE} offset 0) r`;
