import { runMigrations as runJobMigrations } from 'graphile-worker';
import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Any number that no other program on this database uses: 'pilo' in ASCII. */
const MIGRATION_LOCK = 0x70696c6f;

/** Brings the database up to date. Several processes may call it at once: one works, the others wait for it. */
export async function migrate(dataSource: DataSource, url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'pilothouse migrate' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    await runJobMigrations({ connectionString: url });
    return done.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}
