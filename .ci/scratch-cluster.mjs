/** A Postgres for one run of tests or checks, in the folder for what runs of tests write. Needs a built server. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../server/launcher/project.mjs';
import { scratchFolder } from './scratch-folder.mjs';

const run = promisify(execFile);
const prefix = 'pilothouse-test-';

/** Starts one without durability. `remove` stops it and deletes its data; an interrupted run stops it too. */
export async function startScratchCluster() {
  const { startEmbeddedPostgres, withoutDurability } = await import('../server/dist/platform/db/embedded.js');
  await removeLeftovers();
  // Open to enter (0711), so that as root Postgres's own account gets there.
  const dataDir = join(scratchFolder(), `${prefix}${process.pid}`);
  await mkdir(dataDir, { mode: 0o711 });
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: { info() {}, warn: console.warn },
    // NOTE: with autovacuum one drop in a hundred fails: its worker in that database may not be ended by our role.
    settings: { ...withoutDurability, autovacuum: 'off', max_connections: '300', shared_buffers: '256MB' },
  });
  const exitOnInterrupt = () => process.exit(130);
  process.once('SIGINT', exitOnInterrupt).once('exit', postgres.kill);
  const remove = async () => {
    process.off('SIGINT', exitOnInterrupt).off('exit', postgres.kill);
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: postgres.url, remove };
}

/** What the role of the product is derived from; clones of a migrated database are used with the same. */
export const testSecret = 'a secret of tests, long enough for it';

/** Brings a database up to date with the built server's own command. */
export async function migrate(url) {
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: url,
    PILOTHOUSE_SECRET: testSecret,
    PILOTHOUSE_LOG_LEVEL: 'warn',
  };
  await run(process.execPath, [inRoot('server', 'dist', 'main.js'), 'migrate'], { env }).catch((error) => {
    throw new Error(`The migration of a fresh database failed:\n${error.stderr || error.message}`);
  });
}

/** Clusters of runs that were killed. */
async function removeLeftovers() {
  const { findPostmaster, isAlive, stopPostmaster } = await import('../server/dist/platform/db/embedded/postmaster.js');
  for (const name of await readdir(scratchFolder())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0;
    if (!owner || isAlive(owner)) continue;
    const dataDir = join(scratchFolder(), name);
    const left = await findPostmaster(join(dataDir, 'postgres')).catch(() => undefined);
    // Another account's leftovers can't be removed, and need not be.
    if (left) await stopPostmaster(left.pid).catch(() => undefined);
    await rm(dataDir, { recursive: true, force: true }).catch(() => undefined);
  }
}
