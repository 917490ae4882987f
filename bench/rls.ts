import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdKind } from '../server/src/lib/ids.ts';
import { pilothouseQuery } from './list-queries.ts';
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
 * What row-level security costs a list of 20 deployments: the product as its own role, against the same product on the same
 * database as a superuser, for whom Postgres leaves the policies out. `alternating` is the worst case: two people of different
 * projects take turns, so that each request has to say anew what it may see.
 */
const ROUNDS = 25;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-bench-rls-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const [walled, bare] = await startServers(folder);
  await measureInTurns([walled, bare], ROUNDS);
  const cpuUs = (target: Target) => Math.round(median(target.runs.map((run) => run.cpuUs)));
  console.log(
    JSON.stringify({
      bench: 'rls',
      connections: CONNECTIONS,
      rounds: ROUNDS,
      requestsPerSecond: Math.round(median(walled.runs.map((run) => run.perSecond))),
      withoutPolicies: Math.round(median(bare.runs.map((run) => run.perSecond))),
      // The median of each round’s own ratio.
      ofWithoutPolicies: Number(ratio(walled, bare).toFixed(3)),
      nodeCpuUs: { withPolicies: cpuUs(walled), withoutPolicies: cpuUs(bare) },
    }),
  );
}

async function startServers(folder: string): Promise<[walled: Target, bare: Target]> {
  const { startEmbeddedPostgres } =
    await fromServer<typeof import('../server/src/platform/db/embedded.ts')>('platform/db/embedded.js');
  const { newId } = await fromServer<{ newId: (kind: IdKind) => string }>('lib/ids.js');
  const log = { info() {}, warn: console.error, error: console.error };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: log as never });
  stops.push(() => postgres.stop());
  const start = (env: Record<string, string>) =>
    startServer(['server/dist/main.js', 'api'], /:(\d+)(?:\/|$)/m, {
      ...process.env,
      NODE_ENV: 'production',
      PILOTHOUSE_DATA_DIR: join(folder, 'data'),
      PILOTHOUSE_PORT: '0',
      PILOTHOUSE_DEMO: 'off',
      PILOTHOUSE_LOG_LEVEL: 'error',
      PILOTHOUSE_RATE_SERVICE: '0',
      PILOTHOUSE_RATE_USER: '0',
      ...env,
    });
  const walled = await start({ DATABASE_URL: postgres.url });
  const superuser = Object.assign(new URL(postgres.url), { username: 'postgres' }).href;
  const bare = await start({ DATABASE_URL: superuser, PILOTHOUSE_DATABASE_OWNER_URL: postgres.url });
  const { projectId, token } = await seed(postgres.url, newId);
  const request = { path: '/graphql', body: { query: pilothouseQuery, variables: { projectId } }, token };
  return [
    { ...walled, ...request, name: 'with policies', runs: [] },
    { ...bare, ...request, name: 'without', runs: [] },
  ];
}

await runBench(main);
