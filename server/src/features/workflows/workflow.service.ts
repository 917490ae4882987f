import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { freeSlug } from '../../lib/slug.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, invalid, notFound } from '../../platform/errors.ts';
import { displayName, parseInput, slug } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { parseGraph } from './graph.rules.ts';
import type { Graph } from './graph.types.ts';
import { isSame } from './graph-order.rules.ts';
import type { Workflow } from './workflow.entity.ts';
import { draftGraphs, versionGraphs, versionsById, WORKFLOW_COLUMNS } from './workflow.queries.ts';
import { syncTriggers } from './workflow.triggers.ts';
import type {
  CreateWorkflowInput,
  DuplicateWorkflowInput,
  SaveWorkflowDraftInput,
  UpdateWorkflowInput,
} from './workflow.types.ts';
import type { WorkflowVersion } from './workflow-version.entity.ts';

const MOST_WORKFLOWS = 500;
/** Saves of one person within it are one entry of the audit trail: a draft is saved every few seconds while it is drawn. */
const SITTING_MS = 15 * 60_000;

const description = z.string().trim().max(2_000, 'Use at most 2,000 characters.');
const creation = z.object({ name: displayName, slug: slug.nullish(), description: description.nullish() });
const update = z.object({
  name: displayName.nullish(),
  slug: slug.nullish(),
  description: description.nullish(),
  isEnabled: z.boolean().nullish(),
});

/** What a new workflow begins with. */
const FIRST_DRAFT: Graph = {
  nodes: [{ key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } }],
  edges: [],
};

export const subjectOf = (workflow: { id: string; slug: string }) => ({
  id: workflow.id,
  type: 'Workflow',
  name: workflow.slug,
});

/** The workflow of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findWorkflow(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<Workflow> {
  requireActor(ctx);
  const workflow = await queryOne<Workflow>(
    ctx,
    `-- workflows.find
    select ${WORKFLOW_COLUMNS} from workflows w where w.id = $1 and (w.deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!workflow) throw notFound('workflow');
  authorize(ctx, 'project:read', workflow.projectId, 'workflow');
  return workflow;
}

/** The same, for those who may change it; nobody else does meanwhile. */
export async function lockWorkflow(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<Workflow> {
  // NOTE: two statements, because one would see the row as it was before it waited.
  await query(ctx, 'select from workflows where id = $1 for no key update', [id]);
  return findWorkflow(ctx, id, options);
}

/** The workflow and the version that new runs take; null when there is none. Authorization is the caller's. */
export async function findPublished(
  ctx: Context,
  by: { projectId: string; slug: string } | { id: string },
): Promise<{ workflow: Workflow; version: WorkflowVersion } | null> {
  const [id, projectId, name] = 'id' in by ? [by.id, null, null] : [null, by.projectId, by.slug];
  const workflow = await queryOne<Workflow>(
    ctx,
    `-- workflows.published
    select ${WORKFLOW_COLUMNS} from workflows w
    where (w.id = $1 or (w.project_id = $2 and w.slug = $3)) and w.deleted_at is null`,
    [id, projectId, name],
  );
  if (!workflow?.publishedVersionId) return null;
  const [version] = await versionsById(ctx, [workflow.publishedVersionId]);
  return version ? { workflow, version } : null;
}

/** Graphs of versions, the last used last. They never change. */
const graphs = new Map<string, Graph>();
const MOST_GRAPHS = 200;

/** The graph of a version, for reading only: all who ask get the same object. Authorization is the caller's. */
export async function versionGraph(ctx: Context, versionId: string): Promise<Graph> {
  const known = graphs.get(versionId);
  const graph = known ?? (await versionGraphs(ctx, [versionId]))[0];
  if (!graph) throw notFound('version');
  graphs.delete(versionId);
  graphs.set(versionId, graph);
  for (const oldest of graphs.keys()) {
    if (graphs.size <= MOST_GRAPHS) break;
    graphs.delete(oldest);
  }
  return graph;
}

/** The draft as it is now; in a transaction that has locked the workflow it stays so. */
export async function draftOf(ctx: Context, workflowId: string): Promise<Graph> {
  const [graph] = await draftGraphs(ctx, [workflowId]);
  if (!graph) throw notFound('workflow');
  return graph;
}

/** Adds a workflow with its first draft. INVALID_INPUT when the slug is taken; left out, one is made from the name. */
export async function createWorkflow(ctx: Context, input: CreateWorkflowInput): Promise<Workflow> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'workflow:manage', project.id);
  const fields = parseInput(creation, input);
  const graph = input.graph == null ? FIRST_DRAFT : parseGraph(input.graph);
  return withTransaction(ctx, (ctx) =>
    insertWorkflow(ctx, { ...fields, projectId: project.id, graph }, { action: 'workflow.created', detail: {} }),
  );
}

/** A new workflow with the draft of another; published it is by its new maker. */
export async function duplicateWorkflow(ctx: Context, input: DuplicateWorkflowInput): Promise<Workflow> {
  const original = await findWorkflow(ctx, input.id);
  authorize(ctx, 'workflow:manage', original.projectId);
  const { name } = parseInput(z.object({ name: displayName }), input);
  return withTransaction(ctx, async (ctx) => {
    const graph = await draftOf(ctx, original.id);
    const { projectId, description } = original;
    return insertWorkflow(
      ctx,
      { name, description, projectId, graph },
      { action: 'workflow.duplicated', detail: { from: original.slug } },
    );
  });
}

interface NewWorkflow {
  projectId: string;
  name: string;
  slug?: string | null;
  /** Taken if it is free, else with a number. */
  wantedSlug?: string | null;
  description?: string | null;
  graph: Graph;
}

/** Adds it, audited. In a transaction; authorization is the caller's. */
export async function insertWorkflow(
  ctx: Context,
  fields: NewWorkflow,
  audit: { action: string; detail: Record<string, unknown> },
): Promise<Workflow> {
  const actor = requireActor(ctx);
  const taken = await slugsOfProject(ctx, fields.projectId);
  requireRoom(taken);
  if (fields.slug && taken.includes(fields.slug)) throw slugTaken(fields.slug);
  const id = newId('workflow');
  const name = fields.slug ?? freeSlug(fields.wantedSlug ?? fields.name, taken, 'workflow');
  await execute(
    ctx,
    `-- workflows.insert
    insert into workflows (id, project_id, slug, name, description, draft, draft_saved_at, draft_saved_by_user_id,
      draft_saved_by_name, created_by_user_id, created_by_name, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $9, $7)`,
    [
      id,
      fields.projectId,
      name,
      fields.name,
      fields.description || null,
      JSON.stringify(fields.graph),
      ctx.app.now(),
      userOf(actor),
      actor.name,
    ],
  );
  await recordAudit(ctx, {
    action: audit.action,
    projectId: fields.projectId,
    subject: subjectOf({ id, slug: name }),
    detail: { name: fields.name, ...audit.detail },
  });
  return findWorkflow(ctx, id);
}

const userOf = (actor: { kind: string; id: string | null; userId?: string | null }) => actor.userId ?? null;
const slugTaken = (slug: string) => invalid([{ path: 'slug', message: `There is a workflow “${slug}” already.` }]);

/** Changes its names, and whether its triggers start it. */
export async function updateWorkflow(ctx: Context, input: UpdateWorkflowInput): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, input.id);
  authorize(ctx, 'workflow:manage', projectId);
  const fields = parseInput(update, input);
  return withTransaction(ctx, async (ctx) => {
    const taken = fields.slug ? await slugsOfProject(ctx, projectId) : [];
    const workflow = await lockWorkflow(ctx, input.id);
    const before = pick(workflow);
    const after = {
      name: fields.name ?? before.name,
      slug: fields.slug ?? before.slug,
      description: fields.description === '' ? null : (fields.description ?? before.description),
      isEnabled: fields.isEnabled ?? before.isEnabled,
    };
    if (after.slug !== before.slug && taken.includes(after.slug)) throw slugTaken(after.slug);
    await execute(ctx, 'update workflows set name = $2, slug = $3, description = $4, is_enabled = $5 where id = $1', [
      workflow.id,
      after.name,
      after.slug,
      after.description,
      after.isEnabled,
    ]);
    const changed = Object.assign(workflow, after);
    if (after.isEnabled !== before.isEnabled) await syncPublished(ctx, changed);
    await recordAudit(ctx, {
      action: 'workflow.updated',
      projectId,
      subject: subjectOf(changed),
      detail: { before, after },
    });
    return changed;
  });
}

const pick = ({ name, slug, description, isEnabled }: Workflow) => ({ name, slug, description, isEnabled });

/** Brings the rows of its triggers to what is published now. */
async function syncPublished(ctx: Context, workflow: Workflow): Promise<void> {
  const { publishedVersionId } = workflow;
  if (publishedVersionId) await syncTriggers(ctx, workflow, await versionGraph(ctx, publishedVersionId));
}

/**
 * Saves what was drawn. DRAFT_CONFLICT when the draft is not the one that was changed, and nothing is overwritten. The same
 * graph again is done already: a client that lost the answer may ask twice.
 */
export async function saveWorkflowDraft(ctx: Context, input: SaveWorkflowDraftInput): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, input.id);
  authorize(ctx, 'workflow:manage', projectId);
  const graph = parseGraph(input.graph);
  return withTransaction(ctx, async (ctx) => {
    const workflow = await lockWorkflow(ctx, input.id);
    if (isSame(await draftOf(ctx, workflow.id), graph)) return workflow;
    requireRevision(workflow, input.baseRevision);
    return replaceDraft(ctx, workflow, graph, { action: 'workflow.draft_saved', isQuietInSitting: true });
  });
}

/** DRAFT_CONFLICT with who saved what, unless the draft is of this revision. */
export function requireRevision(workflow: Workflow, revision: number): void {
  if (workflow.draftRevision === revision) return;
  throw new AppError(
    'DRAFT_CONFLICT',
    `${workflow.draftSavedByName} has saved this draft since you opened it. Compare both and decide what to keep.`,
    { details: { details: { revision: workflow.draftRevision, savedByName: workflow.draftSavedByName } } },
  );
}

/** Writes another draft into the locked workflow, audited. */
export async function replaceDraft(
  ctx: Context,
  workflow: Workflow,
  graph: Graph,
  audit: { action: string; detail?: Record<string, unknown>; isQuietInSitting?: boolean },
): Promise<Workflow> {
  const actor = requireActor(ctx);
  const now = ctx.app.now();
  const isSameSitting =
    workflow.draftSavedByUserId !== null &&
    workflow.draftSavedByUserId === userOf(actor) &&
    workflow.draftRevision > 1 &&
    now.getTime() - new Date(workflow.draftSavedAt).getTime() < SITTING_MS;
  const saved = {
    draftRevision: workflow.draftRevision + 1,
    draftSavedAt: now,
    draftSavedByUserId: userOf(actor),
    draftSavedByName: actor.name,
  };
  await execute(
    ctx,
    `-- workflows.saveDraft
    update workflows set draft = $2, draft_revision = $3, draft_saved_at = $4, draft_saved_by_user_id = $5,
      draft_saved_by_name = $6
    where id = $1`,
    [workflow.id, JSON.stringify(graph), saved.draftRevision, now, saved.draftSavedByUserId, actor.name],
  );
  if (!(audit.isQuietInSitting && isSameSitting))
    await recordAudit(ctx, {
      action: audit.action,
      projectId: workflow.projectId,
      subject: subjectOf(workflow),
      detail: { revision: saved.draftRevision, ...audit.detail },
    });
  return Object.assign(workflow, saved);
}

/** Takes what is published as the draft. CONFLICT when nothing is. */
export async function discardWorkflowDraft(ctx: Context, id: string): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, id);
  authorize(ctx, 'workflow:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const workflow = await lockWorkflow(ctx, id);
    if (!workflow.publishedVersionId)
      throw conflict('Nothing of this workflow is published yet, so there is nothing to go back to.');
    const published = await versionGraph(ctx, workflow.publishedVersionId);
    if (isSame(await draftOf(ctx, id), published)) return workflow;
    return replaceDraft(ctx, workflow, published, { action: 'workflow.draft_discarded' });
  });
}

/** Hides the workflow and stops its triggers; runs under way go on. `restoreWorkflow` brings it back. */
export async function deleteWorkflow(ctx: Context, id: string): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, id);
  authorize(ctx, 'workflow:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const workflow = await lockWorkflow(ctx, id);
    await execute(ctx, 'update workflows set deleted_at = $2 where id = $1', [id, ctx.app.now()]);
    await syncPublished(ctx, Object.assign(workflow, { deletedAt: ctx.app.now() }));
    await recordAudit(ctx, { action: 'workflow.deleted', projectId, subject: subjectOf(workflow) });
    return workflow;
  });
}

/** Brings a deleted workflow back; one that is there stays. CONFLICT when its slug is taken by now. */
export async function restoreWorkflow(ctx: Context, id: string): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, id, { isDeleted: true });
  authorize(ctx, 'workflow:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const taken = await slugsOfProject(ctx, projectId);
    const workflow = await lockWorkflow(ctx, id, { isDeleted: true });
    if (!workflow.deletedAt) return workflow;
    if (taken.includes(workflow.slug)) throw conflict(`Another workflow is called “${workflow.slug}” by now.`);
    requireRoom(taken);
    await execute(ctx, 'update workflows set deleted_at = null where id = $1', [id]);
    await syncPublished(ctx, Object.assign(workflow, { deletedAt: null }));
    await recordAudit(ctx, { action: 'workflow.restored', projectId, subject: subjectOf(workflow) });
    return workflow;
  });
}

/** Those in use, with the project locked, so that nobody adds one meanwhile. */
async function slugsOfProject(ctx: Context, projectId: string): Promise<string[]> {
  // NOTE: two statements, because one would see the workflows as they were before it waited.
  await query(ctx, 'select from projects where id = $1 for no key update', [projectId]);
  const rows = await query<{ slug: string }>(
    ctx,
    'select slug from workflows where project_id = $1 and deleted_at is null',
    [projectId],
  );
  return rows.map((row) => row.slug);
}

function requireRoom(slugs: string[]): void {
  if (slugs.length >= MOST_WORKFLOWS) throw conflict(`A project has at most ${MOST_WORKFLOWS} workflows.`);
}
