import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { ada, connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import MembersPage from './members-page.tsx';

const routes = [{ path: '/p/:slug/settings/members', element: <MembersPage /> }];
const member = (user: { id: string; name: string; email: string }, role: string, viewerCanChange = true) => ({
  id: `mem_${user.id}`,
  user,
  role,
  createdAt: '2026-11-01T00:00:00Z',
  viewerCanChange,
});
const mei = { id: 'usr_mei', name: 'Mei Tanaka', email: 'mei@shop.test', createdAt: '2026-11-01T00:00:00Z' };
const members = connection([member(ada, 'OWNER', false), member(mei, 'VIEWER')]);

test('adds somebody new, with a password that is shown once', async () => {
  startFakeServer({
    project: project({ members }),
    addMember: () => ({ member: member(mei, 'VIEWER'), temporaryPassword: 'maple-river-42' }),
  });
  const { user } = renderAt('/p/shop/settings/members', routes);
  await user.click(await screen.findByRole('button', { name: 'Add member' }));
  await user.type(screen.getByLabelText('E-mail'), 'mei@shop.test');
  await user.click(screen.getByRole('radio', { name: /Viewer/ }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add member' }));
  expect(await screen.findByText('maple-river-42')).toBeVisible();
  expect(screen.getByRole('dialog', { name: 'Mei Tanaka can sign in' })).toBeVisible();
});

test('puts a refused address on its field', async () => {
  startFakeServer({
    project: project({ members }),
    addMember: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', {
        problems: [{ path: 'email', message: 'Is a member already.' }],
      });
    },
  });
  const { user } = renderAt('/p/shop/settings/members', routes);
  await user.click(await screen.findByRole('button', { name: 'Add member' }));
  await user.type(screen.getByLabelText('E-mail'), 'mei@shop.test');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add member' }));
  expect(await screen.findByText('Is a member already.')).toBeVisible();
  expect(screen.getByLabelText('E-mail')).toBeInvalid();
});

test('removes with an undo that adds back', async () => {
  const added: unknown[] = [];
  startFakeServer({
    project: project({ members }),
    removeMember: () => member(mei, 'VIEWER'),
    addMember: ({ input }: Record<string, unknown>) => {
      added.push(input);
      return { member: member(mei, 'VIEWER'), temporaryPassword: null };
    },
  });
  const { user } = renderAt('/p/shop/settings/members', routes);
  await user.click(await screen.findByRole('button', { name: 'Remove Mei Tanaka' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(added).toEqual([{ projectId: 'prj_shop', email: 'mei@shop.test', role: 'VIEWER' }]);
});

test('nobody changes what the server says they may not', async () => {
  startFakeServer({
    project: project({ viewerCanManageMembers: false, members: connection([member(ada, 'OWNER', false)]) }),
  });
  renderAt('/p/shop/settings/members', routes);
  expect(await screen.findByText('Ada Marsh')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Add member' })).toBeNull();
  expect(screen.queryByRole('combobox')).toBeNull();
});
