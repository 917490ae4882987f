import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import LinkAccountPage from './link-account-page.tsx';

const routes = [
  { path: '/link-account', element: <LinkAccountPage /> },
  { path: '*', element: <p>Inside</p> },
];
const offer = {
  providerName: 'Staff',
  email: 'ada@shop.test',
  isViewer: false,
  hasPassword: true,
  canSendMail: true,
  isConfirmedByMail: false,
  next: '/p/shop',
};
const linked = { id: 'idn_1', provider: 'oidc', providerName: 'Staff' };

test('connects with the password, and the second factor when it is asked for', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    identityOffer: offer,
    linkIdentity: ({ input }: { input: { secondFactorCode: string | null } }) => {
      asked.push(input);
      if (!input.secondFactorCode) throw new FakeError('SECOND_FACTOR_REQUIRED', 'Enter the code.');
      return linked;
    },
  });
  const { user, path } = renderAt('/link-account?code=abc', routes);
  await user.type(await screen.findByLabelText('Password'), 'correct horse{Enter}');
  await user.type(await screen.findByLabelText('Code'), '123456{Enter}');
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/p/shop');
  expect(asked.at(-1)).toEqual({ code: 'abc', password: 'correct horse', secondFactorCode: '123456' });
});

test('says that the password is wrong, and stays', async () => {
  startFakeServer({
    identityOffer: offer,
    linkIdentity: () => {
      throw new FakeError('UNAUTHENTICATED', 'The address or the password is wrong.');
    },
  });
  const { user, path } = renderAt('/link-account?code=abc', routes);
  await user.type(await screen.findByLabelText('Password'), 'nope{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('The address or the password is wrong.');
  expect(path()).toBe('/link-account?code=abc');
});

test('asks who is signed in for consent alone', async () => {
  startFakeServer({ identityOffer: { ...offer, isViewer: true }, linkIdentity: () => linked });
  const { user, path } = renderAt('/link-account?code=abc', routes);
  expect(screen.queryByLabelText('Password')).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Connect Staff' }));
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/p/shop');
});

test('sends a mail instead', async () => {
  startFakeServer({ identityOffer: offer, mailIdentityLink: () => offer });
  const { user } = renderAt('/link-account?code=abc', routes);
  await user.click(await screen.findByRole('button', { name: 'Confirm by mail' }));
  expect(await screen.findByText(/A mail is on its way to ada@shop.test/)).toBeVisible();
});

test('says that the page is over', async () => {
  startFakeServer({ identityOffer: null });
  renderAt('/link-account?code=abc', routes);
  expect(await screen.findByRole('heading', { name: 'This page is no longer valid' })).toBeVisible();
});
