import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Reaction } from '../../platform/occurrences.ts';
import { lockIncident, relink } from './incident.cause.service.ts';
import { closeIncident, openIncident } from './incident.service.ts';

interface Ended {
  id: string;
  projectId: string;
  name: string;
  status: string;
  statusReason: string | null;
  serviceId: string;
  environmentId: string;
  environmentName: string;
  finishedAt: string;
  wentLive: boolean;
  isRemediation: boolean;
}

/**
 * What follows from the end of a production deployment: one whose health check failed is an incident, once; a success ends that of
 * its place; and a rollback or hotfix says what caused the incidents that are open there.
 */
export const reactToDeployment: Reaction = async (ctx, { kind, subjectId }) => {
  if ((kind !== 'deployment.failed' && kind !== 'deployment.succeeded') || !subjectId) return;
  const ended = await queryOne<Ended>(
    ctx,
    `-- incidents.endedDeployment
    select d.id, d.project_id as "projectId", s.name || ' #' || d.number as name, d.status, d.status_reason as "statusReason",
      d.service_id as "serviceId", d.environment_id as "environmentId", e.name as "environmentName", d.finished_at as "finishedAt",
      d.went_live_at is not null as "wentLive",
      (d.rollback_of_id is not null or d.is_hotfix or d.remediates_incident_id is not null) as "isRemediation"
    from deployments d join services s on s.id = d.service_id join environments e on e.id = d.environment_id
    join projects p on p.id = d.project_id and p.deleted_at is null
    where d.id = $1 and d.finished_at is not null and e.is_production and not d.is_dry_run`,
    [subjectId],
  );
  if (!ended) return;
  if (ended.status === 'SUCCEEDED') await onSuccess(ctx, ended);
  else if (ended.wentLive) await openFailedVerification(ctx, ended);
};

/** The unique index is what makes it once; the look before it keeps a repeated reaction quiet. */
function openFailedVerification(ctx: Context, ended: Ended): Promise<unknown> {
  return withTransaction(ctx, async (ctx) => {
    await queryOne(ctx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`incident/verification/${ended.id}`]);
    const known = await queryOne(
      ctx,
      `select from incidents where project_id = $1 and source = 'VERIFICATION' and external_id = $2`,
      [ended.projectId, ended.id],
    );
    if (known) return;
    await openIncident(ctx, {
      projectId: ended.projectId,
      title: `${ended.name} failed its health check in ${ended.environmentName}`.slice(0, 300),
      severity: 'HIGH',
      serviceId: ended.serviceId,
      environmentId: ended.environmentId,
      detectedAt: new Date(ended.finishedAt),
      resolvedAt: null,
      deploymentId: ended.id,
      isExternal: false,
      note: ended.statusReason,
      url: null,
      source: 'VERIFICATION',
      hookId: null,
      externalId: ended.id,
    });
    // It may be told late: then what ended it has come already.
    const next = await queryOne<{ name: string; finishedAt: string }>(
      ctx,
      `-- incidents.nextSuccess
      select s.name || ' #' || d.number as name, d.finished_at as "finishedAt" from deployments d join services s on s.id = d.service_id
      where d.service_id = $1 and d.environment_id = $2 and d.status = 'SUCCEEDED' and not d.is_dry_run and d.finished_at > $3
      order by d.finished_at limit 1`,
      [ended.serviceId, ended.environmentId, ended.finishedAt],
    );
    if (next) await endVerifications(ctx, { ...ended, ...next });
  });
}

async function onSuccess(ctx: Context, ended: Ended): Promise<void> {
  await withTransaction(ctx, (ctx) => endVerifications(ctx, ended));
  if (!ended.isRemediation) return;
  const open = await query<{ id: string }>(
    ctx,
    `-- incidents.openAtPlace
    select i.id from incidents i
    where i.project_id = $1 and i.cause_source not in ('EXPLICIT', 'CORRECTED') and (
      i.id = (select remediates_incident_id from deployments where id = $4)
      or ((i.status = 'OPEN' or i.resolved_at >= $5) and i.detected_at < $5 and (i.service_id is null or i.service_id = $2)
        and (i.environment_id is null or i.environment_id = $3)))
    order by i.id limit 100`,
    [ended.projectId, ended.serviceId, ended.environmentId, ended.id, ended.finishedAt],
  );
  for (const { id } of open)
    await withTransaction(ctx, async (ctx) => {
      await relink(ctx, await lockIncident(ctx, id));
    });
}

/** Failed verifications of the place that are open: what is there now works. */
async function endVerifications(
  ctx: Context,
  ended: Pick<Ended, 'projectId' | 'serviceId' | 'environmentId' | 'finishedAt' | 'name'>,
) {
  const open = await query<{ id: string }>(
    ctx,
    `-- incidents.openVerifications
    select id from incidents where project_id = $1 and source = 'VERIFICATION' and status = 'OPEN' and service_id = $2
      and environment_id = $3 and detected_at < $4 order by id limit 100 for update`,
    [ended.projectId, ended.serviceId, ended.environmentId, ended.finishedAt],
  );
  for (const { id } of open)
    await closeIncident(ctx, await lockIncident(ctx, id), {
      at: new Date(ended.finishedAt),
      text: `Resolved by ${ended.name}, which succeeded.`,
    });
}
