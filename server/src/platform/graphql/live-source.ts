import type { Context } from '../context.ts';

/**
 * What a feature says about one subscription field; everything else (catching up, waiting, sharing one execution among all
 * subscribers with the same document, variables and rights, slow clients, both transports) is done here, once.
 *
 * The field's resolver only hands on the value: it may be executed for many subscribers at once, so it must not look at the
 * cursor argument. With TypeGraphQL:
 *
 *   @Subscription(() => LogBatch, { subscribe: liveSubscribe(deploymentLogField) })
 *   deploymentLog(@Root('deploymentLog') batch: LogBatchRow, @Arg('id', () => ID) _id: string, …) { return batch; }
 */
export interface LiveField<Args extends object = Record<string, unknown>> {
  /** The field's name in `type Subscription`. The value is found under this name in the root value. */
  field: string;
  /** The argument that says where a subscriber begins; what differs by it alone is still shared. */
  cursorArgument?: string;
  /** Finds and authorizes, once per subscriber; throws an `AppError`. What does not exist and what is forbidden: `NOT_FOUND`. */
  open(ctx: Context, args: Args): Promise<LiveSource>;
}

/** A field whatever its arguments are. */
export type AnyLiveField = LiveField<never>;

interface Shared {
  /** What is listened to; see `Events`. */
  topic: string;
  /**
   * All of the viewer's rights that show in the result. Subscribers with equal keys share executions, made with the context of
   * any one of them. The empty string where nothing depends on who looks; the role; the user's id where `viewerCan…` does.
   */
  rightsKey: string;
  /** The least time between two values that all subscribers share; 20 ms when left out. */
  paceMs?: number;
}

/** Something that only grows and is read from a cursor: each value once, in order, also over reconnects. */
export interface LiveLog extends Shared {
  kind: 'log';
  /** This subscriber's cursor: what lies after it is sent. */
  after: number;
  /** The next values after the cursor, at most about 256 KiB of them; null if there are none yet. */
  read(ctx: Context, after: number): Promise<LiveReading | null>;
  /** True: what was read is not kept for those who come later; what lies after a cursor depends on when it is read. */
  isPassing?: boolean;
  /** Asked after each reading: another topic to listen to from now on, besides the first; null as long as there is none. */
  nextTopic?(): string | null;
}

/** One thing's state. The current one is sent at once, then the newest after each change; those between may be left out. */
export interface LiveState extends Shared {
  kind: 'state';
  /** The current state; null ends the subscription (the thing is gone). */
  read(ctx: Context): Promise<{ value: unknown; hasEnded?: boolean } | null>;
}

/** Members of a collection that changed, by the key after `#` in the topic. Nothing is sent until something changes. */
export interface LiveKeys extends Shared {
  kind: 'keys';
  /** The newest state of one thing; null if it is gone or not to be seen: then nothing is sent. */
  read(ctx: Context, key: string): Promise<unknown>;
  /** What is sent again when signals may have been missed: the keys of the newest few things, oldest first. */
  recentKeys(ctx: Context): Promise<string[]>;
}

export type LiveSource = LiveLog | LiveState | LiveKeys;

export interface LiveReading {
  /** Left out: nothing is sent, only the cursor moves. */
  value?: unknown;
  /** The cursor after this value. */
  cursor: number;
  /** True: this was the last one, the subscription completes after it. */
  hasEnded: boolean;
  /** True: more is there already, so the next reading need not wait for company. */
  hasMore?: boolean;
}
