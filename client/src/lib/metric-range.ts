import { writeParams } from './url-filters.ts';
import { type CalendarDay, dayIn, formatDay, offsetMsAt, parseDay, startOfDayIn } from './zoned-time.ts';

/** The length of a bucket, as the API names it. */
export type MetricInterval = 'QUARTER_HOUR' | 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER';
/** What a window is compared with, as the API names it. */
export type ComparisonKind = 'PREVIOUS_PERIOD' | 'LAST_YEAR' | 'MATCHED_WEEKDAYS' | 'CUSTOM';
export type RangeName = '24h' | '7d' | '30d' | '90d' | 'week' | 'month' | 'quarter' | 'custom';

/** What is chosen, as it stands in the URL. Days are of the project's calendar, the last one included. */
export interface MetricRange {
  name: RangeName;
  since: CalendarDay | null;
  until: CalendarDay | null;
  /** Null: fits the range by itself. */
  interval: MetricInterval | null;
  comparison: ComparisonKind | null;
  comparedSince: CalendarDay | null;
  comparedUntil: CalendarDay | null;
}

/** What a choice means now: a half-open window in UTC, as queries take it. */
export interface MetricWindow {
  from: string;
  to: string;
  interval: MetricInterval;
  compare: { with: ComparisonKind; from?: string; to?: string } | null;
  /** Whether time is inside of it, so that its numbers still move. */
  isRunning: boolean;
}

export const rangeNames: ReadonlyArray<{ name: RangeName; label: string }> = [
  { name: '24h', label: 'Last 24 hours' },
  { name: '7d', label: 'Last 7 days' },
  { name: '30d', label: 'Last 30 days' },
  { name: '90d', label: 'Last 90 days' },
  { name: 'week', label: 'This week' },
  { name: 'month', label: 'This month' },
  { name: 'quarter', label: 'This quarter' },
  { name: 'custom', label: 'Chosen days' },
];

export const intervalNames: ReadonlyArray<{ interval: MetricInterval; label: string; approximateMs: number }> = [
  { interval: 'QUARTER_HOUR', label: '15 minutes', approximateMs: 900_000 },
  { interval: 'HOUR', label: 'Hours', approximateMs: 3_600_000 },
  { interval: 'DAY', label: 'Days', approximateMs: 86_400_000 },
  { interval: 'WEEK', label: 'Weeks', approximateMs: 7 * 86_400_000 },
  { interval: 'MONTH', label: 'Months', approximateMs: 30 * 86_400_000 },
  { interval: 'QUARTER', label: 'Quarters', approximateMs: 91 * 86_400_000 },
];

export const comparisonNames: ReadonlyArray<{ comparison: ComparisonKind; label: string }> = [
  { comparison: 'PREVIOUS_PERIOD', label: 'Previous period' },
  { comparison: 'LAST_YEAR', label: 'Same dates last year' },
  { comparison: 'MATCHED_WEEKDAYS', label: 'Same weekdays before' },
  { comparison: 'CUSTOM', label: 'Chosen days' },
];

const comparisonsInUrl: Record<string, ComparisonKind> = {
  previous: 'PREVIOUS_PERIOD',
  year: 'LAST_YEAR',
  weekdays: 'MATCHED_WEEKDAYS',
  custom: 'CUSTOM',
};
const dayMs = 86_400_000;
const mostBuckets = 1_000;

/** Reads the choice from a URL: what it doesn't understand is as if it weren't there. */
export function readRange(params: URLSearchParams, fallback: RangeName = '30d'): MetricRange {
  const wanted = params.get('range');
  const known = rangeNames.find(({ name }) => name === wanted)?.name ?? fallback;
  const since = parseDay(params.get('since'));
  const until = parseDay(params.get('until'));
  const isWhole = since !== null && until !== null && formatDay(since) <= formatDay(until);
  const name = known === 'custom' && !isWhole ? fallback : known;
  const interval = params.get('interval')?.toUpperCase().replaceAll('-', '_');
  const comparison = comparisonsInUrl[params.get('compare') ?? ''] ?? null;
  const comparedSince = parseDay(params.get('compareSince'));
  const comparedUntil = parseDay(params.get('compareUntil'));
  const isComparisonWhole =
    comparedSince !== null && comparedUntil !== null && formatDay(comparedSince) <= formatDay(comparedUntil);
  return {
    name,
    since: name === 'custom' ? since : null,
    until: name === 'custom' ? until : null,
    interval: intervalNames.find((each) => each.interval === interval)?.interval ?? null,
    comparison: comparison === 'CUSTOM' && !isComparisonWhole ? null : comparison,
    comparedSince: comparison === 'CUSTOM' && isComparisonWhole ? comparedSince : null,
    comparedUntil: comparison === 'CUSTOM' && isComparisonWhole ? comparedUntil : null,
  };
}

/** Writes the choice into a URL and leaves everything else there. The fallback leaves no trace. */
export function writeRange(params: URLSearchParams, range: MetricRange, fallback: RangeName = '30d'): URLSearchParams {
  const day = (value: CalendarDay | null) => (value ? formatDay(value) : '');
  const compare = Object.entries(comparisonsInUrl).find(([, kind]) => kind === range.comparison)?.[0] ?? '';
  return writeParams(params, {
    range: range.name === fallback ? '' : range.name,
    since: range.name === 'custom' ? day(range.since) : '',
    until: range.name === 'custom' ? day(range.until) : '',
    interval: range.interval?.toLowerCase().replaceAll('_', '-') ?? '',
    compare,
    compareSince: range.comparison === 'CUSTOM' ? day(range.comparedSince) : '',
    compareUntil: range.comparison === 'CUSTOM' ? day(range.comparedUntil) : '',
  });
}

/** The intervals that a window of this length can be cut into: two buckets at least, a thousand at most. */
export function intervalsFor(lengthMs: number): MetricInterval[] {
  const fitting = intervalNames.filter(
    ({ approximateMs }) => lengthMs / approximateMs <= mostBuckets && lengthMs / approximateMs >= 1,
  );
  return fitting.map(({ interval }) => interval);
}

function defaultInterval(lengthMs: number): MetricInterval {
  if (lengthMs <= 2 * dayMs) return 'HOUR';
  if (lengthMs <= 100 * dayMs) return 'DAY';
  if (lengthMs <= 500 * dayMs) return 'WEEK';
  return lengthMs <= 1_500 * dayMs ? 'MONTH' : 'QUARTER';
}

/**
 * The window of a choice at an instant. Presets end with the hour or day that runs, so that it is part of them; a window asked for twice in the
 * same hour is the same.
 */
export function windowOf(range: MetricRange, zone: string, now: Date): MetricWindow {
  const [from, to] = endsOf(range, zone, now);
  const lengthMs = to.getTime() - from.getTime();
  const interval =
    range.interval && intervalsFor(lengthMs).includes(range.interval) ? range.interval : defaultInterval(lengthMs);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    interval,
    compare: comparisonOf(range, zone),
    isRunning: from <= now && now < to,
  };
}

function endsOf(range: MetricRange, zone: string, now: Date): [from: Date, to: Date] {
  const today = dayIn(now, zone);
  const dayFrom = (day: CalendarDay, plus = 0) => startOfDayIn({ ...day, day: day.day + plus }, zone);
  const endOfToday = dayFrom(today, 1);
  switch (range.name) {
    case '24h': {
      // Hours of the zone's clock: some zones stand at half or three quarters of one.
      const offsetMs = offsetMsAt(now, zone);
      const endOfHour = Math.floor((now.getTime() + offsetMs) / 3_600_000 + 1) * 3_600_000 - offsetMs;
      return [new Date(endOfHour - dayMs), new Date(endOfHour)];
    }
    case '7d':
    case '30d':
    case '90d':
      return [dayFrom(today, 1 - Number.parseInt(range.name, 10)), endOfToday];
    case 'week': {
      const weekday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
      return [dayFrom(today, -((weekday + 6) % 7)), endOfToday];
    }
    case 'month':
      return [startOfDayIn({ ...today, day: 1 }, zone), endOfToday];
    case 'quarter':
      return [startOfDayIn({ ...today, month: today.month - ((today.month - 1) % 3), day: 1 }, zone), endOfToday];
    default:
      return [dayFrom(range.since ?? today), dayFrom(range.until ?? today, 1)];
  }
}

function comparisonOf(
  { comparison, comparedSince, comparedUntil }: MetricRange,
  zone: string,
): MetricWindow['compare'] {
  if (!comparison) return null;
  if (comparison !== 'CUSTOM' || !comparedSince || !comparedUntil) return { with: comparison };
  return {
    with: comparison,
    from: startOfDayIn(comparedSince, zone).toISOString(),
    to: startOfDayIn({ ...comparedUntil, day: comparedUntil.day + 1 }, zone).toISOString(),
  };
}
