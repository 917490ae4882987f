import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../../test/at-once.ts';
import { describeStore } from '../../../test/store.contract.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { ensureFactMonths, FACT_KINDS, type Fact } from '../../platform/facts.ts';
import { foldFacts } from './fold.ts';
import { postgresStore } from './postgres-store.ts';
import { trimRollups } from './rollup-trim.service.ts';
import type { RollupRequest } from './store.types.ts';

const DAY_MS = 86_400_000;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const context = () => systemContext(app.app, 'test');

async function setNow(now: Date): Promise<void> {
  app.app.now = () => now;
  const months = [0, 30, 60].map((days) => new Date(now.getTime() - days * DAY_MS));
  await ensureFactMonths(context(), months);
}

async function makeProject(timeZone: string): Promise<string> {
  const id = newId('project');
  await app.sql('insert into projects (id, slug, name, time_zone) values ($1, $1, $1, $2)', [id, timeZone]);
  return id;
}

class Died extends Error {}

describe('the contract', () => {
  describeStore(() => ({
    store: postgresStore,
    context,
    setNow,
    makeProject,
    async foldIn(sizes) {
      await foldFacts(context(), { ...sizes, copied: 3 });
    },
    async dieFolding() {
      const dying = withTransaction(context(), async (ctx) => {
        await foldFacts(ctx, { batch: 5 });
        throw new Died();
      });
      await expect(dying).rejects.toThrow(Died);
    },
  }));
});

const NOW = new Date('2026-11-05T10:07:00Z');
const rollupsOf = (projectId: string) =>
  app.sql('select * from rollups where project_id = $1 order by series_id, grain, bucket', [projectId]);

const factsOf = (projectId: string, days: readonly number[]): Fact[] =>
  days.map((day, index) => ({
    projectId,
    kind: 'custom',
    at: new Date(NOW.getTime() - day * DAY_MS),
    name: `name ${index % 3}`,
    value: index * 1_000,
    actor: `usr_${index % 4}`,
  }));

/** Until no transaction, of other tests too, is older than the facts. */
async function fold(): Promise<number> {
  let count = 0;
  await eventually('the count of all', async () => {
    const result = await postgresStore.fold(context());
    count += result?.foldedCount ?? 0;
    return result?.isBehind === false;
  });
  return count;
}

const append = (facts: readonly Fact[]) => withTransaction(context(), (ctx) => postgresStore.append(ctx, facts));
const request = (projectId: string, zone: string): RollupRequest => ({
  projectId,
  kind: 'custom',
  from: new Date(NOW.getTime() - 50 * DAY_MS),
  to: NOW,
  zone,
  interval: 'DAY',
  groupBy: [],
  where: {},
  parts: {},
});
const countOf = async (projectId: string, zone = 'UTC') =>
  (await postgresStore.read(context(), { ...request(projectId, zone), interval: null })).reduce(
    (sum, row) => sum + row.count,
    0,
  );

test('counting anew gives the same rows, byte for byte, and mends those that are wrong', async () => {
  await setNow(NOW);
  const projectId = await makeProject('Australia/Lord_Howe');
  await append(factsOf(projectId, [0.1, 0.2, 1, 3, 3.5, 13, 20, 32, 32.1, 40]));
  await fold();
  const before = await rollupsOf(projectId);
  const range = { projectId, from: new Date(NOW.getTime() - 45 * DAY_MS), to: NOW };
  await postgresStore.rebuild(context(), range);
  expect(await rollupsOf(projectId)).toEqual(before);
  await app.sql('update rollups set count = count + 7 where project_id = $1', [projectId]);
  await postgresStore.rebuild(context(), range);
  expect(await rollupsOf(projectId)).toEqual(before);
});

test('what has not been counted yet is not counted twice by counting anew', async () => {
  await setNow(NOW);
  const projectId = await makeProject('UTC');
  await append(factsOf(projectId, [1, 2]));
  await fold();
  await append(factsOf(projectId, [1, 2, 3]));
  await postgresStore.rebuild(context(), { projectId, from: new Date(NOW.getTime() - 9 * DAY_MS), to: NOW });
  expect(await countOf(projectId)).toBe(2);
  await fold();
  expect(await countOf(projectId)).toBe(5);
});

test('after a change of zone days are counted in the new one, and until then read as they are', async () => {
  await setNow(NOW);
  const projectId = await makeProject('UTC');
  // 03:37 in UTC is the day before in New York.
  await append(factsOf(projectId, [1.27, 1.27, 20.27, 33.27]));
  await fold();
  await app.sql(`update projects set time_zone = 'America/New_York' where id = $1`, [projectId]);
  const inNewYork = () => postgresStore.read(context(), request(projectId, 'America/New_York'));
  const before = await inNewYork();
  expect(before.map(({ from, count }) => [from?.toISOString(), count])).toEqual([
    ['2026-10-02T04:00:00.000Z', 1],
    ['2026-10-15T04:00:00.000Z', 1],
    ['2026-11-03T05:00:00.000Z', 2],
  ]);
  await postgresStore.rebuild(context(), { projectId, from: NOW, to: NOW });
  expect(await inNewYork()).toEqual(before);
  const days = await app.sql<{ bucket: Date }>(
    `select bucket from rollups r join rollup_series s on s.id = r.series_id where r.project_id = $1 and cut = 0 and grain = 1440 order by 1`,
    [projectId],
  );
  expect(days.map(({ bucket }) => bucket.toISOString())).toEqual(before.map(({ from }) => from?.toISOString()));
});

test('buckets whose facts were dropped stay as they are', async () => {
  const now = new Date(Date.now());
  await setNow(now);
  const projectId = await makeProject('UTC');
  const old: Fact = { projectId, kind: 'schedule', at: new Date('2025-03-10T12:00:00Z'), name: 'wfl_a', value: 5 };
  await ensureFactMonths(context(), [old.at as Date, new Date('2025-05-01')]);
  await append([old, { ...old, at: new Date('2025-05-10T12:00:00Z') }]);
  await fold();
  await app.sql(`select event_months_drop(k, '2025-04-01') from unnest($1::text[]) k`, [Object.keys(FACT_KINDS)]);
  const before = await rollupsOf(projectId);
  expect(before).toHaveLength(4);
  const rebuilt = await postgresStore.rebuild(context(), { projectId, from: new Date('2025-01-01'), to: now });
  expect(rebuilt?.from.toISOString()).toBe('2025-05-01T00:00:00.000Z');
  expect(await rollupsOf(projectId)).toEqual(before);
  // A month that has left never comes again: what was counted of it would be counted anew from the little that came late.
  await ensureFactMonths(context(), [old.at as Date], ['schedule']);
  await append([{ ...old, value: 7 }]);
  await fold();
  const late = await rollupsOf(projectId);
  await postgresStore.rebuild(context(), { projectId, from: new Date('2025-01-01'), to: now });
  expect(await rollupsOf(projectId)).toEqual(late);
  expect(late.reduce((sum, row) => sum + Number(row.count), 0)).toBe(6);
});

test('restored into another server, where transactions have lower numbers, nothing is counted twice or passed over', async () => {
  await setNow(NOW);
  const projectId = await makeProject('UTC');
  await append(factsOf(projectId, [1, 2]));
  await fold();
  await append(factsOf(projectId, [3]));
  // The server before was a million transactions on.
  await app.sql(`update events set xid = (xid::text::bigint + 1000000)::text::xid8`);
  await app.sql(`update rollup_cursor set xid = (xid::text::bigint + 1000000)::text::xid8`);
  await withTransaction(context(), async (ctx) => {
    await ctx.manager?.query('select pg_current_xact_id()');
    await append(factsOf(projectId, [4, 5]));
    expect(await postgresStore.fold(context())).toMatchObject({ foldedCount: 1, isBehind: true });
  });
  expect(await fold()).toBe(2);
  expect(await countOf(projectId)).toBe(5);
  await append(factsOf(projectId, [6]));
  expect(await fold()).toBe(1);
  expect(await countOf(projectId)).toBe(6);
  expect(await fold()).toBe(0);
  await postgresStore.rebuild(context(), { projectId, from: new Date(0), to: NOW });
  expect(await countOf(projectId)).toBe(6);
});

test('transactions are in the order of their numbers, however many digits those have', async () => {
  await setNow(NOW);
  const projectId = await makeProject('UTC');
  await fold();
  await append(factsOf(projectId, [1, 2, 3, 4, 5, 6]));
  const from = await app.sql<{ seq: string }>('select seq from events where project_id = $1 order by seq', [projectId]);
  const xids = [9, 10, 11, 99, 100, 101];
  for (const [index, { seq }] of from.entries())
    await app.sql('update events set xid = $2::text::xid8 where seq = $1', [seq, xids[index]]);
  const [cursor] = await app.sql('select xid::text, seq from rollup_cursor');
  await app.sql(`update rollup_cursor set xid = '8', seq = 0, floor_seq = $1`, [Number(from[0]?.seq) - 1]);
  await foldFacts(context(), { batch: 1 });
  expect(await countOf(projectId)).toBe(6);
  await app.sql('update rollup_cursor set xid = $1::text::xid8, seq = $2, floor_seq = 0', [cursor?.xid, cursor?.seq]);
});

test('one process counts at a time, and says when an older transaction holds facts up', async () => {
  await setNow(NOW);
  const projectId = await makeProject('UTC');
  await withTransaction(context(), async (ctx) => {
    await ctx.manager?.query('select from rollup_cursor for update');
    expect(await postgresStore.fold(context())).toBeNull();
  });
  await withTransaction(context(), async (ctx) => {
    await ctx.manager?.query('select pg_current_xact_id()');
    await append(factsOf(projectId, [1]));
    expect(await postgresStore.fold(context())).toMatchObject({ foldedCount: 0, isBehind: true });
  });
  expect(await fold()).toBe(1);
});

test('old quarters and hours leave, days stay', async () => {
  await setNow(NOW);
  const projectId = await makeProject('UTC');
  await append(factsOf(projectId, [1, 10]));
  await fold();
  const grains = async () =>
    (
      await app.sql<{ grain: number; count: string }>(
        `select grain, count(*) from rollups r join rollup_series s on s.id = r.series_id where r.project_id = $1 and cut = 0 group by 1 order by 1`,
        [projectId],
      )
    ).map(({ grain, count }) => [grain, Number(count)]);
  expect(await grains()).toEqual([
    [15, 2],
    [60, 2],
    [1_440, 2],
  ]);
  app.app.now = () => new Date(NOW.getTime() + 10 * DAY_MS);
  await trimRollups(context());
  expect(await grains()).toEqual([
    [15, 1],
    [60, 2],
    [1_440, 2],
  ]);
  app.app.now = () => new Date(NOW.getTime() + 200 * DAY_MS);
  await trimRollups(context());
  expect(await grains()).toEqual([[1_440, 2]]);
});
