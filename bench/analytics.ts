/**
 * How fast facts are counted, and how fast six panels over 90 days answer: through GraphQL on the real server, against the same
 * numbers from the facts by SQL and by DuckDB over Parquet; with a tenth of the facts and with all of them.
 *
 *   npm run bench -- analytics [--events 10000000] [--rounds 40] [--no-duckdb]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import {
  DAYS,
  makeMonths,
  makeProjects,
  PROJECT,
  PROJECTS,
  progress,
  type Span,
  spanUntil,
  writeFacts,
  ZONE,
} from './analytics-data.ts';
import { openDuck } from './analytics-duckdb.ts';
import { PANELS, postgresWords, QUERY, rawQueries, readPanels, variables } from './analytics-panels.ts';
import { foldAll, type OpenStore, openStore } from './analytics-store.ts';
import { fromServer, root, runBench, stops } from './list-targets.ts';
import { type Cluster, connect, cpuUsOf, makeDatabase, startCluster } from './workflows-postgres.ts';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    rounds: { type: 'string', default: '40' },
    'no-duckdb': { type: 'boolean', default: false },
  },
});
const EVENTS = Number(options.events);
const ROUNDS = Number(options.rounds);
/** A server is not asked for the first time all day long; how long that takes is told apart. */
const WARM_UPS = 100;
/** Raw panels take seconds. */
const RAW_ROUNDS = 3;
const LATENCIES = 30;
const administrator = { email: 'bench@example.com', password: 'correct horse battery' };
const { DATABASE_URL: _, ...inherited } = process.env;

interface Times {
  /** Of a process that has just begun and compiles on the way. */
  firstMs: number;
  p50Ms: number;
  p95Ms: number;
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits));

async function timed(rounds: number, work: () => Promise<unknown>, warmUps = 0): Promise<Times> {
  const begunAt = performance.now();
  await work();
  const firstMs = performance.now() - begunAt;
  for (let index = 0; index < warmUps; index += 1) await work();
  const ms: number[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const startedAt = performance.now();
    await work();
    ms.push(performance.now() - startedAt);
  }
  ms.sort((a, b) => a - b);
  const at = (part: number) => round(ms[Math.min(ms.length - 1, Math.floor(ms.length * part))] ?? 0);
  return { firstMs: round(firstMs), p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** A role of the product on the database; resolves with its process when it is ready. */
async function startRole(role: string, url: string, dataDir: string): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['server/dist/main.js', role], {
    cwd: root,
    env: {
      ...inherited,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      PILOTHOUSE_DATA_DIR: dataDir,
      PILOTHOUSE_PORT: '0',
      PILOTHOUSE_DEMO: 'off',
      PILOTHOUSE_LOG_LEVEL: 'warn',
      PILOTHOUSE_SECRET: 'only for a bench, thirty-two characters',
      PILOTHOUSE_RATE_USER: '0',
      PILOTHOUSE_ADMIN_EMAIL: administrator.email,
      PILOTHOUSE_ADMIN_PASSWORD: administrator.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stops.push(() => endOf(child));
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const ready = /ready: (http\S+)|worker is ready/.exec(output);
      if (ready) resolve({ process: child, url: ready[1] ?? '' });
    });
    child.once('exit', () => reject(new Error(`The role ${role} ended: ${output}`)));
  });
}

const endOf = (child: ChildProcess) =>
  new Promise<void>((done) => {
    child.once('exit', () => done());
    if (child.exitCode !== null || child.signalCode !== null || !child.kill()) done();
  });

async function signIn(url: string): Promise<(query: string, variables: object) => Promise<unknown>> {
  let cookie = '';
  const ask = async (query: string, variables: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables }),
    });
    const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (cookies.length > 0) cookie = cookies.join('; ');
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  await ask('mutation ($input: SignInInput!) { signIn(input: $input) { id } }', { input: administrator });
  return ask;
}

interface Measured {
  events: number;
  writtenPerSecond: number;
  foldedPerSecond: number;
  /** Of this process, and of all of Postgres. */
  foldNodeUs: number;
  foldPostgresUs: number;
  longestMs: number;
  longestCpuMs: number;
  rollups: number;
  rollupBytes: number;
  eventBytes: number;
  dashboard: Times;
  fromAnyMinute: Times;
  store: Times;
  raw: Times;
  duckdb: (Times & { bytes: number }) | null;
  eventToReadable: Times;
}

/** All of it with so many facts, in a database of its own. */
async function measure(cluster: Cluster, folder: string, events: number): Promise<Measured> {
  const name = `bench_analytics_${events}`;
  const url = await makeDatabase(cluster, name);
  const api = await startRole('api', url, join(folder, `${name}-api`));
  const client = await connect(Object.assign(new URL(cluster.superuserUrl), { pathname: `/${name}` }).href);
  await makeProjects(client);
  const all = spanUntil(new Date());
  await makeMonths(client, all);
  const writtenPerSecond = await writeFacts(client, all, events);
  const open = await openStore(url);
  const cpu = () => [cpuUsOf(process.pid), cpuUsOf(cluster.postmasterPid, true)] as const;
  const [nodeBefore, postgresBefore] = cpu();
  const { factsPerSecond, longestMs, longestCpuMs } = await foldAll(open);
  const [nodeAfter, postgresAfter] = cpu();
  await client.query('vacuum analyze rollups');
  await client.query('analyze events');
  const span = await wholeDays(all.to);
  const untilNow: Span = { from: new Date(all.to.getTime() - (DAYS / 2) * 86_400_000), to: all.to };
  progress('six panels through GraphQL, and from the store');
  const ask = await signIn(api.url);
  const dashboard = await timed(ROUNDS, () => ask(QUERY, variables(span)), WARM_UPS);
  const fromAnyMinute = await timed(ROUNDS, () => ask(QUERY, variables(untilNow)), WARM_UPS);
  const store = await timed(ROUNDS, () => readPanels(open, span), WARM_UPS);
  progress('the same from the facts by SQL');
  const raw = await timed(RAW_ROUNDS, async () => {
    for (const sql of rawQueries(postgresWords(span))) await client.query(sql);
  });
  progress('the same by DuckDB');
  const duckdb = options['no-duckdb'] ? null : await measureDuck(client, folder, span, name);
  progress('from an event to its number');
  const worker = await startRole('worker', url, join(folder, `${name}-worker`));
  const eventToReadable = await measureLatency(client, open);
  await endOf(worker.process);
  await endOf(api.process);
  const { rows } = await client.query<Record<'rollups' | 'rollupBytes' | 'eventBytes', number>>(
    `select (select count(*)::float8 from rollups) as rollups,
       (select sum(pg_total_relation_size(inhrelid))::float8 from pg_inherits where inhparent = 'rollups'::regclass) as "rollupBytes",
       (select sum(pg_total_relation_size(c.oid))::float8 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'event_parts' and c.relkind = 'r' and c.relname !~ '^rollups') as "eventBytes"`,
  );
  return {
    events,
    writtenPerSecond: round(writtenPerSecond, 0),
    foldedPerSecond: round(factsPerSecond, 0),
    foldNodeUs: round((nodeAfter - nodeBefore) / events, 2),
    foldPostgresUs: round((postgresAfter - postgresBefore) / events, 2),
    longestMs: round(longestMs, 0),
    longestCpuMs: round(longestCpuMs, 0),
    ...(rows[0] as Record<'rollups' | 'rollupBytes' | 'eventBytes', number>),
    dashboard,
    fromAnyMinute,
    store,
    raw,
    duckdb,
    eventToReadable,
  };
}

/** The last 90 days with today, as pages ask for them: from a midnight of the zone to one. */
async function wholeDays(now: Date): Promise<Span> {
  const { bucketStart } = await fromServer<typeof import('../server/src/lib/calendar.ts')>('lib/calendar.js');
  const midnight = (days: number) => bucketStart(new Date(now.getTime() + days * 86_400_000), 'DAY', ZONE);
  return { from: midnight(1 - DAYS / 2), to: midnight(1) };
}

async function measureDuck(client: pg.Client, folder: string, span: Span, name: string) {
  const csvFolder = join(folder, `${name}-csv`);
  await mkdir(csvFolder);
  // Postgres writes it, as another account.
  await chmod(csvFolder, 0o777);
  const csv = join(csvFolder, 'events.csv');
  await client.query(`copy (select project_id, kind, at at time zone 'UTC' as at, service_id, environment_id, name, status, count, value, cost_nano,
    actor, subject_id from events) to '${csv}' (format csv, header)`);
  const duck = await openDuck(csv, csvFolder);
  await rm(csv);
  const times = await timed(RAW_ROUNDS, () => duck.read(span));
  return { ...times, bytes: duck.bytes, writeSeconds: round(duck.writeSeconds) };
}

/** From the commit of a fact to the first read that has it, while a worker counts. */
async function measureLatency(client: pg.Client, { store, ctx }: OpenStore): Promise<Times> {
  let index = 0;
  const write = async () => {
    index += 1;
    const status = `LATENCY_${index}`;
    await client.query('begin');
    await client.query(`insert into events (project_id, kind, at, status) values ($1, 'custom', now(), $2)`, [
      PROJECT,
      status,
    ]);
    // As the product tells its processes.
    await client.query(`select pg_notify('pilothouse', $1)`, [JSON.stringify([`facts#${PROJECT}`])]);
    await client.query('commit');
    for (;;) {
      const now = Date.now();
      const rows = await store.read(ctx, {
        projectId: PROJECT,
        kind: 'custom',
        from: new Date(now - 3_600_000),
        to: new Date(now + 3_600_000),
        zone: 'UTC',
        interval: null,
        groupBy: [],
        where: { status: [status] },
        parts: {},
      });
      if (rows.length > 0) return;
      await pause(5);
    }
  };
  return timed(LATENCIES, write);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-bench-analytics-'));
  // As root, Postgres runs as another account that must be able to enter.
  await chmod(folder, 0o711);
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const cluster = await startCluster(join(folder, 'data'));
  const tenth = await measure(cluster, folder, Math.round(EVENTS / 10));
  console.error(JSON.stringify(tenth, null, 1));
  const whole = await measure(cluster, folder, EVENTS);
  console.error(JSON.stringify(whole, null, 1));
  const against = (other: Times | null) => other && round(other.p50Ms / whole.dashboard.p50Ms, 2);
  console.log(
    JSON.stringify({
      bench: 'analytics',
      projects: PROJECTS,
      days: DAYS,
      panels: PANELS.length,
      ...whole,
      fasterThanRaw: against(whole.raw),
      fasterThanDuckdb: against(whole.duckdb),
      growthOfTenfold: round(whole.dashboard.p50Ms / tenth.dashboard.p50Ms, 2),
    }),
  );
}

await runBench(main);
