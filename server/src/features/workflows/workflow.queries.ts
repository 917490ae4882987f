import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import type { Graph } from './graph.types.ts';
import { isSame } from './graph-order.rules.ts';
import type { Workflow } from './workflow.entity.ts';
import type { WorkflowTrigger } from './workflow-trigger.entity.ts';
import type { WorkflowVersion } from './workflow-version.entity.ts';

/** All but the draft's graph, which may be a megabyte. */
export const WORKFLOW_COLUMNS = `w.id, w.project_id as "projectId", w.slug, w.name, w.description, w.is_enabled as "isEnabled",
    w.draft_revision as "draftRevision", w.draft_saved_at as "draftSavedAt", w.draft_saved_by_user_id as "draftSavedByUserId",
    w.draft_saved_by_name as "draftSavedByName", w.published_version_id as "publishedVersionId",
    w.created_by_name as "createdByName", w.created_at as "createdAt", w.deleted_at as "deletedAt"`;

/** The same, without the graph. */
const VERSION_COLUMNS = `v.id, v.project_id as "projectId", v.workflow_id as "workflowId", coalesce(v.number, 0) as number, v.note,
    v.grant_permissions as permissions, v.grant_environment_ids as "environmentIds", v.grant_service_ids as "serviceIds",
    v.published_by_name as "publishedByName", v.published_at as "publishedAt",
    coalesce(w.published_version_id = v.id, false) as "isPublished", v.is_test as "isTest"`;

const TRIGGER_COLUMNS = `t.id, t.project_id as "projectId", t.workflow_id as "workflowId", t.kind, t.node_key as "nodeKey",
    t.is_active as "isActive", t.next_at as "nextAt", t.last_at as "lastAt", t.problem, t.config`;

/** The project's workflow of this slug, or null. Authorization is the caller's. */
export function findWorkflowBySlug(ctx: Context, projectId: string, slug: string): Promise<Workflow | null> {
  return queryOne<Workflow>(
    ctx,
    `-- workflows.findBySlug
    select ${WORKFLOW_COLUMNS} from workflows w where w.project_id = $1 and w.slug = $2 and w.deleted_at is null`,
    [projectId, slug],
  );
}

/** The version of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findVersion(ctx: Context, id: string): Promise<WorkflowVersion> {
  requireActor(ctx);
  const [version] = await versionsById(ctx, [id]);
  if (!version || version.isTest) throw notFound('version');
  authorize(ctx, 'project:read', version.projectId, 'version');
  return version;
}

/** The trigger of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findTrigger(ctx: Context, id: string): Promise<WorkflowTrigger> {
  requireActor(ctx);
  const trigger = await queryOne<WorkflowTrigger>(
    ctx,
    `-- workflows.findTrigger
    select ${TRIGGER_COLUMNS} from workflow_triggers t where t.id = $1`,
    [id],
  );
  if (!trigger) throw notFound('trigger');
  authorize(ctx, 'project:read', trigger.projectId, 'trigger');
  return trigger;
}

interface ListArgs {
  first: number;
  after?: string | null;
  search?: string | null;
}

/** The project's workflows by name. */
export async function listWorkflows(ctx: Context, projectId: string, args: ListArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text', 'text']);
  const rows = await query<Workflow>(
    ctx,
    `-- workflows.list
    select ${WORKFLOW_COLUMNS}
    from workflows w
    where w.project_id = $1 and w.deleted_at is null
      and ($2::text is null or strpos(lower(w.name), $2) > 0 or strpos(w.slug, $2) > 0)
      and ($3::text is null or (lower(w.name), w.id) > ($3, $4))
    order by lower(w.name), w.id
    limit $5`,
    [projectId, args.search?.trim().toLowerCase() || null, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.name.toLowerCase(), row.id]);
}

/** The workflow's versions, newest first. */
export async function listVersions(ctx: Context, workflowId: string, args: ListArgs) {
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['integer']);
  const rows = await query<WorkflowVersion>(
    ctx,
    `-- workflows.versions
    select ${VERSION_COLUMNS}
    from workflow_versions v join workflows w on w.id = v.workflow_id
    where v.workflow_id = $1 and not v.is_test and ($2::integer is null or v.number < $2)
    order by v.number desc
    limit $3`,
    [workflowId, after?.[0] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.number]);
}

/** Batch: workflows by id, deleted ones too. */
export async function workflowsById(ctx: Context, ids: readonly string[]): Promise<(Workflow | null)[]> {
  const rows = await query<Workflow>(
    ctx,
    `-- workflows.byId
    select ${WORKFLOW_COLUMNS} from workflows w where w.id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row as Workflow | null,
    null,
  );
}

/** Batch: versions by id. */
export async function versionsById(ctx: Context, ids: readonly string[]): Promise<(WorkflowVersion | null)[]> {
  const rows = await query<WorkflowVersion>(
    ctx,
    `-- workflows.versionsById
    select ${VERSION_COLUMNS} from workflow_versions v join workflows w on w.id = v.workflow_id where v.id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row as WorkflowVersion | null,
    null,
  );
}

/** Batch: the graphs of versions. */
export async function versionGraphs(ctx: Context, ids: readonly string[]): Promise<(Graph | null)[]> {
  const rows = await query<{ id: string; graph: Graph }>(
    ctx,
    `-- workflows.versionGraphs
    select id, graph from workflow_versions where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.graph as Graph | null,
    null,
  );
}

/** Batch: the graphs of workflows' drafts. */
export async function draftGraphs(ctx: Context, ids: readonly string[]): Promise<(Graph | null)[]> {
  const rows = await query<{ id: string; draft: Graph }>(
    ctx,
    `-- workflows.drafts
    select id, draft from workflows where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.draft as Graph | null,
    null,
  );
}

/** Batch: whether the draft is another graph than what is published. */
export async function unpublishedChanges(ctx: Context, ids: readonly string[]): Promise<boolean[]> {
  const rows = await query<{ id: string; isChanged: boolean; draft: Graph | null; graph: Graph | null }>(
    ctx,
    `-- workflows.unpublishedChanges
    select w.id, w."isChanged", case when w."mayDiffer" then w.draft end as draft, case when w."mayDiffer" then w.graph end as graph
    from (
      select w.id, w.draft, v.graph, v.id is null or w.draft::jsonb <> v.graph::jsonb as "isChanged",
        -- Equal but for an order: that of a form's fields counts.
        w.draft::text <> v.graph::text and w.draft::jsonb = v.graph::jsonb as "mayDiffer"
      from workflows w left join workflow_versions v on v.id = w.published_version_id
      where w.id = any($1)
    ) w`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.isChanged || (row.draft !== null && row.graph !== null && !isSame(row.draft, row.graph)),
    false,
  );
}

/** Batch: what starts the published version of each workflow. Triggers of nodes that were taken out of it are left out. */
export async function triggersOfWorkflows(ctx: Context, ids: readonly string[]): Promise<WorkflowTrigger[][]> {
  const rows = await query<WorkflowTrigger>(
    ctx,
    `-- workflows.triggers
    select ${TRIGGER_COLUMNS}
    from workflow_triggers t
    join workflows w on w.id = t.workflow_id
    join workflow_versions v on v.id = w.published_version_id
    where t.workflow_id = any($1)
      and exists (select from json_array_elements(v.graph -> 'nodes') node where node ->> 'key' = t.node_key)
    order by t.node_key`,
    [ids],
  );
  const byWorkflow = Map.groupBy(rows, (row) => row.workflowId);
  return ids.map((id) => byWorkflow.get(id) ?? []);
}
