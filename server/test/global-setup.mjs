import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { buildServer } from '../../launcher/build.mjs';
import { inRoot } from '../../launcher/project.mjs';

const run = promisify(execFile);
const log = { info() {}, warn: console.warn };

/**
 * One Postgres for the run and in it one migrated template that every test file clones (see database.ts).
 * TEST_DATABASE_URL names another server to use; its role must be allowed to create databases.
 */
export default async function setUp() {
  // Type errors are reported by the type check; what the compiler could emit is enough to migrate.
  await buildServer().catch((error) => console.warn(error.message));
  const cluster = process.env.TEST_DATABASE_URL ? undefined : await startCluster();
  const adminUrl = process.env.TEST_DATABASE_URL ?? cluster.url;
  const template = `pilothouse_template_${process.pid}`;
  await query(adminUrl, `create database ${template}`);
  const templateUrl = Object.assign(new URL(adminUrl), { pathname: `/${template}` }).href;
  await migrate(templateUrl);
  // Workers inherit the environment.
  process.env.PILOTHOUSE_TEST_ADMIN_URL = adminUrl;
  process.env.PILOTHOUSE_TEST_TEMPLATE = template;
  globalThis.pilothouseTearDown = async () => {
    if (cluster) await cluster.remove();
    else await query(adminUrl, `drop database ${template} with (force)`);
  };
}

async function migrate(url) {
  if (!existsSync(inRoot('server', 'dist', 'main.js'))) {
    // Until the entry exists.
    const { createDataSource } = await import('../dist/platform/db/data-source.js');
    const { migrate: runMigrations } = await import('../dist/platform/db/migrate.js');
    const source = await createDataSource({ url, entities: [], poolSize: 2 }).initialize();
    await runMigrations(source, url);
    return source.destroy();
  }
  await run(process.execPath, [inRoot('server', 'dist', 'main.js'), 'migrate'], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url, PILOTHOUSE_LOG_LEVEL: 'warn' },
  });
}

async function startCluster() {
  const { startEmbeddedPostgres, withoutDurability } = await import('../dist/platform/db/embedded.js');
  await removeLeftovers();
  // Open to enter (0711), so that as root Postgres's own account gets there.
  const dataDir = join(tmpdir(), `pilothouse-test-${process.pid}`);
  await mkdir(dataDir, { mode: 0o711 });
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    settings: { ...withoutDurability, max_connections: '300', shared_buffers: '256MB' },
  });
  // An interrupted run has no teardown.
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', postgres.kill);
  const remove = async () => {
    process.off('exit', postgres.kill);
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: postgres.url, remove };
}

/** Clusters of runs that were killed. */
async function removeLeftovers() {
  const { findPostmaster, isAlive, stopPostmaster } = await import('../dist/platform/db/embedded/postmaster.js');
  for (const name of await readdir(tmpdir())) {
    const owner = Number(/^pilothouse-test-(\d+)$/.exec(name)?.[1]);
    if (!owner || isAlive(owner)) continue;
    const dataDir = join(tmpdir(), name);
    const left = await findPostmaster(join(dataDir, 'postgres')).catch(() => undefined);
    // Another account's leftovers can't be removed, and need not be.
    if (left) await stopPostmaster(left.pid).catch(() => undefined);
    await rm(dataDir, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
