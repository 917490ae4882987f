import { setImmediate as breathe } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { asSystem, type Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { DIMENSIONS, type Dimension, type FactKindName, INSTALLATION } from '../../platform/facts.ts';
import { COLUMNS, type Group, Read } from './read.rules.ts';
import { readEdges } from './read-facts.queries.ts';
import { oldestFacts } from './rollup.queries.ts';
import type { RollupRequest, RollupRow } from './store.types.ts';
import { addTally, readTally, type TallyRow } from './tally.rules.ts';

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
  const now = ctx.app.now();
  const reads = requests.map(
    (request) =>
      new Read(request, { zone: zone ?? request.zone, now, factsFrom: factsFrom.get(request.kind) as number }),
  );
  await Promise.all([
    readCounted(ctx, projectId, reads, false),
    readCounted(ctx, projectId, reads, true),
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
async function readCounted(ctx: Context, projectId: string, all: readonly Read[], isWhole: boolean): Promise<void> {
  const reads = all.filter((read) => read.isWhole === isWhole && read.pieces.some(({ grain }) => grain !== null));
  if (reads.length === 0) return;
  const asked = JSON.stringify(reads.map(askedOf));
  const rows = await query<TallyRow & Group & { place: number }>(ctx, isWhole ? WHOLE : SUMMED, [projectId, asked]);
  let count = 0;
  for (const row of rows) {
    if (++count % 2_000 === 0) await breathe();
    addTally((reads[row.place] as Read).tallyOf(row), readTally(row));
  }
}

const time = (ms: number) => new Date(ms).toISOString();

/** As {@link statement} reads it. */
function askedOf({ request: { kind, groupBy, where, parts }, cut, edges, pieces }: Read, place: number) {
  return {
    place,
    kind,
    cut,
    edges: edges.map(time),
    pieces: pieces
      .filter(({ grain }) => grain !== null)
      .map(({ grain, from, to }) => ({ grain, since: time(from), until: time(to) })),
    by: groupBy,
    sketch: parts.sketch ?? false,
    actors: parts.actors ?? false,
    ...where,
  };
}

/**
 * A row that is not in the window's buckets by its begin, as in what is older than the facts, is in the first. The `offset 0` keep
 * to an order that is right at any size: a handful of series, then their rows by the key.
 */
function statement(name: string, isSummed: boolean): string {
  const sum = (column: string) => (isSummed ? `sum(r.${column})::bigint` : `r.${column}`);
  const extreme = (which: 'min' | 'max') => (isSummed ? `${which}(r.value_${which})` : `r.value_${which}`);
  const key = (dimension: Dimension) =>
    `case when '${dimension}' = any(a.by) then s.${COLUMNS[dimension]} else '' end as "${dimension}"`;
  const isWanted = (dimension: Dimension) =>
    `(a.${dimension} is null or s.${COLUMNS[dimension]} = any(a.${dimension}))`;
  return `-- ${name}
  select a.place, greatest(width_bucket(r.bucket, a.edges), 1) as bucket, ${DIMENSIONS.map((dimension) => `s.${dimension}`).join(', ')},
    ${sum('count')} as count, ${sum('error_count')} as "errorCount", ${sum('value_count')} as "valueCount", ${sum('value_sum')} as "valueSum",
    ${extreme('min')} as "valueMin", ${extreme('max')} as "valueMax", ${sum('cost_nano')} as "costNano",
    ${isSummed ? 'null::bytea' : 'case when a.sketch then r.sketch end'} as sketch,
    ${isSummed ? 'null::bytea' : 'case when a.actors then r.actors end'} as actors
  from json_to_recordset($2::json) as a (place integer, kind text, cut smallint, edges timestamptz[], pieces json, by text[],
    sketch boolean, actors boolean, ${DIMENSIONS.map((dimension) => `${dimension} text[]`).join(', ')})
  cross join lateral json_to_recordset(a.pieces) as p (grain smallint, since timestamptz, until timestamptz)
  cross join lateral (
    select s.id, ${DIMENSIONS.map(key).join(', ')}
    from rollup_series s
    where s.project_id = $1 and s.kind = a.kind and s.cut = a.cut and ${DIMENSIONS.map(isWanted).join(' and ')}
    offset 0
  ) s
  cross join lateral (
    select * from rollups r where r.series_id = s.id and r.grain = p.grain and r.bucket >= p.since and r.bucket < p.until
    offset 0
  ) r
  ${isSummed ? `group by 1, 2, ${DIMENSIONS.map((dimension) => `s.${dimension}`).join(', ')}` : ''}`;
}

const SUMMED = statement('analytics.sums', true);
const WHOLE = statement('analytics.sketches', false);
