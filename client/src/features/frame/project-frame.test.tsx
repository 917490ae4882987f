import { expect, test } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useParams } from 'react-router';
import { startFakeServer } from '../../../test/fake-server.ts';
import { connection, deployment, environment, project, service, viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { useHomePageQuery } from '../../graphql/generated.ts';
import { ProjectFrame } from './project-frame.tsx';

/** A page that shows one thing that changes. */
function Page() {
  const { slug = '' } = useParams();
  const [{ data }] = useHomePageQuery({ variables: { slug } });
  return <p>Newest: {data?.project?.matrix[0]?.latest?.status ?? '–'}</p>;
}

const routes = [
  {
    path: '/p/:slug',
    element: <ProjectFrame floating={null} />,
    children: [
      { index: true, element: <Page /> },
      { path: '*', element: <p>Elsewhere</p> },
    ],
  },
  { path: '/sign-in', element: <p>Sign in</p> },
];
const web = service('web');
const staging = environment('staging', 1);
const shop = (status: string) =>
  project({
    environments: [staging],
    services: connection([web]),
    matrix: [
      {
        id: 'cell',
        activeCount: 1,
        service: web,
        environment: staging,
        live: null,
        latest: deployment(1, '1.0', status),
      },
    ],
  });

test('goes anywhere with the palette and with keys', async () => {
  startFakeServer({ viewer: viewer(), project: shop('RUNNING') });
  const { user, path } = renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByPlaceholderText(/Go to a name/), 'deploy web sta');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(path()).toBe('/p/shop?deploy=svc_web&to=env_staging'));
  await user.keyboard('gs');
  await waitFor(() => expect(path()).toBe('/p/shop/services'));
  await user.keyboard('?');
  expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});

test('reports an incident from wherever one is, where one may', async () => {
  const server = startFakeServer({ viewer: viewer(), project: shop('RUNNING') });
  const { user, path } = renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByPlaceholderText(/Go to a name/), 'report inc');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(path()).toBe('/p/shop/analytics/incidents?incident=new'));
  expect(server.operations).toContain('ProjectFrame');
});

test('finds things by name on the server', async () => {
  startFakeServer({
    viewer: viewer(),
    project: shop('RUNNING'),
    search: ({ text }: Record<string, unknown>) =>
      text === '#142'
        ? [
            {
              id: 'dpl_142',
              kind: 'DEPLOYMENT',
              title: 'web #142',
              subtitle: '2.0',
              path: '/p/shop/deployments/dpl_142',
            },
          ]
        : [],
  });
  const { user, path } = renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await user.click(screen.getByRole('button', { name: 'Search or run a command' }));
  await user.type(await screen.findByPlaceholderText(/Go to a name/), '#142');
  await user.click(await screen.findByText('web #142'));
  await waitFor(() => expect(path()).toBe('/p/shop/deployments/dpl_142'));
});

test('a change that is pushed is drawn and said, without asking again for mere progress', async () => {
  const server = startFakeServer({ viewer: viewer(), project: shop('RUNNING') });
  renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await act(() =>
    server.push('deploymentsChanged', deployment(1, '1.0', 'RUNNING', { service: web, environment: staging })),
  );
  const askedBefore = server.operations.filter((name) => name === 'HomePage').length;
  await act(() =>
    server.push('deploymentsChanged', deployment(1, '1.0', 'RUNNING', { service: web, environment: staging })),
  );
  expect(server.operations.filter((name) => name === 'HomePage')).toHaveLength(askedBefore);
  server.root.project = shop('SUCCEEDED');
  await act(() =>
    server.push('deploymentsChanged', deployment(1, '1.0', 'SUCCEEDED', { service: web, environment: staging })),
  );
  expect(await screen.findByText('Newest: SUCCEEDED')).toBeVisible();
  expect(await screen.findByText('Web to Staging: Succeeded')).toBeInTheDocument();
});

test('the number of alerts follows what is pushed, whichever page is open, and nothing is asked again', async () => {
  const change = (openCount: number) => ({ projectId: 'prj_shop', openCount, at: `2026-11-20T12:00:0${openCount}Z` });
  const server = startFakeServer({ viewer: viewer(), project: { ...shop('RUNNING'), openAlertCount: 0 } });
  renderAt('/p/shop/elsewhere', routes);
  expect(await screen.findByText('Elsewhere')).toBeVisible();
  const rail = within(screen.getAllByRole('navigation', { name: 'Project' })[0] as HTMLElement);
  expect(await rail.findByRole('link', { name: 'Analytics' })).toBeVisible();
  await act(() => server.push('alertsChanged', change(0)));
  const asked = server.operations.length;
  await act(() => server.push('alertsChanged', change(2)));
  expect(await rail.findByRole('link', { name: 'Analytics , 2 alerts fire' })).toBeVisible();
  expect(await screen.findByText('2 alerts fire')).toBeInTheDocument();
  await act(() => server.push('alertsChanged', change(0)));
  expect(await rail.findByRole('link', { name: 'Analytics' })).toBeVisible();
  expect(server.operations).toHaveLength(asked);
});

test('a lost connection is said, and what was missed is there when it is back', async () => {
  const server = startFakeServer({ viewer: viewer(), project: shop('RUNNING') });
  renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await act(async () => server.drop());
  expect(await screen.findByText(/Reconnecting… showing/)).toBeVisible();
  server.root.project = shop('FAILED');
  server.accept();
  // The machine is back online: the socket need not wait for its next try.
  await act(async () => fireEvent(window, new Event('online')));
  expect(await screen.findByText('Newest: FAILED')).toBeVisible();
  expect(screen.queryByText(/Reconnecting…/)).toBeNull();
});

test('whose rights change stays where they are, with what they may see now', async () => {
  const server = startFakeServer({ viewer: viewer(), project: shop('RUNNING') });
  const { path } = renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await act(async () => server.drop(4403));
  server.root.project = shop('FAILED');
  server.accept();
  await act(async () => fireEvent(window, new Event('online')));
  expect(await screen.findByText('Newest: FAILED')).toBeVisible();
  expect(path()).toBe('/p/shop');
});

test('whose session is ended elsewhere is sent to sign in', async () => {
  const server = startFakeServer({ viewer: viewer(), project: shop('RUNNING') });
  renderAt('/p/shop', routes);
  await screen.findByText('Newest: RUNNING');
  await act(async () => server.drop(4403));
  Object.assign(server.root, { viewer: null, project: null });
  server.accept();
  await act(async () => fireEvent(window, new Event('online')));
  expect(await screen.findByText('Sign in')).toBeVisible();
});

test('a project that is not there, and a viewer who is not', async () => {
  startFakeServer({ viewer: viewer(), project: null });
  renderAt('/p/nope', routes);
  expect(await screen.findByRole('heading', { name: 'There is no such project' })).toBeVisible();
});

test('who is signed out is sent to sign in', async () => {
  startFakeServer({ viewer: null, project: null });
  const { path } = renderAt('/p/shop', routes);
  expect(await screen.findByText('Sign in')).toBeVisible();
  expect(path()).toBe('/sign-in?next=%2Fp%2Fshop');
});
