import { expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { type Cast, makeMember, makeWorkflow, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { makeNodeRun, makeRun } from '../../../test/runs.ts';

const cast = useCast();

const at = { x: 0, y: 0 };
const node = (key: string, type: string, config: object = {}) => ({ key, type, name: key, config, position: at });
const edge = (from: string, to: string, fromPort = 'main') => ({ from, fromPort, to });
/** start → build → test; ship deploys. */
const GRAPH = {
  nodes: [
    node('start', 'manual'),
    node('build', 'transform', { value: 'built' }),
    node('test', 'transform', { value: '${{ nodes.build.output }} ${{ trigger.version }}' }),
    node('wrong', 'http', { url: '' }),
    node('ask', 'graphql', { query: '{ viewer { name } }' }),
  ],
  edges: [edge('start', 'build'), edge('build', 'test'), edge('start', 'wrong'), edge('start', 'ask')],
  settings: { permissions: ['member:manage'] },
};
const TEST = `mutation ($input: TestNodeInput!) { testNode(input: $input) {
  id status trigger triggerNodeKey payload variables workflowVersion { number graph }
  nodeRuns { nodeKey output status isReused } } }`;

async function drawn({ project }: Cast) {
  const workflow = await makeWorkflow(project, { graph: GRAPH });
  const run = await makeRun(project, workflow, { payload: { version: '1.0' } });
  await makeNodeRun(run, { key: 'build', output: 'old' });
  return workflow;
}

describeMutation('testNode', cast, {
  operation: TEST,
  given: async (cast) => ({ variables: { input: { workflowId: (await drawn(cast)).id, nodeKey: 'test' } } }),
  by: 'maintainer',
  forbiddenTo: ['viewer', 'operator'],
  invalid: [
    ['a node that is not there', input({ nodeKey: 'nothing' }), ['nodeKey']],
    ['a trigger', input({ nodeKey: 'start' }), ['nodeKey']],
    [
      'what is wrong with the node',
      input({ nodeKey: 'wrong' }),
      ['graph.nodes.wrong.config.url', 'graph.nodes.wrong.config.url'],
    ],
    ['an output of what is not before it', input({ outputs: { ask: 1 } }), ['outputs.ask']],
    ['outputs that are a list', input({ outputs: [1] }), ['outputs']],
  ],
  audit: (cast) => ({ action: 'run.tested', project_id: cast.project.id, subject_type: 'Run' }),
  works: async (cast, run) => {
    expect(run).toMatchObject({
      status: 'QUEUED',
      trigger: 'TEST',
      triggerNodeKey: 'start',
      payload: { version: '1.0' },
      workflowVersion: { number: 0 },
      nodeRuns: [{ nodeKey: 'build', output: 'old', isReused: true }],
    });
    const jobs = await cast.app.sql(`select from graphile_worker.jobs where key = 'run/' || $1`, [run.id]);
    expect(jobs).toHaveLength(1);
  },
  twice: 'again',
  otherInput: input({ outputs: { build: 'other' } }),
});

test('takes the outputs that are given, and says which are missing', async () => {
  const { id: workflowId } = await makeWorkflow(cast.project, { graph: GRAPH });
  const missing = await as(cast.owner).fail(TEST, { input: { workflowId, nodeKey: 'test' } });
  expect(missing).toMatchObject({ code: 'INVALID_INPUT', paths: ['outputs.build'] });
  const given = { outputs: { build: { a: 1 } }, payload: { version: '3' }, variables: { x: 1 } };
  const { testNode } = await as(cast.owner).run<{ testNode: object }>(TEST, {
    input: { workflowId, nodeKey: 'test', ...given },
  });
  expect(testNode).toMatchObject({
    payload: { version: '3' },
    variables: { x: 1 },
    nodeRuns: [{ nodeKey: 'build', output: { a: 1 }, status: 'SUCCEEDED', isReused: true }],
  });
});

test('who lacks what the node needs may test the others', async () => {
  const { id: workflowId } = await drawn(cast);
  const drawer = await makeMember(cast.project, 'CUSTOM', undefined, {
    permissions: ['workflow:manage', 'run:create'],
  });
  expect(await as(drawer).run(TEST, { input: { workflowId, nodeKey: 'test' } })).toBeTruthy();
  const refused = await as(drawer).fail(TEST, { input: { workflowId, nodeKey: 'ask' } });
  expect(refused).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('member:manage') });
  const unstarted = await makeMember(cast.project, 'CUSTOM', undefined, { permissions: ['workflow:manage'] });
  expect(await as(unstarted).fail(TEST, { input: { workflowId, nodeKey: 'test' } })).toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('is in no list of runs or versions, and neither retried nor restored', async () => {
  const workflow = await drawn(cast);
  const { testNode } = await as(cast.owner).run<{ testNode: { id: string } }>(TEST, {
    input: { workflowId: workflow.id, nodeKey: 'test' },
  });
  const { id } = testNode;
  const [row] = await cast.app.sql<{ version: string }>(
    'select workflow_version_id as version from runs where id = $1',
    [id],
  );
  await cast.app.sql(`update runs set status = 'FAILED' where id = $1`, [id]);
  const found = await as(cast.owner).run(
    `query ($workflow: ID!, $project: ID!) {
      workflow(id: $workflow) { runs { nodes { id } } lastRun { trigger } versions { nodes { number } } }
      all: runs(projectId: $project, filter: { workflowIds: [$workflow] }) { nodes { id } }
      tests: runs(projectId: $project, filter: { triggers: [TEST], workflowIds: [$workflow] }) { nodes { id viewerCanRetry } } }`,
    { workflow: workflow.id, project: cast.project.id },
  );
  expect(found).toMatchObject({
    workflow: { runs: { nodes: [{}] }, lastRun: { trigger: 'MANUAL' }, versions: { nodes: [{ number: 1 }] } },
    all: { nodes: [{}] },
    tests: { nodes: [{ id, viewerCanRetry: false }] },
  });
  const retry = 'mutation ($input: RetryRunInput!) { retryRun(input: $input) { id } }';
  expect(await as(cast.owner).fail(retry, { input: { id } })).toMatchObject({ code: 'CONFLICT' });
  const restore = 'mutation ($input: RestoreWorkflowVersionInput!) { restoreWorkflowVersion(input: $input) { id } }';
  const restored = await as(cast.owner).fail(restore, { input: { id: workflow.id, versionId: row?.version } });
  expect(restored).toMatchObject({ code: 'NOT_FOUND' });
});
