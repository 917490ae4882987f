import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, type Problem } from '../../platform/errors.ts';
import { projectIncidentsTopic } from '../../platform/events.ts';
import { type Incident, IncidentCauseSource, type IncidentEntryKind } from './incident.entity.ts';
import { deploymentsAround, findIncident } from './incident.queries.ts';
import { type Cause, causeOf, type Failure, isCauseOpen } from './incident.rules.ts';
import type { LinkIncidentInput } from './incident.types.ts';

export const subjectOf = ({ id, number, title }: Pick<Incident, 'id' | 'number' | 'title'>) => ({
  id,
  type: 'Incident',
  name: `#${number} ${title}`.slice(0, 200),
});

/** In the transaction that does it: a line of the incident's history. */
export async function writeEntry(
  ctx: Context,
  incident: { id: string; projectId: string },
  entry: { kind: keyof typeof IncidentEntryKind; text: string },
): Promise<void> {
  await execute(
    ctx,
    'insert into incident_entries (project_id, incident_id, at, kind, by_name, text) values ($1, $2, $3, $4, $5, $6)',
    [incident.projectId, incident.id, ctx.app.now(), entry.kind, ctx.actor?.name ?? 'Pilothouse', entry.text],
  );
}

/** After commit: tells the lists of its project. */
export function publishIncident(ctx: Context, { id, projectId }: { id: string; projectId: string }): void {
  publish(ctx, `${projectIncidentsTopic(projectId)}#${id}`);
}

/** In a transaction: the incident, locked until its end. */
export async function lockIncident(ctx: Context, id: string): Promise<Incident> {
  await query(ctx, 'select from incidents where id = $1 for update', [id]);
  return findIncident(ctx, id);
}

/** Looks for the cause as things stand now; see {@link causeOf}. */
export async function findCause(ctx: Context, failure: Failure & { projectId: string }): Promise<Cause> {
  const isSettled = failure.isExternal || failure.explicitId !== null;
  return causeOf(failure, isSettled ? [] : await deploymentsAround(ctx, failure));
}

/** What of an incident decides about its cause, when nobody has said it. */
const failureOf = (incident: Incident): Failure & { projectId: string } => ({
  id: incident.id,
  projectId: incident.projectId,
  serviceId: incident.serviceId,
  environmentId: incident.environmentId,
  detectedAt: new Date(incident.detectedAt).getTime(),
  resolvedAt: incident.resolvedAt && new Date(incident.resolvedAt).getTime(),
  isExternal: incident.isExternal,
  explicitId: null,
});

/** What a deployment is called in a sentence. */
async function deploymentName(ctx: Context, id: string | null): Promise<string | null> {
  if (!id) return null;
  const row = await queryOne<{ name: string }>(
    ctx,
    `-- incidents.deploymentName
    select s.name || ' #' || d.number as name from deployments d join services s on s.id = d.service_id where d.id = $1`,
    [id],
  );
  return row?.name ?? null;
}

const WORDS: Record<Cause['source'], (name: string | null) => string> = {
  EXPLICIT: (name) => `Caused by ${name}.`,
  REMEDIATION: (name) => `Caused by ${name}, which was rolled back or fixed.`,
  LAST_DEPLOYMENT: (name) => `Probably caused by ${name}, the last deployment before it.`,
  NONE: () => 'No deployment is known to have caused it.',
};

export const causeInWords = async (ctx: Context, cause: Cause): Promise<string> =>
  WORDS[cause.source](await deploymentName(ctx, cause.deploymentId));

/** In a transaction that has locked it: looks for the cause again, unless somebody has said it. Returns whether it is another. */
export async function relink(ctx: Context, incident: Incident): Promise<boolean> {
  if (!isCauseOpen(incident) || incident.isExternal || incident.duplicateOfId) return false;
  const cause = await findCause(ctx, failureOf(incident));
  if (cause.deploymentId === incident.deploymentId && cause.source === incident.causeSource) return false;
  await execute(ctx, 'update incidents set deployment_id = $2, cause_source = $3 where id = $1', [
    incident.id,
    cause.deploymentId,
    cause.source,
  ]);
  await writeEntry(ctx, incident, { kind: 'LINKED', text: await causeInWords(ctx, cause) });
  await recordAudit(ctx, {
    action: 'incident.linked',
    projectId: incident.projectId,
    subject: subjectOf(incident),
    detail: { before: linkOf(incident), after: { ...linkOf(incident), ...cause, causeSource: cause.source } },
  });
  publishIncident(ctx, incident);
  return true;
}

const linkOf = ({ deploymentId, causeSource, isExternal, duplicateOfId }: Incident) => ({
  deploymentId,
  causeSource,
  isExternal,
  duplicateOfId,
});

/** A deployment of the project that its incidents may name: it has ended, and was no dry run. */
export async function deploymentProblems(
  ctx: Context,
  projectId: string,
  id: string | null | undefined,
): Promise<Problem[]> {
  if (!id) return [];
  const row = await queryOne(
    ctx,
    `-- incidents.deployment
    select from deployments where id = $1 and project_id = $2 and finished_at is not null and not is_dry_run`,
    [id, projectId],
  );
  return row ? [] : [{ path: 'deploymentId', message: 'Choose a deployment of this project that has ended.' }];
}

/** Says what caused an incident: corrected by a person, it stays so. The same again does nothing. */
export async function linkIncident(ctx: Context, input: LinkIncidentInput): Promise<Incident> {
  const { projectId } = await findIncident(ctx, input.id);
  authorize(ctx, 'incident:manage', projectId);
  const given = [input.deploymentId, input.isExternal || null, input.duplicateOfId].filter((value) => value != null);
  if (given.length > 1)
    throw invalid([
      { path: 'deploymentId', message: 'Say one thing: a deployment, something outside, or another incident.' },
    ]);
  const problems = await deploymentProblems(ctx, projectId, input.deploymentId);
  if (problems.length > 0) throw invalid(problems);
  return withTransaction(ctx, async (ctx) => {
    const original = input.duplicateOfId ? await lockOriginal(ctx, projectId, input) : null;
    const incident = await lockIncident(ctx, input.id);
    const after = {
      deploymentId: original ? incident.deploymentId : (input.deploymentId ?? null),
      causeSource: original ? incident.causeSource : IncidentCauseSource.CORRECTED,
      isExternal: original ? incident.isExternal : input.isExternal,
      duplicateOfId: original?.id ?? null,
    };
    const before = linkOf(incident);
    if (JSON.stringify(before) === JSON.stringify(after)) return incident;
    await execute(
      ctx,
      'update incidents set deployment_id = $2, cause_source = $3, is_external = $4, duplicate_of_id = $5 where id = $1',
      [incident.id, after.deploymentId, after.causeSource, after.isExternal, after.duplicateOfId],
    );
    const text = original
      ? `The same as #${original.number} ${original.title}.`
      : after.isExternal
        ? 'The cause lies outside.'
        : after.deploymentId
          ? `Caused by ${await deploymentName(ctx, after.deploymentId)}.`
          : 'No deployment caused it.';
    await writeEntry(ctx, incident, { kind: 'LINKED', text });
    await recordAudit(ctx, {
      action: 'incident.linked',
      projectId,
      subject: subjectOf(incident),
      detail: { before, after },
    });
    publishIncident(ctx, incident);
    return { ...incident, ...after };
  });
}

/** The incident that this one is the same as; chains are not made, so that counting looks one step far. */
async function lockOriginal(ctx: Context, projectId: string, input: LinkIncidentInput): Promise<Incident> {
  const problem = (message: string) => invalid([{ path: 'duplicateOfId', message }]);
  if (input.duplicateOfId === input.id) throw problem('It can’t be the same as itself.');
  // Both, in one order, so that two who say it of each other don't wait in a ring.
  await query(ctx, 'select from incidents where id = any($1) order by id for update', [
    [input.id, input.duplicateOfId],
  ]);
  const row = await queryOne<{ id: string }>(ctx, 'select id from incidents where id = $1 and project_id = $2', [
    input.duplicateOfId,
    projectId,
  ]);
  if (!row) throw problem('The project has no such incident.');
  const original = await findIncident(ctx, row.id);
  if (original.duplicateOfId) throw problem('That one is itself the same as another. Choose the other.');
  if (await queryOne(ctx, 'select from incidents where duplicate_of_id = $1 limit 1', [input.id]))
    throw conflict('Others are said to be the same as this one. Link those first.');
  return original;
}
