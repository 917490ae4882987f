import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { makeWorkflow, useCast } from '../../../test/factories.ts';
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
const node = (key: string, type: string, config: object = {}) => ({ key, type, name: key, config, position: at });
const graphOf = (value: string) => ({
  nodes: [
    node('start', 'manual'),
    node('build', 'transform', { value: '${{ run.number }}' }),
    node('test', 'transform', { value }),
  ],
  edges: [
    { from: 'start', fromPort: 'main', to: 'build' },
    { from: 'build', fromPort: 'main', to: 'test' },
  ],
});

interface Ended {
  id: string;
  number: number;
  status: string;
  output: unknown;
}

/** What a mutation starts, when it has ended. */
async function ended(name: string, type: string, input: object): Promise<Ended> {
  const started = await as(cast.owner).run<Record<string, { id: string }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`,
    { input },
  );
  return eventually(`the end of ${name}`, async () => {
    const { run } = await as(cast.owner).run<{ run: Ended }>(
      'query ($id: ID!) { run(id: $id) { id number status output } }',
      { id: started[name]?.id },
    );
    return ['QUEUED', 'RUNNING'].includes(run.status) ? null : run;
  });
}

test('a run that failed goes on by a newer version, and is forked with another output', async () => {
  const workflow = await makeWorkflow(cast.project, { graph: graphOf('${{ fromJson("x") }}') });
  const first = await ended('startRun', 'StartRunInput', { workflowId: workflow.id });
  expect(first.status).toBe('FAILED');
  const save = 'mutation ($input: SaveWorkflowDraftInput!) { saveWorkflowDraft(input: $input) { draftRevision } }';
  const graph = graphOf('${{ nodes.build.output * 100 }}');
  await as(cast.owner).run(save, { input: { id: workflow.id, graph, baseRevision: 1 } });
  await as(cast.owner).run('mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { id } }', {
    input: { id: workflow.id, revision: 2 },
  });
  const resumed = await ended('resumeRun', 'ResumeRunInput', { id: first.id });
  // The number that `build` gave in the first run: it did not run again.
  expect(resumed).toMatchObject({ status: 'SUCCEEDED', output: first.number * 100 });
  const fork = { id: resumed.id, fromNodeKey: 'test', outputs: { build: 7 } };
  expect(await ended('forkRun', 'ForkRunInput', fork)).toMatchObject({ status: 'SUCCEEDED', output: 700 });
});
