import { type App, type Context, systemContext } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Reaction } from '../../platform/occurrences.ts';
import type { Json } from '../nodes/node.types.ts';
import { signalRun } from './run.signals.ts';

/** What a node that waits for the deployment is told; null while it goes on. */
export async function deploymentEnding(ctx: Context, deploymentId: string): Promise<{ [key: string]: Json } | null> {
  const row = await queryOne<{ status: string; statusReason: string | null; version: string }>(
    ctx,
    `-- runs.deploymentEnding
    select status, status_reason as "statusReason", version from deployments
    where id = $1 and status in ('SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT', 'REJECTED')`,
    [deploymentId],
  );
  return row && { kind: 'DEPLOYMENT', deploymentId, ...row };
}

/** As {@link deploymentEnding}, of a run. */
function runEnding(ctx: Context, runId: string): Promise<{ [key: string]: Json } | null> {
  return queryOne<{ [key: string]: Json }>(
    ctx,
    `-- runs.runEnding
    select id as "runId", status, output, error from runs where id = $1`,
    [runId],
  );
}

/** Lets the nodes go on that wait for a deployment that has ended. Twice is the same as once: nobody waits any more. */
export const wakeWaiting: Reaction = async (ctx, occurrence) => {
  if (!occurrence.kind.startsWith('deployment.') || !occurrence.subjectId) return;
  const ending = await deploymentEnding(ctx, occurrence.subjectId);
  if (!ending) return;
  const waiting = await query<{ runId: string; nodeKey: string; path: string }>(
    ctx,
    `-- runs.waitingFor
    select run_id as "runId", node_key as "nodeKey", path from node_runs where wait_key = $1 and status = 'WAITING' limit 1000`,
    [occurrence.subjectId],
  );
  for (const node of waiting) await signalRun(ctx, { ...node, kind: 'DEPLOYMENT', data: ending });
};

/** Whoever tells of an end has done so long before. */
const LATE_AFTER_SECONDS = 60;
const MOST_AT_ONCE = 100;

/**
 * Tells nodes that wait for a deployment or another run which has ended, and whom nobody told: the job that does it was dropped,
 * or failed for good. Says how many. Through `ix_node_runs_wait`, which has those that wait and no others.
 */
export function tellWaiting(app: App): Promise<number> {
  return withTransaction(systemContext(app, 'run'), async (ctx) => {
    const waiting = await query<{
      runId: string;
      nodeKey: string;
      path: string;
      kind: 'DEPLOYMENT' | 'CHILD_RUN';
      key: string;
    }>(
      ctx,
      `-- runs.untold
      select n.run_id as "runId", n.node_key as "nodeKey", n.path, n.wait_kind as kind, n.wait_key as key
      from node_runs n
      join runs r on r.id = n.run_id and r.status in ('QUEUED', 'RUNNING', 'WAITING')
      left join deployments d on n.wait_kind = 'DEPLOYMENT' and d.id = n.wait_key
      left join runs c on n.wait_kind = 'CHILD_RUN' and c.id = n.wait_key
      where n.wait_key is not null and n.status = 'WAITING' and n.wait_kind in ('DEPLOYMENT', 'CHILD_RUN')
        and case n.wait_kind
          when 'DEPLOYMENT' then d.status in ('SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT', 'REJECTED')
          else c.status in ('SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT') end
        and coalesce(d.finished_at, c.finished_at) < $1::timestamptz - make_interval(secs => $2)
        and not exists (
          select from run_signals s where s.run_id = n.run_id and s.kind = n.wait_kind and s.node_key = n.node_key and s.path = n.path)
      limit $3
      for no key update of r skip locked`,
      [app.now(), LATE_AFTER_SECONDS, MOST_AT_ONCE],
    );
    for (const { key, ...node } of waiting) {
      const data = await (node.kind === 'DEPLOYMENT' ? deploymentEnding(ctx, key) : runEnding(ctx, key));
      await signalRun(ctx, { ...node, data });
    }
    if (waiting.length > 0) app.log.warn({ count: waiting.length }, 'nodes were told late of what they wait for');
    return waiting.length;
  });
}
