import { bucketEnd, bucketStart, type Interval } from '../../lib/calendar.ts';
import { DIMENSIONS, type Dimension, FACT_KINDS, type FactKind, type FactKindName } from '../../platform/facts.ts';

/** How long the buckets are that facts are counted in, in minutes: a day is one of the project's zone, 23 to 25 hours long. */
export const GRAINS = [15, 60, 1_440] as const;
export type Grain = (typeof GRAINS)[number];

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/**
 * Days that a grain is kept. A series has at most 1,000 points: a quarter of an hour is asked for of the last ten days, an hour of
 * the last 41, and of as many before to compare with. The others are there for windows that begin or end within a day.
 */
const KEPT_DAYS: Record<Grain, number> = { 15: 14, 60: 100, 1440: Number.POSITIVE_INFINITY };

/** From when on a grain is counted. What is read begins a day later, so that clocks that differ do no harm. */
export function countedFrom(grain: Grain, now: Date): number {
  if (grain === 1_440) return Number.NEGATIVE_INFINITY;
  return Math.floor(now.getTime() / DAY_MS) * DAY_MS - (KEPT_DAYS[grain] + 1) * DAY_MS;
}

/** From when on all facts are found in a grain. */
function readableFrom(grain: Grain, now: Date): number {
  return countedFrom(grain, now) + DAY_MS;
}

const INTERVALS = { 15: 'QUARTER_HOUR', 60: 'HOUR', 1440: 'DAY' } as const satisfies Record<Grain, Interval>;

export function grainStart(at: number, grain: Grain, zone: string): number {
  // All zones of this century are whole quarters from UTC.
  if (grain === 15) return Math.floor(at / QUARTER_MS) * QUARTER_MS;
  return bucketStart(new Date(at), INTERVALS[grain], zone).getTime();
}

export function grainEnd(at: number, grain: Grain, zone: string): number {
  if (grain === 15) return (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS;
  return bucketEnd(new Date(at), INTERVALS[grain], zone).getTime();
}

/** At or after. */
export function grainCeiling(at: number, grain: Grain, zone: string): number {
  const start = grainStart(at, grain, zone);
  return start === at ? at : grainEnd(at, grain, zone);
}

/** All dimensions that are kept apart: facts are first counted by these. */
export function widestCut(kind: FactKindName): Dimension[] {
  const cuts: readonly (readonly Dimension[])[] = FACT_KINDS[kind].cuts;
  return DIMENSIONS.filter((dimension) => cuts.some((cut) => cut.includes(dimension)));
}

/** The smallest cut that has these dimensions, by its number. Throws when none has. */
export function cutFor(kind: FactKindName, needed: readonly Dimension[]): number {
  const cuts: FactKind['cuts'] = FACT_KINDS[kind].cuts;
  let best = -1;
  for (const [index, cut] of cuts.entries())
    if (needed.every((dimension) => cut.includes(dimension)))
      if (best < 0 || cut.length < (cuts[best]?.length ?? 0)) best = index;
  if (best < 0) throw new Error(`Facts of the kind ${kind} are not told apart by ${needed.join(' and ')}.`);
  return best;
}

/** A stretch of time that is read from one grain, or from the facts themselves. */
export interface Piece {
  grain: Grain | null;
  from: number;
  to: number;
}

interface Plan {
  from: number;
  to: number;
  /** The begins of the buckets asked for, the first of them `from`. */
  edges: readonly number[];
  /** In which the project's hours and days are counted. */
  zone: string;
  now: Date;
  /** From when on the facts themselves are there. */
  factsFrom: number;
}

/**
 * What to read for a window: its middle from the coarsest grain whose buckets end where those asked for do, its edges from finer
 * ones, and what is left from the facts. Where neither is there any more a bucket belongs to the window in which it begins.
 */
export function planPieces(plan: Plan): Piece[] {
  const pieces: Piece[] = [];
  cover(plan, plan.from, plan.to, GRAINS.length - 1, pieces);
  return pieces.sort((a, b) => a.from - b.from);
}

function cover(plan: Plan, from: number, to: number, level: number, pieces: Piece[]): void {
  if (from >= to) return;
  const grain = GRAINS[level];
  if (grain === undefined) {
    coverByFacts(plan, from, to, pieces);
    return;
  }
  const { zone } = plan;
  const inside = plan.edges.filter((edge) => edge > from && edge < to);
  const isTooCoarse = inside.some((edge) => grainStart(edge, grain, zone) !== edge);
  const start = grainCeiling(Math.max(from, Math.min(to, readableFrom(grain, plan.now))), grain, zone);
  // Nothing has come yet of what the bucket would have beyond a window that ends in the future.
  const end = to > plan.now.getTime() ? grainCeiling(to, grain, zone) : grainStart(to, grain, zone);
  if (isTooCoarse || start >= end) {
    cover(plan, from, to, level - 1, pieces);
    return;
  }
  cover(plan, from, start, level - 1, pieces);
  pieces.push({ grain, from: start, to: end });
  cover(plan, end, to, level - 1, pieces);
}

function coverByFacts(plan: Plan, from: number, to: number, pieces: Piece[]): void {
  const start = Math.min(to, Math.max(from, plan.factsFrom));
  if (from < start) pieces.push({ grain: 1_440, from, to: start });
  if (start < to) pieces.push({ grain: null, from: start, to });
}
