import { freeSlug } from '../../lib/slug.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { findProject } from '../projects/project.service.ts';
import { type Diff, diffGraphs } from './graph-diff.rules.ts';
import type { Workflow } from './workflow.entity.ts';
import { findVersion, findWorkflowBySlug } from './workflow.queries.ts';
import {
  draftOf,
  findWorkflow,
  insertWorkflow,
  lockWorkflow,
  replaceDraft,
  requireRevision,
  versionGraph,
} from './workflow.service.ts';
import type { ImportWorkflowInput, PreviewWorkflowImportInput } from './workflow.types.ts';
import { type CheckedGraph, checkGraph } from './workflow.validation.service.ts';
import { fromYaml, toYaml, type WorkflowFile } from './workflow-yaml.rules.ts';

export interface ImportPreview extends WorkflowFile, Pick<CheckedGraph, 'problems' | 'rights' | 'secrets'> {
  slug: string;
  existing: Workflow | null;
  diff: Diff | null;
}

/** What would come of an import: nothing is stored. For those who may draw. */
export async function previewWorkflowImport(ctx: Context, input: PreviewWorkflowImportInput): Promise<ImportPreview> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'workflow:manage', project.id);
  const file = fromYaml(input.source);
  const { problems, rights, secrets } = await checkGraph(ctx, project.id, file.graph);
  const existing = file.slug ? await findWorkflowBySlug(ctx, project.id, file.slug) : null;
  const diff = existing ? diffGraphs(await draftOf(ctx, existing.id), file.graph) : null;
  return { ...file, slug: file.slug ?? freeSlug(file.name, [], 'workflow'), problems, rights, secrets, existing, diff };
}

/**
 * Takes a file as a new workflow, or as the draft of one that is there (`replaceId`); nothing is published. A slug that is
 * taken gets a number.
 */
export async function importWorkflow(ctx: Context, input: ImportWorkflowInput): Promise<Workflow> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'workflow:manage', project.id);
  const { name, slug, description, graph } = fromYaml(input.source);
  const { replaceId, baseRevision } = input;
  if (replaceId) {
    const { projectId } = await findWorkflow(ctx, replaceId);
    if (projectId !== project.id) throw notFound('workflow');
    if (baseRevision == null)
      throw invalid([{ path: 'baseRevision', message: 'Say which revision of the draft it replaces.' }]);
  }
  return withTransaction(ctx, async (ctx) => {
    if (replaceId) {
      const workflow = await lockWorkflow(ctx, replaceId);
      requireRevision(workflow, baseRevision ?? 0);
      return replaceDraft(ctx, workflow, graph, { action: 'workflow.imported' });
    }
    return insertWorkflow(
      ctx,
      { name, description, projectId: project.id, graph, wantedSlug: slug },
      { action: 'workflow.imported', detail: {} },
    );
  });
}

/** The draft, or one of the versions, as YAML. */
export async function exportWorkflow(ctx: Context, workflow: Workflow, versionId?: string | null): Promise<string> {
  const graph = versionId ? await ofVersion(ctx, workflow, versionId) : await draftOf(ctx, workflow.id);
  const { name, slug, description } = workflow;
  return toYaml({ name, slug, description, graph });
}

async function ofVersion(ctx: Context, workflow: Workflow, versionId: string) {
  const version = await findVersion(ctx, versionId);
  if (version.workflowId !== workflow.id) throw notFound('version');
  return versionGraph(ctx, version.id);
}
