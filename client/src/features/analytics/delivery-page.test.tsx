import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { card, panel, points } from '../../../test/analytics-fixtures.ts';
import { FakeError, type FakeRoot, startFakeServer } from '../../../test/fake-server.ts';
import { connection, environment, project, service, viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import DeliveryPage from './delivery-page.tsx';

const routes = [
  { path: '/p/:slug/analytics/delivery', element: <DeliveryPage /> },
  { path: '*', element: <p>Elsewhere</p> },
];
const days = 'range=custom&since=2026-11-01&until=2026-11-03';
const address = `/p/shop/analytics/delivery?${days}`;

const row = {
  id: 'dpl_7',
  at: '2026-11-02T09:00:00Z',
  title: 'web 1.4.2',
  status: 'FAILED',
  value: null,
  serviceName: 'Web',
  environmentName: 'Production',
  subjectId: 'dpl_7',
  url: '/p/shop/deployments/dpl_7',
};
const rate = (key: string, changes: object = {}) =>
  card(key, [null, 0.25, null], {
    unit: 'RATIO',
    value: 0.25,
    sampleSize: 4,
    numerator: 1,
    denominator: 4,
    ...changes,
  });
const seconds = (key: string, values: Array<number | null>, value: number | null = 5_400) =>
  card(key, values, { unit: 'SECONDS', value });

const delivery = (changes: object = {}) => ({
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-11-04T00:00:00.000Z',
  timeZone: 'UTC',
  deploymentFrequency: card('Deployment frequency', [1, 2, 1], { unit: 'PER_DAY', value: 1.33, sampleSize: 4 }),
  deployDaysPerWeek: card('Days with deployments', [], { unit: 'PER_WEEK', value: 7 }),
  medianGap: seconds('Median gap', []),
  leadTime: seconds('Change lead time', [3_600, null, 7_200]),
  leadTimeP90: seconds('Change lead time, p90', [7_200, null, 9_000], 9_000),
  leadTimeP95: seconds('p95', []),
  leadTimeMean: seconds('Mean', []),
  changeFailRate: rate('Change fail rate', { rows: connection([row]) }),
  failedDeploymentRecoveryTime: seconds('Recovery time', [null, 600, null], 600),
  timeToRestore: seconds('Time to restore', [null, null, null], null),
  reworkRate: rate('Rework rate'),
  services: [
    {
      service: service('web'),
      deploymentFrequency: card('f', [], { unit: 'PER_DAY', value: 1.33 }),
      leadTime: seconds('l', []),
      changeFailRate: rate('c'),
      failedDeploymentRecoveryTime: seconds('r', [], null),
      reworkRate: rate('w'),
    },
  ],
  ...changes,
});

const shop = (changes: object = {}) =>
  project({
    timeZone: 'UTC',
    environments: [environment('staging', 1), environment('production', 2)],
    services: connection([service('web')]),
    annotations: [],
    deliveryMetrics: () => delivery(),
    usageMetrics: () => ({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-04T00:00:00.000Z',
      timeZone: 'UTC',
      version: 1,
      results: [
        panel('deployments.count', [1, 2, 1], {
          groups: [
            ['SUCCEEDED', [1, 1, 1]],
            ['FAILED', [null, 1, null]],
          ],
        }),
      ],
    }),
    ...changes,
  });
const start = (changes: object = {}, root: FakeRoot = {}) =>
  startFakeServer({ viewer: viewer(), project: shop(changes), ...root });

test('five numbers, each with its definition, and charts of their course', async () => {
  start();
  const { user } = renderAt(address, routes);
  const fails = within(await screen.findByRole('region', { name: 'Change fail rate' }));
  expect(await fails.findByRole('button', { name: 'Change fail rate: 25%. Open its rows' })).toBeVisible();
  await user.click(fails.getByRole('button', { name: 'What Change fail rate means' }));
  expect(await screen.findByText('Here: 1 of 4.')).toBeVisible();
  await user.keyboard('{Escape}');
  expect(screen.getByRole('figure', { name: 'Deployments to production' })).toBeVisible();
  expect(screen.getByText('No incident was resolved in this window')).toBeVisible();
});

test('only production is counted, in the window and by the arithmetic of the URL', async () => {
  const asked: Array<{ input: Record<string, unknown> }> = [];
  start({
    deliveryMetrics: (args: never) => {
      asked.push(args);
      return delivery();
    },
    usageMetrics: (args: never) => {
      asked.push(args);
      return {
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-11-04T00:00:00.000Z',
        version: 1,
        results: [panel('deployments.count', [1])],
      };
    },
  });
  renderAt(`${address}&arithmetic=gitlab&compare=year&service=svc_web`, routes);
  await screen.findByRole('table', { name: 'Delivery by service' });
  expect(asked.find(({ input }) => input.compare !== null && 'arithmetic' in input)?.input).toMatchObject({
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-04T00:00:00.000Z',
    interval: 'DAY',
    compare: { with: 'LAST_YEAR' },
    arithmetic: 'GITLAB',
    serviceIds: ['svc_web'],
  });
  const usage = asked.find(({ input }) => 'queries' in input);
  expect(usage?.input.queries).toMatchObject([{ measure: 'deployments.count', environmentIds: ['env_production'] }]);
});

test('a number opens its rows, a row leads to its deployment, and both are in the URL', async () => {
  start();
  const { user, path } = renderAt(address, routes);
  await user.click(await screen.findByRole('button', { name: 'Change fail rate: 25%. Open its rows' }));
  const rows = within(await screen.findByRole('dialog', { name: 'Change fail rate' }));
  expect(path()).toBe(`${address}&rows=delivery%3AchangeFailRate`);
  const link = await rows.findByRole('link', { name: /web 1.4.2 Failed Web → Production Mon, 2 Nov 2026, 09:00 UTC/ });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(path()).toBe(address));
  expect(link).toHaveAttribute('href', '/p/shop/deployments/dpl_7');
});

test('a point opens the rows of its bucket alone', async () => {
  const asked: Array<{ input: Record<string, unknown> }> = [];
  start({
    deliveryMetrics: (args: never) => {
      asked.push(args);
      return delivery();
    },
  });
  const { user, path } = renderAt(address, routes);
  const chart = await screen.findByRole('application', { name: 'Change fail rate' });
  act(() => chart.focus());
  await user.keyboard('{End}{ArrowLeft}{Enter}');
  await waitFor(() => expect(path()).toContain('rowsIn=2026-11-02T00%3A00%3A00.000Z%7E2026-11-03T00%3A00%3A00.000Z'));
  await screen.findByRole('link', { name: /web 1.4.2/ });
  expect(asked.at(-1)?.input).toMatchObject({ from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' });
});

test('bands are off until they are asked for', async () => {
  start();
  const { user, path } = renderAt(address, routes);
  await user.click(await screen.findByRole('button', { name: 'Show bands', pressed: false }));
  await waitFor(() => expect(path()).toBe(`${address}&bands=on`));
});

test('before the first deployment it says what will stand here, and how', async () => {
  const none = card('Deployment frequency', [null], { unit: 'PER_DAY', value: null, sampleSize: 0 });
  start({
    deliveryMetrics: () =>
      delivery({ deploymentFrequency: none, timeToRestore: seconds('t', [], null), leadTime: seconds('l', [], null) }),
    usageMetrics: () => ({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-04T00:00:00.000Z',
      version: 1,
      results: [panel('deployments.count', [null])],
    }),
  });
  const { user, path } = renderAt(address, routes);
  expect(await screen.findByText('Nothing was deployed to Production in this window')).toBeVisible();
  expect(screen.getByText('How often changes go live')).toBeVisible();
  await user.click(screen.getByRole('link', { name: 'Deploy to Production' }));
  expect(path()).toBe('/p/shop/analytics/delivery?deploy=&to=env_production');
});

test('a failure is said, with a way to try again', async () => {
  let isBroken = true;
  start({
    deliveryMetrics: () => {
      if (isBroken) throw new FakeError('INTERNAL', 'The numbers can’t be read now.');
      return delivery();
    },
  });
  const { user } = renderAt(address, routes);
  expect(await screen.findByRole('alert')).toHaveTextContent('The numbers can’t be read now.');
  isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('button', { name: /Change fail rate: 25%/ })).toBeVisible();
});

test('while time is in the window, a bar grows with what ends; after a gap it is asked for again', async () => {
  const from = new Date();
  from.setUTCHours(0, 0, 0, 0);
  const today = points([0]).map((point) => ({
    ...point,
    from: from.toISOString(),
    to: new Date(from.getTime() + 86_400_000).toISOString(),
  }));
  const counted = (value: number) => {
    const result = panel('deployments.count', [value], { groups: [['SUCCEEDED', [value]]] });
    const series = today.map((point) => ({ ...point, value, sampleSize: value }));
    return {
      ...result,
      total: { ...result.total, series },
      groups: result.groups.map((group) => ({ ...group, metric: { ...group.metric, series } })),
    };
  };
  let version = 1;
  const server = start({
    usageMetrics: ({ input }: { input: { from: string; to: string } }) => ({
      ...input,
      timeZone: 'UTC',
      version,
      results: [counted(version)],
    }),
    deliveryMetrics: ({ input }: { input: object }) => ({ ...delivery(), ...input }),
  });
  const { user } = renderAt('/p/shop/analytics/delivery?range=7d', routes);
  await user.click(await screen.findByRole('button', { name: 'Show Deployments to production as a table' }));
  const cell = () =>
    within(screen.getByRole('table', { name: 'Deployments to production' })).getByRole('cell').textContent;
  expect(cell()).toBe('1');
  await act(() =>
    server.push('metricsChanged', { version: 1, previousVersion: null, isSnapshot: true, results: [counted(1)] }),
  );
  await act(() =>
    server.push('metricsChanged', { version: 2, previousVersion: 1, isSnapshot: false, results: [counted(2)] }),
  );
  await waitFor(() => expect(cell()).toBe('2'));
  version = 9;
  await act(() =>
    server.push('metricsChanged', { version: 9, previousVersion: 8, isSnapshot: false, results: [counted(9)] }),
  );
  await waitFor(() => expect(cell()).toBe('9'));
});

test('an incident moves the numbers of an open page, those of services too', async () => {
  let fails = rate('Change fail rate');
  const server = start({ deliveryMetrics: () => delivery({ changeFailRate: fails }) });
  renderAt(address, routes);
  expect(await screen.findByRole('button', { name: 'Change fail rate: 25%. Open its rows' })).toBeVisible();
  await screen.findByRole('table', { name: 'Delivery by service' });
  fails = rate('Change fail rate', { value: 0.5, numerator: 2 });
  await act(() =>
    server.push('incidentsChanged', { __typename: 'Incident', id: 'inc_1', status: 'OPEN', project: { id: 'prj_1' } }),
  );
  expect(await screen.findByRole('button', { name: 'Change fail rate: 50%. Open its rows' })).toBeVisible();
});
