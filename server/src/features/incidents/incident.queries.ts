import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { columnsOf, query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { Incident, type IncidentEntry, IncidentHook } from './incident.entity.ts';
import type { Failure, LiveDeployment } from './incident.rules.ts';
import type { IncidentFilter, IncidentsArgs } from './incident.types.ts';

/** The incident of this id, or NOT_FOUND. */
export async function findIncident(ctx: Context, id: string): Promise<Incident> {
  requireActor(ctx);
  const incident = await queryOne<Incident>(
    ctx,
    `-- incidents.find
    select ${columnsOf(ctx, Incident)} from incidents where id = $1`,
    [id],
  );
  if (!incident) throw notFound('incident');
  authorize(ctx, 'project:read', incident.projectId, 'incident');
  return incident;
}

/** The webhook of this id, or NOT_FOUND. */
export async function findHook(ctx: Context, id: string): Promise<IncidentHook> {
  requireActor(ctx);
  const hook = await queryOne<IncidentHook>(
    ctx,
    `-- incidents.findHook
    select ${columnsOf(ctx, IncidentHook)} from incident_hooks where id = $1 and deleted_at is null`,
    [id],
  );
  if (!hook) throw notFound('webhook');
  authorize(ctx, 'project:read', hook.projectId, 'webhook');
  return hook;
}

/** The project's webhooks, oldest first: 50 at most. */
export async function listHooks(ctx: Context, projectId: string): Promise<IncidentHook[]> {
  authorize(ctx, 'project:read', projectId);
  return query(
    ctx,
    `-- incidents.hooks
    select ${columnsOf(ctx, IncidentHook)} from incident_hooks where project_id = $1 and deleted_at is null order by id`,
    [projectId],
  );
}

/** The project's incidents, the last detected first. */
export async function listIncidents(ctx: Context, projectId: string, args: IncidentsArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['time', 'text']);
  const { where, values } = conditions(args.filter ?? {}, [
    projectId,
    first + 1,
    after?.[0] ?? null,
    after?.[1] ?? null,
  ]);
  const rows = await query<Incident>(
    ctx,
    `-- incidents.list
    select ${columnsOf(ctx, Incident, 'i')} from incidents i
    where i.project_id = $1 and ($3::timestamptz is null or (i.detected_at, i.id) < ($3, $4))${where}
    order by i.detected_at desc, i.id desc limit $2`,
    values,
  );
  return toConnection(rows, { first, after: args.after }, (row) => [String(row.detectedAt), row.id]);
}

function conditions(filter: IncidentFilter, values: unknown[]): { where: string; values: unknown[] } {
  const parts: string[] = [];
  const add = (value: unknown, text: (place: string) => string) => {
    if (value == null) return;
    values.push(value);
    parts.push(` and ${text(`$${values.length}`)}`);
  };
  add(filter.statuses, (place) => `i.status = any(${place})`);
  add(filter.severities, (place) => `i.severity = any(${place})`);
  add(filter.serviceIds, (place) => `i.service_id = any(${place})`);
  add(filter.environmentIds, (place) => `i.environment_id = any(${place})`);
  add(filter.sources, (place) => `i.source = any(${place})`);
  add(filter.deploymentId, (place) => `i.deployment_id = ${place}`);
  add(filter.from, (place) => `i.detected_at >= ${place}`);
  add(filter.to, (place) => `i.detected_at < ${place}`);
  const text = filter.text?.trim().slice(0, 200);
  if (text) {
    add(`%${text.replace(/[\\%_]/g, '\\$&')}%`, (place) => `(i.title ilike ${place}`);
    values.push(/^#?(\d{1,9})$/.exec(text)?.[1] ?? null);
    parts.push(` or i.number = $${values.length}::int)`);
  }
  return { where: parts.join(''), values };
}

/** Batch: incidents by id; null for those that the actor may not see. */
export async function incidentsById(ctx: Context, ids: readonly string[]): Promise<(Incident | null)[]> {
  const rows = await query<Incident>(
    ctx,
    `-- incidents.byId
    select ${columnsOf(ctx, Incident)} from incidents where id = any($1)`,
    [ids],
  );
  return inOrder<Incident, Incident | null>(
    ids,
    rows,
    (row) => row.id,
    (row) => row,
    null,
  );
}

/** Batch: what each deployment caused, the first detected first; 50 at most. */
export async function incidentsOfDeployments(ctx: Context, ids: readonly string[]): Promise<Incident[][]> {
  const rows = await query<Incident>(
    ctx,
    `-- incidents.ofDeployments
    select ${columnsOf(ctx, Incident, 'i')} from unnest($1::text[]) as d (id)
    cross join lateral (select * from incidents where deployment_id = d.id order by detected_at, id limit 50) i
    order by i.detected_at, i.id`,
    [ids],
  );
  return ids.map((id) => rows.filter((row) => row.deploymentId === id));
}

/** Batch: which incident each deployment says it mends. */
export async function remediatedBy(ctx: Context, ids: readonly string[]): Promise<(Incident | null)[]> {
  const rows = await query<Incident & { madeId: string }>(
    ctx,
    `-- incidents.remediated
    select d.id as "madeId", ${columnsOf(ctx, Incident, 'i')}
    from deployments d join incidents i on i.id = d.remediates_incident_id where d.id = any($1)`,
    [ids],
  );
  return inOrder<Incident & { madeId: string }, Incident | null>(
    ids,
    rows,
    (row) => row.madeId,
    (row) => row,
    null,
  );
}

/** Batch: which deployments say that they mend each incident, oldest first; 20 at most. */
export async function remediationsOf(ctx: Context, ids: readonly string[]): Promise<string[][]> {
  const rows = await query<{ id: string; incidentId: string }>(
    ctx,
    `-- incidents.remediations
    select d.id, i.id as "incidentId" from unnest($1::text[]) as i (id)
    cross join lateral (select id from deployments where remediates_incident_id = i.id order by id limit 20) d order by d.id`,
    [ids],
  );
  return ids.map((id) => rows.flatMap((row) => (row.incidentId === id ? row.id : [])));
}

/** Batch: how many other incidents are the same as each. */
export async function duplicateCounts(ctx: Context, ids: readonly string[]): Promise<number[]> {
  const rows = await query<{ id: string; count: number }>(
    ctx,
    `-- incidents.duplicates
    select duplicate_of_id as id, count(*)::int as count from incidents where duplicate_of_id = any($1) group by 1`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.count,
    0,
  );
}

/** Batch: the history of each incident, oldest first; the last 100 lines. */
export async function entriesOf(ctx: Context, ids: readonly string[]): Promise<IncidentEntry[][]> {
  const rows = await query<IncidentEntry & { incidentId: string }>(
    ctx,
    `-- incidents.entries
    select e.id::text as id, e.incident_id as "incidentId", e.at, e.kind, e.by_name as "byName", e.text
    from unnest($1::text[]) as i (id)
    cross join lateral (select * from incident_entries where incident_id = i.id order by id desc limit 100) e
    order by e.id`,
    [ids],
  );
  return ids.map((id) => rows.filter((row) => row.incidentId === id));
}

/** NOTE: not all columns: what is json can't be compared by a union. */
const CAUSE_COLUMNS =
  'd.id, d.service_id, d.environment_id, d.finished_at, d.status, d.rollback_of_id, d.is_hotfix, d.remediates_incident_id';

const LIVE_COLUMNS = `d.id, d.service_id as "serviceId", d.environment_id as "environmentId",
  extract(epoch from d.finished_at) * 1000 as "finishedAt", d.status = 'SUCCEEDED' as "isSuccess",
  (d.rollback_of_id is not null or d.is_hotfix or d.remediates_incident_id is not null) as "isRemediation",
  d.remediates_incident_id as "remediatesIncidentId"`;

/** In production, or where the incident is: for `d` and `e`. */
const AT_PLACE = `d.project_id = $1 and not d.is_dry_run and (d.status = 'SUCCEEDED' or d.went_live_at is not null)
  and (e.is_production or e.id = $4)`;

/**
 * What the rule of causes needs: remediations that came while the failure lasted or name it, what was live at their places before,
 * and the last success of the failure's own place. A few dozen rows, however many deployments there are.
 */
export async function deploymentsAround(
  ctx: Context,
  failure: Failure & { projectId: string },
): Promise<LiveDeployment[]> {
  const rows = await query<LiveDeployment>(
    ctx,
    `-- incidents.deploymentsAround
    with remediations as (
      select ${CAUSE_COLUMNS} from deployments d join environments e on e.id = d.environment_id
      where ${AT_PLACE} and d.status = 'SUCCEEDED' and (d.remediates_incident_id = $6 or (
        (d.rollback_of_id is not null or d.is_hotfix) and ($3::text is null or d.service_id = $3)
        and ($4::text is null or d.environment_id = $4) and d.finished_at > $2 and d.finished_at <= $5))
      order by d.remediates_incident_id = $6 desc nulls last, d.finished_at, d.id limit 20),
    before as (
      select found.* from (select distinct service_id, environment_id from remediations) place
      cross join lateral (
        select ${CAUSE_COLUMNS} from deployments d
        where d.project_id = $1 and d.service_id = place.service_id and d.environment_id = place.environment_id
          and d.finished_at < $2 and not d.is_dry_run and (d.status = 'SUCCEEDED' or d.went_live_at is not null)
          and d.rollback_of_id is null and not d.is_hotfix and d.remediates_incident_id is null
        order by d.finished_at desc, d.id desc limit 1) found),
    last as (
      select ${CAUSE_COLUMNS} from deployments d join environments e on e.id = d.environment_id
      where ${AT_PLACE} and d.status = 'SUCCEEDED' and d.finished_at < $2
        and ($3::text is null or d.service_id = $3) and ($4::text is null or d.environment_id = $4)
      order by d.finished_at desc, d.id desc limit 1)
    select ${LIVE_COLUMNS} from (select * from remediations union select * from before union select * from last) d`,
    [
      failure.projectId,
      new Date(failure.detectedAt),
      failure.serviceId,
      failure.environmentId,
      failure.resolvedAt === null ? new Date(8_640_000_000_000) : new Date(failure.resolvedAt),
      failure.id,
    ],
  );
  return rows.map((row) => ({ ...row, finishedAt: Number(row.finishedAt) }));
}
