import pg from 'pg';
import type { TestApp } from './test-app.ts';

/** Looks until there is something, for what sends no event that could be awaited. Rejects at the deadline. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/**
 * Races made certain: holds the rows that `lock` selects until all calls wait for them, then lets go, and returns how each
 * ended. What the calls read before they waited is old by then.
 */
export async function atOnce<T>(
  app: TestApp,
  lock: { sql: string; values: unknown[] },
  calls: (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const holder = new pg.Client({
    connectionString: app.app.config.databaseUrl ?? '',
    options: '-c pilothouse.projects=*',
  });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query(lock.sql, lock.values);
    const results = Promise.allSettled(calls.map((call) => call()));
    await eventually(`${calls.length} waiting statements`, async () => {
      const [row] = await app.sql<{ count: number }>(
        // What other roles wait for is hidden in pg_stat_activity.
        `select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where a.datname = current_database() and not l.granted`,
      );
      return row?.count === calls.length;
    });
    await holder.query('commit');
    return await results;
  } finally {
    await holder.end();
  }
}

/** How many went well; the codes of the others. */
export function outcomes(results: PromiseSettledResult<unknown>[]): string[] {
  return results.map((result) =>
    result.status === 'fulfilled' ? 'done' : String((result.reason as { code?: string }).code ?? result.reason),
  );
}
