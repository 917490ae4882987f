import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { runSignalsTopic } from '../../platform/events.ts';
import { addJob } from '../../platform/jobs.ts';
import type { Json } from '../nodes/node.types.ts';

/** The job that claims a run and drives it. */
export const RUN_JOB = 'run';

export type SignalKind = 'CANCEL' | 'APPROVAL' | 'WEBHOOK' | 'CHILD_RUN' | 'DEPLOYMENT';

/** Of a run with priority 0. Behind the jobs of all other kinds: there may be many, and whoever looks for another looks past them. */
const MIDDLE_PRIORITY = 20;

/**
 * In the transaction that makes a run or lets one go on: a worker claims it, unless one has it already; those with a higher
 * `priority` first.
 */
export function enqueueRun(
  ctx: Context,
  runId: string,
  options: { priority?: number; runAt?: Date } = {},
): Promise<void> {
  const { priority = 0, runAt } = options;
  return addJob(
    ctx,
    RUN_JOB,
    { id: runId },
    { key: `${RUN_JOB}/${runId}`, runAt, priority: MIDDLE_PRIORITY - priority },
  );
}

/** The run's priority, by its job's. */
export const priorityOf = (jobPriority: number): number => MIDDLE_PRIORITY - jobPriority;

/**
 * Tells a run something from outside: `nodeKey` and `path` name the node that waits for it, `data` is what its `resume` gets
 * besides the kind. Joins an open transaction. Reaches the run however often its owner changes; a run that has ended ignores it.
 */
export async function signalRun(
  ctx: Context,
  signal: { runId: string; kind: SignalKind; nodeKey?: string; path?: string; data?: Json },
): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    const run = await queryOne<{ projectId: string; priority: number }>(
      ctx,
      `-- runs.signal
      update runs set signal_seq = signal_seq + 1
      where id = $1 and status in ('QUEUED', 'RUNNING', 'WAITING') returning project_id as "projectId", priority`,
      [signal.runId],
    );
    if (!run) return;
    await execute(
      ctx,
      'insert into run_signals (project_id, run_id, kind, node_key, path, data) values ($1, $2, $3, $4, $5, $6)',
      [
        run.projectId,
        signal.runId,
        signal.kind,
        signal.nodeKey ?? null,
        signal.path ?? null,
        JSON.stringify(signal.data ?? null),
      ],
    );
    await enqueueRun(ctx, signal.runId, run);
    publish(ctx, `${runSignalsTopic}#${signal.runId}`);
  });
}
