import { EditorView } from '@codemirror/view';
import { expect } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { Graph } from '../src/features/workflows/graph.ts';
import WorkflowPage from '../src/features/workflows/workflow-page.tsx';
import { type FakeRoot, startFakeServer } from './fake-server.ts';
import { connection, project } from './fixtures.ts';
import { renderAt } from './render-at.tsx';

const main = { name: 'main', label: 'Done', description: '' };
const nodeType = (
  type: string,
  group: string,
  name: string,
  properties: Record<string, unknown> = {},
  ports = [main],
) => ({
  type,
  group,
  name,
  description: `${name} it is`,
  docs: '',
  icon: 'globe',
  configSchema: { type: 'object', properties, required: Object.keys(properties).slice(0, 1) },
  ports,
  timeoutSeconds: 30,
  trigger: null,
  isStructural: false,
});

const nodeTypes = [
  nodeType('manual', 'TRIGGER', 'Start by hand'),
  nodeType('http', 'ACTION', 'HTTP request', {
    url: { type: 'string', title: 'Address', field: 'template' },
    method: { type: 'string', enum: ['GET', 'POST'], default: 'GET', title: 'Method' },
    isQuiet: { type: 'boolean', title: 'Quiet' },
  }),
  nodeType('webhook', 'TRIGGER', 'Webhook'),
  nodeType('condition', 'FLOW', 'Condition', { when: { type: 'string', title: 'When', field: 'expression' } }, [
    { ...main, name: 'true', label: 'Yes' },
    { ...main, name: 'false', label: 'No' },
  ]),
];

export const start: Graph = {
  nodes: [
    { key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } },
    { key: 'ask', type: 'http', name: 'Ask', config: { url: 'https://a.test' }, position: { x: 300, y: 0 } },
  ],
  edges: [],
};

export interface Saved {
  graph: Graph;
  baseRevision: number;
}

/** A server with one workflow; `saves` is what was saved, in order. */
export function serve(changes: Record<string, unknown> = {}, more: FakeRoot = {}) {
  const saves: Saved[] = [];
  const draft = { graph: start, revision: 7, savedAt: '2026-11-20T10:00:00Z', savedByName: 'Ada Marsh' };
  const workflow = {
    id: 'wfl_1',
    slug: 'nightly',
    name: 'Nightly',
    description: null,
    isEnabled: true,
    hasUnpublishedChanges: true,
    viewerCanManage: true,
    viewerCanRun: false,
    draft,
    published: null,
    triggers: [],
    runs: connection([]),
    project: project({
      workflows: connection([]),
      notificationChannels: [{ id: 'nch_1', slug: 'team-chat', isEnabled: true }],
      permissions: [{ name: 'deployment:create', description: 'Deploy.', isPlaced: true }],
    }),
    ...changes,
  };
  const server = startFakeServer({
    workflow,
    nodeTypes,
    saveWorkflowDraft: ({ input }: { input: Saved }) => {
      saves.push(input);
      workflow.draft = { ...draft, graph: input.graph, revision: input.baseRevision + 1 };
      return workflow;
    },
    validateWorkflow: ({ input }: { input: { graph: Graph } }) => validation(input.graph),
    compareWorkflowGraphs: { nodes: [], edges: [], settings: [] },
    expressionScope: { run: null, names: [], functions: [] },
    evaluateExpression: { value: null, type: 'null', isTruncated: false, problem: null },
    ...more,
  });
  return { server, saves, workflow };
}

/** An HTTP node without an address is wrong. */
function validation(graph: Graph) {
  const problems = graph.nodes
    .filter((node) => node.type === 'http' && !node.config.url)
    .map((node) => ({ severity: 'ERROR', nodeKey: node.key, path: 'config.url', message: 'Give an address.' }));
  return {
    isValid: problems.length === 0,
    problems,
    nodes: graph.nodes.map((node) => ({
      key: node.key,
      ports: nodeTypes.find(({ type }) => type === node.type)?.ports ?? [],
      outputSchema: {},
      variables: {},
    })),
    rights: [{ permission: 'deployment:create', environment: 'staging', service: 'web', isHeld: true }],
    secrets: ['API_KEY'],
  };
}

const routes = [
  { path: '/p/:slug/workflows/:id', element: <WorkflowPage /> },
  { path: '/p/:slug/runs/:id', element: <p>The run</p> },
];
export const open = () => renderAt('/p/shop/workflows/wfl_1', routes);
/** Selects a node as the keyboard does. */
export async function choose(user: UserEvent, label: string) {
  const node = await screen.findByLabelText(label);
  act(() => node.focus());
  await user.keyboard('{Enter}');
}
/** A field of the editor for expressions, once it is there. */
export async function editorField(label: string): Promise<HTMLElement> {
  return waitFor(() => {
    const field = screen.getByLabelText(label);
    expect(field).toHaveAttribute('contenteditable', 'true');
    return field;
  });
}
/** Writes where the cursor is. jsdom has no text input for the editor to hear, so it is told what was typed. */
export function write(field: HTMLElement, text: string) {
  const view = EditorView.findFromDOM(field);
  act(() => {
    view?.dispatch({ ...view.state.replaceSelection(text), userEvent: 'input.type' });
  });
}
/** Writes in the place of what stands there. */
export async function rewrite(user: UserEvent, field: HTMLElement, text: string) {
  await user.click(field);
  await user.keyboard('{Control>}a{/Control}{Backspace}');
  if (text) write(field, text);
}
export const last = (saves: Saved[]) => saves[saves.length - 1]?.graph;
