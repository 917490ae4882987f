import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { fullDeployment, step } from '../../../test/deployment-fixtures.ts';
import { FakeError, type FakeServer, startFakeServer } from '../../../test/fake-server.ts';
import { service } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import DeploymentPage from './deployment-page.tsx';

const routes = [{ path: '/p/:slug/deployments/:id', element: <DeploymentPage /> }];
const open = (
  deployment: object,
  more: Record<string, unknown> = {},
): ReturnType<typeof renderAt> & { server: FakeServer } => {
  const server = startFakeServer({ deployment: () => deployment, ...more });
  return { server, ...renderAt('/p/shop/deployments/dpl_7', routes) };
};
const failedSteps = [
  step('build', 'SUCCEEDED', { position: 0 }),
  step('migrate', 'FAILED', { position: 1, host: 'web2', message: 'table is locked' }),
  step('migrate', 'SUCCEEDED', { position: 2, host: 'web1' }),
];

test('says in one sentence where and why it failed, with the failed step open', async () => {
  open(fullDeployment(7, 'FAILED', { steps: failedSteps }));
  expect(await screen.findByRole('heading', { name: /Web to Staging/ })).toBeInTheDocument();
  expect(screen.getByText(/Failed at/).textContent).toBe('Failed at migrate on web2: table is locked');
  expect(screen.getByRole('button', { name: 'Details of web2' })).toHaveAttribute('aria-expanded', 'true');
  expect(document.title).toBe('Web #7: Failed · Pilothouse');
});

test('retries everything, or only what failed, and goes to the new deployment', async () => {
  const inputs: unknown[] = [];
  const { user, path } = open(
    fullDeployment(7, 'FAILED', {
      steps: failedSteps,
      viewerCanRetry: true,
      service: service('web', { runner: 'ANSIBLE' }),
    }),
    {
      retryDeployment: ({ input }: { input: unknown }) => {
        inputs.push(input);
        return fullDeployment(8, 'QUEUED');
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'More ways to retry' }));
  await user.click(screen.getByRole('menuitem', { name: 'Only failed hosts: web2' }));
  await waitFor(() => expect(path()).toBe('/p/shop/deployments/dpl_8'));
  expect(inputs[0]).toMatchObject({ id: 'dpl_7', failedHostsOnly: true, idempotencyKey: expect.any(String) });
  expect(await screen.findByText('Retrying as #8')).toBeInTheDocument();
});

test('r retries', async () => {
  const { user, server } = open(fullDeployment(7, 'FAILED', { viewerCanRetry: true }), {
    retryDeployment: () => fullDeployment(8, 'QUEUED'),
  });
  await screen.findByRole('button', { name: 'Retry' });
  await user.keyboard('r');
  await waitFor(() => expect(server.operations).toContain('RetryDeployment'));
});

test('who may only look is offered nothing to press', async () => {
  open(
    fullDeployment(7, 'FAILED', {
      steps: failedSteps,
      service: service('web', { viewerCanDeploy: false }),
    }),
  );
  await screen.findByText(/Failed at/);
  expect(screen.queryByRole('button', { name: /Retry|Cancel|Deploy again|Roll back|Approve/ })).toBeNull();
});

test('waiting says for whom, with a way there', async () => {
  open(fullDeployment(7, 'QUEUED', { waitsFor: [fullDeployment(6, 'RUNNING')], startedAt: null, finishedAt: null }));
  const link = await screen.findByRole('link', { name: '#6' });
  expect(link).toHaveAttribute('href', '/p/shop/deployments/dpl_6');
  expect(link.closest('[role="status"]')).toHaveTextContent('Waits for #6 (1.4.2, running)');
});

test('cancels after asking once', async () => {
  const { user, server } = open(fullDeployment(7, 'RUNNING', { viewerCanCancel: true, finishedAt: null }), {
    cancelDeployment: () => fullDeployment(7, 'CANCELING', { viewerCanCancel: false }),
  });
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(server.operations).not.toContain('CancelDeployment');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel deployment' }));
  expect(await screen.findByText(/waits until nothing of it runs/)).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('approves with a comment', async () => {
  const inputs: unknown[] = [];
  const { user } = open(
    fullDeployment(7, 'AWAITING_APPROVAL', { viewerCanApprove: true, startedAt: null, finishedAt: null }),
    {
      approveDeployment: ({ input }: { input: unknown }) => {
        inputs.push(input);
        return fullDeployment(7, 'QUEUED', { viewerCanApprove: false });
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Approve' }));
  await user.type(screen.getByLabelText(/Comment/), 'Looks good');
  await user.click(screen.getByRole('button', { name: 'Approve deployment' }));
  await waitFor(() => expect(inputs).toEqual([{ id: 'dpl_7', comment: 'Looks good' }]));
  expect(await screen.findByText('Approved #7')).toBeInTheDocument();
});

test('what cannot be done says why, and the page stays', async () => {
  const { user } = open(fullDeployment(7, 'FAILED', { viewerCanRetry: true }), {
    retryDeployment: () => {
      throw new FakeError('CONFLICT', 'A newer deployment already runs.');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('A newer deployment already runs.')).toBeInTheDocument();
});

test('follows the deployment live', async () => {
  const { server } = open(fullDeployment(7, 'RUNNING', { finishedAt: null }));
  await screen.findByText('Running');
  await waitFor(async () => {
    await server.push('deploymentChanged', fullDeployment(7, 'SUCCEEDED'));
    expect(screen.getByText(/went live on/)).toBeInTheDocument();
  });
});

test('opening a changed step shows its diff', async () => {
  const { user, server } = open(
    fullDeployment(7, 'SUCCEEDED', {
      steps: [step('config', 'SUCCEEDED', { isChanged: true, diff: '--- a\n+++ b\n-port 80\n+port 8080' })],
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Details of config' }));
  expect(await screen.findByRole('region', { name: 'What config changed' })).toHaveTextContent('+port 8080');
  expect(server.operations.filter((name) => name === 'StepDiffs')).toHaveLength(1);
});

test('an unknown deployment says so', async () => {
  startFakeServer({ deployment: null });
  renderAt('/p/shop/deployments/dpl_7', routes);
  expect(await screen.findByText('There is no such deployment')).toBeInTheDocument();
});
