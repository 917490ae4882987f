import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { guardGroup } from './group-guard.ts';
import { type ScriptUser, switchTo } from './script-user.ts';

export interface LimitedProcess {
  /** Program and arguments; no shell reads them. Never a secret: `ps` shows it to everybody. */
  argv: string[];
  cwd: string;
  /** As whom; null: as this process. */
  user?: ScriptUser | null;
  /** Besides the path; nothing is inherited. */
  env: Record<string, string>;
  limits: { memoryBytes: number; cpuSeconds: number; outputBytes: number };
  /** Stops it: TERM, after the grace KILL. */
  signal: AbortSignal;
  graceMs: number;
  onOutput: (stream: 'STDOUT' | 'STDERR', text: string) => void;
}

export interface LimitedEnd {
  /** Null when a signal ended it, or when it could not be started. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why it could not be started, or was stopped by us. */
  reason: 'NOT_STARTED' | 'ABORTED' | 'OUTPUT_LIMIT' | null;
  /** Of a program that could not be started. */
  error: Error | null;
}

const PATH = `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
/** How long we listen to what the program left behind when it has ended itself. */
const LINGER_MS = 1_000;

function findTool(name: string): string | null {
  for (const folder of ['/usr/bin', '/bin']) {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return `${folder}/${name}`;
    } catch {
      // looked for in the next one
    }
  }
  return null;
}

/**
 * The program behind the tools that limit it, where the machine has them. Memory is that which is written to (RLIMIT_DATA):
 * programs with a garbage collector reserve address space by the terabyte. With us it ends, even when we are killed before
 * anybody guards its group.
 */
function limitedArgv({ argv, limits }: LimitedProcess): string[] {
  const setpriv = findTool('setpriv');
  const prlimit = findTool('prlimit');
  return [
    ...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : []),
    ...(prlimit ? [prlimit, `--data=${limits.memoryBytes}`, `--cpu=${limits.cpuSeconds}`, '--core=0', '--'] : []),
    ...argv,
  ];
}

/**
 * Runs a program in a process group of its own to its end and says how it ended; nothing of its group is left then, nor when
 * this process is killed. A program that leaves its group on purpose (setsid) is not followed.
 */
export async function runLimited(given: LimitedProcess): Promise<LimitedEnd> {
  if (given.signal.aborted) return { code: null, signal: null, reason: 'ABORTED', error: null };
  const [command = '', ...args] = limitedArgv(given);
  let child: ChildProcess;
  try {
    child = spawn(command, args, {
      cwd: given.cwd,
      env: { ...given.env, PATH: given.env.PATH ?? PATH },
      ...switchTo(given.user ?? null),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return { code: null, signal: null, reason: 'NOT_STARTED', error: error as Error };
  }
  const release = child.pid === undefined ? () => {} : guardGroup(child.pid);
  const stopper = createStopper(child, given.graceMs);
  readOutput(child, given, () => stopper.stop('OUTPUT_LIMIT'));
  const abort = () => stopper.stop('ABORTED');
  given.signal.addEventListener('abort', abort, { once: true });
  try {
    const end = await waitForExit(child);
    // Whatever it began beside itself would hold its pipes and its folder.
    killGroup(child, 'SIGKILL');
    release();
    await waitForClose(child);
    return { ...end, reason: end.error ? 'NOT_STARTED' : stopper.reason };
  } finally {
    given.signal.removeEventListener('abort', abort);
    stopper.close();
  }
}

function createStopper(child: ChildProcess, graceMs: number) {
  let reason: LimitedEnd['reason'] = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    stop(why: LimitedEnd['reason']) {
      if (reason) return;
      reason = why;
      killGroup(child, 'SIGTERM');
      timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
    },
    close: () => clearTimeout(timer),
    get reason() {
      return reason;
    },
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: nobody is left in it
  }
}

function readOutput(child: ChildProcess, { limits, onOutput }: LimitedProcess, onTooMuch: () => void): void {
  let byteCount = 0;
  for (const [name, stream] of [
    ['STDOUT', child.stdout],
    ['STDERR', child.stderr],
  ] as const) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      byteCount += Buffer.byteLength(text);
      if (byteCount > limits.outputBytes) return onTooMuch();
      onOutput(name, text);
    });
    stream?.on('error', () => {});
  }
}

function waitForExit(child: ChildProcess): Promise<Omit<LimitedEnd, 'reason'>> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal, error: null }));
  });
}

async function waitForClose(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LINGER_MS);
  child.once('close', () => resolve());
  if (child.pid === undefined || (child.stdout?.closed && child.stderr?.closed)) resolve();
  await promise;
  clearTimeout(timer);
  child.stdout?.destroy();
  child.stderr?.destroy();
}
