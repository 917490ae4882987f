import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import type { RunFilter, RunPhase, RunStatus, RunTrigger } from './run.types.ts';

/** A run as read, without what can be large; see `allowBriefRows`. */
export interface RunRow {
  id: string;
  projectId: string;
  workflowId: string;
  workflowVersionId: string;
  number: number;
  status: keyof typeof RunStatus;
  statusReason: string | null;
  phase: keyof typeof RunPhase;
  trigger: keyof typeof RunTrigger;
  triggerNodeKey: string | null;
  createdByUserId: string | null;
  createdByTokenId: string | null;
  createdByName: string;
  error: unknown;
  priority: number;
  parentRunId: string | null;
  retryOfId: string | null;
  retryFromNodeKey: string | null;
  logStreamId: number | null;
  stopRequestedAt: string | null;
  wakeAt: string | null;
  deadlineAt: string | null;
  deadSince: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  createdBy: { id: string; name: string } | null;
}

type FlatRow = Omit<RunRow, 'createdBy'> & Record<string, unknown>;

const COLUMNS = `
    r.id, r.project_id as "projectId", r.workflow_id as "workflowId", r.workflow_version_id as "workflowVersionId", r.number,
    r.status, r.status_reason as "statusReason", r.phase, r.trigger, r.trigger_node_key as "triggerNodeKey",
    r.created_by_user_id as "createdByUserId", r.created_by_token_id as "createdByTokenId", r.created_by_name as "createdByName",
    r.error, r.priority, r.parent_run_id as "parentRunId", r.retry_of_id as "retryOfId",
    r.retry_from_node_key as "retryFromNodeKey", r.log_stream_id as "logStreamId", r.stop_requested_at as "stopRequestedAt",
    r.wake_at as "wakeAt", r.deadline_at as "deadlineAt", r.dead_since as "deadSince", r.created_at as "createdAt",
    r.started_at as "startedAt", r.finished_at as "finishedAt",
    u.email as u_email, u.name as u_name,
    t.kind as t_kind, t.name as t_name, t.project_id as t_project_id, t.user_id as t_user_id`;

const TABLES = `
    left join users u on u.id = r.created_by_user_id
    left join tokens t on t.id = r.created_by_token_id`;

function toRow(row: FlatRow): RunRow {
  const made = row as FlatRow & { createdBy: object | null };
  made.createdBy = creatorOf(row);
  return made as unknown as RunRow;
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

/** The run of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function getRun(ctx: Context, id: string): Promise<RunRow> {
  requireActor(ctx);
  const [row] = await runsById(ctx, [id]);
  if (!row) throw notFound('run');
  authorize(ctx, 'project:read', row.projectId, 'run');
  return row;
}

/** Batch: runs by id; null for those the actor may not see. */
export async function runsById(ctx: Context, ids: readonly string[]): Promise<(RunRow | null)[]> {
  const rows = await query<FlatRow>(
    ctx,
    `-- runs.byId
    select ${COLUMNS} from runs r ${TABLES} where r.id = any($1)`,
    [ids],
  );
  return inOrder<FlatRow, RunRow | null>(ids, rows, (row) => row.id, toRow, null);
}

export interface ListArgs {
  filter?: RunFilter | null;
  first: number;
  after?: string | null;
}

const MOST_PER_PAGE = 100;

/** A project's runs, newest first. One statement, whatever is filtered. */
export async function listRuns(ctx: Context, projectId: string, args: ListArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first, MOST_PER_PAGE);
  const after = cursorKeys(args.after, ['text']);
  const { where, values } = conditions(args.filter ?? {}, after?.[0], [projectId, first + 1]);
  // As in the list of deployments: a bound that is no value lets Postgres keep its plan.
  const rows = await query<FlatRow>(
    ctx,
    `-- runs.list
    select ${COLUMNS} from (
      select * from runs r where r.project_id = $1${where} order by r.id desc limit ${MOST_PER_PAGE + 1}
    ) r ${TABLES}
    order by r.id desc limit $2`,
    values,
  );
  return toConnection(rows.map(toRow), { first, after: args.after }, (row) => [row.id]);
}

/** A page of the runs of one workflow. */
export interface WorkflowPage {
  workflowId: string;
  first: number;
  after?: string | null;
}

export type RunPage = Awaited<ReturnType<typeof listRuns>>;

/** Batch: pages of the runs of several workflows, newest first. Pages that are asked for alike share one statement. */
export async function runPages(ctx: Context, pages: readonly WorkflowPage[]): Promise<RunPage[]> {
  const groups = Map.groupBy(pages, ({ first, after }) => JSON.stringify([first, after]));
  const found = new Map<WorkflowPage, RunPage>();
  await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [index, connection] of (await alikePages(ctx, group)).entries())
        found.set(group[index] as WorkflowPage, connection);
    }),
  );
  return pages.map((page) => found.get(page) as RunPage);
}

async function alikePages(ctx: Context, pages: WorkflowPage[]): Promise<RunPage[]> {
  const page = pages[0] as WorkflowPage;
  const first = pageSize(page.first, MOST_PER_PAGE);
  const after = cursorKeys(page.after, ['text']);
  const rows = await query<FlatRow & { place: number }>(
    ctx,
    `-- runs.pages
    select ${COLUMNS}, owners.place::int as place from unnest($1::text[]) with ordinality as owners (id, place)
    cross join lateral (
      select * from runs r where r.workflow_id = owners.id and r.trigger <> 'TEST'${after ? ' and r.id < $3' : ''}
      order by r.id desc limit $2
    ) r ${TABLES}
    order by owners.place, r.id desc`,
    [pages.map(({ workflowId }) => workflowId), first + 1, ...(after ?? [])],
  );
  const groups = Map.groupBy(rows, (row) => row.place);
  return pages.map((_, index) =>
    toConnection((groups.get(index + 1) ?? []).map(toRow), { first, after: page.after }, (row) => [row.id]),
  );
}

/** The ids that a filter finds, newest first, at most `most`. */
export async function runIds(ctx: Context, projectId: string, filter: RunFilter, most: number): Promise<string[]> {
  const { where, values } = conditions(filter, undefined, [projectId, most]);
  const rows = await query<{ id: string }>(
    ctx,
    `-- runs.ids
    select r.id from runs r where r.project_id = $1${where} order by r.id desc limit $2`,
    values,
  );
  return rows.map(({ id }) => id);
}

function conditions(filter: RunFilter, before: string | undefined, values: unknown[]) {
  const parts: string[] = [];
  const add = (value: unknown, text: (place: string) => string) => {
    if (value == null) return;
    values.push(value);
    parts.push(text(`$${values.length}`));
  };
  add(before, (place) => `r.id < ${place}`);
  add(filter.statuses, (place) => `r.status = any(${place})`);
  add(filter.workflowIds, (place) => `r.workflow_id = any(${place})`);
  if (filter.triggers == null) parts.push(`r.trigger <> 'TEST'`);
  add(filter.triggers, (place) => `r.trigger = any(${place})`);
  add(filter.createdByUserId, (place) => `r.created_by_user_id = ${place}`);
  add(filter.from, (place) => `r.created_at >= ${place}`);
  add(filter.to, (place) => `r.created_at < ${place}`);
  if (filter.isDead != null) parts.push(`r.dead_since is ${filter.isDead ? 'not ' : ''}null`);
  const search = filter.search?.trim().toLowerCase();
  if (search && /^#?\d{1,9}$/.test(search)) add(Number(search.replace('#', '')), (place) => `r.number = ${place}`);
  else
    add(
      search || null,
      (place) => `(strpos(lower(r.created_by_name), ${place}) > 0 or strpos(lower(r.status_reason), ${place}) > 0
        or r.workflow_id in (select w.id from workflows w where w.project_id = $1
          and (strpos(lower(w.name), ${place}) > 0 or strpos(w.slug, ${place}) > 0)))`,
    );
  return { where: parts.map((part) => ` and ${part}`).join(''), values };
}
