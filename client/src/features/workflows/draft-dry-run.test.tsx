import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError } from '../../../test/fake-server.ts';
import { choose, editorField, last, open, rewrite, serve, start } from '../../../test/workflow-fixtures.tsx';

const step = (nodeKey: string, name: string, changes: object = {}) => ({
  nodeKey,
  name,
  type: 'http',
  path: '',
  attempt: 1,
  effect: 'SIMULATED',
  status: 'SUCCEEDED',
  port: 'main',
  beginsAtMs: 0,
  waitsMs: 0,
  config: { url: 'https://b.test' },
  output: { status: 200 },
  problem: null,
  ...changes,
});
const dryRun = (changes: object = {}) => ({
  status: 'SUCCEEDED',
  statusReason: null,
  durationMs: 0,
  output: null,
  unreachedNodeKeys: [],
  notes: [],
  steps: [step('start', 'Start', { effect: 'EVALUATED' }), step('ask', 'Ask')],
  ...changes,
});

test('the draft is tried as it is drawn now: saved first, then as if all went well or a node failed', async () => {
  const asked: unknown[] = [];
  const { saves } = serve(
    {},
    {
      dryRunWorkflow: ({ input }: { input: { failing: string[] } }) => {
        asked.push([input, last(saves)?.nodes[1]?.config.url]);
        return input.failing.length === 0
          ? dryRun()
          : dryRun({
              status: 'FAILED',
              statusReason: 'Ask failed',
              steps: [step('ask', 'Ask', { status: 'FAILED', problem: 'It fails.' })],
            });
      },
    },
  );
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  await rewrite(user, await editorField('Address'), 'https://b.test');
  await user.click(screen.getByRole('button', { name: 'Dry run' }));
  const panel = await screen.findByRole('dialog', { name: 'Dry run of the draft' });
  await user.click(within(panel).getByRole('button', { name: 'Try it' }));
  expect(await within(panel).findByText(/2 steps/)).toHaveTextContent('Nothing was done.');
  expect(asked).toEqual([[expect.objectContaining({ workflowId: 'wfl_1', failing: [] }), 'https://b.test']]);
  await user.click(within(panel).getByRole('combobox', { name: 'What happens' }));
  await user.click(await screen.findByRole('option', { name: 'Ask: fails' }));
  expect(within(panel).queryByText(/2 steps/)).toBeNull();
  await user.click(within(panel).getByRole('button', { name: 'Try it' }));
  expect(await within(panel).findByText('Ask failed')).toBeVisible();
  expect(within(panel).getByText('It fails.')).toBeVisible();
});

test('why it can’t be tried is said in the panel', async () => {
  serve(
    {},
    {
      dryRunWorkflow: () => {
        throw new FakeError('INVALID_INPUT', 'The draft has no trigger.');
      },
    },
  );
  const { user } = open();
  await screen.findByLabelText('Ask, HTTP request');
  await user.click(screen.getByRole('button', { name: 'Dry run' }));
  await user.click(await screen.findByRole('button', { name: 'Try it' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The draft has no trigger.');
});

test('what the form lacks is said at its field', async () => {
  const form = { type: 'object', required: ['version'], properties: { version: { type: 'string', title: 'Version' } } };
  const graph = { ...start, nodes: start.nodes.map((node) => ({ ...node, config: { ...node.config, form } })) };
  serve(
    { draft: { graph, revision: 7, savedAt: '2026-11-20T10:00:00Z', savedByName: 'Ada Marsh' } },
    {
      dryRunWorkflow: () => {
        const problems = [{ path: 'payload.version', message: 'version is required.' }];
        throw new FakeError('INVALID_INPUT', 'version is required.', { problems });
      },
    },
  );
  const { user } = open();
  await screen.findByLabelText('Ask, HTTP request');
  await user.click(screen.getByRole('button', { name: 'Dry run' }));
  await user.click(await screen.findByRole('button', { name: 'Try it' }));
  expect(await screen.findByText('version is required.')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Version' })).toHaveAccessibleDescription(/version is required/);
  expect(screen.queryByText('Something needs correcting')).toBeNull();
});
