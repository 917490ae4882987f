import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { project, role } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import RolesPage from './roles-page.tsx';

const routes = [{ path: '/p/:slug/settings/roles', element: <RolesPage /> }];
const releaser = role('CUSTOM', 'Releaser', { permissions: ['project:read', 'deployment:create'], memberCount: 0 });
const builtIn = project().roles as object[];

function open(root: Record<string, unknown> = {}) {
  const server = startFakeServer({ project: project({ roles: [...builtIn, releaser] }), ...root });
  return { server, ...renderAt('/p/shop/settings/roles', routes) };
}

test('shows each right of each role, and leads to who has it', async () => {
  open();
  const row = (await screen.findByRole('link', { name: 'Deploy, retry and roll back' })).closest('tr') as HTMLElement;
  expect(
    within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent?.trim()),
  ).toEqual(['Yes', 'Yes', 'No', 'Yes']);
  expect(within(row).getByRole('link')).toHaveAttribute('href', '/p/shop/settings/access?permission=deployment:create');
  expect(screen.getByRole('columnheader', { name: /Owner/ })).toHaveTextContent('1 member');
});

test('makes a role, without what the viewer does not have', async () => {
  const made: unknown[] = [];
  const { user, server } = open({
    project: project({ viewerPermissions: ['project:read', 'deployment:create', 'member:manage'] }),
    createRole: ({ input }: Record<string, unknown>) => {
      made.push(input);
      server.root.project = project({ roles: [...builtIn, releaser] });
      return releaser;
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Make role' }));
  await user.type(screen.getByLabelText('Name'), 'Releaser');
  expect(screen.getByRole('checkbox', { name: 'See the project' })).toBeChecked();
  expect(screen.getByRole('checkbox', { name: 'Read the audit trail' })).toBeDisabled();
  await user.click(screen.getByRole('checkbox', { name: 'Deploy, retry and roll back' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Make role' }));
  expect(await screen.findByText('Releaser made')).toBeVisible();
  expect(made).toEqual([
    { projectId: 'prj_shop', name: 'Releaser', description: '', permissions: ['project:read', 'deployment:create'] },
  ]);
  expect(await screen.findByRole('columnheader', { name: /Releaser/ })).toBeVisible();
});

test('puts a name that is taken on its field', async () => {
  const { user } = open({
    updateRole: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', { problems: [{ path: 'name', message: 'Is taken.' }] });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change Releaser' }));
  await user.click(screen.getByRole('button', { name: 'Save role' }));
  expect(await screen.findByText('Is taken.')).toBeVisible();
  expect(screen.getByLabelText('Name')).toBeInvalid();
});

test('deletes with an undo', async () => {
  const restored: unknown[] = [];
  const { user } = open({
    deleteRole: () => releaser,
    restoreRole: ({ id }: Record<string, unknown>) => {
      restored.push(id);
      return releaser;
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete Releaser' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(restored).toEqual(['rol_Releaser']);
});

test('what members have can’t be deleted, and built-in roles not be changed', async () => {
  open({ project: project({ roles: [...builtIn, { ...releaser, memberCount: 2 }] }) });
  expect(await screen.findByRole('button', { name: /can’t be deleted while members have it/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  expect(screen.queryByRole('button', { name: 'Change Owner' })).toBeNull();
});
