/**
 * Stands beside one program from its start to its end, in a session of its own, so that the worker which started it may
 * die. A program of its own with few imports: it costs 9 MB of private memory for as long as the deployment runs.
 *
 * argv: the deployment's folder. stdin: a `ProcessSpec` as JSON. stdout: one line of JSON, then closed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { identifyProcess } from './process-table.ts';
import { type ExitRecord, type ProcessRecord, type ProcessSpec, runnerFiles } from './runner-files.ts';
import { takeStartLock } from './start-lock.ts';

/** Written and on the disk, or not there at all: a power cut must not make a program that ran look as if it never did. */
function writeDurably(dir: string, name: string, content: unknown): void {
  const draft = join(dir, `${name}.draft`);
  const fd = openSync(draft, 'w', 0o600);
  writeSync(fd, JSON.stringify(content));
  fsyncSync(fd);
  closeSync(fd);
  renameSync(draft, join(dir, name));
  const dirFd = openSync(dir, 'r');
  fsyncSync(dirFd);
  closeSync(dirFd);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A sentence that says why the program can't be run, or null. `exec` would only say so on stderr, in the shell's words. */
function findExecutableProblem({ argv, cwd, env }: ProcessSpec): string | null {
  const program = argv[0];
  if (!program || program.startsWith('-')) return 'The entrypoint names no program.';
  if (!exists(cwd)) return `The working directory ${cwd} does not exist.`;
  if (program.includes('/')) {
    const path = resolve(cwd, program);
    if (!exists(path)) return `The program "${program}" does not exist.`;
    return isExecutable(path) ? null : `The program "${program}" may not be executed (is it missing "chmod +x"?).`;
  }
  const folders = (env.PATH ?? '').split(delimiter);
  if (folders.some((folder) => isExecutable(join(folder, program)))) return null;
  return `The program "${program}" was not found in PATH (${env.PATH ?? ''}).`;
}

/**
 * The program waits behind a gate until `process.json` is on the disk, then replaces the gate under the same pid. Were
 * the supervisor killed in between, the gate would read the end of its pipe and leave: nothing runs that isn't recorded.
 */
const gate = 'IFS= read -r word && [ "$word" = go ] && exec "$@" </dev/null';

function spawnBehindGate(spec: ProcessSpec): ChildProcess {
  const open = (name: string) => openSync(join(spec.dir, name), 'a', 0o600);
  const fds = [open(runnerFiles.stdout), open(runnerFiles.stderr), open(runnerFiles.events)];
  const child = spawn('/bin/sh', ['-c', gate, 'pilothouse-gate', ...spec.argv], {
    cwd: spec.cwd,
    env: spec.env,
    detached: true, // setsid: a session and a process group of its own
    stdio: ['pipe', ...fds],
  });
  for (const fd of fds) closeSync(fd);
  return child;
}

/** Tries for ever: a full disk, perhaps filled by the program's own output, must not lose how it ended. */
function recordExit(dir: string, secretFiles: string[], exit: Omit<ExitRecord, 'at'>): void {
  for (const path of secretFiles) rmSync(path, { force: true });
  const record: ExitRecord = { ...exit, at: new Date().toISOString() };
  const attempt = () => {
    try {
      writeDurably(dir, runnerFiles.exit, record);
    } catch (error) {
      if (!exists(dir)) return;
      console.error(error);
      setTimeout(attempt, 1000);
    }
  };
  attempt();
}

function run(spec: ProcessSpec): { result: 'STARTED' | 'REFUSED' } {
  const { dir } = spec;
  const secretFiles = spec.secretFiles ?? [];
  const supervisor = identifyProcess(process.pid);
  if (!supervisor) throw new Error('The supervisor could not read its own entry in the process table.');
  if (!takeStartLock(dir, supervisor)) return { result: 'REFUSED' };
  // Only now: the lock's former owner is dead, so these can't appear any more once they are seen missing.
  if (exists(join(dir, runnerFiles.process)) || exists(join(dir, runnerFiles.exit))) return { result: 'REFUSED' };

  const problem = findExecutableProblem(spec);
  if (problem) {
    recordExit(dir, secretFiles, { code: 127, signal: null, error: problem });
    return { result: 'STARTED' };
  }
  const child = spawnBehindGate(spec);
  child.on('error', (error) => recordExit(dir, secretFiles, { code: null, signal: null, error: error.message }));
  child.stdin?.on('error', () => {}); // the gate was killed before it opened: 'exit' tells
  child.on('exit', (code, signal) => recordExit(dir, secretFiles, { code, signal, error: null }));
  const identity = child.pid === undefined ? null : identifyProcess(child.pid);
  if (!identity) return { result: 'STARTED' }; // one of the two handlers above tells how it ended
  const record: ProcessRecord = {
    ...identity,
    pgid: identity.pid,
    startedAt: new Date().toISOString(),
    graceSeconds: spec.graceSeconds,
    stopScope: spec.stopScope ?? 'SESSION',
    secretFiles,
    supervisor,
  };
  writeDurably(dir, runnerFiles.process, record);
  child.stdin?.end('go\n');
  return { result: 'STARTED' };
}

function readSpec(): ProcessSpec {
  const text = readFileSync(0, 'utf8');
  try {
    return JSON.parse(text) as ProcessSpec;
  } catch {
    // What the parser says would quote it, secrets and all.
    throw new Error('What to start was cut off on its way here');
  }
}

function tell(answer: object): void {
  try {
    writeSync(1, `${JSON.stringify(answer)}\n`);
  } catch {
    // whoever asked is gone; the program runs on
  }
  closeSync(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => {});

try {
  tell(run(readSpec()));
} catch (error) {
  tell({ result: 'FAILED', message: error instanceof Error ? error.message : String(error) });
  process.exit(1); // a gate that was opened by nobody ends with us
}
