import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeEnvironment, makeService, useCast } from '../../../test/factories.ts';
import { executeNode, type FakeNode, fakeNode } from '../../../test/node-context.ts';
import { serveTestOperations } from '../../../test/schema.ts';
import { newId } from '../../lib/ids.ts';
import type { RunActor } from '../../platform/auth/actor.ts';
import type { Permission } from '../../platform/auth/permissions.ts';
import { createContext } from '../../platform/context.ts';
import { deploy } from './deploy.node.ts';
import { eventWrite } from './event-write.node.ts';
import { graphql } from './graphql.node.ts';
import type { Outcome } from './node.types.ts';

const cast = useCast();

beforeAll(serveTestOperations);

/** An attempt in a run of the cast's project that may do this much. */
function nodeOf(permissions: Permission[], given: { attempt?: number; environmentIds?: string[] } = {}): FakeNode {
  const projectId = cast.project.id;
  const id = newId('run');
  const grant = { permissions: new Set(permissions), environmentIds: given.environmentIds ?? null, serviceIds: null };
  const actor: RunActor = {
    kind: 'RUN',
    id,
    name: 'nightly #1',
    userId: null,
    projectId,
    grant,
    memberships: new Map(),
  };
  const node = fakeNode({
    ctx: createContext(cast.app.app, actor, { requestId: 'test' }),
    idempotencyKey: `${id}/deploy`,
  });
  Object.assign(node.run, { id, projectId });
  return node;
}

const waitedFor = (outcome: Outcome): string =>
  outcome.kind === 'wait' && outcome.wait.kind === 'DEPLOYMENT' ? outcome.wait.deploymentId : '';

describe('a deploy node', () => {
  const place = async () => {
    const service = await makeService(cast.project);
    const environment = await makeEnvironment(cast.project);
    return { service: service.slug, environment: environment.slug, environmentId: environment.id };
  };
  const RIGHTS: Permission[] = ['project:read', 'deployment:create'];

  test('starts one deployment, also when its attempt is made again, and another after that one failed', async () => {
    const { service, environment } = await place();
    const config = { service, environment, version: 'v1', note: 'Nightly' };
    const node = nodeOf(RIGHTS);
    const id = waitedFor(await executeNode(deploy, config, node));
    expect(waitedFor(await executeNode(deploy, config, node))).toBe(id);
    const [row] = await cast.app.sql('select version, note, trigger, created_by_name from deployments where id = $1', [
      id,
    ]);
    expect(row).toEqual({ version: 'v1', note: 'Nightly', trigger: 'WORKFLOW', created_by_name: 'nightly #1' });

    // A second attempt after one that was lost with its worker follows the same deployment.
    node.node.attempt = 2;
    expect(waitedFor(await executeNode(deploy, config, node))).toBe(id);
    await cast.app.sql(`update deployments set status = 'FAILED', finished_at = now() where id = $1`, [id]);
    const second = waitedFor(await executeNode(deploy, config, node));
    expect(second).toMatch(/^dpl_/);
    expect(second).not.toBe(id);
    await cast.app.sql(`update deployments set status = 'SUCCEEDED', finished_at = now() where id = $1`, [second]);
    expect(await executeNode(deploy, config, node)).toEqual({
      kind: 'done',
      output: { deploymentId: second, status: 'SUCCEEDED', version: 'v1' },
    });
  });

  test('fails with what is missing, forbidden or wrong', async () => {
    const { service, environment, environmentId } = await place();
    const config = { service, environment, version: 'v1' };
    await expect(executeNode(deploy, { ...config, service: 'nothing' }, nodeOf(RIGHTS))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no service “nothing” in this project.',
    });
    await expect(executeNode(deploy, config, nodeOf(['project:read']))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const elsewhere = (await place()).environmentId;
    expect(elsewhere).not.toBe(environmentId);
    await expect(executeNode(deploy, config, nodeOf(RIGHTS, { environmentIds: [elsewhere] }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      isRetryable: false,
    });
    await expect(executeNode(deploy, { ...config, version: ' '.repeat(3) }, nodeOf(RIGHTS))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test.each([
    ['FAILED', 'failed: migrate exited with 1.', true],
    ['TIMED_OUT', 'ran out of time: migrate exited with 1.', true],
    ['CANCELED', 'was canceled: migrate exited with 1.', false],
    ['REJECTED', 'was rejected: migrate exited with 1.', false],
  ])('that waited for a deployment that ended %s', async (status, words, isRetryable) => {
    const config = deploy.config.parse({ service: 'web', environment: 'production', version: 'v1' });
    const resumed = {
      kind: 'DEPLOYMENT',
      deploymentId: 'dpl_1',
      status,
      statusReason: 'migrate exited with 1.',
      version: 'v1',
    } as const;
    await expect(deploy.resume?.(fakeNode(), config, resumed)).rejects.toMatchObject({
      code: `DEPLOYMENT_${status}`,
      message: `The deployment of web v1 to production ${words}`,
      isRetryable,
    });
  });

  test('asks for the right to deploy where its config says where', () => {
    const config = { service: 'web', environment: `\${{ vars.place }}`, version: 'v1' };
    expect(deploy.rights?.(deploy.config.parse(config))).toEqual([{ permission: 'deployment:create', service: 'web' }]);
  });
});

test('an event is written once, however often the node is tried', async () => {
  const node = nodeOf(['project:read', 'run:create']);
  const config = { name: 'backup.finished', title: 'The backup has finished.', data: { size: 7 } };
  await executeNode(eventWrite, config, node);
  await executeNode(eventWrite, config, node);
  const jobs = await cast.app.sql<{ payload: Record<string, unknown> }>(
    `select payload from graphile_worker._private_jobs where payload ->> 'subjectId' = $1`,
    [node.run.id],
  );
  expect(jobs.map(({ payload }) => payload)).toMatchObject([
    {
      kind: 'custom',
      projectId: cast.project.id,
      title: 'The backup has finished.',
      data: { name: 'backup.finished', workflow: 'nightly', size: 7 },
    },
  ]);
  await expect(executeNode(eventWrite, { ...config, data: { text: 'x'.repeat(70_000) } }, node)).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
  });
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['its number and its status', { value: 1.5, status: 'FAILED' }, { value: '1500', status: 'FAILED' }],
  ['neither, where they are of another kind', { value: '7', status: { is: 'bad' } }, { value: null, status: null }],
  ['neither, where it has none', { size: 7 }, { value: null, status: null }],
  [
    'a short status and no number out of bounds',
    { value: 1e300, status: 's'.repeat(99) },
    { value: null, status: 's'.repeat(40) },
  ],
])('an event is counted once by its name, with %s', async (_what, data, expected) => {
  const node = nodeOf(['project:read', 'run:create']);
  const config = { name: 'backup.finished', title: 'The backup has finished.', data };
  await executeNode(eventWrite, config, node);
  await executeNode(eventWrite, config, node);
  const facts = await cast.app.sql(
    'select project_id, kind, name, status, value, count from events where subject_id = $1',
    [node.run.id],
  );
  expect(facts).toEqual([
    { project_id: cast.project.id, kind: 'custom', name: 'backup.finished', count: 1, ...expected },
  ]);
});

describe('a GraphQL node', () => {
  const NAME = 'query Name($slug: String!) { project(slug: $slug) { name } }';

  test('reads with the rights of the run', async () => {
    const config = { query: NAME, variables: { slug: cast.project.slug } };
    expect(await executeNode(graphql, config, nodeOf(['project:read']))).toEqual({
      kind: 'done',
      output: { project: { name: cast.project.slug } },
    });
  });

  test.each([
    ['what it may not do', 'mutation { createProject(input: { slug: "x", name: "X" }) { id } }', 'FORBIDDEN'],
    ['a field that isn’t there', '{ nothing }', 'INVALID_INPUT'],
    ['what is no operation', 'query {', 'INVALID_INPUT'],
    ['a missing variable', NAME, 'INVALID_INPUT'],
    ['a subscription', 'subscription { deploymentChanged(id: "dpl_1") { id } }', 'INVALID_INPUT'],
    [
      'what is too deep',
      `{ project(slug: "x") ${'{ project '.repeat(12)}{ id }${' }'.repeat(12)} }`,
      'QUERY_TOO_COMPLEX',
    ],
  ])('fails with the code of %s', async (_name, query, code) => {
    await expect(executeNode(graphql, { query }, nodeOf(['project:read']))).rejects.toMatchObject({
      code,
      isRetryable: false,
    });
  });
});
