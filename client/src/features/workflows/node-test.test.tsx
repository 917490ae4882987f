import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { nodeRun, run } from '../../../test/run-fixtures.ts';
import { choose, open, serve } from '../../../test/workflow-fixtures.tsx';

const asked = { ...run(20, 'RUNNING'), trigger: 'TEST', cancelRequestedAt: null };
const attempt = (status: string, changes: Record<string, unknown> = {}) => nodeRun('ask', status, changes);

/** A server that tests the node `ask`; `tests` is what was asked for. */
function serveTests() {
  const tests: Array<Record<string, unknown>> = [];
  const state = { run: { ...asked, nodeRuns: [attempt('RUNNING')] } };
  const graph = {
    nodes: [
      { key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } },
      { key: 'ask', type: 'http', name: 'Ask', config: { url: 'https://a.test' }, position: { x: 300, y: 0 } },
    ],
    edges: [{ from: 'start', fromPort: 'main', to: 'ask' }],
  };
  const { server } = serve(
    { draft: { graph, revision: 7, savedAt: '2026-11-20T10:00:00Z', savedByName: 'Ada' } },
    {
      testNode: ({ input }: { input: Record<string, unknown> }) => {
        tests.push(input);
        return state.run;
      },
      run: () => state.run,
      cancelRun: () => {
        state.run = { ...state.run, cancelRequestedAt: '2026-11-20T12:00:02Z' as never };
        return state.run;
      },
    },
  );
  const push = (field: string, value: unknown) => act(() => server.push(field, value));
  return { push, tests, state };
}

async function openTest() {
  const opened = open();
  await choose(opened.user, 'Ask, HTTP request');
  await opened.user.click(await screen.findByRole('button', { name: 'Test…' }));
  return { ...opened, panel: await screen.findByRole('region', { name: 'Test' }) };
}

test('a node is tested with what is pinned; its log comes live, its result stays and can be pinned', async () => {
  const { push, tests, state } = serveTests();
  const { user, panel } = await openTest();
  await user.click(within(panel).getByRole('button', { name: 'Edit what Start gives' }));
  await user.click(within(panel).getByLabelText('What Start gives, as JSON'));
  await user.paste('{"day": 1}');
  expect(within(panel).getByText('Pinned')).toBeVisible();
  await user.click(within(panel).getByRole('button', { name: 'Test this node' }));
  expect(await within(panel).findByText('Running')).toBeVisible();
  expect(tests[0]).toMatchObject({ workflowId: 'wfl_1', nodeKey: 'ask', outputs: { start: { day: 1 } } });

  await push('runLog', {
    lines: [{ seq: 1, stepKey: 'ask', text: 'Asking a.test' }],
    lastSeq: 1,
    hasEnded: false,
  });
  expect(await within(panel).findByText('Asking a.test')).toBeVisible();
  // Sent again after a break, it stands there once.
  await push('runLog', {
    lines: [{ seq: 1, stepKey: 'ask', text: 'Asking a.test' }],
    lastSeq: 1,
    hasEnded: true,
  });

  state.run = { ...state.run, status: 'SUCCEEDED', nodeRuns: [attempt('SUCCEEDED', { output: { status: 204 } })] };
  await push('runChanged', state.run);
  expect(await within(panel).findByText('204')).toBeVisible();
  expect(within(panel).getByText('Succeeded')).toBeVisible();
  expect(within(panel).getByRole('log')).toHaveTextContent(/^Asking a\.test$/);

  await user.click(screen.getByRole('tab', { name: 'Form' }));
  await user.click(screen.getByRole('tab', { name: 'Output' }));
  const again = await screen.findByRole('region', { name: 'Test' });
  expect(await within(again).findByText('204')).toBeVisible();
  await user.click(within(again).getByRole('button', { name: 'Pin this result for tests' }));
  expect(await screen.findByRole('region', { name: 'Pinned output' })).toBeVisible();
});

test('a test that waits says for what, and can be canceled', async () => {
  const { push, state } = serveTests();
  const { user, panel } = await openTest();
  await user.click(within(panel).getByRole('button', { name: 'Test this node' }));
  await within(panel).findByText('Running');
  const wait = {
    kind: 'WEBHOOK',
    until: null,
    url: 'https://ops.test/hooks/w',
    key: null,
    run: null,
    deployment: null,
  };
  state.run = { ...state.run, status: 'WAITING', nodeRuns: [attempt('WAITING', { wait })] };
  await push('nodeRunChanged', state.run.nodeRuns[0]);
  expect(await within(panel).findByText(/Waits for a call of its address/)).toBeVisible();
  expect(within(panel).getByText('https://ops.test/hooks/w')).toBeVisible();
  await user.click(within(panel).getByRole('button', { name: 'Cancel test' }));
  await waitFor(() =>
    expect(within(panel).getByRole('button', { name: 'Cancel test' })).toHaveAttribute('aria-busy', 'true'),
  );
});
