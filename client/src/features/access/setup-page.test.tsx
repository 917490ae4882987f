import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import SetupPage from './setup-page.tsx';

const routes = [
  { path: '/setup', element: <SetupPage /> },
  { path: '*', element: <p>Inside</p> },
];

async function fill(user: ReturnType<typeof renderAt>['user']) {
  await user.type(screen.getByLabelText('Your name'), 'Ada');
  await user.type(screen.getByLabelText('E-mail'), 'ada@shop.test');
  await user.type(screen.getByLabelText('Password'), 'a long enough one{Enter}');
}

test('makes the first administrator with the code of the link', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    setup: { isNeeded: true, version: '1.0' },
    completeSetup: ({ input }: Record<string, unknown>) => {
      asked.push(input);
      return viewer();
    },
  });
  const { user, path } = renderAt('/setup?code=abc', routes);
  await fill(user);
  expect(await screen.findByText('Inside')).toBeVisible();
  expect(path()).toBe('/projects');
  expect(asked).toEqual([{ code: 'abc', name: 'Ada', email: 'ada@shop.test', password: 'a long enough one' }]);
});

test('puts what was refused on its field, and shows the code when it is the code', async () => {
  startFakeServer({
    setup: { isNeeded: true, version: '1.0' },
    completeSetup: () => {
      throw new FakeError('INVALID_INPUT', 'Check the fields.', {
        problems: [
          { path: 'password', message: 'Use more different characters.' },
          { path: 'code', message: 'This code was used already.' },
        ],
      });
    },
  });
  const { user } = renderAt('/setup?code=abc', routes);
  await fill(user);
  expect(await screen.findByText('Use more different characters.')).toBeVisible();
  expect(screen.getByLabelText('Password')).toBeInvalid();
  expect(screen.getByLabelText('One-time code')).toBeInvalid();
});

test('a second visit leads to sign-in', async () => {
  startFakeServer({ setup: { isNeeded: false, version: '1.0' } });
  renderAt('/setup?code=abc', routes);
  expect(await screen.findByRole('link', { name: 'Go to sign-in' })).toHaveAttribute('href', '/sign-in');
});
