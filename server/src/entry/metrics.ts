import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { countJobs } from '../features/jobs/job.queries.ts';
import type { App } from '../platform/context.ts';
import { systemContext } from '../platform/context.ts';
import { query } from '../platform/db/sql.ts';
import type { RefusalCounts } from '../platform/limits/refusals.ts';

/** `/metrics` in Prometheus' text format: the process, deployments by status, the queue of background work, live workers. */
export function createMetrics(app: App, refusals: RefusalCounts, live: () => Record<string, number>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'pilothouse_deployments_open',
    help: 'Deployments that wait or run now, by status.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await query<{ status: string; count: number }>(
        systemContext(app, 'metrics'),
        `-- metrics.deployments
        select status, count(*) as count from deployments
        where status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING') group by status`,
      );
      for (const row of rows) this.set({ status: row.status.toLowerCase() }, row.count);
    },
  });
  new Gauge({
    name: 'pilothouse_workers',
    help: 'Workers with a heartbeat in the last 10 s.',
    registers: [registry],
    async collect() {
      const rows = await query<{ count: number }>(
        systemContext(app, 'metrics'),
        `-- metrics.workers
        select count(*) as count from workers where heartbeat_at > now() - interval '10 seconds'`,
      );
      this.set(rows[0]?.count ?? 0);
    },
  });
  registerQueue(app, registry);
  new Gauge({
    name: 'pilothouse_live',
    help: 'Live connections and subscriptions of this process.',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      for (const [kind, count] of Object.entries(live())) this.set({ kind }, count);
    },
  });
  new Counter({
    name: 'pilothouse_refused_total',
    help: 'What was turned away before it could do anything, by reason.',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [reason, count] of refusals.all()) this.inc({ reason }, count);
    },
  });
  return registry;
}

/** Depth of the queue, and the age of what waits longest in it. Both ask at the same moment, and share one statement. */
function registerQueue(app: App, registry: Registry): void {
  let reading: ReturnType<typeof countJobs> | null = null;
  const read = () => {
    reading ??= countJobs(systemContext(app, 'metrics')).finally(() => {
      reading = null;
    });
    return reading;
  };
  new Gauge({
    name: 'pilothouse_jobs',
    help: 'Jobs in the queue of background work, by kind and state.',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      const kinds = await read();
      this.reset();
      for (const { kind, ...counts } of kinds) {
        this.set({ kind, state: 'running' }, counts.runningCount);
        this.set({ kind, state: 'ready' }, counts.readyCount);
        this.set({ kind, state: 'scheduled' }, counts.scheduledCount);
        this.set({ kind, state: 'retrying' }, counts.retryingCount);
        this.set({ kind, state: 'failed' }, counts.failedCount);
      }
    },
  });
  new Gauge({
    name: 'pilothouse_jobs_oldest_seconds',
    help: 'For how long the oldest job of a kind has been due without a worker; 0 when none waits.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const kinds = await read();
      this.reset();
      const now = app.now().getTime();
      for (const { kind, oldestDueAt } of kinds)
        this.set({ kind }, oldestDueAt ? Math.max(0, now - Date.parse(oldestDueAt)) / 1_000 : 0);
    },
  });
}
