import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeError, type FakeRoot, startFakeServer } from '../../../test/fake-server.ts';
import { connection } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import PeoplePage from './people-page.tsx';

const routes = [{ path: '/administration/people', element: <PeoplePage /> }];

const person = (name: string, changes: object = {}) => ({
  id: `usr_${name}`,
  name,
  email: `${name.toLowerCase()}@shop.test`,
  isAdministrator: false,
  isSuspended: false,
  isEmailVerified: true,
  hasPassword: true,
  hasTwoFactor: false,
  lastSeenAt: null,
  projectCount: 2,
  isViewer: false,
  createdAt: '2026-01-01T00:00:00Z',
  ...changes,
});
const ada = person('Ada', { isAdministrator: true, isViewer: true, hasTwoFactor: true });
const link = { url: 'https://pilothouse.test/reset-password#code=abc', expiresAt: '2026-11-21T12:00:00Z' };

function start(people: unknown[], more: FakeRoot = {}) {
  return startFakeServer({ users: connection(people), ...more });
}

async function act({ user }: ReturnType<typeof renderAt>, name: string, action: string) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

test('says of each what an administrator looks for', async () => {
  start([ada, person('Grace', { isSuspended: true, isEmailVerified: false })]);
  renderAt('/administration/people', routes);
  const row = await screen.findByRole('row', { name: /Ada \(you\)/ });
  expect(row).toHaveTextContent('Administrator');
  expect(within(row).getByText('On')).toBeVisible();
  const other = screen.getByRole('row', { name: /Grace/ });
  expect(other).toHaveTextContent('Suspended');
  expect(other).toHaveTextContent('not confirmed');
  expect(other).toHaveTextContent('Never');
});

test('searches by name or address, in the page’s address', async () => {
  start([], {
    users: ({ search }: { search: string | null }) => connection(search === 'gra' ? [person('Grace')] : [ada]),
  });
  const { user, path } = renderAt('/administration/people', routes);
  await screen.findByRole('row', { name: /Ada/ });
  await user.keyboard('/');
  await user.type(screen.getByRole('searchbox', { name: 'Search people' }), 'gra');
  expect(await screen.findByRole('row', { name: /Grace/ })).toBeVisible();
  await waitFor(() => expect(screen.queryByRole('row', { name: /Ada/ })).toBeNull());
  expect(path()).toBe('/administration/people?search=gra');
});

test('makes an account and shows the link to hand over', async () => {
  const asked: unknown[] = [];
  const server = start([ada]);
  server.root.createUser = ({ input }: Record<string, unknown>) => {
    asked.push(input);
    server.root.users = connection([ada, person('Nora')]);
    return { ...link, user: person('Nora') };
  };
  const { user } = renderAt('/administration/people', routes);
  await user.click(screen.getByRole('button', { name: 'Make account' }));
  await user.type(screen.getByLabelText('Name'), 'Nora');
  await user.type(screen.getByLabelText('E-mail'), 'nora@shop.test');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Make account' }));
  const dialog = await screen.findByRole('dialog', { name: 'Nora has an account' });
  expect(within(dialog).getByText(link.url)).toBeVisible();
  expect(asked).toEqual([{ name: 'Nora', email: 'nora@shop.test', isAdministrator: false }]);
  await user.click(within(dialog).getByRole('button', { name: 'I have the link' }));
  expect(await screen.findByRole('row', { name: /Nora/ })).toBeVisible();
});

test('suspends at once, and takes it back', async () => {
  start([ada, person('Grace')], {
    suspendUser: person('Grace', { isSuspended: true }),
    restoreUser: person('Grace'),
  });
  const page = renderAt('/administration/people', routes);
  await act(page, 'Grace', 'Suspend');
  await waitFor(() => expect(screen.getByRole('row', { name: /Grace/ })).toHaveTextContent('Suspended'));
  await page.user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(screen.getByRole('row', { name: /Grace/ })).not.toHaveTextContent('Suspended'));
});

test('makes a link for a new password', async () => {
  start([person('Grace')], { createPasswordResetLink: link });
  await act(renderAt('/administration/people', routes), 'Grace', 'Make a link for a new password');
  const dialog = await screen.findByRole('dialog', { name: 'Password link for Grace' });
  expect(within(dialog).getByText(link.url)).toBeVisible();
});

test('asks before the rest, and says why it was refused', async () => {
  const server = start([person('Grace', { hasTwoFactor: true }), ada], {
    setAdministrator: person('Grace', { isAdministrator: true, hasTwoFactor: true }),
    resetTwoFactor: person('Grace', { isAdministrator: true }),
    deleteUser: () => {
      throw new FakeError('CONFLICT', 'They are the last owner of “Shop”.');
    },
  });
  const page = renderAt('/administration/people', routes);
  const { user } = page;
  const row = () => screen.getByRole('row', { name: /Grace/ });
  await act(page, 'Grace', 'Make administrator');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Make administrator' }));
  await waitFor(() => expect(row()).toHaveTextContent('Administrator'));
  await act(page, 'Grace', 'Reset second factor');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Reset second factor' }));
  await waitFor(() => expect(row()).toHaveTextContent('Off'));
  await act(page, 'Grace', 'Delete account');
  const dialog = await screen.findByRole('dialog', { name: 'Delete the account of Grace?' });
  await user.click(within(dialog).getByRole('button', { name: 'Delete account' }));
  expect(await within(dialog).findByText('They are the last owner of “Shop”.')).toBeVisible();
  server.root.users = connection([ada]);
  server.root.deleteUser = person('Grace');
  await user.click(within(dialog).getByRole('button', { name: 'Delete account' }));
  await waitFor(() => expect(screen.queryByRole('row', { name: /Grace/ })).toBeNull());
});

test('nobody suspends or deletes themselves', async () => {
  start([ada]);
  const { user } = renderAt('/administration/people', routes);
  await user.click(await screen.findByRole('button', { name: 'Actions for Ada' }));
  expect(await screen.findByRole('menuitem', { name: 'No longer administrator' })).toBeVisible();
  expect(screen.queryByRole('menuitem', { name: 'Suspend' })).toBeNull();
  expect(screen.queryByRole('menuitem', { name: 'Delete account' })).toBeNull();
});

test('tells who is no administrator', async () => {
  start([], {
    users: () => {
      throw new FakeError('FORBIDDEN', 'Only an administrator of this installation may do this.');
    },
  });
  renderAt('/administration/people', routes);
  expect(await screen.findByText('Only an administrator of this installation may do this.')).toBeVisible();
});

test('what was asked gives the focus back to where it came from', async () => {
  start([ada]);
  const page = renderAt('/administration/people', routes);
  await act(page, 'Ada', 'No longer administrator');
  await screen.findByRole('dialog');
  await page.user.keyboard('{Escape}');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Actions for Ada' })).toHaveFocus());
});
