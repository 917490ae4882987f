import { beforeEach, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { atOnce, eventually, outcomes } from '../../../test/at-once.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  makeStep,
  makeToken,
  type TestEnvironment,
  type TestService,
  useCast,
} from '../../../test/factories.ts';
import { follow } from '../../../test/live.ts';
import { systemContext } from '../../platform/context.ts';
import { getPlan } from './deployment.queries.ts';
import { STATUSES } from './deployment.state.ts';
import type { DeploymentStatus } from './deployment.types.ts';

const cast = useCast();
let service: TestService;
let environment: TestEnvironment;

beforeEach(async () => {
  [service, environment] = [await makeService(cast.project), await makeEnvironment(cast.project)];
});

const DEPLOY = 'mutation ($input: DeployInput!) { deploy(input: $input) { id status waitsFor { id } } }';
const CANCEL = 'mutation ($id: ID!) { cancelDeployment(id: $id) { id status } }';
const RETRY = 'mutation ($input: RetryDeploymentInput!) { retryDeployment(input: $input) { id status version } }';
const ROLLBACK = 'mutation ($input: RollbackInput!) { rollback(input: $input) { version rollbackOf { id } } }';
const decide = (verb: string) => `mutation ($input: DecideDeploymentInput!) { ${verb}(input: $input) { id status } }`;

interface Deployed {
  id: string;
  status: string;
  waitsFor: { id: string }[];
}
const placeOf = () => ({ serviceId: service.id, environmentId: environment.id });
const deploy = async (part: object = {}): Promise<Deployed> =>
  (await as(cast.operator).run<{ deploy: Deployed }>(DEPLOY, { input: { ...placeOf(), version: 'v1', ...part } }))
    .deploy;
const make = (status: keyof typeof DeploymentStatus, more: object = {}) =>
  makeDeployment(service, environment, { status, ...more });

/** Which deployments the workers are told to start. */
const jobs = async (): Promise<string[]> =>
  (
    await cast.app.sql<{ id: string }>(
      `select payload ->> 'id' as id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where identifier = 'deployment.start' order by payload ->> 'id'`,
    )
  ).map((row) => row.id);
const clearJobs = () => cast.app.sql('delete from graphile_worker._private_jobs');

describe('each verb against each state', () => {
  type Verdict = 'done' | 'CONFLICT';
  const cancelable = ['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING', 'CANCELED'];
  const VERBS: Record<string, (status: string) => [string, (id: string) => object, Verdict]> = {
    cancel: (status) => [CANCEL, (id) => ({ id }), cancelable.includes(status) ? 'done' : 'CONFLICT'],
    retry: (status) => [
      RETRY,
      (id) => ({ input: { id } }),
      ['FAILED', 'CANCELED', 'TIMED_OUT'].includes(status) ? 'done' : 'CONFLICT',
    ],
    approve: (status) => [
      decide('approveDeployment'),
      (id) => ({ input: { id } }),
      status === 'AWAITING_APPROVAL' ? 'done' : 'CONFLICT',
    ],
    reject: (status) => [
      decide('rejectDeployment'),
      (id) => ({ input: { id } }),
      status === 'AWAITING_APPROVAL' ? 'done' : 'CONFLICT',
    ],
  };

  for (const [verb, of] of Object.entries(VERBS))
    test.each(STATUSES)(`${verb} %s`, async (status) => {
      const [operation, variables, verdict] = of(status);
      const { id } = await make(status);
      const { body } = await as(cast.owner).answer(operation, { ...variables(id) });
      expect(body.errors?.[0]?.extensions?.code ?? 'done').toBe(verdict);
      if (verdict === 'CONFLICT')
        expect(await cast.app.sql('select status from deployments where id = $1', [id])).toEqual([{ status }]);
    });

  test('what runs is told to stop, and says who wanted it', async () => {
    const { id } = await make('RUNNING');
    expect(await as(cast.operator).run(CANCEL, { id })).toEqual({ cancelDeployment: { id, status: 'CANCELING' } });
    const [row] = await cast.app.sql('select stop_reason, stop_requested_by from deployments where id = $1', [id]);
    expect(row).toEqual({ stop_reason: 'CANCEL', stop_requested_by: 'operator' });
  });

  test('what the viewer may do now is said for each state', async () => {
    for (const status of STATUSES) {
      const { id } = await make(status);
      const { deployment } = await as(cast.maintainer).run<{ deployment: object }>(
        'query ($id: ID!) { deployment(id: $id) { viewerCanCancel viewerCanRetry viewerCanApprove viewerCanRollback } }',
        { id },
      );
      expect(deployment).toEqual({
        viewerCanCancel: ['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING'].includes(status),
        viewerCanRetry: ['FAILED', 'CANCELED', 'TIMED_OUT'].includes(status),
        viewerCanApprove: status === 'AWAITING_APPROVAL',
        viewerCanRollback: status === 'SUCCEEDED',
      });
      await cast.app.sql(`update deployments set status = 'SUCCEEDED' where id = $1`, [id]);
    }
  });
});

describe('the queue', () => {
  beforeEach(clearJobs);

  test('who comes later waits for all before, the one under way first', async () => {
    const running = await make('RUNNING');
    const [first, second] = [await deploy(), await deploy()];
    expect(first.waitsFor).toEqual([{ id: running.id }]);
    expect(second.waitsFor).toEqual([{ id: running.id }, { id: first.id }]);
  });

  test('other places don’t wait', async () => {
    await make('RUNNING');
    const elsewhere = await makeEnvironment(cast.project);
    expect((await deploy({ environmentId: elsewhere.id })).waitsFor).toEqual([]);
  });

  test('each is enqueued when it is made; the next one again when the one before is canceled', async () => {
    const [first, second, third] = [await deploy(), await deploy(), await deploy()];
    expect(await jobs()).toEqual([first.id, second.id, third.id]);
    await clearJobs();
    await as(cast.operator).run(CANCEL, { id: first.id });
    expect(await jobs()).toEqual([second.id]);
  });

  test('a preview says what is live, what goes first and whether it would wait', async () => {
    const live = await make('SUCCEEDED', { version: 'v0' });
    await make('SUCCEEDED', { version: 'dry', isDryRun: true });
    const running = await make('RUNNING');
    const queued = await deploy();
    await make('AWAITING_APPROVAL');
    const preview = await as(cast.viewer).run(
      `query ($input: DeploymentPreviewInput!) { deploymentPreview(input: $input) {
        live { id version } ahead { id } requiresApproval expectedDurationMs } }`,
      { input: placeOf() },
    );
    expect(preview).toEqual({
      deploymentPreview: {
        live: { id: live.id, version: 'v0' },
        ahead: [{ id: running.id }, { id: queued.id }],
        requiresApproval: false,
        expectedDurationMs: 60_000,
      },
    });
  });

  test('numbers count within the project, without holes or repetitions, also for ten at once', async () => {
    const project = await makeProject(cast.app, [[cast.operator, 'OPERATOR']]);
    const [service, environment] = [await makeService(project), await makeEnvironment(project)];
    const input = { serviceId: service.id, environmentId: environment.id, version: 'v1' };
    const numbers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const data = await as(cast.operator).run<{ deploy: { number: number } }>(
          'mutation ($input: DeployInput!) { deploy(input: $input) { number } }',
          { input },
        );
        return data.deploy.number;
      }),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test.each([
    ['services', () => service.id, 'deleteService'],
    ['environments', () => environment.id, 'deleteEnvironment'],
  ])('of deploying and deleting (%s) at the same time only one happens', async (table, id, verb) => {
    const lock = { sql: `select from ${table} where id = $1 for update`, values: [id()] };
    const results = await atOnce(cast.app, lock, [
      () => deploy(),
      () =>
        as(cast.owner)
          .run(`mutation ($id: ID!) { ${verb}(id: $id) { id } }`, { id: id() })
          .then(() => null),
    ]);
    expect([
      ['done', 'CONFLICT'],
      ['NOT_FOUND', 'done'],
    ]).toContainEqual(outcomes(results));
  });

  test('service and environment must be of one project', async () => {
    const elsewhere = await makeProject(cast.app, [[cast.operator, 'OPERATOR']]);
    const other = await makeEnvironment(elsewhere);
    const error = await as(cast.operator).fail(DEPLOY, {
      input: { ...placeOf(), environmentId: other.id, version: 'v1' },
    });
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such environment.' });
  });
});

describe('an idempotency key', () => {
  const deployAs = async (actor: TestActor, part: object) =>
    (
      await as(actor).run<{ deploy: { id: string } }>(DEPLOY, {
        input: { ...placeOf(), version: 'v1', idempotencyKey: 'release-7', ...part },
      })
    ).deploy.id;

  beforeEach(() => cast.app.sql('delete from idempotency_keys'));

  test('counts for one actor and one verb', async () => {
    const first = await deployAs(cast.operator, {});
    expect(await deployAs(cast.operator, {})).toBe(first);
    expect(await deployAs(cast.maintainer, {})).not.toBe(first);
    await make('SUCCEEDED', { version: 'v0' });
    await make('SUCCEEDED', { version: 'v1' });
    const rolled = await as(cast.operator).run(ROLLBACK, { input: { ...placeOf(), idempotencyKey: 'release-7' } });
    expect(rolled).toMatchObject({ rollback: { version: 'v0' } });
  });

  test('is free again after an attempt that made nothing', async () => {
    const wrong = { ...placeOf(), version: '', idempotencyKey: 'release-7' };
    expect(await as(cast.operator).fail(DEPLOY, { input: wrong })).toMatchObject({ code: 'INVALID_INPUT' });
    await deployAs(cast.operator, {});
  });

  test('knows the same input in another order, and another one', async () => {
    service = await makeService(cast.project, { parameterSchema: { type: 'object', additionalProperties: true } });
    const first = await deployAs(cast.operator, { parameters: { a: 1, b: { c: 2, d: [3] } } });
    expect(await deployAs(cast.operator, { parameters: { b: { d: [3], c: 2 }, a: 1 } })).toBe(first);
    await expect(deployAs(cast.operator, { parameters: { a: 1, b: { c: 2, d: [4] } } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('who watches a project', () => {
  test('sees each deployment of it that changes, and none of others', async () => {
    const others = await makeProject(cast.app, [[cast.operator, 'OPERATOR']]);
    const [theirs, place] = [await makeService(others), await makeEnvironment(others)];
    const operation = 'subscription ($id: ID!) { deploymentsChanged(projectId: $id) { id status } }';
    const changes = follow<{ deploymentsChanged: { id: string; status: string } }>(cast.viewer, operation, {
      id: cast.project.id,
    });
    let seen: Awaited<ReturnType<typeof changes.next>> | null = null;
    const next = changes.next().then((change) => {
      seen = change;
    });
    // Nothing says when a subscription has begun; until it has, what changes is not for it.
    const made: string[] = [];
    const first = await eventually('a change', async () => {
      await deploy({ serviceId: theirs.id, environmentId: place.id });
      made.push((await deploy()).id);
      return seen;
    });
    await next;
    expect(made).toContain(first.value?.deploymentsChanged.id);
    const canceled = made[0] ?? '';
    await as(cast.operator).run(CANCEL, { id: canceled });
    for await (const { deploymentsChanged } of changes) {
      expect(made).toContain(deploymentsChanged.id);
      if (deploymentsChanged.id === canceled && deploymentsChanged.status === 'CANCELED') break;
    }
  });
});

describe('approval', () => {
  beforeEach(clearJobs);

  test('is waited for where the environment wants it, but by no dry run', async () => {
    environment = await makeEnvironment(cast.project, { requiresApproval: true });
    const deployment = await deploy();
    expect(deployment.status).toBe('AWAITING_APPROVAL');
    expect((await deploy({ dryRun: true })).status).toBe('QUEUED');
    expect(await jobs()).not.toContain(deployment.id);
    await as(cast.maintainer).run(decide('approveDeployment'), { input: { id: deployment.id } });
    expect(await jobs()).toContain(deployment.id);
  });

  test('retries and rollbacks wait for it, too', async () => {
    environment = await makeEnvironment(cast.project, { requiresApproval: true });
    await make('SUCCEEDED', { version: 'v1' });
    await make('SUCCEEDED', { version: 'v2' });
    const { id } = await make('FAILED');
    expect(await as(cast.operator).run(RETRY, { input: { id } })).toMatchObject({
      retryDeployment: { status: 'AWAITING_APPROVAL' },
    });
    const rolled = await as(cast.operator).run(
      'mutation ($input: RollbackInput!) { rollback(input: $input) { status } }',
      { input: placeOf() },
    );
    expect(rolled).toEqual({ rollback: { status: 'AWAITING_APPROVAL' } });
  });

  test('of two who decide at the same time one wins', async () => {
    const { id } = await make('AWAITING_APPROVAL');
    const lock = { sql: 'select from deployments where id = $1 for update', values: [id] };
    const results = await atOnce(cast.app, lock, [
      () => as(cast.owner).run(decide('approveDeployment'), { input: { id } }),
      () => as(cast.maintainer).run(decide('rejectDeployment'), { input: { id } }),
    ]);
    expect(outcomes(results).sort()).toEqual(['CONFLICT', 'done']);
    expect(await cast.app.sql('select from approvals where deployment_id = $1', [id])).toHaveLength(1);
  });

  test('is given by people, not by tokens', async () => {
    const { id } = await make('AWAITING_APPROVAL');
    const token = await makeToken(cast.app, {
      kind: 'SERVICE',
      project: cast.project,
      scopes: ['deployment:approve'],
    });
    expect(await as(token).fail(decide('approveDeployment'), { input: { id } })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await as(token).run('query ($id: ID!) { deployment(id: $id) { viewerCanApprove } }', { id })).toEqual({
      deployment: { viewerCanApprove: false },
    });
  });
});

describe('a rollback', () => {
  const rollback = (part: object = {}) => as(cast.operator).run(ROLLBACK, { input: { ...placeOf(), ...part } });
  const refuse = (part: object = {}) => as(cast.operator).fail(ROLLBACK, { input: { ...placeOf(), ...part } });

  test('goes to the last other version that succeeded, whatever failed or was only shown between', async () => {
    const old = await make('SUCCEEDED', { version: 'v1' });
    await make('FAILED', { version: 'v2' });
    await make('SUCCEEDED', { version: 'v3', isDryRun: true });
    await make('SUCCEEDED', { version: 'v4' });
    await make('SUCCEEDED', { version: 'v4' });
    expect(await rollback()).toEqual({ rollback: { version: 'v1', rollbackOf: { id: old.id } } });
  });

  test('or to the one that is chosen, if that succeeded here', async () => {
    const [first, second] = [await make('SUCCEEDED', { version: 'v1' }), await make('SUCCEEDED', { version: 'v2' })];
    const failed = await make('FAILED', { version: 'v3' });
    const dry = await make('SUCCEEDED', { version: 'v4', isDryRun: true });
    const elsewhere = await makeDeployment(service, await makeEnvironment(cast.project), { version: 'v1' });
    expect(await rollback({ toDeploymentId: first.id })).toMatchObject({ rollback: { version: 'v1' } });
    expect(await rollback({ toDeploymentId: second.id })).toMatchObject({ rollback: { version: 'v2' } });
    for (const { id } of [failed, dry, elsewhere])
      expect(await refuse({ toDeploymentId: id })).toMatchObject({ code: 'INVALID_INPUT', paths: ['toDeploymentId'] });
  });

  test('needs something to go back to', async () => {
    expect(await refuse()).toMatchObject({ code: 'CONFLICT' });
    await make('SUCCEEDED', { version: 'v1' });
    expect(await refuse()).toMatchObject({
      code: 'CONFLICT',
      message: 'There is no earlier version here to go back to.',
    });
  });
});

describe('a retry', () => {
  const planOf = async (data: { retryDeployment: { id: string } }) =>
    (await getPlan(systemContext(cast.app.app, 'test'), data.retryDeployment.id))?.plan;
  const retry = (input: object) => as(cast.operator).run<{ retryDeployment: { id: string } }>(RETRY, { input });

  test('keeps the settings of then, not those of now', async () => {
    const { id } = await make('FAILED', { plan: { timeoutSeconds: 7, entrypoint: ['old'] } });
    await cast.app.sql(`update services set timeout_seconds = 99, entrypoint = '{new}' where id = $1`, [service.id]);
    expect(await planOf(await retry({ id }))).toMatchObject({
      timeoutSeconds: 7,
      entrypoint: ['old'],
      startAtStep: null,
      hosts: null,
    });
  });

  test('begins at the first step that failed, on the hosts where it failed', async () => {
    const deployment = await make('FAILED');
    const steps = [
      { name: 'build', status: 'SUCCEEDED', host: 'a' },
      { name: 'copy', status: 'FAILED', host: 'a' },
      { name: 'copy', status: 'SUCCEEDED', host: 'b' },
      { name: 'start', status: 'CANCELED', host: 'c' },
      { name: 'check', status: 'SKIPPED', host: 'c' },
    ];
    for (const [position, step] of steps.entries()) await makeStep(cast.project, deployment, { ...step, position });
    const { id } = deployment;
    expect(await planOf(await retry({ id, fromFailedStep: true }))).toMatchObject({ startAtStep: 'copy', hosts: null });
    expect(await planOf(await retry({ id, failedHostsOnly: true }))).toMatchObject({
      startAtStep: null,
      hosts: ['a', 'c'],
    });
    const both = await retry({ id, fromFailedStep: true, failedHostsOnly: true });
    expect(await planOf(both)).toMatchObject({ startAtStep: 'copy', hosts: ['a', 'c'] });
    // A retry of all is of all again.
    await cast.app.sql(`update deployments set status = 'CANCELED' where id = $1`, [both.retryDeployment.id]);
    expect(await planOf(await retry({ id: both.retryDeployment.id }))).toMatchObject({
      startAtStep: null,
      hosts: null,
    });
  });

  test('from a step needs one that failed', async () => {
    const { id } = await make('FAILED');
    const error = await as(cast.operator).fail(RETRY, { input: { id, fromFailedStep: true } });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['fromFailedStep'] });
  });

  test('of a service that is gone is not found', async () => {
    const { id } = await make('FAILED');
    await cast.app.sql('update services set deleted_at = now() where id = $1', [service.id]);
    expect(await as(cast.operator).fail(RETRY, { input: { id } })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
