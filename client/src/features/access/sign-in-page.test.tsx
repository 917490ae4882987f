import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import SignInPage from './sign-in-page.tsx';

const routes = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '*', element: <p>Inside</p> },
];

test('signs in and goes on to where one was going', async () => {
  startFakeServer({ setup: { isNeeded: false, version: '1.0' }, signIn: () => viewer() });
  const { user, path } = renderAt('/sign-in?next=%2Fp%2Fshop%3Ftab%3Dsource', routes);
  await user.type(screen.getByLabelText('E-mail'), 'ada@shop.test');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/p/shop?tab=source');
});

test('says that the password is wrong, and stays', async () => {
  startFakeServer({
    setup: { isNeeded: false, version: '1.0' },
    signIn: () => {
      throw new FakeError('UNAUTHENTICATED', 'E-mail or password is wrong.');
    },
  });
  const { user, path } = renderAt('/sign-in', routes);
  await user.type(screen.getByLabelText('E-mail'), 'ada@shop.test');
  await user.type(screen.getByLabelText('Password'), 'nope{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong.');
  expect(path()).toBe('/sign-in');
});

test('explains that nobody can sign in before set-up', async () => {
  startFakeServer({ setup: { isNeeded: true, version: '1.0' } });
  renderAt('/sign-in', routes);
  expect(await screen.findByRole('heading', { name: 'Not set up yet' })).toBeVisible();
  expect(screen.queryByLabelText('Password')).toBeNull();
});
