import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import type { SealedColumn } from '../../platform/crypto/sealed-columns.ts';
import { SecretBoxError } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, invalid, notFound, unauthenticated } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { lockIncident } from './incident.cause.service.ts';
import { type IncidentHook, IncidentStatus } from './incident.entity.ts';
import { findHook } from './incident.queries.ts';
import { hookCreation } from './incident.rules.ts';
import { closeIncident, openIncident, placeProblems } from './incident.service.ts';
import type { CreateIncidentHookInput, IncidentHookSecret } from './incident.types.ts';
import { isFromSender, readCall, type Signal } from './incident-hook.rules.ts';

/** What keeps the list bounded. */
const MOST_HOOKS = 50;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

const newSecret = (): string => `ihs_${randomBytes(32).toString('base64url')}`;
/** A box moved to another webhook or project does not open. */
const contextOf = ({ id, projectId }: { id: string; projectId: string }) =>
  JSON.stringify(['incident hook', projectId, id]);
const subjectOf = ({ id, name }: { id: string; name: string }) => ({ id, type: 'IncidentHook', name });

/** For `secrets check` and `secrets rotate`. */
export const sealedIncidentHooks: SealedColumn<{ key0: string; projectId: string; name: string }> = {
  name: 'incident_hooks.secret_value',
  key: ['id'],
  rows: `select h.id as key0, h.secret_value as box, h.project_id as "projectId", h.name from incident_hooks h`,
  nameOf: ({ name }) => `the incident webhook ${name}`,
  contextOf: ({ key0, projectId }) => contextOf({ id: key0, projectId }),
};

/** Where callers reach it. */
export const hookUrl = (ctx: Context, id: string): string => `${ctx.app.config.publicUrl ?? ''}/hooks/${id}`;

/** Makes an address that opens and resolves incidents. Its secret is shown this once. */
export async function createIncidentHook(ctx: Context, input: CreateIncidentHookInput): Promise<IncidentHookSecret> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  const fields = parseInput(hookCreation, input, await placeProblems(ctx, project.id, input));
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    const others = await query(ctx, 'select from incident_hooks where project_id = $1 and deleted_at is null', [
      project.id,
    ]);
    if (others.length >= MOST_HOOKS) throw conflict(`A project has at most ${MOST_HOOKS} incident webhooks.`);
    const made = { id: newId('incidentHook'), projectId: project.id, name: fields.name };
    const secret = newSecret();
    await execute(
      ctx,
      `insert into incident_hooks (id, project_id, name, service_id, environment_id, severity, secret_value, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        made.id,
        project.id,
        made.name,
        input.serviceId ?? null,
        input.environmentId ?? null,
        fields.severity,
        ctx.app.secretBox.seal(secret, contextOf(made)),
        ctx.app.now(),
      ],
    );
    await recordAudit(ctx, { action: 'incident_hook.created', projectId: project.id, subject: subjectOf(made) });
    return { hook: await findHook(ctx, made.id), secret };
  });
}

/** Gives a webhook another secret, shown this once; the one before is refused from now on. */
export async function rotateIncidentHookSecret(ctx: Context, id: string): Promise<IncidentHookSecret> {
  const { projectId } = await findHook(ctx, id);
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const hook = await lockHook(ctx, id);
    const secret = newSecret();
    await execute(ctx, 'update incident_hooks set secret_value = $2 where id = $1', [
      id,
      ctx.app.secretBox.seal(secret, contextOf(hook)),
    ]);
    await recordAudit(ctx, { action: 'incident_hook.secret_rotated', projectId, subject: subjectOf(hook) });
    return { hook, secret };
  });
}

/** Takes a webhook away; its incidents stay. */
export async function deleteIncidentHook(ctx: Context, id: string): Promise<IncidentHook> {
  const { projectId } = await findHook(ctx, id);
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const hook = await lockHook(ctx, id);
    await execute(ctx, 'update incident_hooks set deleted_at = $2 where id = $1', [id, ctx.app.now()]);
    await recordAudit(ctx, { action: 'incident_hook.deleted', projectId, subject: subjectOf(hook) });
    return hook;
  });
}

async function lockHook(ctx: Context, id: string): Promise<IncidentHook> {
  await query(ctx, 'select from incident_hooks where id = $1 for update', [id]);
  return findHook(ctx, id);
}

type ActiveHook = Pick<IncidentHook, 'id' | 'projectId' | 'name' | 'serviceId' | 'environmentId' | 'severity'> & {
  box: Buffer;
};

/**
 * Takes the call of an incident webhook, in the system's context: what begins is opened once by the sender's name for it, what is
 * over is resolved. A delivery counts once. NOT_FOUND when there is no such webhook, UNAUTHENTICATED when the caller doesn't know
 * its secret. Returns the ids of what it is about.
 */
export async function receiveIncidents(
  ctx: Context,
  call: { hookId: string; body: Buffer; headers: IncomingHttpHeaders },
): Promise<string[]> {
  const hook = await queryOne<ActiveHook>(
    ctx,
    `-- incidents.activeHook
    select h.id, h.project_id as "projectId", h.name, h.service_id as "serviceId", h.environment_id as "environmentId", h.severity,
      h.secret_value as box
    from incident_hooks h join projects p on p.id = h.project_id and p.deleted_at is null where h.id = $1 and h.deleted_at is null`,
    [call.hookId],
  );
  if (!hook) throw notFound('webhook');
  if (!isFromSender(call.body, call.headers, openSecret(ctx, hook)))
    throw unauthenticated('The signature is missing or wrong. Sign the body with the secret of this webhook.');
  const read = readCall(bodyOf(call.body), call.headers);
  if (!read)
    throw invalid([
      {
        path: 'body',
        message:
          'Send JSON with a “title” (and “externalId”, “status”: “open” or “resolved”), or what Alertmanager or PagerDuty send.',
      },
    ]);
  return withTransaction(ctx, async (ctx) => {
    // One call of a webhook after the other: which of them came first is settled.
    await query(ctx, 'select from incident_hooks where id = $1 for update', [hook.id]);
    if (!(await countOnce(ctx, hook, read.deliveryId))) return [];
    const ids: string[] = [];
    for (const signal of read.signals) ids.push(...(await takeSignal(ctx, hook, signal)));
    return ids;
  });
}

function openSecret(ctx: Context, hook: ActiveHook): string {
  try {
    return ctx.app.secretBox.open(hook.box, contextOf(hook));
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    throw new AppError(
      'SECRET_UNREADABLE',
      `The secret of this webhook can’t be decrypted. ${error.message} Make a new one, or give the server the key it needs.`,
      { cause: error },
    );
  }
}

function bodyOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}

/** Whether this delivery is new. Remembered for a month, as long as senders try again. */
async function countOnce(ctx: Context, hook: ActiveHook, deliveryId: string | null): Promise<boolean> {
  const now = ctx.app.now();
  await execute(ctx, 'update incident_hooks set last_delivery_at = $2 where id = $1', [hook.id, now]);
  if (!deliveryId) return true;
  await execute(
    ctx,
    `delete from incident_deliveries where hook_id = $1 and delivery_id in (
       select delivery_id from incident_deliveries where hook_id = $1 and at < $2 limit 100)`,
    [hook.id, new Date(now.getTime() - KEPT_DAYS * DAY_MS)],
  );
  const count = await execute(
    ctx,
    'insert into incident_deliveries (project_id, hook_id, delivery_id, at) values ($1, $2, $3, $4) on conflict do nothing',
    [hook.projectId, hook.id, deliveryId, now],
  );
  return count > 0;
}

async function takeSignal(ctx: Context, hook: ActiveHook, signal: Signal): Promise<string[]> {
  const now = ctx.app.now();
  // What is a little ahead or far behind is the sender's clock.
  const at = signal.at && signal.at < now ? signal.at : now;
  const known = signal.externalId ? await knownIncident(ctx, hook, signal.externalId) : null;
  if (signal.kind === 'RESOLVE') {
    if (known?.status !== IncidentStatus.OPEN) return known ? [known.id] : [];
    const incident = await lockIncident(ctx, known.id);
    await closeIncident(ctx, incident, { at, text: `Resolved by ${hook.name}.` });
    return [known.id];
  }
  // An alert is told again and again while it goes on, and also after somebody has resolved it here.
  const isSame =
    known && (known.status === IncidentStatus.OPEN || Date.parse(known.detectedAt) === signal.at?.getTime());
  if (isSame) return [known.id];
  const place = await placeOf(ctx, hook, signal);
  return [
    await openIncident(ctx, {
      projectId: hook.projectId,
      title: signal.title,
      severity: signal.severity ?? hook.severity,
      ...place,
      detectedAt: at,
      resolvedAt: null,
      deploymentId: null,
      isExternal: signal.isExternal,
      note: signal.note,
      url: signal.url,
      source: 'WEBHOOK',
      hookId: hook.id,
      externalId: signal.externalId,
    }),
  ];
}

/** The last incident that the webhook's sender called so. */
function knownIncident(ctx: Context, hook: ActiveHook, externalId: string) {
  return queryOne<{ id: string; status: IncidentStatus; detectedAt: string }>(
    ctx,
    `-- incidents.known
    select id, status, detected_at as "detectedAt" from incidents
    where project_id = $1 and external_id = $2 and hook_id = $3 order by status = 'OPEN' desc, id desc limit 1`,
    [hook.projectId, externalId, hook.id],
  );
}

/** By slug or name; else what the webhook stands for. */
async function placeOf(ctx: Context, hook: ActiveHook, { service, environment }: Signal) {
  const row = await queryOne<{ serviceId: string | null; environmentId: string | null }>(
    ctx,
    `-- incidents.placeByName
    select (select id from services where project_id = $1 and deleted_at is null and lower($2) in (slug, lower(name)) order by id limit 1) as "serviceId",
      (select id from environments where project_id = $1 and deleted_at is null and lower($3) in (slug, lower(name)) order by id limit 1) as "environmentId"`,
    [hook.projectId, service, environment],
  );
  return {
    serviceId: row?.serviceId ?? hook.serviceId,
    environmentId: row?.environmentId ?? hook.environmentId,
  };
}
