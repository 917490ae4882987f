import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { createHttpDoor } from '../src/entry/http.ts';
import { entities } from '../src/entry/schema.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import type { App } from '../src/platform/context.ts';
import { configuredKeys } from '../src/platform/crypto/keyring.ts';
import { createSecretBox } from '../src/platform/crypto/secret-box.ts';
import { appRoleOf, urlAs } from '../src/platform/db/app-role.ts';
import { createDataSource } from '../src/platform/db/data-source.ts';
import { Reads } from '../src/platform/db/reads.ts';
import { createPostgresEvents } from '../src/platform/events-postgres.ts';
import { FactsBuffer } from '../src/platform/facts-buffer.ts';
import { eventually } from './at-once.ts';
import { createTestDatabase } from './database.ts';

export interface LogLine {
  level: string;
  msg: string;
  err?: { message: string; stack: string };
  error?: unknown;
}

/** The whole server in this process: a database of its own, real events, a real port. */
export interface TestApp {
  app: App;
  /** `http://127.0.0.1:<port>` */
  url: string;
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Statements sent to Postgres so far, over the shared reads and over TypeORM. */
  statementCount(): number;
  /** One text for all rows of all tables, or of all but some: equal texts, equal data. Times and addresses of last use are left out, and what is counted of the API and of sign-ins. */
  fingerprint(exceptFor?: readonly string[]): Promise<string>;
  /** Writes down what was counted of the API so far. */
  flushFacts(): Promise<void>;
  /** What was logged as a defect since the last look. `close` fails when there is any left. */
  takeDefects(): LogLine[];
  close(): Promise<void>;
}

const NEVER_MS = 2 ** 31 - 1;
const ROOT = resolve(import.meta.dirname, '../..');

/** Starts it. `environment` is what an operator would set. */
export async function startTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
  const config = readConfig(
    {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PILOTHOUSE_DATA_DIR: folder,
      PILOTHOUSE_DEMO: 'off',
      PILOTHOUSE_SECRET: 'a secret of tests, long enough for it',
      ...environment,
    },
    ROOT,
  );
  const counted = { statements: 0 };
  const url = urlAs(database.url, appRoleOf(config.secret ?? ''));
  const app = await createApp({ ...config, databaseUrl: url }, url, counted);
  // A fingerprint looks at a hundred tables with nothing in them: to start parallel workers for it takes four times as long.
  const options = '-c pilothouse.projects=* -c max_parallel_workers_per_gather=0';
  const client = new pg.Pool({ connectionString: database.url, max: 4, options });
  // Written down when a test asks for it: else it would fall among the statements that others count.
  const facts = new FactsBuffer(app, NEVER_MS);
  const door = await createHttpDoor(app, facts);
  await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
  const { port } = door.server.address() as AddressInfo;
  app.config.publicUrl ??= `http://127.0.0.1:${port}`;

  const sql = async <Row>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Row[];
  const takeDefects = () => defectsOf(app).splice(0);
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    sql,
    statementCount: () => counted.statements + app.reads.statementCount,
    fingerprint: (exceptFor = []) => fingerprint(client, exceptFor),
    flushFacts: () => facts.flush(),
    takeDefects,
    async close() {
      await door.close();
      await app.events.close();
      await app.reads.close();
      await app.dataSource.destroy();
      await app.unscopedDataSource.destroy();
      await client.end();
      await allClosed(database.url);
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      const [defect] = takeDefects();
      if (defect) throw new Error(`The server logged a defect: ${defect.msg}\n${JSON.stringify(defect, null, 1)}`);
    },
  };
}

/** Pools say that they have ended a moment before their connections have. What stays open is a leak. */
async function allClosed(url: string): Promise<void> {
  const last = new pg.Client({ connectionString: url });
  await last.connect();
  await eventually('the end of all connections', async () => {
    const { rows } = await last.query(
      `select query from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    return rows.length === 0;
  });
  await last.end();
}

async function createApp(config: Config, url: string, counted: { statements: number }): Promise<App> {
  const defects: LogLine[] = [];
  const log = pino(
    { level: 'error', formatters: { level: (label) => ({ level: label }) } },
    { write: (line: string) => void defects.push(JSON.parse(line) as LogLine) },
  );
  const open = async (isUnscoped: boolean) => {
    const source = createDataSource({ url, entities, poolSize: config.databasePoolSize, isUnscoped });
    await source.initialize();
    source.logger = countingLogger(counted);
    return source;
  };
  const app: App = {
    config,
    log,
    dataSource: await open(false),
    unscopedDataSource: await open(true),
    reads: new Reads(url),
    events: await createPostgresEvents({ url, log }),
    secretBox: createSecretBox(config.secret ?? '', configuredKeys(config)),
    now: () => new Date(),
  };
  defectsByApp.set(app, defects);
  return app;
}

const defectsByApp = new WeakMap<App, LogLine[]>();
const defectsOf = (app: App) => defectsByApp.get(app) ?? [];

function countingLogger(counted: { statements: number }) {
  const nothing = () => {};
  return {
    logQuery: () => {
      counted.statements += 1;
    },
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}

async function fingerprint(client: pg.Pool, exceptFor: readonly string[]): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker') and tablename <> all($1) order by 1`,
    [exceptFor],
  );
  const hashes = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) as rows, sum(hashtextextended((to_jsonb(t) - '{last_used_at,last_used_address}'::text[])::text, 0)) as hash from ${name} t ${name === 'public.events' ? `where kind not in ('api', 'sign_in')` : ''}`,
  );
  const { rows } = await client.query(`${hashes.join(' union all ')} order by 1`);
  return rows.map((row) => `${row.name} ${row.rows} ${row.hash}`).join('\n');
}
