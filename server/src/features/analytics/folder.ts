import { setImmediate as breathe } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import type { FactKindName } from '../../platform/facts.ts';
import type { KindFold, Rollup, Series } from './fold.rules.ts';
import { FoldState, groupKey, groupOf } from './fold-state.ts';
import { addValues, countedZones, type FactCells, noteZones, readFact, readValues } from './rollup.queries.ts';
import { addSeries, copiesOf, copyRollups, existingTallies, readSeries, writeRollups } from './rollup-rows.queries.ts';
import { addTally, type CountedFact } from './tally.rules.ts';

/** Rollups in memory before they are written: some 30 MB. */
const MOST_ROLLUPS = 60_000;
/** Rollups of one statement. */
const WRITTEN_AT_ONCE = 4_000;
/** From so many on new rollups are copied, which takes a statement a grain; fewer go with those that are there already. */
const COPIED = 500;
/** What is counted at a stretch: 5 ms. Everybody else in this process waits that long. */
const SLICE = 2_500;

/** Facts of many projects and kinds on their way into the rollups. Within one transaction that holds the cursor. */
export class Folder {
  readonly #ctx: Context;
  readonly #mostRollups: number;
  readonly #copied: number;
  readonly #now: Date;
  readonly #notBefore: number;
  readonly #state: FoldState;
  /** Those that have counted anything. */
  readonly #folds = new Set<KindFold>();
  /** Facts of projects and kinds of which nothing is known yet. */
  #waiting: FactCells[] = [];
  #foldedCount = 0;
  readonly #fact = {} as CountedFact;

  constructor(
    ctx: Context,
    given: {
      state?: FoldState;
      mostRollups?: number | undefined;
      copied?: number | undefined;
      notBefore?: number;
      zones?: Map<string, string>;
    } = {},
  ) {
    this.#ctx = ctx;
    this.#mostRollups = given.mostRollups ?? MOST_ROLLUPS;
    this.#copied = given.copied ?? COPIED;
    this.#now = ctx.app.now();
    this.#notBefore = given.notBefore ?? Number.NEGATIVE_INFINITY;
    this.#state = given.state ?? new FoldState();
    for (const [projectId, zone] of given.zones ?? []) this.#state.zones.set(projectId, zone);
  }

  get result(): { foldedCount: number; projectIds: string[] } {
    const projectIds = new Set([...this.#folds].map(({ projectId }) => projectId));
    return { foldedCount: this.#foldedCount, projectIds: [...projectIds] };
  }

  /** Counts a fact, or lays it by until {@link settle}. */
  readonly add = (cells: FactCells): void => {
    const series = this.#state.seriesOf(cells[2]) ?? this.#state.meet(cells[2]);
    if (!series) {
      this.#waiting.push(cells);
      return;
    }
    const { fold } = series;
    if (!this.#folds.has(fold)) {
      this.#folds.add(fold);
      fold.begin(this.#now, this.#notBefore);
    }
    fold.add(series, readFact(cells, this.#fact));
    this.#foldedCount += 1;
  };

  /** After facts have been added: counts what was laid by, and writes when there is much to write. */
  async settle(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) await this.#open(waiting);
    for (let at = 0; at < waiting.length; at += SLICE) {
      if (at > 0) await breathe();
      for (let index = at; index < Math.min(at + SLICE, waiting.length); index += 1)
        this.add(waiting[index] as FactCells);
    }
    let size = 0;
    for (const fold of this.#folds) size += fold.size;
    if (size >= this.#mostRollups) await this.write({ isEnd: false });
  }

  /** What is needed to count facts of projects and kinds that come for the first time. */
  async #open(facts: readonly FactCells[]): Promise<void> {
    const groups = new Map<string, { projectId: string; kind: FactKindName }>();
    for (const [, , key] of facts) {
      const group = groupOf(key);
      groups.set(groupKey(group.projectId, group.kind), group);
    }
    const all = [...groups.values()];
    await this.#openZones(all.map(({ projectId }) => projectId));
    const [values, series] = [await readValues(this.#ctx, all), await readSeries(this.#ctx, all)];
    for (const { projectId, kind } of all) this.#state.open(projectId, kind);
    const foldOf = (row: { projectId: string; kind: string }) =>
      this.#state.folds.get(groupKey(row.projectId, row.kind)) as KindFold;
    for (const row of values) foldOf(row).know(row.dimension, row.value);
    for (const row of series) foldOf(row).place(row.cut, row, row.id);
  }

  async #openZones(projectIds: readonly string[]): Promise<void> {
    const unknown = [...new Set(projectIds)].filter((id) => !this.#state.zones.has(id));
    if (unknown.length === 0) return;
    const zones = await countedZones(this.#ctx, unknown);
    await noteZones(this.#ctx, zones);
    for (const [id, zone] of zones) this.#state.zones.set(id, zone);
  }

  /** Writes what has been counted so far, all of it or what is complete: into the rollups that are there, or as new ones. */
  async write({ isEnd }: { isEnd: boolean }): Promise<void> {
    const added = [...this.#folds].flatMap(({ projectId, kind, addedValues }) =>
      addedValues.splice(0).map((value) => ({ ...value, projectId, kind })),
    );
    await addValues(this.#ctx, added);
    let waiting: Rollup[] = [];
    // While one statement writes, the next is made.
    let writing: Promise<void> = Promise.resolve();
    const writeNext = async () => {
      const before = writing;
      writing = this.#write(waiting, before);
      writing.catch(() => {});
      waiting = [];
      await before;
      await breathe();
    };
    for (const fold of this.#folds)
      for (const rollup of fold.take(isEnd)) {
        waiting.push(rollup);
        if (waiting.length >= WRITTEN_AT_ONCE) await writeNext();
      }
    if (waiting.length > 0) await writeNext();
    await writing;
  }

  /** Begins when `before` has ended. */
  async #write(rollups: readonly Rollup[], before: Promise<void>): Promise<void> {
    if (rollups.some(({ series }) => series.id === null)) {
      await before;
      const unmade = new Set<Series>();
      for (const { series } of rollups) if (series.id === null) unmade.add(series);
      if (unmade.size > 0) await addSeries(this.#ctx, [...unmade]);
    }
    const isNew = ({ series, level, bucket }: Rollup) => bucket > series.writtenTo[level];
    const fresh = rollups.filter(isNew);
    const isCopied = fresh.length >= this.#copied;
    const perhaps = rollups.filter((rollup) => !isNew(rollup));
    const copies = isCopied ? copiesOf(fresh) : [];
    for (const { series, level, bucket } of rollups)
      series.writtenTo[level] = Math.max(series.writtenTo[level], bucket);
    await before;
    const existing = await existingTallies(this.#ctx, perhaps);
    for (const [place, tally] of existing) addTally(perhaps[place] as Rollup, tally);
    await writeRollups(this.#ctx, isCopied ? perhaps : rollups);
    await copyRollups(this.#ctx, copies);
  }
}
