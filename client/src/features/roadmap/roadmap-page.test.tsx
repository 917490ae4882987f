import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import RoadmapPage from './roadmap-page.tsx';

const routes = [{ path: '/p/:slug/analytics/roadmap', element: <RoadmapPage /> }];

const item = (key: string, changes: object = {}) => ({
  __typename: 'PlanItem',
  id: `itm_${key}`,
  key,
  title: `Title of ${key}`,
  phase: 'Checkout',
  status: 'TODO',
  priority: 'URGENT',
  estimate: 3,
  owner: 'Ada',
  dueOn: '2026-01-01',
  isOverdue: true,
  removedAt: null,
  ...changes,
});
const progress = (changes: object = {}) => ({
  itemCount: 3,
  doneCount: 1,
  inProgressCount: 1,
  blockedCount: 0,
  canceledCount: 0,
  percentByCount: 33.3,
  percentByEstimate: null,
  estimateTotal: 0,
  estimateDone: 0,
  unestimatedCount: 3,
  ...changes,
});
const summary = (changes: object = {}) => ({
  ...progress(),
  urgencyRule: 'By priority.',
  progressRule: 'Done ÷ all.',
  owners: ['Ada', 'Ben'],
  importedAt: '2026-11-20T12:00:00Z',
  importedByName: 'Ada Marsh',
  phases: [
    { phase: 'Checkout, and more', ...progress({ percentByCount: 100, percentByEstimate: 40 }) },
    { phase: null, ...progress({ percentByCount: 0 }) },
  ],
  urgent: [item('PAY-1')],
  ...changes,
});
const shop = (changes: object = {}) =>
  project({ viewerCanManagePlan: true, planSummary: summary(), planItems: connection([item('PAY-1')]), ...changes });

const show = (changes: object = {}, root: object = {}, search = '') => {
  const server = startFakeServer({ project: shop(changes), ...root });
  return { server, ...renderAt(`/p/shop/analytics/roadmap${search}`, routes) };
};

const outcome = (changes: object = {}) => ({
  isStored: false,
  added: 1,
  updated: 1,
  unchanged: 0,
  removed: 0,
  problemCount: 1,
  ignoredColumns: ['Notes'],
  problems: [{ row: 7, column: 'due', message: 'Write the date as 2026-11-30.' }],
  changes: [
    { kind: 'ADDED', key: 'A', title: 'New one', phase: null, fields: [] },
    {
      kind: 'UPDATED',
      key: null,
      title: 'Old one',
      phase: null,
      fields: [{ name: 'status', before: 'TODO', after: 'DONE' }],
    },
  ],
  ...changes,
});

test('teaches with a file to copy while there is no plan; who may not import sees no button', async () => {
  show({ planSummary: summary({ importedAt: null, phases: [], urgent: [] }), viewerCanManagePlan: false });
  expect(await screen.findByText('There is no plan yet')).toBeVisible();
  expect(screen.getByText(/id,title,phase,status/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Import a plan' })).toBeNull();
});

test('shows phases, the most urgent and the items; a phase narrows the table, in the address', async () => {
  const { user, path } = show();
  const phase = await screen.findByRole('button', { name: /Checkout, and more.*100 %.*40 % by estimate/ });
  expect(screen.getByRole('button', { name: /No phase.* 0 %.*no estimates/ })).toBeVisible();
  const urgent = screen.getByRole('region', { name: 'Most urgent' });
  expect(within(urgent).getByText('Overdue')).toBeVisible();
  expect(within(urgent).getByText('By priority.')).toBeVisible();
  expect(await screen.findByRole('table', { name: 'Items of the roadmap' })).toBeVisible();
  await user.click(phase);
  expect(new URLSearchParams(path().split('?')[1]).getAll('phase')).toEqual(['Checkout, and more']);
  expect(phase).toHaveAttribute('aria-pressed', 'true');
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(path()).toBe('/p/shop/analytics/roadmap');
});

test('an import shows changes and problems first, and stores on the second press', async () => {
  const asked: Record<string, unknown>[] = [];
  const { user, path } = show(
    {},
    {
      importPlan: ({ input }: { input: Record<string, unknown> }) => {
        asked.push(input);
        return outcome({ isStored: input.dryRun === false });
      },
    },
    '?import=1',
  );
  const dialog = await screen.findByRole('dialog');
  const look = within(dialog).getByRole('button', { name: 'Look at the changes' });
  expect(look).toBeDisabled();
  await user.click(within(dialog).getByRole('textbox'));
  await user.paste('title\nNew one\n');
  await user.click(look);
  expect(await within(dialog).findByText('1 added, 1 changed, 0 removed, 0 as before; 1 problem.')).toBeVisible();
  expect(within(dialog).getByText('Row 7, due:')).toBeVisible();
  expect(within(dialog).getByText('Ignored columns: Notes.')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'Import the rest' }));
  expect(await screen.findByText('Plan imported: 1 added, 1 changed, 0 removed')).toBeVisible();
  expect(asked.map(({ dryRun }) => dryRun)).toEqual([true, false]);
  expect(path()).toBe('/p/shop/analytics/roadmap');
});

test('says what is wrong with a file that is no plan', async () => {
  const { user } = show(
    {},
    {
      importPlan: () => {
        throw new FakeError('INVALID_INPUT', 'There is no column “title”.');
      },
    },
    '?import=1',
  );
  await user.click(await screen.findByRole('textbox', { name: /paste/ }));
  await user.paste('x');
  await user.click(screen.getByRole('button', { name: 'Look at the changes' }));
  expect(await screen.findByText(/There is no column “title”/)).toBeVisible();
});

test('an item opens with its deployments, and why each ships it', async () => {
  const deployment = {
    __typename: 'Deployment',
    id: 'dpl_1',
    number: 142,
    version: 'v2',
    status: 'SUCCEEDED',
    finishedAt: '2026-11-20T12:00:00Z',
    createdAt: '2026-11-20T12:00:00Z',
    service: { __typename: 'Service', id: 'svc_web', name: 'Web' },
    environment: { __typename: 'Environment', id: 'env_p', name: 'Production' },
  };
  show(
    { viewerCanManagePlan: false },
    {
      node: item('PAY-1', {
        version: 'v2',
        createdAt: '2026-11-01T12:00:00Z',
        updatedAt: '2026-11-02T12:00:00Z',
        doneAt: null,
        deployments: [{ source: 'CHANGE', deployment }],
      }),
    },
    '?item=itm_PAY-1',
  );
  const panel = await screen.findByRole('dialog', { name: 'Title of PAY-1' });
  expect(await within(panel).findByRole('link', { name: /Web #142/ })).toHaveAttribute(
    'href',
    '/p/shop/deployments/dpl_1',
  );
  expect(within(panel).getByText(/its tickets have this id/)).toBeVisible();
});
