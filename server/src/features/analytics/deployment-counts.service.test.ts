import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { makeDeployment, makeEnvironment, makeService, useCast, writeSource } from '../../../test/factories.ts';
import { systemContext } from '../../platform/context.ts';
import { WorkerNode } from '../../platform/durable/worker-node.ts';
import { createDeploymentWork, type DeploymentWork } from '../deployments/deployment.jobs.ts';
import { createFoldWork, type FoldWork } from './fold.jobs.ts';
import { measure } from './measure.service.ts';
import { analyticsStore } from './store.service.ts';

let work: DeploymentWork;
let fold: FoldWork;
let node: WorkerNode;
// Before the cast goes, with its database.
afterAll(async () => {
  await work.stop();
  await fold.stop();
  await node.stop();
});
const cast = useCast();

beforeAll(async () => {
  work = createDeploymentWork(cast.app.app);
  fold = createFoldWork(cast.app.app);
  node = await WorkerNode.start(cast.app.app, [work, fold]);
});

const DAY_MS = 86_400_000;
const ctx = () => systemContext(cast.app.app, 'test');

const change = async (mutation: string, input: object): Promise<string> => {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const data = await as(cast.operator).run<Record<string, { id: string }>>(
    `mutation ($input: ${name}!) { ${mutation}(input: $input) { id } }`,
    { input },
  );
  return data[mutation]?.id as string;
};

async function ended(id: string): Promise<string> {
  let status = '';
  await eventually('the end of the deployment', async () => {
    const [row] = await cast.app.sql<{ status: string }>(
      'select status from deployments where id = $1 and finished_at is not null',
      [id],
    );
    status = row?.status ?? '';
    return row !== undefined;
  });
  await eventually('the worker at rest', async () => work.runningCount === 0);
  return status;
}

/** By status, over every grain: of the whole window, by hour and by quarter of an hour. */
async function counted(): Promise<Record<string, number>[]> {
  await eventually('facts to be counted', async () => (await analyticsStore.fold(ctx()))?.isBehind === false);
  const to = new Date(Date.now() + DAY_MS);
  const all = (['DAY', 'HOUR', 'QUARTER_HOUR'] as const).map(async (interval) => {
    const { results } = await measure(ctx(), cast.project.id, {
      from: new Date(to.getTime() - 2 * DAY_MS),
      to,
      interval,
      queries: [{ measure: 'deployments.count', groupBy: 'STATUS' as never }],
    });
    const [{ total, groups }] = results as [(typeof results)[number]];
    const sum = total.series.reduce((sum, { value }) => sum + (value ?? 0), 0);
    return {
      total: total.value ?? 0,
      sum,
      ...Object.fromEntries(groups.map(({ key, metric }) => [key, metric.value])),
    };
  });
  return Promise.all(all);
}

test('each deployment counts once, when it has ended: dry runs never, retries and canceled ones as themselves', async () => {
  const service = await makeService(cast.project, { entrypoint: ['sh', 'run.sh'] });
  const environment = await makeEnvironment(cast.project);
  const place = { serviceId: service.id, environmentId: environment.id, version: 'v1' };
  await writeSource(cast.project, service.slug, { 'run.sh': 'exit 0' });
  expect(await ended(await change('deploy', place))).toBe('SUCCEEDED');
  expect(await ended(await change('deploy', { ...place, dryRun: true }))).toBe('SUCCEEDED');
  await writeSource(cast.project, service.slug, { 'run.sh': 'exit 1' });
  const failed = await change('deploy', place);
  expect(await ended(failed)).toBe('FAILED');
  await writeSource(cast.project, service.slug, { 'run.sh': 'exit 0' });
  expect(await ended(await change('retryDeployment', { id: failed }))).toBe('SUCCEEDED');
  // In the queue behind nothing that a worker was told of.
  const { id: waiting } = await makeDeployment(service, environment, { status: 'QUEUED' });
  await as(cast.operator).run('mutation ($id: ID!) { cancelDeployment(id: $id) { id } }', { id: waiting });
  expect(await ended(waiting)).toBe('CANCELED');
  const once = { total: 4, sum: 4, SUCCEEDED: 2, FAILED: 1, CANCELED: 1 };
  expect(await counted()).toEqual([once, once, once]);
  // Counted anew, and looked at again.
  const now = new Date();
  await analyticsStore.rebuild(ctx(), { projectId: cast.project.id, from: now, to: now });
  expect(await counted()).toEqual([once, once, once]);
  const facts = await cast.app.sql(`select subject_id from events where project_id = $1 and kind = 'deployment'`, [
    cast.project.id,
  ]);
  expect(new Set(facts.map(({ subject_id }) => subject_id)).size).toBe(facts.length);
});
