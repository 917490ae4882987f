import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { useLocation } from 'react-router';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import SignInPage from './sign-in-page.tsx';

const signInMethods = { hasPassword: true, providers: [] as unknown[] };

const routes = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '*', element: <p>Inside</p> },
];

test('signs in and goes on to where one was going', async () => {
  startFakeServer({ setup: { isNeeded: false, version: '1.0' }, signInMethods, signIn: () => viewer() });
  const { user, path } = renderAt('/sign-in?next=%2Fp%2Fshop%3Ftab%3Dsource', routes);
  await user.type(await screen.findByLabelText('E-mail'), 'ada@shop.test');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/p/shop?tab=source');
});

test('says that the password is wrong, and stays', async () => {
  startFakeServer({
    setup: { isNeeded: false, version: '1.0' },
    signInMethods,
    signIn: () => {
      throw new FakeError('UNAUTHENTICATED', 'E-mail or password is wrong.');
    },
  });
  const { user, path } = renderAt('/sign-in', routes);
  await user.type(await screen.findByLabelText('E-mail'), 'ada@shop.test');
  await user.type(screen.getByLabelText('Password'), 'nope{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong.');
  expect(path()).toBe('/sign-in');
});

test('explains that nobody can sign in before set-up', async () => {
  startFakeServer({ setup: { isNeeded: true, version: '1.0' }, signInMethods });
  renderAt('/sign-in', routes);
  expect(await screen.findByRole('heading', { name: 'Not set up yet' })).toBeVisible();
  expect(screen.queryByLabelText('Password')).toBeNull();
});

const staff = { key: 'oidc', name: 'Staff', startUrl: '/auth/oidc/start' };

test('offers the providers, and takes along where one was going', async () => {
  startFakeServer({
    setup: { isNeeded: false, version: '1.0' },
    signInMethods: { hasPassword: true, providers: [staff] },
  });
  renderAt('/sign-in?next=%2Fp%2Fshop%3Ftab%3Dsource', routes);
  const button = await screen.findByRole('link', { name: 'Continue with Staff' });
  expect(button).toHaveAttribute('href', '/auth/oidc/start?next=%2Fp%2Fshop%3Ftab%3Dsource');
  expect(screen.getByLabelText('Password')).toBeVisible();
});

test('asks for no password where passwords are off', async () => {
  startFakeServer({
    setup: { isNeeded: false, version: '1.0' },
    signInMethods: { hasPassword: false, providers: [staff] },
  });
  renderAt('/sign-in?next=//evil.test', routes);
  const button = await screen.findByRole('link', { name: 'Continue with Staff' });
  expect(button).toHaveAttribute('href', '/auth/oidc/start?next=%2F');
  expect(screen.queryByLabelText('Password')).toBeNull();
});

test('says why one came back, in words of its own', async () => {
  startFakeServer({ setup: { isNeeded: false, version: '1.0' }, signInMethods });
  renderAt('/sign-in?error=email_unverified&error_description=Call+us', routes);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Your e-mail address is not confirmed at the providerConfirm it there, then sign in again.',
  );
  expect(screen.queryByText(/Call us/)).toBeNull();
});

const open = { setup: { isNeeded: false, version: '1.0' }, signInMethods };

async function enterPassword({ user }: ReturnType<typeof renderAt>) {
  await user.type(await screen.findByLabelText('E-mail'), 'ada@shop.test');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
}

/** A server that wants a code, and takes one. */
function startWithSecondFactor(right: string) {
  const asked: unknown[] = [];
  startFakeServer({
    ...open,
    signIn: ({ input }: { input: { code?: string } }) => {
      asked.push(input);
      if (!input.code) throw new FakeError('SECOND_FACTOR_REQUIRED', 'Enter the code.');
      if (input.code !== right) throw new FakeError('UNAUTHENTICATED', 'This code is wrong, or it was used already.');
      return viewer();
    },
  });
  return asked;
}

test('asks for the code of the app after the password', async () => {
  const asked = startWithSecondFactor('123456');
  const page = renderAt('/sign-in?next=%2Fp%2Fshop', routes);
  await enterPassword(page);
  const field = await screen.findByLabelText('Code');
  expect(field).toHaveFocus();
  expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await page.user.type(field, '000000{Enter}');
  expect(await screen.findByText('This code is wrong, or it was used already.')).toBeVisible();
  expect(field).toBeInvalid();
  expect(field).toHaveFocus();
  expect(field).toHaveValue('');
  await page.user.type(field, '123456{Enter}');
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(page.path()).toBe('/p/shop');
  expect(asked.at(-1)).toEqual({ email: 'ada@shop.test', password: 'correct horse', code: '123456' });
});

test('takes a backup code instead, and goes back to the password', async () => {
  startWithSecondFactor('abcd-efgh');
  const page = renderAt('/sign-in', routes);
  await enterPassword(page);
  await page.user.click(await screen.findByRole('button', { name: 'Back' }));
  expect(await screen.findByLabelText('E-mail')).toHaveValue('ada@shop.test');
  await page.user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  await page.user.click(await screen.findByRole('button', { name: 'Use a backup code' }));
  const field = screen.getByLabelText('Backup code');
  expect(field).toHaveFocus();
  await page.user.type(field, 'abcd-efgh{Enter}');
  expect(await screen.findByText('Inside')).toBeVisible();
});

test('says until when too many tries count', async () => {
  startFakeServer({
    ...open,
    signIn: () => {
      throw new FakeError('RATE_LIMITED', 'Too many wrong tries.', { retryAfterMs: 240_000 });
    },
  });
  await enterPassword(renderAt('/sign-in', routes));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    /^Too many triesTry again at \d\d:\d\d:\d\d, in [34] min\.$/,
  );
});

test('leads to a new password, with the address that was typed', async () => {
  startFakeServer(open);
  const { user } = renderAt('/sign-in', [routes[0] ?? {}, { path: '/forgot-password', element: <Typed /> }]);
  await user.type(await screen.findByLabelText('E-mail'), 'ada@shop.test');
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }));
  expect(await screen.findByText('{"email":"ada@shop.test"}')).toBeVisible();
});

function Typed() {
  return <p>{JSON.stringify(useLocation().state)}</p>;
}
