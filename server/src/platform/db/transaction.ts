import type { Context } from '../context.ts';

/**
 * Runs `work` in one transaction with a context of its own: shadow `ctx` with it, so that the outer one can't be used by
 * mistake. A nested call joins the transaction that is open. What was put into `afterCommit` runs once it has committed.
 */
export async function withTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.manager) return work(ctx);
  const afterCommit: (() => void)[] = [];
  const result = await ctx.app.dataSource.transaction((manager) =>
    // Loaders start empty: what was read before the lock is not trusted inside.
    work({ ...ctx, manager, afterCommit, loaders: new Map() }),
  );
  ctx.loaders.clear();
  for (const effect of afterCommit) effect();
  return result;
}

/** Tells subscribers in all processes that `topic` changed, once the change has committed. */
export function publish(ctx: Context, ...topics: string[]): void {
  const send = () => ctx.app.events.publish(topics);
  if (ctx.manager) ctx.afterCommit.push(send);
  else send();
}
