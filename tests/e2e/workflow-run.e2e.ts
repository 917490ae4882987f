import assert from 'node:assert/strict';
import { checkLooks, gone, scenario, see } from './stage.ts';
import { makeWorkflow, nodeOf, openNode, publish, runStatus, saveDraft, startRun } from './workflows.ts';
import { administrator, Project } from './world.ts';

scenario('a run that fails is retried from the node that failed', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'retrying', services: ['flaky'] });
  const flow = await makeWorkflow(project, 'Release', {
    nodes: [
      { key: 'start', type: 'manual', name: 'Start' },
      { key: 'count', type: 'transform', name: 'Count', config: { value: { text: 'counted ${{ run.number }}' } } },
      {
        key: 'ship',
        type: 'deploy',
        name: 'Ship',
        config: {
          service: 'flaky',
          environment: 'staging',
          version: '${{ has(trigger.version) ? trigger.version : "1.0.0" }}',
          parameters: { secondsPerStep: 0, failAt: '${{ run.trigger == "RETRY" ? "nothing" : "Migrate" }}' },
        },
      },
      { key: 'tell', type: 'transform', name: 'Tell', config: { value: 'Shipped ${{ nodes.ship.output.version }}' } },
    ],
    edges: ['start → count', 'count → ship', 'ship → tell'],
  });
  await publish(flow, 'First');
  const id = await startRun(flow.id);
  const page = await stage.open(`/p/retrying/runs/${id}`, { as: owner });
  await see(runStatus(page, 'Failed'));
  const panel = await openNode(page, 'Ship');
  await see(panel.getByText(/locked by another session/));
  await panel.getByRole('button', { name: 'Retry from here' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id) && url.pathname.includes('/runs/run_'));
  await see(runStatus(page, 'Succeeded'));

  // What was finished stands there as it was, and was not done again.
  const count = await openNode(page, 'Count');
  await see(count.getByText('counted 1'));
  await see(count.getByText('Taken from the run before'));
  await count.getByRole('button', { name: 'Close' }).click();
  await gone(count);
  const told = await openNode(page, 'Tell');
  await see(told.getByText('Shipped 1.0.0'));
});

scenario('two people draw at once: nothing is overwritten', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'together', services: [] });
  const anna = await project.member('Anna', 'MAINTAINER');
  const flow = await makeWorkflow(project, 'Shared', {
    nodes: [
      { key: 'start', type: 'manual', name: 'Start' },
      { key: 'first', type: 'transform', name: 'First', config: { value: 1 } },
    ],
    edges: ['start → first'],
  });
  const mine = await stage.open(`/p/together/workflows/${flow.id}`, { as: owner });
  const hers = await stage.open(`/p/together/workflows/${flow.id}`, { as: anna });
  for (const [page, before, after] of [
    [hers, 'First', 'First of Anna'],
    [mine, 'First', 'First of mine'],
  ] as const) {
    await nodeOf(page, before).click();
    await page
      .getByRole('region', { name: `Node ${before}` })
      .getByLabel('Name', { exact: true })
      .fill(after);
    if (page === hers) await see(page.getByRole('status').getByText('Saved', { exact: true }));
  }
  const conflict = mine.getByRole('dialog', { name: 'Anna has changed this workflow, too' });
  await see(conflict.getByText('First of Anna'));
  await see(conflict.getByText('First of mine'));
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await gone(conflict);
  await see(mine.getByRole('status').getByText('Saved', { exact: true }));
  await hers.reload();
  await see(nodeOf(hers, 'First of mine'));
});

scenario('versions are compared, and an older one comes back', async (stage) => {
  const owner = await administrator();
  const project = await Project.create({ slug: 'versions', services: [] });
  const drawn = (url: string) => ({
    nodes: [
      { key: 'start', type: 'manual', name: 'Start' },
      { key: 'ask', type: 'http', name: 'Ask', config: { url } },
    ],
    edges: ['start → ask'],
  });
  const flow = await makeWorkflow(project, 'Watch', drawn('https://one.example/health'));
  await publish(flow, 'The first one');
  const revision = await saveDraft(flow, drawn('https://two.example/health'));
  await publish({ ...flow, revision }, 'Another server');
  const page = await stage.open(`/p/versions/workflows/${flow.id}/versions`, { as: owner });
  await see(page.getByText('https://one.example/health'));
  await see(page.getByText('https://two.example/health'));
  await checkLooks(page, 'versions of a workflow');
  await page.getByRole('button', { name: /^Version 1/ }).click();
  await page.getByRole('button', { name: /^Restore/ }).click();
  await page.waitForURL(`**/workflows/${flow.id}`);
  await nodeOf(page, 'Ask').click();
  const address = page.getByRole('region', { name: 'Node Ask' }).getByLabel('Address');
  await see(address);
  const { api } = owner;
  const { workflow } = await api.run<{
    workflow: { draft: { graph: { nodes: { config: { url?: string } }[] } }; published: { number: number } };
  }>('query ($id: ID!) { workflow(id: $id) { draft { graph } published { number } } }', { id: flow.id });
  assert.equal(workflow.draft.graph.nodes[1]?.config.url, 'https://one.example/health');
  assert.equal(workflow.published.number, 2, 'what is published stays until somebody publishes');
});
