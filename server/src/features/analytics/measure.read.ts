import type { Context } from '../../platform/context.ts';
import {
  type Batch,
  batchesOf,
  chooseKeys,
  type FactQuery,
  isOfFacts,
  type Keys,
  keysOf,
  readRows,
  withOthers,
} from './measure.batches.ts';
import type { Frame } from './measure.input.ts';
import { analyticsStore } from './store.service.ts';
import type { RollupRow } from './store.types.ts';

/** What was read for a batch. */
export interface BatchReading {
  batch: Batch;
  keys: Keys | null;
  rows: readonly RollupRow[];
  previousRows: readonly RollupRow[] | null;
}

/** What was read for all queries that are counted from facts. */
export interface Reading {
  batches: readonly BatchReading[];
  /** Which of them answers a query. */
  batchOf: ReadonlyMap<number, { query: FactQuery; reading: BatchReading }>;
}

/** Reads for all queries at once: a statement or two for each batch, three or four where there are groups. */
export async function readAll(ctx: Context, frame: Frame): Promise<Reading> {
  const queries = new Map<number, FactQuery>();
  for (const [index, query] of frame.queries.entries()) {
    const found = isOfFacts(query);
    if (found) queries.set(index, found);
  }
  const batches = batchesOf([...queries.values()]);
  const readings = new Map(
    await Promise.all(
      [...new Set(batches.values())].map(async (batch) => [batch, await readBatch(ctx, frame, batch)] as const),
    ),
  );
  const batchOf = new Map(
    [...queries].map(([index, query]) => {
      const reading = readings.get(batches.get(query) as Batch) as BatchReading;
      return [index, { query, reading }];
    }),
  );
  return { batches: [...readings.values()], batchOf };
}

async function readBatch(ctx: Context, frame: Frame, batch: Batch): Promise<BatchReading> {
  const { span, previous } = frame;
  if (batch.groupBy === 'status') return readStatuses(ctx, frame, batch);
  const keys = await chooseKeys(ctx, analyticsStore, frame, batch, previous ? [span, previous] : [span]);
  const [rows, previousRows] = await Promise.all([
    readRows(ctx, analyticsStore, frame, batch, span, keys),
    previous && readRows(ctx, analyticsStore, frame, batch, previous, keys),
  ]);
  return { batch, keys, rows, previousRows };
}

/** There are a handful of statuses: with all of them read by bucket at once, the largest need no statement of their own before. */
async function readStatuses(ctx: Context, frame: Frame, batch: Batch): Promise<BatchReading> {
  const { span, previous } = frame;
  const [all, before] = await Promise.all([
    readRows(ctx, analyticsStore, frame, batch, span, null),
    previous && readRows(ctx, analyticsStore, frame, batch, previous, null),
  ]);
  const keys = keysOf(batch, all, before ?? []);
  return {
    batch,
    keys,
    rows: withOthers(batch, keys, all),
    previousRows: before && withOthers(batch, keys, before),
  };
}
