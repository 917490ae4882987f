import type {
  Card_MetricFragment as Card,
  Panel_MetricResultFragment as Panel,
  UsageChangesSubscription,
} from '../../graphql/generated.ts';

type Update = UsageChangesSubscription['metricsChanged'];
type Point = Card['series'][number];

/** Measures as of a version. */
export interface Measured {
  version: number;
  results: Panel[];
}

/**
 * What is known after an update: a snapshot takes the place of all, a patch moves its points. Null when the patch was made for another version:
 * something was missed, and all of it has to be asked for.
 */
export function applyUpdate(known: Measured | null, update: Update): Measured | null {
  if (update.isSnapshot) return { version: update.version, results: update.results };
  if (!known || known.version !== update.previousVersion) return null;
  return {
    version: update.version,
    results: known.results.map((result, index) => {
      const patch = update.results[index];
      return patch ? patchResult(result, patch) : result;
    }),
  };
}

/** Those that have the same numbers stay the same objects, so that nothing of theirs is drawn again. */
function patchResult(result: Panel, patch: Panel): Panel {
  const groups = result.groups.map((group) => {
    const changed = patch.groups.find(({ key }) => key === group.key);
    return changed ? { ...group, metric: patchMetric(group.metric, changed.metric) } : group;
  });
  const isKnown = new Set(result.groups.map(({ key }) => key));
  const buckets = result.total.series;
  const added = patch.groups
    .filter(({ key }) => !isKnown.has(key))
    .map((group) => ({ ...group, metric: { ...group.metric, series: fill(buckets, group.metric.series) } }));
  return { ...result, total: patchMetric(result.total, patch.total), groups: [...groups, ...added] };
}

function patchMetric(metric: Card, patch: Card): Card {
  const changed = new Map(patch.series.map((point) => [point.from, point]));
  return {
    ...patch,
    series: metric.series.map((point) => changed.get(point.from) ?? point),
    previous: patch.previous ? { ...patch.previous, series: metric.previous?.series ?? [] } : metric.previous,
  };
}

/** A group that is new has had nothing before. */
function fill(buckets: Point[], points: Point[]): Point[] {
  const known = new Map(points.map((point) => [point.from, point]));
  return buckets.map((bucket) => known.get(bucket.from) ?? { ...bucket, value: null, sampleSize: 0 });
}
