import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { FoldState, keepState, takeState } from './fold-state.ts';
import { Folder } from './folder.ts';
import {
  type Cursor,
  type FactPlace,
  factsAfter,
  hasWaitingFacts,
  lastForeignSeq,
  lockCursor,
  moveCursor,
} from './rollup.queries.ts';
import type { FoldResult } from './store.types.ts';

/** Facts of one read. */
const BATCH = 4_000;
/** Facts of one transaction: a backfill is over in many, so that what has been counted can be seen. */
const MOST_FACTS = 400_000;

/** For tests: smaller numbers meet more borders. */
export interface FoldSizes {
  batch?: number;
  mostFacts?: number;
  mostRollups?: number;
  copied?: number;
}

/** Counts what is there, see {@link AnalyticsStore.fold}. */
export function foldFacts(ctx: Context, sizes: FoldSizes = {}): Promise<FoldResult | null> {
  return withTransaction(ctx, (ctx) => foldOnce(ctx, sizes));
}

async function foldOnce(ctx: Context, sizes: FoldSizes): Promise<FoldResult | null> {
  const cursor = await lockCursor(ctx, { waits: false });
  if (!cursor) return null;
  const { mostRollups, copied } = sizes;
  const state = cursor.isOfAnotherServer ? new FoldState() : takeState(ctx.app, cursor);
  const folder = new Folder(ctx, { state, mostRollups, copied });
  try {
    if (cursor.isOfAnotherServer) return await foldRestored(ctx, cursor, folder, sizes);
    const { last, hasMore } = await foldRange(ctx, folder, { ...cursor, before: cursor.horizon }, sizes);
    if (!last) {
      keepState(ctx.app, cursor, state);
      return { ...nothing(cursor), isBehind: await hasWaitingFacts(ctx, cursor) };
    }
    await folder.write({ isEnd: true });
    const mark = await moveCursor(ctx, { xid: last.xid, seq: last.seq, floorSeq: cursor.floorSeq });
    ctx.afterCommit.push(() => keepState(ctx.app, mark, state));
    return { ...folder.result, version: mark.version, isBehind: hasMore || (await hasWaitingFacts(ctx, cursor)) };
  } finally {
    await folder.settled();
  }
}

const nothing = (cursor: Cursor): FoldResult => ({
  foldedCount: 0,
  projectIds: [],
  version: cursor.version,
  isBehind: false,
});

/**
 * The database was restored into a server whose transactions have lower numbers. What the server before had not counted is counted
 * now, all at once; from here on facts up to the floor are told by their own numbers, which went on.
 */
async function foldRestored(ctx: Context, cursor: Cursor, folder: Folder, sizes: FoldSizes): Promise<FoldResult> {
  const unlimited = { ...sizes, mostFacts: Number.POSITIVE_INFINITY };
  await foldRange(ctx, folder, { ...cursor, before: null }, unlimited);
  const floorSeq = await lastForeignSeq(ctx, cursor);
  await foldRange(ctx, folder, { xid: '0', seq: 0, floorSeq, before: cursor.horizon }, unlimited);
  await folder.write({ isEnd: true });
  const { version } = await moveCursor(ctx, { xid: cursor.horizon, seq: 0, floorSeq });
  return { ...folder.result, version, isBehind: await hasWaitingFacts(ctx, { ...cursor, floorSeq }) };
}

interface FoldRange {
  xid: string;
  seq: number;
  floorSeq: number;
  before: string | null;
}

/** Counts a stretch of facts. The next are read while those before are counted. */
async function foldRange(ctx: Context, folder: Folder, range: FoldRange, sizes: FoldSizes) {
  const batch = sizes.batch ?? BATCH;
  const most = sizes.mostFacts ?? MOST_FACTS;
  const readFrom = ({ xid, seq }: { xid: string; seq: number }) => {
    const reading = folder.inTurn(() => factsAfter(ctx, { ...range, xid, seq }, batch));
    // Told of when it is waited for.
    reading.catch(() => {});
    return reading;
  };
  let next = readFrom(range);
  let last: FactPlace | null = null;
  for (let sum = 0; ; ) {
    const read = await next;
    sum += read.facts.length;
    last = read.last ?? last;
    const hasMore = read.facts.length === batch;
    if (hasMore && last && sum < most) next = readFrom(last);
    await folder.count(read.facts);
    if (!hasMore || sum >= most) return { last, hasMore };
  }
}
