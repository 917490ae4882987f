import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { inOrder, loaderOf } from '../../platform/graphql/loader.ts';
import { type DeploymentRow, deploymentsById } from './deployment.queries.ts';
import type { Change, DeploymentStep } from './deployment.types.ts';

/** A place is a service in an environment, as one key. */
export const placeKey = (serviceId: string, environmentId: string) => `${serviceId}/${environmentId}`;

/** Without what `stepDetails` brings when it is asked for; the diff can be long. */
export interface StepRow extends Omit<DeploymentStep, 'group' | 'isChanged' | 'firstLogSeq' | 'diff'> {
  deploymentId: string;
}

const BRIEF_STEP = `id::text as id, deployment_id as "deploymentId", key, name, nullif(host, '') as host, status,
  started_at as "startedAt", finished_at as "finishedAt", message, attempt, position`;
const STEP_DETAILS = `group_name as "group", is_changed as "isChanged", first_log_seq as "firstLogSeq"`;
const STEP_COLUMNS = `${BRIEF_STEP}, ${STEP_DETAILS}`;

/** More steps than this are not shown: 200 tasks on 25 hosts. */
const MOST_STEPS = 5_000;

/** Batch: the steps of each deployment, in order. */
async function stepsOf(ctx: Context, ids: readonly string[]): Promise<StepRow[][]> {
  const rows = await query<StepRow>(
    ctx,
    `-- deployments.steps
    select ${STEP_COLUMNS} from deployment_steps where deployment_id = any($1) order by deployment_id, position, deployment_steps.id limit ${MOST_STEPS}`,
    [ids],
  );
  return grouped(ids, rows);
}

/** What a list shows of each deployment's steps. */
const MOST_LAST_STEPS = 5;

/** Batch: the last five steps of each deployment, in order: what a list shows. */
async function lastStepsOf(ctx: Context, ids: readonly string[]): Promise<StepRow[][]> {
  const rows = await query<StepRow>(
    ctx,
    `-- deployments.lastSteps
    select s.* from unnest($1::text[]) as ids (id)
    cross join lateral (
      select ${BRIEF_STEP} from deployment_steps where deployment_id = ids.id order by position desc, deployment_steps.id desc limit ${MOST_LAST_STEPS}) s`,
    [ids],
  );
  return grouped(ids, rows.reverse());
}

/** The field `steps` of a deployment. */
export function stepsField(
  ctx: Context,
  deployment: { id: string },
  { last }: { last?: number | null },
): Promise<StepRow[]> {
  if (last == null) return loaderOf(ctx, stepsOf).load(deployment.id);
  const steps = loaderOf(ctx, last <= MOST_LAST_STEPS ? lastStepsOf : stepsOf).load(deployment.id);
  return last === MOST_LAST_STEPS ? steps : steps.then((found) => found.slice(-Math.max(last, 1)));
}

/** The field `durationMs` of a deployment or step: from start to end, or so far. */
export function durationField(
  ctx: Context,
  { startedAt, finishedAt }: { startedAt: string | null; finishedAt: string | null },
): number | null {
  if (!startedAt) return null;
  return Math.max(0, (finishedAt ? Date.parse(finishedAt) : ctx.app.now().getTime()) - Date.parse(startedAt));
}

function grouped(ids: readonly string[], rows: StepRow[]): StepRow[][] {
  const groups = new Map<string, StepRow[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(row.deploymentId)?.push(row);
  return ids.map((id) => groups.get(id) ?? []);
}

/** Batch: the step that runs now: of several the last to begin. */
export async function currentStepOf(ctx: Context, ids: readonly string[]): Promise<(StepRow | null)[]> {
  const rows = await query<StepRow>(
    ctx,
    `-- deployments.currentStep
    select distinct on (deployment_id) ${STEP_COLUMNS} from deployment_steps
    where deployment_id = any($1) and status = 'RUNNING' order by deployment_id, position desc`,
    [ids],
  );
  return inOrder<StepRow, StepRow | null>(
    ids,
    rows,
    (row) => row.deploymentId,
    (row) => row,
    null,
  );
}

type StepDetails = Pick<DeploymentStep, 'id' | 'group' | 'isChanged' | 'firstLogSeq' | 'diff'>;

/** Batch by step: what lists leave out. */
export async function stepDetails(ctx: Context, ids: readonly string[]): Promise<(StepDetails | null)[]> {
  const rows = await query<StepDetails>(
    ctx,
    `-- deployments.stepDetails
    select id::text as id, ${STEP_DETAILS}, diff from deployment_steps where id = any($1::bigint[])`,
    [ids],
  );
  return inOrder<StepDetails, StepDetails | null>(
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
  logByteCount: number;
  isLogComplete: boolean;
}

/** Batch: how long each deployment's log is. */
export async function logSizesOf(ctx: Context, ids: readonly string[]): Promise<(LogSize | null)[]> {
  const rows = await query<LogSize>(
    ctx,
    `-- deployments.logSizes
    select d.id, l.last_seq as "logLineCount", l.byte_count as "logByteCount", l.has_ended as "isLogComplete"
    from deployments d join log_streams l on l.id = d.log_stream_id where d.id = any($1)`,
    [ids],
  );
  return inOrder<LogSize, LogSize | null>(
    ids,
    rows,
    (row) => row.id,
    (row) => row,
    null,
  );
}

/** Batch: what each deployment carries. */
export async function changesOf(ctx: Context, ids: readonly string[]): Promise<Change[][]> {
  const rows = await query<Change & { deploymentId: string }>(
    ctx,
    `-- deployments.changes
    select deployment_id as "deploymentId", kind, reference, title, author, authored_at as "authoredAt", url
    from deployment_changes where deployment_id = any($1) order by id`,
    [ids],
  );
  return ids.map((id) => rows.filter((row) => row.deploymentId === id));
}

export interface ApprovalRow {
  id: string;
  deploymentId: string;
  userId: string;
  decision: string;
  comment: string | null;
  createdAt: string;
}

/** The decision of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findApproval(ctx: Context, id: string): Promise<ApprovalRow> {
  requireActor(ctx);
  const row = await queryOne<ApprovalRow & { projectId: string }>(
    ctx,
    `-- deployments.approval
    select id, project_id as "projectId", deployment_id as "deploymentId", user_id as "userId", decision, comment,
           created_at as "createdAt"
    from approvals where id = $1`,
    [id],
  );
  if (!row) throw notFound('approval');
  authorize(ctx, 'project:read', row.projectId, 'approval');
  return row;
}

/** Batch: the decisions about each deployment. */
export async function approvalsOf(ctx: Context, ids: readonly string[]): Promise<ApprovalRow[][]> {
  const rows = await query<ApprovalRow>(
    ctx,
    `-- deployments.approvals
    select id, deployment_id as "deploymentId", user_id as "userId", decision, comment, created_at as "createdAt"
    from approvals where deployment_id = any($1) order by id`,
    [ids],
  );
  return ids.map((id) => rows.filter((row) => row.deploymentId === id));
}

/** Batch by place: the median duration of its last 20 deployments that succeeded, in ms; null without any. */
export async function expectedDurations(ctx: Context, places: readonly string[]): Promise<(number | null)[]> {
  const rows = await query<{ place: string; median: number | null }>(
    ctx,
    `-- deployments.expectedDuration
    select place, percentile_cont(0.5) within group (order by extract(epoch from recent.finished_at - recent.started_at) * 1000) as median
    from unnest($1::text[]) as places (place)
    cross join lateral (
      select started_at, finished_at from deployments
      where service_id = split_part(place, '/', 1) and environment_id = split_part(place, '/', 2)
        and status = 'SUCCEEDED' and not is_dry_run
      order by id desc limit 20) recent
    group by place`,
    [places],
  );
  return inOrder<(typeof rows)[number], number | null>(
    places,
    rows,
    (row) => row.place,
    (row) => (row.median === null ? null : Math.round(row.median)),
    null,
  );
}

/** Batch by deployment that waits: what goes first, first the one that runs. */
export async function aheadOf(ctx: Context, ids: readonly string[]): Promise<DeploymentRow[][]> {
  const rows = await query<{ id: string; aheadId: string }>(
    ctx,
    `-- deployments.aheadOf
    select d.id, a.id as "aheadId" from deployments d
    join deployments a on a.service_id = d.service_id and a.environment_id = d.environment_id and a.id <> d.id
     and (a.status in ('RUNNING', 'VERIFYING', 'CANCELING') or (a.status = 'QUEUED' and a.number < d.number))
    where d.id = any($1) and d.status = 'QUEUED'
    order by (a.status = 'QUEUED'), a.number limit 200`,
    [ids],
  );
  const found = await deploymentsById(ctx, [...new Set(rows.map((row) => row.aheadId))]);
  const byId = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
  return ids.map((id) => rows.flatMap((row) => (row.id === id ? (byId.get(row.aheadId) ?? []) : [])));
}

/** Batch by deployment: the version that was live when it was made. */
export async function previousVersions(ctx: Context, ids: readonly string[]): Promise<(string | null)[]> {
  const rows = await query<{ id: string; version: string }>(
    ctx,
    `-- deployments.previousVersion
    select d.id, p.version from deployments d
    cross join lateral (
      select version from deployments p
      where p.service_id = d.service_id and p.environment_id = d.environment_id and p.id < d.id
        and p.status = 'SUCCEEDED' and not p.is_dry_run
      order by p.id desc limit 1) p
    where d.id = any($1)`,
    [ids],
  );
  return inOrder<(typeof rows)[number], string | null>(
    ids,
    rows,
    (row) => row.id,
    (row) => row.version,
    null,
  );
}

/** One step by its number. */
export async function stepById(ctx: Context, id: number): Promise<StepRow> {
  const [row] = await query<StepRow>(
    ctx,
    `-- deployments.step
    select ${STEP_COLUMNS} from deployment_steps where id = $1`,
    [id],
  );
  if (!row) throw notFound('step');
  return row;
}
