import { setTimeout as pause } from 'node:timers/promises';
import { residentBytes } from './product.ts';
import { type Cluster, cpuUsOf } from './workflows-postgres.ts';
import { acceptRuns, type Ours } from './workflows-products.ts';

const BATCH = 2_000;
const IDLE_MS = 10_000;

/**
 * Runs that wait for a month: what the worker’s memory grows by, after it has been through a tenth of them, and what it and
 * Postgres do while all of them wait.
 */
export async function measureWaiting(cluster: Cluster, ours: Ours, count: number) {
  const worker = ours.workers[0]?.pid as number;
  const startedAt = performance.now();
  let warmBytes = 0;
  let peakBytes = 0;
  for (let made = 0; made < count; made += BATCH) {
    if (warmBytes === 0 && made >= count / 10) warmBytes = await residentBytes(worker);
    const ids = Array.from({ length: BATCH }, () => ours.newId('run'));
    await acceptRuns(ours.client, ours.waiting, ids, made);
    while ((await countBusy(ours)) > 0) {
      peakBytes = Math.max(peakBytes, await residentBytes(worker));
      await pause(50);
    }
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const before = { worker: cpuUsOf(worker), postgres: cpuUsOf(cluster.postmasterPid, true) };
  await pause(IDLE_MS);
  const bytes = await residentBytes(worker);
  const perSecond = (us: number) => Math.round(us / IDLE_MS);
  return {
    runs: count,
    runsPerSecond: Math.round(count / seconds),
    workerMB: { afterATenth: megabytes(warmBytes), peak: megabytes(peakBytes), afterAll: megabytes(bytes) },
    growthBytesPerRun: Math.round((bytes - warmBytes) / (count * 0.9)),
    idleCpuMsPerSecond: {
      worker: perSecond(cpuUsOf(worker) - before.worker),
      postgres: perSecond(cpuUsOf(cluster.postmasterPid, true) - before.postgres),
    },
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

async function countBusy(ours: Ours): Promise<number> {
  const { rows } = await ours.client.query<{ count: string }>({
    name: 'busy',
    text: `/* bench-own */ select (select count(*) from runs where project_id = $1 and status in ('QUEUED', 'RUNNING'))
      + (select count(*) from graphile_worker._private_jobs where run_at <= now()) as count`,
    values: [ours.waiting.projectId],
  });
  return Number(rows[0]?.count);
}
