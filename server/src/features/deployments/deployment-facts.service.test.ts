import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeService,
  type TestEnvironment,
  type TestService,
  useCast,
  writeSource,
} from '../../../test/factories.ts';
import { WorkerNode } from '../../platform/durable/worker-node.ts';
import { createDeploymentWork, type DeploymentWork } from './deployment.jobs.ts';

let work: DeploymentWork;
let node: WorkerNode;
afterAll(async () => {
  await work.stop();
  await node.stop();
});
const cast = useCast();
let service: TestService;
let environment: TestEnvironment;

beforeAll(async () => {
  work = createDeploymentWork(cast.app.app);
  node = await WorkerNode.start(cast.app.app, [work]);
});
beforeEach(async () => {
  service = await makeService(cast.project, { entrypoint: ['sh', 'run.sh'] });
  environment = await makeEnvironment(cast.project);
});

interface FactRow {
  kind: string;
  name: string | null;
  status: string | null;
  value: number | null;
  data: Record<string, unknown> | null;
}

const factsOf = (id: string) =>
  cast.app.sql<FactRow>(
    `select kind, name, status, value::float8 as value, data from events
     where subject_id = $1 and service_id = $2 and environment_id = $3 order by kind, name`,
    [id, service.id, environment.id],
  );

async function deploy(script: string, part: object = {}): Promise<string> {
  await writeSource(cast.project, service.slug, { 'run.sh': script });
  const data = await as(cast.operator).run<{ deploy: { id: string } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
    { input: { serviceId: service.id, environmentId: environment.id, version: 'v1', ...part } },
  );
  const { id } = data.deploy;
  await eventually('the end of the deployment', async () => {
    const [row] = await cast.app.sql('select 1 from deployments where id = $1 and finished_at is not null', [id]);
    return row !== undefined;
  });
  await eventually('the worker at rest', async () => work.runningCount === 0);
  return id;
}

const cancel = (id: string) =>
  as(cast.operator).answer('mutation ($id: ID!) { cancelDeployment(id: $id) { id } }', { id });

const statusOf = async (id: string) =>
  (await cast.app.sql<{ status: string }>('select status from deployments where id = $1', [id]))[0]?.status;

describe('a deployment', () => {
  test('leaves what numbers are made of: its wait, its end, and each step that ran', async () => {
    const id = await deploy(`
echo '{"name":"build","state":"running"}'
sleep 0.2
echo '{"name":"build","state":"success"}'
echo '{"name":"switch","state":"running"}'
echo '{"name":"switch","state":"failure"}'
echo '{"name":"never","state":"skipped"}'
exit 1`);
    const facts = await factsOf(id);
    expect(facts.map(({ kind, name, status }) => [kind, name, status])).toEqual([
      ['deployment', 'MANUAL', 'FAILED'],
      ['deployment_queue', null, null],
      ['step', 'build', 'SUCCEEDED'],
      ['step', 'switch', 'FAILED'],
    ]);
    const [deployment, , build] = facts as [FactRow, FactRow, FactRow];
    expect(deployment).toMatchObject({ data: { number: expect.any(Number), version: 'v1' } });
    expect(build.value).toBeGreaterThan(50_000);
    expect(deployment.value).toBeGreaterThanOrEqual(build.value as number);
  });

  test('that is a dry run counts nowhere', async () => {
    expect(await factsOf(await deploy('exit 0', { dryRun: true }))).toEqual([]);
  });

  test('that ends before it began has no duration and no wait', async () => {
    const { id } = await makeDeployment(service, environment, { status: 'QUEUED' });
    await cancel(id);
    expect(await factsOf(id)).toEqual([
      { kind: 'deployment', name: expect.any(String), status: 'CANCELED', value: null, data: expect.anything() },
    ]);
  });

  test('has ended only together with what is counted of it', async () => {
    const { id } = await makeDeployment(service, environment, { status: 'QUEUED' });
    await cast.app.sql(`create function refuse_facts() returns trigger language plpgsql
                        as $$ begin raise exception 'The disk of the facts is full.'; end $$`);
    await cast.app.sql(
      'create trigger refuse_facts before insert on events for each row execute function refuse_facts()',
    );
    try {
      expect((await cancel(id)).body.errors?.[0]?.extensions?.code).toBe('INTERNAL');
      expect(await statusOf(id)).toBe('QUEUED');
    } finally {
      await cast.app.sql('drop function refuse_facts cascade');
    }
    expect(cast.app.takeDefects()).toHaveLength(1);
    expect(await factsOf(id)).toEqual([]);
    await cancel(id);
    expect(await factsOf(id)).toHaveLength(1);
  });
});
