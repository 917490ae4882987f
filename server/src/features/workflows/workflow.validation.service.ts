import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import type { NeededRight } from '../nodes/node.types.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { findProject } from '../projects/project.service.ts';
import { isHeld, type PlaceIds } from './grant.rules.ts';
import { type GraphCheck, isPublishable, parseGraph, validateGraph } from './graph.rules.ts';
import type { Graph } from './graph.types.ts';

export interface CheckedGraph extends Omit<GraphCheck, 'rights'> {
  isValid: boolean;
  rights: (NeededRight & { isHeld: boolean })[];
}

interface NameRow {
  kind: 'service' | 'environment' | 'workflow' | 'channel' | 'variable';
  name: string;
  id: string;
}

/** Everything in the project that graphs can name, in one statement. */
function namesOfProject(ctx: Context, projectId: string): Promise<NameRow[]> {
  return query<NameRow>(
    ctx,
    `-- workflows.names
    select 'service' as kind, slug as name, id from services where project_id = $1 and deleted_at is null
    union all
    select 'environment', slug, id from environments where project_id = $1 and deleted_at is null
    union all
    select 'workflow', slug, id from workflows where project_id = $1 and deleted_at is null
    union all
    select 'channel', slug, id from notification_channels where project_id = $1 and deleted_at is null
    union all
    select 'variable', name, min(id) from variables where project_id = $1 and deleted_at is null group by name`,
    [projectId],
  );
}

/** The graph against the project as it is now, with which of the needed rights the actor has. Authorization is the caller's. */
export async function checkGraph(ctx: Context, projectId: string, graph: Graph): Promise<CheckedGraph> {
  const rows = await namesOfProject(ctx, projectId);
  const idsOf = (kind: NameRow['kind']) =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.name, row.id]));
  const ids: PlaceIds = { environments: idsOf('environment'), services: idsOf('service') };
  const namesOf = (kind: NameRow['kind']) => new Set(idsOf(kind).keys());
  const check = validateGraph(graph, {
    typeOf: nodeTypeOf,
    services: namesOf('service'),
    environments: namesOf('environment'),
    workflows: namesOf('workflow'),
    channels: namesOf('channel'),
    secrets: namesOf('variable'),
  });
  const rights = check.rights.map((right) => ({ ...right, isHeld: isHeld(ctx.actor, projectId, right, ids) }));
  return { ...check, rights, isValid: isPublishable(check) };
}

/** What would go wrong with a graph that is still being drawn. Changes nothing; for those who may draw. */
export async function validateWorkflow(
  ctx: Context,
  input: { projectId: string; graph: unknown },
): Promise<CheckedGraph> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'workflow:manage', project.id);
  return checkGraph(ctx, project.id, parseGraph(input.graph));
}
