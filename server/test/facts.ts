import { analyticsStore } from '../src/features/analytics/store.service.ts';
import { type App, type Context, systemContext } from '../src/platform/context.ts';
import { withTransaction } from '../src/platform/db/transaction.ts';
import { ensureFactMonths, type Fact } from '../src/platform/facts.ts';
import { eventually } from './at-once.ts';

/** The product's own context at a time of the test's choice. */
export function contextAt(app: App, now: string | Date): Context {
  return systemContext({ ...app, now: () => new Date(now) }, 'test');
}

/** Writes facts down and counts them. */
export async function addFacts(ctx: Context, facts: readonly Fact[]): Promise<void> {
  const months = new Map(facts.map(({ at }) => [(at ?? ctx.app.now()).toISOString().slice(0, 7), at ?? ctx.app.now()]));
  await ensureFactMonths(ctx, [...months.values()]);
  await withTransaction(ctx, (ctx) => analyticsStore.append(ctx, facts));
  // An open transaction of any other test, in another database too, keeps them from being counted.
  await eventually('facts to be counted', async () => (await analyticsStore.fold(ctx))?.isBehind === false);
}
