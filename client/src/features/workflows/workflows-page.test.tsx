import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import WorkflowsPage from './workflows-page.tsx';

const routes = [
  { path: '/p/:slug/workflows', element: <WorkflowsPage /> },
  { path: '/p/:slug/workflows/:id', element: <p>The builder</p> },
];

const nightly = {
  id: 'wfl_1',
  slug: 'nightly',
  name: 'Nightly backup',
  description: 'Keeps a copy',
  isEnabled: true,
  hasUnpublishedChanges: true,
  viewerCanManage: true,
  published: { id: 'wfv_1', number: 1 },
  triggers: [],
  lastRun: { id: 'run_1', number: 1, status: 'FAILED', createdAt: '2026-11-20T10:00:00Z' },
};
const shop = (workflows: unknown[]) => project({ viewerCanManageWorkflows: true, workflows: connection(workflows) });

test('lists workflows with their last run, and turns one off', async () => {
  const changes: unknown[] = [];
  startFakeServer({
    project: shop([nightly]),
    updateWorkflow: ({ input }: { input: { isEnabled: boolean } }) => {
      changes.push(input);
      return { ...nightly, ...input };
    },
  });
  const { user } = renderAt('/p/shop/workflows', routes);
  expect(await screen.findByText('Changes not published')).toBeVisible();
  expect(screen.getByText('Failed')).toBeVisible();
  await user.click(screen.getByRole('switch', { name: 'Nightly backup is on' }));
  await waitFor(() => expect(screen.getByRole('switch', { name: 'Nightly backup is on' })).not.toBeChecked());
  expect(changes).toEqual([{ id: 'wfl_1', isEnabled: false }]);
});

test('where there are none, says what one is, and makes the first', async () => {
  startFakeServer({ project: shop([]), createWorkflow: { ...nightly, id: 'wfl_2' } });
  const { user, path } = renderAt('/p/shop/workflows', routes);
  await user.click(await screen.findByRole('button', { name: 'New workflow' }));
  const dialog = await screen.findByRole('dialog', { name: 'New workflow' });
  await user.click(within(dialog).getByRole('button', { name: 'Create workflow' }));
  expect(await within(dialog).findByText('Give it a name.')).toBeVisible();
  await user.type(within(dialog).getByLabelText('Name'), 'Nightly backup');
  await user.click(within(dialog).getByRole('button', { name: 'Create workflow' }));
  await waitFor(() => expect(path()).toBe('/p/shop/workflows/wfl_2'));
});

test('a deleted workflow can be brought back', async () => {
  const server = startFakeServer({
    project: shop([nightly]),
    deleteWorkflow: nightly,
    restoreWorkflow: nightly,
  });
  const { user } = renderAt('/p/shop/workflows', routes);
  await user.click(await screen.findByRole('button', { name: 'More for Nightly backup' }));
  server.root.project = shop([]);
  await user.click(await screen.findByRole('menuitem', { name: 'Delete workflow' }));
  expect(await screen.findByText(/does what you would otherwise do by hand/)).toBeVisible();
  server.root.project = shop([nightly]);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Keeps a copy')).toBeVisible();
});
