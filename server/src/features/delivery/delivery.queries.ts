import type { TimeWindow } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import type { ChangeRow, DeployedRow, IncidentRow } from './delivery.rules.ts';
import type { Annotation } from './delivery.types.ts';

/** Which deployments: of these projects, in these environments; null for the services of all. */
export interface Scope {
  projectIds: readonly string[];
  environmentIds: readonly string[];
  serviceIds: readonly string[] | null;
}

/** What one window may hold of anything: beyond it the answer would take longer than anybody waits. */
export const MOST_ROWS = 200_000;

const IN_SCOPE = `d.project_id = any($1) and d.finished_at >= $2 and d.finished_at < $3 and not d.is_dry_run
  and (d.status = 'SUCCEEDED' or d.went_live_at is not null) and d.environment_id = any($4)
  and ($5::text[] is null or d.service_id = any($5))`;

const valuesOf = (scope: Scope, { from, to }: TimeWindow) => [
  scope.projectIds,
  from,
  to,
  scope.environmentIds,
  scope.serviceIds,
];

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** The chosen environments of the projects, or all of production; those that were deleted since have their history. */
export async function environmentsInScope(
  ctx: Context,
  projectIds: readonly string[],
  environmentIds: readonly string[] | null,
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    `-- delivery.environments
    select id from environments where project_id = any($1) and case when $2::text[] is null then is_production else id = any($2) end`,
    [projectIds, environmentIds],
  );
  return rows.map(({ id }) => id);
}

/** Deployments that went live and ended in the window, by their end. As below, one more than may be. */
export function deployedIn(ctx: Context, scope: Scope, window: TimeWindow): Promise<DeployedRow[]> {
  return query(
    ctx,
    `-- delivery.deployments
    select d.id, ${ms('d.finished_at')} as at, d.service_id as "serviceId", d.environment_id as "environmentId",
      d.status = 'SUCCEEDED' as "isSuccess",
      (d.rollback_of_id is not null or d.is_hotfix or d.remediates_incident_id is not null) as "isRework"
    from deployments d where ${IN_SCOPE} order by d.finished_at, d.id limit ${MOST_ROWS + 1}`,
    valuesOf(scope, window),
  );
}

/** Commits of successful deployments of the window, with whether an earlier one had brought them already. */
export function changesIn(ctx: Context, scope: Scope, window: TimeWindow): Promise<ChangeRow[]> {
  return query(
    ctx,
    `-- delivery.changes
    select d.id as "deploymentId", ${ms('d.finished_at')} as at, d.service_id as "serviceId", d.environment_id as "environmentId",
      c.reference, ${ms('c.authored_at')} as "authoredAt", not earlier.any as "isFirst",
      not earlier.service as "isFirstOfService", not earlier.environment as "isFirstOfEnvironment"
    from deployments d
    join deployment_changes c on c.deployment_id = d.id and c.kind = 'COMMIT' and c.authored_at is not null
    cross join lateral (
      select count(*) > 0 as any, coalesce(bool_or(f.service_id = d.service_id), false) as service,
        coalesce(bool_or(f.environment_id = d.environment_id), false) as environment
      from deployment_changes e join deployments f on f.id = e.deployment_id
      where e.project_id = d.project_id and e.kind = 'COMMIT' and e.reference = c.reference
        and f.status = 'SUCCEEDED' and not f.is_dry_run and f.rollback_of_id is null and f.environment_id = any($4)
        and ($5::text[] is null or f.service_id = any($5)) and (f.finished_at, f.id) < (d.finished_at, d.id)) earlier
    where ${IN_SCOPE} and d.status = 'SUCCEEDED' and d.rollback_of_id is null
      and not (earlier.any and earlier.service and earlier.environment)
    order by d.finished_at, d.id, c.id limit ${MOST_ROWS + 1}`,
    valuesOf(scope, window),
  );
}

const INCIDENT = `i.id, ${ms('i.detected_at')} as "detectedAt", ${ms('i.resolved_at')} as "resolvedAt", i.deployment_id as "deploymentId"`;

/** What the deployments of the window caused: each failure once. */
export function failuresOf(ctx: Context, scope: Scope, window: TimeWindow): Promise<IncidentRow[]> {
  return query(
    ctx,
    `-- delivery.failures
    select ${INCIDENT}, d.service_id as "serviceId", d.environment_id as "environmentId"
    from incidents i join deployments d on d.id = i.deployment_id
    where i.project_id = any($1) and not i.is_external and i.duplicate_of_id is null and ${IN_SCOPE}
    order by i.detected_at, i.id limit ${MOST_ROWS + 1}`,
    valuesOf(scope, window),
  );
}

/** What was detected in the window, whatever caused it: each once. */
export function incidentsIn(ctx: Context, scope: Scope, window: TimeWindow): Promise<IncidentRow[]> {
  return query(
    ctx,
    `-- delivery.incidents
    select ${INCIDENT}, i.service_id as "serviceId", i.environment_id as "environmentId"
    from incidents i
    where i.project_id = any($1) and i.detected_at >= $2 and i.detected_at < $3 and i.duplicate_of_id is null
      and (i.environment_id is null or i.environment_id = any($4)) and ($5::text[] is null or i.service_id = any($5))
    order by i.detected_at, i.id limit ${MOST_ROWS + 1}`,
    valuesOf(scope, window),
  );
}

/** What people see of a deployment or incident in a list. */
export interface Subject {
  id: string;
  title: string;
  status: string;
  serviceName: string | null;
  environmentName: string | null;
  url: string;
}

/** Deployments and incidents by id, as rows of a metric show them. */
export function subjectsById(ctx: Context, projectIds: readonly string[], ids: readonly string[]): Promise<Subject[]> {
  return query(
    ctx,
    `-- delivery.subjects
    select d.id, s.slug || ' #' || d.number || ' ' || d.version as title, d.status, s.name as "serviceName", e.name as "environmentName",
      '/p/' || p.slug || '/deployments/' || d.id as url
    from deployments d join services s on s.id = d.service_id join environments e on e.id = d.environment_id
    join projects p on p.id = d.project_id where d.id = any($2) and d.project_id = any($1)
    union all
    select i.id, '#' || i.number || ' ' || i.title, i.status, s.name, e.name, '/p/' || p.slug || '/analytics/incidents/' || i.id
    from incidents i left join services s on s.id = i.service_id left join environments e on e.id = i.environment_id
    join projects p on p.id = i.project_id where i.id = any($2) and i.project_id = any($1)`,
    [projectIds, ids],
  );
}

/** What changes are called, by deployment and reference. */
export function changeTitles(
  ctx: Context,
  given: readonly { deploymentId: string; reference: string }[],
): Promise<{ deploymentId: string; reference: string; title: string | null }[]> {
  return query(
    ctx,
    `-- delivery.changeTitles
    select c.deployment_id as "deploymentId", c.reference, c.title
    from unnest($1::text[], $2::text[]) as given (deployment_id, reference)
    join deployment_changes c on c.deployment_id = given.deployment_id and c.kind = 'COMMIT' and c.reference = given.reference`,
    [given.map(({ deploymentId }) => deploymentId), given.map(({ reference }) => reference)],
  );
}

/** Services to measure: those of the projects that are there, by name. */
export async function servicesInScope(ctx: Context, scope: Scope, most: number): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    `-- delivery.services
    select s.id from services s join projects p on p.id = s.project_id
    where s.project_id = any($1) and s.deleted_at is null and ($2::text[] is null or s.id = any($2))
    order by s.slug, s.id limit $3`,
    [scope.projectIds, scope.serviceIds, most],
  );
  return rows.map(({ id }) => id);
}

const MOST_ANNOTATIONS = 500;

/** Deployments to production, incidents, alerts and changes of alert rules in the window, newest first. */
export function annotationsIn(
  ctx: Context,
  projectId: string,
  scope: Scope,
  { from, to }: TimeWindow,
): Promise<Annotation[]> {
  return query(
    ctx,
    `-- delivery.annotations
    (select d.id, d.finished_at as at, null::timestamptz as until, 'DEPLOYMENT' as kind,
      s.slug || ' ' || d.version || case when d.status = 'SUCCEEDED' then '' else ' failed' end as title, d.id as "subjectId",
      '/p/' || p.slug || '/deployments/' || d.id as url
    from deployments d join services s on s.id = d.service_id join projects p on p.id = d.project_id
    where ${IN_SCOPE} order by d.finished_at desc limit ${MOST_ANNOTATIONS})
    union all
    (select i.id, i.detected_at, i.resolved_at, 'INCIDENT', i.title, i.id, '/p/' || p.slug || '/analytics/incidents/' || i.id
    from incidents i join projects p on p.id = i.project_id
    where i.project_id = $6 and i.detected_at < $3 and (i.resolved_at is null or i.resolved_at >= $2) and i.duplicate_of_id is null
      and (i.environment_id is null or i.environment_id = any($4)) and ($5::text[] is null or i.service_id = any($5))
    order by i.detected_at desc limit ${MOST_ANNOTATIONS})
    union all
    (select f.id, f.started_at, f.ended_at, 'ALERT', r.name || ': ' || f.summary, f.id, '/p/' || p.slug || '/analytics/alerts/' || f.id
    from alert_firings f join alert_rules r on r.id = f.rule_id join projects p on p.id = f.project_id
    where f.project_id = $6 and f.started_at < $3 and (f.ended_at is null or f.ended_at >= $2)
      and (jsonb_typeof(f.question -> 'environmentIds') is distinct from 'array' or f.question -> 'environmentIds' ?| $4)
      and ($5::text[] is null or jsonb_typeof(f.question -> 'serviceIds') is distinct from 'array' or f.question -> 'serviceIds' ?| $5)
    order by f.started_at desc limit ${MOST_ANNOTATIONS})
    union all
    (select 'change-' || c.id, c.at, null, 'RULE_CHANGE', c.title, c.rule_id,
      case when r.deleted_at is null then '/p/' || p.slug || '/analytics/alerts/rules/' || r.id end
    from alert_rule_changes c join alert_rules r on r.id = c.rule_id join projects p on p.id = c.project_id
    where c.project_id = $6 and c.at >= $2 and c.at < $3
      and (r.environment_ids is null or r.environment_ids && $4) and ($5::text[] is null or r.service_ids is null or r.service_ids && $5)
    order by c.at desc limit ${MOST_ANNOTATIONS})
    order by at desc, id desc limit ${MOST_ANNOTATIONS}`,
    [...valuesOf(scope, { from, to }), projectId],
  );
}
