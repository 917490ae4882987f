import type { Interval, TimeWindow } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import type { MetricUnit } from '../../platform/metrics/metric.types.ts';
import { listMeasures, measure } from '../analytics/measure.service.ts';
import type { Combine, Point } from './alert.rules.ts';

/** What alerts must know of a measure. */
export interface WatchedMeasure {
  key: string;
  title: string;
  unit: MetricUnit;
  /** `SERVICE`, `ENVIRONMENT`, `NAME`, `STATUS`. */
  dimensions: readonly string[];
  isLowerBetter: boolean;
  combine: Combine;
}

const SUMS = /\.(count|time|failures|cost|sum|missed|refused)$/;
const MEANS = /\.(success_rate|error_rate|retry_rate|change_fail_rate|rework_rate|average)$/;

/** How windows are put together from buckets. Quantiles and counts of different people can't be. */
const combineOf = (key: string): Combine => (SUMS.test(key) ? 'SUM' : MEANS.test(key) ? 'MEAN' : 'NONE');

/** Titles stand under their group elsewhere; here each stands alone. */
const titleOf = ({ title, group }: { title: string; group: string }) =>
  title.toLowerCase().includes(group.toLowerCase().replace(/s$/, '')) ? title : `${group}: ${lowerFirst(title)}`;
const lowerFirst = (text: string) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

const MEASURES = new Map(listMeasures().map((found) => [found.key, found]));

/** The measure of this key, or null. */
export function watchedMeasure(key: string): WatchedMeasure | null {
  const found = MEASURES.get(key);
  if (!found) return null;
  return {
    key,
    title: titleOf(found),
    unit: found.unit,
    dimensions: found.dimensions,
    isLowerBetter: found.better === 'LOWER',
    combine: combineOf(key),
  };
}

interface Selection {
  measure: string;
  serviceIds: string[] | null;
  environmentIds: string[] | null;
  names: string[] | null;
  statuses: string[] | null;
}

/** The measure in each bucket of a window, in order. Where nothing was counted there is no value, not even of a count. */
export async function measureSeries(
  ctx: Context,
  projectId: string,
  { measure: key, serviceIds, environmentIds, names, statuses }: Selection,
  { from, to, interval }: TimeWindow & { interval: Interval },
): Promise<Point[]> {
  const selected = { measure: key, serviceIds, environmentIds, names, statuses };
  const { results } = await measure(ctx, projectId, { from, to, interval, queries: [selected] });
  return (results[0]?.total.series ?? []).map((point) => ({
    from: point.from.getTime(),
    to: point.to.getTime(),
    value: point.sampleSize === 0 ? null : point.value,
    sampleSize: point.sampleSize,
  }));
}
