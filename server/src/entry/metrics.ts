import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { App } from '../platform/context.ts';
import { systemContext } from '../platform/context.ts';
import { query } from '../platform/db/sql.ts';
import type { RefusalCounts } from '../platform/limits/refusals.ts';

/** `/metrics` in Prometheus' text format: the process, deployments by status, live workers. */
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
