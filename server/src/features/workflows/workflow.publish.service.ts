import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { Grant } from '../../platform/auth/actor.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, invalid, notFound, type Problem } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { grantOf, lackedRights } from './grant.rules.ts';
import type { Graph, GraphProblem } from './graph.types.ts';
import { isSame } from './graph-order.rules.ts';
import type { Workflow } from './workflow.entity.ts';
import { findVersion } from './workflow.queries.ts';
import {
  draftOf,
  findWorkflow,
  lockWorkflow,
  replaceDraft,
  requireRevision,
  subjectOf,
  versionGraph,
} from './workflow.service.ts';
import { syncTriggers } from './workflow.triggers.ts';
import type { PublishWorkflowInput, RestoreWorkflowVersionInput } from './workflow.types.ts';
import { checkGraph } from './workflow.validation.service.ts';

const publication = z.object({ note: z.string().trim().max(2_000, 'Use at most 2,000 characters.').nullish() });

/**
 * Makes the draft the version that new runs take, with what its runs may do: what the graph needs, which its publisher must
 * have himself. DRAFT_CONFLICT when the draft is not the one that was seen, INVALID_INPUT with what is wrong with the graph,
 * FORBIDDEN with the rights that are missing. What is published already stays as it is.
 */
export async function publishWorkflow(ctx: Context, input: PublishWorkflowInput): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, input.id);
  authorize(ctx, 'workflow:manage', projectId);
  const { note } = parseInput(publication, input);
  return withTransaction(ctx, async (ctx) => {
    const workflow = await lockWorkflow(ctx, input.id);
    requireRevision(workflow, input.revision);
    const graph = await draftOf(ctx, workflow.id);
    const check = await checkGraph(ctx, projectId, graph);
    if (!check.isValid) throw invalid(check.problems.filter(isError).map(toProblem));
    const grant = grantOf(ctx.actor, projectId, check.rights);
    const lacked = lackedRights(
      ctx.actor,
      projectId,
      grant,
      check.rights.filter((right) => !right.isHeld),
    );
    if (lacked)
      throw forbidden(
        `Runs of this workflow need rights that you don’t have: ${lacked}. Somebody who has them can publish it.`,
      );
    if (await isPublished(ctx, workflow, graph, grant)) return workflow;
    const version = await insertVersion(ctx, workflow, { graph, note: note || null, grant });
    const published = Object.assign(workflow, { publishedVersionId: version.id });
    await syncTriggers(ctx, published, graph);
    await recordAudit(ctx, {
      action: 'workflow.published',
      projectId,
      subject: subjectOf(workflow),
      detail: {
        version: version.number,
        note: note || null,
        permissions: [...grant.permissions],
        environmentIds: grant.environmentIds,
        serviceIds: grant.serviceIds,
      },
    });
    return published;
  });
}

const isError = ({ severity }: GraphProblem) => severity === 'ERROR';
const toProblem = ({ nodeKey, path, message }: GraphProblem): Problem => ({
  path: ['graph', ...(nodeKey ? ['nodes', nodeKey] : []), ...(path ? [path] : [])].join('.'),
  message: nodeKey ? `${nodeKey}: ${message}` : message,
});

/** Whether the same graph is published with the same rights: nothing would change. */
async function isPublished(ctx: Context, workflow: Workflow, graph: Graph, grant: Grant): Promise<boolean> {
  if (!workflow.publishedVersionId) return false;
  const version = await findVersion(ctx, workflow.publishedVersionId);
  return (
    isSame(await versionGraph(ctx, version.id), graph) &&
    isDeepStrictEqual(new Set<string>(version.permissions), new Set<string>(grant.permissions)) &&
    isDeepStrictEqual(version.environmentIds, grant.environmentIds) &&
    isDeepStrictEqual(version.serviceIds, grant.serviceIds)
  );
}

async function insertVersion(
  ctx: Context,
  workflow: Workflow,
  { graph, note, grant }: { graph: Graph; note: string | null; grant: Grant },
): Promise<{ id: string; number: number }> {
  const actor = requireActor(ctx);
  const id = newId('workflowVersion');
  const now = ctx.app.now();
  const [version] = await query<{ number: number }>(
    ctx,
    `-- workflows.insertVersion
    insert into workflow_versions (id, project_id, workflow_id, number, graph, note, grant_permissions,
      grant_environment_ids, grant_service_ids, published_by_user_id, published_by_name, published_at)
    select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11
    from workflow_versions where workflow_id = $3
    returning number`,
    [
      id,
      workflow.projectId,
      workflow.id,
      JSON.stringify(graph),
      note,
      [...grant.permissions],
      grant.environmentIds,
      grant.serviceIds,
      actor.kind === 'SYSTEM' ? null : actor.userId,
      actor.name,
      now,
    ],
  );
  await execute(ctx, 'update workflows set published_version_id = $2 where id = $1', [workflow.id, id]);
  return { id, number: version?.number ?? 0 };
}

/** Takes a version of the workflow as its draft; what is published stays. */
export async function restoreWorkflowVersion(ctx: Context, input: RestoreWorkflowVersionInput): Promise<Workflow> {
  const { projectId } = await findWorkflow(ctx, input.id);
  authorize(ctx, 'workflow:manage', projectId);
  const version = await findVersion(ctx, input.versionId);
  if (version.workflowId !== input.id) throw notFound('version');
  return withTransaction(ctx, async (ctx) => {
    const workflow = await lockWorkflow(ctx, input.id);
    const graph = await versionGraph(ctx, version.id);
    if (isSame(await draftOf(ctx, workflow.id), graph)) return workflow;
    return replaceDraft(ctx, workflow, graph, {
      action: 'workflow.version_restored',
      detail: { version: version.number },
    });
  });
}
