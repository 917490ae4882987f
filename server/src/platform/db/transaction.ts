import type pg from 'pg';
import type { Context } from '../context.ts';
import { EVERYTHING, type Scope, scopeOf, setScopeSql } from './scope.ts';

const SET_SCOPE = setScopeSql(true);

/**
 * Runs `work` in one transaction with a context of its own: shadow `ctx` with it, so that the outer one can't be used by
 * mistake. It sees and changes the rows of the actor's projects only. A nested call joins the transaction that is open. What
 * was put into `beforeCommit` runs last in it, what was put into `afterCommit` once it has committed.
 */
export async function withTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.manager) return work(ctx);
  const afterCommit: (() => void)[] = [];
  const isUnscoped = scopeOf(ctx) === EVERYTHING;
  const { dataSource, unscopedDataSource } = ctx.app;
  const result = await (isUnscoped ? unscopedDataSource : dataSource).transaction(async (manager) => {
    // Loaders start empty: what was read before the lock is not trusted inside.
    const inside: Context = { ...ctx, manager, afterCommit, beforeCommit: [], loaders: new Map() };
    if (!isUnscoped) await setScope(inside, scopeOf(ctx));
    const result = await work(inside);
    await runBeforeCommit(inside);
    return result;
  });
  ctx.loaders.clear();
  for (const effect of afterCommit) effect();
  return result;
}

/**
 * Runs `work` on one connection without a transaction, each of its statements committed by itself: for the product's own single
 * statements, where BEGIN and COMMIT would be two more round trips. What was put into `afterCommit` runs when all of it is done.
 */
export async function withSystemConnection<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (scopeOf(ctx) !== EVERYTHING) throw new Error('Only the product itself works outside a transaction.');
  const runner = ctx.app.unscopedDataSource.createQueryRunner();
  const afterCommit: (() => void)[] = [];
  try {
    // Nothing commits at the end, so nothing can wait for it: the audit trail says so by failing.
    const inside: Context = { ...ctx, manager: runner.manager, afterCommit, beforeCommit: Object.freeze([]) as never };
    const result = await work(inside);
    for (const effect of afterCommit) effect();
    return result;
  } finally {
    await runner.release();
  }
}

async function setScope(ctx: Context, { projects, user }: Scope): Promise<void> {
  const client = (await ctx.manager?.queryRunner?.connect()) as pg.PoolClient;
  await client.query({ name: 'scope', text: SET_SCOPE, values: [projects, user] });
}

/** Lets the open transaction see and change the rows of one project more: the one it has just made. */
export async function widenScope(ctx: Context, projectId: string): Promise<void> {
  const { projects, user } = scopeOf(ctx);
  if (projects !== '*') await setScope(ctx, { projects: `${projects},${projectId}`, user });
}

async function runBeforeCommit(ctx: Context): Promise<void> {
  // Everybody locks in the same order, so nobody waits in a ring.
  const inOrder = ctx.beforeCommit.splice(0).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const { run } of inOrder) await run(ctx);
}

/** Tells subscribers in all processes that `topic` changed, once the change has committed. */
export function publish(ctx: Context, ...topics: string[]): void {
  const send = () => ctx.app.events.publish(topics);
  if (ctx.manager) ctx.afterCommit.push(send);
  else send();
}
