import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { makeProject, makeUser, type TestProject } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { WorkerNode } from '../../platform/durable/worker-node.ts';
import { projectMetricsTopic, recordFacts } from '../../platform/facts.ts';
import { createFoldWork, type FoldWork } from './fold.jobs.ts';
import { analyticsStore } from './store.service.ts';

let app: TestApp;
let project: TestProject;
let work: FoldWork;

beforeAll(async () => {
  app = await startTestApp();
  project = await makeProject(app);
  work = createFoldWork(app.app);
});
afterAll(async () => {
  await work.stop();
  await app.close();
});

const context = () => systemContext(app.app, 'test');
const record = (status: string) =>
  withTransaction(context(), (ctx) => recordFacts(ctx, [{ projectId: project.id, kind: 'custom', status }]));

async function countOf(status: string): Promise<number> {
  const rows = await analyticsStore.read(context(), {
    projectId: project.id,
    kind: 'custom',
    from: new Date(Date.now() - 86_400_000),
    to: new Date(Date.now() + 86_400_000),
    zone: 'UTC',
    interval: null,
    groupBy: [],
    where: { status: [status] },
    parts: {},
  });
  return rows[0]?.count ?? 0;
}

test('what happened is counted at once, and who watches the numbers hears of it', async () => {
  const heard = Promise.withResolvers<void>();
  const stop = app.app.events.subscribe(projectMetricsTopic(project.id), () => heard.resolve());
  await record('HEARD');
  await heard.promise;
  stop();
  expect(await countOf('HEARD')).toBe(1);
});

test('what nobody was told of is counted by a look every now and then', async () => {
  await app.sql(`insert into events (project_id, kind, at, status) values ($1, 'custom', now(), 'UNHEARD')`, [
    project.id,
  ]);
  await eventually('the count', async () => {
    await work.tick(null as unknown as WorkerNode);
    return (await countOf('UNHEARD')) === 1;
  });
});

test('a transaction that is open for long holds up only until it ends', async () => {
  const end = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const older = withTransaction(context(), async (ctx) => {
    await ctx.manager?.query('select pg_current_xact_id()');
    begun.resolve();
    await end.promise;
  });
  await begun.promise;
  await record('HELD');
  await eventually('a look in vain', async () => (await analyticsStore.fold(context()))?.isBehind);
  expect(await countOf('HELD')).toBe(0);
  end.resolve();
  await older;
  await eventually('the count', async () => (await countOf('HELD')) === 1, 4_000);
});

test('another time zone has the days counted anew, another name has not', async () => {
  const owner = await makeUser(app);
  const shop = await makeProject(app, [[owner, 'OWNER']]);
  const update = (input: object) =>
    as(owner).run('mutation Update($input: UpdateProjectInput!) { updateProject(input: $input) { id } }', {
      input: { id: shop.id, ...input },
    });
  const jobs = () =>
    app.sql<{ payload: { id: string } }>(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'analytics.rebuild'`,
    );
  await update({ name: 'Shop', timeZone: 'UTC' });
  expect(await jobs()).toEqual([]);
  await update({ timeZone: 'Asia/Kathmandu' });
  expect(await jobs()).toEqual([{ payload: { id: shop.id } }]);
  const task = work.tasks(null as unknown as WorkerNode)['analytics.rebuild'];
  await task?.({ id: shop.id }, null as never);
  expect(await app.sql('select time_zone from rollup_zones where project_id = $1', [shop.id])).toEqual([
    { time_zone: 'Asia/Kathmandu' },
  ]);
});
