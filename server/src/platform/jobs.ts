import type { Context } from './context.ts';
import { queryOne } from './db/sql.ts';

/**
 * Enqueues background work in the transaction that needs it: both happen or neither. With a `key`, a job that waits already
 * is replaced, not added again. Jobs with a lower `priority` are taken first.
 */
export async function addJob(
  ctx: Context,
  task: string,
  payload: Record<string, unknown>,
  options: { key?: string; runAt?: Date; maxAttempts?: number; priority?: number } = {},
): Promise<void> {
  await queryOne(
    ctx,
    `select from graphile_worker.add_job($1, $2::json, job_key => $3, run_at => coalesce($4, now()), max_attempts => $5,
       priority => $6::integer)`,
    [
      task,
      JSON.stringify(payload),
      options.key ?? null,
      options.runAt ?? null,
      options.maxAttempts ?? 25,
      options.priority ?? 0,
    ],
  );
}
