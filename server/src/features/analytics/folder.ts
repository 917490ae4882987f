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
/** Rollups of one statement, made at a stretch of some 15 ms. */
const WRITTEN_AT_ONCE = 4_000;
/** From so many on new rollups are copied, which takes a statement a grain; fewer go with those that are there already. */
const COPIED = 500;
/** Facts that are counted at a stretch of some 2 ms. Everybody else in this process waits that long, Postgres for its next statement, too. */
const SLICE = 500;

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
  #foldedCount = 0;
  /** Ends when all that was taken is written. */
  #writing: Promise<void> = Promise.resolve();
  #lastTurn: Promise<unknown> = Promise.resolve();
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

  /** One statement after the other: those that read, those that write and those that ask share the transaction's connection. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch(() => {});
    return turn;
  }

  /** Counts them, and begins to write when there is much to write. */
  async count(facts: readonly FactCells[]): Promise<void> {
    const unknown = await this.#countKnown(facts);
    if (unknown.length > 0) {
      await this.#open(unknown);
      await this.#countKnown(unknown);
    }
    let size = 0;
    for (const fold of this.#folds) size += fold.size;
    if (size >= this.#mostRollups) await this.write({ isEnd: false });
  }

  /** Returns those of projects and kinds of which nothing is known yet. */
  async #countKnown(facts: readonly FactCells[]): Promise<FactCells[]> {
    const unknown: FactCells[] = [];
    for (let at = 0; at < facts.length; at += SLICE) {
      if (at > 0) await breathe();
      for (const cells of facts.slice(at, at + SLICE)) if (!this.#add(cells)) unknown.push(cells);
    }
    return unknown;
  }

  #add(cells: FactCells): boolean {
    const series = this.#state.seriesOf(cells[2]) ?? this.#state.meet(cells[2]);
    if (!series) return false;
    const { fold } = series;
    if (!this.#folds.has(fold)) {
      this.#folds.add(fold);
      fold.begin(this.#now, this.#notBefore);
    }
    fold.add(series, readFact(cells, this.#fact));
    this.#foldedCount += 1;
    return true;
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
    const values = await this.inTurn(() => readValues(this.#ctx, all));
    const series = await this.inTurn(() => readSeries(this.#ctx, all));
    for (const { projectId, kind } of all) this.#state.open(projectId, kind);
    const foldOf = (row: { projectId: string; kind: string }) =>
      this.#state.folds.get(groupKey(row.projectId, row.kind)) as KindFold;
    for (const row of values) foldOf(row).know(row.dimension, row.value);
    for (const row of series) foldOf(row).place(row.cut, row, row.id);
  }

  async #openZones(projectIds: readonly string[]): Promise<void> {
    const unknown = [...new Set(projectIds)].filter((id) => !this.#state.zones.has(id));
    if (unknown.length === 0) return;
    const zones = await this.inTurn(() => countedZones(this.#ctx, unknown));
    await this.inTurn(() => noteZones(this.#ctx, zones));
    for (const [id, zone] of zones) this.#state.zones.set(id, zone);
  }

  /**
   * Writes what has been counted so far: all of it, and returns when it is written; or what is complete, and returns when that is
   * taken out and made into rows, so that the next facts are counted while Postgres writes.
   */
  async write({ isEnd }: { isEnd: boolean }): Promise<void> {
    // What is in memory stays within bounds.
    await this.#writing;
    const added = [...this.#folds].flatMap(({ projectId, kind, addedValues }) =>
      addedValues.splice(0).map((value) => ({ ...value, projectId, kind })),
    );
    await this.inTurn(() => addValues(this.#ctx, added));
    let taken: Rollup[] = [];
    const send = () => {
      this.#writing = this.#write(taken, this.#writing);
      // Told of by whoever waits for it next.
      this.#writing.catch(() => {});
      taken = [];
    };
    for (const fold of this.#folds)
      for (const rollup of fold.take(isEnd)) {
        taken.push(rollup);
        if (taken.length < WRITTEN_AT_ONCE) continue;
        send();
        await breathe();
      }
    if (taken.length > 0) send();
    if (isEnd) await this.#writing;
  }

  /** When nothing more is sent to Postgres: before then its transaction must not end. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#lastTurn;
  }

  /** Begins when `before` has ended. */
  async #write(rollups: readonly Rollup[], before: Promise<void>): Promise<void> {
    if (rollups.some(({ series }) => series.id === null)) {
      await before;
      const unmade = new Set<Series>();
      for (const { series } of rollups) if (series.id === null) unmade.add(series);
      if (unmade.size > 0) await this.inTurn(() => addSeries(this.#ctx, [...unmade]));
    }
    const isNew = ({ series, level, bucket }: Rollup) => bucket > series.writtenTo[level];
    const fresh = rollups.filter(isNew);
    const perhaps = rollups.filter((rollup) => !isNew(rollup));
    for (const { series, level, bucket } of rollups)
      series.writtenTo[level] = Math.max(series.writtenTo[level], bucket);
    const isCopied = fresh.length >= this.#copied;
    const copies = isCopied ? copiesOf(fresh) : [];
    await before;
    const existing = await this.inTurn(() => existingTallies(this.#ctx, perhaps));
    for (const [place, tally] of existing) addTally(perhaps[place] as Rollup, tally);
    await this.inTurn(() => writeRollups(this.#ctx, isCopied ? perhaps : rollups));
    await this.inTurn(() => copyRollups(this.#ctx, copies));
  }
}
