import { beforeEach, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import InvitationPage from './invitation-page.tsx';

const routes = [
  { path: '/invitation', element: <InvitationPage /> },
  { path: '*', element: <p>Inside</p> },
];
const offer = {
  projectName: 'Shop',
  roleName: 'Operator',
  invitedByName: 'Ada Marsh',
  emailHint: null,
  expiresAt: '2099-01-01T00:00:00Z',
  needsAccount: false,
  viewerCanAccept: false,
};
const accepted = { projectId: 'prj_shop', projectName: 'Shop', projectSlug: 'shop', viewer: viewer() };

beforeEach(() => sessionStorage.clear());

function open(root: Record<string, unknown>, address = '/invitation#code=abc') {
  const asked: unknown[] = [];
  const server = startFakeServer({
    viewer: null,
    acceptInvitation: ({ input }: Record<string, unknown>) => {
      asked.push(input);
      return accepted;
    },
    ...root,
  });
  return { asked, server, ...renderAt(address, routes) };
}

test('who is signed in joins with one press', async () => {
  const { asked, user, path } = open({ viewer: viewer(), invitation: { ...offer, viewerCanAccept: true } });
  expect(await screen.findByRole('heading', { name: 'Join Shop' })).toBeVisible();
  expect(screen.getByText(/Ada Marsh invites you as/)).toHaveTextContent('Operator');
  await user.click(screen.getByRole('button', { name: 'Join Shop' }));
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/p/shop');
  expect(asked).toEqual([{ code: 'abc' }]);
});

test('who has no account makes one; what the server refuses is at its field', async () => {
  const { asked, server, user, path } = open({ invitation: { ...offer, needsAccount: true } });
  const accept = server.root.acceptInvitation;
  server.root.acceptInvitation = () => {
    throw new FakeError('INVALID_INPUT', 'Check.', {
      problems: [{ path: 'password', message: 'This password is known to attackers.' }],
    });
  };
  await user.type(await screen.findByLabelText('Your name'), 'Mei');
  await user.type(screen.getByLabelText('E-mail'), 'mei@shop.test');
  await user.type(screen.getByLabelText('Password'), 'password123{Enter}');
  expect(await screen.findByText('This password is known to attackers.')).toBeVisible();
  expect(screen.getByLabelText('Password')).toBeInvalid();
  server.root.acceptInvitation = accept;
  await user.type(screen.getByLabelText('Password'), ' copper lanterns{Enter}');
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/p/shop');
  expect(asked).toEqual([
    { code: 'abc', name: 'Mei', email: 'mei@shop.test', password: 'password123 copper lanterns' },
  ]);
});

test('an invitation for an address asks for none', async () => {
  open({ invitation: { ...offer, needsAccount: true, emailHint: 'm…@shop.test' } });
  expect(await screen.findByText('m…@shop.test')).toBeVisible();
  expect(screen.queryByLabelText('E-mail')).toBeNull();
});

test('who has to sign in first comes back, with the code kept out of addresses', async () => {
  const first = open({ invitation: { ...offer, emailHint: 'm…@shop.test' } });
  await first.user.click(await screen.findByRole('link', { name: 'Sign in' }));
  expect(first.path()).toBe('/sign-in?next=%2Finvitation');
  const back = open({ viewer: viewer(), invitation: { ...offer, viewerCanAccept: true } }, '/invitation');
  await back.user.click(await screen.findByRole('button', { name: 'Join Shop' }));
  expect(back.asked).toEqual([{ code: 'abc' }]);
  expect(sessionStorage).toHaveLength(0);
});

test('an address that has an account by now is told so, on this page', async () => {
  const { user } = open({
    invitation: { ...offer, needsAccount: true },
    acceptInvitation: () => {
      throw new FakeError('UNAUTHENTICATED', 'Sign in first, then open the invitation again.');
    },
  });
  await user.type(await screen.findByLabelText('Your name'), 'Mei');
  await user.type(screen.getByLabelText('E-mail'), 'mei@shop.test');
  await user.type(screen.getByLabelText('Password'), 'likes copper lanterns{Enter}');
  expect(await screen.findByText('You have an account already')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?next=%2Finvitation');
});

test('an invitation for somebody else says for whom it is and who is signed in, and lets them change', async () => {
  const { server, user } = open({
    viewer: viewer(),
    invitation: { ...offer, emailHint: 'm…@shop.test' },
    signOut: () => {
      Object.assign(server.root, {
        viewer: null,
        invitation: { ...offer, emailHint: 'm…@shop.test', needsAccount: true },
      });
      return true;
    },
  });
  expect(await screen.findByText(/is for m…@shop.test, and you are signed in as ada@shop.test/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Join Shop' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Use another account' }));
  expect(await screen.findByRole('button', { name: 'Make account and join' })).toBeVisible();
});

test.each([
  ['a link that opens nothing', '/invitation#code=old'],
  ['no code at all', '/invitation'],
])('%s is over', async (_name, address) => {
  open(
    {
      invitation: () => {
        throw new FakeError('INVITATION_INVALID', 'This invitation is not valid any more.');
      },
    },
    address,
  );
  expect(await screen.findByRole('heading', { name: 'This invitation is over' })).toBeVisible();
});
