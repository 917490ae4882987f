import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { useNavigate } from 'react-router';
import { fullDeployment } from '../../../test/deployment-fixtures.ts';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection, environment, project, service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { DeployDialog } from './deploy-dialog.tsx';

const web = service('web', {
  recentVersions: ['1.4.2', '1.4.1'],
  parameterSchema: {
    type: 'object',
    required: ['replicas'],
    properties: { replicas: { type: 'integer', title: 'Replicas', minimum: 1, default: 3 } },
  },
});
const production = environment('production', 2, { requiresApproval: true });
const staging = environment('staging', 1);
const shop = project({ services: connection([web]), environments: [production, staging] });
const preview = { live: fullDeployment(6, 'SUCCEEDED'), ahead: [], expectedDurationMs: 95_000, requiresApproval: true };

function Dialog({ environmentId }: { environmentId?: string }) {
  const navigate = useNavigate();
  return (
    <DeployDialog
      projectSlug="shop"
      serviceId="svc_web"
      environmentId={environmentId}
      open
      onOpenChange={(isOpen) => !isOpen && void navigate('/p/shop')}
    />
  );
}

function open(root: Record<string, unknown>, address = '/p/shop?deploy=svc_web') {
  const server = startFakeServer({ project: shop, service: web, deploymentPreview: preview, ...root });
  const rendered = renderAt(address, [
    { path: '/p/shop', element: <Dialog environmentId="env_production" /> },
    { path: '/p/shop/deployments/:id', element: <p>The deployment</p> },
  ]);
  return { server, ...rendered };
}

test('says what is there, and deploys what was chosen', async () => {
  const inputs: Record<string, unknown>[] = [];
  const { user, path } = open({
    deploy: ({ input }: { input: Record<string, unknown> }) => {
      inputs.push(input);
      return fullDeployment(9, 'QUEUED', { environment: production });
    },
  });
  expect(await screen.findByText(/is live on Production/)).toHaveTextContent('1.4.2 is live on Production (#6');
  expect(screen.getByText('Waits for an approval before it runs.')).toBeInTheDocument();
  expect(screen.getByText('Takes about 1m 35s.')).toBeInTheDocument();

  await user.click(await screen.findByRole('button', { name: '1.4.1' }));
  await user.clear(screen.getByLabelText('Replicas'));
  await user.type(screen.getByLabelText('Replicas'), '5');
  await user.type(screen.getByLabelText(/Note/), 'Before the sale');
  await user.click(screen.getByRole('button', { name: 'Deploy Web 1.4.1 to Production' }));

  await waitFor(() => expect(path()).toBe('/p/shop/deployments/dpl_9'));
  expect(inputs).toEqual([
    {
      serviceId: 'svc_web',
      environmentId: 'env_production',
      version: '1.4.1',
      parameters: { replicas: 5 },
      dryRun: false,
      isHotfix: false,
      note: 'Before the sale',
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  ]);
  expect(await screen.findByText('Deploying Web 1.4.1 to Production')).toBeInTheDocument();
});

test('a fix of an open incident says which one it fixes', async () => {
  const inputs: Record<string, unknown>[] = [];
  const filters: unknown[] = [];
  const incident = (number: number, changes = {}) => ({
    id: `inc_${number}`,
    number,
    title: `Outage ${number}`,
    status: 'OPEN',
    detectedAt: '2026-01-01T00:00:00Z',
    environment: null,
    ...changes,
  });
  const { user } = open({
    project: {
      ...shop,
      incidents: ({ filter }: { filter: unknown }) => {
        filters.push(filter);
        return connection([incident(3), incident(4, { environment: staging })]);
      },
    },
    deploy: ({ input }: { input: Record<string, unknown> }) => {
      inputs.push(input);
      return fullDeployment(9, 'QUEUED', { environment: production });
    },
  });
  await user.click(await screen.findByRole('combobox', { name: 'Fixes an incident' }));
  expect(screen.queryByRole('option', { name: /#4/ })).toBeNull();
  await user.click(await screen.findByRole('option', { name: /#3 Outage 3/ }));
  await user.click(screen.getByRole('button', { name: '1.4.1' }));
  await user.click(screen.getByRole('button', { name: 'Deploy Web 1.4.1 to Production' }));
  await waitFor(() => expect(inputs).toHaveLength(1));
  expect(inputs[0]).toMatchObject({ version: '1.4.1', remediatesIncidentId: 'inc_3' });
  expect(filters[0]).toEqual({ serviceIds: ['svc_web'], statuses: ['OPEN'] });
});

test('without an open incident nothing is asked about one', async () => {
  const inputs: Record<string, unknown>[] = [];
  const { user } = open({
    project: { ...shop, incidents: connection([]) },
    deploy: ({ input }: { input: Record<string, unknown> }) => {
      inputs.push(input);
      return fullDeployment(9, 'QUEUED', { environment: production });
    },
  });
  await user.click(await screen.findByRole('button', { name: '1.4.1' }));
  expect(screen.queryByRole('combobox', { name: 'Fixes an incident' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Deploy Web 1.4.1 to Production' }));
  await waitFor(() => expect(inputs).toHaveLength(1));
  expect(inputs[0]).not.toHaveProperty('remediatesIncidentId');
});

test('says at the field what is missing, before it asks the server', async () => {
  const { user, server } = open({});
  await user.clear(await screen.findByLabelText('Replicas'));
  await user.click(screen.getByRole('button', { name: /^Deploy Web/ }));
  expect(screen.getByLabelText('Version')).toHaveAccessibleDescription('Give a version, such as a tag or a commit.');
  expect(screen.getByLabelText('Replicas')).toHaveAccessibleDescription('Give Replicas.');
  expect(server.operations).not.toContain('Deploy');
});

test('puts the server’s problems on the fields, and sends a correction as something new', async () => {
  const keys: unknown[] = [];
  const { user } = open({
    deploy: ({ input }: { input: Record<string, unknown> }) => {
      keys.push(input.idempotencyKey);
      if (keys.length === 3) return fullDeployment(9, 'QUEUED');
      throw new FakeError('INVALID_INPUT', 'Check the marked fields.', {
        problems: [{ path: 'input.parameters.replicas', message: 'Production needs 2 replicas or more.' }],
      });
    },
  });
  await user.type(await screen.findByLabelText('Version'), '2.0');
  const send = screen.getByRole('button', { name: 'Deploy Web 2.0 to Production' });
  await user.click(send);
  await waitFor(() => expect(screen.getByLabelText('Replicas')).toBeInvalid());
  expect(screen.getByLabelText('Replicas')).toHaveAccessibleDescription('Production needs 2 replicas or more.');
  await user.click(send);
  await waitFor(() => expect(keys).toHaveLength(2));
  await user.clear(screen.getByLabelText('Replicas'));
  await user.type(screen.getByLabelText('Replicas'), '4');
  await user.click(send);
  await waitFor(() => expect(keys).toHaveLength(3));
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('deploying again begins with what that one was', async () => {
  const earlier = fullDeployment(5, 'SUCCEEDED', {
    version: '1.3',
    parameters: { replicas: 8 },
    service: web,
    environment: production,
  });
  open({ deployment: earlier }, '/p/shop?deploy=svc_web&to=env_production&from=dpl_5');
  expect(await screen.findByRole('dialog', { name: 'Deploy #5 again' })).toBeInTheDocument();
  expect(screen.getByLabelText('Version')).toHaveValue('1.3');
  expect(await screen.findByLabelText('Replicas')).toHaveValue('8');
});

test('the window of a page of numbers is nothing to begin with', async () => {
  const { server } = open({}, '/p/shop?deploy=svc_web&from=2026-11-01');
  expect(await screen.findByLabelText('Version')).toHaveValue('');
  expect(server.operations).not.toContain('DeployDialogSource');
});

test('a place that is not theirs is shown, refused, and leads to who may', async () => {
  const closed = environment('production', 2, { viewerCanDeploy: false });
  open({ project: project({ services: connection([web]), environments: [closed, staging] }) });
  expect(await screen.findByText(/You may not deploy Web to Production/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Who may, and why' })).toHaveAttribute(
    'href',
    '/p/shop/settings/access?permission=deployment%3Acreate&environment=env_production&service=svc_web',
  );
  await waitFor(() => expect(screen.getByRole('button', { name: /^Deploy/ })).toBeDisabled());
});
