import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, environment, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import NotificationsPage from './notifications-page.tsx';

const routes = [{ path: '/p/:slug/settings/notifications', element: <NotificationsPage /> }];
const channel = (name: string, changes: object = {}) => ({
  __typename: 'NotificationChannel',
  id: `chn_${name}`,
  slug: name.toLowerCase(),
  name,
  kind: 'WEBHOOK',
  target: 'https://hooks.example.com/…',
  recipients: null,
  isEnabled: true,
  disabledReason: null,
  failureCount: 0,
  lastDeliveryAt: null,
  ...changes,
});
const rule = (name: string, changes: object = {}) => ({
  __typename: 'NotificationRule',
  id: `nrl_${name}`,
  name,
  events: ['deployment.failed'],
  isEnabled: true,
  environments: [],
  channels: [channel('Ops')],
  ...changes,
});
const delivery = (title: string, status: string, changes: object = {}) => ({
  __typename: 'NotificationDelivery',
  id: `dlv_${title}`,
  event: 'deployment.failed',
  title,
  status,
  attempts: 1,
  lastError: null,
  nextAttemptAt: null,
  createdAt: '2026-11-20T12:00:00Z',
  deliveredAt: null,
  channel: channel('Ops'),
  ...changes,
});
const byDefault = (changes: object = {}) => ({ events: [], sendsMail: true, recipientCount: 2, ...changes });
const shop = (changes: object = {}) =>
  project({
    notificationChannels: [],
    notificationRules: [],
    notificationDeliveries: connection([]),
    notificationDefault: byDefault(),
    ...changes,
  });

const show = (changes: object = {}, root: object = {}, search = '') => {
  const server = startFakeServer({ project: shop(changes), ...root });
  return { server, ...renderAt(`/p/shop/settings/notifications${search}`, routes) };
};

test('teaches what channels, rules and the log are while there are none', async () => {
  show();
  expect(await screen.findByText('There is no channel yet')).toBeVisible();
  expect(screen.getByText(/Add a channel first/)).toBeVisible();
  expect(await screen.findByText('Nothing was told yet')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Add rule' })).toBeNull();
});

test('adds a webhook with a secret that was made here', async () => {
  const asked: Record<string, unknown>[] = [];
  const { server, user } = show(
    {},
    {
      createNotificationChannel: ({ input }: { input: Record<string, unknown> }) => {
        asked.push(input);
        server.root.project = shop({ notificationChannels: [channel('Ops')] });
        return channel('Ops');
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Add channel' }));
  await user.type(screen.getByLabelText('Name'), 'Ops');
  await user.type(screen.getByLabelText('Address'), 'https://hooks.example.com/secret');
  const secret = screen.getByLabelText<HTMLInputElement>('Signing secret').value;
  expect(secret).toMatch(/^[0-9a-f]{48}$/);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add channel' }));
  expect(await screen.findByText('https://hooks.example.com/…', { exact: false })).toBeVisible();
  expect(asked).toEqual([
    {
      projectId: 'prj_shop',
      kind: 'WEBHOOK',
      name: 'Ops',
      url: 'https://hooks.example.com/secret',
      signingSecret: secret,
      recipients: null,
    },
  ]);
});

test('what is refused stands at its field', async () => {
  const message = 'Use a full http:// or https:// address.';
  const { user } = show(
    { notificationChannels: [channel('Ops')] },
    {
      updateNotificationChannel: () => {
        throw new FakeError('INVALID_INPUT', message, { problems: [{ path: 'url', message }] });
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Edit Ops' }));
  expect(screen.getByLabelText(/^Signing secret/)).toHaveValue('');
  await user.type(screen.getByLabelText(/^Address/), 'https://x');
  await user.click(screen.getByRole('button', { name: 'Save channel' }));
  expect(await screen.findByText(message)).toBeVisible();
});

test('says why a channel is off, and switches it on', async () => {
  const off = { isEnabled: false, disabledReason: 'Switched off after 20 messages in a row.', failureCount: 20 };
  const { server, user } = show(
    { notificationChannels: [channel('Ops', off)] },
    {
      enableNotificationChannel: () => {
        server.root.project = shop({ notificationChannels: [channel('Ops')] });
        return channel('Ops');
      },
    },
  );
  expect(await screen.findByText(off.disabledReason)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Switch Ops on' }));
  await waitFor(() => expect(screen.queryByText(off.disabledReason)).toBeNull());
  expect(await screen.findByText('Ops is on')).toBeVisible();
});

test('a test shows in the log', async () => {
  const { server, user } = show(
    { notificationChannels: [channel('Ops')] },
    {
      testNotificationChannel: () => {
        const sent = delivery('Test of Ops', 'DELIVERED', { event: 'test' });
        server.root.project = shop({
          notificationChannels: [channel('Ops')],
          notificationDeliveries: connection([sent]),
        });
        return sent;
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Send a test to Ops' }));
  expect(await screen.findByText('Test of Ops')).toBeVisible();
});

test('adds a rule for some environments', async () => {
  const asked: unknown[] = [];
  const things = { notificationChannels: [channel('Ops')], environments: [environment('production', 2)] };
  const { server, user } = show(things, {
    createNotificationRule: ({ input }: { input: unknown }) => {
      asked.push(input);
      server.root.project = shop({ ...things, notificationRules: [rule('Failures')] });
      return rule('Failures');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add rule' }));
  await user.type(screen.getByLabelText('Name'), 'Failures');
  await user.click(screen.getByRole('checkbox', { name: 'Run failed' }));
  await user.click(screen.getByRole('checkbox', { name: 'Production' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add rule' }));
  expect(await screen.findByText('Failures')).toBeVisible();
  expect(asked).toEqual([
    {
      projectId: 'prj_shop',
      name: 'Failures',
      events: ['deployment.failed'],
      environmentIds: ['env_production'],
      channelIds: ['chn_Ops'],
    },
  ]);
});

test('says who is told by default, or that nobody is', async () => {
  show({ notificationDefault: byDefault({ events: ['deployment.failed'] }) });
  expect(await screen.findByRole('note')).toHaveTextContent('By default: in production, “deployment failed” is mailed');
});

test('warns when nobody is told of failures in production', async () => {
  show({ notificationDefault: byDefault({ events: ['run.failed'], sendsMail: false }) });
  expect(await screen.findByRole('note')).toHaveTextContent('Nobody is told of “run failed” in production');
});

test('a message that failed says why and is sent again', async () => {
  const failed = delivery('It failed', 'FAILED', { lastError: 'The other side answered 503.', attempts: 8 });
  const { user } = show(
    { notificationDeliveries: connection([failed, delivery('By mail', 'DELIVERED', { channel: null })]) },
    { resendNotification: () => ({ ...failed, status: 'PENDING', attempts: 0, lastError: null }) },
  );
  expect(await screen.findByText(/answered 503. 8 attempts/)).toBeVisible();
  expect(screen.getByText(/Mail by default/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Send “It failed” again' }));
  expect(await screen.findByText('On its way')).toBeVisible();
  expect(screen.queryByText(/answered 503/)).toBeNull();
});

test('who may only look changes nothing', async () => {
  show({
    viewerCanManageNotifications: false,
    notificationChannels: [channel('Ops')],
    notificationRules: [rule('Failures')],
    notificationDeliveries: connection([delivery('It failed', 'FAILED')]),
  });
  expect(await screen.findByText('It failed')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Ops|Failures|again|Add/ })).toBeNull();
});
