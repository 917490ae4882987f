import { bucketStart, bucketsOf } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import { type Definition, intervalOf, questionOf } from './alert.definition.ts';
import { measureSeries, type WatchedMeasure } from './alert.measures.ts';
import { BURN_LEVELS, bucketsNeeded, type Point, type Question, type ShortWindows } from './alert.rules.ts';

const MINUTE_MS = 60_000;
/** Buckets that one read asks for; measures give 1,000 at the most. */
const MOST_IN_ONE = 960;

/** Facts are counted within seconds; what ends a bucket is waited for this long. */
export const SETTLE_MS = MINUTE_MS;

export interface Asked {
  projectId: string;
  zone: string;
  definition: Definition;
  measure: WatchedMeasure;
}

/** The end of the last bucket that is complete by now. */
export const lastEnd = ({ zone, definition }: Pick<Asked, 'zone' | 'definition'>, now: Date): Date =>
  bucketStart(new Date(now.getTime() - SETTLE_MS), intervalOf(definition.everyMinutes), zone);

export interface WatchedSeries {
  question: Question;
  points: Point[];
  /** The first point whose end is looked at; those before it are what it is compared with. */
  first: number;
}

/**
 * What is needed to look at the end of each bucket after `after` up to `end`, both ends of buckets, and at `before` buckets before.
 * Reads once for every 960 buckets.
 */
export async function readSeries(
  ctx: Context,
  { projectId, zone, definition, measure }: Asked,
  window: { after: Date; end: Date; before?: number },
): Promise<WatchedSeries> {
  const question = questionOf(definition, measure, zone);
  const interval = intervalOf(definition.everyMinutes);
  const backMs = (bucketsNeeded(question) - 1 + (window.before ?? 0)) * definition.everyMinutes * MINUTE_MS;
  const from = bucketStart(new Date(window.after.getTime() - backMs), interval, zone);
  const buckets = bucketsOf({ from, to: window.end }, interval, zone);
  const points: Point[] = [];
  for (let at = 0; at < buckets.length; at += MOST_IN_ONE) {
    const part = buckets.slice(at, at + MOST_IN_ONE);
    const [begin, end] = [part[0], part.at(-1)];
    if (!begin || !end) break;
    points.push(...(await measureSeries(ctx, projectId, definition, { from: begin.from, to: end.to, interval })));
  }
  const first = points.findIndex((point) => point.to > window.after.getTime());
  return { question, points, first: first < 0 ? points.length : first };
}

/** The last minutes before `end`, for the levels of a burn rate that ask for fewer than a bucket has. */
export async function readShortWindows(ctx: Context, asked: Asked, end: Date): Promise<ShortWindows> {
  const { condition, everyMinutes } = asked.definition;
  const short = new Map<number, { value: number | null; sampleSize: number }>();
  if (condition.kind !== 'BURN_RATE') return short;
  const minutes = Math.min(...condition.levels.map((level) => BURN_LEVELS[level].shortMinutes));
  if (minutes >= everyMinutes) return short;
  const from = new Date(end.getTime() - minutes * MINUTE_MS);
  const [point] = await measureSeries(ctx, asked.projectId, asked.definition, {
    from,
    to: end,
    interval: 'QUARTER_HOUR',
  });
  if (point) short.set(end.getTime(), { value: point.value, sampleSize: point.sampleSize });
  return short;
}
