import type { AnalyticsStore } from '../server/src/features/analytics/store.types.ts';
import type { App, Context } from '../server/src/platform/context.ts';
import { progress } from './analytics-data.ts';
import { fromServer, stops } from './list-targets.ts';

/** The store as a worker has it, in this process: nobody else counts meanwhile. */
export interface OpenStore {
  store: AnalyticsStore;
  ctx: Context;
}

export async function openStore(url: string): Promise<OpenStore> {
  const { createDataSource } =
    await fromServer<typeof import('../server/src/platform/db/data-source.ts')>('platform/db/data-source.js');
  const { Reads } = await fromServer<typeof import('../server/src/platform/db/reads.ts')>('platform/db/reads.js');
  const { systemContext } = await fromServer<typeof import('../server/src/platform/context.ts')>('platform/context.js');
  const { postgresStore } = await fromServer<typeof import('../server/src/features/analytics/postgres-store.ts')>(
    'features/analytics/postgres-store.js',
  );
  const unscopedDataSource = createDataSource({ url, entities: [], poolSize: 4, isUnscoped: true });
  await unscopedDataSource.initialize();
  stops.push(() => unscopedDataSource.destroy());
  const reads = new Reads(url);
  stops.push(() => reads.close());
  const app = { unscopedDataSource, reads, now: () => new Date() } as unknown as App;
  return { store: postgresStore, ctx: systemContext(app, 'bench') };
}

/**
 * All there is. Facts per second; and the longest that anything else in this process would have waited, in ms: by the clock, and by
 * the processor time of it, which others on the machine don't lengthen.
 */
export async function foldAll({
  store,
  ctx,
}: OpenStore): Promise<{ factsPerSecond: number; longestMs: number; longestCpuMs: number }> {
  const startedAt = performance.now();
  let count = 0;
  let longestMs = 0;
  let longestCpuMs = 0;
  let lastAt = performance.now();
  let lastCpu = process.threadCpuUsage();
  const watch = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastAt - 5);
    lastAt = performance.now();
    const { user, system } = process.threadCpuUsage(lastCpu);
    longestCpuMs = Math.max(longestCpuMs, (user + system) / 1_000);
    lastCpu = process.threadCpuUsage();
  }, 5);
  try {
    for (;;) {
      const result = await store.fold(ctx);
      count += result?.foldedCount ?? 0;
      progress(`${count} facts counted`);
      if (result && !result.isBehind) break;
    }
  } finally {
    clearInterval(watch);
  }
  return { factsPerSecond: count / ((performance.now() - startedAt) / 1_000), longestMs, longestCpuMs };
}
