import type { Context } from '../../platform/context.ts';
import { execute } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { countedFrom } from './rollup.rules.ts';

/** Lets quarters and hours leave that are no longer read; days stay. For the product itself. Returns how many left. */
export async function trimRollups(ctx: Context): Promise<number> {
  const now = ctx.app.now();
  let count = 0;
  for (const grain of [15, 60] as const)
    count += await withTransaction(ctx, (ctx) =>
      execute(ctx, `-- rollups.trim${grain}\ndelete from rollups where grain = ${grain} and bucket < $1`, [
        new Date(countedFrom(grain, now)),
      ]),
    );
  return count;
}
