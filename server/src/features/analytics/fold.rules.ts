import { DIMENSIONS, type Dimension, FACT_KINDS, type FactKind, type FactKindName } from '../../platform/facts.ts';
import { countedFrom, GRAINS, grainEnd, grainStart, widestCut } from './rollup.rules.ts';
import { OTHER } from './store.types.ts';
import { addFact, addTally, type CountedFact, type Tally } from './tally.rules.ts';

/** The place of a grain in {@link GRAINS}. */
export type Level = 0 | 1 | 2;
const DAY: Level = 2;

/** What is counted of a series in one bucket: a row of the rollups. */
export interface Rollup extends Tally {
  readonly series: Series;
  readonly level: Level;
  readonly bucket: number;
}

/** What a rollup is of, beside its time. */
export class Series {
  /** Null until it has been written. */
  id: number | null = null;
  readonly fold: KindFold;
  /** Which of the kind's cuts; -1 for one that is only summed up. */
  readonly cut: number;
  readonly service: string;
  readonly environment: string;
  readonly name: string;
  readonly status: string;
  readonly isError: boolean;
  /** Those of the smaller cuts to which this one adds. */
  narrower: Series[] | null = null;
  /** By level, the last bucket that is written; NaN where nobody knows. What is later is not there yet. */
  readonly writtenTo: [number, number, number] = [Number.NaN, Number.NaN, Number.NaN];
  /** By level, what has been counted and not been written, in order of time. */
  readonly open: [Rollup[], Rollup[], Rollup[]] = [[], [], []];

  constructor(fold: KindFold, cut: number, values: Record<Dimension, string>) {
    this.fold = fold;
    this.cut = cut;
    this.service = values.service;
    this.environment = values.environment;
    this.name = values.name;
    this.status = values.status;
    this.isError = fold.errors.includes(values.status);
  }
}

/** Within a project's kind. */
const seriesKey = (cut: number, values: Record<Dimension, string>): string =>
  `${cut}\n${values.service}\n${values.environment}\n${values.status}\n${values.name}`;

/** How many values of a dimension are kept apart. Services and environments are the project's own; names and statuses may be anything, and are crossed. */
const MOST_VALUES: Record<Dimension, number> = { service: 500, environment: 500, status: 50, name: 200 };

/** A bucket of time: facts come nearly in order, so the bucket of the last one is mostly that of the next. */
interface Stretch {
  from: number;
  to: number;
}

/** What has been counted of a project's facts of one kind, until it is written. */
export class KindFold {
  readonly projectId: string;
  readonly kind: FactKindName;
  readonly errors: readonly string[];
  readonly #widest: ReadonlySet<Dimension>;
  readonly #widestIndex: number;
  readonly #zone: string;
  #since = { quarter: 0, hour: 0 };
  #notBefore = Number.NEGATIVE_INFINITY;
  /** The values that are kept apart, by dimension; grows. */
  readonly #values = new Map<Dimension, Set<string>>();
  /** Those that are new. */
  readonly addedValues: { dimension: Dimension; value: string }[] = [];
  readonly #series = new Map<string, Series>();
  /** Those of all dimensions, from which the others come. */
  readonly #widestSeries: Series[] = [];
  readonly #narrowerSeries: Series[] = [];
  readonly #stretches: [Stretch, Stretch, Stretch] = [emptyStretch(), emptyStretch(), emptyStretch()];
  /** By level, the begin of the latest bucket. */
  readonly #latest: [number, number, number] = [0, 0, 0];
  /** Rollups that have not been written. */
  size = 0;

  constructor(projectId: string, kind: FactKindName, zone: string) {
    this.projectId = projectId;
    this.kind = kind;
    this.errors = FACT_KINDS[kind].errors;
    const cuts: FactKind['cuts'] = FACT_KINDS[kind].cuts;
    this.#widest = new Set(widestCut(kind));
    this.#widestIndex = cuts.findIndex((dimensions) => dimensions.length === this.#widest.size);
    this.#zone = zone;
  }

  /** Before facts are counted. No bucket begins before `notBefore`: what is earlier is counted elsewhere. */
  begin(now: Date, notBefore: number): void {
    this.#since = { quarter: countedFrom(15, now), hour: countedFrom(60, now) };
    this.#notBefore = notBefore;
    for (const level of [0, 1, 2] as const) this.#stretches[level] = emptyStretch();
  }

  know(dimension: Dimension, value: string): void {
    this.#valuesOf(dimension).add(value);
  }

  #valuesOf(dimension: Dimension): Set<string> {
    const values = this.#values.get(dimension) ?? new Set<string>();
    this.#values.set(dimension, values);
    return values;
  }

  /** One that was written before. */
  place(cut: number, values: Record<Dimension, string>, id: number): void {
    this.#seriesOf(cut, values).id = id;
  }

  get seriesCount(): number {
    return this.#series.size;
  }

  /** The series of all dimensions in which facts with these values are counted. */
  seriesFor(given: Record<Dimension, string>): Series {
    const values = { service: '', environment: '', name: '', status: '' };
    for (const dimension of DIMENSIONS) values[dimension] = this.#kept(dimension, given[dimension]);
    const series = this.#seriesOf(this.#widestIndex, values);
    series.narrower ??= this.#narrowerOf(values);
    return series;
  }

  #narrowerOf(values: Record<Dimension, string>): Series[] {
    const cuts: FactKind['cuts'] = FACT_KINDS[this.kind].cuts;
    return cuts.flatMap((cut, index) => {
      if (index === this.#widestIndex) return [];
      const kept = { service: '', environment: '', name: '', status: '' };
      for (const dimension of cut) kept[dimension] = values[dimension];
      return [this.#seriesOf(index, kept)];
    });
  }

  #seriesOf(cut: number, values: Record<Dimension, string>): Series {
    const key = seriesKey(cut, values);
    let series = this.#series.get(key);
    if (!series) {
      series = new Series(this, cut, values);
      this.#series.set(key, series);
      (cut === this.#widestIndex ? this.#widestSeries : this.#narrowerSeries).push(series);
    }
    return series;
  }

  #kept(dimension: Dimension, value: string): string {
    if (value === '' || !this.#widest.has(dimension)) return '';
    const values = this.#valuesOf(dimension);
    if (values.has(value)) return value;
    if (values.size >= MOST_VALUES[dimension]) return OTHER;
    values.add(value);
    this.addedValues.push({ dimension, value });
    return value;
  }

  add(series: Series, fact: CountedFact): void {
    const level: Level = fact.at >= this.#since.quarter ? 0 : fact.at >= this.#since.hour ? 1 : DAY;
    const bucket = this.#bucketOf(fact.at, level);
    addFact(this.#rollup(series, level, bucket), fact, series.isError);
  }

  #bucketOf(at: number, level: Level): number {
    const stretch = this.#stretches[level];
    if (at < stretch.from || at >= stretch.to) {
      const grain = GRAINS[level];
      stretch.from = grainStart(at, grain, this.#zone);
      stretch.to = grainEnd(at, grain, this.#zone);
    }
    return Math.max(stretch.from, this.#notBefore);
  }

  #rollup(series: Series, level: Level, bucket: number): Rollup {
    const open = series.open[level];
    const last = open.at(-1);
    if (last !== undefined && last.bucket === bucket) return last;
    const place = last === undefined || last.bucket < bucket ? open.length : placeOf(open, bucket);
    const found = open[place];
    if (found?.bucket === bucket) return found;
    const rollup = emptyRollup(series, level, bucket);
    if (place === open.length) open.push(rollup);
    else open.splice(place, 0, rollup);
    if (bucket > this.#latest[level]) this.#latest[level] = bucket;
    this.size += 1;
    return rollup;
  }

  /**
   * What has been counted, by all grains and cuts, to be written. Unless it is all (`isEnd`), the latest bucket of each grain
   * stays: more will come into it. Nothing may be counted before the last of them is taken.
   */
  *take(isEnd: boolean): Generator<Rollup> {
    for (const level of [0, 1, 2] as const) {
      for (const series of this.#widestSeries)
        for (const rollup of this.#leaving(series, level, isEnd)) {
          const { bucket } = rollup;
          if (level !== DAY) {
            const coarser = (level + 1) as Level;
            addTally(this.#rollup(series, coarser, this.#bucketOf(bucket, coarser)), rollup);
          }
          for (const narrower of series.narrower ?? []) addTally(this.#rollup(narrower, level, bucket), rollup);
          if (series.cut >= 0) yield rollup;
        }
      for (const series of this.#narrowerSeries) yield* this.#leaving(series, level, isEnd);
    }
  }

  #leaving(series: Series, level: Level, isEnd: boolean): Rollup[] {
    const open = series.open[level];
    if (open.length === 0) return open;
    const leaving = open.splice(0, isEnd ? open.length : placeOf(open, this.#latest[level]));
    this.size -= leaving.length;
    return leaving;
  }
}

/** The first that begins at `bucket` or later. */
function placeOf(open: readonly Rollup[], bucket: number): number {
  let [low, high] = [0, open.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((open[middle] as Rollup).bucket < bucket) low = middle + 1;
    else high = middle;
  }
  return low;
}

const emptyStretch = (): Stretch => ({ from: 0, to: 0 });

/** Each property by name: copying another object would be the most of it. */
const emptyRollup = (series: Series, level: Level, bucket: number): Rollup => ({
  count: 0,
  errorCount: 0,
  valueCount: 0,
  valueSum: 0,
  valueMin: null,
  valueMax: null,
  costNano: 0,
  sketch: null,
  actors: null,
  series,
  level,
  bucket,
});
