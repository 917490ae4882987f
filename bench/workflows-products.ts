import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type pg from 'pg';
import type { IdKind } from '../server/src/lib/ids.ts';
import { fromServer, root, stops } from './list-targets.ts';
import { graph, PAYLOAD, waitingGraph } from './workflows-flow.ts';
import { type Cluster, connect, connectMany, makeDatabase } from './workflows-postgres.ts';

/** What takes runs that are stored in its database: ours, or the limit. */
export interface Engine {
  name: string;
  database: string;
  client: pg.Client;
  workers: ChildProcess[];
  /** One more worker process. */
  addWorker(): Promise<void>;
  /** Stores runs with their jobs in one transaction, and commits. */
  accept(count: number): Promise<void>;
  /** Runs and jobs that are left. */
  countLeft(): Promise<number>;
  /** From being accepted to being durably ended, in ms, of the runs accepted since then. */
  latencies(since: Date): Promise<number[]>;
}

export async function spawnUntil(
  command: string,
  args: string[],
  line: RegExp,
  env: NodeJS.ProcessEnv,
  cwd = root,
): Promise<ChildProcess> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  stops.push(() => end(child));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-10_000);
      if (line.test(output)) resolve();
    });
    child.once('exit', () => reject(new Error(`${args.join(' ')} ended: ${output}`)));
  });
  return child;
}

export const end = (child: ChildProcess) =>
  new Promise((done) => {
    child.once('exit', done);
    if (child.exitCode !== null || child.signalCode !== null || !child.kill()) done(null);
  });

const { DATABASE_URL: _, ...inherited } = process.env;

export interface Ours extends Engine {
  newId(kind: IdKind): string;
  /** Its runs wait for a month. */
  waiting: Version;
}

/** Pilothouse’s worker processes. What accepts runs writes what `startRun` writes, without its checks and the audit trail. */
export async function startOurs(cluster: Cluster, folder: string): Promise<Ours> {
  const url = await makeDatabase(cluster, 'bench_ours');
  const { newId } = await fromServer<{ newId: (kind: IdKind) => string }>('lib/ids.js');
  const env = {
    ...inherited,
    NODE_ENV: 'production',
    DATABASE_URL: url,
    PILOTHOUSE_SECRET: 'only for a bench, thirty-two characters',
    PILOTHOUSE_LOG_LEVEL: 'warn',
  };
  const workers: ChildProcess[] = [];
  const addWorker = async () => {
    const dataDir = join(folder, `worker-${workers.length + 1}`);
    const args = ['server/dist/main.js', 'worker'];
    workers.push(await spawnUntil(process.execPath, args, /is ready/, { ...env, PILOTHOUSE_DATA_DIR: dataDir }));
  };
  await addWorker();
  const superuserUrl = Object.assign(new URL(cluster.superuserUrl), { pathname: '/bench_ours' }).href;
  const client = await connect(superuserUrl);
  const acceptors = connectMany(superuserUrl);
  const version = await seed(client, newId, 'orders', graph);
  const waiting = await seed(client, newId, 'later', waitingGraph);
  let number = 0;
  return {
    name: 'pilothouse',
    database: 'bench_ours',
    client,
    workers,
    addWorker,
    newId,
    waiting,
    async accept(count) {
      const ids = Array.from({ length: count }, () => newId('run'));
      const first = number;
      number += count;
      await acceptRuns(acceptors, version, ids, first);
    },
    countLeft: () =>
      count(
        client,
        `select (select count(*) from runs where status in ('QUEUED', 'RUNNING', 'WAITING') and workflow_id = '${version.workflowId}')
           + (select count(*) from graphile_worker._private_jobs j where j.run_at <= now()) as count`,
      ),
    latencies: (since) =>
      latenciesOf(
        client,
        `select extract(epoch from pg_xact_commit_timestamp(xmin) - created_at)::float8 * 1000 as ms from runs
         where created_at >= $1 and status = 'SUCCEEDED' and workflow_id = '${version.workflowId}'`,
        since,
      ),
  };
}

/** As the product adds a job. */
const jobsFor = (task: string) => `select graphile_worker.add_jobs(array_agg(
  ('${task}', json_build_object('id', id), null, now(), 25, 'run/' || id, 20, null)::graphile_worker.job_spec)) from made`;

export interface Version {
  projectId: string;
  workflowId: string;
  versionId: string;
}

/** In the same statement as `insertRun` and `enqueueRun`, as of a person. */
export async function acceptRuns(
  client: pg.ClientBase | pg.Pool,
  version: Version,
  ids: string[],
  number: number,
): Promise<void> {
  await client.query({
    name: 'accept',
    text: `with made as (
      insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, trigger_node_key,
        created_by_name, payload, created_at)
      select id, $2, $3, $4, $5 + row_number() over (), 'QUEUED', 'MANUAL', 'begin', 'Ada Byron', $6, $7 from unnest($1::text[]) as id
      returning id)
    ${jobsFor('run')}`,
    values: [
      ids,
      version.projectId,
      version.workflowId,
      version.versionId,
      number,
      JSON.stringify(PAYLOAD),
      new Date().toISOString(),
    ],
  });
}

async function seed(client: pg.Client, newId: (kind: IdKind) => string, slug: string, graph: object): Promise<Version> {
  const [projectId, workflowId, versionId] = [newId('project'), newId('workflow'), newId('workflowVersion')];
  await client.query(`insert into projects (id, slug, name) values ($1, $2, $2)`, [projectId, slug]);
  await client.query(
    `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
     values ($1, $2, $3, $3, '{}', 'Ada', 'Ada')`,
    [workflowId, projectId, slug],
  );
  await client.query(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 1, $4, '{}', 'Ada')`,
    [versionId, projectId, workflowId, JSON.stringify(graph)],
  );
  return { projectId, workflowId, versionId };
}

/** The limit’s processes; see workflows-limit.ts. */
export async function startLimit(cluster: Cluster, name: string, environment: NodeJS.ProcessEnv): Promise<Engine> {
  const database = `bench_${name.replaceAll('-', '_')}`;
  const url = await makeDatabase(cluster, database);
  const env = { ...inherited, NODE_ENV: 'production', DATABASE_URL: url, ...environment };
  const workers: ChildProcess[] = [];
  const client = await connect(url);
  const acceptors = connectMany(url);
  await client.query(`
    create table bench_runs (id text primary key, owner text, status text not null, payload json, output json,
      created_at timestamptz not null, finished_at timestamptz);
    create table bench_nodes (run_id text not null, node_key text not null, status text not null, input json, output json,
      started_at timestamptz not null, finished_at timestamptz, primary key (run_id, node_key))`);
  const addWorker = async () => {
    workers.push(await spawnUntil(process.execPath, ['bench/workflows-limit.ts'], /ready/, env));
  };
  await addWorker();
  return {
    name,
    database,
    client,
    workers,
    addWorker,
    async accept(count) {
      await acceptors.query({
        name: 'accept',
        text: `with made as (
          insert into bench_runs (id, status, payload, created_at)
          select gen_random_uuid(), 'QUEUED', $2, $3 from generate_series(1, $1::integer) returning id)
        ${jobsFor('bench_run')}`,
        values: [count, JSON.stringify(PAYLOAD), new Date().toISOString()],
      });
    },
    // A job goes after its run has ended.
    countLeft: () => count(client, 'select count(*) from graphile_worker._private_jobs'),
    latencies: (since) =>
      latenciesOf(
        client,
        `select extract(epoch from pg_xact_commit_timestamp(xmin) - created_at)::float8 * 1000 as ms from bench_runs
         where created_at >= $1 and status = 'SUCCEEDED'`,
        since,
      ),
  };
}

async function count(client: pg.Client, text: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>({ name: 'left', text: `/* bench-own */ ${text}` });
  return Number(rows[0]?.count);
}

async function latenciesOf(client: pg.Client, text: string, since: Date): Promise<number[]> {
  const { rows } = await client.query<{ ms: number }>(`/* bench-own */ ${text}`, [since.toISOString()]);
  return rows.map((row) => row.ms).sort((a, b) => a - b);
}
