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
    // As `add_job` does it, at half of its price.
    `select from graphile_worker.add_jobs(array[($1::text, $2::json, null, coalesce($4::timestamptz, now()), $5::smallint, $3::text,
       $6::smallint, null)::graphile_worker.job_spec])`,
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
