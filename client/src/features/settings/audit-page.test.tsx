import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { ada, connection, project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import AuditPage from './audit-page.tsx';
import InstallationAuditPage from './installation-audit-page.tsx';

const routes = [
  { path: '/p/:slug/settings/audit', element: <AuditPage /> },
  { path: '/administration/audit', element: <InstallationAuditPage /> },
];

const event = (seq: number, action: string, changes: object = {}) => ({
  id: `aud_${seq}`,
  at: '2026-11-20T22:15:43.120Z',
  action,
  actorId: ada.id,
  actorName: ada.name,
  subjectId: 'svc_web',
  subjectType: 'Service',
  subjectName: 'web',
  detail: null,
  address: '192.0.2.7',
  requestId: `request-${seq}`,
  seq,
  hash: 'ab'.repeat(32),
  ...changes,
});
const refused = event(2, 'attempt.refused', {
  actorId: null,
  actorName: 'nobody signed in',
  detail: { operation: 'deleteService', code: 'FORBIDDEN', ids: {} },
});
const shop = (auditEvents: unknown) => project({ auditEvents, members: connection([{ id: 'mem_ada', user: ada }]) });

test('lists what happened, what was refused in words, and everything of the one that is opened', async () => {
  startFakeServer({ project: shop(connection([refused, event(1, 'service.deleted')])) });
  const { user, path } = renderAt('/p/shop/settings/audit', routes);
  expect(await screen.findByText('Delete service refused')).toBeInTheDocument();
  await user.click(screen.getByRole('link', { name: /Service deleted/ }));
  expect(path()).toBe('/p/shop/settings/audit?event=aud_1');
  const panel = await screen.findByRole('dialog');
  expect(panel).toHaveTextContent('request-1');
  expect(panel).toHaveTextContent('ab'.repeat(32));
  expect(within(panel).getByRole('link', { name: 'Everything by Ada Marsh' })).toHaveAttribute(
    'href',
    '/p/shop/settings/audit?who=usr_ada',
  );
});

test('filters stand in the URL, go to the server, and hold for the export', async () => {
  const filters: unknown[] = [];
  startFakeServer({
    project: shop(({ filter }: { filter: unknown }) => {
      filters.push(filter);
      return connection([]);
    }),
  });
  const { user, path } = renderAt('/p/shop/settings/audit', routes);
  expect(await screen.findByText('Nothing has been recorded yet')).toBeInTheDocument();
  await user.click(screen.getByRole('checkbox', { name: 'Refused only' }));
  await user.click(screen.getByRole('combobox', { name: 'About' }));
  await user.click(await screen.findByRole('option', { name: 'Services' }));
  await waitFor(() => expect(path()).toBe('/p/shop/settings/audit?refused=1&action=service'));
  expect(await screen.findByText('Nothing matches these filters')).toBeInTheDocument();
  expect(filters.at(-1)).toMatchObject({ refusedOnly: true, action: 'service' });
  await user.click(screen.getByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('menuitem', { name: /CSV/ })).toHaveAttribute(
    'href',
    '/api/v1/projects/shop/audit.csv?action=service&refusedOnly=true',
  );
  expect(screen.getByRole('menuitem', { name: /NDJSON/ })).toHaveAttribute(
    'href',
    '/api/v1/projects/shop/audit.ndjson?action=service&refusedOnly=true',
  );
});

test('an address that asks for somebody who is not listed says whom', async () => {
  startFakeServer({ project: shop(connection([])) });
  renderAt('/p/shop/settings/audit?who=tok_ci', routes);
  await screen.findByText('Nothing matches these filters');
  expect(screen.getByRole('combobox', { name: 'By whom' })).toHaveTextContent('tok_ci');
});

test('loads more from where the list ends', async () => {
  startFakeServer({
    project: shop(({ after }: { after: string | null }) =>
      after ? connection([event(1, 'service.created')]) : connection([event(2, 'service.deleted')], true),
    ),
  });
  const { user } = renderAt('/p/shop/settings/audit', routes);
  await user.click(await screen.findByRole('button', { name: 'Load more events' }));
  expect(await screen.findByRole('link', { name: /Service created/ })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /Service deleted/ })).toBeInTheDocument();
});

test('the installation’s trail is the same page, with what concerns no project', async () => {
  startFakeServer({ installationAuditEvents: connection([event(1, 'session.started', { subjectName: 'session' })]) });
  const { user } = renderAt('/administration/audit', routes);
  expect(await screen.findByRole('link', { name: /Session started/ })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('menuitem', { name: /CSV/ })).toHaveAttribute('href', '/api/v1/audit.csv');
});
