import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../lib/json.ts';
import type { SandboxAnswer, SandboxTask } from './sandbox-program.ts';

export type SandboxProblem =
  /** What the code itself threw. */
  | 'CODE_FAILED'
  | 'CODE_TIMEOUT'
  | 'CODE_OUT_OF_MEMORY'
  | 'CODE_OUTPUT_TOO_LARGE'
  /** The result is nothing that JSON can say, or a promise that nobody fulfills. */
  | 'CODE_INVALID_RESULT'
  /** The process died. */
  | 'CODE_CRASHED';

export class SandboxError extends Error {
  readonly code: SandboxProblem;
  readonly line: number | null;
  readonly log: string[];

  constructor(code: SandboxProblem, message: string, options: { line?: number | null; log?: string[] } = {}) {
    super(message);
    this.name = 'SandboxError';
    this.code = code;
    this.line = options.line ?? null;
    this.log = options.log ?? [];
  }
}

export interface SandboxLimits {
  /** Of the code, not counting the start of its process. */
  timeMs: number;
  memoryBytes: number;
  outputBytes: number;
}

/** Starting takes some 100 ms, on a busy machine more; it is not the code's. */
const startMs = 10_000;
/** What the code may use too long inside before the process is killed from outside. */
const graceMs = 250;
const maxRunning = Math.max(2, availableParallelism());

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs the body of an async function of `input` in QuickJS, in a process that has no environment, no files to write, no
 * programs to start and nothing of this one's memory. It is killed at its time limit, or when `signal` aborts. As many as
 * there are processors run at once; others wait. Throws {@link SandboxError}.
 */
export async function runSandboxed(
  { code, input, limits }: { code: string; input: Json; limits: SandboxLimits },
  signal?: AbortSignal,
): Promise<{ output: Json; log: string[] }> {
  await takeTurn(signal);
  try {
    signal?.throwIfAborted(); // it may have been while the turn came
    const answer = await runProcess({ code, input, ...limits }, signal);
    if (answer.kind === 'done') return { output: parseOutput(answer.output), log: textsOf(answer.log) };
    throw errorOf(answer, limits);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  while (running >= maxRunning) {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    const place = waiting.indexOf(resolve);
    if (place >= 0) waiting.splice(place, 1);
    if (signal?.aborted) waiting.shift()?.(); // the turn may have been this one's: pass it on
    signal?.throwIfAborted();
  }
  running++;
}

function runProcess(task: SandboxTask, signal: AbortSignal | undefined): Promise<SandboxAnswer> {
  const child = spawn(process.execPath, [...permissions(), programPath], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  let isOverdue = false;
  const killOverdue = () => {
    isOverdue = true;
    kill();
  };
  let timer = setTimeout(killOverdue, startMs + task.timeMs);
  // Output as a text in a text at worst doubles six times; the log is bounded by the program.
  const most = task.outputBytes * 6 + 4 * 1024 * 1024;
  const chunks: Buffer[] = [];
  let length = 0;
  const { promise, resolve, reject } = Promise.withResolvers<SandboxAnswer>();
  child.stdin.on('error', () => {}); // it died: its end says so
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) kill();
    else chunks.push(chunk);
    if (chunks.length > 1) return;
    // It is ready: from now on the time is the code's.
    clearTimeout(timer);
    timer = setTimeout(killOverdue, task.timeMs + graceMs);
  });
  child.once('error', (error) =>
    reject(new SandboxError('CODE_CRASHED', `The sandbox did not start: ${error.message}.`)),
  );
  child.once('close', () => {
    if (signal?.aborted) reject(signal.reason);
    else resolve(readAnswer(Buffer.concat(chunks), isOverdue, length > most));
  });
  child.stdin.end(JSON.stringify(task));
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    kill();
  });
}

function readAnswer(output: Buffer, isOverdue: boolean, isTooMuch: boolean): SandboxAnswer {
  if (isTooMuch) return { kind: 'too-large', log: [] };
  if (isOverdue) return { kind: 'time', log: [] };
  try {
    return JSON.parse(output.toString('utf8')) as SandboxAnswer;
  } catch {
    throw new SandboxError('CODE_CRASHED', 'The sandbox died, most likely of too much memory.');
  }
}

function errorOf(answer: Exclude<SandboxAnswer, { kind: 'done' }>, limits: SandboxLimits): SandboxError {
  const log = textsOf(answer.log);
  switch (answer.kind) {
    case 'threw':
      return new SandboxError('CODE_FAILED', `${answer.name}: ${answer.message}`, { line: answer.line, log });
    case 'time':
      return new SandboxError('CODE_TIMEOUT', `The code took longer than ${limits.timeMs / 1_000} s.`, { log });
    case 'memory':
      return new SandboxError('CODE_OUT_OF_MEMORY', `The code needs more than ${limits.memoryBytes} bytes.`, { log });
    case 'too-large':
      return new SandboxError('CODE_OUTPUT_TOO_LARGE', `The result is larger than ${limits.outputBytes} bytes.`, {
        log,
      });
    case 'never':
      return new SandboxError('CODE_INVALID_RESULT', 'The code waits for something that never happens.', { log });
    case 'not-json':
      return new SandboxError('CODE_INVALID_RESULT', 'The result can’t be written as JSON.', { log });
  }
}

/** The program is trusted, and checked all the same: whoever broke out of QuickJS would write here. */
const textsOf = (log: unknown): string[] => (Array.isArray(log) ? log.filter((line) => typeof line === 'string') : []);

function parseOutput(text: string): Json {
  return JSON.parse(text, function (this: unknown, key, value) {
    return key === '__proto__' ? undefined : value;
  }) as Json;
}

/** Compiled code starts the compiled program; under Jest Node strips the types of the source itself. */
const programPath = fileURLToPath(
  import.meta.url.endsWith('.ts')
    ? new URL('./sandbox-program.ts', import.meta.url)
    : new URL('./sandbox-program.js', import.meta.url),
);

/** If QuickJS had a hole: the process may read its own code, and write nothing, start nothing and load nothing native. */
function permissions(): string[] {
  const packageDir = programPath.slice(0, programPath.lastIndexOf('/platform/sandbox/'));
  const readable = [programPath, join(dirname(packageDir), 'package.json'), ...moduleDirs(dirname(packageDir))];
  return ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`), '--max-old-space-size=256'];
}

/** The `node_modules` folders that Node looks in, as linked and as they are. */
function moduleDirs(from: string): string[] {
  const found: string[] = [];
  for (let dir = from; ; dir = dirname(dir)) {
    found.push(join(dir, 'node_modules'));
    if (dir === dirname(dir)) break;
  }
  return found.flatMap((dir) => {
    try {
      return [...new Set([`${dir}/`, `${realpathSync(dir)}/`])];
    } catch {
      return [];
    }
  });
}
