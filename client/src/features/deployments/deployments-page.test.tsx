import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, deployment, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import DeploymentsPage from './deployments-page.tsx';

const routes = [{ path: '/p/:slug/deployments', element: <DeploymentsPage /> }];
const row = (number: number, status = 'SUCCEEDED', changes: object = {}) =>
  deployment(number, `1.${number}`, status, { trigger: 'MANUAL', ...changes });
const shop = (deployments: unknown, changes: object = {}) =>
  project({
    deployments,
    services: connection([service('web')]),
    environments: [environment('staging', 1)],
    ...changes,
  });

test('lists deployments, each a link, with what runs and why it failed', async () => {
  startFakeServer({
    project: shop(
      connection([
        row(3, 'RUNNING', {
          finishedAt: null,
          currentStep: { id: 's', key: 'build', name: 'build', host: 'web1', status: 'RUNNING', position: 0 },
        }),
        row(2, 'FAILED', { statusReason: 'Step migrate failed' }),
      ]),
    ),
  });
  renderAt('/p/shop/deployments', routes);
  const link = await screen.findByRole('link', { name: /#3/ });
  expect(link).toHaveAttribute('href', '/p/shop/deployments/dpl_3');
  expect(link.closest('tr')).toHaveTextContent('Runningbuild on web1');
  expect(screen.getByRole('link', { name: /#2/ }).closest('tr')).toHaveTextContent('FailedStep migrate failed');
});

test('filters stand in the URL and go to the server', async () => {
  const filters: unknown[] = [];
  startFakeServer({
    project: shop(({ filter }: { filter: unknown }) => {
      filters.push(filter);
      return connection(filter ? [] : [row(1)]);
    }),
  });
  const { user, path } = renderAt('/p/shop/deployments', routes);
  await screen.findByRole('link', { name: /#1/ });
  await user.click(screen.getByRole('button', { name: 'Status' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Failed' }));
  await waitFor(() => expect(path()).toBe('/p/shop/deployments?status=FAILED'));
  await user.keyboard('{Escape}');
  expect(await screen.findByText('No deployment passes these filters.')).toBeInTheDocument();
  expect(filters.at(-1)).toMatchObject({ statuses: ['FAILED'] });
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] as HTMLElement);
  expect(await screen.findByRole('link', { name: /#1/ })).toBeInTheDocument();
  expect(path()).toBe('/p/shop/deployments');
});

test('loads more from where the list ends', async () => {
  startFakeServer({
    project: shop(({ after }: { after: string | null }) => (after ? connection([row(1)]) : connection([row(2)], true))),
  });
  const { user } = renderAt('/p/shop/deployments', routes);
  await user.click(await screen.findByRole('button', { name: 'Load 50 more' }));
  expect(await screen.findByRole('link', { name: /#1/ })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /#2/ })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Load 50 more' })).toBeNull();
});

test('before the first deployment, says what would be here and how to begin', async () => {
  startFakeServer({ project: shop(connection([])) });
  const { user, path } = renderAt('/p/shop/deployments', routes);
  await user.click(await screen.findByRole('button', { name: 'Deploy a service' }));
  expect(path()).toBe('/p/shop/deployments?deploy=');
});

test('a failure says so and can be tried again', async () => {
  const server = startFakeServer({
    project: () => {
      throw new FakeError('UNAVAILABLE', 'The database does not answer.');
    },
  });
  const { user } = renderAt('/p/shop/deployments', routes);
  expect(await screen.findByRole('alert')).toHaveTextContent('The database does not answer.');
  server.root.project = shop(connection([row(1)]));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: /#1/ })).toBeInTheDocument();
});
