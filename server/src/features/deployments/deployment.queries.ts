import { authorize, type Place, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import type { DeploymentPlan } from './deployment.entity.ts';
import type { DeploymentFilter, DeploymentStatus, DeploymentTrigger } from './deployment.types.ts';

/** A deployment as read, with what a list shows of service, environment and creator joined in; see `allowBriefRows`. */
export interface DeploymentRow {
  id: string;
  projectId: string;
  number: number;
  version: string;
  status: keyof typeof DeploymentStatus;
  statusReason: string | null;
  trigger: keyof typeof DeploymentTrigger;
  createdByUserId: string | null;
  createdByTokenId: string | null;
  createdByName: string;
  note: string | null;
  parameters: Record<string, unknown> | null;
  isDryRun: boolean;
  isHotfix: boolean;
  exitCode: number | null;
  retryOfId: string | null;
  rollbackOfId: string | null;
  logStreamId: number;
  stopRequestedAt: string | null;
  createdAt: string;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  service: { id: string; projectId: string; slug: string; name: string; runner: 'SHELL' | 'ANSIBLE' };
  environment: { id: string; projectId: string; slug: string; name: string; rank: number; isProduction: boolean };
  createdBy: { id: string; name: string } | null;
}

/** Where a deployment happens: what rights that are limited to places are compared with. */
export const placeOf = (deployment: {
  service: { id: string; projectId: string };
  environment: { id: string };
}): Place => ({
  projectId: deployment.service.projectId,
  environmentId: deployment.environment.id,
  serviceId: deployment.service.id,
});

/** Flat, because building JSON in Postgres costs more than it saves; `toRow` nests it. */
type FlatRow = Omit<DeploymentRow, 'service' | 'environment' | 'createdBy'> & Record<string, unknown>;

const COLUMNS = `
    d.id, d.project_id as "projectId", d.number, d.version, d.status, d.status_reason as "statusReason", d.trigger,
    d.created_by_user_id as "createdByUserId", d.created_by_token_id as "createdByTokenId", d.created_by_name as "createdByName",
    d.note, d.parameters, d.is_dry_run as "isDryRun", d.is_hotfix as "isHotfix", d.exit_code as "exitCode", d.retry_of_id as "retryOfId",
    d.rollback_of_id as "rollbackOfId", d.log_stream_id as "logStreamId", d.stop_requested_at as "stopRequestedAt",
    d.created_at as "createdAt", d.queued_at as "queuedAt", d.started_at as "startedAt", d.finished_at as "finishedAt",
    s.id as s_id, s.slug as s_slug, s.name as s_name, s.runner as s_runner,
    e.id as e_id, e.slug as e_slug, e.name as e_name, e.rank as e_rank, e.is_production as e_is_production,
    u.email as u_email, u.name as u_name,
    t.kind as t_kind, t.name as t_name, t.project_id as t_project_id, t.user_id as t_user_id`;

const TABLES = `
    join services s on s.id = d.service_id
    join environments e on e.id = d.environment_id
    left join users u on u.id = d.created_by_user_id
    left join tokens t on t.id = d.created_by_token_id`;

/** In place: copying 40 columns of each row took a fifth of the page's time. */
function toRow(row: FlatRow): DeploymentRow {
  const { projectId } = row;
  row.service = { id: row.s_id, projectId, slug: row.s_slug, name: row.s_name, runner: row.s_runner };
  row.environment = {
    id: row.e_id,
    projectId,
    slug: row.e_slug,
    name: row.e_name,
    rank: row.e_rank,
    isProduction: row.e_is_production,
  };
  row.createdBy = creatorOf(row);
  return row as unknown as DeploymentRow;
}

function creatorOf(row: FlatRow): object | null {
  if (row.createdByTokenId)
    return {
      id: row.createdByTokenId,
      kind: row.t_kind,
      name: row.t_name,
      projectId: row.t_project_id,
      userId: row.t_user_id,
    };
  return row.createdByUserId ? { id: row.createdByUserId, email: row.u_email, name: row.u_name } : null;
}

/** The deployment of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function getDeployment(ctx: Context, id: string): Promise<DeploymentRow> {
  requireActor(ctx);
  const row = await queryOne<FlatRow>(
    ctx,
    `-- deployments.get
    select ${COLUMNS} from deployments d ${TABLES} where d.id = $1`,
    [id],
  );
  if (!row) throw notFound('deployment');
  authorize(ctx, 'project:read', row.projectId, 'deployment');
  return toRow(row);
}

/** Batch: deployments by id; null for those the actor may not see. */
export async function deploymentsById(ctx: Context, ids: readonly string[]): Promise<(DeploymentRow | null)[]> {
  const rows = await query<FlatRow>(
    ctx,
    `-- deployments.byId
    select ${COLUMNS} from deployments d ${TABLES} where d.id = any($1)`,
    [ids],
  );
  const found = new Map(rows.map((row) => [row.id, toRow(row)]));
  return ids.map((id) => found.get(id) ?? null);
}

export interface ListArgs {
  filter?: DeploymentFilter | null;
  first: number;
  after?: string | null;
}

const MOST_PER_PAGE = 100;

/** A project's deployments, newest first. One statement, whatever is filtered. */
export async function listDeployments(ctx: Context, projectId: string, args: ListArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first, MOST_PER_PAGE);
  const after = cursorKeys(args.after, ['text']);
  const { where, values } = conditions(args.filter ?? {}, after?.[0], [projectId, first + 1]);
  // NOTE: Postgres keeps one plan for a prepared statement only where it can tell the cost without the values. `limit $2`
  // alone, or `$3 is null or …`, made it plan anew for every page: 0.8 ms, five times the execution.
  const rows = await query<FlatRow>(
    ctx,
    `-- deployments.list
    select ${COLUMNS} from (
      select * from deployments d where d.project_id = $1${where} order by d.id desc limit ${MOST_PER_PAGE + 1}
    ) d ${TABLES}
    order by d.id desc limit $2`,
    values,
  );
  return toConnection(rows.map(toRow), { first, after: args.after }, (row) => [row.id]);
}

/** A page of the deployments of a project, or of one of its services. */
export interface DeploymentPage extends ListArgs {
  projectId: string;
  serviceId: string | null;
}

/**
 * Batch: pages of several services or projects. Pages that are asked for alike share one statement, so a list of services with
 * the newest deployments of each takes one for all.
 */
export async function deploymentPages(
  ctx: Context,
  pages: readonly DeploymentPage[],
): Promise<DeploymentConnectionRow[]> {
  const groups = Map.groupBy(pages, ({ serviceId, first, after, filter }) =>
    JSON.stringify([serviceId === null, first, after, filter]),
  );
  const found = new Map<DeploymentPage, DeploymentConnectionRow>();
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const connections = group.length === 1 ? [await onePage(ctx, group[0])] : await alikePages(ctx, group);
      for (const [index, page] of group.entries()) found.set(page, connections[index] as DeploymentConnectionRow);
    }),
  );
  return pages.map((page) => found.get(page) as DeploymentConnectionRow);
}

type DeploymentConnectionRow = Awaited<ReturnType<typeof listDeployments>>;

function onePage(ctx: Context, page: DeploymentPage | undefined): Promise<DeploymentConnectionRow> {
  const { projectId, serviceId, ...args } = page as DeploymentPage;
  if (serviceId === null) return listDeployments(ctx, projectId, args);
  return listDeployments(ctx, projectId, { ...args, filter: { ...args.filter, serviceIds: [serviceId] } });
}

async function alikePages(ctx: Context, pages: DeploymentPage[]): Promise<DeploymentConnectionRow[]> {
  for (const projectId of new Set(pages.map((page) => page.projectId))) authorize(ctx, 'project:read', projectId);
  const { serviceId, filter, ...page } = pages[0] as DeploymentPage;
  const first = pageSize(page.first, MOST_PER_PAGE);
  const after = cursorKeys(page.after, ['text']);
  const [column, ownerOf] =
    serviceId === null
      ? ['project_id', ({ projectId }: DeploymentPage) => projectId]
      : ['service_id', (page: DeploymentPage) => page.serviceId];
  const { where, values } = conditions(
    serviceId === null ? (filter ?? {}) : { ...filter, serviceIds: null },
    after?.[0],
    [pages.map(ownerOf), first + 1],
  );
  const rows = await query<FlatRow>(
    ctx,
    `-- deployments.pages
    select ${COLUMNS}, owners.place::int as place from unnest($1::text[]) with ordinality as owners (id, place)
    cross join lateral (
      select * from deployments d where d.${column} = owners.id${where} order by d.id desc limit $2
    ) d ${TABLES}
    order by owners.place, d.id desc`,
    values,
  );
  const groups = Map.groupBy(rows, (row) => row.place);
  return pages.map((_, index) =>
    toConnection((groups.get(index + 1) ?? []).map(toRow), { first, after: page.after }, (row) => [row.id]),
  );
}

function conditions(
  filter: DeploymentFilter,
  before: string | undefined,
  values: unknown[],
): { where: string; values: unknown[] } {
  const parts: string[] = [];
  const add = (value: unknown, text: (place: string) => string) => {
    if (value == null) return;
    values.push(value);
    parts.push(text(`$${values.length}`));
  };
  add(before, (place) => `d.id < ${place}`);
  add(filter.serviceIds, (place) => `d.service_id = any(${place})`);
  add(filter.environmentIds, (place) => `d.environment_id = any(${place})`);
  add(filter.statuses, (place) => `d.status = any(${place})`);
  add(filter.version, (place) => `d.version = ${place}`);
  add(filter.createdById, (place) => `(d.created_by_user_id = ${place} or d.created_by_token_id = ${place})`);
  add(filter.from, (place) => `d.created_at >= ${place}`);
  add(filter.to, (place) => `d.created_at < ${place}`);
  return { where: parts.map((part) => ` and ${part}`).join(''), values };
}

/** The plan and what a retry or rollback needs, for verbs. */
export function getPlan(ctx: Context, id: string): Promise<{ plan: DeploymentPlan } | null> {
  return queryOne(ctx, 'select plan from deployments where id = $1', [id]);
}

/** What is live: the last deployment to the place that succeeded, dry runs left out. */
export async function liveDeployment(
  ctx: Context,
  serviceId: string,
  environmentId: string,
): Promise<DeploymentRow | null> {
  const row = await queryOne<FlatRow>(
    ctx,
    `-- deployments.live
    select ${COLUMNS} from deployments d ${TABLES}
    where d.service_id = $1 and d.environment_id = $2 and d.status = 'SUCCEEDED' and not d.is_dry_run
    order by d.id desc limit 1`,
    [serviceId, environmentId],
  );
  return row ? toRow(row) : null;
}

/** Deployments of the place that wait for their turn or run, first the one that goes first. */
export async function deploymentsAhead(
  ctx: Context,
  serviceId: string,
  environmentId: string,
): Promise<DeploymentRow[]> {
  const rows = await query<FlatRow>(
    ctx,
    `-- deployments.ahead
    select ${COLUMNS} from deployments d ${TABLES}
    where d.service_id = $1 and d.environment_id = $2 and d.status in ('QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING')
    order by (d.status = 'QUEUED'), d.number limit 20`,
    [serviceId, environmentId],
  );
  return rows.map(toRow);
}

export interface MatrixRow {
  serviceId: string;
  environmentId: string;
  liveId: string | null;
  latestId: string | null;
  activeCount: number;
}

/** The project's matrix: for each service and environment the ids of what is live and newest. */
export function matrixRows(ctx: Context, projectId: string): Promise<MatrixRow[]> {
  authorize(ctx, 'project:read', projectId);
  return query<MatrixRow>(
    ctx,
    `-- deployments.matrix
    select s.id as "serviceId", e.id as "environmentId", live.id as "liveId", latest.id as "latestId", coalesce(open.count, 0) as "activeCount"
    from (select id, slug from services where project_id = $1 and deleted_at is null order by slug limit 200) s
    cross join (select id, rank, slug from environments where project_id = $1 and deleted_at is null) e
    left join lateral (
      select d.id from deployments d
      where d.service_id = s.id and d.environment_id = e.id and d.status = 'SUCCEEDED' and not d.is_dry_run
      order by d.id desc limit 1) live on true
    left join lateral (
      select d.id from deployments d where d.service_id = s.id and d.environment_id = e.id order by d.id desc limit 1) latest on true
    left join (
      select service_id, environment_id, count(*) from deployments
      where project_id = $1 and status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING')
      group by 1, 2) open on open.service_id = s.id and open.environment_id = e.id
    order by s.slug, e.rank, e.slug`,
    [projectId],
  );
}

/** Batch by service: the versions that were deployed with success, newest first, at most 50 of the last 200. */
export async function recentVersionsOf(ctx: Context, serviceIds: readonly string[]): Promise<string[][]> {
  const rows = await query<{ serviceId: string; version: string }>(
    ctx,
    `-- deployments.recentVersions
    select ids.id as "serviceId", found.version from unnest($1::text[]) as ids (id)
    cross join lateral (
      select version, max(id) as last_id from (
        select version, id from deployments where service_id = ids.id and status = 'SUCCEEDED' order by id desc limit 200) recent
      group by version order by max(id) desc limit 50) found
    order by found.last_id desc`,
    [serviceIds],
  );
  return serviceIds.map((id) => rows.flatMap((row) => (row.serviceId === id ? row.version : [])));
}
