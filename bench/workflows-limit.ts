/**
 * The limit of `bench workflows`: a bare graphile-worker job per run whose handler does what the smallest engine by hand would
 * have to. It claims its run in the statement that writes the first wave, writes one fused, fenced statement per wave (“these
 * nodes ended, these begin”), and the last one ends the run: 7 durable writes for the 10 nodes, none of them shared with other
 * runs. No graph, no expressions, no rights, no projects, no subscribers, no retries, no signals.
 *
 * It is driven as well as we know how: jobs are fetched and marked as done in batches, plans are made once, and runs are found by
 * their ids (an index of open runs has a dead entry for each that has ended, and passing those was four fifths of a write).
 *
 * With `LIMIT_SHARED=1` the waves of all jobs of the process share a statement, as the product's do: the same engine by hand
 * with that one idea more.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { PAYLOAD } from './workflows-flow.ts';

const require = createRequire(join(import.meta.dirname, '../server/package.json'));
const worker = (await import(pathToFileURL(require.resolve('graphile-worker')).href)) as {
  run(options: object): Promise<{ stop(): Promise<void>; promise: Promise<void> }>;
  Logger: new (factory: () => () => void) => object;
};

export type Row = [key: string, status: string, input: unknown, output: unknown];
interface Wave {
  id: string;
  rows: Row[];
  end: unknown;
}

const order = { order: PAYLOAD.order, customer: PAYLOAD.customer, amount: 240 };
const [price, title, tags] = [
  { price: 720 },
  { title: `Order ${order.order} of ${order.customer}` },
  { tags: PAYLOAD.tags },
];
const joined = { price, title, tags };
const summary = { title: title.title, price: price.price };
const answer = { text: `${title.title}: ${price.price}` };
const ended = (key: string, input: unknown, output: unknown): Row => [key, 'SUCCEEDED', input, output];
const begun = (key: string, input: unknown): Row => [key, 'RUNNING', input, null];

const WAVES: Row[][] = [
  [ended('begin', PAYLOAD, PAYLOAD), begun('order', PAYLOAD)],
  [ended('order', PAYLOAD, order), begun('split', order)],
  [ended('split', order, order), begun('price', order), begun('title', order), begun('tags', order)],
  [
    ended('price', order, price),
    ended('title', order, title),
    ended('tags', order, tags),
    ended('all', joined, joined),
    begun('is_large', joined),
  ],
  [ended('is_large', joined, joined), begun('summary', joined)],
  [ended('summary', joined, summary), begun('answer', summary)],
  [ended('answer', summary, answer)],
];

const WRITE = `with changed as (
  update bench_runs r set owner = $1, status = case when g.output is null then 'RUNNING' else 'SUCCEEDED' end, output = g.output,
    finished_at = case when g.output is not null then $4::timestamptz end
  from json_to_recordset($2) as g (id text, output json)
  where r.id = g.id and r.id = any($5) and (r.owner is null or r.owner = $1) and r.status in ('QUEUED', 'RUNNING') returning r.id)
insert into bench_nodes (run_id, node_key, status, input, output, started_at, finished_at)
select n.run_id, n.node_key, n.status, n.input, n.output, $4, case when n.status = 'SUCCEEDED' then $4::timestamptz end
from json_to_recordset($3) as n (run_id text, node_key text, status text, input json, output json) join changed c on c.id = n.run_id
on conflict (run_id, node_key) do update set status = excluded.status, output = excluded.output, finished_at = excluded.finished_at
returning run_id`;

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL ?? '',
  max: 20,
  options: '-c plan_cache_mode=force_generic_plan',
});
pool.on('error', () => {});
pool.on('connect', (client) => client.on('error', () => {}));
const owner = String(process.pid);

async function write(waves: Wave[]): Promise<void> {
  const { rows } = await pool.query({
    name: 'wave',
    text: WRITE,
    values: [
      owner,
      JSON.stringify(waves.map(({ id, end }) => ({ id, output: end }))),
      JSON.stringify(
        waves.flatMap((wave) =>
          wave.rows.map(([node_key, status, input, output]) => ({ run_id: wave.id, node_key, status, input, output })),
        ),
      ),
      new Date().toISOString(),
      waves.map(({ id }) => id),
    ],
  });
  if (rows.length === 0) throw new Error('The run has another owner.');
}

const waiting: { wave: Wave; done: () => void; fail: (error: unknown) => void }[] = [];
let isWriting = false;

function writeShared(wave: Wave): Promise<void> {
  return new Promise((done, fail) => {
    waiting.push({ wave, done, fail });
    if (isWriting) return;
    isWriting = true;
    setImmediate(() => void flush());
  });
}

async function flush(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 200);
    try {
      await write(batch.map(({ wave }) => wave));
      for (const { done } of batch) done();
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }
  isWriting = false;
}

const writeOne = process.env.LIMIT_SHARED === '1' ? writeShared : (wave: Wave) => write([wave]);

const CONCURRENCY = Number(process.env.LIMIT_CONCURRENCY ?? 60);

const runner = await worker.run({
  pgPool: pool,
  concurrency: CONCURRENCY,
  pollInterval: 2_000,
  noHandleSignals: true,
  preset: {
    worker: {
      completeJobBatchDelay: 5,
      failJobBatchDelay: 0,
      localQueue: {
        size: CONCURRENCY,
        refetchDelay: { durationMs: 3, threshold: CONCURRENCY - 1, maxAbortThreshold: Infinity },
      },
    },
  },
  logger: new worker.Logger(() => () => {}),
  taskList: {
    async bench_run(payload: unknown) {
      const { id } = payload as { id: string };
      for (const [index, rows] of WAVES.entries())
        await writeOne({ id, rows, end: index === WAVES.length - 1 ? answer : null });
    },
  },
});
console.log('ready');
process.once('SIGTERM', () => void runner.stop().then(() => process.exit(0)));
