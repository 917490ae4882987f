import { type Bucket, bucketStart, daysIn, localDate, type TimeWindow } from '../../lib/calendar.ts';
import type { ComparisonInput } from '../../platform/metrics/metric.types.ts';

/** Times in ms since 1970. A production deployment that went live and has ended. */
export interface DeployedRow {
  id: string;
  at: number;
  serviceId: string;
  environmentId: string;
  isSuccess: boolean;
  /** A rollback, or a hotfix: made because production failed. */
  isRework: boolean;
}

/** A change in the first deployment that brought it: to the scope, to its service there, to its environment. */
export interface ChangeRow {
  deploymentId: string;
  at: number;
  serviceId: string;
  environmentId: string;
  reference: string;
  authoredAt: number;
  isFirst: boolean;
  isFirstOfService: boolean;
  isFirstOfEnvironment: boolean;
}

/** An incident that is no duplicate. */
export interface IncidentRow {
  id: string;
  detectedAt: number;
  resolvedAt: number | null;
  serviceId: string | null;
  environmentId: string | null;
  deploymentId: string | null;
}

export interface DeliveryRows {
  /** By their end. */
  deployments: readonly DeployedRow[];
  changes: readonly ChangeRow[];
  /** What those deployments caused. */
  failures: readonly IncidentRow[];
  /** All that were detected in the window, whatever caused them. */
  incidents: readonly IncidentRow[];
}
export type RowKind = keyof DeliveryRows;

/** One thing that a metric is counted from: of how much, and when it counts. */
export interface Sample {
  /** Of the deployment or incident behind it. */
  subjectId: string;
  /** Of a change: which. */
  reference?: string;
  at: number;
  /** Seconds, or 1 for what counts above the line of a quotient. */
  value: number;
  /** 0 for what doesn't count below the line. */
  weight: number;
}

/** What all of it, a service or an environment is measured by. */
export interface Group {
  by: 'scope' | 'service' | 'environment';
  id: string | null;
}
export const WHOLE: Group = { by: 'scope', id: null };

export type How =
  | 'PER_DAY'
  | 'DAYS_PER_WEEK'
  | 'MEDIAN_DAYS_PER_WEEK'
  | 'MEDIAN'
  | 'LOWER_MEDIAN'
  | 'P90'
  | 'P95'
  | 'MEAN'
  | 'RATIO';

/** A value with what it was counted from. */
export interface Counted {
  value: number | null;
  sampleSize: number;
  numerator: number | null;
  denominator: number | null;
}

const NOTHING: Counted = { value: null, sampleSize: 0, numerator: null, denominator: null };

/** The quantile between the two nearest values, as `percentile_cont` has it; `sorted` ascending. Null for none. */
export function quantile(sorted: readonly number[], q: number): number | null {
  if (sorted.length === 0) return null;
  const place = q * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return low + (high - low) * (place - Math.floor(place));
}

/** The middle value, of two the lower: the largest whose percent rank is at most a half. */
export const lowerMedian = (sorted: readonly number[]): number | null =>
  sorted[Math.floor((sorted.length - 1) / 2)] ?? null;

/** Of a window that is still running, the part that has passed; null before it begins. */
function elapsed({ from, to }: TimeWindow, now: Date): TimeWindow | null {
  const end = now < to ? now : to;
  return end > from ? { from, to: end } : null;
}

/**
 * One number of samples within a window. `hasAny`: whether there are samples in all of the series, so that none in this bucket is a
 * count of 0 and not an absence of data.
 */
export function count(
  how: How,
  samples: readonly Sample[],
  window: TimeWindow,
  given: { zone: string; now: Date; hasAny: boolean },
): Counted {
  const { zone, now, hasAny } = given;
  if (how === 'PER_DAY' || how === 'DAYS_PER_WEEK' || how === 'MEDIAN_DAYS_PER_WEEK') {
    const passed = elapsed(window, now);
    if (!passed || !hasAny) return NOTHING;
    return countPerTime(how, samples, passed, zone);
  }
  if (samples.length === 0) return NOTHING;
  if (how === 'RATIO') {
    const numerator = samples.reduce((sum, { value }) => sum + value, 0);
    const denominator = samples.reduce((sum, { weight }) => sum + weight, 0);
    if (denominator === 0) return NOTHING;
    return { value: numerator / denominator, sampleSize: denominator, numerator, denominator };
  }
  const values = samples.map(({ value }) => value).sort((a, b) => a - b);
  return { ...NOTHING, value: statistic(how, values), sampleSize: values.length };
}

function statistic(how: 'MEDIAN' | 'LOWER_MEDIAN' | 'P90' | 'P95' | 'MEAN', sorted: readonly number[]): number | null {
  if (how === 'MEAN') return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  if (how === 'LOWER_MEDIAN') return lowerMedian(sorted);
  return quantile(sorted, { MEDIAN: 0.5, P90: 0.9, P95: 0.95 }[how]);
}

function countPerTime(
  how: 'PER_DAY' | 'DAYS_PER_WEEK' | 'MEDIAN_DAYS_PER_WEEK',
  samples: readonly Sample[],
  passed: TimeWindow,
  zone: string,
): Counted {
  const sampleSize = samples.length;
  const days = daysIn(passed, zone);
  if (how === 'PER_DAY') return { value: sampleSize / days, sampleSize, numerator: sampleSize, denominator: days };
  const dates = new Map(samples.map(({ at }) => [localDate(new Date(at), zone), at]));
  if (how === 'DAYS_PER_WEEK') {
    const weeks = days / 7;
    return { value: dates.size / weeks, sampleSize, numerator: dates.size, denominator: weeks };
  }
  const byWeek = new Map<number, number>();
  for (let from = passed.from; from < passed.to; ) {
    const week = bucketStart(from, 'WEEK', zone);
    byWeek.set(week.getTime(), 0);
    // A week has at most 169 hours.
    from = bucketStart(new Date(week.getTime() + 180 * 3_600_000), 'WEEK', zone);
  }
  for (const at of dates.values()) {
    const week = bucketStart(new Date(at), 'WEEK', zone).getTime();
    byWeek.set(week, (byWeek.get(week) ?? 0) + 1);
  }
  const counts = [...byWeek.values()].sort((a, b) => a - b);
  return { ...NOTHING, value: lowerMedian(counts), sampleSize };
}

/** Samples by bucket; both in order of time. What lies in none is left out. */
export function splitByBucket(samples: readonly Sample[], buckets: readonly Bucket[]): Sample[][] {
  const split: Sample[][] = buckets.map(() => []);
  let index = 0;
  for (const sample of samples) {
    while (index < buckets.length && sample.at >= (buckets[index] as Bucket).to.getTime()) index += 1;
    const bucket = buckets[index];
    if (!bucket) break;
    if (sample.at >= bucket.from.getTime()) split[index]?.push(sample);
  }
  return split;
}

type Band = 'ELITE' | 'HIGH' | 'MEDIUM' | 'LOW';
/** Limits of the bands: at least, or at most, so much. Frequencies a day, times in seconds. Of DORA's report of 2023. */
const BANDS: Record<string, { isMore: boolean; limits: readonly [number, number, number] }> = {
  'delivery.deployment_frequency': { isMore: true, limits: [1, 1 / 7, 1 / 30] },
  'delivery.lead_time': { isMore: false, limits: [86_400, 7 * 86_400, 30 * 86_400] },
  'delivery.change_fail_rate': { isMore: false, limits: [0.05, 0.1, 0.15] },
  'delivery.recovery_time': { isMore: false, limits: [3_600, 86_400, 7 * 86_400] },
};

/** The band of a value; null for none. */
export function bandOf(key: string, value: number | null): Band | null {
  const band = BANDS[key];
  if (!band || value === null) return null;
  const index = band.limits.findIndex((limit) => (band.isMore ? value >= limit : value <= limit));
  return (['ELITE', 'HIGH', 'MEDIUM'] as const)[index] ?? 'LOW';
}

/** The window to compare with, or what is wrong with what was asked for. */
export function comparisonProblem(compare: ComparisonInput | null | undefined): string | null {
  if (!compare) return null;
  if (compare.with !== 'CUSTOM') return compare.from || compare.to ? 'Only CUSTOM has a window of its own.' : null;
  if (!compare.from || !compare.to) return 'Say from when to when to compare with.';
  return compare.from < compare.to ? null : 'A window ends after it begins.';
}
