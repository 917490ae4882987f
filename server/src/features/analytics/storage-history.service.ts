import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { type Fact, recordFacts } from '../../platform/facts.ts';
import { keptOf, projectsToMeasure } from './measure.queries.ts';
import { KEPT_PARTS, partsOf } from './storage-course.rules.ts';

const DAY_MS = 86_400_000;
/** Projects of one transaction. */
const AT_ONCE = 50;

/**
 * Writes down what each project keeps, once a day (UTC); `again`: also of those of which it has been done, as much has left. For the
 * product itself. Several workers may do it at once. Returns of how many projects.
 */
export async function recordStorage(ctx: Context, { again = false }: { again?: boolean } = {}): Promise<number> {
  const now = ctx.app.now();
  const since = again ? null : new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  let count = 0;
  for (let after = ''; ; ) {
    const ids = await withTransaction(ctx, (ctx) => recordSome(ctx, { after, since, limit: AT_ONCE }));
    count += ids.length;
    if (ids.length < AT_ONCE) return count;
    after = ids.at(-1) ?? '';
  }
}

async function recordSome(
  ctx: Context,
  which: { after: string; since: Date | null; limit: number },
): Promise<string[]> {
  // Whoever comes second finds that it has been done.
  await query(ctx, `select pg_advisory_xact_lock(hashtextextended('storage history', 0))`);
  const ids = await projectsToMeasure(ctx, which);
  const kept = await keptOf(ctx, ids);
  const facts = kept.flatMap((one) => {
    const parts = partsOf(one);
    return KEPT_PARTS.map((name): Fact => ({ projectId: one.projectId, kind: 'storage', name, value: parts[name] }));
  });
  await recordFacts(ctx, facts);
  return ids;
}
