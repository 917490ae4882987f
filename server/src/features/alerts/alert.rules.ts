import type { Interval } from '../../lib/calendar.ts';
import { wallOf } from '../../lib/zones.ts';

/** A measure in one bucket, times in ms. */
export interface Point {
  from: number;
  to: number;
  /** Null where there is nothing to count from. */
  value: number | null;
  sampleSize: number;
}

/** How buckets become one window: added up, averaged by what they were counted from, or not at all (quantiles). */
export type Combine = 'SUM' | 'MEAN' | 'NONE';

/** How often a rule may look; each look is at the end of such a bucket. */
export const EVERY = { 15: 'QUARTER_HOUR', 60: 'HOUR', 1440: 'DAY' } as const satisfies Record<number, Interval>;
export type EveryMinutes = keyof typeof EVERY;

export type Direction = 'ABOVE' | 'BELOW' | 'EITHER';
export type BurnLevel = 'FAST' | 'MEDIUM' | 'SLOW';

export type Condition =
  | { kind: 'THRESHOLD'; direction: 'ABOVE' | 'BELOW'; threshold: number }
  /** `threshold` in percent. */
  | { kind: 'CHANGE'; direction: Direction; threshold: number; baseline: 'PREVIOUS_WINDOW' | 'SAME_WEEKDAY' }
  /** `threshold` is a robust z, among the last `sampleCount` windows. */
  | { kind: 'ANOMALY'; direction: Direction; threshold: number; sampleCount: number }
  /** The same among the same times of the last `weeks` weeks. */
  | { kind: 'SEASONAL'; direction: Direction; threshold: number; weeks: number }
  /** `objective`: which part is to be good, such as 0.999. */
  | { kind: 'BURN_RATE'; objective: number; levels: BurnLevel[] }
  | { kind: 'MISSING' };

/**
 * Two windows for each level, in minutes: the long one says that it matters, the short one that it still goes on. From “Alerting on
 * SLOs” of the SRE workbook: 2 % of a 30-day budget in an hour, 5 % in six, 10 % in three days.
 */
export const BURN_LEVELS: Record<BurnLevel, { factor: number; longMinutes: number; shortMinutes: number }> = {
  FAST: { factor: 14.4, longMinutes: 60, shortMinutes: 5 },
  MEDIUM: { factor: 6, longMinutes: 360, shortMinutes: 30 },
  SLOW: { factor: 1, longMinutes: 4320, shortMinutes: 360 },
};

/** What is asked at the end of each bucket. */
export interface Question {
  condition: Condition;
  /** How many buckets the window has. */
  windowCount: number;
  everyMinutes: EveryMinutes;
  /** A window counted from fewer says nothing. */
  minimumSampleSize: number;
  combine: Combine;
  /** Whether less of the measure is better, of a rate: whether it counts what failed. */
  isLowerBetter: boolean;
  zone: string;
}

/** The answer at the end of a window; times in ms. */
export interface Evaluation {
  from: number;
  to: number;
  value: number | null;
  /** The limit at that moment in the measure's unit; null where it has none. */
  threshold: number | null;
  /** How far it is: percent, robust z, or how many times too fast the budget goes; null where that is the value itself. */
  score: number | null;
  sampleSize: number;
  /** Null: it can't be said, for lack of data. */
  isMet: boolean | null;
}

/**
 * What lies in the last minutes before the end of a bucket, by that end in ms: for windows shorter than a bucket. Where it is not
 * known the whole bucket stands for it.
 */
export type ShortWindows = ReadonlyMap<number, { value: number | null; sampleSize: number }>;

interface Window {
  value: number | null;
  sampleSize: number;
}

/** At least so many, else there is nothing to be robust about. */
const FEWEST_SAMPLES = 5;
const FEWEST_WEEKS = 3;
/** Makes the MAD of normally distributed values their standard deviation, and the mean absolute deviation so: Iglewicz and Hoaglin, 1993. */
const MAD_SCALE = 0.6745;
const MEAN_SCALE = 1.253314;
const WEEK_MS = 7 * 86_400_000;

/** How many buckets before the last one a question looks at, that one included. */
export function bucketsNeeded({ condition, windowCount, everyMinutes }: Question): number {
  const week = (7 * 1440) / everyMinutes;
  // An hour more where clocks were changed in between.
  const slack = everyMinutes === 1440 ? 1 : 120 / everyMinutes;
  switch (condition.kind) {
    case 'CHANGE':
      return condition.baseline === 'PREVIOUS_WINDOW' ? 2 * windowCount : windowCount + week + slack;
    case 'ANOMALY':
      return windowCount * condition.sampleCount;
    case 'SEASONAL':
      return windowCount + week * condition.weeks + slack;
    case 'BURN_RATE':
      return longestBurn(condition.levels) / everyMinutes;
    default:
      return windowCount;
  }
}

const longestBurn = (levels: readonly BurnLevel[]) =>
  Math.max(0, ...levels.map((level) => BURN_LEVELS[level].longMinutes));

/** Asks at the end of each point from `first` on. `points` are in order and without gaps. Pure: alerts and back-tests ask the same. */
export function evaluate(
  question: Question,
  points: readonly Point[],
  first = 0,
  shortWindows?: ShortWindows,
): Evaluation[] {
  const series = seriesOf(question, points);
  const answers: Evaluation[] = [];
  for (let index = first; index < points.length; index += 1)
    answers.push(evaluateAt(question, points, series, index, shortWindows));
  return answers;
}

interface Series {
  /** The window that ends with each point; null where the points don't reach back far enough. */
  windows: (Window | null)[];
  /** Where the point of a local time is. */
  byWall: Map<number, number> | null;
  walls: number[] | null;
}

function seriesOf({ condition, windowCount, combine, zone }: Question, points: readonly Point[]): Series {
  const windows = points.map((_, index) => windowOf(points, index, windowCount, combine));
  if (condition.kind !== 'SEASONAL' && condition.kind !== 'CHANGE') return { windows, byWall: null, walls: null };
  const walls = points.map((point) => wallOf(point.from, zone));
  // Where clocks show a time twice, the first counts.
  const byWall = new Map<number, number>();
  for (const [index, wall] of walls.entries()) if (!byWall.has(wall)) byWall.set(wall, index);
  return { windows, byWall, walls };
}

/** The last `count` points up to `index` as one. */
export function windowOf(points: readonly Point[], index: number, count: number, combine: Combine): Window | null {
  if (index - count + 1 < 0) return null;
  let [sum, weight, sampleSize] = [0, 0, 0];
  let hasValue = false;
  for (let at = index - count + 1; at <= index; at += 1) {
    const point = points[at] as Point;
    sampleSize += point.sampleSize;
    if (point.value === null) continue;
    hasValue = true;
    sum += combine === 'MEAN' ? point.value * point.sampleSize : point.value;
    weight += point.sampleSize;
  }
  if (combine === 'NONE' && count > 1) return { value: null, sampleSize };
  if (!hasValue) return { value: null, sampleSize };
  if (combine === 'MEAN' && count > 1) return { value: weight > 0 ? sum / weight : null, sampleSize };
  return { value: combine === 'MEAN' ? (points[index] as Point).value : sum, sampleSize };
}

function evaluateAt(
  question: Question,
  points: readonly Point[],
  series: Series,
  index: number,
  shortWindows: ShortWindows | undefined,
): Evaluation {
  const { condition, windowCount } = question;
  const window = series.windows[index] ?? { value: null, sampleSize: 0 };
  const start = points[Math.max(0, index - windowCount + 1)] as Point;
  const answer: Evaluation = {
    from: start.from,
    to: (points[index] as Point).to,
    value: window.value,
    threshold: null,
    score: null,
    sampleSize: window.sampleSize,
    isMet: null,
  };
  if (condition.kind === 'MISSING')
    return series.windows[index] ? { ...answer, isMet: window.sampleSize === 0 } : answer;
  if (condition.kind === 'BURN_RATE')
    return { ...answer, ...burnRate(question, condition, points, index, shortWindows) };
  if (window.value === null && series.windows[index] && isSurelyNotAbove(question)) return { ...answer, isMet: false };
  if (window.value === null || window.sampleSize < question.minimumSampleSize) return answer;
  switch (condition.kind) {
    case 'THRESHOLD':
      return { ...answer, threshold: condition.threshold, isMet: isBeyond(window.value, condition) };
    case 'CHANGE':
      return { ...answer, ...change(window.value, baselineAt(series, index, windowCount, condition), condition) };
    default:
      return { ...answer, ...outlier(window.value, samplesAt(series, index, windowCount, condition), condition) };
  }
}

/** Nothing at all is no number, but of what is counted it is not more than a limit: a count of failures ends so. */
const isSurelyNotAbove = ({ condition, combine }: Question) =>
  condition.kind === 'THRESHOLD' && condition.direction === 'ABOVE' && condition.threshold >= 0 && combine === 'SUM';

type Limit = { direction: Direction; threshold: number };

function isBeyond(value: number, { direction, threshold }: Limit): boolean {
  if (direction === 'ABOVE') return value > threshold;
  if (direction === 'BELOW') return value < threshold;
  return Math.abs(value) > threshold;
}

function baselineAt(
  { windows, byWall, walls }: Series,
  index: number,
  windowCount: number,
  { baseline }: Extract<Condition, { kind: 'CHANGE' }>,
): number | null {
  if (baseline === 'PREVIOUS_WINDOW') return windows[index - windowCount]?.value ?? null;
  const before = byWall?.get((walls?.[index] ?? 0) - WEEK_MS);
  return before === undefined ? null : (windows[before]?.value ?? null);
}

type Verdict = Pick<Evaluation, 'threshold' | 'score' | 'isMet'>;
const UNKNOWN: Verdict = { threshold: null, score: null, isMet: null };

/** By how many percent it changed. From nothing there are no percent. */
function change(value: number, base: number | null, limit: Limit): Verdict {
  if (base === null || base === 0) return UNKNOWN;
  const score = ((value - base) / Math.abs(base)) * 100;
  const signed = limit.direction === 'BELOW' ? -score : limit.direction === 'EITHER' ? Math.abs(score) : score;
  const isUp = limit.direction === 'ABOVE' || (limit.direction === 'EITHER' && score >= 0);
  const distance = (Math.abs(base) * limit.threshold) / 100;
  return { score, threshold: isUp ? base + distance : base - distance, isMet: signed > limit.threshold };
}

/** This window among those it is compared with, itself the last. */
function samplesAt(
  { windows, byWall, walls }: Series,
  index: number,
  windowCount: number,
  condition: Extract<Condition, { kind: 'ANOMALY' | 'SEASONAL' }>,
): number[] | null {
  const samples: number[] = [];
  const add = (at: number | undefined) => {
    const value = at === undefined ? null : windows[at]?.value;
    if (value != null) samples.unshift(value);
  };
  if (condition.kind === 'ANOMALY') {
    for (let back = 0; back < condition.sampleCount; back += 1) add(index - back * windowCount);
    return samples.length >= Math.min(FEWEST_SAMPLES, condition.sampleCount) ? samples : null;
  }
  for (let week = 0; week <= condition.weeks; week += 1) add(byWall?.get((walls?.[index] ?? 0) - week * WEEK_MS));
  return samples.length > FEWEST_WEEKS ? samples : null;
}

function outlier(value: number, samples: number[] | null, limit: Limit): Verdict {
  if (!samples) return UNKNOWN;
  const { center, scale } = robustScale(samples);
  const score = scale === 0 ? 0 : (value - center) / scale;
  const signed = limit.direction === 'BELOW' ? -score : limit.direction === 'EITHER' ? Math.abs(score) : score;
  const isUp = limit.direction === 'ABOVE' || (limit.direction === 'EITHER' && score >= 0);
  const distance = limit.threshold * scale;
  return { score, threshold: isUp ? center + distance : center - distance, isMet: signed > limit.threshold };
}

/** The median of numbers, of which there must be one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * How far the last of `samples` is from the middle of all, in robust standard deviations: 0.6745 · (x − median) / MAD. Where more
 * than half are the same the MAD is 0, and the mean absolute deviation takes its place; where all are, nothing is far: 0.
 */
export function robustZ(samples: readonly number[]): number {
  const { center, scale } = robustScale(samples);
  return scale === 0 ? 0 : ((samples.at(-1) ?? Number.NaN) - center) / scale;
}

function robustScale(samples: readonly number[]): { center: number; scale: number } {
  const center = median(samples);
  const deviations = samples.map((value) => Math.abs(value - center));
  const mad = median(deviations);
  if (mad > 0) return { center, scale: mad / MAD_SCALE };
  const mean = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
  return { center, scale: mean * MEAN_SCALE };
}

/**
 * The level whose budget goes fastest, measured by its factor. Met when both of a level's windows are beyond its factor. Without a
 * single request in a window nothing is lost in it.
 */
function burnRate(
  { everyMinutes, isLowerBetter, minimumSampleSize }: Question,
  { objective, levels }: Extract<Condition, { kind: 'BURN_RATE' }>,
  points: readonly Point[],
  index: number,
  shortWindows: ShortWindows | undefined,
): Partial<Evaluation> {
  const budget = Number((1 - objective).toPrecision(12));
  const burnOf = (window: Window | null | undefined) =>
    window?.value == null ? null : (isLowerBetter ? window.value : 1 - window.value) / budget;
  const end = (points[index] as Point).to;
  const inOrder = (Object.keys(BURN_LEVELS) as BurnLevel[]).filter((level) => levels.includes(level));
  const found = inOrder.flatMap((level) => {
    const { factor, longMinutes, shortMinutes } = BURN_LEVELS[level];
    const count = longMinutes / everyMinutes;
    // What was before the first point is not known: a young series begins with a shorter window.
    const long = windowOf(points, index, Math.min(count, index + 1), 'MEAN');
    const short =
      shortMinutes < everyMinutes
        ? (shortWindows?.get(end) ?? windowOf(points, index, 1, 'MEAN'))
        : windowOf(points, index, Math.min(shortMinutes / everyMinutes, index + 1), 'MEAN');
    const burn = burnOf(long);
    if (!long || burn === null || long.sampleSize < minimumSampleSize) return [];
    const isMet = burn > factor && (burnOf(short) ?? 0) > factor;
    const from = (points[Math.max(0, index - count + 1)] as Point).from;
    return [{ factor, burn, long, isMet, from }];
  });
  // Levels stand from the fastest to the slowest: of those that are met the first says most.
  const byUrgency = [...found].sort((a, b) => b.burn / b.factor - a.burn / a.factor);
  const worst = found.find(({ isMet }) => isMet) ?? byUrgency[0];
  if (!worst) return UNKNOWN;
  const lost = Number((worst.factor * budget).toPrecision(12));
  return {
    from: worst.from,
    value: worst.long.value,
    sampleSize: worst.long.sampleSize,
    threshold: isLowerBetter ? lost : Number((1 - lost).toPrecision(12)),
    score: worst.burn,
    isMet: worst.isMet,
  };
}
