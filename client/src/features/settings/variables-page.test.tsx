import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, deployment, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import VariablesPage from './variables-page.tsx';

const routes = [{ path: '/p/:slug/settings/variables', element: <VariablesPage /> }];
const variable = (name: string, value: string | null, changes: object = {}) => ({
  __typename: 'Variable',
  id: `var_${name}`,
  name,
  kind: 'TEXT',
  value,
  isSecret: value === null,
  fingerprint: null,
  version: 1,
  setByName: 'Ada Marsh',
  updatedAt: '2026-11-01T00:00:00Z',
  ...changes,
});

interface Input {
  input: { name: string; value: string };
}

const show = async (variables: object[], root: object = {}, changes: object = {}) => {
  const server = startFakeServer({ project: project({ variables, ...changes }), ...root });
  return { server, ...renderAt('/p/shop/settings/variables', routes) };
};

test('sets a variable; a secret is never shown again', async () => {
  const { server, user } = await show([], {
    setVariable: ({ input }: Input) => {
      server.root.project = project({ variables: [variable(input.name, null)] });
      return variable(input.name, null);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Set variable' }));
  await user.type(screen.getByLabelText('Name'), 'API_KEY');
  await user.click(screen.getByRole('checkbox', { name: 'Secret' }));
  await user.type(screen.getByLabelText('Value'), 'hunter2');
  await user.click(screen.getAllByRole('button', { name: 'Set variable' }).at(-1) as HTMLElement);
  expect(await screen.findByText('API_KEY')).toBeVisible();
  expect(screen.getByText('secret')).toBeVisible();
  expect(document.body).not.toHaveTextContent('hunter2');
});

test('a secret is replaced by a new value: the old one is in no field', async () => {
  const asked: unknown[] = [];
  const { user } = await show([variable('API_KEY', null, { version: 4 })], {
    setVariable: ({ input }: Input) => {
      asked.push(input);
      return variable('API_KEY', null, { version: 5 });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Replace API_KEY' }));
  expect(screen.getByLabelText('New value')).toHaveValue('');
  expect(screen.getByRole('checkbox', { name: 'Secret' })).toBeDisabled();
  await user.type(screen.getByLabelText('New value'), 'next');
  await user.click(screen.getByRole('button', { name: 'Replace value' }));
  await screen.findByRole('button', { name: 'Replace API_KEY' });
  expect(asked).toEqual([
    { projectId: 'prj_shop', name: 'API_KEY', kind: 'TEXT', value: 'next', isSecret: true, expectedVersion: 4 },
  ]);
});

test('a private key is known by its fingerprint', async () => {
  const key = { kind: 'SSH_KEY', fingerprint: 'SHA256:abc (ED25519)' };
  const asked: unknown[] = [];
  const { user } = await show([variable('DEPLOY_KEY', null, key)], {
    setVariable: ({ input }: Input) => {
      asked.push(input);
      return variable(input.name, null, key);
    },
  });
  expect(await screen.findByText('SHA256:abc (ED25519)')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Set variable' }));
  await user.type(screen.getByLabelText('Name'), 'OTHER_KEY');
  await user.click(screen.getByRole('combobox', { name: 'Kind' }));
  await user.click(await screen.findByRole('option', { name: /^Private SSH key/ }));
  expect(screen.queryByRole('checkbox', { name: 'Secret' })).toBeNull();
  await user.type(screen.getByLabelText('Value'), '-----BEGIN');
  await user.click(screen.getAllByRole('button', { name: 'Set variable' }).at(-1) as HTMLElement);
  expect(asked).toMatchObject([{ name: 'OTHER_KEY', kind: 'SSH_KEY', isSecret: true, expectedVersion: 0 }]);
});

test('a refused name is said at the name', async () => {
  const { user } = await show([], {
    setVariable: () => {
      throw new FakeError('INVALID_INPUT', 'Check.', { problems: [{ path: 'name', message: 'Use A–Z, 0–9 and _.' }] });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Set variable' }));
  await user.type(screen.getByLabelText('Name'), 'no good');
  await user.click(screen.getAllByRole('button', { name: 'Set variable' }).at(-1) as HTMLElement);
  expect(await screen.findByText('Use A–Z, 0–9 and _.')).toBeVisible();
  expect(screen.getByLabelText('Name')).toBeInvalid();
});

test('what somebody else set meanwhile is not overwritten', async () => {
  const { user } = await show([variable('LOG_LEVEL', 'info')], {
    setVariable: () => {
      throw new FakeError('CONFLICT', 'Ben has set LOG_LEVEL meanwhile. Look at it again before you replace it.');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Set LOG_LEVEL' }));
  await user.click(screen.getByRole('button', { name: 'Set variable' }));
  expect(await screen.findByText(/Ben has set LOG_LEVEL meanwhile/)).toBeVisible();
});

test('undo brings a deleted variable back, a secret too', async () => {
  const asked: unknown[] = [];
  const { user } = await show([variable('API_KEY', null)], {
    deleteVariable: () => variable('API_KEY', null),
    restoreVariable: ({ input }: Input) => {
      asked.push(input);
      return variable('API_KEY', null);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete API_KEY' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(asked).toEqual([{ id: 'var_API_KEY' }]);
});

test('shows who uses it and what it was, and takes an earlier version again', async () => {
  const version = (number: number, value: string, changes: object = {}) => ({
    ...variable('LOG_LEVEL', value),
    id: `var_LOG_LEVEL.${number}`,
    version: number,
    restoredFrom: null,
    setAt: '2026-11-01T00:00:00Z',
    isCurrent: false,
    ...changes,
  });
  const asked: unknown[] = [];
  const { user } = await show([variable('LOG_LEVEL', 'debug', { version: 2 })], {
    node: {
      ...variable('LOG_LEVEL', 'debug', { version: 2 }),
      versions: connection([version(2, 'debug', { isCurrent: true }), version(1, 'info', { setByName: 'Ben' })]),
      usedBy: {
        serviceCount: 101,
        services: [service('web'), service('api')],
        environments: [environment('staging', 1)],
        lastVersion: 1,
        lastDeployment: deployment(7, '1.0', 'SUCCEEDED', { service: service('web', { project: project() }) }),
      },
    },
    restoreVariable: ({ input }: Input) => {
      asked.push(input);
      return variable('LOG_LEVEL', 'info', { version: 3 });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Versions and use of LOG_LEVEL' }));
  const panel = within(await screen.findByRole('dialog'));
  expect(await panel.findByText('Web, Api and 99 more')).toBeVisible();
  expect(panel.getByRole('link', { name: 'Web #7' })).toHaveAttribute('href', '/p/shop/deployments/dpl_7');
  expect(panel.getByText(/got version 1/)).toBeVisible();
  expect(panel.getByText(/by Ben/)).toBeVisible();
  expect(panel.queryByRole('button', { name: 'Restore version 2' })).toBeNull();
  await user.click(panel.getByRole('button', { name: 'Restore version 1' }));
  expect(await screen.findByText('LOG_LEVEL has the value of version 1 again')).toBeVisible();
  expect(asked).toEqual([{ id: 'var_LOG_LEVEL', version: 1 }]);
});

test('who may not change variables sees them, and what they were', async () => {
  await show([variable('LOG_LEVEL', 'info')], {}, { viewerCanManageVariables: false });
  expect(await screen.findByText('LOG_LEVEL')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Versions and use of LOG_LEVEL' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Set variable' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Delete LOG_LEVEL' })).toBeNull();
});
