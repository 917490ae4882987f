import { runMigrations as runJobMigrations } from 'graphile-worker';
import pg from 'pg';
import { type AppRole, prepareAppRole } from './app-role.ts';
import { createDataSource } from './data-source.ts';

/** Any number that no other program on this database uses: 'pilo' in ASCII. */
const MIGRATION_LOCK = 0x70696c6f;

/**
 * Brings the database of `url`, which must be its owner's, up to date, and lets `role` use it. Several processes may call it at
 * once: one works, the others wait for it. Returns the migrations that ran, and whether one can sign in as `role`.
 */
export async function migrate(url: string, role: AppRole): Promise<{ done: string[]; hasRole: boolean }> {
  const dataSource = createDataSource({ url, entities: [], poolSize: 2, isUnscoped: true });
  const lock = new pg.Client({ connectionString: url, application_name: 'pilothouse migrate' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.initialize();
    const done = await dataSource.runMigrations();
    await runJobMigrations({ connectionString: url });
    return { done: done.map((migration) => migration.name), hasRole: await prepareAppRole(lock, url, role) };
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await lock.end();
  }
}
