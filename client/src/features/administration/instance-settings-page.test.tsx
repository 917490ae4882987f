import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import InstanceSettingsPage from './instance-settings-page.tsx';

const routes = [{ path: '/administration/settings', element: <InstanceSettingsPage /> }];
const state = (name: string, defaultValue: unknown, changes: object = {}) => ({
  name,
  defaultValue,
  fixedBy: null,
  updatedAt: null,
  updatedByName: null,
  ...changes,
});
const settings = (changes: object = {}) => ({
  signInMethods: [
    { key: 'password', name: 'E-mail and password', isShown: true },
    { key: 'oidc', name: 'Staff', isShown: true },
  ],
  sessionDays: 30,
  auditRetentionDays: 90,
  anonymousPointsPerMinute: 1_000,
  userPointsPerMinute: 2_000,
  servicePointsPerMinute: 3_000,
  publicUrl: 'https://ship.example.com',
  allowedOrigins: [],
  states: [
    state('sessionDays', 30),
    state('auditRetentionDays', null, { updatedAt: '2026-11-20T12:00:00Z', updatedByName: 'Ada Marsh' }),
    state('anonymousPointsPerMinute', 1_000),
    state('userPointsPerMinute', 2_000),
    state('servicePointsPerMinute', 3_000, { fixedBy: 'PILOTHOUSE_RATE_SERVICE' }),
  ],
  ...changes,
});

test('sends only what was changed; an empty field goes back to the default', async () => {
  const sent: unknown[] = [];
  startFakeServer({
    instanceSettings: settings(),
    updateInstanceSettings: ({ input }: Record<string, unknown>) => {
      sent.push(input);
      return settings({ sessionDays: 7, auditRetentionDays: null });
    },
  });
  const { user } = renderAt('/administration/settings', routes);
  const days = await screen.findByLabelText('Days until one signs in again');
  expect(screen.getByRole('button', { name: 'Save settings' })).toBeDisabled();
  await user.clear(days);
  await user.type(days, '7');
  await user.clear(screen.getByLabelText('Days to keep'));
  await user.click(screen.getByRole('checkbox', { name: 'E-mail and password' }));
  await user.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText('Settings saved')).toBeVisible();
  expect(sent).toEqual([{ sessionDays: 7, auditRetentionDays: null, hiddenSignInMethods: ['password'] }]);
  expect(screen.getByRole('button', { name: 'Save settings' })).toBeDisabled();
});

test('says where a value comes from; what the environment sets can’t be typed over', async () => {
  startFakeServer({ instanceSettings: settings() });
  renderAt('/administration/settings', routes);
  const fixed = await screen.findByLabelText('A service or deployment token');
  expect(fixed).toHaveAttribute('readonly');
  expect(fixed).toHaveAccessibleDescription(/Set by PILOTHOUSE_RATE_SERVICE/);
  expect(screen.getByLabelText('Days to keep')).toHaveAccessibleDescription(/Default: for ever. Changed by Ada Marsh/);
  expect(screen.getByText('https://ship.example.com')).toBeVisible();
});

test('puts a refusal on its field', async () => {
  startFakeServer({
    instanceSettings: settings(),
    updateInstanceSettings: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', {
        problems: [
          { path: 'auditRetentionDays', message: 'Use at least 30 days, or nothing for ever.' },
          { path: 'hiddenSignInMethods', message: 'One way to sign in has to stay, or nobody gets in.' },
        ],
      });
    },
  });
  const { user } = renderAt('/administration/settings', routes);
  const days = await screen.findByLabelText('Days to keep');
  await user.clear(days);
  await user.type(days, '5');
  await user.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText('Use at least 30 days, or nothing for ever.')).toBeVisible();
  expect(days).toBeInvalid();
  expect(screen.getByText('One way to sign in has to stay, or nobody gets in.')).toBeVisible();
});
