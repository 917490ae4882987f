import { expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { type Cast, makeMember, makeToken, makeWorkflow, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { makeNodeRun, makeRun } from '../../../test/runs.ts';

const cast = useCast();

const at = { x: 0, y: 0 };
const node = (key: string, type: string, config: object = {}) => ({ key, type, name: key, config, position: at });
const edge = (from: string, to: string, fromPort = 'main') => ({ from, fromPort, to });
const FORM = {
  type: 'object',
  required: ['version'],
  properties: { version: { type: 'string' }, dry: { type: 'boolean', default: true } },
};
/** start → build → test → ship; build is undone by clean. */
const GRAPH = {
  nodes: [
    node('start', 'manual', { form: FORM }),
    node('build', 'transform'),
    node('test', 'transform'),
    node('ship', 'transform'),
    node('clean', 'transform'),
  ],
  edges: [edge('start', 'build'), edge('build', 'test'), edge('test', 'ship'), edge('build', 'clean', 'compensate')],
};
const flow = ({ project }: Cast) => makeWorkflow(project, { graph: GRAPH });
const PAYLOAD = { version: '1.0' };

const START =
  'mutation ($input: StartRunInput!) { startRun(input: $input) { id number status payload trigger triggerNodeKey } }';

describeMutation('startRun', cast, {
  operation: START,
  given: async (cast) => ({ variables: { input: { workflowId: (await flow(cast)).id, payload: PAYLOAD } } }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['a field that is missing', input({ payload: {} }), ['payload.version']],
    ['a field that is not asked for', input({ payload: { version: '1', extra: 1 } }), ['payload.extra']],
    ['another trigger', input({ triggerNodeKey: 'build' }), ['triggerNodeKey']],
  ],
  audit: (cast) => ({ action: 'run.started', project_id: cast.project.id, subject_type: 'Run' }),
  works: async (cast, run) => {
    expect(run).toMatchObject({
      status: 'QUEUED',
      payload: { version: '1.0', dry: true },
      trigger: 'MANUAL',
      triggerNodeKey: 'start',
    });
    const jobs = await cast.app.sql(`select from graphile_worker.jobs where key = 'run/' || $1`, [run.id]);
    expect(jobs).toHaveLength(1);
  },
  twice: 'again',
  otherInput: input({ payload: { version: '2.0' } }),
});

test('a workflow that was never published does not start', async () => {
  const { id } = await flow(cast);
  await cast.app.sql('update workflows set published_version_id = null where id = $1', [id]);
  expect(await as(cast.operator).fail(START, { input: { workflowId: id, payload: PAYLOAD } })).toMatchObject({
    code: 'CONFLICT',
  });
});

test('workers take the runs of workflows with a higher priority sooner', async () => {
  const ids: Record<string, string> = {};
  for (const priority of [0, -10, 10, 5]) {
    const { id: workflowId } = await makeWorkflow(cast.project, { graph: { ...GRAPH, settings: { priority } } });
    const { startRun } = await as(cast.operator).run<{ startRun: { id: string } }>(START, {
      input: { workflowId, payload: PAYLOAD },
    });
    ids[startRun.id] = String(priority);
  }
  // What a worker that asks for one job is given, again and again.
  const taken = await cast.app.sql<{ key: string }>(
    'select key from graphile_worker.jobs where key = any($1) order by priority, run_at, id',
    [Object.keys(ids).map((id) => `run/${id}`)],
  );
  expect(taken.map(({ key }) => ids[key.slice('run/'.length)])).toEqual(['10', '5', '0', '-10']);
});

test('a run may do no more than who starts it', async () => {
  const { id } = await makeWorkflow(cast.project, {
    graph: GRAPH,
    permissions: ['deployment:create', 'variable:manage'],
  });
  const grantOf = async (actor: Parameters<typeof as>[0]) => {
    const { startRun } = await as(actor).run<{ startRun: { id: string } }>(START, {
      input: { workflowId: id, payload: PAYLOAD },
    });
    const [row] = await cast.app.sql<{ narrowed_grant: Record<string, unknown> | null }>(
      'select narrowed_grant from runs where id = $1',
      [startRun.id],
    );
    return row?.narrowed_grant ?? null;
  };
  expect(await grantOf(cast.owner)).toBeNull();
  expect(await grantOf(cast.operator)).toMatchObject({
    permissions: ['project:read', 'deployment:create'],
    environmentIds: null,
  });
  const { environment } = cast;
  const limited = await makeMember(cast.project, 'MAINTAINER', undefined, { environments: [environment] });
  expect(await grantOf(limited)).toMatchObject({ environmentIds: [environment.id] });
  const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project, scopes: ['run:create'] });
  expect(await grantOf(token)).toMatchObject({ permissions: ['project:read'] });
});

describeMutation('cancelRun', cast, {
  operation: 'mutation ($id: ID!) { cancelRun(id: $id) { id status cancelRequestedAt } }',
  given: async (cast) => ({
    variables: { id: (await makeRun(cast.project, await flow(cast), { status: 'WAITING' })).id },
  }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [],
  audit: (cast, { id }) => ({ action: 'run.cancel_requested', project_id: cast.project.id, subject_id: String(id) }),
  works: async (cast, run) => {
    expect(run.cancelRequestedAt).not.toBeNull();
    expect(await cast.app.sql('select kind from run_signals where run_id = $1', [run.id])).toEqual([
      { kind: 'CANCEL' },
    ]);
  },
  twice: 'same',
});

test('a run that has ended is not canceled', async () => {
  const { id } = await makeRun(cast.project, await flow(cast));
  expect(await as(cast.owner).fail('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id })).toMatchObject({
    code: 'CONFLICT',
  });
});

/** `test` failed. */
async function failedRun(cast: Cast) {
  const run = await makeRun(cast.project, await flow(cast), { status: 'FAILED', isDead: true, payload: PAYLOAD });
  await makeNodeRun(run, { key: 'start', output: PAYLOAD });
  await makeNodeRun(run, { key: 'build', output: 'built' });
  await makeNodeRun(run, { key: 'test', status: 'FAILED' });
  return run;
}

const RETRY = `mutation ($input: RetryRunInput!) { retryRun(input: $input) {
  id trigger payload retryOf { id deadSince } nodeRuns { nodeKey output isReused } } }`;
const retried = async (by: Parameters<typeof as>[0], variables: object) => {
  const { retryRun } = await as(by).run<{ retryRun: { nodeRuns: { nodeKey: string }[] } }>(RETRY, { input: variables });
  return retryRun.nodeRuns.map(({ nodeKey }) => nodeKey);
};

describeMutation('retryRun', cast, {
  operation: RETRY,
  given: async (cast) => ({ variables: { input: { id: (await failedRun(cast)).id } } }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [['a node that is not there', input({ fromNodeKey: 'nothing' }), ['fromNodeKey']]],
  audit: (cast) => ({ action: 'run.retried', project_id: cast.project.id, subject_type: 'Run' }),
  works: (_cast, run) =>
    expect(run).toMatchObject({
      trigger: 'RETRY',
      payload: PAYLOAD,
      retryOf: { deadSince: null },
      nodeRuns: [
        { nodeKey: 'start', output: PAYLOAD, isReused: true },
        { nodeKey: 'build', output: 'built', isReused: true },
      ],
    }),
  twice: 'again',
  otherInput: input({ fromNodeKey: 'build' }),
});

test('a retry begins where it is told, and does again what was undone', async () => {
  const run = await failedRun(cast);
  expect(await retried(cast.owner, { id: run.id, fromNodeKey: 'ship' })).toEqual(['start', 'build']);
  expect(await retried(cast.owner, { id: run.id, fromNodeKey: 'build' })).toEqual(['start']);
  await makeNodeRun(run, { key: 'clean' });
  expect(await retried(cast.owner, { id: run.id })).toEqual(['start']);
});

test('what is under way or succeeded is not retried as a whole', async () => {
  for (const status of ['RUNNING', 'SUCCEEDED'] as const) {
    const { id } = await makeRun(cast.project, await flow(cast), { status });
    expect(await as(cast.owner).fail(RETRY, { input: { id } })).toMatchObject({ code: 'CONFLICT' });
  }
});

describeMutation('replayRun', cast, {
  operation: `mutation ($input: ReplayRunInput!) { replayRun(input: $input) {
    trigger payload retryOf { number } nodeRuns { nodeKey output status isReused } } }`,
  given: async (cast) => ({
    variables: { input: { id: (await failedRun(cast)).id, pinned: { build: { ok: true } } } },
  }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['a payload that does not fit', input({ payload: { version: 1 } }), ['payload.version']],
    ['an output of a node that is not there', input({ pinned: { nothing: 1 } }), ['pinned.nothing']],
    ['an output of the trigger', input({ pinned: { start: 1 } }), ['pinned.start']],
    ['outputs that are a list', input({ pinned: [1] }), ['pinned']],
  ],
  audit: (cast) => ({ action: 'run.replayed', project_id: cast.project.id, subject_type: 'Run' }),
  works: (_cast, run) =>
    expect(run).toMatchObject({
      trigger: 'REPLAY',
      payload: PAYLOAD,
      nodeRuns: [{ nodeKey: 'build', output: { ok: true }, status: 'SUCCEEDED', isReused: true }],
    }),
  twice: 'again',
  otherInput: input({ payload: { version: '2.0' } }),
});

const BOTH = input({ filter: {}, ids: [] });

describeMutation('cancelRuns', cast, {
  operation: 'mutation ($input: RunsInput!) { cancelRuns(input: $input) { count problems { id message } } }',
  given: async (cast) => {
    const { id } = await makeRun(cast.project, await flow(cast), { status: 'RUNNING' });
    return { variables: { input: { projectId: cast.project.id, ids: [id] } } };
  },
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['ids and a filter', BOTH, ['ids']],
    ['neither', input({ ids: null }), ['ids']],
  ],
  audit: (cast) => ({ action: 'run.cancel_requested', project_id: cast.project.id }),
  works: (_cast, result) => expect(result).toEqual({ count: 1, problems: [] }),
  twice: 'same',
});

describeMutation('retryRuns', cast, {
  operation: 'mutation ($input: RunsInput!) { retryRuns(input: $input) { count problems { id message } } }',
  given: async (cast) => ({ variables: { input: { projectId: cast.project.id, ids: [(await failedRun(cast)).id] } } }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [['ids and a filter', BOTH, ['ids']]],
  audit: (cast) => ({ action: 'run.retried', project_id: cast.project.id }),
  works: (_cast, result) => expect(result).toEqual({ count: 1, problems: [] }),
  twice: 'again',
});

describeMutation('dismissRuns', cast, {
  operation: 'mutation ($input: RunsInput!) { dismissRuns(input: $input) { count problems { id message } } }',
  given: async (cast) => {
    const workflow = await flow(cast);
    await makeRun(cast.project, workflow, { status: 'FAILED', isDead: true });
    const filter = { isDead: true, workflowIds: [workflow.id] };
    return { variables: { input: { projectId: cast.project.id, filter } } };
  },
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [['ids and a filter', BOTH, ['ids']]],
  audit: (cast) => ({ action: 'run.dismissed', project_id: cast.project.id }),
  works: (_cast, result) => expect(result).toEqual({ count: 1, problems: [] }),
  twice: 'again',
});

test('of several, those that can’t are told and the others done', async () => {
  const workflow = await flow(cast);
  const running = await makeRun(cast.project, workflow, { status: 'RUNNING' });
  const ended = await makeRun(cast.project, workflow);
  const foreign = await makeRun(cast.otherProject, await makeWorkflow(cast.otherProject), { status: 'RUNNING' });
  const { cancelRuns } = await as(cast.owner).run<{ cancelRuns: { count: number; problems: { id: string }[] } }>(
    'mutation ($input: RunsInput!) { cancelRuns(input: $input) { count problems { id message } } }',
    { input: { projectId: cast.project.id, ids: [running.id, ended.id, foreign.id] } },
  );
  expect(cancelRuns.count).toBe(1);
  expect(cancelRuns.problems.map(({ id }) => id).sort()).toEqual([ended.id, foreign.id].sort());
});
