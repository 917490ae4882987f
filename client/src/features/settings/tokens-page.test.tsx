import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { ada, connection, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import TokensPage from './tokens-page.tsx';

const routes = [{ path: '/p/:slug/settings/tokens', element: <TokensPage /> }];
const token = (name: string, changes: object = {}) => ({
  id: `tok_${name}`,
  kind: 'SERVICE',
  name,
  prefix: 'phs_abc',
  scopes: ['project:read', 'deployment:create'],
  createdAt: '2026-11-01T00:00:00Z',
  expiresAt: '2099-01-01T00:00:00Z',
  expiresSoon: false,
  environments: null,
  services: null,
  lastUsedAt: null,
  lastUsedAddress: null,
  revokedAt: null,
  viewerCanRevoke: true,
  createdBy: ada,
  ...changes,
});

test('creates a token and shows its secret once', async () => {
  const asked: unknown[] = [];
  const server = startFakeServer({
    project: project(),
    node: {
      __typename: 'Project',
      ...project({ environments: [environment('staging', 1)], services: connection([service('web')]) }),
    },
    createToken: ({ input }: Record<string, unknown>) => {
      asked.push(input);
      server.root.project = project({ tokens: connection([token('Build')]) });
      return { token: token('Build'), secret: 'phs_the_secret' };
    },
  });
  const { user } = renderAt('/p/shop/settings/tokens', routes);
  await user.click(await screen.findByRole('button', { name: 'Create token' }));
  await user.type(screen.getByLabelText('Name'), 'Build');
  await user.click(screen.getByRole('checkbox', { name: 'deployment:create' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Staging' }));
  await user.clear(screen.getByLabelText('Works for'));
  await user.type(screen.getByLabelText('Works for'), '14');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create token' }));
  expect(await screen.findByText('phs_the_secret')).toBeVisible();
  expect(asked).toEqual([
    {
      name: 'Build',
      kind: 'SERVICE',
      projectId: 'prj_shop',
      scopes: ['deployment:create'],
      environmentIds: ['env_staging'],
      serviceIds: null,
      expiresInDays: 14,
    },
  ]);
  await user.keyboard('{Escape}');
  expect(screen.getByText('phs_the_secret')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'I have stored the token' }));
  await waitFor(() => expect(screen.queryByText('phs_the_secret')).toBeNull());
  expect(await screen.findByText('Build')).toBeVisible();
});

test('asks before it revokes', async () => {
  const revoked: unknown[] = [];
  startFakeServer({
    project: project({ tokens: connection([token('Build')]) }),
    revokeToken: ({ id }: Record<string, unknown>) => {
      revoked.push(id);
      return token('Build', { revokedAt: '2026-11-20T00:00:00Z', viewerCanRevoke: false });
    },
  });
  const { user } = renderAt('/p/shop/settings/tokens', routes);
  await user.click(await screen.findByRole('button', { name: 'Revoke Build' }));
  expect(revoked).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Revoke token' }));
  expect(await screen.findByText('revoked')).toBeVisible();
  expect(revoked).toEqual(['tok_Build']);
  expect(screen.queryByRole('button', { name: 'Revoke Build' })).toBeNull();
});

test('says where a token holds, from where it was used, and that it ends soon', async () => {
  startFakeServer({
    project: project({
      tokens: connection([
        token('Build', {
          environments: [environment('staging', 1)],
          lastUsedAt: '2026-11-20T00:00:00Z',
          lastUsedAddress: '203.0.113.7',
          expiresSoon: true,
        }),
      ]),
    }),
  });
  renderAt('/p/shop/settings/tokens', routes);
  const row = (await screen.findByText('Build')).closest('tr');
  expect(row).toHaveTextContent('only Staging');
  expect(row).toHaveTextContent('203.0.113.7');
  expect(screen.getByRole('img', { name: 'Expires soon:' })).toBeVisible();
});
