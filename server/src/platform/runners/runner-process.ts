import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  type FSWatcher,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { isProcessAlive, isSameBoot, type ProcessEntry, readProcessTable } from './process-table.ts';
import {
  type ExitRecord,
  type ProcessIdentity,
  type ProcessRecord,
  type ProcessSpec,
  runnerFiles,
} from './runner-files.ts';
import { findLockOwner } from './start-lock.ts';

/** How a program in a deployment's folder stands. Everything is read from the folder, by any process, at any time. */
export type ProcessState =
  /** Nothing ran here, and nobody is about to: it is safe to start. Also after a crash before the program began. */
  | { state: 'NOT_STARTED' }
  /** A supervisor is at work and the program has not begun. */
  | { state: 'STARTING' }
  | { state: 'RUNNING'; pid: number; startedAt: string; graceSeconds: number }
  /** `error` is a sentence when the program could not be executed at all. */
  | { state: 'EXITED'; code: number | null; signal: string | null; at: string; error: string | null }
  /** It began, nobody of it is left and nobody wrote how it ended: a restart of the machine, or a killed supervisor. */
  | { state: 'LOST' };

/** How a program ended, as far as that is known. */
export type ProcessEnd = Extract<ProcessState, { state: 'EXITED' | 'LOST' }>;

/** `startProcess` found that the program of this folder is running or has run. Look with `readProcess`. */
export class AlreadyStartedError extends Error {
  override name = 'AlreadyStartedError';
}

function readJson<T>(dir: string, name: string): T | null {
  try {
    return JSON.parse(readFileSync(join(dir, name), 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Compiled code starts the compiled supervisor; under Jest Node 24 strips the types of the source itself. */
const supervisorPath = fileURLToPath(
  import.meta.url.endsWith('.ts')
    ? new URL('./supervisor.ts', import.meta.url)
    : new URL('./supervisor.js', import.meta.url),
);

function spawnSupervisor(dir: string): ChildProcess {
  const log = openSync(join(dir, runnerFiles.supervisorLog), 'a', 0o600);
  try {
    return spawn(process.execPath, ['--max-semi-space-size=1', supervisorPath, dir], {
      cwd: dir,
      env: {}, // the server's own secrets must not sit in the environment of a process that outlives it
      detached: true, // a session of its own: Ctrl+C and a closing terminal are meant for the server
      stdio: ['pipe', 'pipe', log],
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Starts the program of one deployment, once: of any number of callers, in any number of processes, one succeeds and the
 * others get `AlreadyStartedError`. Resolves when the program is recorded and released; that it could not be executed
 * is found in `readProcess`, like any other end. The caller may die at any moment: either nothing was started
 * (`NOT_STARTED`, start again) or the program runs and is recorded.
 */
export async function startProcess(spec: ProcessSpec): Promise<void> {
  mkdirSync(spec.dir, { recursive: true, mode: 0o700 });
  const supervisor = spawnSupervisor(spec.dir);
  const failed = new Promise<never>((_, reject) => supervisor.once('error', reject));
  supervisor.stdin?.on('error', () => {}); // it ended without reading: its answer says why
  supervisor.stdin?.end(JSON.stringify(spec));
  const answer = supervisor.stdout ? await Promise.race([readText(supervisor.stdout), failed]) : '';
  supervisor.unref();
  const { result, message } = JSON.parse(answer || '{"result":"FAILED"}') as { result: string; message?: string };
  if (result === 'STARTED') return;
  if (result === 'REFUSED') throw new AlreadyStartedError(`A program was already started in ${spec.dir}.`);
  throw new Error(
    `The supervisor could not start the program in ${spec.dir}: ${message ?? 'it ended without a word'}.`,
  );
}

/** How the program of this folder stands now. Cheap (two small files and one /proc entry): fit for polling. */
export function readProcess(dir: string): ProcessState {
  const exit = readJson<ExitRecord>(dir, runnerFiles.exit);
  if (exit) return { state: 'EXITED', ...exit };
  const record = readJson<ProcessRecord>(dir, runnerFiles.process);
  // A living supervisor writes the exit before it leaves. So: look for it first, and for what it wrote afterwards.
  const isSupervised = hasSupervisor(dir);
  if (record && (isSupervised || isProcessAlive(record))) {
    return { state: 'RUNNING', pid: record.pid, startedAt: record.startedAt, graceSeconds: record.graceSeconds };
  }
  if (isSupervised) return { state: 'STARTING' };
  const lateExit = readJson<ExitRecord>(dir, runnerFiles.exit);
  if (lateExit) return { state: 'EXITED', ...lateExit };
  return record || readJson<ProcessRecord>(dir, runnerFiles.process) ? { state: 'LOST' } : { state: 'NOT_STARTED' };
}

function hasSupervisor(dir: string): boolean {
  try {
    return findLockOwner(dir) !== null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Resolves with the program's end (or `NOT_STARTED`, when nothing runs and nothing did). Woken by the folder's own
 * changes; looks every second besides, for the ends that nobody writes down. Aborting rejects with the signal's reason.
 */
export async function waitForEnd(
  dir: string,
  options: { signal?: AbortSignal } = {},
): Promise<ProcessEnd | { state: 'NOT_STARTED' }> {
  for (;;) {
    options.signal?.throwIfAborted();
    const change = watchOnce(dir, options.signal);
    try {
      const now = readProcess(dir);
      if (now.state === 'EXITED' || now.state === 'LOST' || now.state === 'NOT_STARTED') return now;
      await change.happened;
    } finally {
      change.close();
    }
  }
}

function watchOnce(dir: string, signal: AbortSignal | undefined): { happened: Promise<void>; close: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dir, (_, name) => (name === runnerFiles.exit ? wake() : undefined));
    watcher.on('error', wake);
  } catch {
    // no watches left on this machine: the timer alone will do
  }
  const timer = setTimeout(wake, 1000);
  signal?.addEventListener('abort', wake, { once: true });
  const close = () => {
    watcher?.close();
    clearTimeout(timer);
    signal?.removeEventListener('abort', wake);
  };
  return { happened: promise, close };
}

/** What is alive of the deployment, as its `stopScope` defines it. */
function findMembers(dir: string, record: ProcessRecord): ProcessEntry[] {
  const table = readProcessTable();
  const startMarks = new Map(table.map((entry) => [entry.pid, entry.startMark]));
  // A number is not given out again while it names a session or group that has members. So a stranger under it means
  // that none are left; and after a restart of the machine all are strangers.
  const isGone = ({ pid, startMark }: ProcessIdentity) => {
    const mark = startMarks.get(pid);
    return (mark !== undefined && mark !== startMark) || !isSameBoot(startMark);
  };
  const strays = (readJson<ProcessIdentity[]>(dir, runnerFiles.strayGroups) ?? []).filter((group) => !isGone(group));
  const strayIds = new Set(strays.map((group) => group.pid));
  const sessionId = isGone(record) ? null : record.pid;
  const members = new Map<number, ProcessEntry>();
  for (const entry of table) {
    if (entry.sessionId === sessionId || strayIds.has(entry.groupId)) members.set(entry.pid, entry);
  }
  if (record.stopScope === 'TREE') addDescendants(table, members);
  return [...members.values()];
}

function addDescendants(table: ProcessEntry[], members: Map<number, ProcessEntry>): void {
  for (let before = -1; before !== members.size; ) {
    before = members.size;
    for (const entry of table) if (members.has(entry.parentPid)) members.set(entry.pid, entry);
  }
}

/**
 * Sends a signal to everything of the deployment that lives (see `StopScope`). Returns false when nothing was left, or
 * nothing had begun. Who forks while this runs may be missed: repeat KILL until `isGroupAlive` says no.
 */
export function signalGroup(dir: string, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  const record = readJson<ProcessRecord>(dir, runnerFiles.process);
  if (!record) return false;
  const members = findMembers(dir, record);
  const strays = members.filter((member) => member.sessionId !== record.pid);
  if (strays.length > 0) noteStrayGroups(dir, strays);
  const groupIds = new Set(members.map((member) => member.groupId));
  for (const groupId of groupIds) {
    try {
      process.kill(-groupId, signal);
    } catch {
      // ESRCH: it has just ended. EPERM: it changed its user; it stays alive, and isGroupAlive says so
    }
  }
  return groupIds.size > 0;
}

/** Groups outside the session lose their parent, the only trace to them, with the first KILL: they are noted before. */
function noteStrayGroups(dir: string, strays: ProcessEntry[]): void {
  const groups = new Map<number, ProcessIdentity>();
  for (const group of readJson<ProcessIdentity[]>(dir, runnerFiles.strayGroups) ?? []) groups.set(group.pid, group);
  for (const { pid, groupId, startMark } of strays) {
    // The leader's mark when it lives; of a group without a leader any member's, for the boot in it.
    if (pid === groupId || !groups.has(groupId)) groups.set(groupId, { pid: groupId, startMark });
  }
  const path = join(dir, runnerFiles.strayGroups);
  writeFileSync(`${path}.draft`, JSON.stringify([...groups.values()]), { mode: 0o600 });
  renameSync(`${path}.draft`, path);
}

/** True while anything of the deployment lives, also children whose parent, the program itself, has ended. */
export function isGroupAlive(dir: string): boolean {
  const record = readJson<ProcessRecord>(dir, runnerFiles.process);
  if (!record) return readProcess(dir).state === 'STARTING';
  return findMembers(dir, record).length > 0;
}

/**
 * Stops the program: TERM, after its grace period KILL, again and again until nothing of it is left; then resolves with
 * how it ended. Safe to call again by another worker when the first one died half-way (the grace then starts anew).
 */
export async function stopProcess(
  dir: string,
  options: { graceSeconds?: number; signal?: AbortSignal } = {},
): Promise<ProcessEnd | { state: 'NOT_STARTED' }> {
  const record = await waitForRecord(dir, options.signal);
  if (!record) return waitForEnd(dir, options);
  const killAt = performance.now() + (options.graceSeconds ?? record.graceSeconds) * 1000;
  signalGroup(dir, 'SIGTERM');
  for (let pauseMs = 10; isGroupAlive(dir); pauseMs = Math.min(pauseMs * 2, 200)) {
    options.signal?.throwIfAborted();
    const leftMs = killAt - performance.now();
    if (leftMs <= 0) signalGroup(dir, 'SIGKILL');
    await pause(leftMs > 0 ? Math.min(pauseMs, leftMs) : pauseMs);
  }
  return waitForEnd(dir, options);
}

async function waitForRecord(dir: string, signal: AbortSignal | undefined): Promise<ProcessRecord | null> {
  while (readProcess(dir).state === 'STARTING') {
    signal?.throwIfAborted();
    await pause(10);
  }
  return readJson<ProcessRecord>(dir, runnerFiles.process);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Deletes the files with secrets. The supervisor does that when the program ends; this is for those that it could not:
 * of a program that was lost, or planned and never started.
 */
export function removeSecretFiles(dir: string): void {
  const record = readJson<ProcessRecord>(dir, runnerFiles.process);
  const isSecret = (name: string) =>
    name === runnerFiles.config || name === runnerFiles.extraVars || name.startsWith(runnerFiles.sshKeyPrefix);
  const names = existsSync(dir) ? readdirSync(dir) : [];
  const planned = names.flatMap((name) => (isSecret(name) ? join(dir, name) : []));
  for (const path of [...planned, ...(record?.secretFiles ?? [])]) rmSync(path, { force: true });
}
