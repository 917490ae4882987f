import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeError, type FakeRoot, startFakeServer } from '../../../test/fake-server.ts';
import { connection } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import JobsPage from './jobs-page.tsx';

const routes = [{ path: '/administration/jobs', element: <JobsPage /> }];

const job = (id: string, changes: object = {}) => ({
  id,
  kind: 'mail.send',
  title: 'Send a mail',
  subject: null,
  subjectCount: 0,
  state: 'READY',
  attempts: 0,
  maxAttempts: 8,
  lastError: null,
  runAt: '2026-11-20T12:00:00Z',
  createdAt: '2026-11-20T12:00:00Z',
  startedAt: null,
  worker: null,
  priority: 0,
  ifDropped: 'The mail is never sent.',
  ...changes,
});
const kind = (name: string, title: string, changes: object = {}) => ({
  kind: name,
  title,
  isQueued: true,
  runningCount: 0,
  readyCount: 0,
  scheduledCount: 0,
  retryingCount: 0,
  failedCount: 0,
  oldestDueAt: null,
  nextAt: null,
  ...changes,
});
const worker = {
  id: 'wrk_1',
  host: 'red',
  pid: 7,
  startedAt: '2026-11-20T12:00:00Z',
  heartbeatAt: '2026-11-20T12:00:00Z',
  isAlive: true,
  jobCount: 2,
  deploymentCount: 0,
  runCount: 1,
};
const failed = job('7', { state: 'FAILED', attempts: 8, lastError: 'The mail server did not take a mail (ESOCKET).' });
const ofRun = job('8', {
  kind: 'run',
  title: 'Go on with a run',
  subject: { id: 'run_1', type: 'Run', name: 'Release #4', projectSlug: 'shop' },
  subjectCount: 3,
});

function start(jobs: unknown[], more: FakeRoot = {}) {
  return startFakeServer({
    backgroundJobs: connection(jobs),
    backgroundJobKinds: [
      kind('mail.send', 'Send a mail', { failedCount: 3, readyCount: 12 }),
      kind('run', 'Go on with a run'),
      kind('run.wake', 'Wake a run that waits for a time', { isQueued: false, scheduledCount: 5 }),
    ],
    workers: [worker],
    ...more,
  });
}

test('says how much there is of each kind, who does it, and what waits', async () => {
  start([failed, ofRun]);
  renderAt('/administration/jobs', routes);
  const row = within(await screen.findByRole('table', { name: 'Kinds of work' }));
  expect(await row.findByRole('row', { name: /Send a mail.*12.*3/ })).toBeVisible();
  expect(screen.getByText(/Wake a run that waits for a time: 5 to come/)).toBeVisible();
  expect(screen.getByText('At 2 jobs, 1 run')).toBeVisible();
  const jobs = within(screen.getByRole('table', { name: 'Jobs' }));
  expect(await jobs.findByRole('row', { name: /Send a mail.*ESOCKET.*Failed.*8 of 8/ })).toBeVisible();
  expect(jobs.getByRole('link', { name: 'Release #4' })).toHaveAttribute('href', '/p/shop/runs/run_1');
  expect(jobs.getByText('and 2 more')).toBeVisible();
});

test('filters stand in the URL and go to the server', async () => {
  const filters: unknown[] = [];
  start([], {
    backgroundJobs: ({ filter }: { filter: unknown }) => {
      filters.push(filter);
      return connection(filter ? [] : [failed]);
    },
  });
  const { user, path } = renderAt('/administration/jobs', routes);
  await user.click(await screen.findByRole('link', { name: /^Send a mail/ }));
  expect(path()).toBe('/administration/jobs?kind=mail.send');
  await user.keyboard('/');
  await user.type(screen.getByRole('searchbox', { name: 'Search jobs' }), 'dpl_1');
  await waitFor(() => expect(filters.at(-1)).toEqual({ kinds: ['mail.send'], search: 'dpl_1' }));
  expect(path()).toBe('/administration/jobs?kind=mail.send&search=dpl_1');
  expect(await screen.findByText('No job passes these filters')).toBeVisible();
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' }).at(-1) as HTMLElement);
  expect(await screen.findByRole('button', { name: 'Send a mail, job 7' })).toBeVisible();
  expect(path()).toBe('/administration/jobs');
  expect(screen.getByRole('searchbox', { name: 'Search jobs' })).toHaveValue('');
});

test('the whole of a job opens at the side, with what comes of dropping it', async () => {
  start([failed]);
  const { user } = renderAt('/administration/jobs', routes);
  await user.click(await screen.findByRole('button', { name: 'Send a mail, job 7' }));
  const panel = within(await screen.findByRole('dialog', { name: 'Send a mail' }));
  expect(panel.getByText('The mail server did not take a mail (ESOCKET).')).toBeVisible();
  expect(panel.getByText('The mail is never sent.')).toBeVisible();
  expect(panel.getByText('8 of 8')).toBeVisible();
});

test('chosen jobs are retried at once, and the list is asked for again', async () => {
  const asked: unknown[] = [];
  const server = start([failed, ofRun, job('9', { state: 'RUNNING' })]);
  server.root.retryJobs = ({ input }: Record<string, unknown>) => {
    asked.push(input);
    server.root.backgroundJobs = connection([ofRun]);
    return { count: 2, problems: [] };
  };
  const { user } = renderAt('/administration/jobs', routes);
  await screen.findByRole('button', { name: 'Send a mail, job 7' });
  await user.click(screen.getByRole('checkbox', { name: 'Choose all that are shown' }));
  const bar = within(screen.getByRole('region', { name: 'Chosen jobs' }));
  expect(bar.getByRole('status')).toHaveTextContent('3 jobs chosen, 1 running');
  await user.click(bar.getByRole('button', { name: 'Retry 2' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Retry 2 jobs' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Send a mail, job 7' })).toBeNull());
  expect(asked).toEqual([{ ids: ['7', '8'] }]);
  expect(screen.queryByRole('region', { name: 'Chosen jobs' })).toBeNull();
});

test('dropping says what follows, kind by kind, and what was left as it is', async () => {
  start([failed, { ...ofRun, ifDropped: 'The run stays.' }], {
    dropJobs: { count: 1, problems: [{ id: '8', message: 'Cancel the run instead.' }] },
  });
  const { user } = renderAt('/administration/jobs', routes);
  await user.click(await screen.findByRole('checkbox', { name: 'Choose job 7' }));
  await user.click(screen.getByRole('checkbox', { name: 'Choose job 8' }));
  await user.click(screen.getByRole('button', { name: 'Drop 2' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Drop 2 jobs?' }));
  expect(dialog.getByText(/The mail is never sent/)).toBeVisible();
  expect(dialog.getByText(/The run stays/)).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'Drop 2 jobs' }));
  expect(await screen.findByText('Dropped 1 job, not 1 other')).toBeVisible();
  expect(screen.getByText('Cancel the run instead.')).toBeVisible();
});

test('goes to the next page and back', async () => {
  start([], {
    backgroundJobs: ({ after }: { after: string | null }) =>
      after === 'next' ? connection([ofRun]) : connection([failed], true),
  });
  const { user } = renderAt('/administration/jobs', routes);
  await user.click(await screen.findByRole('button', { name: 'Next 50' }));
  expect(await screen.findByRole('button', { name: 'Go on with a run, job 8' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Back to the top' }));
  expect(await screen.findByRole('button', { name: 'Send a mail, job 7' })).toBeVisible();
});

test('says what comes here, and how a worker is started', async () => {
  start([], { workers: [] });
  renderAt('/administration/jobs', routes);
  expect(await screen.findByText('Nothing waits to be done')).toBeVisible();
  expect(await screen.findByText('node pilothouse.mjs start worker')).toBeVisible();
});

test('tells who is no administrator', async () => {
  const refuse = () => {
    throw new FakeError('FORBIDDEN', 'Only an administrator of this installation may do this.');
  };
  startFakeServer({ backgroundJobs: refuse, backgroundJobKinds: refuse, workers: refuse });
  renderAt('/administration/jobs', routes);
  expect(await screen.findByText('Only an administrator of this installation may do this.')).toBeVisible();
});
