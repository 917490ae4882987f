import { createHash, randomBytes } from 'node:crypto';
import { chown, link, lstat, mkdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Account, canReach, findAccount, isRoot } from './account.ts';
import { findBinaries } from './binaries.ts';
import { type EmbeddedLog, EmbeddedPostgresError, type Place } from './place.ts';
import { findPostmaster, runInitdb, stopPostmaster } from './postmaster.ts';

/** Holds clusters and programs of data folders that the unprivileged account can't enter. */
const fallbackRoot = '/var/lib/pilothouse';

/**
 * Decides where the cluster of a data folder lives, as whom it runs and with which programs, and creates it when there
 * is none. `<dataDir>/postgres` is the cluster or a symbolic link to it, so a data folder that is moved keeps its data.
 */
export async function preparePlace(dataDir: string, log: EmbeddedLog, noSync: boolean): Promise<Place> {
  await mkdir(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const entry = join(await realpath(dataDir), 'postgres');
  const account = await findAccount(entry);
  const clusterDir = await locateCluster(entry, account, log);
  const binaries = await findBinaries(account, fallbackRoot);
  const version = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(permitMissing);
  const password = await readPassword(`${entry}.password`, version !== undefined);
  const place: Place = { clusterDir, logFile: `${entry}.log`, password, account, binaries };
  if (version === undefined) await createCluster(place, entry, noSync);
  else if (version.trim() !== binaries.majorVersion) {
    throw new EmbeddedPostgresError(
      `The database in ${clusterDir} was made by Postgres ${version.trim()}, but the packaged one is ${binaries.majorVersion}. Move its content over with pg_dump and psql of both versions, or set DATABASE_URL.`,
    );
  }
  return place;
}

async function locateCluster(entry: string, account: Account | undefined, log: EmbeddedLog): Promise<string> {
  const dataDir = dirname(entry);
  const found = await lstat(entry).catch(permitMissing);
  if (found) {
    const target = await realpath(entry).catch((cause: unknown) => {
      throw new EmbeddedPostgresError(
        `The database that ${entry} points to is gone. Restore it, or remove that link to start empty.`,
        {
          cause,
        },
      );
    });
    if (account && !(await canReach(target, account))) {
      throw new EmbeddedPostgresError(
        `The account ${account.uid} that owns the database cannot enter ${target}. Give it that right.`,
      );
    }
    return target;
  }
  if (!account || (await canReach(dataDir, account))) return entry;
  const folder = join(fallbackRoot, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  const clusterDir = join(folder, 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await setAside(clusterDir, log);
  log.info(
    `Postgres must not run as root and ${dataDir} is closed to other accounts: the database is in ${clusterDir}`,
  );
  return clusterDir;
}

/** A cluster whose data folder was deleted can't be opened (its password went too), yet is not ours to delete. */
async function setAside(clusterDir: string, log: EmbeddedLog): Promise<void> {
  if (!(await lstat(clusterDir).catch(permitMissing))) return;
  const left = await findPostmaster(clusterDir);
  if (left) await stopPostmaster(left.pid);
  const aside = `${clusterDir}.orphaned-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  await rename(clusterDir, aside);
  log.warn(`An older database without its data folder was moved to ${aside}; delete it when it is not missed`);
}

async function createCluster(place: Place, entry: string, noSync: boolean): Promise<void> {
  const { clusterDir, account } = place;
  // Built beside and renamed: an interrupted or concurrent first start leaves no half cluster behind.
  const staging = `${clusterDir}.new-${uniqueSuffix()}`;
  const passwordFile = `${staging}.password`;
  try {
    await mkdir(staging, { mode: 0o700 });
    await writeFile(passwordFile, place.password, { mode: 0o600, flag: 'wx' });
    if (account) {
      await chown(staging, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await runInitdb(place, { into: staging, passwordFile, noSync });
    await rename(staging, clusterDir).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    if (clusterDir !== entry) await symlink(clusterDir, entry).catch(permitExisting);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(staging, { recursive: true, force: true });
  }
}

async function readPassword(file: string, clusterExists: boolean): Promise<string> {
  const known = await readFile(file, 'utf8').catch(permitMissing);
  if (known) return known.trim();
  if (clusterExists) {
    throw new EmbeddedPostgresError(
      `${file} holds the password of the database beside it and is missing. Restore it from a backup.`,
    );
  }
  // Written whole, then linked: whoever comes second reads the first one's password, never half of it.
  const draft = `${file}.${uniqueSuffix()}`;
  await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await link(draft, file).catch(permitExisting);
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
}

function uniqueSuffix(): string {
  return randomBytes(6).toString('hex');
}

function permitMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function permitExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
