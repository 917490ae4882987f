import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import type { Dashboard, DashboardVersion } from './dashboard.entity.ts';

/** All but the draft and what was synced: a page of a list would carry 10 MB of them. */
export const DASHBOARD_COLUMNS = `d.id, d.project_id as "projectId", d.slug, d.name, d.description,
    d.draft_revision as "draftRevision", d.draft_saved_at as "draftSavedAt", d.draft_saved_by_user_id as "draftSavedByUserId",
    d.draft_saved_by_name as "draftSavedByName", d.published_version_id as "publishedVersionId", d.synced_at as "syncedAt",
    d.created_by_name as "createdByName", d.created_at as "createdAt", d.deleted_at as "deletedAt"`;

const VERSION_COLUMNS = `v.id, v.project_id as "projectId", v.dashboard_id as "dashboardId", v.number, v.source, v.note,
    v.published_by_name as "publishedByName", v.published_at as "publishedAt",
    coalesce(d.published_version_id = v.id, false) as "isPublished"`;

interface ListArgs {
  first: number;
  after?: string | null;
  search?: string | null;
}

/** The project's dashboards by name. */
export async function listDashboards(ctx: Context, projectId: string, args: ListArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text', 'text']);
  const rows = await query<Dashboard>(
    ctx,
    `-- dashboards.list
    select ${DASHBOARD_COLUMNS}
    from dashboards d
    where d.project_id = $1 and d.deleted_at is null
      and ($2::text is null or strpos(lower(d.name), $2) > 0 or strpos(d.slug, $2) > 0)
      and ($3::text is null or (lower(d.name), d.id) > ($3, $4))
    order by lower(d.name), d.id
    limit $5`,
    [projectId, args.search?.trim().toLowerCase() || null, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.name.toLowerCase(), row.id]);
}

/** The dashboard's versions, newest first. */
export async function listDashboardVersions(ctx: Context, dashboardId: string, args: ListArgs) {
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['integer']);
  const rows = await query<DashboardVersion>(
    ctx,
    `-- dashboards.versions
    select ${VERSION_COLUMNS}
    from dashboard_versions v join dashboards d on d.id = v.dashboard_id
    where v.dashboard_id = $1 and ($2::integer is null or v.number < $2)
    order by v.number desc
    limit $3`,
    [dashboardId, after?.[0] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.number]);
}

/** The version of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findDashboardVersion(ctx: Context, id: string): Promise<DashboardVersion> {
  requireActor(ctx);
  const [version] = await dashboardVersionsById(ctx, [id]);
  if (!version) throw notFound('version');
  authorize(ctx, 'project:read', version.projectId, 'version');
  return version;
}

/** Batch: versions by id. */
export async function dashboardVersionsById(
  ctx: Context,
  ids: readonly string[],
): Promise<(DashboardVersion | null)[]> {
  const rows = await query<DashboardVersion>(
    ctx,
    `-- dashboards.versionsById
    select ${VERSION_COLUMNS} from dashboard_versions v join dashboards d on d.id = v.dashboard_id where v.id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row as DashboardVersion | null,
    null,
  );
}

/** Batch: dashboards by id, deleted ones too. */
export async function dashboardsById(ctx: Context, ids: readonly string[]): Promise<(Dashboard | null)[]> {
  const rows = await query<Dashboard>(
    ctx,
    `-- dashboards.byId
    select ${DASHBOARD_COLUMNS} from dashboards d where d.id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row as Dashboard | null,
    null,
  );
}

/** Batch: the drafts' YAML. */
export async function dashboardDrafts(ctx: Context, ids: readonly string[]): Promise<(string | null)[]> {
  const rows = await query<{ id: string; draft: string }>(
    ctx,
    `-- dashboards.drafts
    select id, draft from dashboards where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.draft as string | null,
    null,
  );
}

/** Batch: whether the draft says something else than what is published. */
export async function unpublishedDashboardChanges(ctx: Context, ids: readonly string[]): Promise<boolean[]> {
  const rows = await query<{ id: string; isChanged: boolean }>(
    ctx,
    `-- dashboards.unpublishedChanges
    select d.id, v.id is null or d.draft <> v.source as "isChanged"
    from dashboards d left join dashboard_versions v on v.id = d.published_version_id
    where d.id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.isChanged,
    false,
  );
}

/** What is compared with the project's folder. */
export interface SyncedDashboard {
  id: string;
  slug: string;
  publishedSource: string | null;
  syncedSource: string | null;
}

/** All of the project with what is published of them; at most as many as a project may have. Authorization is the caller's. */
export function syncedDashboards(ctx: Context, projectId: string): Promise<SyncedDashboard[]> {
  return query<SyncedDashboard>(
    ctx,
    `-- dashboards.synced
    select d.id, d.slug, v.source as "publishedSource", d.synced_source as "syncedSource"
    from dashboards d left join dashboard_versions v on v.id = d.published_version_id
    where d.project_id = $1 and d.deleted_at is null
    order by d.slug`,
    [projectId],
  );
}
