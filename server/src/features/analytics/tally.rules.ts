import { Distinct } from '../../lib/sketch/distinct.ts';
import { LogHistogram } from '../../lib/sketch/log-histogram.ts';

/** A fact as it is counted. */
export interface CountedFact {
  at: number;
  service: string;
  environment: string;
  name: string;
  status: string;
  count: number;
  value: number | null;
  valueMin: number | null;
  valueMax: number | null;
  sketch: Uint8Array | null;
  costNano: number;
  actor: string | null;
}

/** Numbers that add up. */
export interface Tally {
  count: number;
  errorCount: number;
  valueCount: number;
  valueSum: number;
  valueMin: number | null;
  valueMax: number | null;
  costNano: number;
  sketch: LogHistogram | null;
  actors: Distinct | null;
}

export const emptyTally = (): Tally => ({
  count: 0,
  errorCount: 0,
  valueCount: 0,
  valueSum: 0,
  valueMin: null,
  valueMax: null,
  costNano: 0,
  sketch: null,
  actors: null,
});

const least = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
const most = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));

export function addTally(into: Tally, from: Tally): void {
  into.count += from.count;
  into.errorCount += from.errorCount;
  into.valueCount += from.valueCount;
  into.valueSum += from.valueSum;
  into.valueMin = least(into.valueMin, from.valueMin);
  into.valueMax = most(into.valueMax, from.valueMax);
  into.costNano += from.costNano;
  if (from.sketch) {
    into.sketch ??= new LogHistogram();
    into.sketch.merge(from.sketch);
  }
  if (from.actors) {
    into.actors ??= new Distinct();
    into.actors.merge(from.actors);
  }
}

export function addFact(into: Tally, fact: CountedFact, isError: boolean): void {
  into.count += fact.count;
  if (isError) into.errorCount += fact.count;
  into.costNano += fact.costNano;
  if (fact.actor !== null) {
    into.actors ??= new Distinct();
    into.actors.add(fact.actor);
  }
  if (fact.value === null) return;
  into.valueSum += fact.value;
  into.valueMin = least(into.valueMin, fact.valueMin ?? fact.value);
  into.valueMax = most(into.valueMax, fact.valueMax ?? fact.value);
  into.sketch ??= new LogHistogram();
  const many = fact.sketch ? readSketch(fact.sketch) : null;
  into.valueCount += many ? many.count : fact.count;
  if (many) into.sketch.merge(many);
  else into.sketch.add(fact.value / fact.count, fact.count);
}

/** What a sender garbled must not stand in the way of all that comes after it. */
function readSketch(bytes: Uint8Array): LogHistogram | null {
  try {
    return LogHistogram.from(bytes);
  } catch {
    return null;
  }
}

/** A tally as Postgres returns it. */
export interface TallyRow extends Omit<Tally, 'sketch' | 'actors'> {
  sketch: Buffer | null;
  actors: Buffer | null;
}

export function readTally(row: TallyRow): Tally {
  return {
    count: row.count,
    errorCount: row.errorCount,
    valueCount: row.valueCount,
    valueSum: row.valueSum,
    valueMin: row.valueMin,
    valueMax: row.valueMax,
    costNano: row.costNano,
    sketch: row.sketch && LogHistogram.from(row.sketch),
    actors: row.actors && Distinct.from(row.actors),
  };
}
