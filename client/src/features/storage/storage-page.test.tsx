import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import StoragePage from './storage-page.tsx';

const routes = [{ path: '/administration/data', element: <StoragePage /> }];

const kind = (key: string, title: string, changes: object = {}) => ({
  kind: key,
  title,
  rowsEstimate: 12_000,
  bytes: 3_000_000,
  bytesPerDay: 50_000,
  settledBytes: 6_050_000,
  monthCount: 3,
  oldestMonth: '2026-09-01T00:00:00Z',
  removedBefore: null,
  retentionDays: 90,
  defaultRetentionDays: 90,
  ...changes,
});
const storage = (retentionDays = 90, changes: object = {}) => ({
  totalBytes: 5_000_000,
  gigabytePrice: null,
  idBytes: 10_000,
  foldedAt: '2026-11-20T12:00:00Z',
  isBehind: false,
  heldUpBy: null,
  kinds: [
    kind('api', 'Operations of the API have been answered', { retentionDays }),
    kind('ai', 'A language model has answered'),
  ],
  rollups: [
    { grain: '15', rowsEstimate: 900, bytes: 90_000 },
    { grain: '1440', rowsEstimate: 20, bytes: 9_000 },
  ],
  ...changes,
});

test('shows what each kind takes, and says when counting is behind', async () => {
  startFakeServer({ analyticsStorage: storage(90, { isBehind: true }) });
  renderAt('/administration/data', routes);
  const table = within(screen.getByRole('table', { name: 'Events by kind' }));
  expect(await table.findByRole('row', { name: /Operations of the API.*12k.*2026-09.*90 days/i })).toBeVisible();
  expect(screen.getByRole('alert')).toHaveTextContent('wait for more than a minute');
  expect(screen.getByRole('alert')).toHaveTextContent('until a worker runs');
  expect(screen.getByRole('row', { name: /Quarters of an hour/ })).toBeVisible();
  expect(table.queryByRole('columnheader', { name: 'USD a month' })).toBeNull();
});

test('says which transaction counting waits for, and what storage costs where its price is known', async () => {
  const heldUpBy = 'The transaction of process 7 (user ann, database shop), open since 2026-11-20 11:00:00+00';
  startFakeServer({
    analyticsStorage: storage(90, { isBehind: true, heldUpBy, totalBytes: 5e9, gigabytePrice: 0.25 }),
  });
  renderAt('/administration/data', routes);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'of process 7 (user ann, database shop), open since 2026-11-20 11:00:00+00, holds them up',
  );
  expect(screen.getByText(/That costs \$1\.25 a month\./)).toBeVisible();
  expect(screen.getByRole('columnheader', { name: 'USD a month' })).toBeVisible();
  expect(screen.getByRole('row', { name: /Operations of the API.*< \$0\.01/ })).toBeVisible();
});

test('says that what has left does not come back when events are kept for longer', async () => {
  startFakeServer({
    analyticsStorage: storage(90, { kinds: [kind('api', 'Operations', { removedBefore: '2026-08-01T00:00:00Z' })] }),
    freedStorage: { monthCount: 0, rowsEstimate: 0, bytes: 0, before: null },
  });
  const { user } = renderAt('/administration/data', routes);
  await user.click(await screen.findByRole('button', { name: /Keep “Operations/ }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.queryByText(/don’t come back/)).toBeNull();
  const days = dialog.getByRole('textbox', { name: 'Days' });
  await user.clear(days);
  await user.type(days, '365');
  expect(await dialog.findByText(/Events from before 2026-08 have left and don’t come back/)).toBeVisible();
});

test('says what a shorter time lets go before it is set', async () => {
  const saved: unknown[] = [];
  startFakeServer({
    analyticsStorage: storage(),
    freedStorage: ({ days }: { days: number }) =>
      days < 60
        ? { monthCount: 2, rowsEstimate: 8_000, bytes: 2_000_000, before: '2026-10-01T00:00:00Z' }
        : { monthCount: 0, rowsEstimate: 0, bytes: 0, before: null },
    setFactRetention: ({ input }: { input: unknown }) => {
      saved.push(input);
      return storage(30);
    },
  });
  const { user } = renderAt('/administration/data', routes);
  await user.click(await screen.findByRole('button', { name: /Keep “Operations of the API/ }));
  const dialog = within(await screen.findByRole('dialog'));
  const days = dialog.getByRole('textbox', { name: 'Days' });
  await user.clear(days);
  await user.type(days, '3');
  expect(await dialog.findByText('Use 7 to 3,650 whole days.')).toBeVisible();
  await user.type(days, '0');
  expect(await dialog.findByText(/2 months with about 8k events leave for good/i)).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'Keep less, and drop these' }));
  await waitFor(() => expect(saved).toEqual([{ kind: 'api', days: 30 }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
