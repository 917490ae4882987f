import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/errors.ts';
import { deploymentTopic, projectDeploymentsTopic } from '../../platform/events.ts';
import { type StepEvent, slugOf } from '../../platform/runners/step-events.rules.ts';
import { foldSteps, type OpenStep, openStepsAfter, type StepChange, type StepRow } from './step-fold.rules.ts';

export interface StepsInput {
  deploymentId: string;
  projectId: string;
}

/** Topics that tell that the steps of a deployment changed. */
export const stepTopics = ({ deploymentId, projectId }: StepsInput): string[] => [
  deploymentTopic(deploymentId),
  `${projectDeploymentsTopic(projectId)}#${deploymentId}`,
];

/**
 * Records one step that was reported by the API, and makes it the owner of the log lines that follow. Waits for the log's
 * writer and is waited for by it. The event must hold no secret. Returns the step's id.
 */
export async function recordStep(ctx: Context, input: StepsInput & { event: StepEvent }): Promise<number> {
  const { deploymentId, projectId, event } = input;
  return withTransaction(ctx, async (ctx) => {
    const head = await queryOne<{ id: number; lastSeq: number; openSteps: OpenStep[] }>(
      ctx,
      `-- step.lockHead
select s.id, s.last_seq as "lastSeq", s.open_steps as "openSteps"
from deployments d
join log_streams s on s.id = d.log_stream_id
where d.id = $1 and d.project_id = $2
for update of s`,
      [deploymentId, projectId],
    );
    if (!head) throw notFound('deployment');
    const firstSeq = head.lastSeq + 1;
    const [id] = await recordSteps(ctx, input, [{ event, atMs: ctx.app.now().getTime(), firstSeq }]);
    await execute(
      ctx,
      `-- step.open
update log_streams set open_steps = $2 where id = $1`,
      [head.id, JSON.stringify(openStepsAfter(head.openSteps, event, firstSeq))],
    );
    publish(ctx, ...stepTopics(input));
    return id as number;
  });
}

/** Writes changes of steps, in order; in a transaction that holds the lock on the deployment's log. Returns the steps' ids. */
export async function recordSteps(ctx: Context, input: StepsInput, changes: readonly StepChange[]): Promise<number[]> {
  const keys = changes.map(({ event }) => event.key);
  const hosts = changes.map(({ event }) => event.host ?? '');
  const known = await query<StepRow>(
    ctx,
    `-- step.find
select ${COLUMNS}
from deployment_steps
where deployment_id = $1 and (key, host) in (select * from unnest($2::text[], $3::text[]))`,
    [input.deploymentId, keys, hosts],
  );
  const last = await queryOne<{ position: number }>(
    ctx,
    `-- step.lastPosition
select coalesce(max(position), -1) as position from deployment_steps where deployment_id = $1`,
    [input.deploymentId],
  );
  const rows = foldSteps(known, changes, (last?.position ?? -1) + 1);
  const written = await query<{ id: number }>(ctx, WRITE, [input.projectId, input.deploymentId, JSON.stringify(rows)]);
  return written.map((row) => row.id);
}

/** Lets the steps that a service declares stand as PENDING, in their order. Steps that are there already stay as they are. */
export async function declareSteps(ctx: Context, input: StepsInput, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await withTransaction(ctx, async (ctx) => {
    const added = await execute(
      ctx,
      `-- step.declare
insert into deployment_steps (project_id, deployment_id, key, name, position, status)
select $1, $2, s.key, s.name, s.position - 1, 'PENDING'
from unnest($3::text[], $4::text[]) with ordinality as s (key, name, position)
where not exists (select 1 from deployment_steps d where d.deployment_id = $2 and d.key = s.key)
on conflict (deployment_id, key, host) do nothing`,
      [input.projectId, input.deploymentId, names.map(slugOf), names],
    );
    if (added > 0) publish(ctx, ...stepTopics(input));
  });
}

/** Ends the steps that are still open when the deployment has ended. */
export async function closeSteps(
  ctx: Context,
  input: StepsInput & { running: 'SUCCEEDED' | 'FAILED' | 'CANCELED'; pending: 'SKIPPED' | 'CANCELED' },
): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    const changed = await execute(
      ctx,
      `-- step.close
update deployment_steps
set status = case status when 'RUNNING' then $2 else $3 end,
    finished_at = case status when 'RUNNING' then $4::timestamptz end
where deployment_id = $1 and status in ('RUNNING', 'PENDING')`,
      [input.deploymentId, input.running, input.pending, ctx.app.now().toISOString()],
    );
    if (changed > 0) publish(ctx, ...stepTopics(input));
  });
}

/** All steps but the pending ones, in the order in which they first appeared. */
export async function findSteps(ctx: Context, deploymentId: string): Promise<StepRow[]> {
  return query<StepRow>(
    ctx,
    `-- step.list
select ${COLUMNS}
from deployment_steps
where deployment_id = $1 and status <> 'PENDING'
order by position, id`,
    [deploymentId],
  );
}

const COLUMNS = `key, host, name, group_name as "group", position, status,
  (extract(epoch from started_at) * 1000)::float8 as "startedAtMs",
  (extract(epoch from finished_at) * 1000)::float8 as "finishedAtMs",
  message, is_changed as "isChanged", is_ignored as "isIgnored", diff, attempt, first_log_seq as "firstLogSeq"`;

const WRITE = `
-- step.write
insert into deployment_steps (project_id, deployment_id, key, host, name, group_name, position, status, started_at, finished_at,
                              message, is_changed, is_ignored, diff, attempt, first_log_seq)
select $1, $2, s.key, s.host, s.name, s."group", s.position, s.status,
       to_timestamp(s."startedAtMs" / 1000), to_timestamp(s."finishedAtMs" / 1000),
       s.message, s."isChanged", s."isIgnored", s.diff, s.attempt, s."firstLogSeq"
from jsonb_to_recordset($3) as s (
  key text, host text, name text, "group" text, position integer, status text, "startedAtMs" float8, "finishedAtMs" float8,
  message text, "isChanged" boolean, "isIgnored" boolean, diff text, attempt integer, "firstLogSeq" integer)
on conflict (deployment_id, key, host) do update
set name = excluded.name, group_name = excluded.group_name, status = excluded.status, started_at = excluded.started_at,
    finished_at = excluded.finished_at, message = excluded.message, is_changed = excluded.is_changed,
    is_ignored = excluded.is_ignored, diff = excluded.diff, attempt = excluded.attempt, first_log_seq = excluded.first_log_seq
returning id`;
