import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { ada, connection, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import AccessPage from './access-page.tsx';

const routes = [{ path: '/p/:slug/settings/access', element: <AccessPage /> }];
const build = { id: 'tok_build', name: 'Build server' };
const entry = (actor: object, isAllowed: boolean, changes: object = {}) => ({
  actor,
  isAllowed,
  isLimited: false,
  reason: isAllowed ? 'The role Owner has the right to deploy.' : 'The token lacks the scope deployment:create.',
  roleName: null,
  ...changes,
});

function open(address: string, entries: object[]) {
  const asked: Record<string, unknown>[] = [];
  const shop = project({
    environments: [environment('production', 2), environment('staging', 1)],
    services: connection([service('web')]),
    access: (args: Record<string, unknown>) => {
      asked.push(args);
      if (args.environmentId === 'env_gone') throw new FakeError('NOT_FOUND', 'There is no such environment.');
      return connection(entries);
    },
  });
  startFakeServer({ project: shop, node: { __typename: 'Project', ...shop } });
  return { asked, ...renderAt(address, routes) };
}
const rowOf = async (name: string) => (await screen.findByText(name)).closest('tr');

test('says of everybody whether they may, and why', async () => {
  const { asked } = open('/p/shop/settings/access?environment=env_staging', [
    entry(ada, true, { roleName: 'Owner' }),
    entry(build, false),
  ]);
  expect(await rowOf('Ada Marsh')).toHaveTextContent(/YesThe role Owner has the right to deploy\.$/);
  expect(await rowOf('Build server')).toHaveTextContent(/Service token.*NoThe token lacks the scope/);
  expect(screen.getByText('1 of the 2 below may.')).toBeVisible();
  expect(asked[0]).toMatchObject({ permission: 'deployment:create', environmentId: 'env_staging', serviceId: null });
});

test('a right that holds in places only is neither a yes nor a no, until a place is asked about', async () => {
  const { user, path } = open('/p/shop/settings/access', [entry(ada, true, { isLimited: true })]);
  expect(await rowOf('Ada Marsh')).toHaveTextContent('In places');
  await user.click(screen.getByRole('combobox', { name: 'Environment' }));
  await user.click(await screen.findByRole('option', { name: 'Staging' }));
  expect(path()).toBe('/p/shop/settings/access?environment=env_staging');
  expect(await rowOf('Ada Marsh')).toHaveTextContent('Yes');
});

test('rights of the whole project have no place', async () => {
  const { asked } = open('/p/shop/settings/access?permission=audit%3Aread&environment=env_staging', [entry(ada, true)]);
  expect(await rowOf('Ada Marsh')).toHaveTextContent('Yes');
  expect(screen.queryByRole('combobox', { name: 'Environment' })).toBeNull();
  expect(asked[0]).toMatchObject({ permission: 'audit:read', environmentId: null });
});

test('a link to what is no more says so, and another question can be asked', async () => {
  const { user } = open('/p/shop/settings/access?environment=env_gone', [entry(ada, true)]);
  expect(await screen.findByText('There is no such environment.')).toBeVisible();
  await user.click(screen.getByRole('combobox', { name: 'Environment' }));
  await user.click(await screen.findByRole('option', { name: 'in any environment' }));
  expect(await rowOf('Ada Marsh')).toHaveTextContent('Yes');
});
