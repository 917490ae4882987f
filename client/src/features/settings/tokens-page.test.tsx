import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { ada, connection, environment, project, service, viewer } from '../../../test/fixtures.ts';
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
  rateLimitPerMinute: null,
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

test('an administrator gives a token a limit of its own, and takes it back', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    viewer: viewer(),
    project: project({ tokens: connection([token('Build')]) }),
    setTokenRateLimit: ({ input }: { input: { perMinute: number | null } }) => {
      asked.push(input);
      if (input.perMinute === 0)
        throw new FakeError('INVALID_INPUT', 'The input is wrong.', {
          problems: [{ path: 'perMinute', message: 'Use 1 to 1,000,000.' }],
        });
      return token('Build', { rateLimitPerMinute: input.perMinute });
    },
  });
  const { user } = renderAt('/p/shop/settings/tokens', routes);
  const type = async (text: string) => {
    await user.click(await screen.findByRole('button', { name: 'Limit Build' }));
    const field = screen.getByLabelText(/Points a minute/);
    await user.clear(field);
    if (text) await user.type(field, text);
    await user.click(screen.getByRole('button', { name: 'Save limit' }));
  };
  await type('0');
  expect(await screen.findByText('Use 1 to 1,000,000.')).toBeVisible();
  await user.keyboard('{Escape}');
  await type('5000');
  const row = screen.getByRole('row', { name: /Build/ });
  await waitFor(() => expect(row).toHaveTextContent('5,000 points a minute'));
  await type('');
  await waitFor(() => expect(row).not.toHaveTextContent('points a minute'));
  expect(asked).toEqual([0, 5_000, null].map((perMinute) => ({ id: 'tok_Build', perMinute })));
});

test('nobody else is offered to', async () => {
  startFakeServer({
    viewer: viewer({ isAdministrator: false }),
    project: project({ tokens: connection([token('Build')]) }),
  });
  renderAt('/p/shop/settings/tokens', routes);
  expect(await screen.findByRole('button', { name: 'Revoke Build' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Limit Build' })).toBeNull();
});
