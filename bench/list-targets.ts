import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LoadOrder, LoadResult } from './list-load.ts';
import { comparable } from './list-queries.ts';

/** What the benches of list queries share: servers in processes of their own, asked in turns over bare sockets. */
export const CONNECTIONS = 32;
const WARM_UP_MS = 3_000;
/** Short, so that all of a round meet the same machine: with 1.5 s the ratios of two benches differed by a quarter. */
const RUN_MS = 500;

export interface Target {
  name: string;
  process: ChildProcess;
  port: number;
  path: string;
  body: object | null;
  token: string | null;
  runs: { perSecond: number; cpuUs: number }[];
}

export const stops: (() => unknown)[] = [];
export const root = join(import.meta.dirname, '..');
export const fromServer = <Module>(path: string) => import(join(root, 'server/dist', path)) as Promise<Module>;

/** Asks the targets in turns, `rounds` times; all must answer the same before and after. */
export async function measureInTurns(targets: Target[], rounds: number): Promise<void> {
  await checkEqual(targets);
  const worker = new Worker(join(import.meta.dirname, 'list-load.ts'), { workerData: { connections: CONNECTIONS } });
  stops.push(() => worker.terminate());
  for (const target of targets) await measure(worker, target, WARM_UP_MS, 200);
  for (let round = 0; round < rounds; round += 1)
    for (const target of rotated(targets, round)) target.runs.push(await measure(worker, target, 150, RUN_MS));
  await checkEqual(targets);
}

/** Each begins as often as the others: whoever follows another meets what that has left behind. */
function rotated<Item>(items: Item[], by: number): Item[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/** Starts a Node process and waits until it prints its port. */
export function startServer(args: string[], portLine: RegExp, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(root, args[0] ?? ''), ...args.slice(1)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stops.push(
    () =>
      new Promise((done) => {
        child.once('exit', done);
        if (child.exitCode !== null || !child.kill()) done(null);
      }),
  );
  return new Promise<{ process: ChildProcess; port: number }>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const port = portLine.exec(output)?.[1];
      if (port) resolve({ process: child, port: Number(port) });
    });
    child.once('exit', () => reject(new Error(`${args[0]} ended: ${output}`)));
  });
}

/** All must answer with the same deployments. */
async function checkEqual(targets: Target[]): Promise<void> {
  const answers = await Promise.all(
    targets.map(async ({ port, path, body, token }) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      return comparable(await response.json());
    }),
  );
  for (const [index, answer] of answers.entries())
    if (answer !== answers[0] || answer.length < 10_000)
      throw new Error(`${targets[index]?.name} answers something else:\n${answer}\nthan:\n${answers[0]}`);
}

async function measure(worker: Worker, target: Target, warmUpMs: number, ms: number) {
  const cpuBefore = cpuUsOf(target.process);
  const startedAt = performance.now();
  worker.postMessage({ port: target.port, request: requestOf(target), warmUpMs, ms } satisfies LoadOrder);
  const result = await new Promise<LoadResult & { error?: string }>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message) => {
      worker.off('error', reject);
      resolve(message);
    });
  });
  if (result.error || result.failureCount > 0)
    throw new Error(`${target.name}: ${result.error ?? `${result.failureCount} requests failed`}`);
  const perSecond = (result.responseCount * 1_000) / result.ms;
  const answered = (perSecond * (performance.now() - startedAt)) / 1_000;
  return { perSecond, cpuUs: (cpuUsOf(target.process) - cpuBefore) / answered };
}

function requestOf({ path, body, token, port }: Target): string {
  const text = body ? JSON.stringify(body) : '';
  return [
    `${body ? 'POST' : 'GET'} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Accept: application/json',
    ...(token ? [`Authorization: Bearer ${token}`] : []),
    ...(body ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`] : []),
    '',
    text,
  ].join('\r\n');
}

/** CPU time a process has used, in µs; from Linux, elsewhere 0. Far steadier than a throughput on a busy machine. */
function cpuUsOf(child: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return 0;
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

/** The median of each round’s own ratio of requests per second. */
export function ratio(ours: Target | undefined, other: Target | undefined): number {
  return median(ours?.runs.map((run, round) => run.perSecond / (other?.runs[round]?.perSecond ?? 0)) ?? []);
}

/** Runs the bench, and stops what it started whatever happens. */
export async function runBench(main: () => Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(1)));
  try {
    await main();
  } finally {
    await stop();
  }
}

async function stop(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
