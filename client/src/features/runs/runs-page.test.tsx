import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { run } from '../../../test/run-fixtures.ts';
import RunsPage from './runs-page.tsx';

const routes = [{ path: '/p/:slug/runs', element: <RunsPage /> }];
const shop = project({
  workflows: connection([{ id: 'wf_release', name: 'Release' }]),
  approvals: connection([]),
});

test('lists runs, each a link, with how it stands and why it failed', async () => {
  startFakeServer({
    project: shop,
    runs: connection([
      run(2, 'RUNNING'),
      run(1, 'FAILED', { statusReason: 'Build it failed', deadSince: '2026-11-20T12:01:05Z', trigger: 'SCHEDULE' }),
    ]),
  });
  renderAt('/p/shop/runs', routes);
  const link = await screen.findByRole('link', { name: /Release.*#2/ });
  expect(link).toHaveAttribute('href', '/p/shop/runs/run_2');
  const failed = screen.getByRole('link', { name: /#1/ }).closest('tr') as HTMLElement;
  expect(failed).toHaveTextContent('Failed');
  expect(failed).toHaveTextContent('Build it failed');
  expect(failed).toHaveTextContent('Schedule');
  expect(within(failed).getByRole('img', { name: 'not dealt with' })).toBeInTheDocument();
});

test('says how a run was made of another one', async () => {
  const triggers = ['RETRY', 'REPLAY', 'RESUME', 'FORK'];
  startFakeServer({
    project: shop,
    runs: connection(triggers.map((trigger, index) => run(index + 1, 'SUCCEEDED', { trigger }))),
  });
  renderAt('/p/shop/runs', routes);
  for (const [index, word] of ['Retry', 'Replay', 'Resume', 'Fork'].entries()) {
    const row = (await screen.findByRole('link', { name: new RegExp(`#${index + 1}`) })).closest('tr') as HTMLElement;
    expect(within(row).getByText(word)).toBeInTheDocument();
  }
});

test('filters stand in the URL and go to the server', async () => {
  const filters: unknown[] = [];
  startFakeServer({
    project: shop,
    runs: ({ filter }: { filter: unknown }) => {
      filters.push(filter);
      return connection(filter ? [] : [run(1, 'SUCCEEDED')]);
    },
  });
  const { user, path } = renderAt('/p/shop/runs', routes);
  await screen.findByRole('link', { name: /#1/ });
  await user.click(screen.getByRole('button', { name: 'Needs attention' }));
  expect(await screen.findByText('No failed run waits to be dealt with.')).toBeInTheDocument();
  expect(path()).toBe('/p/shop/runs?failed=open');
  expect(filters.at(-1)).toMatchObject({ isDead: true });
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] as HTMLElement);
  expect(await screen.findByRole('link', { name: /#1/ })).toBeInTheDocument();
});

test('a run that changes shows it, and one that is new joins the list', async () => {
  let runs = [run(1, 'RUNNING')];
  const server = startFakeServer({ project: shop, runs: () => connection(runs) });
  renderAt('/p/shop/runs', routes);
  await screen.findByRole('link', { name: /#1/ });
  runs = [run(2, 'QUEUED'), run(1, 'SUCCEEDED')];
  await act(() => server.push('runsChanged', run(1, 'SUCCEEDED')));
  await waitFor(() => expect(screen.getByRole('link', { name: /#1/ }).closest('tr')).toHaveTextContent('Succeeded'));
  expect(await screen.findByRole('link', { name: /#2/ })).toBeInTheDocument();
});

test('several runs are retried at once, and what was refused is said', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    project: shop,
    runs: connection([run(3, 'RUNNING'), run(2, 'FAILED'), run(1, 'FAILED')]),
    retryRuns: ({ input }: { input: unknown }) => {
      asked.push(input);
      return { count: 1, problems: [{ id: 'run_1', message: 'Its version was deleted.' }] };
    },
  });
  const { user } = renderAt('/p/shop/runs', routes);
  for (const number of [1, 2, 3])
    await user.click(await screen.findByRole('checkbox', { name: `Select run ${number}` }));
  expect(screen.getByRole('region', { name: 'Chosen runs' })).toHaveTextContent('3 runs chosen');
  expect(screen.getByRole('button', { name: 'Cancel 1' })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Retry 2' }));
  expect(await screen.findByText('Its version was deleted.')).toBeInTheDocument();
  expect(asked).toEqual([{ projectId: 'prj_shop', ids: ['run_2', 'run_1'] }]);
  expect(screen.queryByRole('region', { name: 'Chosen runs' })).toBeNull();
});

test('failures that need nothing more are dismissed at once, and only those', async () => {
  const asked: unknown[] = [];
  const dead = { deadSince: '2026-11-20T12:01:05Z' };
  let runs = [run(3, 'FAILED', dead), run(2, 'SUCCEEDED'), run(1, 'FAILED', dead)];
  startFakeServer({
    project: shop,
    runs: () => connection(runs),
    dismissRuns: ({ input }: { input: unknown }) => {
      asked.push(input);
      runs = [run(3, 'FAILED'), run(2, 'SUCCEEDED'), run(1, 'FAILED')];
      return { count: 2, problems: [] };
    },
  });
  const { user } = renderAt('/p/shop/runs', routes);
  for (const number of [1, 2, 3])
    await user.click(await screen.findByRole('checkbox', { name: `Select run ${number}` }));
  await user.click(screen.getByRole('button', { name: 'Dismiss 2' }));
  expect(await screen.findByText('Dismissed 2 runs')).toBeInTheDocument();
  expect(asked).toEqual([{ projectId: 'prj_shop', ids: ['run_3', 'run_1'] }]);
  expect(screen.queryByRole('region', { name: 'Chosen runs' })).toBeNull();
  await waitFor(() => expect(screen.queryByRole('img', { name: 'not dealt with' })).toBeNull());
});

test('a run that waits for the viewer says so, and leads to the decision', async () => {
  startFakeServer({
    project: { ...shop, approvals: connection([{ id: 'nr_ask', nodeKey: 'ask', run: { id: 'run_2' } }]) },
    runs: connection([run(2, 'WAITING'), run(1, 'WAITING')]),
  });
  renderAt('/p/shop/runs', routes);
  const mine = await screen.findByRole('link', { name: /#2.*Waits for you/ });
  expect(mine).toHaveAttribute('href', '/p/shop/runs/run_2?node=ask');
  const others = screen.getByRole('link', { name: /#1/ });
  expect(others).toHaveAttribute('href', '/p/shop/runs/run_1');
  expect(others.closest('tr')).not.toHaveTextContent('Waits for you');
});

test('two that are chosen can be compared, the older one first', async () => {
  startFakeServer({ project: shop, runs: connection([run(2, 'FAILED'), run(1, 'SUCCEEDED')]) });
  const { user } = renderAt('/p/shop/runs', routes);
  await user.click(await screen.findByRole('checkbox', { name: 'Select run 2' }));
  expect(screen.queryByRole('link', { name: 'Compare' })).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'Select run 1' }));
  expect(screen.getByRole('link', { name: 'Compare' })).toHaveAttribute(
    'href',
    '/p/shop/runs/compare?before=run_1&after=run_2',
  );
});

test('loads more from where the list ends', async () => {
  startFakeServer({
    project: shop,
    runs: ({ after }: { after: string | null }) =>
      after ? connection([run(1, 'SUCCEEDED')]) : connection([run(2, 'SUCCEEDED')], true),
  });
  const { user } = renderAt('/p/shop/runs', routes);
  await user.click(await screen.findByRole('button', { name: 'Load 50 more' }));
  expect(await screen.findByRole('link', { name: /#1/ })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /#2/ })).toBeInTheDocument();
});

test('before the first run, says what would be here and where to begin', async () => {
  startFakeServer({ project: shop, runs: connection([]) });
  renderAt('/p/shop/runs', routes);
  expect(await screen.findByRole('link', { name: 'Go to workflows' })).toHaveAttribute('href', '/p/shop/workflows');
});

test('a failure says so and can be tried again', async () => {
  const server = startFakeServer({
    project: shop,
    runs: () => {
      throw new FakeError('UNAVAILABLE', 'The database does not answer.');
    },
  });
  const { user } = renderAt('/p/shop/runs', routes);
  expect(await screen.findByRole('alert')).toHaveTextContent('The database does not answer.');
  server.root.runs = connection([run(1, 'SUCCEEDED')]);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: /#1/ })).toBeInTheDocument();
});
