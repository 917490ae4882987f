import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, project, viewer } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import ProjectsPage from './projects-page.tsx';

const routes = [
  { path: '/projects', element: <ProjectsPage /> },
  { path: '/p/:slug', element: <p>The project</p> },
];

test('the first visit teaches, and leads to a project', async () => {
  startFakeServer({
    viewer: viewer(),
    projects: connection([]),
    createProject: ({ input }: Record<string, unknown>) => project(input as Record<string, unknown>),
  });
  const { user, path } = renderAt('/projects', routes);
  expect(await screen.findByText('A project holds what your team runs')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Create project' }));
  await user.type(screen.getByLabelText('Name'), 'Web Shop');
  expect(screen.getByLabelText('Slug')).toHaveValue('web-shop');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create project' }));
  expect(await screen.findByText('The project')).toBeVisible();
  expect(path()).toBe('/p/web-shop');
});

test('a taken slug is said at the slug', async () => {
  startFakeServer({
    viewer: viewer(),
    projects: connection([project()]),
    createProject: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', { problems: [{ path: 'slug', message: 'This slug is taken.' }] });
    },
  });
  const { user } = renderAt('/projects?create', routes);
  await user.type(await screen.findByLabelText('Name'), 'Shop');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create project' }));
  expect(await screen.findByText('This slug is taken.')).toBeVisible();
  expect(screen.getByLabelText('Slug')).toHaveFocus();
});

test('who may not create projects is told whom to ask', async () => {
  startFakeServer({ viewer: viewer({ viewerCanCreateProject: false }), projects: connection([]) });
  renderAt('/projects', routes);
  expect(await screen.findByText(/Ask whoever runs this server/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Create project' })).toBeNull();
});
