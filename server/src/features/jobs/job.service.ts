import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { requireAdministrator } from '../../platform/auth/authorize.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { parseInput } from '../../platform/validation.ts';
import { giveUpDeliveries } from '../notifications/notification.service.ts';
import { type LockedJob, lockJobs, subjectIdOf } from './job.queries.ts';
import { jobKind, kindOfTask } from './job.rules.ts';
import type { JobProblem, JobsInput, JobsResult } from './job.types.ts';

const rules = z.object({
  ids: z
    .array(z.string().regex(/^\d{1,18}$/, 'Use the number of a job.'))
    .min(1, 'Choose a job.')
    .max(100, 'Choose at most 100 jobs.'),
});

/** Makes jobs due now, with all their attempts anew. What runs, or is there no more, is told and left as it is. */
export function retryJobs(ctx: Context, input: JobsInput): Promise<JobsResult> {
  return withEach(ctx, input, 'job.retried', async (ctx, jobs) => {
    const due = jobs.filter(({ state, attempts }) => state !== 'READY' || attempts > 0);
    await query(
      ctx,
      `-- jobs.retry
      select from graphile_worker.reschedule_jobs($1::bigint[], run_at => now(), attempts => 0)`,
      [due.map(({ id }) => id)],
    );
    return { done: due, problems: [], count: jobs.length };
  });
}

/**
 * Takes jobs out of the queue. A message that is not delivered any more counts as failed. What wakes a run that only waits
 * stays: nothing else would tell the run.
 */
export function dropJobs(ctx: Context, input: JobsInput): Promise<JobsResult> {
  return withEach(ctx, input, 'job.dropped', async (ctx, jobs) => {
    const asleep = await waitingRuns(ctx, jobs);
    const needed = (job: LockedJob) => job.task === 'run' && job.payloadId !== null && asleep.has(job.payloadId);
    const done = jobs.filter((job) => !needed(job));
    await query(ctx, '-- jobs.drop\nselect from graphile_worker.complete_jobs($1::bigint[])', [
      done.map(({ id }) => id),
    ]);
    const deliveries = done.filter(({ task }) => task === 'notification.deliver').flatMap((job) => job.payloadId ?? []);
    if (deliveries.length > 0) await giveUpDeliveries(ctx, deliveries, 'An administrator dropped it.');
    const message = 'It wakes a run that waits, and nothing else would. Cancel the run instead.';
    return { done, problems: jobs.filter(needed).map(({ id }) => ({ id, message })), count: done.length };
  });
}

/** Those of the jobs' runs that nobody looks after but a job: they wait for something that may just have come. */
async function waitingRuns(ctx: Context, jobs: readonly LockedJob[]): Promise<Set<string>> {
  const ids = jobs.filter(({ task }) => task === 'run').flatMap((job) => job.payloadId ?? []);
  if (ids.length === 0) return new Set();
  const rows = await query<{ id: string }>(
    ctx,
    `-- jobs.waitingRuns
    select id from runs where id = any($1) and status = 'WAITING' and owner_worker_id is null`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

type Work = (ctx: Context, jobs: LockedJob[]) => Promise<{ done: LockedJob[]; problems: JobProblem[]; count: number }>;

/** The order of both verbs: only administrators; the jobs kept from workers; the change; one audit event for each. */
async function withEach(ctx: Context, input: JobsInput, action: string, work: Work): Promise<JobsResult> {
  requireAdministrator(ctx);
  const ids = [...new Set(parseInput(rules, input).ids)];
  return withTransaction(asSystem(ctx), async (ctx) => {
    const jobs = await lockJobs(ctx, ids);
    const known = new Set(jobs.map(({ id }) => id));
    const running = jobs.filter(({ state }) => state === 'RUNNING');
    const { done, problems, count } = await work(
      ctx,
      jobs.filter(({ state }) => state !== 'RUNNING'),
    );
    for (const job of done)
      await recordAudit(ctx, {
        action,
        projectId: null,
        subject: { id: job.id, type: 'BackgroundJob', name: jobKind(kindOfTask(job.task)).title },
        detail: { kind: kindOfTask(job.task), about: subjectIdOf(job), state: job.state, attempts: job.attempts },
      });
    return {
      count,
      problems: [
        ...problems,
        ...running.map(({ id }) => ({ id, message: 'A worker is at it now: wait until it has ended or failed.' })),
        ...ids.filter((id) => !known.has(id)).map((id) => ({ id, message: 'It is no longer in the queue.' })),
      ],
    };
  });
}
