import type { Interval } from '../../lib/calendar.ts';
import type { Distinct } from '../../lib/sketch/distinct.ts';
import type { LogHistogram } from '../../lib/sketch/log-histogram.ts';
import type { Context } from '../../platform/context.ts';
import type { Dimension, Fact, FactKindName } from '../../platform/facts.ts';

/** The value of a dimension of those that came after it had as many as are kept apart. */
export const OTHER = '(other)';

/** What is counted. `projectId` may be `INSTALLATION` (platform/facts). Authorization is the caller's. */
export interface RollupRequest {
  projectId: string;
  kind: FactKindName;
  /** The window, half-open; both are whole milliseconds. */
  from: Date;
  to: Date;
  /** An IANA name: in which days, weeks and months begin. */
  zone: string;
  /** Null: one bucket, the whole window. The first and the last are clipped to the window. */
  interval: Interval | null;
  /** Only dimensions that one of the kind's cuts has all of, those of `where` included. */
  groupBy: readonly Dimension[];
  /** Any of these values; an empty text stands for "none". An empty list matches nothing. */
  where: Partial<Record<Dimension, readonly string[]>>;
  parts: { sketch?: boolean; actors?: boolean };
}

/** One bucket of one group that has anything in it. Groups beyond a dimension's cap are {@link OTHER}. */
export interface RollupRow {
  /** The bucket's begin (of a clipped one: of the window); null without an interval. */
  from: Date | null;
  /** Those of `groupBy`; an empty text where the facts say none. */
  keys: Partial<Record<Dimension, string>>;
  count: number;
  errorCount: number;
  /** How many of them have a value; sum, least and most are of these, in whole units of the kind. */
  valueCount: number;
  valueSum: number;
  valueMin: number | null;
  valueMax: number | null;
  costNano: number;
  /** Of the values; null when not asked for, or there is no value. */
  sketch: LogHistogram | null;
  /** Who; null when not asked for, or nobody was named. */
  actors: Distinct | null;
}

/** One fact behind a number. */
export interface FactRow {
  /** Unique in the store; what pages go on from. */
  seq: number;
  at: Date;
  kind: FactKindName;
  id: string | null;
  serviceId: string | null;
  environmentId: string | null;
  name: string | null;
  status: string | null;
  count: number;
  value: number | null;
  costNano: number | null;
  actor: string | null;
  subjectId: string | null;
  data: Record<string, unknown> | null;
}

export interface FactRowsRequest extends Pick<RollupRequest, 'projectId' | 'from' | 'to' | 'where'> {
  /** One or several kinds. */
  kinds: readonly FactKindName[];
  /** At most 1,000. */
  first: number;
  /** Those older than this one. */
  after?: { at: Date; seq: number } | null;
}

export interface FoldResult {
  foldedCount: number;
  /** Whose numbers changed. */
  projectIds: string[];
  /** One more with each fold; what is read afterwards is of this version or a later one. */
  version: number;
  /** There is more to count, or an older transaction, still open, keeps facts from being counted: fold again soon. */
  isBehind: boolean;
}

/**
 * Where facts are kept and counted. All that analytics knows of a database: another one stands here when it passes the suite of
 * test/store.contract.ts.
 */
export interface AnalyticsStore {
  /** Keeps facts in the open transaction of `ctx`. Their months must be there (see platform/facts). */
  append(ctx: Context, facts: readonly Fact[]): Promise<void>;
  /**
   * Counts facts that have been committed and not been counted yet, some hundred thousand at most, each exactly once whoever else
   * folds, commits late or dies. Null when another process is at it.
   */
  fold(ctx: Context): Promise<FoldResult | null>;
  /** Whether all facts of a project of before a moment that are there have been counted; false where nobody can tell soon. */
  areCounted(ctx: Context, asked: { projectId: string; before: Date }): Promise<boolean>;
  /**
   * Counts anew, from the facts themselves, all whole days (of the project's zone) that the range touches. What is older than the
   * facts that are still there stays as it is. Returns what was counted anew; null when there is nothing left to count it from.
   */
  rebuild(ctx: Context, range: { projectId?: string; from: Date; to: Date }): Promise<{ from: Date; to: Date } | null>;
  /** In order of time, then of keys. Exact at the window's edges while the facts, or their fine counts, are still there. */
  read(ctx: Context, request: RollupRequest): Promise<RollupRow[]>;
  /** The facts behind a number, newest first. */
  rows(ctx: Context, request: FactRowsRequest): Promise<FactRow[]>;
  /** The number of the last fold. */
  version(ctx: Context): Promise<number>;
  /** The same, and behind its point how long ago that was: grows with time, by whichever process it is asked. */
  moment(ctx: Context): Promise<number>;
}
