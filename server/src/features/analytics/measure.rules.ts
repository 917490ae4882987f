import type { Bucket, TimeWindow } from '../../lib/calendar.ts';
import { Distinct } from '../../lib/sketch/distinct.ts';
import { LogHistogram } from '../../lib/sketch/log-histogram.ts';
import type { MetricPoint } from '../../platform/metrics/metric.types.ts';
import { type Calculation, isAdditive } from './measures.ts';
import type { RollupRow } from './store.types.ts';

/** What is known of some facts together; rows are added in any order. */
export class Sum {
  count = 0;
  errorCount = 0;
  valueCount = 0;
  valueSum = 0;
  costNano = 0;
  /** Only of rows that are told apart by it. */
  #statuses: Map<string, number> | null = null;
  #actors: { status: string; actors: Distinct }[] | null = null;
  /** Of all rows, put together when somebody asks: most sums have one, and rankings ask for none. */
  #sketches: LogHistogram[] | null = null;

  add(row: RollupRow): void {
    this.count += row.count;
    this.errorCount += row.errorCount;
    this.valueCount += row.valueCount;
    this.valueSum += row.valueSum;
    this.costNano += row.costNano;
    const { status } = row.keys;
    if (status !== undefined) {
      this.#statuses ??= new Map();
      this.#statuses.set(status, this.countOf(status) + row.count);
    }
    if (row.sketch) {
      this.#sketches ??= [];
      this.#sketches.push(row.sketch);
    }
    if (row.actors) {
      this.#actors ??= [];
      this.#actors.push({ status: status ?? '', actors: row.actors });
    }
  }

  countOf(status: string): number {
    return this.#statuses?.get(status) ?? 0;
  }

  countOfAll(statuses: readonly string[]): number {
    return statuses.reduce((count, status) => count + this.countOf(status), 0);
  }

  quantile(q: number): number | null {
    if (!this.#sketches) return null;
    if (this.#sketches.length > 1) this.#sketches = [LogHistogram.of(this.#sketches)];
    return this.#sketches[0]?.quantile(q) ?? null;
  }

  /** Different actors of the facts whose status is none of these. */
  peopleExcept(statuses: readonly string[]): number {
    const people = this.#actors?.filter(({ status }) => !statuses.includes(status)) ?? [];
    const [only] = people;
    if (only && people.length === 1) return only.actors.count;
    const all = new Distinct();
    for (const { actors } of people) all.merge(actors);
    return all.count;
  }
}

/** A value with what it was made of, in the measure's unit. */
export interface Calculated {
  value: number | null;
  sampleSize: number;
  numerator: number | null;
  denominator: number | null;
}

const NOTHING: Calculated = { value: null, sampleSize: 0, numerator: null, denominator: null };

const plain = (value: number, sampleSize: number): Calculated => ({
  value: sampleSize === 0 ? null : value,
  sampleSize,
  numerator: null,
  denominator: null,
});

const quotient = (numerator: number, denominator: number, sampleSize = denominator): Calculated => ({
  value: denominator === 0 ? null : numerator / denominator,
  sampleSize,
  numerator: denominator === 0 ? null : numerator,
  denominator: denominator === 0 ? null : denominator,
});

/** The value of a measure; null where there is nothing to make it of. `scale`: how many of the facts' units are one of the measure's. */
export function calculate(calculation: Calculation, sum: Sum | undefined, scale: number): Calculated {
  if (!sum) return NOTHING;
  switch (calculation.how) {
    case 'count':
      return plain(sum.count, sum.count);
    case 'errors':
      return plain(sum.errorCount, sum.count);
    case 'successes':
      return plain(sum.count - sum.errorCount, sum.count);
    case 'statuses':
      return plain(sum.countOfAll(calculation.statuses), sum.count);
    case 'errorRate':
      return quotient(sum.errorCount, sum.count);
    case 'ratio':
      return quotient(
        sum.countOfAll(calculation.above),
        calculation.below ? sum.countOfAll(calculation.below) : sum.count,
      );
    case 'sum':
      return plain(sum.valueSum / scale, sum.valueCount);
    case 'average':
      return quotient(sum.valueSum / scale, sum.valueCount);
    case 'quantile': {
      const found = sum.quantile(calculation.q);
      return plain(found === null ? 0 : found / scale, found === null ? 0 : sum.valueCount);
    }
    case 'cost':
      // Of answers without a known price nothing can be said, not that they were free.
      return plain(sum.costNano, sum.costNano === 0 ? 0 : sum.count);
    case 'people':
      return plain(sum.peopleExcept(calculation.except), sum.count - sum.countOfAll(calculation.except));
  }
}

/** Facts by bucket, and all together. */
export class Series {
  readonly total = new Sum();
  readonly #buckets = new Map<number, Sum>();

  add(row: RollupRow): void {
    this.total.add(row);
    const at = row.from?.getTime() ?? 0;
    const known = this.#buckets.get(at);
    if (known) known.add(row);
    else {
      const sum = new Sum();
      sum.add(row);
      this.#buckets.set(at, sum);
    }
  }

  at(from: Date): Sum | undefined {
    return this.#buckets.get(from.getTime());
  }
}

/**
 * The values in each bucket. What adds up is 0 in a bucket in which nothing happened, as long as something did in another and the
 * bucket has begun: a day without deployments is a day with none. Everything else is null there.
 */
export function pointsOf(
  calculation: Calculation,
  series: Series | undefined,
  buckets: readonly Bucket[],
  { scale, now }: { scale: number; now: Date },
): MetricPoint[] {
  const hasAny = calculate(calculation, series?.total, scale).value !== null;
  return buckets.map(({ from, to, label }) => {
    const { value, sampleSize } = calculate(calculation, series?.at(from), scale);
    const isZero = value === null && hasAny && isAdditive(calculation) && from <= now;
    return { from, to, label, value: isZero ? 0 : value, sampleSize };
  });
}

/** Which of a dimension's values are shown apart: the largest first, ties by name. */
export function largest(sums: ReadonlyMap<string, Sum>, by: Ranking, top: number, never: string): string[] {
  return [...sums]
    .filter(([key]) => key !== never)
    .sort(([a, left], [b, right]) => sizeOf(right, by) - sizeOf(left, by) || (a < b ? -1 : 1))
    .slice(0, top)
    .map(([key]) => key);
}

/** By what groups are ordered. */
export type Ranking = 'count' | 'errors' | 'value' | 'cost';

function sizeOf(sum: Sum, by: Ranking): number {
  if (by === 'value') return sum.valueSum;
  if (by === 'cost') return sum.costNano;
  return by === 'errors' ? sum.errorCount : sum.count;
}

export function rankingOf({ how }: Calculation): Ranking {
  if (how === 'sum') return 'value';
  if (how === 'cost') return 'cost';
  return how === 'errors' ? 'errors' : 'count';
}

/** Whether a bucket of a window may still change although nothing comes late. */
export const isOpenAt = ({ from, to }: TimeWindow, now: Date): boolean => from <= now && now < to;
