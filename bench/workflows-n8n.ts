import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { stops } from './list-targets.ts';
import { PAYLOAD } from './workflows-flow.ts';
import { type Cluster, connect, makeDatabase } from './workflows-postgres.ts';
import { end } from './workflows-products.ts';

const VERSION = '2.40.7';
/** Outside the repository, and kept: it takes minutes. Never a dependency of the product. */
const FOLDER = join(tmpdir(), 'pilothouse-bench-n8n');
const PACKAGE = {
  name: 'pilothouse-bench-n8n',
  private: true,
  dependencies: { n8n: VERSION },
  overrides: {
    linkedom: '0.18.12',
    // Newer ones want what a registry that holds back new versions has not got; no node of the flow uses it.
    '@langchain/langgraph': '1.4.17',
  },
};
const PATH = 'orders';

/** n8n in one process, as it is installed, with a database of its own in the same Postgres; executions are saved. */
export interface N8n {
  process: ChildProcess;
  database: string;
  /** One execution; resolves with the last node’s answer, its latency in ms. */
  run(): Promise<number>;
  countSaved(): Promise<number>;
}

export async function startN8n(cluster: Cluster, folder: string): Promise<N8n> {
  await install();
  const database = 'bench_n8n';
  const url = new URL(await makeDatabase(cluster, database));
  const port = 4_211;
  const home = join(folder, 'n8n');
  mkdirSync(home, { recursive: true });
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    NODE_ENV: 'production',
    N8N_USER_FOLDER: home,
    N8N_ENCRYPTION_KEY: 'only for a bench',
    N8N_PORT: String(port),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_BROKER_PORT: String(port + 1),
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_LOG_LEVEL: 'warn',
    EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: url.hostname,
    DB_POSTGRESDB_PORT: url.port,
    DB_POSTGRESDB_DATABASE: database,
    DB_POSTGRESDB_USER: url.username,
    DB_POSTGRESDB_PASSWORD: decodeURIComponent(url.password),
    DB_POSTGRESDB_POOL_SIZE: '10',
  };
  const file = join(home, 'flow.json');
  writeFileSync(file, JSON.stringify([flow()]));
  await runCommand(['import:workflow', `--input=${file}`], env);
  await runCommand(['publish:workflow', `--id=${FLOW_ID}`], env);
  const bin = join(FOLDER, 'node_modules/n8n/bin/n8n');
  const child = spawn(process.execPath, [bin, 'start'], { cwd: FOLDER, env, stdio: ['ignore', 'ignore', 'inherit'] });
  stops.push(() => end(child));
  const client = await connect(url.href);
  const run = () => trigger(port);
  await untilAnswers(run, child);
  return { process: child, database, run, countSaved: () => countSaved(client) };
}

async function install(): Promise<void> {
  const manifest = join(FOLDER, 'node_modules/n8n/package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION) return;
  console.error(`Fetching n8n ${VERSION} into ${FOLDER} …`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(PACKAGE, null, 2));
  const args = ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => npm.once('exit', done));
  if (code !== 0) throw new Error('n8n could not be fetched. Leave it out with --no-n8n.');
}

async function runCommand(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const bin = join(FOLDER, 'node_modules/n8n/bin/n8n');
  const child = spawn(process.execPath, [bin, ...args], { cwd: FOLDER, env, stdio: ['ignore', 'ignore', 'inherit'] });
  stops.push(() => end(child));
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`n8n ${args[0]} failed.`);
}

async function trigger(port: number): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/webhook/${PATH}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(PAYLOAD),
  });
  const text = await response.text();
  if (!text.includes('Order 4711 of Ada Byron: 720')) throw new Error(`n8n answers ${response.status}: ${text}`);
  return performance.now() - startedAt;
}

async function untilAnswers(run: () => Promise<number>, child: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt += 1)
    try {
      await run();
      return;
    } catch (error) {
      if (attempt > 240 || child.exitCode !== null) throw error;
      await pause(500);
    }
}

/** An execution’s data is what n8n stores of its nodes, all at once, at the end. */
async function countSaved(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `/* bench-own */ select count(*) from execution_entity e join execution_data d on d."executionId" = e.id where e.status = 'success'`,
  );
  return Number(rows[0]?.count);
}

const FLOW_ID = 'benchOrders00001';

/** The flow of workflows-flow.ts: its ten nodes, in n8n’s words. */
function flow() {
  const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
    id: `00000000-0000-4000-8000-${name
      .padEnd(12, '0')
      .slice(0, 12)
      .replaceAll(/[^0-9a-f]/g, '0')}`,
    name,
    type: `n8n-nodes-base.${type}`,
    typeVersion,
    position: [0, 0],
    parameters,
  });
  const set = (name: string, json: string) =>
    node(name, 'set', 3.4, { mode: 'raw', jsonOutput: `={{ ${json} }}`, options: {} });
  const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main', index: 0 }));
  const nodes = [
    {
      ...node('begin', 'webhook', 2, { httpMethod: 'POST', path: PATH, responseMode: 'lastNode', options: {} }),
      webhookId: '5d1c2b1e-0000-4000-8000-000000000001',
    },
    set('order', '{ order: $json.body.order, customer: $json.body.customer, amount: $json.body.amount * 2 }'),
    node('split', 'noOp', 1, {}),
    set('price', '{ price: $json.amount * 3 }'),
    set('title', '{ title: "Order " + $json.order + " of " + $json.customer }'),
    set('tags', '{ tags: $("begin").first().json.body.tags }'),
    node('all', 'merge', 3, { mode: 'combine', combineBy: 'combineByPosition', numberInputs: 3, options: {} }),
    node('is_large', 'if', 2, {
      conditions: {
        options: { caseSensitive: true, leftValue: '', typeValidation: 'strict' },
        conditions: [
          { id: 'a', leftValue: '={{ $json.price }}', rightValue: 10, operator: { type: 'number', operation: 'gt' } },
        ],
        combinator: 'and',
      },
      options: {},
    }),
    set('summary', '{ title: $json.title, price: $json.price }'),
    set('answer', '{ text: $json.title + ": " + $json.price }'),
    set('small', '{ text: "too small" }'),
  ];
  return {
    id: FLOW_ID,
    name: 'Orders',
    active: false,
    nodes,
    connections: {
      begin: { main: [to('order')] },
      order: { main: [to('split')] },
      split: { main: [to('price', 'title', 'tags')] },
      price: { main: [[{ node: 'all', type: 'main', index: 0 }]] },
      title: { main: [[{ node: 'all', type: 'main', index: 1 }]] },
      tags: { main: [[{ node: 'all', type: 'main', index: 2 }]] },
      all: { main: [to('is_large')] },
      is_large: { main: [to('summary'), to('small')] },
      summary: { main: [to('answer')] },
    },
    settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
  };
}
