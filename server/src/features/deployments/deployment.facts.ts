import type { Context } from '../../platform/context.ts';
import { execute } from '../../platform/db/sql.ts';
import { publish } from '../../platform/db/transaction.ts';
import { factsTopic } from '../../platform/facts.ts';

interface Place {
  id: string;
  projectId: string;
}

/** In the transaction that starts a deployment: how long it had to wait for its turn. Dry runs count nowhere. */
export async function recordDeploymentStart(ctx: Context, { id, projectId }: Place): Promise<void> {
  await execute(
    ctx,
    `-- facts.deploymentStart
insert into events (project_id, kind, at, service_id, environment_id, value, value_min, value_max, subject_id, data)
select d.project_id, 'deployment_queue', d.started_at, d.service_id, d.environment_id, waited, waited, waited, d.id,
  jsonb_build_object('number', d.number, 'version', d.version)
from deployments d
cross join lateral (select ${microseconds('coalesce(d.queued_at, d.created_at)', 'd.started_at')} as waited) w
where d.id = $1 and not d.is_dry_run`,
    [id],
  );
  publish(ctx, `${factsTopic}#${projectId}`);
}

/**
 * In the transaction that ends a deployment, once its steps are closed: the deployment, and each of its steps that ran. A failure
 * that was ignored is a step's status of its own, so that it counts as no error. Dry runs count nowhere.
 */
export async function recordDeploymentEnd(ctx: Context, { id, projectId }: Place): Promise<void> {
  await execute(
    ctx,
    `-- facts.deploymentEnd
with ended as (
  select d.*, ${microseconds('d.started_at', 'd.finished_at')} as took,
    coalesce(d.created_by_user_id, d.created_by_token_id) as actor
  from deployments d where d.id = $1 and not d.is_dry_run
), steps as (
  select s.*, ${microseconds('s.started_at', 's.finished_at')} as took,
    case when s.is_ignored and s.status = 'FAILED' then 'IGNORED' else s.status end as outcome
  from deployment_steps s
  where s.deployment_id = $1 and s.started_at is not null and s.finished_at is not null
)
insert into events (project_id, kind, at, service_id, environment_id, name, status, value, value_min, value_max, actor, subject_id, data)
select e.project_id, 'deployment', e.finished_at, e.service_id, e.environment_id, e.trigger, e.status, e.took, e.took, e.took,
  e.actor, e.id, jsonb_build_object('number', e.number, 'version', e.version)
from ended e
union all
select e.project_id, 'step', s.finished_at, e.service_id, e.environment_id, left(s.name, 200), s.outcome, s.took, s.took, s.took,
  null, e.id, jsonb_strip_nulls(jsonb_build_object('number', e.number, 'host', nullif(s.host, '')))
from ended e cross join steps s`,
    [id],
  );
  publish(ctx, `${factsTopic}#${projectId}`);
}

/** SQL: between two times, never less than nothing; null where one of them is. */
function microseconds(from: string, to: string): string {
  return `case when ${from} is not null then greatest(0, round(extract(epoch from ${to} - ${from}) * 1000000)::bigint) end`;
}
