import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { connection, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import AlertsPage from './alerts-page.tsx';

const routes = [
  { path: '/p/:slug/analytics/alerts', element: <AlertsPage /> },
  { path: '/p/:slug/analytics/alerts/:firingId', element: <AlertsPage /> },
];

const rule = (name: string, changes: object = {}) => ({
  __typename: 'AlertRule',
  id: `alr_${name}`,
  name,
  sentence: 'API error rate over 1 h is above 5 %.',
  measure: 'api.error_rate',
  unit: 'RATIO',
  severity: 'CRITICAL',
  isEnabled: true,
  state: 'FIRING',
  stateSince: '2026-11-20T11:00:00Z',
  evaluatedTo: '2026-11-20T12:00:00Z',
  lastValue: 0.07,
  lastThreshold: 0.05,
  lastProblem: null,
  recentFiringCount: 3,
  silence: null,
  deletedAt: null,
  ...changes,
});
const firing = (name: string, changes: object = {}) => ({
  __typename: 'AlertFiring',
  id: `alf_${name}`,
  severity: 'CRITICAL',
  status: 'FIRING',
  summary: 'API error rate was 7 % over 1 h, above 5 %',
  unit: 'RATIO',
  value: 0.07,
  threshold: 0.05,
  startedAt: '2026-11-20T11:00:00Z',
  endedAt: null,
  endReason: null,
  durationMs: 3_600_000,
  acknowledgedAt: null,
  acknowledgedByName: null,
  rule: rule(name),
  silence: null,
  beganAt: '2026-11-20T10:45:00Z',
  windowFrom: '2026-11-20T10:00:00Z',
  windowTo: '2026-11-20T11:00:00Z',
  score: null,
  lastValue: 0.07,
  acknowledgeNote: null,
  notifiedAt: '2026-11-20T11:01:00Z',
  notificationCount: 1,
  measure: 'api.error_rate',
  dataUrl: '/p/shop/analytics/platform?range=custom&since=2026-11-19&until=2026-11-20&measure=api.error_rate',
  evidence: [],
  ...changes,
});

const show = (
  changes: { rules?: object[]; firings?: object[]; ended?: object[]; silences?: object[]; root?: object } = {},
  path = '',
) => {
  const server = startFakeServer({
    project: project({
      timeZone: 'UTC',
      viewerCanManageAlerts: true,
      viewerCanAcknowledgeAlerts: true,
      openAlertCount: 0,
      services: connection([service('web')]),
      environments: [environment('staging', 1)],
      alertRules: changes.rules ?? [],
      alertSilences: changes.silences ?? [],
      alertFirings: ({ filter }: { filter?: { status?: string } }) =>
        connection((filter?.status === 'FIRING' ? changes.firings : changes.ended) ?? []),
    }),
    ...changes.root,
  });
  return { server, ...renderAt(`/p/shop/analytics/alerts${path}`, routes) };
};

test('teaches what alerts are, with examples to begin with', async () => {
  show();
  expect(await screen.findByText('Nothing is watched yet')).toBeVisible();
  expect(screen.getByRole('link', { name: /^Production fails/ })).toHaveAttribute(
    'href',
    '/p/shop/analytics/alerts/rules/new?example=production-fails',
  );
  expect(screen.queryByRole('heading', { name: 'Ended' })).toBeNull();
});

test('says what fires, what is watched and what has ended', async () => {
  show({
    rules: [rule('API errors')],
    firings: [firing('API errors')],
    ended: [firing('Old', { status: 'RESOLVED', endedAt: '2026-11-19T12:00:00Z', endReason: 'RECOVERED' })],
  });
  const now = await screen.findByRole('table', { name: 'Firing now' });
  expect(await within(now).findByText('API error rate was 7 % over 1 h, above 5 %')).toBeVisible();
  expect(within(screen.getByRole('table', { name: 'Alert rules' })).getByText('7%')).toBeVisible();
  expect(
    await within(screen.getByRole('table', { name: 'Ended alerts' })).findByText(/for 1h 00m, well again/),
  ).toBeVisible();
});

test('opens a firing with its data, and somebody takes it on', async () => {
  const asked: unknown[] = [];
  const { user } = show(
    {
      rules: [rule('API errors')],
      firings: [firing('API errors')],
      root: {
        alertFiring: firing('API errors'),
        acknowledgeAlert: ({ input }: { input: unknown }) => {
          asked.push(input);
          return firing('API errors', { acknowledgedAt: '2026-11-20T12:00:00Z', acknowledgedByName: 'Ada' });
        },
      },
    },
    '/alf_API%20errors',
  );
  expect(await screen.findByRole('link', { name: 'Open the data' })).toHaveAttribute(
    'href',
    expect.stringContaining('measure=api.error_rate'),
  );
  await user.type(screen.getByLabelText(/^Note/), 'Mine');
  await user.click(screen.getByRole('button', { name: 'Take it on' }));
  expect(await screen.findByText('You have taken it on')).toBeVisible();
  expect(asked).toEqual([{ id: 'alf_API errors', note: 'Mine' }]);
});

test('silences one rule and says why', async () => {
  const asked: Record<string, unknown>[] = [];
  const { user } = show({
    rules: [rule('API errors')],
    firings: [firing('API errors')],
    root: {
      silenceAlerts: ({ input }: { input: Record<string, unknown> }) => {
        asked.push(input);
        return { __typename: 'AlertSilence', id: 'sil_1' };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Silence API errors' }));
  await user.type(screen.getByLabelText('Why'), 'The database moves');
  await user.click(screen.getByRole('button', { name: 'Silence alerts' }));
  expect(asked).toMatchObject([
    { projectId: 'prj_shop', ruleIds: ['alr_API errors'], reason: 'The database moves', endsAt: expect.any(String) },
  ]);
});

test('silences what is so severe and about a place, by keyboard, and shows what is silent', async () => {
  const asked: Record<string, unknown>[] = [];
  const silence = {
    __typename: 'AlertSilence',
    id: 'sil_1',
    startsAt: '2026-11-20T11:00:00Z',
    endsAt: '2999-11-20T12:00:00Z',
    reason: 'The database moves',
    createdByName: 'Ada Marsh',
    severities: ['WARNING', 'INFO'],
    rules: [],
    services: [service('web')],
    environments: [environment('staging', 1)],
  };
  const { user } = show({
    rules: [rule('API errors')],
    firings: [firing('API errors')],
    silences: [silence],
    root: {
      silenceAlerts: ({ input }: { input: Record<string, unknown> }) => {
        asked.push(input);
        return silence;
      },
    },
  });
  expect(await screen.findByText('Warning, Info · Web, Staging')).toBeVisible();
  await user.click(await screen.findByRole('button', { name: 'Silence' }));
  const dialog = await screen.findByRole('dialog', { name: 'Silence alerts' });
  const pick = async (chip: string, option: string) => {
    act(() => within(dialog).getByRole('button', { name: chip, hidden: true }).focus());
    await user.keyboard('{Enter}');
    act(() => screen.getByRole('menuitemcheckbox', { name: option }).focus());
    await user.keyboard('{Enter}{Escape}');
  };
  await pick('Severity', 'Warning');
  expect(within(dialog).queryByText(/about other places/)).toBeNull();
  await pick('Service', 'Web');
  await pick('Environment', 'Staging');
  expect(within(dialog).getByRole('group', { name: /Only these/ })).toHaveAccessibleDescription(
    'Rules that are about other places as well are told.',
  );
  await user.type(within(dialog).getByLabelText('Why'), 'The database moves{Enter}');
  await waitFor(() =>
    expect(asked).toMatchObject([
      { ruleIds: [], severities: ['WARNING'], serviceIds: ['svc_web'], environmentIds: ['env_staging'] },
    ]),
  );
});
