/**
 * How fast workflows run: a flow of exactly 10 nodes, stored in Postgres node by node, with 1 and with 2 worker processes,
 * against a bare graphile-worker job and against n8n. All in one Postgres, in turns.
 *
 *   npm run bench -- workflows [--no-n8n] [--no-waiting | --waiting] [--rounds 5] [--runs 2000]
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median, runBench, stops } from './list-targets.ts';
import { NODES_PER_RUN } from './workflows-flow.ts';
import { type N8n, startN8n } from './workflows-n8n.ts';
import { type Cluster, cpuUsOf, startCluster, statementCount, walBytes } from './workflows-postgres.ts';
import { type Engine, type Ours, startLimit, startOurs } from './workflows-products.ts';
import { measureWaiting } from './workflows-waiting.ts';

const { values: options } = parseArgs({
  options: {
    'no-n8n': { type: 'boolean', default: false },
    'no-waiting': { type: 'boolean', default: false },
    /** Nothing but the runs that wait. */
    waiting: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '2000' },
    'waiting-runs': { type: 'string', default: '100000' },
  },
});
const RUNS = Number(options.runs);
const ROUNDS = Number(options.rounds);
const LATENCY_MS = 5_000;
/** Runs per second. */
const RATES = [50, 200];
/** An open loop that has this many ms of work left at its end does not keep up. */
const BEHIND_MS = 250;

interface Backlog {
  runsPerSecond: number;
  workerCpuUs: number;
  postgresCpuUs: number;
  statements: number;
  walBytes: number;
}

/** Runs that are all there at once, until the last one has ended and no job is left. Everything per run. */
async function measureBacklog(cluster: Cluster, engine: Engine, runs: number): Promise<Backlog> {
  const meters = async () => ({
    worker: engine.workers.reduce((sum, { pid }) => sum + cpuUsOf(pid as number), 0),
    postgres: cpuUsOf(cluster.postmasterPid, true),
    statements: await statementCount(cluster, engine.database),
    wal: await walBytes(cluster),
  });
  await engine.accept(runs);
  const startedAt = performance.now();
  const before = await meters();
  while ((await engine.countLeft()) > 0) await pause(20);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await meters();
  return {
    runsPerSecond: runs / seconds,
    workerCpuUs: (after.worker - before.worker) / runs,
    postgresCpuUs: (after.postgres - before.postgres) / runs,
    statements: (after.statements - before.statements) / runs,
    walBytes: (after.wal - before.wal) / runs,
  };
}

interface Latency {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Whether what came was done as fast as it came. */
  keepsUp: boolean;
}

/** Runs that come at their times, whether the ones before have ended or not: from accepted to durably ended. */
async function measureLatency(engine: Engine, perSecond: number): Promise<Latency> {
  const since = new Date();
  const startedAt = performance.now();
  const accepting: Promise<void>[] = [];
  for (let index = 0; index < (perSecond * LATENCY_MS) / 1_000; index += 1) {
    const dueMs = (index * 1_000) / perSecond - (performance.now() - startedAt);
    if (dueMs > 1) await pause(dueMs);
    accepting.push(engine.accept(1));
  }
  await Promise.all(accepting);
  while ((await engine.countLeft()) > 0) await pause(20);
  const lateMs = performance.now() - startedAt - LATENCY_MS;
  const ms = await engine.latencies(since);
  return { perSecond, p50Ms: quantile(ms, 0.5), p99Ms: quantile(ms, 0.99), keepsUp: lateMs < BEHIND_MS };
}

/** At fixed rates, and at half of what an open loop can do: the highest of doubled rates that it keeps up with. */
async function measureLatencies(latency: (perSecond: number) => Promise<Latency>, rates: number[]): Promise<Latency[]> {
  const measured: Latency[] = [];
  for (const rate of rates) measured.push(await latency(rate));
  let capacity = rates[0] as number;
  for (
    let rate = capacity;
    (measured.find((one) => one.perSecond === rate) ?? (await latency(rate))).keepsUp;
    rate *= 2
  )
    capacity = rate;
  measured.push(await latency(capacity / 2));
  return measured;
}

const quantile = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const round = (value: number, digits = 0) => Number(value.toFixed(digits));

interface Results {
  backlogs: Backlog[];
  latencies: Latency[];
}

/** In turns, each round in the opposite order of the last: whoever follows another meets what that has left behind. */
async function measure(cluster: Cluster, engines: Engine[], n8n: N8n | null): Promise<Map<string, Results>> {
  const measured = engines.map((engine) => ({
    name: engine.name,
    backlog: (runs: number) => measureBacklog(cluster, engine, runs),
    latency: (perSecond: number) => measureLatency(engine, perSecond),
    rates: RATES,
  }));
  if (n8n)
    measured.push({
      name: 'n8n',
      backlog: () => measureN8n(cluster, n8n),
      latency: (perSecond: number) => measureN8nLatency(n8n, perSecond),
      rates: N8N_RATES,
    });
  const results = new Map<string, Results>(measured.map(({ name }) => [name, { backlogs: [], latencies: [] }]));
  for (const { backlog } of measured) await backlog(RUNS / 2);
  for (let index = 0; index < ROUNDS; index += 1)
    for (const { name, backlog } of index % 2 ? measured.toReversed() : measured)
      results.get(name)?.backlogs.push(await backlog(RUNS));
  for (const { name, latency, rates } of measured)
    (results.get(name) as Results).latencies = await measureLatencies(latency, rates);
  return results;
}

function summary({ backlogs, latencies }: Results) {
  const of = (pick: (one: Backlog) => number, digits = 0) => round(median(backlogs.map(pick)), digits);
  const runsPerSecond = of((one) => one.runsPerSecond);
  return {
    runsPerSecond,
    nodesPerSecond: runsPerSecond * NODES_PER_RUN,
    latencies: latencies.map((one) => ({ ...one, p50Ms: round(one.p50Ms, 1), p99Ms: round(one.p99Ms, 1) })),
    workerCpuUsPerRun: of((one) => one.workerCpuUs),
    postgresCpuUsPerRun: of((one) => one.postgresCpuUs),
    statementsPerRun: of((one) => one.statements, 2),
    walBytesPerRun: of((one) => one.walBytes),
  };
}

function ratio(results: Map<string, Results>, other: string): number | null {
  const [ours, theirs] = [results.get('pilothouse')?.backlogs, results.get(other)?.backlogs];
  if (!ours || !theirs) return null;
  return round(median(ours.map((one, index) => one.runsPerSecond / (theirs[index]?.runsPerSecond ?? 0))), 2);
}

const N8N_RUNS = 150;
const N8N_CONNECTIONS = 16;
/** Of what it can do the same parts as {@link RATES} are of what we can; at ours it does not keep up. */
const N8N_RATES = [2, 8];

/** Whoever starts a run of n8n’s over HTTP waits for its answer, so as many are under way at once. */
async function measureN8n(cluster: Cluster, n8n: N8n): Promise<Backlog> {
  const pid = n8n.process.pid as number;
  const meters = async () => ({
    worker: cpuUsOf(pid),
    postgres: cpuUsOf(cluster.postmasterPid, true),
    statements: await statementCount(cluster, n8n.database),
    wal: await walBytes(cluster),
  });
  const savedBefore = await n8n.countSaved();
  const startedAt = performance.now();
  const before = await meters();
  let left = N8N_RUNS;
  const work = async () => {
    while (left-- > 0) await n8n.run();
  };
  await Promise.all(Array.from({ length: N8N_CONNECTIONS }, work));
  while ((await n8n.countSaved()) < savedBefore + N8N_RUNS) await pause(20);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await meters();
  return {
    runsPerSecond: N8N_RUNS / seconds,
    workerCpuUs: (after.worker - before.worker) / N8N_RUNS,
    postgresCpuUs: (after.postgres - before.postgres) / N8N_RUNS,
    statements: (after.statements - before.statements) / N8N_RUNS,
    walBytes: (after.wal - before.wal) / N8N_RUNS,
  };
}

async function measureN8nLatency(n8n: N8n, perSecond: number): Promise<Latency> {
  const startedAt = performance.now();
  const running: Promise<number>[] = [];
  for (let index = 0; index < (perSecond * LATENCY_MS) / 1_000; index += 1) {
    const dueMs = (index * 1_000) / perSecond - (performance.now() - startedAt);
    if (dueMs > 1) await pause(dueMs);
    running.push(n8n.run());
  }
  const ms = (await Promise.all(running)).sort((a, b) => a - b);
  const lateMs = performance.now() - startedAt - LATENCY_MS;
  return { perSecond, p50Ms: quantile(ms, 0.5), p99Ms: quantile(ms, 0.99), keepsUp: lateMs < BEHIND_MS };
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-bench-workflows-'));
  // As root, Postgres runs as another account that must be able to enter.
  await chmod(folder, 0o711);
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const cluster = await startCluster(join(folder, 'data'));
  const ours = await startOurs(cluster, folder);
  const report: Record<string, unknown> = { bench: 'workflows' };
  if (!options.waiting) await measureEngines(cluster, ours, folder, report);
  if (options.waiting || !options['no-waiting'])
    report.waiting = await measureWaiting(cluster, ours, Number(options['waiting-runs']));
  console.log(JSON.stringify(report));
}

async function measureEngines(
  cluster: Cluster,
  ours: Ours,
  folder: string,
  report: Record<string, unknown>,
): Promise<void> {
  const n8n = options['no-n8n'] ? null : await startN8n(cluster, folder);
  const engines: Engine[] = [
    ours,
    await startLimit(cluster, 'limit', {}),
    await startLimit(cluster, 'limit-shared', { LIMIT_SHARED: '1' }),
  ];
  Object.assign(report, { runs: RUNS, rounds: ROUNDS, nodesPerRun: NODES_PER_RUN });
  for (const workers of ['oneWorker', 'twoWorkers']) {
    if (workers === 'twoWorkers') for (const engine of engines) await engine.addWorker();
    const results = await measure(cluster, engines, workers === 'oneWorker' ? n8n : null);
    report[workers] = {
      ...Object.fromEntries([...results].map(([name, result]) => [name, summary(result)])),
      ofLimit: ratio(results, 'limit'),
      ofLimitShared: ratio(results, 'limit-shared'),
      ofN8n: ratio(results, 'n8n'),
    };
    console.error(JSON.stringify({ [workers]: report[workers] }, null, 1));
  }
}

await runBench(main);
