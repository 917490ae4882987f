import { expect, test } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { nodeRun, nodeTypes, run } from '../../../test/run-fixtures.ts';
import RunPage from './run-page.tsx';

/** The panel of a node that runs, once it has drawn what it has. */
async function openRunning() {
  const running = nodeRun('build', 'RUNNING');
  const server = startFakeServer({ nodeTypes, run: run(1, 'RUNNING', { nodeRuns: [running] }), node: running });
  renderAt('/p/shop/runs/run_1?node=build', [{ path: '/p/:slug/runs/:id', element: <RunPage /> }]);
  const panel = await screen.findByRole('dialog', { name: 'Build it' });
  await within(panel).findByRole('heading', { name: 'Output' });
  const push = (nodeRunId: string, partial: unknown) =>
    act(() => server.push('nodeRunProgress', { nodeRunId, partial }));
  return { id: running.id, panel: within(panel), push };
}

test('what a running node has so far is read as it grows; what others have does not take its place', async () => {
  const { id, panel, push } = await openRunning();
  expect(panel.queryByText('So far')).toBeNull();
  await push(id, { text: 'The table' });
  expect(await panel.findByText('The table')).toBeVisible();
  await push(id, { text: 'The table is locked' });
  await push('nr_other', { text: 'Not of this one' });
  expect(await panel.findByText('The table is locked')).toBeVisible();
  expect(panel.queryByText('Not of this one')).toBeNull();
});

test('what is more than a text is a tree', async () => {
  const { id, panel, push } = await openRunning();
  await push(id, { text: 'Asked', tokens: 12 });
  expect(await panel.findByText('So far')).toBeVisible();
  expect(panel.getByText('12')).toBeVisible();
});
