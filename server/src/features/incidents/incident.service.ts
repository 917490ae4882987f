import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { notFound, type Problem } from '../../platform/errors.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { announce, type OccurrenceKind } from '../../platform/occurrences.ts';
import { parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import {
  causeInWords,
  deploymentProblems,
  findCause,
  lockIncident,
  publishIncident,
  relink,
  subjectOf,
  writeEntry,
} from './incident.cause.service.ts';
import { type Incident, type IncidentSeverity, type IncidentSource, IncidentStatus } from './incident.entity.ts';
import { findIncident } from './incident.queries.ts';
import { creation, resolution, timeProblems, update } from './incident.rules.ts';
import type { CreateIncidentInput, ResolveIncidentInput, UpdateIncidentInput } from './incident.types.ts';

/** Something that failed, whoever says so. */
export interface NewIncident {
  projectId: string;
  title: string;
  severity: keyof typeof IncidentSeverity;
  serviceId: string | null;
  environmentId: string | null;
  detectedAt: Date;
  resolvedAt: Date | null;
  /** The deployment that is known to have caused it; null to look for it. */
  deploymentId: string | null;
  isExternal: boolean;
  note: string | null;
  url: string | null;
  source: keyof typeof IncidentSource;
  hookId: string | null;
  externalId: string | null;
}

/**
 * Opens an incident in the transaction that is open, with its cause, history, audit entry and announcement. The caller has
 * authorized, and has seen to it that none of its external id is open. Returns its id.
 */
export async function openIncident(ctx: Context, made: NewIncident): Promise<string> {
  const id = newId('incident');
  const { projectId } = made;
  const project = await queryOne(ctx, 'select from projects where id = $1 and deleted_at is null for share', [
    projectId,
  ]);
  if (!project) throw notFound('project');
  const cause = await findCause(ctx, {
    ...made,
    id,
    detectedAt: made.detectedAt.getTime(),
    resolvedAt: made.resolvedAt?.getTime() ?? null,
    explicitId: made.deploymentId,
  });
  const counter = await queryOne<{ number: number }>(
    ctx,
    `insert into project_counters (project_id, incident_number) values ($1, 1)
     on conflict (project_id) do update set incident_number = project_counters.incident_number + 1
     returning incident_number as number`,
    [projectId],
  );
  const number = counter?.number ?? 1;
  await execute(
    ctx,
    `insert into incidents (id, project_id, number, title, severity, status, detected_at, resolved_at, service_id, environment_id,
       deployment_id, cause_source, is_external, note, url, source, hook_id, external_id, created_by_name, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      id,
      projectId,
      number,
      made.title,
      made.severity,
      made.resolvedAt ? 'RESOLVED' : 'OPEN',
      made.detectedAt,
      made.resolvedAt,
      made.serviceId,
      made.environmentId,
      cause.deploymentId,
      cause.source,
      made.isExternal,
      made.note,
      made.url,
      made.source,
      made.hookId,
      made.externalId,
      ctx.actor?.name ?? 'Pilothouse',
      ctx.app.now(),
    ],
  );
  const text = made.isExternal ? 'The cause lies outside.' : await causeInWords(ctx, cause);
  await writeEntry(ctx, { id, projectId }, { kind: 'OPENED', text });
  await recordAudit(ctx, {
    action: 'incident.opened',
    projectId,
    subject: subjectOf({ id, number, title: made.title }),
    detail: {
      severity: made.severity,
      source: made.source,
      deploymentId: cause.deploymentId,
      causeSource: cause.source,
    },
  });
  if (!made.resolvedAt) await announceIncident(ctx, 'incident.opened', id);
  publishIncident(ctx, { id, projectId });
  return id;
}

/** In the transaction in which it happens: whoever reacts to it will. */
async function announceIncident(ctx: Context, kind: OccurrenceKind, id: string): Promise<void> {
  const row = await queryOne<Record<string, unknown> & { projectId: string; number: number; title: string }>(
    ctx,
    `-- incidents.announced
    select i.project_id as "projectId", i.number, i.title, i.severity, i.status, i.source, i.deployment_id as "deploymentId",
      i.is_external as "isExternal", s.slug as service, s.id as "serviceId", e.slug as environment, e.id as "environmentId",
      coalesce(e.is_production, true) as "isProduction"
    from incidents i left join services s on s.id = i.service_id left join environments e on e.id = i.environment_id
    where i.id = $1`,
    [id],
  );
  if (!row) return;
  const { projectId, title, ...data } = row;
  const words =
    kind === 'incident.opened' ? `Incident #${row.number}: ${title}` : `Incident #${row.number} is over: ${title}`;
  await announce(ctx, { kind, projectId, subjectId: id, title: words.slice(0, 1_000), data });
}

const sourceOf = ({ actor }: Context) =>
  actor?.kind === 'TOKEN' ? 'TOKEN' : actor?.kind === 'RUN' ? 'WORKFLOW' : 'HAND';

/** Services and environments that this project doesn't have. */
export async function placeProblems(
  ctx: Context,
  projectId: string,
  place: { serviceId?: string | null; environmentId?: string | null },
): Promise<Problem[]> {
  const row = await queryOne<{ hasService: boolean; hasEnvironment: boolean }>(
    ctx,
    `-- incidents.place
    select $2::text is null or exists (select from services where id = $2 and project_id = $1 and deleted_at is null) as "hasService",
      $3::text is null or exists (select from environments where id = $3 and project_id = $1 and deleted_at is null) as "hasEnvironment"`,
    [projectId, place.serviceId ?? null, place.environmentId ?? null],
  );
  return [
    ...(row?.hasService ? [] : [{ path: 'serviceId', message: 'The project has no such service.' }]),
    ...(row?.hasEnvironment ? [] : [{ path: 'environmentId', message: 'The project has no such environment.' }]),
  ];
}

/**
 * Opens an incident, or writes down one that is over. The same idempotency key returns the first result; while one of the same
 * external id is open, that one is returned.
 */
export async function createIncident(ctx: Context, input: CreateIncidentInput): Promise<Incident> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'incident:manage', project.id);
  const now = ctx.app.now();
  const fields = parseInput(creation, input, [
    ...(await placeProblems(ctx, project.id, input)),
    ...(await deploymentProblems(ctx, project.id, input.deploymentId)),
    ...timeProblems(input, { detectedAt: now, now }),
    ...(input.deploymentId && input.isExternal
      ? [{ path: 'isExternal', message: 'Name a deployment or say that the cause lies outside, not both.' }]
      : []),
  ]);
  const id = await withTransaction(ctx, async (ctx) => {
    const earlier = await earlierResult(ctx, 'createIncident', input.idempotencyKey, input);
    if (earlier) return earlier;
    const source = sourceOf(ctx);
    const open = fields.externalId ? await lockExternal(ctx, project.id, source, fields.externalId) : null;
    const id =
      open ??
      (await openIncident(ctx, {
        projectId: project.id,
        title: fields.title,
        severity: fields.severity,
        serviceId: input.serviceId ?? null,
        environmentId: input.environmentId ?? null,
        detectedAt: fields.detectedAt ?? now,
        resolvedAt: fields.resolvedAt ?? null,
        deploymentId: input.deploymentId ?? null,
        isExternal: input.isExternal,
        note: fields.note || null,
        url: fields.url ?? null,
        source,
        hookId: null,
        externalId: fields.externalId ?? null,
      }));
    await rememberResult(ctx, 'createIncident', input.idempotencyKey, input, id);
    return id;
  });
  return findIncident(ctx, id);
}

/** Two senders of one name wait for each other; the id of the incident of this name that is open. */
async function lockExternal(ctx: Context, projectId: string, source: string, externalId: string) {
  await queryOne(ctx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `incident/${projectId}/${source}/${externalId}`,
  ]);
  const row = await queryOne<{ id: string }>(
    ctx,
    `-- incidents.openExternal
    select id from incidents where project_id = $1 and source = $2 and external_id = $3 and status = 'OPEN' and hook_id is null`,
    [projectId, source, externalId],
  );
  return row?.id ?? null;
}

const pick = (incident: Incident) => ({
  title: incident.title,
  severity: incident.severity,
  serviceId: incident.serviceId,
  environmentId: incident.environmentId,
  detectedAt: new Date(incident.detectedAt).toISOString(),
  note: incident.note,
  url: incident.url,
});

/** Changes what is said of an incident. Where and when it was decides about its cause, unless somebody has said that. */
export async function updateIncident(ctx: Context, input: UpdateIncidentInput): Promise<Incident> {
  const found = await findIncident(ctx, input.id);
  authorize(ctx, 'incident:manage', found.projectId);
  const problems = timeProblems(
    { detectedAt: input.detectedAt, resolvedAt: input.detectedAt && found.resolvedAt && new Date(found.resolvedAt) },
    { detectedAt: new Date(found.detectedAt), now: ctx.app.now() },
  ).map(({ message }) => ({ path: 'detectedAt', message }));
  const fields = parseInput(update, input, [...(await placeProblems(ctx, found.projectId, input)), ...problems]);
  return withTransaction(ctx, async (ctx) => {
    const incident = await lockIncident(ctx, input.id);
    const before = pick(incident);
    const kept = <Key extends keyof typeof before>(key: Key, value: (typeof before)[Key] | undefined) =>
      value === undefined ? before[key] : value;
    const after = {
      title: fields.title ?? before.title,
      severity: fields.severity ?? before.severity,
      serviceId: kept('serviceId', input.serviceId),
      environmentId: kept('environmentId', input.environmentId),
      detectedAt: fields.detectedAt?.toISOString() ?? before.detectedAt,
      note: kept('note', fields.note === undefined ? undefined : fields.note || null),
      url: kept('url', fields.url),
    };
    if (JSON.stringify(before) === JSON.stringify(after)) return incident;
    await execute(
      ctx,
      `update incidents set title = $2, severity = $3, service_id = $4, environment_id = $5, detected_at = $6, note = $7, url = $8
       where id = $1`,
      [incident.id, ...Object.values(after)],
    );
    await writeEntry(ctx, incident, { kind: 'UPDATED', text: changedInWords(before, after) });
    await relink(ctx, await findIncident(ctx, incident.id));
    await recordAudit(ctx, {
      action: 'incident.updated',
      projectId: incident.projectId,
      subject: subjectOf(incident),
      detail: { before, after },
    });
    publishIncident(ctx, incident);
    return findIncident(ctx, incident.id);
  });
}

const LABELS = {
  title: 'the title',
  severity: 'the severity',
  serviceId: 'the service',
  environmentId: 'the environment',
  detectedAt: 'when it was noticed',
  note: 'the note',
  url: 'the link',
};

function changedInWords(before: object, after: object): string {
  const changed = Object.entries(LABELS).flatMap(([key, label]) =>
    before[key as keyof object] === after[key as keyof object] ? [] : label,
  );
  return `Changed ${changed.join(', ')}.`;
}

/** Says that an incident is over. One that is over stays as it is. */
export async function resolveIncident(ctx: Context, input: ResolveIncidentInput): Promise<Incident> {
  const found = await findIncident(ctx, input.id);
  authorize(ctx, 'incident:manage', found.projectId);
  const now = ctx.app.now();
  const problems = timeProblems(input, { detectedAt: new Date(found.detectedAt), now });
  const fields = parseInput(resolution, input, problems);
  return withTransaction(ctx, async (ctx) => {
    const incident = await lockIncident(ctx, input.id);
    if (incident.status === IncidentStatus.RESOLVED) return incident;
    return closeIncident(ctx, incident, { at: fields.resolvedAt ?? now, note: fields.note, text: 'Resolved.' });
  });
}

/** In the transaction that has locked it: it is over. Never before it was detected, whatever clocks say. */
export async function closeIncident(
  ctx: Context,
  incident: Incident,
  given: { at: Date; note?: string | null | undefined; text: string },
): Promise<Incident> {
  const at = new Date(Math.max(given.at.getTime(), new Date(incident.detectedAt).getTime()));
  await execute(
    ctx,
    `update incidents set status = 'RESOLVED', resolved_at = $2, note = coalesce($3, note) where id = $1 and status = 'OPEN'`,
    [incident.id, at, given.note || null],
  );
  await writeEntry(ctx, incident, { kind: 'RESOLVED', text: given.text });
  await recordAudit(ctx, {
    action: 'incident.resolved',
    projectId: incident.projectId,
    subject: subjectOf(incident),
    detail: { resolvedAt: at.toISOString() },
  });
  await announceIncident(ctx, 'incident.resolved', incident.id);
  publishIncident(ctx, incident);
  return findIncident(ctx, incident.id);
}

/** Says that an incident goes on after all. One that is open stays as it is. */
export async function reopenIncident(ctx: Context, id: string): Promise<Incident> {
  const { projectId } = await findIncident(ctx, id);
  authorize(ctx, 'incident:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const incident = await lockIncident(ctx, id);
    if (incident.status === IncidentStatus.OPEN) return incident;
    // Its sender may have opened another of the same name since: that one is found by the name.
    await execute(
      ctx,
      `update incidents i set status = 'OPEN', resolved_at = null,
         external_id = case when exists (
           select from incidents o where o.project_id = i.project_id and coalesce(o.hook_id, o.source) = coalesce(i.hook_id, i.source)
             and o.external_id = i.external_id and o.status = 'OPEN') then null else i.external_id end
       where id = $1`,
      [id],
    );
    await writeEntry(ctx, incident, { kind: 'REOPENED', text: 'Opened again.' });
    await recordAudit(ctx, { action: 'incident.reopened', projectId, subject: subjectOf(incident) });
    const reopened = await findIncident(ctx, id);
    await relink(ctx, reopened);
    await announceIncident(ctx, 'incident.opened', id);
    publishIncident(ctx, incident);
    return findIncident(ctx, id);
  });
}

/** How long an incident took, or has taken so far, in ms. */
export const durationOf = (ctx: Context, incident: Incident): number =>
  Math.max(
    0,
    (incident.resolvedAt ? new Date(incident.resolvedAt) : ctx.app.now()).getTime() -
      new Date(incident.detectedAt).getTime(),
  );
