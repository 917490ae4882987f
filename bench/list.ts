import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdKind } from '../server/src/lib/ids.ts';
import { pilothouseQuery, postgraphileQuery } from './list-queries.ts';
import { seed } from './list-seed.ts';
import {
  CONNECTIONS,
  fromServer,
  measureInTurns,
  median,
  ratio,
  runBench,
  startServer,
  stops,
  type Target,
} from './list-targets.ts';

/**
 * Requests per second of a list of 20 deployments with service, environment, creator and the last 5 steps: Pilothouse
 * against two statements by hand over bare `node:http`, and against PostGraphile. All three in one Postgres, in turns, so
 * that whatever else the machine does meets each of them. The other two sign in as superuser: no policy slows them.
 */
const ROUNDS = 25;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-bench-list-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const targets = await startTargets(folder);
  await measureInTurns(targets, ROUNDS);
  report(targets);
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
    // Counted, but never used up.
    PILOTHOUSE_RATE_USER: '1000000000',
  });
  const { projectId, token } = await seed(postgres.url, newId);
  const asSuperuser = { ...env, DATABASE_URL: Object.assign(new URL(postgres.url), { username: 'postgres' }).href };
  const limit = await startServer(['bench/list-limit.ts'], /port (\d+)/, asSuperuser);
  const postgraphile = await startServer(['bench/list-postgraphile.ts'], /port (\d+)/, asSuperuser);
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

function report(targets: Target[]): void {
  const perSecond = targets.map((target) => median(target.runs.map((run) => run.perSecond)));
  const cpuUs = targets.map((target) => Math.round(median(target.runs.map((run) => run.cpuUs))));
  const [ours = 0, limit = 0, postgraphile = 0] = perSecond;
  const ratioTo = (other: number) => ratio(targets[0], targets[other]);
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

await runBench(main);
