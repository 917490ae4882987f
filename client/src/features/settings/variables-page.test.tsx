import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import VariablesPage from './variables-page.tsx';

const routes = [{ path: '/p/:slug/settings/variables', element: <VariablesPage /> }];
const variable = (name: string, value: string | null) => ({
  id: `var_${name}`,
  name,
  value,
  isSecret: value === null,
  updatedAt: '2026-11-01T00:00:00Z',
});

test('sets a variable; a secret is never shown again', async () => {
  const server = startFakeServer({
    project: project({ variables: [] }),
    setVariable: ({ input }: Record<string, unknown>) => {
      const { name } = input as { name: string };
      server.root.project = project({ variables: [variable(name, null)] });
      return variable(name, null);
    },
  });
  const { user } = renderAt('/p/shop/settings/variables', routes);
  await user.click(await screen.findByRole('button', { name: 'Set variable' }));
  await user.type(screen.getByLabelText('Name'), 'API_KEY');
  await user.click(screen.getByRole('checkbox', { name: 'Secret' }));
  await user.type(screen.getByLabelText('Value'), 'hunter2');
  await user.click(screen.getAllByRole('button', { name: 'Set variable' }).at(-1) as HTMLElement);
  expect(await screen.findByText('API_KEY')).toBeVisible();
  expect(screen.getByText('secret')).toBeVisible();
  expect(document.body).not.toHaveTextContent('hunter2');
});

test('a refused name is said at the name', async () => {
  startFakeServer({
    project: project({ variables: [] }),
    setVariable: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', { problems: [{ path: 'name', message: 'Use A–Z, 0–9 and _.' }] });
    },
  });
  const { user } = renderAt('/p/shop/settings/variables', routes);
  await user.click(await screen.findByRole('button', { name: 'Set variable' }));
  await user.type(screen.getByLabelText('Name'), 'no good');
  await user.click(screen.getAllByRole('button', { name: 'Set variable' }).at(-1) as HTMLElement);
  expect(await screen.findByText('Use A–Z, 0–9 and _.')).toBeVisible();
  expect(screen.getByLabelText('Name')).toBeInvalid();
});

test('undo brings a deleted value back', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    project: project({ variables: [variable('LOG_LEVEL', 'info')] }),
    deleteVariable: () => variable('LOG_LEVEL', 'info'),
    setVariable: ({ input }: Record<string, unknown>) => {
      asked.push(input);
      return variable('LOG_LEVEL', 'info');
    },
  });
  const { user } = renderAt('/p/shop/settings/variables', routes);
  await user.click(await screen.findByRole('button', { name: 'Delete LOG_LEVEL' }));
  await user.click(screen.getByRole('button', { name: 'Delete variable' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(asked).toEqual([{ projectId: 'prj_shop', name: 'LOG_LEVEL', value: 'info', isSecret: false }]);
});
