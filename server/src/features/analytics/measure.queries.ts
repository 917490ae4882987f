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

/** What a project keeps. */
export interface Kept {
  projectId: string;
  /** Bytes. */
  logs: number;
  values: number;
  factCount: number;
}

/**
 * Bytes of projects' logs and of their runs' large values, and how many facts they have, by the indexes that lead from a project to
 * its deployments, runs and facts: takes longer with each of them.
 */
export function keptOf(ctx: Context, projectIds: readonly string[]): Promise<Kept[]> {
  return query(
    ctx,
    `-- analytics.kept
    select p.id as "projectId",
      (select coalesce(sum(l.byte_count), 0)::bigint from deployments d join log_streams l on l.id = d.log_stream_id where d.project_id = p.id)
      + (select coalesce(sum(l.byte_count), 0)::bigint from runs r join log_streams l on l.id = r.log_stream_id where r.project_id = p.id) as logs,
      (select coalesce(sum(v.byte_count), 0)::bigint from run_payloads v where v.project_id = p.id) as values,
      (select count(*) from events e where e.project_id = p.id) as "factCount"
    from unnest($1::text[]) p (id)`,
    [projectIds],
  );
}

/** Some projects after this one, in order of their ids; `since`: only those of which nothing has been measured since then. */
export async function projectsToMeasure(
  ctx: Context,
  { after, since, limit }: { after: string; since: Date | null; limit: number },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    `-- analytics.toMeasure
    select p.id from projects p
    where p.deleted_at is null and p.id > $1 and ($2::timestamptz is null or not exists (
      select from events e where e.project_id = p.id and e.kind = 'storage' and e.at >= $2))
    order by p.id limit $3`,
    [after, since, limit],
  );
  return rows.map(({ id }) => id);
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
