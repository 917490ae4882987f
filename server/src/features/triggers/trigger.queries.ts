import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';

/** A trigger that is on, with what its runs take. */
export interface ActiveTrigger {
  id: string;
  projectId: string;
  workflowId: string;
  versionId: string;
  nodeKey: string;
  kind: 'SCHEDULE' | 'WEBHOOK' | 'EVENT' | 'RUN';
  config: Record<string, unknown>;
  nextAt: string | null;
}

const COLUMNS = `t.id, t.project_id as "projectId", t.workflow_id as "workflowId", w.published_version_id as "versionId",
    t.node_key as "nodeKey", t.kind, t.config, t.next_at as "nextAt"`;

const ACTIVE = `from workflow_triggers t
    join workflows w on w.id = t.workflow_id and w.is_enabled and w.deleted_at is null and w.published_version_id is not null
    join projects p on p.id = t.project_id and p.deleted_at is null
    where t.is_active`;

/**
 * The time by Postgres's clock, from now on: how far this machine's is from it is measured once. All who look for what is due go by
 * the same clock, whatever their own ones show.
 */
export async function databaseClock(ctx: Context): Promise<() => Date> {
  const askedAt = ctx.app.now().getTime();
  const row = await queryOne<{ now: string }>(ctx, 'select clock_timestamp() as now');
  const answeredAt = ctx.app.now().getTime();
  const aheadMs = row ? Math.round(Date.parse(row.now) - (askedAt + answeredAt) / 2) : 0;
  return () => new Date(ctx.app.now().getTime() + aheadMs);
}

/** Schedules whose time has come, the oldest first. */
export function dueSchedules(ctx: Context, now: Date, limit: number): Promise<ActiveTrigger[]> {
  return query(
    ctx,
    `-- triggers.due
    select ${COLUMNS} ${ACTIVE} and t.kind = 'SCHEDULE' and t.next_at <= $1 order by t.next_at, t.id limit $2`,
    [now, limit],
  );
}

/** When the first schedule is due after this moment; null where there is none. */
export async function nextScheduleAt(ctx: Context, after: Date): Promise<string | null> {
  const row = await queryOne<{ nextAt: string | null }>(
    ctx,
    `-- triggers.nextSchedule
    select t.next_at as "nextAt" ${ACTIVE} and t.kind = 'SCHEDULE' and t.next_at > $1 order by t.next_at limit 1`,
    [after],
  );
  return row?.nextAt ?? null;
}

/** What may react to something that happened in the project. */
export function listeners(ctx: Context, projectId: string): Promise<ActiveTrigger[]> {
  return query(
    ctx,
    `-- triggers.listeners
    select ${COLUMNS} ${ACTIVE} and t.project_id = $1 and t.kind in ('EVENT', 'RUN') order by t.id`,
    [projectId],
  );
}

/** The webhook of this id; null when there is none that is on. */
export function activeWebhook(ctx: Context, id: string): Promise<ActiveTrigger | null> {
  return queryOne(
    ctx,
    `-- triggers.webhook
    select ${COLUMNS} ${ACTIVE} and t.id = $1 and t.kind = 'WEBHOOK'`,
    [id],
  );
}

export interface WaitingNode {
  runId: string;
  projectId: string;
  nodeKey: string;
  path: string;
}

/** The node that waits for a call of this address. */
export function waitingNode(ctx: Context, key: string): Promise<WaitingNode | null> {
  return queryOne(
    ctx,
    `-- triggers.waitingNode
    select run_id as "runId", project_id as "projectId", node_key as "nodeKey", path
    from node_runs where wait_key = $1 and wait_kind = 'WEBHOOK' and status = 'WAITING'`,
    [key],
  );
}

export interface Origin {
  workflowId: string;
  /** How many workflows have started each other by events up to this run. */
  chain: number;
}

/** The run behind a thing that happened: the run itself, or the one that made the deployment or opened the incident. */
export function originOf(ctx: Context, subjectId: string): Promise<Origin | null> {
  return queryOne(
    ctx,
    `-- triggers.origin
    select workflow_id as "workflowId", coalesce((trigger_detail ->> 'chain')::int, 0) as chain from runs
    where id = $1 or id = (
      select actor_id from audit_events
      where subject_id = $1 and action in ('deployment.created', 'incident.opened') and actor_kind = 'RUN' order by id limit 1)
    limit 1`,
    [subjectId],
  );
}
