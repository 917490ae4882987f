/** Workflows as tests need them: made by the API, drawn in the browser. */
import type { Locator, Page } from 'playwright-core';
import { see } from './stage.ts';
import { administrator, type Project } from './world.ts';

export interface Drawn {
  nodes: { key: string; type: string; name: string; config?: Record<string, unknown>; options?: object }[];
  /** `a → b`, or `a.error → b`. */
  edges: string[];
}

/** A graph as the API takes it, from left to right. */
export function graphOf({ nodes, edges }: Drawn) {
  return {
    nodes: nodes.map((node, index) => ({ config: {}, ...node, position: { x: index * 260, y: 0 } })),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split(' → ');
      const [key = '', port = 'main'] = from.split('.');
      return { from: key, fromPort: port, to };
    }),
  };
}

export interface Made {
  id: string;
  slug: string;
  revision: number;
}

/** A workflow of the project, not published. */
export async function makeWorkflow(project: Project, name: string, drawn: Drawn): Promise<Made> {
  const { api } = await administrator();
  const { createWorkflow } = await api.run<{
    createWorkflow: { id: string; slug: string; draft: { revision: number } };
  }>('mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { id slug draft { revision } } }', {
    input: { projectId: project.id, name, graph: graphOf(drawn) },
  });
  const { id, slug, draft } = createWorkflow;
  return { id, slug, revision: draft.revision };
}

/** Saves another drawing of it; the revision it has then. */
export async function saveDraft({ id, revision }: Made, drawn: Drawn): Promise<number> {
  const { api } = await administrator();
  const { saveWorkflowDraft } = await api.run<{ saveWorkflowDraft: { draft: { revision: number } } }>(
    'mutation ($input: SaveWorkflowDraftInput!) { saveWorkflowDraft(input: $input) { draft { revision } } }',
    { input: { id, graph: graphOf(drawn), baseRevision: revision } },
  );
  return saveWorkflowDraft.draft.revision;
}

export async function publish({ id, revision }: Made, note: string): Promise<void> {
  const { api } = await administrator();
  await api.run('mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { id } }', {
    input: { id, revision, note },
  });
}

export async function startRun(workflowId: string, payload: unknown = {}): Promise<string> {
  const { api } = await administrator();
  const { startRun } = await api.run<{ startRun: { id: string } }>(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { id } }',
    { input: { workflowId, payload } },
  );
  return startRun.id;
}

/** The run's status, as its page says it. */
export const runStatus = (page: Page, status: string): Locator =>
  page.locator('main header').getByRole('status').getByText(status, { exact: true });

/** A node of the drawn graph, in builder and run page. */
export const nodeOf = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node').filter({ hasText: name });

/** The panel of the node that is selected. */
export const panelOf = (page: Page, name: string): Locator => page.getByRole('region', { name: `Node ${name}` });

/** Opens the panel of a node of a run. */
export async function openNode(page: Page, name: string): Promise<Locator> {
  await nodeOf(page, name).click();
  const panel = page.getByRole('dialog', { name });
  await see(panel);
  return panel;
}
