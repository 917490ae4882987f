import type { TaskList } from 'graphile-worker';
import { type App, systemContext } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { JOB_KINDS, kindOfTask } from './job.rules.ts';

/**
 * After the time at which one more attempt would have been due: six hours after the last failure, at once where the last
 * attempts ended with their workers. So what can't work is tried no more often than before it was given up.
 */
const REST_MINUTES = 10;
const MOST_AT_ONCE = 1_000;
/** No index serves it, on purpose, see `listJobs`. */
const EVERY_MS = 60_000;

/**
 * Gives jobs that failed for good their attempts anew where something waits for them: with their key they keep another job
 * from being made, and what they are about would be stuck for ever. Says how many.
 */
export async function retryStuckJobs(app: App): Promise<number> {
  return withTransaction(systemContext(app, 'jobs'), async (ctx) => {
    const tasks = await query<{ id: number; task: string }>(
      ctx,
      `-- jobs.tasks
      select id, identifier as task from graphile_worker._private_tasks`,
    );
    const awaited = tasks.filter(({ task }) => JOB_KINDS[kindOfTask(task)]?.isAwaited);
    const jobs = await query<{ id: string }>(
      ctx,
      `-- jobs.stuck
      with stuck as (
        select id from graphile_worker._private_jobs
        where attempts >= max_attempts and locked_at is null and key is not null and task_id = any($1)
          and run_at < now() - make_interval(mins => $2)
        order by run_at limit $3
        for update skip locked
      )
      select j.id from graphile_worker.reschedule_jobs(array(select id from stuck), run_at => now(), attempts => 0) j`,
      [awaited.map(({ id }) => id), REST_MINUTES, MOST_AT_ONCE],
    );
    if (jobs.length > 0) app.log.warn({ count: jobs.length }, 'jobs that had failed for good are tried again');
    return jobs.length;
  });
}

/** As a worker's work. Several workers do no harm: each takes what the others don't. */
export function createJobUpkeep(app: App): Work {
  let nextAt = 0;
  return {
    tasks: (): TaskList => ({}),
    async release() {},
    renounce() {},
    async tick() {
      const now = app.now().getTime();
      if (now < nextAt) return;
      nextAt = now + EVERY_MS;
      await retryStuckJobs(app);
    },
  };
}
