import type { Metric, MetricPoint } from '../../platform/metrics/metric.types.ts';
import type { MetricResult } from './measure.types.ts';

/**
 * What of the results changed: the same results and groups, their values as they are now, their series with the changed points
 * alone. Null when their groups or buckets are others: then all of it is told anew. `hasChanges`: whether anything differs.
 */
export function patchOf(
  before: readonly MetricResult[],
  after: readonly MetricResult[],
): { results: MetricResult[]; hasChanges: boolean } | null {
  let hasChanges = false;
  const patchMetric = (old: Metric, now: Metric): Metric | null => {
    const series = changedPoints(old.series, now.series);
    const previous =
      old.previous && now.previous ? changedPoints(old.previous.series, now.previous.series) : ([] as MetricPoint[]);
    if (!series || !previous || Boolean(old.previous) !== Boolean(now.previous)) return null;
    const isSame = isEqual(old, now) && (!old.previous || !now.previous || isEqual(old.previous, now.previous));
    if (!isSame || series.length > 0 || previous.length > 0) hasChanges = true;
    return { ...now, series, previous: now.previous && { ...now.previous, series: previous } };
  };
  const results: MetricResult[] = [];
  for (const [index, now] of after.entries()) {
    const old = before[index];
    if (!old || old.groups.length !== now.groups.length) return null;
    const total = patchMetric(old.total, now.total);
    const groups = now.groups.map((group, at) => {
      const other = old.groups[at];
      const metric = other && other.key === group.key ? patchMetric(other.metric, group.metric) : null;
      return metric && { ...group, metric };
    });
    const found = groups.filter((group) => group !== null);
    if (!total || found.length < groups.length) return null;
    results.push({ ...now, total, groups: found });
  }
  return { results, hasChanges };
}

interface Valued {
  value: number | null;
  sampleSize: number;
  numerator?: number | null;
  denominator?: number | null;
}

const isEqual = (a: Valued, b: Valued): boolean =>
  a.value === b.value &&
  a.sampleSize === b.sampleSize &&
  a.numerator === b.numerator &&
  a.denominator === b.denominator;

/** Null when the buckets are others. The window compared with grows while its period runs: its last bucket may end later. */
function changedPoints(before: readonly MetricPoint[], after: readonly MetricPoint[]): MetricPoint[] | null {
  if (before.length !== after.length) return null;
  const changed: MetricPoint[] = [];
  for (const [index, point] of after.entries()) {
    const old = before[index] as MetricPoint;
    if (old.from.getTime() !== point.from.getTime()) return null;
    if (!isEqual(old, point) || old.to.getTime() !== point.to.getTime()) changed.push(point);
  }
  return changed;
}
