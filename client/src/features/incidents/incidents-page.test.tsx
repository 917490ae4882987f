import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import IncidentPage from './incident-page.tsx';
import IncidentsPage from './incidents-page.tsx';

const routes = [
  { path: '/p/:slug/analytics/incidents', element: <IncidentsPage /> },
  { path: '/p/:slug/analytics/incidents/:id', element: <IncidentPage /> },
];

const service = { __typename: 'Service', id: 'svc_web', name: 'Web', slug: 'web' };
const environment = { __typename: 'Environment', id: 'env_p', name: 'Production', isProduction: true };
const deployment = {
  __typename: 'Deployment',
  id: 'dpl_1',
  number: 142,
  version: 'v2',
  status: 'SUCCEEDED',
  finishedAt: '2026-11-20T11:00:00Z',
  isDryRun: false,
  service,
  environment,
};
const incident = (changes: object = {}) => ({
  __typename: 'Incident',
  id: 'inc_1',
  number: 7,
  title: 'Checkout is down',
  severity: 'HIGH',
  status: 'OPEN',
  detectedAt: '2026-11-20T12:00:00Z',
  resolvedAt: null,
  durationMs: 60_000,
  causeSource: 'LAST_DEPLOYMENT',
  isExternal: false,
  service,
  environment,
  deployment,
  duplicateOf: null,
  note: 'Look at the cache.',
  source: 'WEBHOOK',
  createdByName: 'Webhook',
  url: null,
  createdAt: '2026-11-20T12:00:00Z',
  viewerCanManage: true,
  duplicateCount: 0,
  project: { __typename: 'Project', id: 'prj_shop', slug: 'shop' },
  remediations: [],
  entries: [
    {
      __typename: 'IncidentEntry',
      id: '1',
      at: '2026-11-20T12:00:00Z',
      kind: 'OPENED',
      byName: 'Webhook',
      text: 'Probably caused by Web #142, the last deployment before it.',
    },
  ],
  ...changes,
});
const shop = (changes: object = {}) =>
  project({
    viewerCanManageIncidents: true,
    viewerCanManageIncidentHooks: true,
    incidents: connection([incident()]),
    services: connection([service]),
    environments: [environment],
    incidentHooks: [],
    ...changes,
  });
const show = (path: string, changes: object = {}, root: object = {}) => {
  const server = startFakeServer({ project: shop(changes), incident: incident(), ...root });
  return { server, ...renderAt(`/p/shop/analytics/incidents${path}`, routes) };
};

test('teaches while there is none; who may not report sees no button', async () => {
  show('', { incidents: connection([]), viewerCanManageIncidents: false });
  expect(await screen.findByText('No incident yet')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Report incident' })).toBeNull();
});

test('lists incidents with their cause, narrowed by the address', async () => {
  const { user, path } = show('?status=OPEN');
  const table = await screen.findByRole('table', { name: 'Incidents' });
  const link = await within(table).findByRole('link', { name: /#7\s*Checkout is down/ });
  expect(link).toHaveAttribute('href', '/p/shop/analytics/incidents/inc_1');
  expect(within(table).getByText('Web #142 v2')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(path()).toBe('/p/shop/analytics/incidents');
});

test('reports what a deployment caused, by its address', async () => {
  const asked: object[] = [];
  const { user, path } = show(
    '?incident=new&deployment=dpl_1',
    {},
    {
      deployment,
      createIncident: ({ input }: { input: object }) => {
        asked.push(input);
        return incident();
      },
    },
  );
  expect(await screen.findByText('Caused by Web #142 (v2).')).toBeVisible();
  const dialog = screen.getByRole('dialog', { name: 'Report incident' });
  await user.type(within(dialog).getByRole('textbox', { name: 'What is wrong' }), 'Checkout is down');
  await user.click(within(dialog).getByRole('button', { name: 'Report incident' }));
  expect(await screen.findByRole('heading', { name: /Checkout is down/ })).toBeVisible();
  expect(path()).toBe('/p/shop/analytics/incidents/inc_1');
  expect(asked).toEqual([
    expect.objectContaining({
      projectId: expect.any(String),
      title: 'Checkout is down',
      deploymentId: 'dpl_1',
      serviceId: 'svc_web',
    }),
  ]);
});

test('shows the cause and how it is known, resolves, and corrects', async () => {
  const linked: object[] = [];
  const { user } = show(
    '/inc_1',
    {},
    {
      resolveIncident: () => incident({ status: 'RESOLVED', resolvedAt: '2026-11-20T13:00:00Z' }),
      deployments: connection([deployment]),
      linkIncident: ({ input }: { input: object }) => {
        linked.push(input);
        return incident({ isExternal: true, deployment: null, causeSource: 'CORRECTED' });
      },
    },
  );
  expect(await screen.findByRole('link', { name: /Web #142/ })).toHaveAttribute('href', '/p/shop/deployments/dpl_1');
  expect(screen.getByText(/^Assumed: the last successful/)).toBeVisible();
  expect(screen.getByText(/^Probably caused by Web #142/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Correct' }));
  const dialog = await screen.findByRole('dialog', { name: 'Correct the cause' });
  await user.click(within(dialog).getByRole('combobox', { name: 'What caused it' }));
  await user.click(await screen.findByRole('option', { name: /Something outside/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Save cause' }));
  expect(await screen.findByText('Something outside')).toBeVisible();
  expect(linked).toEqual([{ id: 'inc_1', isExternal: true }]);
  await user.click(screen.getByRole('button', { name: 'Resolve incident' }));
  expect(await screen.findByRole('button', { name: 'Reopen incident' })).toBeVisible();
});

test('a webhook is made with a secret that is shown once', async () => {
  const { user } = show(
    '?hooks=1',
    {},
    {
      createIncidentHook: () => ({
        __typename: 'IncidentHookSecret',
        hook: {
          __typename: 'IncidentHook',
          id: 'ihk_1',
          name: 'Alertmanager',
          url: 'https://pilothouse.test/hooks/ihk_1',
        },
        secret: 'ihs_secret',
      }),
    },
  );
  const panel = await screen.findByRole('dialog', { name: 'Webhooks of incidents' });
  await user.type(await within(panel).findByRole('textbox', { name: 'Add a webhook' }), 'Alertmanager');
  await user.click(within(panel).getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('ihs_secret')).toBeVisible();
});
