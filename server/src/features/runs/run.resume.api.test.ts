import { expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { type Cast, makeWorkflow, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { makeNodeRun, makeRun } from '../../../test/runs.ts';
import { newId } from '../../lib/ids.ts';

const cast = useCast();

const at = { x: 0, y: 0 };
const node = (key: string, type: string, config: object = {}) => ({ key, type, name: key, config, position: at });
const edge = (from: string, to: string, fromPort = 'main') => ({ from, fromPort, to });
const FORM = { type: 'object', properties: { version: { type: 'string' } } };
const graphOf = (test: object) => ({
  nodes: [
    node('start', 'manual', { form: FORM }),
    node('build', 'transform', { value: 1 }),
    node('test', 'transform', test),
  ],
  edges: [edge('start', 'build'), edge('build', 'test')],
});

/** `test` failed in version 1; version 2, which is published, does it otherwise. */
async function failed({ project, app }: Cast) {
  const workflow = await makeWorkflow(project, { graph: graphOf({ value: 'bad' }) });
  const run = await makeRun(project, workflow, { status: 'FAILED', isDead: true, payload: { version: '1' } });
  await makeNodeRun(run, { key: 'start', output: { version: '1' } });
  await makeNodeRun(run, { key: 'build', output: 'built' });
  await makeNodeRun(run, { key: 'test', status: 'FAILED' });
  const newer = newId('workflowVersion');
  await app.sql(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 2, $4, '{project:read}', 'somebody')`,
    [newer, project.id, workflow.id, JSON.stringify(graphOf({ value: 'good' }))],
  );
  await app.sql('update workflows set published_version_id = $2 where id = $1', [workflow.id, newer]);
  return { run, workflow, newer };
}

const FIELDS = `{ id trigger payload retryFromNodeKey workflowVersion { number } retryOf { id deadSince }
  nodeRuns { nodeKey output isReused } }`;
const RESUME = `mutation ($input: ResumeRunInput!) { resumeRun(input: $input) ${FIELDS} }`;

let firstVersionId = '';

describeMutation('resumeRun', cast, {
  operation: RESUME,
  given: async (cast) => {
    const { run, workflow } = await failed(cast);
    firstVersionId = workflow.versionId;
    return { variables: { input: { id: run.id } } };
  },
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [['a key that is too long', input({ idempotencyKey: 'x'.repeat(201) }), ['idempotencyKey']]],
  audit: (cast) => ({ action: 'run.resumed', project_id: cast.project.id, subject_type: 'Run' }),
  works: (_cast, run) =>
    expect(run).toMatchObject({
      trigger: 'RESUME',
      payload: { version: '1' },
      workflowVersion: { number: 2 },
      retryOf: { deadSince: null },
      nodeRuns: [
        { nodeKey: 'start', isReused: true },
        { nodeKey: 'build', output: 'built', isReused: true },
      ],
    }),
  twice: 'again',
  otherInput: (variables) => input({ versionId: firstVersionId })(variables),
});

test('the preview says what would be kept, by any version of the workflow and no other', async () => {
  const { run, workflow } = await failed(cast);
  const preview = `query ($id: ID!, $version: ID) { run(id: $id) { resumePreview(versionId: $version) {
    canResume problem keptNodeKeys redoneNodeKeys version { number } diff { nodes { key change } } } } }`;
  const of = async (version?: string) =>
    (await as(cast.viewer).run<{ run: { resumePreview: object } }>(preview, { id: run.id, version })).run.resumePreview;
  expect(await of()).toEqual({
    canResume: true,
    problem: null,
    keptNodeKeys: ['start', 'build'],
    redoneNodeKeys: ['test'],
    version: { number: 2 },
    diff: { nodes: [{ key: 'test', change: 'CHANGED' }] },
  });
  expect(await of(workflow.versionId)).toMatchObject({ version: { number: 1 }, diff: { nodes: [] } });
  const { versionId } = await makeWorkflow(cast.project);
  expect(await as(cast.owner).fail(RESUME, { input: { id: run.id, versionId } })).toMatchObject({ code: 'NOT_FOUND' });
  await cast.app.sql(`update runs set status = 'SUCCEEDED' where id = $1`, [run.id]);
  expect(await of()).toMatchObject({ canResume: false, problem: expect.any(String) });
  expect(await as(cast.owner).fail(RESUME, { input: { id: run.id } })).toMatchObject({ code: 'CONFLICT' });
});

test('previews are for pages of runs: of a long list they are refused, of a short one each stands for itself', async () => {
  const { run, workflow } = await failed(cast);
  const list =
    'query ($id: ID!, $first: Int!) { workflow(id: $id) { runs(first: $first) { nodes { id resumePreview { canResume } } } } }';
  await makeRun(cast.project, workflow);
  const { workflow: found } = await as(cast.viewer).run<{ workflow: { runs: { nodes: object[] } } }>(list, {
    id: workflow.id,
    first: 10,
  });
  expect(found.runs.nodes).toEqual([
    { id: expect.any(String), resumePreview: { canResume: false } },
    { id: run.id, resumePreview: { canResume: true } },
  ]);
  for (let n = 0; n < 9; n += 1) await makeRun(cast.project, workflow);
  expect(await as(cast.viewer).fail(list, { id: workflow.id, first: 20 })).toMatchObject({ code: 'INVALID_INPUT' });
});

const FORK = `mutation ($input: ForkRunInput!) { forkRun(input: $input) ${FIELDS} }`;

describeMutation('forkRun', cast, {
  operation: FORK,
  given: async (cast) => ({
    variables: { input: { id: (await failed(cast)).run.id, fromNodeKey: 'test', outputs: { build: 'edited' } } },
  }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['a node that is not there', input({ fromNodeKey: '?' }), ['fromNodeKey']],
    ['an output of what comes later', input({ fromNodeKey: 'build', outputs: { test: 1 } }), ['outputs.test']],
    ['outputs that are a list', input({ outputs: [1] }), ['outputs']],
    ['a payload that does not fit', input({ payload: { version: 1 } }), ['payload.version']],
  ],
  audit: (cast) => ({ action: 'run.forked', project_id: cast.project.id, subject_type: 'Run' }),
  works: (_cast, run) =>
    expect(run).toMatchObject({
      trigger: 'FORK',
      payload: { version: '1' },
      workflowVersion: { number: 1 },
      retryFromNodeKey: 'test',
      retryOf: { deadSince: expect.any(String) },
      nodeRuns: [
        { nodeKey: 'start', output: { version: '1' }, isReused: true },
        { nodeKey: 'build', output: 'edited', isReused: true },
      ],
    }),
  twice: 'again',
  otherInput: input({ outputs: { build: 'other' } }),
});

test('a run under way is forked and goes on; another payload passes the trigger anew', async () => {
  const { run } = await failed(cast);
  await cast.app.sql(`update runs set status = 'RUNNING' where id = $1`, [run.id]);
  const { forkRun } = await as(cast.owner).run<{ forkRun: object }>(FORK, {
    input: { id: run.id, fromNodeKey: 'test', payload: { version: '2' } },
  });
  expect(forkRun).toMatchObject({ payload: { version: '2' }, nodeRuns: [{ nodeKey: 'build', output: 'built' }] });
  expect(await cast.app.sql('select status from runs where id = $1', [run.id])).toEqual([{ status: 'RUNNING' }]);
});
