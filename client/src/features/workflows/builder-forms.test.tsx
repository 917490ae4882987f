import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { choose, editorField, last, open, rewrite, serve, start } from '../../../test/workflow-fixtures.tsx';

const published = { id: 'wfv_1', number: 3, graph: start, publishedAt: '2026-11-20T11:00:00Z', publishedByName: 'Ada' };
const changed = { ...start, nodes: start.nodes.map((node) => ({ ...node, name: `New ${node.name}` })) };

test('settings of the workflow are saved with the drawing, from the revision that was seen', async () => {
  const { saves } = serve();
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'More for Nightly' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Settings' }));
  const panel = await screen.findByRole('dialog', { name: 'Workflow settings' });
  await user.type(within(panel).getByLabelText('A run may take, s'), '600');
  await user.click(within(panel).getByLabelText('Only so many runs at once'));
  await user.type(within(panel).getByLabelText(/Counted for each/), 'trigger.branch');
  await user.click(within(panel).getByLabelText('When there is one more'));
  await user.click(await screen.findByRole('option', { name: /Replace/ }));
  await waitFor(() =>
    expect(last(saves)?.settings).toEqual({
      timeoutSeconds: 600,
      concurrency: { limit: 1, whenFull: 'CANCEL_OLDEST', key: 'trigger.branch' },
    }),
  );
  expect(saves[0]?.baseRevision).toBe(7);
  await user.click(within(panel).getByLabelText('Only so many runs at once'));
  await user.clear(within(panel).getByLabelText('A run may take, s'));
  await waitFor(() => expect(last(saves)).not.toHaveProperty('settings'));
});

test('changes are discarded, and come back with Undo', async () => {
  const { saves, workflow } = serve(
    { published, draft: { graph: changed, revision: 7, savedAt: '2026-11-20T10:00:00Z', savedByName: 'Ada' } },
    {
      discardWorkflowDraft: () => ({ ...workflow, draft: { ...workflow.draft, graph: start, revision: 8 } }),
    },
  );
  const { user } = open();
  expect(await screen.findByLabelText('New Ask, HTTP request')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'More for Nightly' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Discard changes since version 3' }));
  expect(await screen.findByLabelText('Ask, HTTP request')).toBeVisible();
  await user.click(await screen.findByText('Undo', { selector: '[data-button]' }));
  expect(await screen.findByLabelText('New Ask, HTTP request')).toBeVisible();
  await waitFor(() => expect(saves).toHaveLength(1));
  expect(saves[0]?.baseRevision).toBe(8);
  expect(last(saves)?.nodes[1]?.name).toBe('New Ask');
});

test('a file is looked at before it is taken: what is wrong with it, what it needs, how it differs', async () => {
  const imports: unknown[] = [];
  const { workflow } = serve(
    {},
    {
      previewWorkflowImport: {
        name: 'Nightly',
        slug: 'nightly',
        description: 'Each night.',
        graph: changed,
        existing: { id: 'wfl_1', name: 'Nightly', draftRevision: 7 },
        diff: null,
        problems: [{ severity: 'ERROR', nodeKey: 'ask', path: 'config.url', message: 'Give an address.' }],
        rights: [{ permission: 'deployment:create', environment: 'production', service: null, isHeld: false }],
        secrets: ['API_KEY'],
      },
      compareWorkflowGraphs: {
        nodes: [
          { key: 'ask', name: 'Ask', change: 'CHANGED', fields: [{ path: 'name', before: 'Ask', after: 'New Ask' }] },
        ],
        edges: [],
        settings: [],
      },
      importWorkflow: ({ input }: { input: unknown }) => {
        imports.push(input);
        return { ...workflow, draft: { ...workflow.draft, graph: changed, revision: 8 } };
      },
    },
  );
  const { user } = open();
  await screen.findByLabelText('Ask, HTTP request');
  await user.click(screen.getByRole('button', { name: 'More for Nightly' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Import a file' }));
  const dialog = await screen.findByRole('dialog', { name: 'Import a workflow' });
  const file = new File(['name: Nightly'], 'nightly.yaml', { type: 'text/yaml' });
  // Files of jsdom can't be read.
  Object.assign(file, { text: async () => 'name: Nightly' });
  await user.upload(within(dialog).getByLabelText('Choose or drop a file'), file);
  await waitFor(() => expect(within(dialog).getByLabelText('Or paste it')).toHaveValue('name: Nightly'));
  await user.click(within(dialog).getByRole('button', { name: 'Look at the file' }));
  expect(await within(dialog).findByText('Give an address.')).toBeVisible();
  expect(within(dialog).getByText('deployment:create')).toBeVisible();
  expect(within(dialog).getByLabelText('You lack it')).toBeVisible();
  expect(within(dialog).getByText('API_KEY')).toBeVisible();
  expect(await within(dialog).findByText('New Ask')).toBeVisible();
  expect(imports).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Replace the drawing' }));
  expect(await screen.findByLabelText('New Ask, HTTP request')).toBeVisible();
  expect(imports).toEqual([{ projectId: 'prj_shop', source: 'name: Nightly', replaceId: 'wfl_1', baseRevision: 7 }]);
});

test('attempts, errors that count, and how often a node may begin', async () => {
  const { saves } = serve();
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  await user.click(await screen.findByText('Failure and time'));
  await user.click(screen.getByLabelText('Try again'));
  await user.type(screen.getByLabelText(/Only for these errors/), 'HTTP_STATUS');
  await user.click(screen.getByLabelText('Begin only so often'));
  await waitFor(() =>
    expect(last(saves)?.nodes[1]?.options).toEqual({
      retry: { attempts: 3, backoffSeconds: 5, maxBackoffSeconds: 300, onCodes: ['HTTP_STATUS'] },
      rateLimit: { count: 10, perSeconds: 60 },
    }),
  );
  await rewrite(user, await editorField('Counted by'), 'trigger.customer');
  await waitFor(() =>
    expect(last(saves)?.nodes[1]?.options?.rateLimit).toEqual({ count: 10, perSeconds: 60, key: 'trigger.customer' }),
  );
});

test('the address of a webhook, and a new secret that is shown once', async () => {
  const hook = { key: 'hook', type: 'webhook', name: 'Hook', config: {}, position: { x: 0, y: 0 } };
  const trigger = {
    id: 'trg_1',
    kind: 'WEBHOOK',
    nodeKey: 'hook',
    isActive: true,
    nextAt: null,
    problem: null,
    url: 'https://ops.test/hooks/abc',
  };
  serve(
    {
      draft: { graph: { nodes: [hook], edges: [] }, revision: 7, savedAt: '2026-11-20T10:00:00Z', savedByName: 'Ada' },
      triggers: [trigger],
    },
    { rotateWebhookSecret: { secret: 'whs_new', trigger } },
  );
  const { user } = open();
  await choose(user, 'Hook, Webhook');
  expect(await screen.findByText('https://ops.test/hooks/abc')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Make a new secret' }));
  const ask = await screen.findByRole('dialog', { name: 'Make a new secret?' });
  await user.click(within(ask).getByRole('button', { name: 'Make a new secret' }));
  const shown = await screen.findByRole('dialog', { name: 'Secret of the webhook' });
  expect(within(shown).getByText('whs_new')).toBeVisible();
  await user.click(within(shown).getByRole('button', { name: 'I have stored the secret' }));
  await waitFor(() => expect(screen.queryByText('whs_new')).toBeNull());
});
