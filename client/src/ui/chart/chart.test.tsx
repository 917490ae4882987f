import { expect, test } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { TooltipProvider } from '../tooltip.tsx';
import { Chart } from './chart.tsx';
import type { ChartPointEvent } from './chart-types.ts';

const point = (day: number, value: number | null, sampleSize = value ?? 0) => ({
  from: `2026-03-0${day}T00:00:00Z`,
  to: `2026-03-0${day + 1}T00:00:00Z`,
  label: `2026-03-0${day}`,
  value,
  sampleSize,
});
const series = [
  { key: 'ok', label: 'Succeeded', points: [point(1, 4), point(2, null), point(3, 7)] },
  { key: 'bad', label: 'Failed', tone: 'failed' as const, points: [point(1, 1), point(2, null), point(3, 2)] },
];

function show(changes: Partial<ComponentProps<typeof Chart>> = {}) {
  const opened: ChartPointEvent[] = [];
  const chart = (
    <TooltipProvider>
      <Chart
        title="Deployments"
        kind="bar"
        isStacked
        series={series}
        unit="COUNT"
        zone="UTC"
        onPointClick={(event) => opened.push(event)}
        {...changes}
      />
    </TooltipProvider>
  );
  render(<RouterProvider router={createMemoryRouter([{ path: '*', element: chart }])} />);
  return { user: userEvent.setup(), opened };
}
const heard = () => screen.getByRole('status').textContent;

test('is walked by keys, says each point, and opens it', async () => {
  const { user, opened } = show();
  await user.tab();
  await user.tab();
  await user.tab();
  expect(screen.getByRole('application', { name: 'Deployments' })).toHaveFocus();
  expect(screen.getByRole('application')).toHaveAccessibleDescription(/3 points of Succeeded, Failed/);
  await user.keyboard('{ArrowLeft}');
  expect(heard()).toBe('Succeeded: 7, from 7 rows, Tue, 3 Mar 2026 UTC');
  await user.keyboard('{ArrowDown}');
  expect(heard()).toBe('Failed: 2, from 2 rows, Tue, 3 Mar 2026 UTC');
  await user.keyboard('{Enter}');
  expect(opened).toEqual([{ seriesKey: 'bad', point: point(3, 2) }]);
  await user.keyboard('{ArrowLeft}');
  expect(heard()).toBe('Failed: no data, Mon, 2 Mar 2026 UTC');
  await user.keyboard('{Enter}');
  expect(opened).toHaveLength(1);
  await user.keyboard('{Home}{ArrowLeft}');
  expect(heard()).toMatch(/^Failed: 1, from 1 row, Sun, 1 Mar/);
  await user.keyboard('{Escape}');
  expect(heard()).toBe('');
});

test('is a table, too: what has no data is not 0, and what has opens', async () => {
  const { user, opened } = show();
  await user.click(screen.getByRole('button', { name: 'Show Deployments as a table' }));
  const rows = within(screen.getByRole('table', { name: 'Deployments' })).getAllByRole('row');
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
    ['Time', 'Succeeded', 'Failed'],
    ['2026-03-03', '7', '2'],
    ['2026-03-02', '–', '–'],
    ['2026-03-01', '4', '1'],
  ]);
  await user.click(screen.getByRole('button', { name: '4, Succeeded, 2026-03-01' }));
  expect(opened).toEqual([{ seriesKey: 'ok', point: point(1, 4) }]);
});

test('a series is left out and comes back; the last stays', async () => {
  const { user } = show();
  await user.click(screen.getByRole('button', { name: 'Failed' }));
  expect(screen.getByRole('button', { name: 'Failed', pressed: false })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Succeeded' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Show Deployments as a table' }));
  expect(screen.queryByRole('columnheader', { name: 'Failed' })).toBeNull();
});

test('what it is compared with is a column of the table', async () => {
  const { user } = show({
    series: [{ key: 'ok', label: 'Succeeded', points: [point(1, 4)], previous: [point(1, 3)] }],
  });
  expect(screen.getByText('Compared with')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Show Deployments as a table' }));
  expect(screen.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['4', '3']);
});

test('without data it says so', () => {
  show({ series: [{ key: 'ok', label: 'Succeeded', points: [point(1, null)] }], emptyText: 'Nothing was deployed' });
  expect(screen.getByText('Nothing was deployed')).toBeVisible();
  expect(screen.queryByRole('application')).toBeNull();
});

test('what happened is listed under its tick', async () => {
  const { user } = show({
    annotations: [
      {
        id: 'inc_1',
        at: '2026-03-01T12:00:00Z',
        kind: 'INCIDENT',
        title: 'Shop is down',
        url: '/p/shop/incidents/inc_1',
      },
    ],
  });
  await user.click(screen.getByRole('button', { name: 'Incident: Shop is down' }));
  expect(screen.getByRole('link', { name: /Shop is down Incident, Sun, 1 Mar 2026, 12:00 UTC/ })).toHaveAttribute(
    'href',
    '/p/shop/incidents/inc_1',
  );
});
