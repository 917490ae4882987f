import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { FakeError, type FakeRoot, startFakeServer } from '../../../test/fake-server.ts';
import { project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import TemplatePage from './template-page.tsx';

const graph = {
  nodes: [
    { key: 'start', type: 'manual', name: 'Start' },
    { key: 'ship', type: 'deploy', name: 'Ship it' },
    { key: 'ask', type: 'approval', name: 'Ask' },
  ],
  edges: [
    { from: 'start', fromPort: 'main', to: 'ask' },
    { from: 'ask', fromPort: 'main', to: 'ship' },
  ],
};
const template = {
  slug: 'staged-release',
  name: 'Staged release',
  description: 'Deploys, asks, deploys.',
  category: 'DELIVERY',
  icon: 'rocket',
  graph,
};
const preview = {
  parameterSchema: {
    type: 'object',
    required: ['service'],
    properties: { service: { type: 'string', title: 'Service' } },
  },
  parameters: {},
  parameterProblems: [],
  graph,
  isValid: false,
  needsChannel: false,
  problems: [{ severity: 'ERROR', nodeKey: 'ship', message: 'There is no such service.' }],
  rights: [{ permission: 'deployment:create', environment: 'staging', service: 'web', isHeld: false }],
  secrets: [{ name: 'API_KEY', isThere: false }],
  channels: [],
};
const dryRun = {
  status: 'FAILED',
  statusReason: 'Nobody approved',
  durationMs: 60_000,
  unreachedNodeKeys: ['ship'],
  notes: ['What the approval gave is an example.'],
  steps: [
    {
      nodeKey: 'ask',
      name: 'Ask',
      type: 'approval',
      path: '',
      attempt: 1,
      effect: 'SIMULATED',
      status: 'SUCCEEDED',
      port: 'rejected',
      beginsAtMs: 0,
      waitsMs: 60_000,
      config: { message: 'Ship?' },
      output: null,
      problem: null,
    },
  ],
};

function openPage(changes: FakeRoot = {}, projectChanges: object = {}) {
  startFakeServer({
    project: project({ viewerCanManageWorkflows: true, ...projectChanges }),
    nodeTypes: [
      { type: 'manual', name: 'Start by hand', icon: 'play', group: 'TRIGGER' },
      { type: 'deploy', name: 'Deploy', icon: 'rocket', group: 'ACTION' },
      { type: 'approval', name: 'Approval', icon: 'user-check', group: 'FLOW' },
    ],
    workflowTemplate: template,
    previewTemplate: preview,
    dryRunWorkflow: dryRun,
    ...changes,
  });
  return renderAt('/p/shop/workflows/templates/staged-release', [
    { path: '/p/:slug/workflows/templates/:template', element: <TemplatePage /> },
    { path: '/p/:slug/workflows/:id', element: <p>The builder</p> },
  ]);
}

test('says what it needs, and where what is missing can be set', async () => {
  openPage();
  const needs = await screen.findByRole('region', { name: 'What it needs' });
  expect(needs).toHaveTextContent('You don’t have it');
  expect(within(needs).getByRole('link', { name: /Set it/ })).toHaveAttribute('href', '/p/shop/settings/variables');
  expect(needs).toHaveTextContent('There is no such service.');
});

test('of what is not filled in yet one reads only that, not what it makes of the nodes', async () => {
  const parameterProblems = [{ path: 'parameters.service', message: 'Service is required.' }];
  openPage({ previewTemplate: { ...preview, parameterProblems } });
  const needs = await screen.findByRole('region', { name: 'What it needs' });
  expect(needs).toHaveTextContent('Service is required.');
  expect(needs).not.toHaveTextContent('There is no such service.');
});

test('is installed once it is filled in, and the draft opens', async () => {
  const installed: unknown[] = [];
  const { user, path } = openPage({
    installTemplate: ({ input }: { input: unknown }) => {
      installed.push(input);
      return { id: 'wfl_7', slug: 'my-release', name: 'My release' };
    },
  });
  const install = await screen.findByRole('button', { name: 'Install as a draft' });
  await user.click(install);
  expect(await screen.findByRole('textbox', { name: /Service/ })).toHaveAccessibleDescription('Give Service.');
  expect(installed).toEqual([]);
  await user.type(screen.getByRole('textbox', { name: /Service/ }), 'web');
  await user.clear(screen.getByRole('textbox', { name: /^Name/ }));
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'My release');
  await user.click(install);
  await waitFor(() => expect(path()).toBe('/p/shop/workflows/wfl_7'));
  expect(installed).toEqual([
    expect.objectContaining({ slug: 'staged-release', name: 'My release', parameters: { service: 'web' } }),
  ]);
});

test('is tried with what fails; what was tried is gone when something else is chosen', async () => {
  const tried: unknown[] = [];
  const { user } = openPage({
    dryRunWorkflow: ({ input }: { input: unknown }) => {
      tried.push(input);
      return dryRun;
    },
  });
  await user.type(await screen.findByRole('textbox', { name: /Service/ }), 'web');
  const section = screen.getByRole('region', { name: 'Dry run' });
  await user.click(within(section).getByRole('combobox', { name: 'What happens' }));
  await user.click(await screen.findByRole('option', { name: 'Ask: rejected' }));
  await user.click(within(section).getByRole('button', { name: 'Try it' }));
  expect(await within(section).findByText('Nobody approved')).toBeVisible();
  expect(section).toHaveTextContent('1 step, 1m 00s of waiting. Nothing was done.');
  expect(tried).toEqual([expect.objectContaining({ templateSlug: 'staged-release', failing: ['ask'] })]);
  await user.click(within(section).getByRole('combobox', { name: 'What happens' }));
  await user.click(await screen.findByRole('option', { name: 'Ship it: fails' }));
  expect(within(section).queryByText('Nobody approved')).toBeNull();
});

test('who may not draw workflows is told who can install it', async () => {
  openPage({}, { viewerCanManageWorkflows: false });
  expect(await screen.findByText(/Somebody who may draw workflows/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Install as a draft' })).toBeNull();
});

test('a refused installation says why and keeps what was filled in', async () => {
  const { user } = openPage({
    installTemplate: () => {
      throw new FakeError('CONFLICT', 'There is a workflow of this name.');
    },
  });
  await user.type(await screen.findByRole('textbox', { name: /Service/ }), 'web');
  await user.click(screen.getByRole('button', { name: 'Install as a draft' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('There is a workflow of this name.');
  expect(screen.getByRole('textbox', { name: /Service/ })).toHaveValue('web');
});
