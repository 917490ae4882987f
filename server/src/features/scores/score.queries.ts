import type { TimeWindow } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { type InputName, SCORE_PARTS, type ScorePartName } from './score.inputs.ts';

/** Services of a project that are compared. */
const MOST_SERVICES = 200;

export interface ScoredService {
  id: string;
  projectId: string;
  name: string;
}

/** The services that are compared with each other, by name. */
export function fleetOf(ctx: Context, projectId: string): Promise<ScoredService[]> {
  return query(
    ctx,
    `-- scores.fleet
    select id, project_id as "projectId", name from services where project_id = $1 and deleted_at is null
    order by lower(name), id limit ${MOST_SERVICES}`,
    [projectId],
  );
}

/** What is counted from deployments that ended in the window, by service. */
export function countedByService(ctx: Context, projectId: string, window: TimeWindow) {
  return query<{ serviceId: string } & Partial<Record<InputName, number | null>>>(
    ctx,
    `-- scores.deployments
    with ended as (
      select id, service_id, environment_id, version, status, trigger, extract(epoch from finished_at - started_at)::float8 as seconds
      from deployments
      where project_id = $1 and finished_at >= $2 and finished_at < $3 and not is_dry_run
        and status in ('SUCCEEDED', 'FAILED', 'TIMED_OUT')
    ), steps as (
      select e.service_id, e.environment_id, e.version, s.key, s.host,
        bool_or(s.status = 'FAILED') and bool_or(s.status = 'SUCCEEDED') as is_flaky
      from ended e join deployment_steps s on s.deployment_id = e.id
      where s.status in ('SUCCEEDED', 'FAILED')
      group by 1, 2, 3, 4, 5
    ), counted as (
      select service_id, count(*) as total, count(*) filter (where status = 'SUCCEEDED') as succeeded,
        count(*) filter (where trigger = 'RETRY') as retries, sum(seconds) as seconds
      from ended group by service_id
    )
    select c.service_id as "serviceId",
      c.succeeded::float8 / c.total as "reliability.success_rate",
      (select count(*) filter (where is_flaky)::float8 / nullif(count(*), 0) from steps s where s.service_id = c.service_id)
        as "reliability.flaky_steps",
      (select count(*) filter (where trim(h.title) <> '')::float8 / nullif(count(*), 0)
        from ended e join deployment_changes h on h.deployment_id = e.id where e.service_id = c.service_id)
        as "documentation.change_titles",
      c.seconds / nullif(c.succeeded, 0) as "cost.seconds_per_success",
      c.retries::float8 / c.total as "cost.retries",
      (select sum(a.cost_nano)::float8 from events a where a.project_id = $1 and a.kind = 'ai' and a.service_id = c.service_id
        and a.at >= $2 and a.at < $3) / nullif(c.succeeded, 0) as "cost.ai"
    from counted c`,
    [projectId, window.from, window.to],
  );
}

/** Names of variables that promise a secret. */
const SECRET_NAMES =
  '(^|_)(password|passwd|secret|token|credentials?|(api|private|access|signing|encryption)_?key)s?(_|$)';

/** What is known of services whether they deploy or not. */
export function settledByService(ctx: Context, projectId: string, window: TimeWindow) {
  return query<{ serviceId: string } & Partial<Record<InputName, number | null>>>(
    ctx,
    `-- scores.services
    with incident_counts as (
      select service_id, count(*) as total from incidents
      where project_id = $1 and detected_at >= $2 and detected_at < $3 and duplicate_of_id is null and not is_external
      group by service_id
    ), production as (
      select id, requires_approval from environments where project_id = $1 and is_production and deleted_at is null
    )
    select s.id as "serviceId",
      case when exists (select from incident_counts)
        then coalesce((select total from incident_counts i where i.service_id = s.id), 0)::float8 end as "reliability.incidents",
      (s.health_check is not null)::integer as "reliability.verification",
      (select count(*) filter (where not v.is_secret)::float8 / nullif(count(*), 0) from variables v
        where v.project_id = $1 and v.environment_id is null and (v.service_id is null or v.service_id = s.id)
          and v.deleted_at is null and v.name ~* $4) as "security.plain_secrets",
      (select avg(p.requires_approval::integer)::float8 from production p
        where exists (select from deployments d where d.service_id = s.id and d.environment_id = p.id)
          or not exists (select from deployments d join production q on q.id = d.environment_id where d.service_id = s.id))
        as "security.approval",
      (select avg(extract(epoch from t.expires_at - t.created_at) / 86400)::float8 from tokens t
        where t.project_id = $1 and t.kind = 'SERVICE' and t.revoked_at is null and t.expires_at > $3
          and (t.service_ids is null or s.id = any(t.service_ids))) as "security.token_lifetime",
      (select extract(epoch from $3 - min(v.updated_at))::float8 / 86400 from variables v
        where v.project_id = $1 and v.service_id = s.id and v.is_secret and v.deleted_at is null) as "security.secret_age",
      (coalesce(trim(s.description), '') <> '')::integer as "documentation.description",
      (s.health_check is not null)::integer as "documentation.health_check",
      (select avg((coalesce(p.value ->> 'title', p.value ->> 'description', '') <> '')::integer)::float8
        from jsonb_each(case when jsonb_typeof(s.parameter_schema::jsonb -> 'properties') = 'object'
          then s.parameter_schema::jsonb -> 'properties' else '{}' end) p
        where jsonb_typeof(p.value) = 'object') as "documentation.parameters",
      case when s.runner = 'SHELL' then (cardinality(s.step_names) > 0)::integer end as "documentation.steps"
    from services s where s.project_id = $1 and s.deleted_at is null`,
    [projectId, window.from, window.to, SECRET_NAMES],
  );
}

export interface DayOfScores {
  day: string;
  /** How many days ago that was, in the project's calendar. */
  age: number;
  parts: Partial<Record<ScorePartName, number>>;
}

/** What the parts of each service were, day by day, oldest first: in the last `days` days of its project, as far as they were kept. */
export async function historyOf(ctx: Context, serviceIds: readonly string[], days: number): Promise<DayOfScores[][]> {
  const rows = await query<DayOfScores & { serviceId: string }>(
    ctx,
    `-- scores.history
    select c.service_id as "serviceId", to_char(c.day, 'YYYY-MM-DD') as day, today.day - c.day as age, c.parts
    from service_scores c join projects p on p.id = c.project_id
    cross join lateral (select ($2::timestamptz at time zone p.time_zone)::date as day) today
    where c.service_id = any($1) and c.day > today.day - $3::integer order by c.day`,
    [serviceIds, ctx.app.now(), days],
  );
  const byService = Map.groupBy(rows, ({ serviceId }) => serviceId);
  return serviceIds.map((id) => byService.get(id) ?? []);
}

/** The parts that have data. */
export const partValues = (parts: readonly { key: ScorePartName; value: number | null }[]) =>
  Object.fromEntries(
    SCORE_PARTS.flatMap((part) => {
      const value = parts.find(({ key }) => key === part)?.value;
      return value == null ? [] : [[part, value]];
    }),
  ) as Partial<Record<ScorePartName, number>>;
