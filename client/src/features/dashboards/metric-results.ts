import type { DashboardMetricFragment, DashboardResultFragment } from '../../graphql/generated.ts';

export type Result = DashboardResultFragment;
type Metric = DashboardMetricFragment;
type Point = Metric['series'][number];

export interface Update {
  version: number;
  previousVersion: number | null;
  isSnapshot: boolean;
  results: Result[];
}

export interface Known {
  version: number;
  results: Result[];
}

/**
 * What is known after an update: a snapshot replaces it, a patch puts its points in their places. Null when the patch is for
 * another version than what is known: then all of it is asked for again.
 */
export function applyUpdate(known: Known | null, update: Update): Known | null {
  if (update.isSnapshot) return { version: update.version, results: update.results };
  if (!known || update.previousVersion !== known.version || known.results.length !== update.results.length) return null;
  const results = known.results.map((before, index) => patched(before, update.results[index]));
  return results.some((result) => result === null) ? null : { version: update.version, results: results as Result[] };
}

function patched(before: Result, after: Result | undefined): Result | null {
  if (!after || before.groups.length !== after.groups.length) return null;
  const groups = after.groups.map((group, index) => {
    const old = before.groups[index];
    return old?.key === group.key ? { ...group, metric: patchedMetric(old.metric, group.metric) } : null;
  });
  if (groups.some((group) => group === null)) return null;
  return { ...after, total: patchedMetric(before.total, after.total), groups: groups as Result['groups'] };
}

function patchedMetric(before: Metric, after: Metric): Metric {
  return {
    ...after,
    series: patchedPoints(before.series, after.series),
    previous: after.previous && {
      ...after.previous,
      series: patchedPoints(before.previous?.series ?? [], after.previous.series),
    },
  };
}

function patchedPoints(before: Point[], changed: Point[]): Point[] {
  if (changed.length === 0) return before;
  const byFrom = new Map(changed.map((point) => [point.from, point]));
  return before.map((point) => byFrom.get(point.from) ?? point);
}
