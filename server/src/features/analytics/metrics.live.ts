import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { INSTALLATION, projectMetricsTopic } from '../../platform/facts.ts';
import type { LiveField, LiveReading } from '../../platform/graphql/live-source.ts';
import { readRows, sumsByKey } from './measure.batches.ts';
import { type Frame, frameOf, type MeasureInput } from './measure.input.ts';
import { type BatchReading, type Reading, readAll } from './measure.read.ts';
import { resultsOf } from './measure.results.ts';
import { isOpenAt } from './measure.rules.ts';
import { MOST_SHOWN_GROUPS, otherResults } from './measure.service.ts';
import type { MetricResult, MetricsUpdate, UsageMetricsInput } from './measure.types.ts';
import { patchOf } from './metrics-live.rules.ts';
import { analyticsStore } from './store.service.ts';

/** At most two patches a second: more is not seen, and each is read anew. */
const PACE_MS = 500;
/** What comes late into closed buckets, the order of groups and what is compared with wait so long. */
const WHOLE_MS = 60_000;
/** What is not counted from facts takes more than one statement each. */
const OTHERS_MS = 5_000;
/** After the window's end, for facts that are on their way. */
const GRACE_MS = 60_000;
/** States that somebody slow may still stand at; whoever stands further behind gets all of it. */
const KEPT_STATES = 5;
const BEGINNING = -1;
/** What is the next greater number, or nearly so: for versions of states that only time tells apart. */
const nextTo = (version: number): number => version + Math.max(1, version) * 2 * Number.EPSILON;
/** What has stood for so long gets a new version for who comes now: perhaps from another process, which is further. */
const LABEL_MS = 1_000;

/** `metricsChanged(projectId, input)`: all of it at once, then patches of what changed, until the window is over. */
export const metricsChangedField: LiveField<{ projectId: string; input: UsageMetricsInput }> = {
  field: 'metricsChanged',
  async open(ctx, { projectId, input }) {
    await frameOf(ctx, projectId, input, MOST_SHOWN_GROUPS);
    const metrics = new LiveMetrics(projectId, input);
    return {
      kind: 'log',
      topic: projectMetricsTopic(projectId),
      // Numbers are the same for everybody who may see the project.
      rightsKey: '',
      paceMs: PACE_MS,
      isPassing: true,
      after: BEGINNING,
      read: (ctx, after) => metrics.read(ctx, after),
    };
  },
};

interface State {
  version: number;
  results: readonly MetricResult[];
}

/** What was read of the whole window, and what of it no longer changes. */
interface Base {
  frame: Frame;
  reading: Reading;
  /** Where the open bucket begins; null when none is open. */
  openFrom: Date | null;
  /** When all of it is to be read again. */
  until: number;
  others: Map<number, MetricResult>;
  othersUntil: number;
}

/** The measures of one subscription, and of all that share it, as they grow. */
class LiveMetrics {
  readonly #projectId: string;
  readonly #input: MeasureInput;
  #base: Base | null = null;
  /** The latest last. */
  #states: State[] = [];
  /** Of the store, when the latest state was looked at. */
  #moment = 0;
  #labeledAt = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<State> | null = null;

  constructor(projectId: string, input: MeasureInput) {
    this.#projectId = projectId;
    this.#input = input;
  }

  async read(ctx: Context, after: number): Promise<LiveReading | null> {
    if (this.#projectId !== INSTALLATION) authorize(ctx, 'project:read', this.#projectId);
    const before = this.#states.find(({ version }) => version === after);
    const current = await this.#refreshed(ctx);
    const state = after === BEGINNING ? this.#labeledNow(current) : current;
    if (state.version === after) {
      const isOver = ctx.app.now().getTime() > this.#input.to.getTime() + GRACE_MS;
      return isOver ? { cursor: after, hasEnded: true } : null;
    }
    const patch = before && patchOf(before.results, state.results);
    const value: MetricsUpdate = {
      version: state.version,
      previousVersion: patch ? after : null,
      isSnapshot: !patch,
      results: patch?.results ?? [...state.results],
    };
    return { value, cursor: state.version, hasEnded: false };
  }

  /** The newest state; all who ask meanwhile get the one that is being read. */
  #refreshed(ctx: Context): Promise<State> {
    this.#refreshing ??= this.#refresh(ctx).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh(ctx: Context): Promise<State> {
    // What is read afterwards is of this moment or a later one.
    this.#moment = await analyticsStore.moment(ctx);
    const results = await this.#results(ctx);
    const latest = this.#states.at(-1);
    if (latest && patchOf(latest.results, results)?.hasChanges === false) return latest;
    // All processes call what a fold has changed by the number of that fold.
    const fold = Math.floor(this.#moment);
    return this.#keep(latest && fold > latest.version ? fold : this.#moment, results);
  }

  /** Never below a version that who comes now may have seen in another process, or in this one before it was started again. */
  #labeledNow(state: State): State {
    if (state !== this.#states.at(-1) || performance.now() - this.#labeledAt < LABEL_MS) return state;
    return this.#keep(this.#moment, state.results);
  }

  #keep(version: number, results: readonly MetricResult[]): State {
    const latest = this.#states.at(-1);
    const state = { version: latest ? Math.max(version, nextTo(latest.version)) : version, results };
    this.#states = [...this.#states.slice(1 - KEPT_STATES), state];
    this.#labeledAt = performance.now();
    return state;
  }

  async #results(ctx: Context): Promise<MetricResult[]> {
    const now = ctx.app.now().getTime();
    const base =
      (this.#base && now < this.#base.until && (await this.#reopened(ctx, this.#base))) || (await this.#whole(ctx));
    if (base.othersUntil <= now) {
      base.others = await otherResults(ctx, base.frame);
      base.othersUntil = now + OTHERS_MS;
    }
    this.#base = base;
    const counted = await resultsOf(ctx, base.frame, base.reading);
    return base.frame.queries.map((_query, index) => (counted.get(index) ?? base.others.get(index)) as MetricResult);
  }

  async #whole(ctx: Context): Promise<Base> {
    const frame = await frameOf(ctx, this.#projectId, this.#input, MOST_SHOWN_GROUPS);
    const [reading, others] = await Promise.all([readAll(ctx, frame), otherResults(ctx, frame)]);
    const now = frame.now.getTime();
    const open = frame.span.buckets.find((bucket) => isOpenAt(bucket, frame.now));
    const until = Math.min(now + WHOLE_MS, open?.to.getTime() ?? Number.POSITIVE_INFINITY);
    return { frame, reading, openFrom: open?.from ?? null, until, others, othersUntil: now + OTHERS_MS };
  }

  /** The same with its open bucket read again; null when there are groups that were not there before. */
  async #reopened(ctx: Context, base: Base): Promise<Base | null> {
    const { openFrom, reading } = base;
    if (!openFrom) return base;
    const frame = { ...base.frame, now: ctx.app.now() };
    const window = { from: openFrom, to: frame.span.to };
    const fresh = await Promise.all(
      reading.batches.map(async (found): Promise<[BatchReading, BatchReading] | null> => {
        const { batch, keys, rows } = found;
        const [sums, open] = await Promise.all([
          keys && sumsByKey(ctx, analyticsStore, frame, batch, window),
          readRows(ctx, analyticsStore, frame, batch, window, keys),
        ]);
        const known = new Set(keys && [...keys.top, ...keys.rest]);
        if (sums && [...sums.keys()].some((key) => !known.has(key))) return null;
        const closed = rows.filter(({ from }) => from !== null && from < openFrom);
        return [found, { ...found, rows: [...closed, ...open] }];
      }),
    );
    if (fresh.includes(null)) return null;
    const byOld = new Map(fresh as [BatchReading, BatchReading][]);
    const batchOf = new Map(
      [...reading.batchOf].map(([index, { query, reading }]) => [
        index,
        { query, reading: byOld.get(reading) as BatchReading },
      ]),
    );
    return { ...base, frame, reading: { batches: [...byOld.values()], batchOf } };
  }
}

export const analyticsLiveFields = [metricsChangedField];
