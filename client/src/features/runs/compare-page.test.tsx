import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { nodeRun, nodeTypes, run } from '../../../test/run-fixtures.ts';
import ComparePage from './compare-page.tsx';

const routes = [{ path: '/p/:slug/runs/compare', element: <ComparePage /> }];
const address = '/p/shop/runs/compare?before=run_1&after=run_2';

const good = nodeRun('build', 'SUCCEEDED', { id: 'nr_1', output: { files: 12, log: 'ok' }, input: { version: '1' } });
const bad = nodeRun('build', 'FAILED', {
  id: 'nr_2',
  attempt: 3,
  durationMs: 9_000,
  input: { version: '2' },
  error: { code: 'EXIT_1', message: 'no rule' },
});
const before = run(1, 'SUCCEEDED', {
  payload: { version: '1', region: 'eu' },
  nodeRuns: [nodeRun('start', 'SUCCEEDED', { id: 'nr_0' }), good],
});
const after = run(2, 'FAILED', {
  payload: { version: '2', region: 'eu' },
  nodeRuns: [nodeRun('start', 'SUCCEEDED', { id: 'nr_9' }), bad],
});
const values = new Map<string, unknown>([
  ['nr_1', good],
  ['nr_2', bad],
]);
const root = {
  nodeTypes,
  run: ({ id }: { id: string }) => (id === 'run_1' ? before : after),
  node: ({ id }: { id: string }) => values.get(id) ?? null,
};

test('node by node says what went another way, and shows only what differs of the values', async () => {
  startFakeServer(root);
  const { user, path } = renderAt(address, routes);
  const list = await screen.findByRole('list', { name: 'Nodes of both runs' });
  expect(screen.getByText('1 of 4 nodes went another way.')).toBeInTheDocument();
  const build = within(list).getByRole('button', { name: /Build it/ });
  expect(build).toHaveTextContent('Another end · Left by another port · 3 attempts instead of 1 · Took much longer');
  expect(build).toHaveTextContent('BeforeSucceeded2.0s');
  expect(build).toHaveTextContent('AfterFailed9.0s, 3 attempts');
  expect(build).toHaveTextContent('+7.0s');
  await user.click(build);
  const input = await screen.findByRole('region', { name: 'Differences of input' });
  expect(input).toHaveTextContent('1 difference');
  expect(input).toHaveTextContent('version');
  expect(screen.getByRole('region', { name: 'Differences of error' })).toHaveTextContent('no rule');
  expect(path()).toBe(`${address}&node=build`);
  const payload = screen.getByRole('region', { name: 'Differences of payload' });
  expect(payload).not.toHaveTextContent('region');
  expect(screen.getByText('Both ran version 3.')).toBeInTheDocument();
});

test('can be narrowed to what went another way, and is the same for whoever opens the address', async () => {
  startFakeServer(root);
  const { user, path } = renderAt(address, routes);
  await user.click(await screen.findByRole('checkbox', { name: 'Only what went another way' }));
  const rows = () => within(screen.getByRole('list', { name: 'Nodes of both runs' })).getAllByRole('listitem');
  expect(rows()).toHaveLength(1);
  expect(path()).toBe(`${address}&show=differences`);
  await user.click(screen.getByRole('link', { name: 'Swap' }));
  expect(path()).toBe('/p/shop/runs/compare?before=run_2&after=run_1');
});

test('another version is shown with what changed in it', async () => {
  const version = { ...after.workflowVersion, id: 'wfv_2', number: 4 };
  const asked: unknown[] = [];
  startFakeServer({
    ...root,
    run: ({ id }: { id: string }) => (id === 'run_1' ? before : { ...after, workflowVersion: version }),
    compareWorkflowGraphs: ({ input }: { input: unknown }) => {
      asked.push(input);
      return {
        nodes: [
          {
            key: 'build',
            name: 'Build it',
            change: 'CHANGED',
            fields: [{ path: 'config.script', before: 'make', after: 'make all' }],
          },
        ],
        edges: [],
        settings: [],
      };
    },
  });
  renderAt(address, routes);
  const section = await screen.findByRole('region', { name: 'Version' });
  await waitFor(() => expect(section).toHaveTextContent('make all'));
  expect(section).toHaveTextContent('From version 3 to version 4');
  expect(within(section).getByRole('link', { name: 'Open these two versions' })).toHaveAttribute(
    'href',
    '/p/shop/workflows/wf_release/versions?version=4&against=3',
  );
});

test('a run that is under way goes on being compared', async () => {
  const running = {
    ...after,
    status: 'RUNNING',
    finishedAt: null,
    nodeRuns: [nodeRun('start', 'SUCCEEDED', { id: 'nr_9' })],
  };
  const server = startFakeServer({ ...root, run: ({ id }: { id: string }) => (id === 'run_1' ? before : running) });
  renderAt(address, routes);
  const build = await screen.findByRole('button', { name: /Build it/ });
  expect(build).toHaveTextContent('Pending');
  await act(() => server.push('nodeRunChanged', { ...bad, run: { id: 'run_2' } }));
  await waitFor(() => expect(build).toHaveTextContent('Failed'));
});

test('an address without two runs leads back to the list', async () => {
  startFakeServer({
    nodeTypes,
    run: () => {
      throw new FakeError('NOT_FOUND', 'There is no such run.');
    },
  });
  renderAt(address, routes);
  expect(await screen.findByRole('heading', { name: 'There are no such two runs' })).toBeInTheDocument();
});
