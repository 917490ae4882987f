import { expect, jest, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { FakeError } from '../../../test/fake-server.ts';
import {
  choose,
  editorField,
  last,
  open,
  rewrite,
  type Saved,
  serve,
  start,
} from '../../../test/workflow-fixtures.tsx';

test('draws a flow by keyboard alone: adds, connects, removes, and takes it back', async () => {
  const { saves } = serve();
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  expect(await screen.findByRole('region', { name: 'Node Ask' })).toBeVisible();
  await user.keyboard('{Escape}/');
  expect(await screen.findByRole('dialog', { name: 'Add a node behind “Ask”' })).toBeVisible();
  await user.keyboard('cond{Enter}');
  expect(await screen.findByLabelText('Condition, Condition')).toBeVisible();
  await waitFor(() => expect(last(saves)?.edges).toEqual([{ from: 'ask', fromPort: 'main', to: 'condition' }]));
  expect(saves[0]?.baseRevision).toBe(7);
  expect(await screen.findByText('Saved')).toBeVisible();

  await user.click(screen.getByRole('button', { name: 'Close panel' }));
  await choose(user, 'Start, Start by hand');
  await user.keyboard('c');
  const dialog = await screen.findByRole('dialog', { name: 'Connect “Start” to…' });
  await user.type(within(dialog).getByPlaceholderText('Search nodes'), 'ask{Enter}');
  await waitFor(() => expect(last(saves)?.edges).toContainEqual({ from: 'start', fromPort: 'main', to: 'ask' }));

  act(() => screen.getByLabelText('Start, Start by hand').focus());
  await user.keyboard('{Delete}');
  await waitFor(() => expect(last(saves)?.nodes.map(({ key }) => key)).toEqual(['ask', 'condition']));
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(last(saves)?.nodes).toHaveLength(3));
  expect(saves.map(({ baseRevision }) => baseRevision)).toEqual(saves.map((_, index) => 7 + index));
});

test('the form of a node is its type’s; what is wrong stands at the field, on the node and at the bottom', async () => {
  const { saves } = serve();
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  const panel = await screen.findByRole('region', { name: 'Node Ask' });
  await rewrite(user, await editorField('Address'), '');
  expect(await within(panel).findByText('Give an address.')).toBeVisible();
  expect(screen.getByLabelText('Ask, HTTP request, has errors')).toBeVisible();
  await user.click(within(panel).getByLabelText('Quiet'));
  await waitFor(() => expect(last(saves)?.nodes[1]?.config).toEqual({ isQuiet: true }));
  await user.click(within(panel).getByRole('button', { name: 'Close panel' }));
  await user.click(await screen.findByRole('button', { name: '1 error' }));
  await user.click(await screen.findByRole('button', { name: /Ask Give an address/ }));
  const again = await screen.findByRole('region', { name: 'Node Ask' });
  await user.type(within(again).getByLabelText('Key'), 'question{Enter}', {
    initialSelectionStart: 0,
    initialSelectionEnd: 'ask'.length,
  });
  await waitFor(() => expect(last(saves)?.nodes[1]?.key).toBe('question'));
});

test('what somebody else saved meanwhile is compared, and taken or replaced by choice only', async () => {
  const theirs = { ...start, nodes: start.nodes.map((node) => ({ ...node, name: `Their ${node.name}` })) };
  let isStale = true;
  const saves: Saved[] = [];
  const { workflow } = serve(
    {},
    {
      saveWorkflowDraft: ({ input }: { input: Saved }) => {
        saves.push(input);
        if (isStale) {
          isStale = false;
          throw new FakeError('DRAFT_CONFLICT', 'Somebody else has saved this draft.', {
            details: { revision: 12, savedByName: 'Grace Lind' },
          });
        }
        return { ...workflow, draft: { ...workflow.draft, graph: input.graph, revision: input.baseRevision + 1 } };
      },
      compareWorkflowGraphs: {
        nodes: [
          { key: 'ask', name: 'Ask', change: 'CHANGED', fields: [{ path: 'name', before: 'Their Ask', after: 'Ask' }] },
        ],
        edges: [],
        settings: [],
      },
    },
  );
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  workflow.draft = { graph: theirs, revision: 12, savedAt: '2026-11-20T11:00:00Z', savedByName: 'Grace Lind' };
  await user.type(await screen.findByLabelText('Name'), '!');
  const dialog = await screen.findByRole('dialog', { name: 'Grace Lind has changed this workflow, too' });
  expect(await within(dialog).findByText('Their Ask')).toBeVisible();
  expect(saves).toHaveLength(1);
  await user.click(within(dialog).getByRole('button', { name: 'Keep mine' }));
  await waitFor(() => expect(saves).toHaveLength(2));
  expect(saves[1]?.baseRevision).toBe(12);
  expect(last(saves)?.nodes[1]?.name).toBe('Ask!');
  expect(await screen.findByText('Saved')).toBeVisible();
});

test('theirs can be taken, too', async () => {
  const theirs = { ...start, nodes: start.nodes.map((node) => ({ ...node, name: `Their ${node.name}` })) };
  const { workflow } = serve(
    {},
    {
      saveWorkflowDraft: () => {
        throw new FakeError('DRAFT_CONFLICT', 'Somebody else has saved this draft.', {
          details: { savedByName: 'Grace' },
        });
      },
    },
  );
  const { user } = open();
  await choose(user, 'Ask, HTTP request');
  workflow.draft = { graph: theirs, revision: 12, savedAt: '2026-11-20T11:00:00Z', savedByName: 'Grace' };
  await user.type(await screen.findByLabelText('Name'), '!');
  await user.click(await screen.findByRole('button', { name: 'Take theirs' }));
  expect(await screen.findByLabelText('Their Ask, HTTP request')).toBeVisible();
  expect(await screen.findByText('Saved')).toBeVisible();
});

test('publishes what is saved, with a note, and says what its runs may do', async () => {
  const published: unknown[] = [];
  const { workflow } = serve(
    {},
    {
      publishWorkflow: ({ input }: { input: unknown }) => {
        published.push(input);
        return {
          ...workflow,
          hasUnpublishedChanges: false,
          published: {
            id: 'wfv_1',
            number: 1,
            graph: start,
            publishedAt: '2026-11-20T11:00:00Z',
            publishedByName: 'Ada',
          },
        };
      },
    },
  );
  const { user } = open();
  await screen.findByText('No problems');
  await user.click(screen.getByRole('button', { name: 'Publish…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Publish Nightly' });
  expect(within(dialog).getByText('deployment:create')).toBeVisible();
  expect(within(dialog).getByText('API_KEY')).toBeVisible();
  await user.type(within(dialog).getByLabelText(/What is new/), 'First');
  await user.click(within(dialog).getByRole('button', { name: 'Publish Nightly' }));
  expect(await screen.findByRole('button', { name: 'Published, version 1' })).toBeVisible();
  expect(published).toEqual([{ id: 'wfl_1', revision: 7, note: 'First' }]);
});

test('starts a run and goes to it', async () => {
  const runs: Array<{ workflowId: string; payload?: unknown; idempotencyKey: string }> = [];
  serve(
    {
      viewerCanRun: true,
      published: { id: 'wfv_1', number: 3, graph: start, publishedAt: '2026-11-20T11:00:00Z', publishedByName: 'Ada' },
    },
    {
      startRun: ({ input }: { input: (typeof runs)[number] }) => {
        runs.push(input);
        return { id: 'run_9', number: 9, status: 'QUEUED' };
      },
    },
  );
  const { user, path } = open();
  await user.click(await screen.findByRole('button', { name: 'Run' }));
  const dialog = await screen.findByRole('dialog', { name: 'Run Nightly' });
  await user.click(within(dialog).getByLabelText(/Payload/));
  await user.paste('{"day": 1');
  expect(await within(dialog).findByText(/this is not JSON/)).toBeVisible();
  await user.paste('}');
  await user.click(within(dialog).getByRole('button', { name: 'Run Nightly' }));
  await waitFor(() => expect(path()).toBe('/p/shop/runs/run_9'));
  expect(runs[0]).toMatchObject({ workflowId: 'wfl_1', payload: { day: 1 } });
});

test('who may not manage it only looks, and on a phone that is said', async () => {
  jest.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      ({
        matches: query.includes('max-width'),
        media: query,
        addEventListener() {},
        removeEventListener() {},
      }) as never,
  );
  serve();
  const { user } = open();
  expect(await screen.findByText(/Drawing needs a wider screen/)).toBeVisible();
  await choose(user, 'Ask, HTTP request');
  expect(await screen.findByLabelText('Address')).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Publish…' })).toBeNull();
});

test('a workflow that is not there', async () => {
  serve({}, { workflow: null });
  open();
  expect(await screen.findByText('There is no such workflow')).toBeVisible();
});

test('what one looked at is there again, also in another browser, and what one looks at next is kept', async () => {
  const looks: object[] = [];
  serve(
    { viewerViewport: { x: -40, y: 25, zoom: 0.5 } },
    {
      setCanvasViewport: ({ input }: { input: { workflowId: string; x: number; y: number; zoom: number } }) => {
        const { workflowId, ...viewport } = input;
        looks.push(viewport);
        return { id: workflowId, viewerViewport: viewport };
      },
    },
  );
  const { user } = open();
  await screen.findByLabelText('Start, Start by hand');
  const canvas = document.querySelector<HTMLElement>('.react-flow__viewport');
  expect(canvas?.style.transform).toBe('translate(-40px,25px) scale(0.5)');
  await user.click(screen.getByRole('button', { name: 'Zoom In' }));
  await waitFor(() => expect(looks).toHaveLength(1), { timeout: 3000 });
  expect(looks[0]).toMatchObject({ zoom: 0.6 });
});
