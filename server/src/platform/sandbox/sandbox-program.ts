/**
 * Runs somebody's JavaScript in QuickJS, in a process of its own that can be killed whatever the code does. The code gets its
 * input as a text of JSON, hands its output back as one, and can call nothing of this process but the collector of its log.
 *
 * stdin: a {@link SandboxTask} as JSON. stdout: a {@link SandboxAnswer} as JSON.
 */
import { writeSync } from 'node:fs';
import {
  getQuickJS,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from 'quickjs-emscripten';

export interface SandboxTask {
  code: string;
  input: unknown;
  timeMs: number;
  memoryBytes: number;
  outputBytes: number;
}

export type SandboxAnswer = { log: string[] } & (
  | { kind: 'done'; output: string }
  | { kind: 'threw'; name: string; message: string; line: number | null }
  | { kind: 'too-large' }
  | { kind: 'memory' }
  | { kind: 'time' }
  | { kind: 'never' }
  | { kind: 'not-json' }
);

const maxLogLines = 1_000;
const maxLogLength = 256 * 1024;
const maxMessageLength = 4_000;

/** `parse` and `write` are taken before the code can put others in their place. */
const START = `((parse, write, log) => {
  const show = (value) => {
    if (typeof value === 'string') return value;
    try { return write(value) ?? String(value); } catch { return String(value); }
  };
  const line = (...parts) => log(parts.map(show).join(' '));
  globalThis.console = { log: line, info: line, warn: line, error: line, debug: line };
  return async (text, run) => {
    const output = await run(parse(text));
    return output === undefined ? 'null' : write(output);
  };
})`;

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const task = JSON.parse(Buffer.concat(chunks).toString('utf8')) as SandboxTask;
  const quickJs = await getQuickJS();
  // Says that it is ready (white space before the answer): from now on the time is the code's.
  writeSync(1, '\n');
  const answer = run(quickJs, task);
  await new Promise<void>((written) => process.stdout.write(JSON.stringify(answer), () => written()));
  // What QuickJS holds goes with the process: freeing a heap that code has filled takes longer.
  process.exit(0);
}

function run(quickJs: QuickJSWASMModule, task: SandboxTask): SandboxAnswer {
  const runtime = quickJs.newRuntime();
  runtime.setMemoryLimit(task.memoryBytes);
  runtime.setMaxStackSize(256 * 1024);
  const context = runtime.newContext();
  const log: string[] = [];
  const until = Date.now() + task.timeMs;
  // What was interrupted has taken too long, whatever becomes of it then.
  let isLate = false;
  try {
    runtime.setInterruptHandler(() => (isLate ||= Date.now() > until));
    const ending = execute(runtime, context, task, newCollector(context, log));
    // An interruption between two promises leaves one pending, or an error of any kind.
    const isOver = ending.kind === 'threw' || ending.kind === 'never';
    return (isLate || Date.now() > until) && isOver ? { kind: 'time', log } : { ...ending, log };
  } catch (error) {
    if (isLate) return { kind: 'time', log };
    // The module itself gave up: what it ran is over either way.
    return {
      kind: 'threw',
      name: 'InternalError',
      message: String((error as Error).message).slice(0, 200),
      line: null,
      log,
    };
  }
}

function newCollector(context: QuickJSContext, log: string[]): QuickJSHandle {
  let length = 0;
  return context.newFunction('log', (handle) => {
    const line = handle ? context.getString(handle).slice(0, 8_000) : '';
    length += line.length;
    if (log.length < maxLogLines && length <= maxLogLength) log.push(line);
  });
}

type Ending = SandboxAnswer extends infer Answer ? (Answer extends unknown ? Omit<Answer, 'log'> : never) : never;

function execute(runtime: QuickJSRuntime, context: QuickJSContext, task: SandboxTask, log: QuickJSHandle): Ending {
  const json = context.getProp(context.global, 'JSON');
  const [parse, write] = [context.getProp(json, 'parse'), context.getProp(json, 'stringify')];
  const starter = context.unwrapResult(context.evalCode(START, 'start'));
  const start = context.unwrapResult(context.callFunction(starter, context.undefined, parse, write, log));
  // The function is made apart from where it is called: code that closes its brace early ends up with nothing more.
  const made = context.evalCode(`(async (input) => { "use strict";\n${task.code}\n})`, 'code');
  if (made.error) return failureOf(context, made.error);
  const text = context.newString(JSON.stringify(task.input ?? null));
  const called = context.callFunction(start, context.undefined, text, made.value);
  if (called.error) return failureOf(context, called.error);
  const jobs = runtime.executePendingJobs();
  if (jobs.error) return failureOf(context, jobs.error as QuickJSHandle);
  const state = context.getPromiseState(called.value);
  if (state.type === 'pending') return { kind: 'never' };
  if (state.type === 'rejected') return failureOf(context, state.error);
  if (context.typeof(state.value) !== 'string') return { kind: 'not-json' };
  const output = context.getString(state.value);
  return Buffer.byteLength(output) > task.outputBytes ? { kind: 'too-large' } : { kind: 'done', output };
}

/** The code may throw anything, also objects whose properties lie: only texts are taken. */
function failureOf(context: QuickJSContext, error: QuickJSHandle): Ending {
  const textOf = (name: string) => {
    const handle =
      context.typeof(error) === 'object' && !context.sameValue(error, context.null)
        ? context.getProp(error, name)
        : null;
    return handle && context.typeof(handle) === 'string' ? context.getString(handle).slice(0, maxMessageLength) : '';
  };
  if (context.typeof(error) === 'string')
    return { kind: 'threw', name: 'Error', message: context.getString(error).slice(0, maxMessageLength), line: null };
  const name = textOf('name') || 'Error';
  const message = textOf('message');
  if (name === 'InternalError' && message === 'interrupted') return { kind: 'time' };
  if (name === 'InternalError' && message === 'out of memory') return { kind: 'memory' };
  const line = /code:(\d+)/.exec(textOf('stack'));
  return { kind: 'threw', name, message, line: line ? Math.max(Number(line[1]) - 1, 1) : null };
}

await main();
