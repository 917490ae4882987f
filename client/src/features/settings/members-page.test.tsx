import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { ada, connection, environment, project, role, service, viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import MembersPage from './members-page.tsx';

const routes = [
  { path: '/p/:slug/settings/members', element: <MembersPage /> },
  { path: '*', element: <p>Elsewhere</p> },
];
const mei = { id: 'usr_mei', name: 'Mei Tanaka', email: 'mei@shop.test', createdAt: '2026-11-01T00:00:00Z' };
const staging = environment('staging', 1);
const production = environment('production', 2);
const member = (user: typeof mei, kind: string, changes: object = {}) => ({
  id: `mem_${user.id}`,
  user,
  role: kind,
  roleName: kind[0] + kind.slice(1).toLowerCase(),
  customRole: null,
  environments: null,
  services: null,
  source: 'HAND',
  createdAt: '2026-11-01T00:00:00Z',
  viewerCanChange: true,
  ...changes,
});
const owner = member(ada, 'OWNER');
const shop = (changes: object = {}) =>
  project({
    environments: [production, staging],
    services: connection([service('web')]),
    members: connection([owner, member(mei, 'VIEWER')]),
    ...changes,
  });
const me = viewer({ user: ada });
const invitation = (changes: object = {}) => ({
  id: 'inv_1',
  email: 'sam@shop.test',
  isMailed: true,
  roleName: 'Operator',
  environments: [staging],
  services: null,
  invitedBy: ada,
  expiresAt: '2099-01-01T00:00:00Z',
  revokedAt: null,
  viewerCanRevoke: true,
  ...changes,
});

function open(root: Record<string, unknown> = {}) {
  const server = startFakeServer({ viewer: me, project: shop(), ...root });
  return { server, ...renderAt('/p/shop/settings/members', routes) };
}
const dialogButton = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });

test('says in words who may do what, where and since when', async () => {
  const limited = member(mei, 'OPERATOR', { environments: [staging], services: [service('web')], source: 'CLAIM' });
  open({ project: shop({ members: connection([owner, limited]) }) });
  const row = (await screen.findByText('Mei Tanaka')).closest('tr') as HTMLElement;
  expect(row).toHaveTextContent('Operator · only Staging · only Web');
  expect(row).toHaveTextContent('From sign-in groups');
});

test('adds somebody who has an account, limited to an environment', async () => {
  const added: unknown[] = [];
  const { user } = open({
    addMember: ({ input }: Record<string, unknown>) => {
      added.push(input);
      return member(mei, 'OPERATOR');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add member' }));
  await user.type(screen.getByLabelText('E-mail'), 'mei@shop.test');
  await user.click(screen.getByRole('checkbox', { name: 'Staging' }));
  await user.click(dialogButton('Add member'));
  expect(await screen.findByText('Mei Tanaka added')).toBeVisible();
  expect(added).toEqual([
    {
      projectId: 'prj_shop',
      email: 'mei@shop.test',
      role: 'OPERATOR',
      roleId: null,
      environmentIds: ['env_staging'],
      serviceIds: null,
    },
  ]);
});

test('puts a refused address on its field', async () => {
  const { user } = open({
    addMember: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', {
        problems: [{ path: 'email', message: 'Is a member already.' }],
      });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add member' }));
  await user.type(screen.getByLabelText('E-mail'), 'mei@shop.test');
  await user.click(dialogButton('Add member'));
  expect(await screen.findByText('Is a member already.')).toBeVisible();
  expect(screen.getByLabelText('E-mail')).toBeInvalid();
});

test('changes a member to a role of the project’s own', async () => {
  const changed: unknown[] = [];
  const own = role('CUSTOM', 'Releaser', { permissions: ['project:read', 'deployment:create'] });
  const { user } = open({
    project: shop({ roles: [...(project().roles as object[]), own] }),
    changeMemberRole: ({ input }: Record<string, unknown>) => {
      changed.push(input);
      return member(mei, 'CUSTOM', { roleName: 'Releaser' });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change what Mei Tanaka may do' }));
  expect(dialogButton('Save rights')).toBeDisabled();
  await user.click(screen.getByRole('radio', { name: /Releaser/ }));
  await user.click(screen.getByRole('checkbox', { name: 'Web' }));
  await user.click(dialogButton('Save rights'));
  expect(await screen.findByText('Mei Tanaka is Releaser now')).toBeVisible();
  expect(changed).toEqual([
    {
      id: 'mem_usr_mei',
      role: 'CUSTOM',
      roleId: 'rol_Releaser',
      environmentIds: null,
      serviceIds: ['svc_web'],
    },
  ]);
});

test('says what the viewer may not give, and beyond what', async () => {
  const limited = member(ada, 'OWNER', { role: 'CUSTOM', environments: [staging] });
  const [ownerRole, ...others] = project().roles as object[];
  const { user } = open({
    project: shop({
      roles: [{ ...ownerRole, viewerCanAssign: false }, ...others],
      members: connection([limited, member(mei, 'VIEWER')]),
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Add member' }));
  expect(screen.getByRole('radio', { name: /Owner.*Only owners make owners/ })).toBeDisabled();
  expect(screen.getByRole('checkbox', { name: 'Staging' })).toBeChecked();
  expect(screen.getByRole('checkbox', { name: 'Production' })).toBeDisabled();
  await user.click(screen.getByRole('checkbox', { name: 'Staging' }));
  expect(screen.getByText(/tick at least one/)).toBeVisible();
});

test('the last owner stays, and the page says why', async () => {
  const { user } = open();
  const remove = await screen.findByRole('button', { name: /The last owner can’t be removed/ });
  await user.click(remove);
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Change what Ada Marsh may do' }));
  expect(screen.getByRole('radio', { name: /Viewer.*Make somebody else an owner first/ })).toBeDisabled();
});

test('asks before it removes', async () => {
  const removed: unknown[] = [];
  const { user } = open({
    removeMember: ({ id }: Record<string, unknown>) => {
      removed.push(id);
      return member(mei, 'VIEWER');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Remove Mei Tanaka' }));
  expect(removed).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Remove member' }));
  expect(await screen.findByText('Mei Tanaka removed')).toBeVisible();
  expect(removed).toEqual(['mem_usr_mei']);
});

test('invites by a link that is shown once', async () => {
  const asked: unknown[] = [];
  const { user, server } = open({
    createInvitation: ({ input }: Record<string, unknown>) => {
      asked.push(input);
      const made = invitation({ email: null, isMailed: false });
      server.root.project = shop({ invitations: connection([made]) });
      return { url: '/invitation#code=abc', invitation: made };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Invite' }));
  await user.clear(screen.getByLabelText('Works for'));
  await user.type(screen.getByLabelText('Works for'), '3');
  await user.click(dialogButton('Make invitation'));
  expect(await screen.findByText(/\/invitation#code=abc$/)).toBeVisible();
  expect(asked).toEqual([
    {
      projectId: 'prj_shop',
      email: null,
      expiresInDays: 3,
      role: 'OPERATOR',
      roleId: null,
      environmentIds: null,
      serviceIds: null,
    },
  ]);
  await user.click(screen.getByRole('button', { name: 'I have stored the link' }));
  expect(await screen.findByRole('table', { name: 'Open invitations' })).toHaveTextContent(/whoever has the link/i);
});

test('says that an invitation was mailed', async () => {
  const { user } = open({ createInvitation: () => ({ url: null, invitation: invitation() }) });
  await user.click(await screen.findByRole('button', { name: 'Invite' }));
  await user.type(screen.getByLabelText(/E-mail/), 'sam@shop.test');
  await user.click(dialogButton('Make invitation'));
  expect(await screen.findByText('Invitation sent to sam@shop.test')).toBeVisible();
});

test('revokes an open invitation', async () => {
  const revoked: unknown[] = [];
  const { user } = open({
    project: shop({ invitations: connection([invitation()]) }),
    revokeInvitation: ({ id }: Record<string, unknown>) => {
      revoked.push(id);
      return invitation({ revokedAt: '2026-11-20T00:00:00Z', viewerCanRevoke: false });
    },
  });
  const table = await screen.findByRole('table', { name: 'Open invitations' });
  expect(table).toHaveTextContent('Operator · only Staging');
  expect(table).toHaveTextContent('Ada Marsh');
  await user.click(screen.getByRole('button', { name: 'Revoke invitation for sam@shop.test' }));
  await user.click(screen.getByRole('button', { name: 'Revoke invitation' }));
  expect(await screen.findByText('Invitation for sam@shop.test revoked')).toBeVisible();
  expect(revoked).toEqual(['inv_1']);
});

test('nobody changes what the server says they may not', async () => {
  const { server } = open({
    project: shop({
      viewerCanManageMembers: false,
      members: connection([member(ada, 'OWNER', { viewerCanChange: false })]),
    }),
  });
  expect(await screen.findByText('Ada Marsh')).toBeVisible();
  for (const name of ['Add member', 'Invite', /Change what/, /Remove/])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(server.operations).not.toContain('MembersInvitations');
});
