import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { type RunRow, runsById } from './run.queries.ts';

interface Values {
  id: string;
  payload: unknown;
  output: unknown;
  variables: unknown;
}

/** Batch: what can be large of each run. */
export async function runValues(ctx: Context, ids: readonly string[]): Promise<(Values | null)[]> {
  const rows = await query<Values>(
    ctx,
    `-- runs.values
    select id, payload, output, variables from runs where id = any($1)`,
    [ids],
  );
  return inOrder<Values, Values | null>(
    ids,
    rows,
    (row) => row.id,
    (row) => row,
    null,
  );
}

interface LogSize {
  id: string;
  logLineCount: number;
}

/** Batch: how long each run's log is. */
export async function runLogSizes(ctx: Context, ids: readonly string[]): Promise<LogSize[]> {
  const rows = await query<LogSize>(
    ctx,
    `-- runs.logSizes
    select r.id, l.last_seq as "logLineCount" from runs r join log_streams l on l.id = r.log_stream_id where r.id = any($1)`,
    [ids],
  );
  const counts = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => counts.get(id) ?? { id, logLineCount: 0 });
}

/** More than this of one run are not shown. */
const MOST_RELATED = 200;

/** Batch: the runs that each run started and waits for, or waited for. */
export function childRunsOf(ctx: Context, ids: readonly string[]): Promise<RunRow[][]> {
  return relatedTo(
    ctx,
    ids,
    `-- runs.children
    select ids.id, r.id as "relatedId" from unnest($1::text[]) as ids (id)
    cross join lateral (select id from runs where parent_run_id = ids.id order by id limit ${MOST_RELATED}) r`,
  );
}

/** Batch: the runs that try each run again. */
export function retriesOf(ctx: Context, ids: readonly string[]): Promise<RunRow[][]> {
  return relatedTo(
    ctx,
    ids,
    `-- runs.retries
    select ids.id, r.id as "relatedId" from unnest($1::text[]) as ids (id)
    cross join lateral (select id from runs where retry_of_id = ids.id order by id limit ${MOST_RELATED}) r`,
  );
}

async function relatedTo(ctx: Context, ids: readonly string[], text: string): Promise<RunRow[][]> {
  const rows = await query<{ id: string; relatedId: string }>(ctx, text, [ids]);
  const found = rows.length > 0 ? await runsById(ctx, [...new Set(rows.map((row) => row.relatedId))]) : [];
  const byId = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
  const groups = Map.groupBy(rows, (row) => row.id);
  return ids.map((id) => (groups.get(id) ?? []).flatMap((row) => byId.get(row.relatedId) ?? []));
}

/** The field `durationMs` of a run or an attempt: from start to end, or so far. */
export function durationOf(
  ctx: Context,
  { startedAt, finishedAt }: { startedAt: string | null; finishedAt: string | null },
): number | null {
  if (!startedAt) return null;
  return Math.max(0, (finishedAt ? Date.parse(finishedAt) : ctx.app.now().getTime()) - Date.parse(startedAt));
}

export interface NodeApprovalRow {
  id: string;
  projectId: string;
  nodeRunId: number;
  decision: string;
  comment: string | null;
  form: unknown;
  decidedByUserId: string;
  decidedByName: string;
  decidedAt: string;
}

const APPROVAL_COLUMNS = `id, project_id as "projectId", node_run_id as "nodeRunId", decision, comment, form,
    decided_by_user_id as "decidedByUserId", decided_by_name as "decidedByName", decided_at as "decidedAt"`;

/** Batch: what was decided about each request, in order. */
export async function decisionsOf(ctx: Context, rowIds: readonly number[]): Promise<NodeApprovalRow[][]> {
  const rows = await query<NodeApprovalRow>(
    ctx,
    `-- nodeApprovals.ofNodeRuns
    select ${APPROVAL_COLUMNS} from node_approvals where node_run_id = any($1::bigint[]) order by id`,
    [rowIds],
  );
  const groups = Map.groupBy(rows, (row) => row.nodeRunId);
  return rowIds.map((id) => groups.get(id) ?? []);
}

/** The decision of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findNodeApproval(ctx: Context, id: string): Promise<NodeApprovalRow> {
  requireActor(ctx);
  const [row] = await query<NodeApprovalRow>(
    ctx,
    `-- nodeApprovals.get
    select ${APPROVAL_COLUMNS} from node_approvals where id = $1`,
    [id],
  );
  if (!row) throw notFound('approval');
  authorize(ctx, 'project:read', row.projectId, 'approval');
  return row;
}

/** Whether the viewer has decided about the request already. */
export const hasDecided = (decisions: readonly NodeApprovalRow[], userId: string | null): boolean =>
  decisions.some((decision) => decision.decidedByUserId === userId);
