import { type App, systemContext } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { enqueueRun, RUN_JOB } from './run.signals.ts';
import { tellWaiting } from './run.waits.ts';

/** Waits that are over within this are timed exactly; the next heartbeat comes before. */
const AHEAD_MS = 3_000;
/** A job has claimed its run, or waits for a place, long before. */
const FORGOTTEN_AFTER_SECONDS = 10;
/** A failed job waits e^attempts seconds, and workers that were killed count as attempts: its run must not wait so long. */
const TOO_LATE_SECONDS = 30;
/** Not at every heartbeat: it is seldom needed. */
const LOOK_FOR_FORGOTTEN_MS = 10_000;
/** Passes all nodes that wait for something. */
const LOOK_FOR_UNTOLD_MS = 60_000;

export interface RunScheduler {
  /** Looks for waits that are over soon, for runs that no job will claim, and for nodes whom nobody told what they wait for. */
  tick(): Promise<void>;
  stop(): void;
}

/** Wakes runs that wait for a time. Every worker does it: one job too many does no harm, a claim succeeds once. */
export function createRunScheduler(app: App, claim: (id: string) => void): RunScheduler {
  const timers = new Map<string, NodeJS.Timeout>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;

  const wakeForgotten = () =>
    withTransaction(systemContext(app, 'run'), async (ctx) => {
      const forgotten = await query<{ id: string; priority: number }>(
        ctx,
        `-- runs.forgotten
        select r.id, r.priority from runs r
        where r.status in ('QUEUED', 'RUNNING') and r.owner_worker_id is null
          and coalesce(r.started_at, r.created_at) < $1::timestamptz - make_interval(secs => $2)
          and not exists (
            select from graphile_worker.jobs j where j.key = $3 || '/' || r.id
              and (j.locked_at is not null or j.attempts >= j.max_attempts or j.run_at < now() + make_interval(secs => $4)))
          and (r.concurrency_key is null or r.status = 'RUNNING' or not exists (
            select from runs o where o.workflow_id = r.workflow_id and o.concurrency_key = r.concurrency_key and o.id <> r.id
              and o.status in ('RUNNING', 'WAITING')))
        limit 1000`,
        [app.now(), FORGOTTEN_AFTER_SECONDS, RUN_JOB, TOO_LATE_SECONDS],
      );
      for (const { id, priority } of forgotten) await enqueueRun(ctx, id, { priority });
    });

  return {
    async tick() {
      const now = app.now();
      const due = await query<{ id: string; wakeAt: string }>(
        systemContext(app, 'run'),
        `-- runs.due
        select id, wake_at as "wakeAt" from runs where wake_at <= $1 and owner_worker_id is null
          and status in ('QUEUED', 'RUNNING', 'WAITING') order by wake_at limit 1000`,
        [new Date(now.getTime() + AHEAD_MS)],
      );
      for (const { id, wakeAt } of due) {
        if (timers.has(id)) continue;
        const timer = setTimeout(
          () => {
            timers.delete(id);
            claim(id);
          },
          Math.max(0, Date.parse(wakeAt) - now.getTime()),
        );
        timers.set(id, timer);
      }
      if (performance.now() - lookedAt < LOOK_FOR_FORGOTTEN_MS) return;
      lookedAt = performance.now();
      await wakeForgotten();
      if (performance.now() - toldAt < LOOK_FOR_UNTOLD_MS) return;
      toldAt = performance.now();
      await tellWaiting(app);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
