import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import ForgotPasswordPage from './forgot-password-page.tsx';
import ResetPasswordPage from './reset-password-page.tsx';
import SignInPage from './sign-in-page.tsx';
import VerifyEmailPage from './verify-email-page.tsx';

const routes = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '/forgot-password', element: <ForgotPasswordPage /> },
  { path: '/reset-password', element: <ResetPasswordPage /> },
  { path: '/verify-email', element: <VerifyEmailPage /> },
];

const root = (sendsMail = true) => ({
  setup: { isNeeded: false, version: '1.0', sendsMail },
  signInMethods: { hasPassword: true, providers: [] },
});
const oldLink = () => {
  throw new FakeError('FORBIDDEN', 'This link is not valid any more.');
};

test('asks for a link, and says the same whoever asks', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    ...root(),
    requestPasswordReset: ({ input }: Record<string, unknown>) => {
      asked.push(input);
      return true;
    },
  });
  const { user } = renderAt('/forgot-password', routes);
  await user.type(await screen.findByLabelText('E-mail'), 'nobody@shop.test{Enter}');
  expect(await screen.findByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();
  expect(screen.getByText(/has an account here, a mail is on its way/)).toHaveTextContent('If nobody@shop.test has');
  expect(asked).toEqual([{ email: 'nobody@shop.test' }]);
});

test('says whom to ask where no mail is sent', async () => {
  startFakeServer(root(false));
  renderAt('/forgot-password', routes);
  expect(await screen.findByText(/Ask an administrator/)).toBeVisible();
  expect(screen.queryByLabelText('E-mail')).toBeNull();
});

test('sets the password by the link’s code, and leads to sign-in with a note', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    ...root(),
    resetPassword: ({ input }: { input: { newPassword: string } }) => {
      asked.push(input);
      if (input.newPassword === 'password12')
        throw new FakeError('INVALID_INPUT', 'Easy.', {
          problems: [{ path: 'newPassword', message: 'This password is easy to guess.' }],
        });
      return true;
    },
  });
  const { user, path } = renderAt('/reset-password#code=abc_1-2', routes);
  const field = screen.getByLabelText('New password');
  await user.type(field, 'password12{Enter}');
  expect(await screen.findByText('This password is easy to guess.')).toBeVisible();
  expect(field).toBeInvalid();
  expect(field).toHaveAttribute('type', 'password');
  await user.click(screen.getByRole('button', { name: 'Show what is typed' }));
  expect(field).toHaveAttribute('type', 'text');
  await user.clear(field);
  await user.type(field, 'nine copper lanterns{Enter}');
  expect(await screen.findByText('Your new password is set. Sign in with it.')).toBeVisible();
  expect(path()).toBe('/sign-in');
  expect(asked.at(-1)).toEqual({ code: 'abc_1-2', newPassword: 'nine copper lanterns' });
});

test('a link that works no longer leads to a new one', async () => {
  startFakeServer({ ...root(), resetPassword: oldLink });
  const { user } = renderAt('/reset-password#code=old', routes);
  await user.type(screen.getByLabelText('New password'), 'nine copper lanterns{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('This link is not valid any more.');
  await user.click(screen.getByRole('link', { name: 'Ask for a new link' }));
  expect(await screen.findByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
});

test('a link without its code says so', () => {
  startFakeServer(root());
  renderAt('/reset-password', routes);
  expect(screen.getByRole('heading', { name: 'This link is not complete' })).toBeVisible();
});

test('confirms the address when it is pressed, not when it is opened', async () => {
  const server = startFakeServer({
    ...root(),
    verifyEmail: ({ input }: { input: { code: string } }) => input.code === 'abc',
  });
  const { user } = renderAt('/verify-email#code=abc', routes);
  const button = screen.getByRole('button', { name: 'Confirm address' });
  expect(server.operations).toEqual([]);
  await user.click(button);
  expect(await screen.findByRole('heading', { name: 'Address confirmed' })).toBeVisible();
});

test('an old link to confirm an address leads to the account', async () => {
  startFakeServer({ ...root(), verifyEmail: oldLink });
  const { user } = renderAt('/verify-email#code=abc', routes);
  await user.click(screen.getByRole('button', { name: 'Confirm address' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('This link is not valid any more.');
  expect(screen.getByRole('link', { name: /from your account/ })).toHaveAttribute('href', '/account#profile');
});
