import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { findPostmaster, isAlive } from './embedded/postmaster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';

const isRoot = process.getuid?.() === 0;
const said: string[] = [];
const sayings = new EventEmitter();
const say = (message: string) => {
  said.push(message);
  sayings.emit(message);
};
const log = { info: say, warn: say };

let base: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(await realpath(tmpdir()), 'pilothouse embedded-'));
  await chmod(base, 0o711);
  dataDir = join(base, 'data');
  said.length = 0;
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  // What a test left running on purpose is adopted to be stopped.
  const cluster = await realpath(join(dataDir, 'postgres')).catch(() => undefined);
  if (cluster && (await findPostmaster(cluster))) await (await startEmbeddedPostgres({ dataDir, log })).stop();
  if (cluster && !cluster.startsWith(base)) await rm(dirname(cluster), { recursive: true });
  await rm(base, { recursive: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  running.push(postgres);
  return postgres;
}

/** Another process that starts Postgres, so that it can be killed; resolves with its URL. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const module = fileURLToPath(new URL('./embedded.ts', import.meta.url));
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const postgres = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: console });
    process.send(postgres.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const [url] = (await once(child, 'message')) as [string];
  return { child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  const found = await findPostmaster(await realpath(join(dataDir, 'postgres')));
  if (!found) throw new Error('No postmaster runs.');
  return found.pid;
}

test('starts from nothing, keeps its data and leaves no process', async () => {
  const first = await start();
  expect(await ask(first.url, 'select rolsuper from pg_roles where rolname = current_user')).toBe(false);
  expect(await ask(first.url, 'show listen_addresses')).toBe('127.0.0.1');
  await ask(first.url, 'create table kept as select 42 as answer');
  const pid = await postmasterPid();
  await Promise.all([first.stop(), first.stop()]);
  expect(isAlive(pid)).toBe(false);
  expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);

  expect(await ask((await start()).url, 'select answer from kept')).toBe(42);
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('runs in a session of its own, out of reach of the terminal', async () => {
  await start();
  const pid = await postmasterPid();
  // Fields after the command name: state, parent, group, session.
  expect((await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3]).toBe(String(pid));
});

test('is adopted after its starter was killed', async () => {
  const { child, url } = await startElsewhere();
  await ask(url, 'create table kept as select 42 as answer');
  const pid = await postmasterPid();
  await kill(child);
  expect(isAlive(pid)).toBe(true);

  const adopted = await start();
  expect(adopted.url).toBe(url);
  expect(said).toContain(`Using the Postgres that was left running (process ${pid})`);
  expect(await ask(adopted.url, 'select answer from kept')).toBe(42);
  await adopted.stop();
  expect(isAlive(pid)).toBe(false);
});

test('recovers what was committed after starter and Postgres were killed', async () => {
  const { child, url } = await startElsewhere();
  await ask(url, 'create table kept as select 42 as answer');
  const pid = await postmasterPid();
  await kill(child);
  process.kill(pid, 'SIGKILL');
  expect(await ask((await start()).url, 'select answer from kept')).toBe(42);
});

test('comes back on the same port when only Postgres dies', async () => {
  const { url } = await start();
  const pid = await postmasterPid();
  const isBack = once(sayings, 'The embedded Postgres is back');
  process.kill(pid, 'SIGKILL');
  await isBack;
  expect(await ask(url, 'select 1')).toBe(1);
  expect(await postmasterPid()).not.toBe(pid);
});

test('removes a lock file whose process number now belongs to another program', async () => {
  await (await start()).stop();
  const lockFile = join(dataDir, 'postgres', 'postmaster.pid');
  await writeFile(lockFile, `${process.pid}\n${join(dataDir, 'postgres')}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`);
  expect(await ask((await start()).url, 'select 1')).toBe(1);
});

test('refuses a second owner and names the first', async () => {
  await start();
  await expect(start()).rejects.toThrow(
    `Pilothouse already runs on the data folder of ${join(dataDir, 'postgres')} (process ${process.pid}).`,
  );
});

test('two first starts at once: one wins, the other is told', async () => {
  const outcomes = await Promise.allSettled([start(), start()]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(String(lost?.reason)).toContain('already runs on the data folder');
});

test('says what to do about a lost password and a cluster of another version', async () => {
  await (await start()).stop();
  const passwordFile = join(dataDir, 'postgres.password');
  const password = await readFile(passwordFile, 'utf8');
  await rm(passwordFile);
  await expect(start()).rejects.toThrow('Restore it from a backup');
  await writeFile(passwordFile, 'wrong', { mode: 0o600 });
  await expect(start()).rejects.toThrow('is not that of its database');
  await expect(postmasterPid()).rejects.toThrow();
  await writeFile(passwordFile, password, { mode: 0o600 });
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toThrow('was made by Postgres 17');
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n');
});

(isRoot ? test : test.skip)('as root keeps the cluster of a closed folder where its account can reach it', async () => {
  await chmod(base, 0o700);
  const first = await start();
  await ask(first.url, 'create table kept as select 42 as answer');
  expect((await lstat(join(dataDir, 'postgres'))).isSymbolicLink()).toBe(true);
  expect(said.filter((line) => line.includes('/var/lib/pilothouse/'))).toHaveLength(1);
  await first.stop();
  expect(await ask((await start()).url, 'select answer from kept')).toBe(42);
});

(isRoot ? test : test.skip)('as root sets aside a database whose data folder was deleted', async () => {
  await mkdir(dataDir, { recursive: true });
  await chmod(base, 0o700);
  const { child } = await startElsewhere();
  const pid = await postmasterPid();
  await kill(child);
  await rm(dataDir, { recursive: true });
  expect(await ask((await start()).url, 'select 1')).toBe(1);
  expect(isAlive(pid)).toBe(false);
  expect(said.some((line) => line.includes('.orphaned-'))).toBe(true);
});
