import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { connection } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import WorkflowVersionsPage from './workflow-versions-page.tsx';

const graphOf = (name: string) => ({
  nodes: [{ key: 'start', type: 'manual', name, config: {}, position: { x: 0, y: 0 } }],
  edges: [],
});
const version = (number: number, isPublished: boolean) => ({
  id: `wfv_${number}`,
  number,
  graph: graphOf(`Start ${number}`),
  note: `Note ${number}`,
  publishedAt: '2026-11-20T10:00:00Z',
  publishedByName: 'Ada Marsh',
  permissions: [],
  isPublished,
});
const workflow = {
  id: 'wfl_1',
  slug: 'nightly',
  name: 'Nightly',
  isEnabled: true,
  hasUnpublishedChanges: true,
  viewerCanManage: true,
  viewerCanRun: true,
  draft: { graph: graphOf('Draft'), revision: 4, savedAt: '2026-11-20T10:00:00Z', savedByName: 'Ada Marsh' },
  published: version(2, true),
  triggers: [],
  versions: connection([version(2, true), version(1, false)]),
};

const routes = [
  { path: '/p/:slug/workflows/:id/versions', element: <WorkflowVersionsPage /> },
  { path: '/p/:slug/workflows/:id', element: <p>The builder</p> },
];

test('shows what a version changed, and takes an older one as the draft', async () => {
  const compared: Array<{ from: ReturnType<typeof graphOf>; to: ReturnType<typeof graphOf> }> = [];
  const restored: unknown[] = [];
  startFakeServer({
    workflow,
    nodeTypes: [],
    compareWorkflowGraphs: ({ input }: { input: (typeof compared)[number] }) => {
      compared.push(input);
      return {
        nodes: [
          { key: 'start', name: 'Start', change: 'CHANGED', fields: [{ path: 'name', before: 'Old', after: 'New' }] },
        ],
        edges: [],
        settings: [],
      };
    },
    restoreWorkflowVersion: ({ input }: { input: unknown }) => {
      restored.push(input);
      return workflow;
    },
  });
  const { user, path } = renderAt('/p/shop/workflows/wfl_1/versions', routes);
  const details = await screen.findByRole('region', { name: 'Version 2' });
  expect(await within(details).findByText('Old')).toBeVisible();
  expect([compared[0]?.from.nodes[0]?.name, compared[0]?.to.nodes[0]?.name]).toEqual(['Start 1', 'Start 2']);
  await user.click(screen.getByRole('button', { name: /Version 1/ }));
  await user.click(await screen.findByRole('button', { name: 'Restore version 1 as draft' }));
  await waitFor(() => expect(path()).toBe('/p/shop/workflows/wfl_1'));
  expect(restored).toEqual([{ id: 'wfl_1', versionId: 'wfv_1' }]);
});

test('which two are compared stands in the address, by their numbers', async () => {
  const compared: Array<Record<'from' | 'to', ReturnType<typeof graphOf>>> = [];
  startFakeServer({
    workflow: { ...workflow, versions: connection([version(3, true), version(2, false), version(1, false)]) },
    nodeTypes: [],
    compareWorkflowGraphs: ({ input }: { input: (typeof compared)[number] }) => {
      compared.push(input);
      return { nodes: [], edges: [], settings: [] };
    },
  });
  const { user, path } = renderAt('/p/shop/workflows/wfl_1/versions?version=3&against=1', routes);
  const details = await screen.findByRole('region', { name: 'Version 3' });
  const names = () => [compared.at(-1)?.from.nodes[0]?.name, compared.at(-1)?.to.nodes[0]?.name];
  await waitFor(() => expect(names()).toEqual(['Start 1', 'Start 3']));
  await user.click(within(details).getByRole('combobox', { name: 'Compared with' }));
  await user.click(await screen.findByRole('option', { name: 'The draft' }));
  await waitFor(() => expect(names()).toEqual(['Start 3', 'Draft']));
  expect(path()).toBe('/p/shop/workflows/wfl_1/versions?version=3&against=draft');
});

test('where nothing was published, says so', async () => {
  startFakeServer({ workflow: { ...workflow, published: null, versions: connection([]) }, nodeTypes: [] });
  renderAt('/p/shop/workflows/wfl_1/versions', routes);
  expect(await screen.findByText('Nothing is published yet')).toBeVisible();
});
