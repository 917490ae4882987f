import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { fromServer, stops } from './list-targets.ts';

/** One Postgres for all that is measured, durable as it is delivered, with a database for each. */
export interface Cluster {
  url: string;
  superuserUrl: string;
  postmasterPid: number;
  /** Of the superuser, in a database that is not measured. */
  client: pg.Client;
}

export async function startCluster(dataDir: string): Promise<Cluster> {
  const { startEmbeddedPostgres } =
    await fromServer<typeof import('../server/src/platform/db/embedded.ts')>('platform/db/embedded.js');
  const log = { info() {}, warn: console.error, error: console.error };
  const settings = {
    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.max': '5000',
    // When a row was durable, to the microsecond.
    track_commit_timestamp: 'on',
    max_connections: '300',
  };
  const postgres = await startEmbeddedPostgres({ dataDir, log: log as never, settings });
  stops.push(() => postgres.stop());
  const superuserUrl = Object.assign(new URL(postgres.url), { username: 'postgres' }).href;
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const client = await connect(superuserUrl);
  await client.query('create extension if not exists pg_stat_statements');
  return { url: postgres.url, superuserUrl, postmasterPid: pid, client };
}

export async function makeDatabase(cluster: Cluster, name: string): Promise<string> {
  const client = await connect(cluster.superuserUrl);
  await client.query(`create database ${name} owner pilothouse`);
  return Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href;
}

/** Ends with the bench. Sees the rows of all projects. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c pilothouse.projects=* -c timezone=UTC' });
  client.on('error', () => {});
  await client.connect();
  stops.push(() => client.end().catch(() => {}));
  return client;
}

/** As the product's own connections: for what comes at its time, whether what came before has been answered or not. */
export function connectMany(url: string): pg.Pool {
  const options = '-c pilothouse.projects=* -c plan_cache_mode=force_generic_plan';
  const pool = new pg.Pool({ connectionString: url, options, max: 8 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  stops.push(() => pool.end().catch(() => {}));
  return pool;
}

/** CPU time in µs of a process and, where it has any, its children, also those that have ended. Linux; elsewhere 0. */
export function cpuUsOf(pid: number, withChildren = false): number {
  const own = fieldsOf(pid);
  let ticks = own.slice(0, withChildren ? 4 : 2).reduce((sum, value) => sum + value, 0);
  if (withChildren)
    for (const entry of readdirSync('/proc'))
      if (/^\d+$/.test(entry) && parentOf(Number(entry)) === pid) {
        const [user = 0, system = 0] = fieldsOf(Number(entry));
        ticks += user + system;
      }
  return ticks * 10_000;
}

function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(') ') + 2).split(' ');
  } catch {
    return [];
  }
}

/** utime, stime, cutime, cstime. */
const fieldsOf = (pid: number): number[] =>
  statOf(pid)
    .slice(11, 15)
    .map((field) => Number(field));
const parentOf = (pid: number): number => Number(statOf(pid)[1]);

/** Statements of all connections to a database so far, without those of the bench itself. */
export async function statementCount({ client }: Cluster, database: string): Promise<number> {
  const { rows } = await client.query(
    `select coalesce(sum(s.calls), 0)::float8 as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
     where d.datname = $1 and s.toplevel and s.query not like '%bench-own%'`,
    [database],
  );
  return rows[0]?.calls ?? 0;
}

export async function walBytes({ client }: Cluster): Promise<number> {
  const { rows } = await client.query(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`);
  return rows[0]?.bytes ?? 0;
}
