import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import TemplatesPage from './templates-page.tsx';

const template = (slug: string, name: string) => ({
  slug,
  name,
  description: `${name} does. Something.`,
  category: 'DELIVERY',
  icon: 'rocket',
});

test('shows the templates of the category in the address, each a link to its page', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    workflowTemplates: (given: unknown) => {
      asked.push(given);
      return [template('staged-release', 'Staged release')];
    },
  });
  renderAt('/p/demo/workflows/templates?category=DELIVERY', [
    { path: '/p/:slug/workflows/templates', element: <TemplatesPage /> },
  ]);
  expect(await screen.findByRole('link', { name: /Staged release/ })).toHaveAttribute(
    'href',
    '/p/demo/workflows/templates/staged-release',
  );
  expect(asked[0]).toMatchObject({ category: 'DELIVERY' });
});

test('says when nothing is found', async () => {
  startFakeServer({ workflowTemplates: [] });
  renderAt('/p/demo/workflows/templates?search=nothing', [
    { path: '/p/:slug/workflows/templates', element: <TemplatesPage /> },
  ]);
  expect(await screen.findByText(/No template is like that/)).toBeVisible();
});
