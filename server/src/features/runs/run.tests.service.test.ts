import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { makeWorkflow, useCast } from '../../../test/factories.ts';
import { makeNodeRun, makeRun } from '../../../test/runs.ts';
import { WorkerNode } from '../../platform/durable/worker-node.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { startChildRun } from './run.children.ts';
import { createRunWork, type RunWork } from './run.jobs.ts';

let work: RunWork;
let worker: WorkerNode;
afterAll(async () => {
  await work.stop();
  await worker.stop();
});
const cast = useCast();
beforeAll(async () => {
  work = createRunWork(cast.app.app, { nodeTypeOf, startChild: startChildRun });
  worker = await WorkerNode.start(cast.app.app, [work]);
});

const at = { x: 0, y: 0 };
const node = (key: string, type: string, config: object = {}, more: object = {}) => ({
  key,
  type,
  name: key,
  config,
  position: at,
  ...more,
});
const edge = (from: string, to: string, fromPort = 'main') => ({ from, fromPort, to });
/** start → check (yes, no) → join; each → (double → sum) → after; a failure is undone and handled. */
const GRAPH = {
  nodes: [
    node('start', 'manual'),
    node('check', 'condition', { expression: 'trigger.ok' }),
    node('yes', 'transform', { value: 'yes' }),
    node('no', 'transform', { value: 'no' }),
    node('either', 'transform', { value: '${{ input }} ${{ vars.who }}' }),
    node('each', 'loop', { items: 'trigger.items' }),
    node('double', 'transform', { value: '${{ item * 2 }}' }),
    node('sum', 'transform', { value: '${{ nodes.double.output + item + index }}' }),
    node('break', 'stop', { status: 'FAILED', message: 'no' }),
    node('bad', 'transform', { value: '${{ fromJson("x") }}' }),
    node('undo', 'transform', { value: 'undone' }),
    node('handle', 'error'),
    node('mourn', 'transform', { value: 'sorry' }),
  ],
  edges: [
    edge('start', 'check'),
    edge('check', 'yes', 'true'),
    edge('check', 'no', 'false'),
    edge('yes', 'either'),
    edge('no', 'either'),
    edge('start', 'each'),
    edge('each', 'double', 'item'),
    edge('double', 'sum'),
    edge('start', 'bad'),
    edge('bad', 'undo', 'compensate'),
    edge('bad', 'break'),
    edge('handle', 'mourn'),
  ],
  settings: { concurrency: { limit: 1, whenFull: 'QUEUE' } },
};

interface Tested {
  status: string;
  statusReason: string | null;
  deadSince: string | null;
  nodeRuns: { nodeKey: string; path: string; status: string; input: unknown; output: unknown; isReused: boolean }[];
}
const RUN = `query ($id: ID!) { run(id: $id) { status statusReason deadSince
  nodeRuns { nodeKey path status input output isReused } } }`;

/** The test of a node, when it has ended. */
async function tested(nodeKey: string, more: object, graph: object = GRAPH) {
  const workflow = await makeWorkflow(cast.project, { graph });
  return testOf(workflow.id, nodeKey, more);
}

async function testOf(workflowId: string, nodeKey: string, more: object) {
  const { testNode } = await as(cast.owner).run<{ testNode: { id: string } }>(
    'mutation ($input: TestNodeInput!) { testNode(input: $input) { id } }',
    { input: { workflowId, nodeKey, ...more } },
  );
  const run = await eventually('the end of the test', async () => {
    const { run } = await as(cast.owner).run<{ run: Tested }>(RUN, { id: testNode.id });
    return ['QUEUED', 'RUNNING'].includes(run.status) ? null : run;
  });
  const ran = run.nodeRuns.filter(({ isReused, nodeKey }) => !isReused && nodeKey !== 'start');
  return { ...run, ran, of: run.nodeRuns.findLast((one) => one.nodeKey === nodeKey) };
}

test('a node behind branches gets what came by the one that was taken', async () => {
  const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
  const earlier = await makeRun(cast.project, workflow, { payload: { ok: false } });
  await makeNodeRun(earlier, { key: 'check', port: 'false', output: { ok: false } });
  await makeNodeRun(earlier, { key: 'no', output: 'no' });
  const { status, of, ran } = await testOf(workflow.id, 'either', { variables: { who: 'me' } });
  expect([status, of?.output, ran.length]).toEqual(['SUCCEEDED', 'no me', 1]);
  const other = await testOf(workflow.id, 'either', { variables: { who: 'me' }, outputs: { no: 'given' } });
  expect(other.of?.output).toBe('given me');
});

test('only the node runs, whatever its ports lead to', async () => {
  const { status, ran } = await tested('check', { payload: { ok: true } });
  expect([status, ran.map(({ nodeKey }) => nodeKey)]).toEqual(['SUCCEEDED', ['check']]);
});

test('a node in a loop gets its item, and the nodes before it of the same item', async () => {
  const { of, ran, status } = await tested('sum', { item: 5, outputs: { double: 10 } });
  expect([status, of?.path, of?.output]).toEqual(['SUCCEEDED', 'each[0]', 15]);
  expect(ran).toHaveLength(1);
});

test('an item of an earlier run will do', async () => {
  const workflow = await makeWorkflow(cast.project, { graph: GRAPH });
  const earlier = await makeRun(cast.project, workflow, { payload: { items: [7, 8] } });
  await makeNodeRun(earlier, { key: 'each', output: { results: [] } });
  await cast.app.sql(`update node_runs set input = '[7, 8]' where run_id = $1`, [earlier.id]);
  await makeNodeRun(earlier, { key: 'double', path: 'each[0]', output: 14 });
  expect((await testOf(workflow.id, 'sum', {})).of?.output).toBe(21);
  expect((await testOf(workflow.id, 'double', {})).of).toMatchObject({ input: 7, output: 14 });
});

test('a failure is nobody else’s business', async () => {
  const { status, deadSince, ran } = await tested('bad', { payload: {} });
  expect([status, deadSince, ran.map(({ nodeKey }) => nodeKey)]).toEqual(['FAILED', null, ['bad']]);
  const told = await cast.app.sql(`select from graphile_worker.jobs j where j.task_identifier = 'occurrence'`);
  expect(told).toEqual([]);
});

test('what handles errors, and what undoes, is tested like any other', async () => {
  expect((await tested('mourn', { payload: {} })).of?.output).toBe('sorry');
  expect((await tested('undo', { outputs: { bad: 'done' } })).of).toMatchObject({ input: 'done', output: 'undone' });
});

test('waits for nobody, and can be canceled', async () => {
  const graph = {
    ...GRAPH,
    nodes: [node('start', 'manual'), node('wait', 'delay', { seconds: 3_600 })],
    edges: [edge('start', 'wait')],
  };
  const workflow = await makeWorkflow(cast.project, { graph });
  await makeRun(cast.project, workflow, { status: 'RUNNING' });
  await cast.app.sql(`update runs set concurrency_key = '' where workflow_id = $1`, [workflow.id]);
  const { status } = await testOf(workflow.id, 'wait', { payload: {} });
  expect(status).toBe('WAITING');
});
