import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
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
