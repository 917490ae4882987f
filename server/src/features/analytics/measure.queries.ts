import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';

/** What services, environments and workflows of a project are called, deleted ones too. */
export async function namesOf(ctx: Context, projectId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await query<{ id: string; name: string }>(
    ctx,
    `-- analytics.names
    select id, name from services where project_id = $1 and id = any($2)
    union all select id, name from environments where project_id = $1 and id = any($2)
    union all select id, name from workflows where project_id = $1 and id = any($2)`,
    [projectId, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * Bytes of a project's logs and of its runs' large values, by the indexes that lead from a project to its deployments and runs: takes
 * longer with each of them.
 */
export async function keptBytes(ctx: Context, projectId: string): Promise<{ logs: number; values: number }> {
  const [row] = await query<{ logs: number; values: number }>(
    ctx,
    `-- analytics.keptBytes
    select
      (select coalesce(sum(l.byte_count), 0)::bigint from deployments d join log_streams l on l.id = d.log_stream_id where d.project_id = $1)
      + (select coalesce(sum(l.byte_count), 0)::bigint from runs r join log_streams l on l.id = r.log_stream_id where r.project_id = $1) as logs,
      (select coalesce(sum(p.byte_count), 0)::bigint from run_payloads p where p.project_id = $1) as values`,
    [projectId],
  );
  return row ?? { logs: 0, values: 0 };
}

interface StepUse {
  serviceId: string;
  stepName: string;
  flakyCount: number;
  deploymentId: string;
}

/**
 * Of steps of deployments that ended in the window: how often each was flaky, and the newest deployment with it. Flaky is a success
 * after more than one attempt, and a failure after which the next one of the same host, service, environment and version succeeded,
 * in a retry.
 */
export function stepUses(
  ctx: Context,
  projectId: string,
  {
    from,
    to,
    serviceIds,
    environmentIds,
    steps,
  }: {
    from: Date;
    to: Date;
    serviceIds: readonly string[] | null;
    environmentIds: readonly string[] | null;
    steps: readonly { serviceId: string; stepName: string }[];
  },
): Promise<StepUse[]> {
  return query<StepUse>(
    ctx,
    `-- analytics.stepUses
    with used as (
      select d.service_id, s.name, d.id, s.status, s.attempt, s.is_ignored,
        lead(s.status) over next as next_status, lead(d.retry_of_id) over next as next_retry_of
      from unnest($6::text[], $7::text[]) as w (service_id, name)
      join deployments d on d.project_id = $1 and d.service_id = w.service_id and not d.is_dry_run
        and d.finished_at >= $2 and d.finished_at < $3
        and ($4::text[] is null or d.service_id = any($4)) and ($5::text[] is null or d.environment_id = any($5))
      join deployment_steps s on s.deployment_id = d.id and s.name = w.name and s.status in ('SUCCEEDED', 'FAILED')
      window next as (partition by d.service_id, d.environment_id, d.version, s.name, s.host order by d.id)
    )
    select service_id as "serviceId", name as "stepName", max(id) as "deploymentId",
      count(*) filter (where (status = 'SUCCEEDED' and attempt > 1)
        or (status = 'FAILED' and not is_ignored and next_status = 'SUCCEEDED' and next_retry_of is not null))::int as "flakyCount"
    from used group by service_id, name`,
    [
      projectId,
      from,
      to,
      serviceIds,
      environmentIds,
      steps.map(({ serviceId }) => serviceId),
      steps.map(({ stepName }) => stepName),
    ],
  );
}
