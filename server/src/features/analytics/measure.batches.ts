import type { TimeWindow } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import type { Dimension, FactKindName } from '../../platform/facts.ts';
import type { Frame, MeasureQuery } from './measure.input.ts';
import { largest, type Ranking, rankingOf, Series, Sum } from './measure.rules.ts';
import { type Calculation, needsStatuses } from './measures.ts';
import { type AnalyticsStore, OTHER, type RollupRow } from './store.types.ts';

/** A query whose facts are counted by the store. */
export interface FactQuery extends MeasureQuery {
  kind: FactKindName;
  calculation: Calculation;
}

/** Queries that are answered by the same rows, and so by the same statements. */
export interface Batch {
  kind: FactKindName;
  groupBy: Dimension | null;
  top: number;
  ranking: Ranking;
  where: MeasureQuery['where'];
  hasStatuses: boolean;
  sketch: boolean;
  actors: boolean;
}

/** The values of a grouped batch that are shown apart, and those that are counted together. */
export interface Keys {
  top: readonly string[];
  rest: readonly string[];
}

export function isOfFacts(query: MeasureQuery): FactQuery | null {
  const { source } = query.measure;
  return source.from === 'facts' ? { ...query, kind: source.kind, calculation: source.calculation } : null;
}

/**
 * Puts queries together that the same rows answer. Statuses are kept apart from distributions: not every kind's smallest cut has them,
 * and merging the sketches of all places and statuses costs more than a second statement. What needs neither goes along.
 */
export function batchesOf(queries: readonly FactQuery[]): Map<FactQuery, Batch> {
  const batches: Batch[] = [];
  const found = new Map<FactQuery, Batch>();
  const weight = ({ calculation }: FactQuery) => (needsStatuses(calculation) || calculation.how === 'quantile' ? 0 : 1);
  for (const query of [...queries].sort((a, b) => weight(a) - weight(b))) {
    const { calculation } = query;
    const hasStatuses = needsStatuses(calculation);
    const sketch = calculation.how === 'quantile';
    let batch = batches.find(
      (other) => isSame(other, query) && (hasStatuses ? !other.sketch : sketch ? !other.hasStatuses : true),
    );
    if (!batch) {
      const { kind, groupBy, top, where } = query;
      const ranking = rankingOf(calculation);
      batch = { kind, groupBy, top, where, ranking, hasStatuses: false, sketch: false, actors: false };
      batches.push(batch);
    }
    batch.hasStatuses ||= hasStatuses;
    batch.sketch ||= sketch;
    batch.actors ||= calculation.how === 'people';
    found.set(query, batch);
  }
  return found;
}

function isSame(batch: Batch, { kind, groupBy, top, where, calculation }: FactQuery): boolean {
  return (
    batch.kind === kind &&
    batch.groupBy === groupBy &&
    (!groupBy || (batch.top === top && batch.ranking === rankingOf(calculation))) &&
    JSON.stringify(batch.where) === JSON.stringify(where)
  );
}

/** Which values are shown apart: the largest of the first window. Null for a batch without groups. */
export async function chooseKeys(
  ctx: Context,
  store: AnalyticsStore,
  frame: Frame,
  batch: Batch,
  windows: readonly TimeWindow[],
): Promise<Keys | null> {
  if (!batch.groupBy) return null;
  const [first = new Map<string, Sum>(), ...others] = await Promise.all(
    windows.map((window) => sumsByKey(ctx, store, frame, batch, window)),
  );
  return keysFrom(batch, first, others);
}

function keysFrom(batch: Batch, first: ReadonlyMap<string, Sum>, others: readonly ReadonlyMap<string, Sum>[]): Keys {
  const top = largest(first, batch.ranking, batch.top, OTHER);
  const shown = new Set(top);
  const rest = new Set([first, ...others].flatMap((sums) => [...sums.keys()]).filter((key) => !shown.has(key)));
  return { top, rest: [...rest].sort() };
}

/** The same from rows by bucket that have every value of the batch's dimension. */
export function keysOf(batch: Batch, rows: readonly RollupRow[], others: readonly RollupRow[]): Keys {
  return keysFrom(batch, sumsOf(batch, rows), [sumsOf(batch, others)]);
}

function sumsOf({ groupBy }: Batch, rows: readonly RollupRow[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = (groupBy && row.keys[groupBy]) ?? '';
    const sum = sums.get(key) ?? new Sum();
    sums.set(key, sum);
    // What groups are ordered by is neither in sketches nor in actors, and merging those is most of the work.
    sum.add({ ...row, sketch: null, actors: null });
  }
  return sums;
}

/** Rows of values that are not shown apart become those of {@link OTHER}. */
export function withOthers({ groupBy }: Batch, { rest }: Keys, rows: readonly RollupRow[]): RollupRow[] {
  const hidden = new Set(rest);
  return rows.map((row) =>
    groupBy && hidden.has(row.keys[groupBy] ?? '') ? { ...row, keys: { ...row.keys, [groupBy]: OTHER } } : row,
  );
}

/** What there is of each value of the batch's dimension; without distributions, so that it is one small statement. */
export async function sumsByKey(
  ctx: Context,
  store: AnalyticsStore,
  { projectId, zone }: Frame,
  batch: Batch,
  window: TimeWindow,
): Promise<Map<string, Sum>> {
  if (!batch.groupBy) return new Map();
  const { kind, groupBy, where } = batch;
  const { from, to } = window;
  const rows = await store.read(ctx, {
    projectId,
    kind,
    from,
    to,
    zone,
    interval: null,
    groupBy: [groupBy],
    where,
    parts: {},
  });
  return sumsOf(batch, rows);
}

/** The rows of a batch by bucket; of a grouped one those of the top keys, and those of all others together as `(other)`. */
export async function readRows(
  ctx: Context,
  store: AnalyticsStore,
  { projectId, zone, interval }: Frame,
  batch: Batch,
  { from, to }: TimeWindow,
  keys: Keys | null,
): Promise<RollupRow[]> {
  const { kind, groupBy, where, sketch, actors } = batch;
  const statuses: Dimension[] = batch.hasStatuses && groupBy !== 'status' ? ['status'] : [];
  const request = { projectId, kind, from, to, zone, interval, parts: { sketch, actors } };
  if (!groupBy || !keys)
    return store.read(ctx, { ...request, groupBy: groupBy ? [groupBy, ...statuses] : statuses, where });
  const [shown, others] = await Promise.all([
    keys.top.length === 0
      ? []
      : store.read(ctx, { ...request, groupBy: [groupBy, ...statuses], where: { ...where, [groupBy]: keys.top } }),
    keys.rest.length === 0
      ? []
      : store.read(ctx, { ...request, groupBy: statuses, where: { ...where, [groupBy]: keys.rest } }),
  ]);
  return [...shown, ...others.map((row) => ({ ...row, keys: { ...row.keys, [groupBy]: OTHER } }))];
}

/** Rows added up: all together, and by group. */
export interface Counted {
  total: Series;
  groups: ReadonlyMap<string, Series>;
}

export function countRows(batch: Batch, rows: readonly RollupRow[]): Counted {
  const total = new Series();
  const groups = new Map<string, Series>();
  for (const row of rows) {
    total.add(row);
    if (!batch.groupBy) continue;
    const key = row.keys[batch.groupBy] ?? '';
    const group = groups.get(key) ?? new Series();
    groups.set(key, group);
    group.add(row);
  }
  return { total, groups };
}
