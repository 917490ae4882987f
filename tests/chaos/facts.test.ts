import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import { findFreePort } from '../../server/src/platform/db/embedded/postmaster.ts';
import { Api } from './api.ts';
import { reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { MetricsSubscriber, type Told } from './metrics-subscriber.ts';
import { until } from './until.ts';

// Facts are written and counted by several processes on one Postgres, which are killed meanwhile.

const KILLS = process.env.PILOTHOUSE_CHAOS === 'long' ? 200 : 6;
const WRITERS = 2;
const BATCH = 100;
const DAY_MS = 86_400_000;

let installation: Installation;
let server: Server;
let worker: Server;

before(async () => {
  installation = await Installation.create({ ownPostgres: true });
  server = await installation.start('api');
  await installation.api.signIn();
  worker = await installation.start('worker');
});

afterEach((context) => reportFailure(context, installation));

after(() => installation?.close());

const query = <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
  installation.database.query<Row>(text, values);

async function makeProject(slug: string): Promise<string> {
  const { createProject } = await installation.api.ask<{ createProject: { id: string } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    { input: { slug, name: slug } },
  );
  return createProject.id;
}

interface Tracked {
  trackEvents: { acceptedCount: number; duplicateCount: number };
}

const TRACK = 'mutation ($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount duplicateCount } }';

/** Events of now, of the last weeks, failed and not, each with an id of its own. */
const eventsOf = (writer: number, batch: number) =>
  Array.from({ length: BATCH }, (_, index) => {
    const number = batch * BATCH + index;
    return {
      id: `${writer}/${number}`,
      name: `order.${number % 7}`,
      status: number % 5 === 0 ? 'FAILED' : 'OK',
      value: number % 1_000,
      costNano: number % 13,
      actor: `user ${number % 400}`,
      at: new Date(Date.now() - (number % 3 === 0 ? (number % 9) * DAY_MS : 0)).toISOString(),
    };
  });

/** What is counted must be what is there: of each project and kind, in each grain, whichever way it is told apart. */
const DIFFERENCES = `
with raw as (
  select project_id, kind, sum(count) as count, sum(count) filter (where status in ('FAILED', 'ERROR', 'TIMED_OUT', 'REFUSED', 'MISSED')) as errors,
    sum(value) as value, min(value_min) as least, max(value_max) as most, sum(cost_nano) as cost
  from events group by 1, 2),
counted as (
  select s.project_id, s.kind, s.cut, r.grain, sum(r.count) as count, nullif(sum(r.error_count), 0) as errors,
    nullif(sum(r.value_sum), 0) as value, min(r.value_min) as least, max(r.value_max) as most, nullif(sum(r.cost_nano), 0) as cost
  from rollups r join rollup_series s on s.id = r.series_id group by 1, 2, 3, 4)
select * from raw full join counted c using (project_id, kind)
where (raw.count, raw.errors, nullif(raw.value, 0), raw.least, raw.most, nullif(raw.cost, 0))
  is distinct from (c.count, c.errors, c.value, c.least, c.most, c.cost)`;

const waiting = async () =>
  (await query('select from events e, rollup_cursor c where (e.xid, e.seq) > (c.xid, c.seq) limit 1')).length > 0;

void test(`api and worker are killed ${KILLS} times while events are written and counted: each counts once`, async (t) => {
  const { api } = installation;
  const projectId = await makeProject('shop');
  let isOver = false;
  let repeatedCount = 0;
  /** Sends each batch until it is told that it was kept: twice where the answer was lost. */
  const write = async (writer: number): Promise<number> => {
    for (let batch = 0; ; batch += 1) {
      if (isOver) return batch * BATCH;
      const variables = { input: { projectId, events: eventsOf(writer, batch) } };
      const { trackEvents } = await api.insist<Tracked>(TRACK, variables);
      assert.equal(trackEvents.acceptedCount + trackEvents.duplicateCount, BATCH);
      if (trackEvents.duplicateCount > 0) repeatedCount += 1;
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  let versionBefore = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    await until('events are counted', async () => {
      const [cursor] = await query<{ version: number }>('select version::float8 as version from rollup_cursor');
      const version = cursor?.version ?? 0;
      const isFurther = version > versionBefore;
      versionBefore = Math.max(versionBefore, version);
      return isFurther;
    });
    // In the middle of whatever it does, each time something else.
    await pause((kill * 37) % 150);
    if (kill % 2 === 0) {
      await worker.signal('SIGKILL');
      worker = await installation.start('worker');
    } else {
      await server.signal('SIGKILL');
      server = await installation.start('api');
    }
  }
  isOver = true;
  const sentCount = (await writing).reduce((sum, count) => sum + count, 0);
  // What was counted of the API so far is written down in the end.
  await server.signal('SIGTERM');
  await until('all are counted', async () => !(await waiting()));
  const [kept] = await query<{ count: number; ids: number }>(
    `select count(*)::int as count, count(distinct id)::int as ids from events where project_id = $1 and kind = 'custom'`,
    [projectId],
  );
  assert.deepEqual(kept, { count: sentCount, ids: sentCount });
  assert.deepEqual(await query(DIFFERENCES), []);
  t.diagnostic(`${sentCount} events, ${repeatedCount} batches were sent again`);
  server = await installation.start('api');
});

void test('open pages at two servers are told the same; one that comes back to a server that was killed gets all of it', async (t) => {
  const port = await findFreePort();
  const startOther = () => installation.start('api', 'data', { PILOTHOUSE_PORT: String(port) });
  let other = await startOther();
  const otherApi = new Api(`http://127.0.0.1:${port}`);
  await otherApi.signIn();
  const projectId = await makeProject('numbers');
  const window = {
    from: new Date(Date.now() - DAY_MS).toISOString(),
    to: new Date(Date.now() + DAY_MS).toISOString(),
    interval: 'DAY',
  };
  const variables = { projectId, input: { ...window, queries: [{ measure: 'events.count' }] } };
  // Who asks is looked up once a second: until then the other server knows nothing of what was made since.
  await until('the other server knows the project', async () => {
    const { node } = await otherApi.ask<{ node: unknown }>('query ($id: ID!) { node(id: $id) { id } }', {
      id: projectId,
    });
    return node;
  });
  const pages = [
    new MetricsSubscriber(installation.api, variables),
    new MetricsSubscriber(otherApi, variables),
  ] as const;
  t.after(() => {
    for (const page of pages) page.close();
  });
  await until('both have all of it', () => pages.every(({ told }) => told.length > 0));

  let writtenCount = 0;
  const writeThrough = async (api: Api): Promise<number> => {
    const at = performance.now();
    await api.ask<Tracked>(TRACK, { input: { projectId, events: [{ name: 'order' }] } });
    writtenCount += 1;
    await until('both pages have it', () => pages.every(({ value }) => value === writtenCount));
    return Math.max(...pages.map(({ told }) => told.at(-1)?.at ?? 0)) - at;
  };
  const took = [await writeThrough(installation.api), await writeThrough(otherApi), await writeThrough(otherApi)];
  t.diagnostic(`from the call to both pages: ${took.map((ms) => Math.round(ms)).join(', ')} ms`);
  assert.ok(Math.min(...took) < 1_000);
  const [here, there] = pages;
  assertSamePatches(here.told, there.told);

  await other.signal('SIGKILL');
  await installation.api.ask(TRACK, { input: { projectId, events: [{ name: 'order' }, { name: 'order' }] } });
  writtenCount += 2;
  other = await startOther();
  await until('it has come back', () => there.connectionCount === 2 && there.value === writtenCount);
  const [first] = there.told.filter(({ connection }) => connection === 2);
  assert.equal(first?.isSnapshot, true);
  await writeThrough(installation.api);
  await writeThrough(otherApi);
  assertSamePatches(here.told, there.told);
  for (const { told } of pages) assertGoesOn(told);
  await other.signal('SIGTERM');
});

/** What a fold has changed is called the same by both. */
function assertSamePatches(one: readonly Told[], other: readonly Told[]): void {
  const valuesOf = (told: readonly Told[]) =>
    new Map(told.filter(({ version }) => Number.isInteger(version)).map(({ version, value }) => [version, value]));
  const [first, second] = [valuesOf(one), valuesOf(other)];
  const common = [...first.keys()].filter((version) => second.has(version));
  assert.ok(common.length >= 2, 'they have versions in common');
  for (const version of common) assert.equal(second.get(version), first.get(version));
}

/** No version goes backwards, and each patch is for what was told before it. */
function assertGoesOn(told: readonly Told[]): void {
  for (const [index, update] of told.slice(1).entries()) {
    const before = told[index] as Told;
    assert.ok(update.version > before.version, `${update.version} comes after ${before.version}`);
    if (update.isSnapshot) assert.notEqual(update.connection, before.connection);
    else assert.equal(update.previousVersion, before.version);
  }
}
