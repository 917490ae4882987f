import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { panel } from '../../../test/analytics-fixtures.ts';
import { startFakeServer } from '../../../test/fake-server.ts';
import { connection, environment, project, service, viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import type { UsageMetricsInput } from '../../graphql/generated.ts';
import AnalyticsLayout from './analytics-layout.tsx';
import DeploymentsPage from './deployments-page.tsx';
import PlatformPage from './platform-page.tsx';
import WorkflowsPage from './workflows-page.tsx';

const routes = [
  {
    path: '/p/:slug/analytics',
    element: <AnalyticsLayout />,
    children: [
      { path: 'deployments', element: <DeploymentsPage /> },
      { path: 'workflows', element: <WorkflowsPage /> },
      { path: 'platform', element: <PlatformPage /> },
    ],
  },
];
const days = 'range=custom&since=2026-11-01&until=2026-11-03';

interface Asked {
  of: 'project' | 'installation';
  input: UsageMetricsInput;
}

function start({ isAdministrator = true, isEmpty = false } = {}) {
  const asked: Asked[] = [];
  const answer =
    (of: Asked['of']) =>
    ({ input }: { input: UsageMetricsInput }) => {
      asked.push({ of, input });
      return {
        from: input.from,
        to: input.to,
        timeZone: 'UTC',
        version: 1,
        results: input.queries.map(({ measure, groupBy }) =>
          panel(measure, isEmpty ? [null] : [1, 2, 3], {
            groups:
              groupBy === 'STATUS'
                ? [
                    ['FAILED', [1, null, 1]],
                    ['SUCCEEDED', [null, 2, 2]],
                  ]
                : groupBy
                  ? [
                      ['first', [1, 2, 2]],
                      ['(other)', [null, null, 1]],
                    ]
                  : [],
          }),
        ),
      };
    };
  startFakeServer({
    viewer: viewer({ isAdministrator }),
    platformMetrics: answer('installation'),
    project: project({
      timeZone: 'UTC',
      environments: [environment('production', 2)],
      services: connection([service('web')]),
      annotations: [],
      usageMetrics: answer('project'),
      stepHotSpots: [
        {
          service: service('web'),
          stepName: 'migrate',
          totalSeconds: 640,
          count: 10,
          p50Seconds: 60,
          p95Seconds: 90,
          failureCount: 2,
          flakyCount: 2,
          share: 0.4,
          url: '/p/shop/deployments/dpl_9',
        },
      ],
    }),
  });
  return asked;
}

test('deployments: how many, how well, how long; and the steps that cost most', async () => {
  start();
  const { user, path } = renderAt(`/p/shop/analytics/deployments?${days}`, routes);
  expect(await screen.findByRole('row', { name: /migrate Web Flaky 2 times 10m 40s 40%/ })).toBeVisible();
  expect(screen.getByRole('link', { name: /migrate/ })).toHaveAttribute('href', '/p/shop/deployments/dpl_9');
  const legend = within(screen.getByRole('figure', { name: 'deployments.count' })).getAllByRole('button', {
    pressed: true,
  });
  // What went well is at the bottom.
  expect(legend.map(({ textContent }) => textContent)).toEqual(['Succeeded', 'Failed']);
  await user.click(await screen.findByRole('button', { name: 'Deployments of first: 5. Open its rows' }));
  await waitFor(() => expect(path()).toContain('rows=usage%3Adeployments.count&rowsOf=SERVICE%3Afirst'));
});

test('the rest of a grouping has no rows of its own to open', async () => {
  start();
  renderAt(`/p/shop/analytics/deployments?${days}`, routes);
  const row = within(await screen.findByRole('row', { name: /^All others/ }));
  expect(row.queryByRole('button')).toBeNull();
});

test('workflows: what ran, and whether schedules kept their time', async () => {
  const asked = start();
  renderAt(`/p/shop/analytics/workflows?${days}`, routes);
  expect(await screen.findByRole('table', { name: 'By workflow' })).toBeVisible();
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(asked.flatMap(({ input }) => input.queries.map(({ measure }) => measure))).toEqual(
    expect.arrayContaining(['runs.count', 'node_runs.retry_rate', 'schedules.lateness_p95']),
  );
});

test('workflows teach when none ran', async () => {
  start({ isEmpty: true });
  renderAt(`/p/shop/analytics/workflows?${days}`, routes);
  expect(await screen.findByText('No workflow ran in this window')).toBeVisible();
});

test('administrators see the installation, and one press away the project', async () => {
  const asked = start();
  const { user, path } = renderAt(`/p/shop/analytics/platform?${days}`, routes);
  expect(await screen.findByRole('region', { name: 'sign_ins.people' })).toBeVisible();
  expect(new Set(asked.map(({ of }) => of))).toEqual(new Set(['installation']));
  // Measures of projects only are refused there, and the whole page with them.
  expect(asked.flatMap(({ input }) => input.queries.map(({ measure }) => measure))).not.toContain('storage.bytes');
  await user.click(screen.getByRole('button', { name: 'Whole installation', pressed: true }));
  expect(path()).toContain('of=project');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'sign_ins.people' })).toBeNull());
  expect(asked.at(-1)?.of).toBe('project');
});

test('others see the project alone', async () => {
  const asked = start({ isAdministrator: false });
  renderAt(`/p/shop/analytics/platform?${days}`, routes);
  expect(await screen.findByRole('table', { name: 'By operation' })).toBeVisible();
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(screen.queryByRole('button', { name: 'Whole installation' })).toBeNull();
  expect(new Set(asked.map(({ of }) => of))).toEqual(new Set(['project']));
});

test('the range goes along from page to page, what is of one page does not', async () => {
  start();
  renderAt(`/p/shop/analytics/platform?${days}&of=project&rows=usage:api.count`, routes);
  expect(await screen.findByRole('link', { name: 'Workflows', hidden: true })).toHaveAttribute(
    'href',
    `/p/shop/analytics/workflows?${days}`,
  );
});

test('panels lead to Explore with the measure, range and filters that they show', async () => {
  start();
  const { user } = renderAt(`/p/shop/analytics/deployments?${days}&service=svc_web&compare=previous`, routes);
  const kept = { service: 'svc_web', range: 'custom', since: '2026-11-01', until: '2026-11-03', compare: 'previous' };
  const paramsOf = (link: HTMLElement) => {
    const [path, search] = (link.getAttribute('href') ?? '').split('?');
    expect(path).toBe('/p/shop/analytics/explore');
    return Object.fromEntries(new URLSearchParams(search));
  };
  await user.click(await screen.findByRole('button', { name: 'More of Duration' }));
  expect(screen.getAllByRole('menuitem', { name: /^Explore / }).map(paramsOf)).toEqual([
    { measure: 'deployments.duration_p50', ...kept },
    { measure: 'deployments.duration_p95', ...kept },
  ]);
  await user.keyboard('{Escape}');
  // The number alone, before its course.
  const number = screen.getByRole('region', { name: 'deployments.success_rate' });
  await user.click(within(number).getByRole('button', { name: /^What / }));
  expect(paramsOf(await screen.findByRole('link', { name: 'Explore further' }))).toEqual({
    measure: 'deployments.success_rate',
    ...kept,
  });
});

test('numbers of the whole installation are not in Explore, those of the project are', async () => {
  start();
  const { user } = renderAt(`/p/shop/analytics/platform?${days}`, routes);
  await user.click(await screen.findByRole('button', { name: 'More of API latency' }));
  expect(await screen.findByRole('menuitem', { name: 'Save as CSV' })).toBeVisible();
  expect(screen.queryByRole('menuitem', { name: /^Explore/ })).toBeNull();
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Whole installation' }));
  await user.click(await screen.findByRole('button', { name: 'More of API latency' }));
  expect(await screen.findAllByRole('menuitem', { name: /^Explore / })).toHaveLength(3);
});
