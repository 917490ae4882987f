import { asSystem, type Context } from '../../platform/context.ts';
import { recordFacts } from '../../platform/facts.ts';
import { foldFacts } from './fold.ts';
import { readRollups } from './read.queries.ts';
import { readFactRows } from './read-facts.queries.ts';
import { rebuildRollups } from './rebuild.ts';
import { areCounted, readMoment, readVersion } from './rollup.queries.ts';
import type { AnalyticsStore } from './store.types.ts';

/** Facts and rollups in the product's own Postgres; see docs/decisions/analytics-store.md. */
export const postgresStore: AnalyticsStore = {
  append: recordFacts,
  fold: (ctx) => foldFacts(asSystem(ctx)),
  rebuild: (ctx, range) => rebuildRollups(asSystem(ctx), range),
  read: readRollups,
  rows: readFactRows,
  version: (ctx: Context) => readVersion(ctx),
  moment: (ctx: Context) => readMoment(ctx),
  areCounted,
};
