import { instantOf, isAmbiguous, stretchAt, wallOf } from './zones.ts';

/** How long the buckets of a series are. Days and longer are those of a zone's calendar; weeks begin on Monday, as in ISO 8601. */
export const INTERVALS = ['QUARTER_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER'] as const;
export type Interval = (typeof INTERVALS)[number];

/** With what a window is compared. */
export const COMPARISONS = ['PREVIOUS_PERIOD', 'LAST_YEAR', 'MATCHED_WEEKDAYS', 'CUSTOM'] as const;
export type ComparisonKind = (typeof COMPARISONS)[number];

/** A half-open window of time: `from` belongs to it, `to` does not. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

/** One bucket of a series. */
export interface Bucket extends TimeWindow {
  label: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CLOCK_MS = { QUARTER_HOUR: 15 * MINUTE_MS, HOUR: 60 * MINUTE_MS };

const isClock = (interval: Interval): interval is keyof typeof CLOCK_MS => interval in CLOCK_MS;
const dayOf = (wall: number) => Math.floor(wall / DAY_MS) * DAY_MS;

/**
 * The start of the bucket in which an instant lies. Where clocks are changed within an hour, as by half an hour on Lord Howe, the
 * hour ends there and another begins.
 */
export function bucketStart(at: Date, interval: Interval, zone: string): Date {
  const instant = at.getTime();
  if (isClock(interval)) {
    const { from, offsetMs } = stretchAt(instant, zone);
    const length = CLOCK_MS[interval];
    return new Date(Math.max(from, Math.floor((instant + offsetMs) / length) * length - offsetMs));
  }
  return new Date(instantOf(firstDay(wallOf(instant, zone), interval), zone));
}

/** The end of the bucket in which an instant lies: the start of the next. */
export function bucketEnd(at: Date, interval: Interval, zone: string): Date {
  const instant = at.getTime();
  if (isClock(interval)) {
    const { to, offsetMs } = stretchAt(instant, zone);
    const length = CLOCK_MS[interval];
    return new Date(Math.min(to, (Math.floor((instant + offsetMs) / length) + 1) * length - offsetMs));
  }
  let day = firstDay(wallOf(instant, zone), interval);
  // A day that a zone skipped as a whole begins when the next does.
  for (;;) {
    day = nextFirstDay(day, interval);
    const end = instantOf(day, zone);
    if (end > instant) return new Date(end);
  }
}

/** The first local day of the bucket in which a local time lies, as if in UTC. */
function firstDay(wall: number, interval: Interval): number {
  const day = dayOf(wall);
  const date = new Date(day);
  if (interval === 'WEEK') return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  if (interval === 'MONTH') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  if (interval === 'QUARTER') return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1);
  return day;
}

function nextFirstDay(day: number, interval: Interval): number {
  if (interval === 'DAY') return day + DAY_MS;
  if (interval === 'WEEK') return day + 7 * DAY_MS;
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + (interval === 'MONTH' ? 1 : 3), 1);
}

/** Dashboards ask for the same windows again and again, and each of their panels for the same one. */
const MOST_KEPT = 50;
const kept = new Map<string, readonly Bucket[]>();

/** The buckets that a window is made of, in order; the first and the last are cut to it. */
export function bucketsOf({ from, to }: TimeWindow, interval: Interval, zone: string): readonly Bucket[] {
  const key = `${from.getTime()} ${to.getTime()} ${interval} ${zone}`;
  let found = kept.get(key);
  if (!found) {
    found = makeBuckets({ from, to }, interval, zone);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, found);
  }
  return found;
}

function makeBuckets(window: TimeWindow, interval: Interval, zone: string): Bucket[] {
  const buckets: Bucket[] = [];
  for (let from = window.from; from < window.to; ) {
    const end = bucketEnd(from, interval, zone);
    const to = new Date(Math.min(end.getTime(), window.to.getTime()));
    buckets.push({ from, to, label: bucketLabel(from, interval, zone) });
    from = to;
  }
  return buckets;
}

/** At least how many buckets a window has, without making them: for refusing too many. */
export function leastBuckets({ from, to }: TimeWindow, interval: Interval): number {
  const longest = {
    ...CLOCK_MS,
    DAY: 25 * 60 * MINUTE_MS,
    WEEK: 169 * 60 * MINUTE_MS,
    MONTH: 32 * DAY_MS,
    QUARTER: 93 * DAY_MS,
  };
  return Math.floor((to.getTime() - from.getTime()) / longest[interval]);
}

/** `2026-03-08`, `2026-W10`, `2026-03`, `2026-Q1`, `2026-03-08 01:00`; with the offset (`2026-11-01 01:00 -05:00`) where clocks show a time twice. */
export function bucketLabel(from: Date, interval: Interval, zone: string): string {
  const wall = new Date(wallOf(from.getTime(), zone));
  const text = wall.toISOString();
  if (interval === 'DAY') return text.slice(0, 10);
  if (interval === 'MONTH') return text.slice(0, 7);
  if (interval === 'QUARTER') return `${text.slice(0, 4)}-Q${Math.floor(wall.getUTCMonth() / 3) + 1}`;
  if (interval === 'WEEK') return weekLabel(wall);
  const time = `${text.slice(0, 10)} ${text.slice(11, 16)}`;
  return isAmbiguous(from.getTime(), zone) ? `${time} ${offsetLabel(from, zone)}` : time;
}

/** A week's year is that of its Thursday. */
function weekLabel(wall: Date): string {
  const thursday = firstDay(wall.getTime(), 'WEEK') + 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** How far a zone is from UTC at an instant: `+05:45`. */
export function offsetLabel(at: Date, zone: string): string {
  const minutes = stretchAt(at.getTime(), zone).offsetMs / MINUTE_MS;
  const whole = Math.abs(Math.round(minutes));
  const two = (count: number) => String(count).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}

/** The date that a zone's calendar shows at an instant: `2026-03-08`. */
export function localDate(at: Date, zone: string): string {
  return new Date(wallOf(at.getTime(), zone)).toISOString().slice(0, 10);
}

/** The first instant of a zone's day `offset` days after that of `at`. */
export function startOfDay(at: Date, zone: string, offset = 0): Date {
  return new Date(instantOf(dayOf(wallOf(at.getTime(), zone)) + offset * DAY_MS, zone));
}

/**
 * How many days a window has in a zone's calendar. A day of 23 or 25 hours is one day; of a day that is only partly in the window
 * counts the part that is.
 */
export function daysIn({ from, to }: TimeWindow, zone: string): number {
  const position = (at: Date) => {
    const start = startOfDay(at, zone).getTime();
    const end = bucketEnd(at, 'DAY', zone).getTime();
    return dayOf(wallOf(at.getTime(), zone)) / DAY_MS + (at.getTime() - start) / (end - start);
  };
  return to <= from ? 0 : position(to) - position(from);
}

const isMidnight = (at: Date, zone: string) => startOfDay(at, zone).getTime() === at.getTime();

/**
 * The window with which one is compared. The previous period is as many local days before where both edges are midnights, else as
 * long; last year has the same dates, 29 February standing with 28 February; matched weekdays are those 52 weeks before. Of a window
 * that is still running (`now` before its end) only the part that has passed is compared, by the local clock.
 */
export function compareWindow(
  window: TimeWindow,
  zone: string,
  comparison: ComparisonKind,
  now: Date,
  custom?: TimeWindow | null,
): TimeWindow {
  const { from } = window;
  const to = now < window.to && now > from ? now : window.to;
  if (comparison === 'MATCHED_WEEKDAYS') return shiftDays({ from, to }, zone, -364);
  if (comparison === 'LAST_YEAR') return lastYear({ from, to }, zone);
  if (comparison === 'CUSTOM') {
    if (!custom) throw new Error('A custom comparison needs its window.');
    return to === window.to ? { from: custom.from, to: custom.to } : elapsedPart({ from, to }, zone, custom);
  }
  if (isMidnight(from, zone) && isMidnight(window.to, zone))
    return shiftDays({ from, to }, zone, -Math.round(daysIn(window, zone)));
  const lengthMs = window.to.getTime() - from.getTime();
  return { from: new Date(from.getTime() - lengthMs), to: new Date(to.getTime() - lengthMs) };
}

function shiftDays({ from, to }: TimeWindow, zone: string, days: number): TimeWindow {
  const shift = (at: Date) => new Date(instantOf(wallOf(at.getTime(), zone) + days * DAY_MS, zone));
  return { from: shift(from), to: shift(to) };
}

function elapsedPart({ from, to }: TimeWindow, zone: string, custom: TimeWindow): TimeWindow {
  const elapsedMs = wallOf(to.getTime(), zone) - wallOf(from.getTime(), zone);
  const end = instantOf(wallOf(custom.from.getTime(), zone) + elapsedMs, zone);
  return { from: custom.from, to: new Date(Math.min(end, custom.to.getTime())) };
}

function lastYear({ from, to }: TimeWindow, zone: string): TimeWindow {
  const [start, end] = [wallOf(from.getTime(), zone), wallOf(to.getTime(), zone)];
  const yearBefore = (wall: number, day: 'FEBRUARY_28' | 'MARCH_1') => {
    const date = new Date(wall);
    const isLeapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
    if (isLeapDay && day === 'MARCH_1') return Date.UTC(date.getUTCFullYear() - 1, 2, 1);
    const before = Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), isLeapDay ? 28 : date.getUTCDate());
    return before + wall - dayOf(wall);
  };
  // What ends on a 29 February has all of the shorter one before, unless it began that day.
  const isWithinDay = dayOf(start) === dayOf(end);
  return {
    from: new Date(instantOf(yearBefore(start, 'FEBRUARY_28'), zone)),
    to: new Date(instantOf(yearBefore(end, isWithinDay ? 'FEBRUARY_28' : 'MARCH_1'), zone)),
  };
}
