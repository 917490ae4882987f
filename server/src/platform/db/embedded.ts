import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedLog, EmbeddedPostgresError, type Place } from './embedded/place.ts';
import {
  endOrphans,
  explain,
  findFreePort,
  findPostmaster,
  isAlive,
  type Postmaster,
  readLogTail,
  requestStop,
  spawnPostmaster,
  stopPostmaster,
} from './embedded/postmaster.ts';
import { preparePlace } from './embedded/prepare.ts';

export { EmbeddedPostgresError } from './embedded/place.ts';

export type EmbeddedOptions = {
  /** Holds the cluster (`postgres/`), its password (0600) and its log. */
  dataDir: string;
  log: EmbeddedLog;
  /** Postgres settings, for instance `withoutDurability`. They hold until Postgres stops, also for an adopter. */
  settings?: Record<string, string>;
};

export type EmbeddedPostgres = {
  /** Connection string of the database `pilothouse` as its owner, who is not a superuser but may create databases. */
  url: string;
  /** Fast shutdown; resolves when the process is gone. May be called twice. */
  stop(): Promise<void>;
  /** Only asks for the shutdown: for a process that is already on its way out and cannot wait. */
  kill(): void;
};

/** For tests: a power cut may destroy the cluster; in return commits do not wait for the disk. */
export const withoutDurability = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Any constant: the advisory lock whose holder owns the cluster. Its session ends with the owner's process. */
const ownerLock = 7_046_029;

const claimPatienceMs = 3_000;

type Running = Postmaster & { owner: pg.Client };

/**
 * Runs the packaged Postgres on 127.0.0.1 from a data folder: creates the cluster, starts it or adopts the one that a
 * killed server left behind, and starts it again on the same port should it die. One owner per data folder: a second
 * call, from this process or another, fails with a sentence that names the first.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  const place = await preparePlace(resolve(options.dataDir), log, settings.fsync === 'off');
  let running = await bringUp(place, settings, log);
  await createDatabase(running.owner, place.password).catch(async (error: unknown) => {
    await stopPostmaster(running.pid);
    throw error;
  });
  let stopped: Promise<void> | undefined;
  let recovery = watch();

  /** Waits for the owner's session to end, then brings Postgres back unless that end was asked for. */
  async function watch(): Promise<void> {
    await new Promise((done) => running.owner.once('end', done));
    for (let waitMs = 100; !stopped; waitMs = Math.min(waitMs * 2, 10_000)) {
      log.warn('The embedded Postgres went away; bringing it back');
      try {
        running = await bringUp(place, settings, log, running.port);
        recovery = watch();
        log.info('The embedded Postgres is back');
        return;
      } catch (error) {
        log.warn(`The embedded Postgres did not come back: ${(error as Error).message}`);
        await sleep(waitMs, undefined, { ref: false });
      }
    }
  }

  async function stop(): Promise<void> {
    await stopPostmaster(running.pid);
    // A recovery may just have replaced the one that was stopped.
    await recovery;
    await stopPostmaster(running.pid);
  }

  return {
    url: connectionString('pilothouse', place.password, running.port, 'pilothouse'),
    stop: () => (stopped ??= stop()),
    kill: () => requestStop(running.pid),
  };
}

/**
 * For a command beside a server: the Postgres that runs on the data folder, which goes on when the command has ended, else one
 * started for as long as the command takes. Null when the folder has no database yet.
 */
export async function joinEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres | null> {
  const dataDir = resolve(options.dataDir);
  const hasCluster = await access(join(dataDir, 'postgres', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!hasCluster) return null;
  const place = await preparePlace(dataDir, options.log, false);
  const found = await findPostmaster(place.clusterDir);
  if (!found?.port) return startEmbeddedPostgres(options);
  const url = connectionString('pilothouse', place.password, found.port, 'pilothouse');
  return { url, stop: async () => {}, kill: () => {} };
}

/** Starts or adopts until a postmaster answers, and becomes its owner. */
async function bringUp(
  place: Place,
  settings: Record<string, string>,
  log: EmbeddedLog,
  fixedPort?: number,
): Promise<Running> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = await findPostmaster(place.clusterDir);
    const running = found ? await adopt(place, found, log) : await start(place, settings, log, fixedPort);
    if (!running) {
      await sleep(100);
      continue;
    }
    await claim(running.owner, place);
    if (found) log.info(`Using the Postgres that was left running (process ${found.pid})`);
    return running;
  }
  throw explain(await readLogTail(place), place);
}

/** Undefined when it went away, for instance because it was shutting down: then a new one can be started. */
async function adopt(place: Place, found: Postmaster, log: EmbeddedLog): Promise<Running | undefined> {
  const owner = found.port ? await connect(place, found.port, () => isAlive(found.pid), log) : undefined;
  return owner && { ...found, owner };
}

/** Undefined when another start was quicker or the port was taken: the caller looks again. */
async function start(
  place: Place,
  settings: Record<string, string>,
  log: EmbeddedLog,
  fixedPort?: number,
): Promise<Running | undefined> {
  const port = fixedPort ?? (await findFreePort());
  const child = await spawnPostmaster(place, port, settings);
  const owner = await connect(place, port, () => !child.hasExited(), log).catch(async (error: unknown) => {
    await stopPostmaster(child.pid);
    throw error;
  });
  if (owner && !child.hasExited()) return { pid: child.pid, port, owner };
  await owner?.end();
  await child.exited;
  const output = await readLogTail(place);
  const last = output.trim().split('\n').slice(-6).join('\n');
  if (last.includes('pre-existing shared memory block')) await endOrphans(place.clusterDir);
  else if (!/Address already in use|lock file .* already exists/.test(last)) throw explain(output, place);
  return undefined;
}

/** Connects as superuser, waiting out start, crash recovery and shutdown; undefined once `lives` says no. */
async function connect(
  place: Place,
  port: number,
  lives: () => boolean,
  log: EmbeddedLog,
): Promise<pg.Client | undefined> {
  const begunAt = Date.now();
  for (let told = false; lives(); await sleep(25)) {
    const owner = new pg.Client({
      connectionString: connectionString('postgres', place.password, port, 'postgres'),
      application_name: `pilothouse owner ${process.pid}`,
      keepAlive: true,
    });
    // A lost connection is handled at its 'end'; without a listener the error would end the process.
    owner.on('error', () => undefined);
    try {
      await owner.connect();
      return owner;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        // Another Postgres may have been quicker to take the port; then ours is about to exit.
        await sleep(300);
        if (!lives()) return undefined;
        throw new EmbeddedPostgresError(`The password beside ${place.clusterDir} is not that of its database.`, {
          cause: error,
        });
      }
    }
    if (!told && Date.now() - begunAt > 5_000) {
      told = true;
      log.info('Postgres is still starting, most likely recovering from a crash; this can take minutes');
    }
  }
  return undefined;
}

/** Waits for an owner that is just stopping; the session of a killed one ends within moments. */
async function claim(owner: pg.Client, place: Place): Promise<void> {
  for (const deadline = Date.now() + claimPatienceMs; ; await sleep(100)) {
    const { rows } = await owner.query<{ claimed: boolean }>('select pg_try_advisory_lock($1) as claimed', [ownerLock]);
    if (rows[0]?.claimed) return;
    if (Date.now() < deadline) continue;
    const holder = await findHolder(owner);
    await owner.end();
    throw new EmbeddedPostgresError(
      `Pilothouse already runs on the data folder of ${place.clusterDir} (process ${holder ?? 'unknown'}). Stop it first, or choose another folder with PILOTHOUSE_DATA_DIR.`,
    );
  }
}

async function findHolder(owner: pg.Client): Promise<number | undefined> {
  const { rows } = await owner.query<{ name: string }>(
    `select a.application_name as name
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objid = $1`,
    [ownerLock],
  );
  return Number(rows[0]?.name.split(' ').at(-1)) || undefined;
}

async function createDatabase(owner: pg.Client, password: string): Promise<void> {
  const role = await owner.query(`select from pg_roles where rolname = 'pilothouse'`);
  if (!role.rowCount) await owner.query(`create role pilothouse login createdb createrole password '${password}'`);
  // It makes the role that the product works as; installations from before that have one that may not yet.
  else await owner.query('alter role pilothouse createrole');
  const database = await owner.query(`select from pg_database where datname = 'pilothouse'`);
  if (!database.rowCount) await owner.query('create database pilothouse owner pilothouse');
}

function connectionString(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
