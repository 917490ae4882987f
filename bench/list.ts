import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IdKind } from '../server/src/lib/ids.ts';
import type { LoadOrder, LoadResult } from './list-load.ts';
import { comparable, pilothouseQuery, postgraphileQuery } from './list-queries.ts';
import { seed } from './list-seed.ts';

/**
 * Requests per second of a list of 20 deployments with service, environment, creator and the last 5 steps: Pilothouse
 * against two statements by hand over bare `node:http`, and against PostGraphile. All three in one Postgres, in turns, so
 * that whatever else the machine does meets each of them.
 */
const CONNECTIONS = 32;
const ROUNDS = 25;
const WARM_UP_MS = 3_000;
/** Short, so that the three of a round meet the same machine: with 1.5 s the ratios of two benches differed by a quarter. */
const RUN_MS = 500;

interface Target {
  name: string;
  process: ChildProcess;
  port: number;
  path: string;
  body: object | null;
  token: string | null;
  runs: { perSecond: number; cpuUs: number }[];
}

const stops: (() => unknown)[] = [];
const root = join(import.meta.dirname, '..');
const fromServer = <Module>(path: string) => import(join(root, 'server/dist', path)) as Promise<Module>;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-bench-list-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const targets = await startTargets(folder);
  await checkEqual(targets);
  const worker = new Worker(join(import.meta.dirname, 'list-load.ts'), { workerData: { connections: CONNECTIONS } });
  stops.push(() => worker.terminate());
  for (const target of targets) await measure(worker, target, WARM_UP_MS, 200);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const target of rotated(targets, round)) target.runs.push(await measure(worker, target, 150, RUN_MS));
  await checkEqual(targets);
  report(targets);
}

/** Each begins as often as the others: whoever follows another meets what that has left behind. */
function rotated<Item>(items: Item[], by: number): Item[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

async function startTargets(folder: string): Promise<Target[]> {
  const { startEmbeddedPostgres } =
    await fromServer<typeof import('../server/src/platform/db/embedded.ts')>('platform/db/embedded.js');
  const { newId } = await fromServer<{ newId: (kind: IdKind) => string }>('lib/ids.js');
  const log = { info() {}, warn: console.error, error: console.error };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: log as never });
  stops.push(() => postgres.stop());
  const env = { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production', DATABASE_URL: postgres.url };
  const pilothouse = await startServer(['server/dist/main.js', 'api'], /:(\d+)(?:\/|$)/m, {
    ...env,
    PILOTHOUSE_DATA_DIR: join(folder, 'data'),
    PILOTHOUSE_PORT: '0',
    PILOTHOUSE_DEMO: 'off',
    PILOTHOUSE_LOG_LEVEL: 'warn',
  });
  const { projectId, token } = await seed(postgres.url, newId);
  const limit = await startServer(['bench/list-limit.ts'], /port (\d+)/, env);
  const postgraphile = await startServer(['bench/list-postgraphile.ts'], /port (\d+)/, env);
  const variables = { projectId };
  const none = { body: null, token: null };
  return [
    {
      ...pilothouse,
      name: 'pilothouse',
      path: '/graphql',
      body: { query: pilothouseQuery, variables },
      token,
      runs: [],
    },
    { ...none, ...limit, name: 'limit', path: `/${projectId}`, runs: [] },
    {
      ...none,
      ...postgraphile,
      name: 'postgraphile',
      path: '/graphql',
      body: { query: postgraphileQuery, variables },
      runs: [],
    },
  ];
}

/** Starts a Node process and waits until it prints its port. */
function startServer(args: string[], portLine: RegExp, env: NodeJS.ProcessEnv) {
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

/** All three must answer with the same deployments. */
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
  const result = await new Promise<LoadResult & { error?: string }>((resolve) => worker.once('message', resolve));
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

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function report(targets: Target[]): void {
  const perSecond = targets.map((target) => median(target.runs.map((run) => run.perSecond)));
  const cpuUs = targets.map((target) => Math.round(median(target.runs.map((run) => run.cpuUs))));
  const [ours = 0, limit = 0, postgraphile = 0] = perSecond;
  const ratioTo = (other: number) =>
    median(targets[0]?.runs.map((run, round) => run.perSecond / (targets[other]?.runs[round]?.perSecond ?? 0)) ?? []);
  for (const target of targets)
    console.error(`${target.name.padEnd(13)} ${target.runs.map((run) => Math.round(run.perSecond)).join(' ')}`);
  console.log(
    JSON.stringify({
      bench: 'list',
      connections: CONNECTIONS,
      rounds: ROUNDS,
      requestsPerSecond: Math.round(ours),
      limit: Math.round(limit),
      postgraphile: Math.round(postgraphile),
      // Medians of each round's own ratio.
      ofLimit: Number(ratioTo(1).toFixed(3)),
      ofPostgraphile: Number(ratioTo(2).toFixed(2)),
      nodeCpuUs: { pilothouse: cpuUs[0], limit: cpuUs[1], postgraphile: cpuUs[2] },
    }),
  );
}

async function stop(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(1)));
try {
  await main();
} finally {
  await stop();
}
