import { isDeepStrictEqual } from 'node:util';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/errors.ts';
import type { Workflow } from './workflow.entity.ts';
import { findVersion } from './workflow.queries.ts';
import { draftOf, findWorkflow, lockWorkflow, replaceDraft, versionGraph } from './workflow.service.ts';
import type { RestoreWorkflowVersionInput } from './workflow.types.ts';

/** Takes a version of the workflow as its draft; what is published stays. */
export async function restoreWorkflowVersion(ctx: Context, input: RestoreWorkflowVersionInput): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, input.id);
  authorize(ctx, 'workflow:manage', projectId);
  const version = await findVersion(ctx, input.versionId);
  if (version.workflowId !== input.id) throw notFound('version');
  return withTransaction(ctx, async (ctx) => {
    const workflow = await lockWorkflow(ctx, input.id);
    const graph = await versionGraph(ctx, version.id);
    if (isDeepStrictEqual(await draftOf(ctx, workflow.id), graph)) return workflow;
    return replaceDraft(ctx, workflow, graph, {
      action: 'workflow.version_restored',
      detail: { version: version.number },
    });
  });
}
