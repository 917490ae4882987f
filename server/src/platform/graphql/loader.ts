import DataLoader from 'dataloader';
import type { Context } from '../context.ts';

/** A batch function: results in the order of the keys. */
export type Batch<Key, Value> = (ctx: Context, keys: readonly Key[]) => Promise<Value[]>;

/** The request's loader for `batch`, made when first used. The function itself is the key: define it once, at module level. */
export function loaderOf<Key, Value>(ctx: Context, batch: Batch<Key, Value>): DataLoader<Key, Value> {
  let loader = ctx.loaders.get(batch) as DataLoader<Key, Value> | undefined;
  if (!loader) {
    loader = new DataLoader((keys: readonly Key[]) => batch(ctx, keys), { maxBatchSize: 500 });
    ctx.loaders.set(batch, loader);
  }
  return loader;
}

/** Rows into the order of the keys; `missing` where there is none. */
export function inOrder<Row, Value>(
  keys: readonly string[],
  rows: Row[],
  keyOf: (row: Row) => string,
  pick: (row: Row) => Value,
  missing: Value,
): Value[] {
  const found = new Map(rows.map((row) => [keyOf(row), pick(row)]));
  return keys.map((key) => found.get(key) ?? missing);
}
