/** The pages of what is counted, over three months of a shop's past. */
import type { Page } from 'playwright-core';
import { openShopNumbers } from './shop-numbers.ts';
import { until } from './stage.ts';
import { all, row, type Stop } from './stops.ts';
import { administrator, type Project } from './world.ts';

const plan = `id,title,phase,status,priority,estimate,owner,due,version
PAY-1,Pay by card,Checkout,done,high,5,payments,2026-11-12,1.40.0
PAY-2,Refunds,Checkout,in progress,urgent,3,payments,2026-12-01,
PAY-3,Invoices by mail,Checkout,blocked,high,2,payments,2026-11-30,
SRCH-1,Search as you type,Search,todo,medium,8,,,
SRCH-2,Synonyms,Search,todo,low,3,search,,
`;

/** What its owner adds to the numbers: a dashboard, rules, a plan. */
async function furnish({ id: projectId, environments }: Project): Promise<{ dashboard: string; incident: string }> {
  const { api } = await administrator();
  const { createDashboard } = await api.run<{ createDashboard: { id: string; draftRevision: number } }>(
    'mutation ($input: CreateDashboardInput!) { createDashboard(input: $input) { id draftRevision } }',
    { input: { projectId, name: 'How we deploy', copyOf: 'deployments' } },
  );
  const { id: dashboard, draftRevision: revision } = createDashboard;
  await api.run('mutation ($input: PublishDashboardInput!) { publishDashboard(input: $input) { id } }', {
    input: { id: dashboard, revision },
  });
  const environmentIds = environments.filter(({ slug }) => slug === 'production').map(({ id }) => id);
  for (const rule of [
    {
      name: 'Production fails',
      severity: 'CRITICAL',
      measure: 'deployments.count',
      statuses: ['FAILED', 'TIMED_OUT'],
      environmentIds,
      condition: { kind: 'THRESHOLD', direction: 'ABOVE', threshold: 0 },
      windowMinutes: 60,
      everyMinutes: 15,
    },
    {
      name: 'Deployments are slow',
      severity: 'WARNING',
      measure: 'deployments.duration_p95',
      condition: { kind: 'CHANGE', direction: 'ABOVE', threshold: 100, baseline: 'SAME_WEEKDAY' },
      windowMinutes: 1_440,
      everyMinutes: 1_440,
    },
  ])
    await api.run('mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }', {
      input: { projectId, ...rule },
    });
  await api.run('mutation ($input: ImportPlanInput!) { importPlan(input: $input) { __typename } }', {
    input: { projectId, csv: plan },
  });
  const { project } = await api.run<{ project: { incidents: { nodes: { id: string }[] } } }>(
    '{ project(slug: "numbers") { incidents(first: 1) { nodes { id } } } }',
  );
  return { dashboard, incident: project.incidents.nodes[0]?.id ?? '' };
}

/** Brings everything into view that waits for it. */
async function seeAll(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await frame();
      await frame();
    }
    scrollTo(0, 0);
  })()`);
  await until(page, `!document.querySelector('main [aria-busy=true]')`);
}

const value = (name: string) => (page: Page) =>
  page.getByRole('region', { name, exact: true }).getByRole('button', { name: /Open its rows/ });
const heading = (name: RegExp) => (page: Page) => page.getByRole('heading', { name });

async function makeStops(): Promise<Stop[]> {
  const project = await openShopNumbers();
  const { dashboard, incident } = await furnish(project);
  const p = '/p/numbers/analytics';
  const light: Stop['pictures'] = ['light'];
  return [
    {
      name: 'delivery',
      path: `${p}/delivery?range=90d&compare=previous`,
      ready: value('Change fail rate'),
      act: seeAll,
      pictures: all,
    },
    {
      name: 'delivery-rows',
      path: `${p}/delivery?range=90d&rows=delivery:changeFailRate`,
      ready: (page) => page.getByRole('dialog').getByRole('link').first(),
      pictures: light,
    },
    {
      name: 'numbers-deployments',
      path: `${p}/deployments?range=90d`,
      ready: value('Success rate'),
      act: seeAll,
      pictures: light,
    },
    {
      name: 'numbers-workflows',
      path: `${p}/workflows?range=90d`,
      ready: (page) => page.getByText('No workflow ran in this window'),
      pictures: light,
    },
    {
      name: 'platform',
      path: `${p}/platform`,
      ready: (page) => page.getByRole('region', { name: 'API operations' }),
      act: seeAll,
      pictures: light,
    },
    {
      name: 'explore',
      path: `${p}/explore?range=90d&measure=deployments.duration_p95`,
      ready: (page) => page.getByRole('application').first(),
      act: seeAll,
      pictures: light,
    },
    { name: 'scores', path: `${p}/scores`, ready: row(/Flaky/), pictures: light },
    { name: 'dashboards', path: `${p}/dashboards`, ready: row(/How we deploy/), pictures: light },
    {
      name: 'dashboard',
      path: `${p}/dashboards/${dashboard}?range=90d`,
      ready: (page) => page.getByRole('application').first(),
      act: seeAll,
      pictures: light,
    },
    { name: 'alerts', path: `${p}/alerts`, ready: row(/Deployments are slow/), pictures: all },
    {
      name: 'alert-rule',
      path: `${p}/alerts/rules/new?example=production-fails`,
      ready: (page) => page.locator('#back-test'),
      act: seeAll,
      pictures: light,
    },
    { name: 'incidents', path: `${p}/incidents`, ready: row(/Payments fail|Orders are slow/), pictures: light },
    { name: 'incident', path: `${p}/incidents/${incident}`, ready: heading(/What happened/), pictures: light },
    { name: 'roadmap', path: `${p}/roadmap`, ready: row(/Refunds/), pictures: light },
    {
      name: 'events',
      path: `${p}/events`,
      ready: (page) => page.getByRole('table', { name: 'Events' }).getByRole('row').nth(1),
      pictures: light,
    },
    { name: 'data', path: '/administration/data', ready: heading(/Counted/), pictures: light },
  ];
}

let stops: Promise<Stop[]> | undefined;
export const numberStops = (): Promise<Stop[]> => (stops ??= makeStops());
