import { formatBytes, formatCount, formatDuration, formatPlural, formatShortCount } from './format.ts';

/** What a number counts, as the API names it. */
export type MetricUnit =
  | 'COUNT'
  | 'PER_DAY'
  | 'PER_WEEK'
  | 'SECONDS'
  | 'RATIO'
  | 'BYTES'
  | 'NANO_USD'
  | 'NUMBER'
  | 'DAYS'
  | 'SCORE';

/** Which way is better for a number. */
export type Better = 'HIGHER' | 'LOWER' | 'NEITHER';

/** How nothing is written: never as 0. */
export const noData = '–';

const twoDigits = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function formatMoney(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  const size = Math.abs(usd);
  const sign = usd < 0 ? '-' : '';
  if (size >= 10_000) return `${sign}$${formatShortCount(Math.round(size))}`;
  if (size === 0 || size >= 0.1) return `${sign}$${size.toFixed(2)}`;
  return `${sign}$${Number(size.toPrecision(2))}`;
}

function formatRatio(ratio: number): string {
  const percent = ratio * 100;
  return `${Math.abs(percent) < 1 ? twoDigits.format(percent) : oneDigit.format(percent)}%`;
}

const formatLargeCount = (value: number) =>
  Math.abs(value) < 100_000 ? twoDigits.format(value) : `${value < 0 ? '-' : ''}${formatShortCount(Math.abs(value))}`;

/** A value with its unit, short enough for a card: `1m 04s`, `12.5%`, `$0.42`, `3.2 / day`; nothing is `–`. */
export function formatMetric(value: number | null | undefined, unit: MetricUnit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noData;
  switch (unit) {
    case 'SECONDS':
      return value < 0 ? `-${formatDuration(-value * 1_000)}` : formatDuration(value * 1_000);
    case 'RATIO':
      return formatRatio(value);
    case 'BYTES':
      return formatBytes(value);
    case 'NANO_USD':
      return formatMoney(value);
    case 'PER_DAY':
      return `${twoDigits.format(value)} / day`;
    case 'PER_WEEK':
      return `${twoDigits.format(value)} / week`;
    case 'DAYS':
      return `${oneDigit.format(value)} ${value === 1 ? 'day' : 'days'}`;
    case 'SCORE':
      return oneDigit.format(value);
    default:
      return formatLargeCount(value);
  }
}

/** The same for an axis, where the unit stands in the title and room is short. */
export function formatTick(value: number, unit: MetricUnit): string {
  if (unit === 'PER_DAY' || unit === 'PER_WEEK' || unit === 'DAYS') return twoDigits.format(value);
  if (unit === 'COUNT' || unit === 'NUMBER') {
    return Math.abs(value) < 1_000
      ? twoDigits.format(value)
      : formatShortCount(Math.abs(value)).replace(/^/, value < 0 ? '-' : '');
  }
  if (unit === 'SECONDS') return value === 0 ? '0' : formatMetric(value, unit).replace(/ 00[smh]$|\.0(?=s$)/, '');
  return formatMetric(value, unit);
}

/** `from 14 rows`, `from nothing`: what stands behind a value. */
export function formatSample(sampleSize: number): string {
  return sampleSize === 0 ? 'from nothing' : `from ${formatPlural(sampleSize, 'row')}`;
}

/** How a value stands to the one it is compared with. */
export interface MetricChange {
  direction: 'up' | 'down' | 'same';
  /** `up 12.5%`, `down 3 points`, `same`. */
  words: string;
  verdict: 'better' | 'worse' | null;
}

/**
 * The change from `previous` to `value`: relative, and for ratios in percentage points. Null where one of them has no data,
 * or where there is nothing to be relative to.
 */
export function compareMetric(
  value: number | null | undefined,
  previous: number | null | undefined,
  unit: MetricUnit,
  better: Better = 'NEITHER',
): MetricChange | null {
  if (value === null || value === undefined || previous === null || previous === undefined) return null;
  const difference = value - previous;
  if (difference === 0) return { direction: 'same', words: 'same', verdict: null };
  const direction = difference > 0 ? 'up' : 'down';
  const size = Math.abs(difference);
  const isBetter = (direction === 'up') === (better === 'HIGHER');
  const verdict = better === 'NEITHER' ? null : isBetter ? 'better' : 'worse';
  if (unit === 'RATIO') {
    const points = Number((size * 100).toFixed(1));
    return points === 0
      ? { direction: 'same', words: 'same', verdict: null }
      : { direction, words: `${direction} ${formatPlural(points, 'point')}`, verdict };
  }
  if (previous === 0) return { direction, words: `${direction} from ${formatTick(0, unit)}`, verdict };
  const percent = (size / Math.abs(previous)) * 100;
  const words =
    percent >= 1_000
      ? `${direction} ${formatCount(Math.round(percent / 100))}×`
      : `${direction} ${percent < 10 ? oneDigit.format(percent) : Math.round(percent)}%`;
  return { direction, words, verdict };
}
