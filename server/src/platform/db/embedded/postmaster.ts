import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, open, readdir, readFile, readlink, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, type Place } from './place.ts';

const run = promisify(execFile);

/** A running main process of Postgres. */
export type Postmaster = { pid: number; port: number };

/** English messages (they are read below), and nothing of this process's environment, which may hold secrets. */
const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

const logLimitBytes = 10 * 1024 * 1024;

/** Creates an empty cluster. Its sorting is Postgres's own C.UTF-8, the same on every system. */
export async function runInitdb(
  place: Place,
  options: { into: string; passwordFile: string; noSync: boolean },
): Promise<void> {
  const args = ['--pgdata', options.into, '--username', 'postgres', '--pwfile', options.passwordFile];
  args.push('--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C');
  args.push('--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8');
  if (options.noSync) args.push('--no-sync');
  try {
    await run(place.binaries.initdb, args, { ...place.account, cwd: '/', env: environment });
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    throw explain(stderr || message, place, cause);
  }
}

/**
 * Starts Postgres in a session of its own: a Ctrl+C in the terminal reaches only the server, which still needs its
 * database to finish, and a killed server leaves Postgres to be adopted by the next one.
 */
export async function spawnPostmaster(
  place: Place,
  port: number,
  settings: Record<string, string>,
): Promise<{ pid: number; exited: Promise<void>; hasExited(): boolean }> {
  const log = await openLog(place);
  const all: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    cluster_name: 'pilothouse',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // DETAIL lines show whole rows; those may hold what nobody may read in a log.
    log_error_verbosity: 'terse',
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    const child = spawn(place.binaries.postgres, ['-D', place.clusterDir, ...args], {
      ...place.account,
      cwd: '/',
      env: environment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return { pid: child.pid as number, exited, hasExited: () => child.exitCode !== null || child.signalCode !== null };
  } finally {
    await log.close();
  }
}

/**
 * The postmaster that works on this cluster, if one lives. Postgres clears a dead one's lock file itself, but takes any
 * living process with that number (after a reboot), and a dead one nobody waited for (in a container), for a postmaster.
 */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const lockFile = join(clusterDir, 'postmaster.pid');
  const [pidLine, , , portLine] = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(pidLine);
  if (!pid || !exists(pid)) return undefined;
  if (isAlive(pid) && (await worksIn(pid, clusterDir))) return { pid, port: Number(portLine) || 0 };
  if (exists(pid)) await disownLock(lockFile, pid);
  return undefined;
}

/**
 * Names an impossible process as the lock's owner. The rest stays, because with it Postgres finds out whether backends
 * of the dead postmaster still use the shared memory; deleting the file would let two generations write one cluster.
 */
async function disownLock(lockFile: string, pid: number): Promise<void> {
  const content = await readFile(lockFile, 'utf8').catch(() => '');
  if (Number(content.split('\n')[0]) === pid) await writeFile(lockFile, content.replace(/^\d+/, '2147483646'));
}

/**
 * Ends backends that outlived their postmaster, each at the end of a long query at the latest: until then they keep a
 * new one from starting. What they had not committed is rolled back, as it would be anyway. Linux only.
 */
export async function endOrphans(clusterDir: string): Promise<void> {
  const names = await readdir('/proc').catch(() => []);
  for (const pid of names.map(Number).filter((number) => number > 1)) {
    if (await worksIn(pid, clusterDir)) process.kill(pid, 'SIGQUIT');
  }
}

/** True while a process runs; one that ended and was not waited for by its parent does not. */
export function isAlive(pid: number): boolean {
  return exists(pid) && !isZombie(pid);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function worksIn(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform === 'linux') {
    // The postmaster's working folder is its cluster. Unreadable means another account's process: not ours.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === clusterDir;
  }
  const { stdout } = await run('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres');
}

/** Asks for a fast shutdown: open transactions are rolled back. */
export function requestStop(pid: number): void {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
}

/** A fast shutdown and, after 30 s, an immediate one; resolves when the process is gone. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(20)) {
      if (!isAlive(pid)) return;
    }
  }
  throw new EmbeddedPostgresError(`Postgres (process ${pid}) did not stop within 40 s.`);
}

/** A port that was free a moment ago; the caller retries when another program was quicker. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string')
    throw new EmbeddedPostgresError('No free port was found on 127.0.0.1.');
  return address.port;
}

/** The end of the Postgres log, which says why it did not start. */
export async function readLogTail(place: Place): Promise<string> {
  return (await readFile(place.logFile, 'utf8').catch(() => '')).slice(-4_000);
}

/** Turns what Postgres or initdb printed into a sentence that says what to do. */
export function explain(output: string, place: Place, cause?: unknown): Error {
  const lines = output.trim().split('\n');
  const reason = lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) || lines.at(-1) || 'it gave no reason';
  const message = /no space left on device/i.test(output)
    ? `The disk that holds ${place.clusterDir} is full. Free some space and start again; nothing is lost.`
    : /permission denied/i.test(reason)
      ? `Postgres may not use its folder ${place.clusterDir} (${reason.trim()}). Check who owns it.`
      : `Postgres did not start: ${reason.trim()}. All of it is in ${place.logFile}; with DATABASE_URL set, another Postgres is used.`;
  return new EmbeddedPostgresError(message, { cause });
}

async function openLog(place: Place) {
  const size = await stat(place.logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(place.logFile, `${place.logFile}.1`);
  const log = await open(place.logFile, 'a', 0o600);
  if (place.account) await chown(place.logFile, place.account.uid, place.account.gid);
  return log;
}
