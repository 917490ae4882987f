import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { type FakeRoot, startFakeServer } from '../../../test/fake-server.ts';
import { connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import EventsPage from './events-page.tsx';

const routes = [{ path: '/p/:slug/analytics/events', element: <EventsPage /> }];

const event = (id: string, changes: object = {}) => ({
  id,
  at: '2026-11-20T12:00:00Z',
  kind: 'custom',
  title: 'order.paid',
  name: 'order.paid',
  status: null,
  isError: false,
  count: 1,
  value: 49.9,
  unit: 'NUMBER',
  costNano: null,
  serviceName: null,
  environmentName: null,
  actor: 'customer-7',
  senderId: 'order-1042',
  url: null,
  data: { basket: ['tea'] },
  ...changes,
});
const deployment = event('2', {
  kind: 'deployment',
  title: 'web #12',
  status: 'FAILED',
  isError: true,
  value: 64,
  unit: 'SECONDS',
  serviceName: 'Web',
  environmentName: 'Production',
  url: '/p/shop/deployments/dpl_1',
  actor: null,
  data: null,
});

function start(events: unknown, more: FakeRoot = {}) {
  return startFakeServer({
    project: project({ viewerCanTrackEvents: true, events, ...more }),
    eventKinds: [
      { key: 'deployment', title: 'A deployment has ended', nameMeans: null, valueMeans: null },
      { key: 'custom', title: 'An event of your own', nameMeans: null, valueMeans: null },
    ],
  });
}

test('a row leads to what is behind it; one that has nothing behind it opens at the side', async () => {
  start(connection([event('1'), deployment]));
  const { user, path } = renderAt('/p/shop/analytics/events', routes);
  const table = within(screen.getByRole('table', { name: 'Events' }));
  const link = await table.findByRole('link', { name: 'web #12' });
  expect(link).toHaveAttribute('href', '/p/shop/deployments/dpl_1');
  expect(table.getByRole('row', { name: /web #12.*Web → Production.*Failed.*1m 04s/ })).toBeVisible();
  await user.click(table.getByRole('link', { name: 'order.paid' }));
  const panel = within(await screen.findByRole('dialog', { name: 'order.paid' }));
  expect(panel.getByText('customer-7')).toBeVisible();
  expect(panel.getByText('order-1042')).toBeVisible();
  expect(path()).toBe('/p/shop/analytics/events?event=1');
});

test('filters stand in the address and go to the server', async () => {
  const filters: unknown[] = [];
  start(({ filter }: { filter: unknown }) => {
    filters.push(filter);
    return connection([]);
  });
  const { user, path } = renderAt('/p/shop/analytics/events?kind=custom', routes);
  expect(await screen.findByText('No event passes these filters')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'order.paid');
  await waitFor(() => expect(path()).toBe('/p/shop/analytics/events?kind=custom&name=order.paid'));
  await waitFor(() => expect(filters.at(-1)).toEqual({ kinds: ['custom'], names: ['order.paid'] }));
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] as HTMLElement);
  await waitFor(() => expect(path()).toBe('/p/shop/analytics/events'));
});

test('without any it teaches how to send one', async () => {
  start(connection([]));
  const { user } = renderAt('/p/shop/analytics/events', routes);
  expect(await screen.findByText('Nothing has happened yet')).toBeVisible();
  expect(screen.getByText(/"project": "shop"/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Send an event' }));
  expect(await screen.findByRole('dialog', { name: 'Send an event' })).toBeVisible();
});

test('who may send none is not shown how', async () => {
  start(connection([]), { viewerCanTrackEvents: false });
  renderAt('/p/shop/analytics/events', routes);
  expect(await screen.findByText('Nothing has happened yet')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Send an event' })).toBeNull();
  expect(screen.queryByText(/curl/)).toBeNull();
});
