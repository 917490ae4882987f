import { expect, jest, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeError, type FakeRoot, startFakeServer } from '../../../test/fake-server.ts';
import { connection, viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import AccountPage from './account-page.tsx';

const routes = [{ path: '/account', element: <AccountPage /> }];

const root = (changes: Record<string, unknown> = {}, more: FakeRoot = {}): FakeRoot => ({
  viewer: viewer(changes),
  setup: { isNeeded: false, version: '1.0', sendsMail: true },
  signInMethods: { hasPassword: true, providers: [] },
  projects: connection([]),
  ...more,
});

const refuse = (path: string, message: string) => {
  throw new FakeError('INVALID_INPUT', message, { problems: [{ path, message }] });
};

test('a weak password is refused at its field, in the server’s words', async () => {
  startFakeServer(root({}, { changePassword: () => refuse('newPassword', 'This password is easy to guess.') }));
  const { user } = renderAt('/account', routes);
  await user.type(await screen.findByLabelText('Current password'), 'correct horse');
  await user.type(screen.getByLabelText('New password'), 'password12{Enter}');
  expect(await screen.findByText('This password is easy to guess.')).toBeVisible();
  expect(screen.getByLabelText('New password')).toBeInvalid();
});

test('who has no password is told how to get one', async () => {
  startFakeServer(root({ hasPassword: false }));
  renderAt('/account', routes);
  expect(await screen.findByRole('link', { name: 'Set a password by mail' })).toHaveAttribute(
    'href',
    '/forgot-password',
  );
  expect(screen.queryByLabelText('Current password')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Change address' })).toBeNull();
});

test('a new address waits for its mail, which can be sent again', async () => {
  const asked: unknown[] = [];
  startFakeServer(
    root(
      {},
      {
        changeEmail: ({ input }: Record<string, unknown>) => {
          asked.push(input);
          return viewer({ pendingEmail: 'new@shop.test' });
        },
        sendEmailVerification: () => viewer({ pendingEmail: 'new@shop.test' }),
      },
    ),
  );
  const { user } = renderAt('/account', routes);
  await user.click(await screen.findByRole('button', { name: 'Change address' }));
  const dialog = screen.getByRole('dialog');
  await user.type(within(dialog).getByLabelText('New address'), 'new@shop.test');
  await user.type(within(dialog).getByLabelText('Password'), 'correct horse');
  await user.click(within(dialog).getByRole('button', { name: 'Change address' }));
  expect(await screen.findByText(/takes its place when you open the link/)).toHaveTextContent('new@shop.test');
  expect(asked).toEqual([{ email: 'new@shop.test', password: 'correct horse' }]);
  await user.click(screen.getByRole('button', { name: 'Send the mail again' }));
  expect(await screen.findAllByText('Mail sent to new@shop.test')).not.toHaveLength(0);
});

test('an address that is not confirmed says so, and sends nothing where no mail is sent', async () => {
  startFakeServer(root({ isEmailVerified: false }, { setup: { isNeeded: false, version: '1.0', sendsMail: false } }));
  renderAt('/account', routes);
  expect(await screen.findByText('Not confirmed')).toBeVisible();
  expect(screen.getByText(/sends no mail/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Send confirmation' })).toBeNull();
});

const codes = Array.from({ length: 10 }, (_, index) => `code-${index}`);

test('turns the second factor on: secret, code, backup codes', async () => {
  Object.assign(URL, { createObjectURL: () => 'blob:codes', revokeObjectURL: () => {} });
  const print = jest.fn();
  Object.assign(window, { print });
  const server = startFakeServer(root());
  server.root.beginTwoFactor = { secret: 'ABCDEFGH', otpauthUrl: 'otpauth://totp/x', qrSvg: '<svg/>' };
  server.root.confirmTwoFactor = ({ input }: { input: { code: string } }) => {
    if (input.code !== '123456') return refuse('code', 'This code is wrong.');
    const twoFactor = { isOn: true, backupCodesLeft: 10, since: '2026-11-20T12:00:00Z' };
    server.root.viewer = viewer({ twoFactor });
    return { codes, twoFactor };
  };
  const { user } = renderAt('/account', routes);
  await user.click(await screen.findByRole('button', { name: 'Turn on second factor' }));
  const image = await screen.findByRole('img', { name: /QR code/ });
  expect(image).toHaveAttribute('src', 'data:image/svg+xml,%3Csvg%2F%3E');
  expect(screen.getByText('ABCD EFGH')).toBeVisible();
  const field = screen.getByLabelText('2. Enter the code it shows');
  await user.type(field, '000000{Enter}');
  expect(await screen.findByText('This code is wrong.')).toBeVisible();
  await user.clear(field);
  await user.type(field, '123456{Enter}');
  const dialog = await screen.findByRole('dialog', { name: /keep your backup codes/ });
  expect(
    within(dialog)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(codes);
  expect(within(dialog).getByRole('link', { name: 'Download' })).toHaveAttribute('href', 'blob:codes');
  await user.click(within(dialog).getByRole('button', { name: 'Print' }));
  expect(print).toHaveBeenCalled();
  await user.keyboard('{Escape}');
  expect(dialog).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'I have kept them' }));
  expect(await screen.findByText('10 of 10 backup codes left.')).toBeVisible();
});

const on = { isOn: true, backupCodesLeft: 2, since: '2026-11-20T12:00:00Z' };

test('turning it off asks for password and code', async () => {
  const asked: unknown[] = [];
  const server = startFakeServer(root({ twoFactor: on }));
  server.root.disableTwoFactor = ({ input }: Record<string, unknown>) => {
    asked.push(input);
    server.root.viewer = viewer();
    return viewer();
  };
  const { user } = renderAt('/account', routes);
  expect(await screen.findByText('2 of 10 backup codes left. Make new ones.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Turn off second factor' }));
  const dialog = screen.getByRole('dialog');
  await user.type(within(dialog).getByLabelText('Password'), 'correct horse');
  await user.type(within(dialog).getByLabelText('Code'), '123456');
  await user.click(within(dialog).getByRole('button', { name: 'Turn off' }));
  expect(await screen.findByRole('button', { name: 'Turn on second factor' })).toBeVisible();
  expect(asked).toEqual([{ password: 'correct horse', code: '123456' }]);
});

test('new backup codes are had for a code', async () => {
  Object.assign(URL, { createObjectURL: () => 'blob:codes', revokeObjectURL: () => {} });
  startFakeServer(root({ twoFactor: on }, { renewBackupCodes: { codes, twoFactor: on } }));
  const { user } = renderAt('/account', routes);
  await user.click(await screen.findByRole('button', { name: 'Make new backup codes' }));
  await user.type(screen.getByLabelText('Code'), '123456{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Your new backup codes' });
  expect(within(dialog).getAllByRole('listitem')).toHaveLength(10);
});

const session = (id: string, userAgent: string, changes: object = {}) => ({
  id,
  userAgent,
  address: '198.51.100.7',
  createdAt: '2026-11-19T12:00:00Z',
  lastUsedAt: '2026-11-20T12:00:00Z',
  expiresAt: '2026-12-20T12:00:00Z',
  revokedAt: null,
  isCurrent: false,
  ...changes,
});
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

test('lists sessions, this one first; ends one, and all others', async () => {
  const mine = session('ses_1', firefox, { isCurrent: true });
  const rest = [session('ses_3', 'curl/8.5.0'), session('ses_2', 'python-requests/2')];
  const show = (sessions: unknown[]) => viewer({ sessions: connection(sessions) });
  const server = startFakeServer(root({ sessions: connection([...rest, mine]) }));
  server.root.revokeSession = ({ id }: { id: string }) => {
    server.root.viewer = show([rest[1], mine]);
    return rest.find((each) => each.id === id);
  };
  server.root.revokeOtherSessions = () => {
    server.root.viewer = show([mine]);
    return server.root.viewer;
  };
  const { user } = renderAt('/account#sessions', routes);
  const section = await screen.findByRole('region', { name: 'Sessions' });
  const rows = await within(section).findAllByRole('listitem');
  expect(rows[0]).toHaveTextContent('Firefox on LinuxThis one198.51.100.7, in use now');
  expect(within(rows[0] as HTMLElement).queryByRole('button')).toBeNull();
  await user.click(within(section).getByRole('button', { name: 'End the session in curl' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'End session' }));
  await waitFor(() => expect(within(section).queryByText('curl')).toBeNull());
  await user.click(within(section).getByRole('button', { name: 'End all other sessions' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'End other sessions' }));
  expect(await within(section).findByText('You are signed in nowhere else.')).toBeVisible();
});
