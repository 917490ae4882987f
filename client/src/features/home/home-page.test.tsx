import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, deployment, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { nodeRun, run } from '../../../test/run-fixtures.ts';
import HomePage from './home-page.tsx';

const routes = [{ path: '/p/:slug', element: <HomePage /> }];
const web = service('web');
const staging = environment('staging', 1);
const production = environment('production', 2);
const old = deployment(1, '1.0', 'SUCCEEDED');
const failed = deployment(2, '2.0', 'FAILED', { statusReason: 'Step migrate failed' });

const shop = (changes: object = {}) =>
  project({
    environments: [staging, production],
    services: connection([web]),
    matrix: [
      {
        id: 'cell_1',
        activeCount: 0,
        service: web,
        environment: staging,
        live: deployment(3, '3.0', 'SUCCEEDED'),
        latest: deployment(3, '3.0', 'SUCCEEDED'),
      },
      { id: 'cell_2', activeCount: 0, service: web, environment: production, live: old, latest: failed },
    ],
    ...changes,
  });

test('shows what is live, and what failed on its way there', async () => {
  startFakeServer({ project: shop() });
  renderAt('/p/shop', routes);
  const cell = await screen.findByRole('button', { name: /^Web in Production/ });
  expect(cell).toHaveTextContent('1.0');
  expect(cell).toHaveTextContent('2.0 failed');
  expect(within(cell).getByRole('img', { name: 'Failed' })).toBeInTheDocument();
});

test('pressing a cell offers to deploy what the environment before has', async () => {
  startFakeServer({ project: shop() });
  const { user, path } = renderAt('/p/shop', routes);
  await user.click(await screen.findByRole('button', { name: /^Web in Production/ }));
  const panel = screen.getByRole('dialog', { name: 'Web in Production' });
  expect(panel).toHaveTextContent('Step migrate failed');
  expect(panel).toHaveTextContent('Staging has 3.0');
  await user.click(within(panel).getByRole('link', { name: 'Deploy 3.0' }));
  expect(path()).toBe('/p/shop?deploy=svc_web&to=env_production&from=dpl_3');
});

test('who may not deploy is not offered it', async () => {
  startFakeServer({
    project: shop({ viewerCanDeploy: false, services: connection([service('web', { viewerCanDeploy: false })]) }),
  });
  const { user } = renderAt('/p/shop', routes);
  await user.click(await screen.findByRole('button', { name: /^Web in Production/ }));
  expect(screen.queryByRole('link', { name: /^Deploy/ })).toBeNull();
  expect(screen.getByRole('link', { name: 'Open #2' })).toHaveAttribute('href', '/p/shop/deployments/dpl_2');
});

test('a cell that is closed to who may deploy elsewhere says so, and leads to why', async () => {
  startFakeServer({ project: shop({ environments: [staging, { ...production, viewerCanDeploy: false }] }) });
  const { user } = renderAt('/p/shop', routes);
  expect(await screen.findByRole('button', { name: /^Web in Staging/ })).not.toHaveAttribute('title');
  const closed = screen.getByRole('button', { name: /^Web in Production/ });
  expect(closed).toHaveAttribute('title', 'You may not deploy Web to Production');
  await user.click(closed);
  expect(screen.getByRole('link', { name: 'Who may, and why' })).toHaveAttribute(
    'href',
    '/p/shop/settings/access?permission=deployment%3Acreate&environment=env_production&service=svc_web',
  );
});

test('arrow keys walk the matrix', async () => {
  startFakeServer({ project: shop() });
  const { user } = renderAt('/p/shop', routes);
  (await screen.findByRole('button', { name: /^Web in Staging/ })).focus();
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('button', { name: /^Web in Production/ })).toHaveFocus();
});

test('a new project says what is missing', async () => {
  startFakeServer({ project: project() });
  renderAt('/p/shop', routes);
  expect(await screen.findByRole('link', { name: 'Create environment' })).toBeVisible();
  expect(screen.getByText('/srv/services/shop/web/service.yaml')).toBeVisible();
});

test('a failure says what to do, with the request id, and tries again', async () => {
  const server = startFakeServer({
    project: () => {
      throw new FakeError('UNAVAILABLE', 'The database does not answer.');
    },
  });
  const { user } = renderAt('/p/shop', routes);
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('The database does not answer.');
  expect(alert).toHaveTextContent('req_test');
  server.root.project = shop();
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await screen.findByRole('button', { name: /^Web in Staging/ });
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('runs that wait for my approval lead to where it is given', async () => {
  const ask = nodeRun('ask', 'WAITING', {
    approval: { message: 'Ship it?', form: null, required: 1, people: [], decisions: [], viewerCanDecide: true },
    run: run(7, 'WAITING'),
  });
  const server = startFakeServer({ project: shop({ approvals: connection([ask]) }) });
  renderAt('/p/shop', routes);
  const link = await screen.findByRole('link', { name: 'Release #7' });
  expect(link).toHaveAttribute('href', '/p/shop/runs/run_7?node=ask');
  expect(link.closest('li')).toHaveTextContent('Ship it?');
  server.root.project = shop();
  await act(() => server.push('runsChanged', run(7, 'WAITING')));
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Release #7' })).toBeNull());
});
