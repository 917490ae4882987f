import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import { type Batch, loaderOf } from '../../platform/graphql/loader.ts';
import { addJob } from '../../platform/jobs.ts';
import { sendsMail } from '../../platform/mail/mailer.ts';
import type { Occurrence, Reaction } from '../../platform/occurrences.ts';
import { type NotificationDelivery, NotificationStatus } from './notification.entity.ts';
import { addressesOf, channelsById, findChannel, findDelivery, rulesInForce } from './notification.queries.ts';
import { isAbout, type Message, messageOf, pageOf, TOLD_BY_DEFAULT } from './notification.rules.ts';

export const DELIVERY_JOB = 'notification.deliver';

interface NewDelivery {
  projectId: string;
  channelId: string | null;
  recipients?: string[];
  event: string;
  message: Message;
  onceKey: string | null;
  /** Why it is not even tried. */
  problem?: string | null;
}

/** In the transaction that has something to tell. Its id, or null when it was told already. */
async function insertDelivery(ctx: Context, given: NewDelivery): Promise<string | null> {
  const id = newId('delivery');
  const { problem = null } = given;
  const count = await execute(
    ctx,
    `insert into notification_deliveries (id, project_id, channel_id, recipients, event, title, message, status, last_error,
       next_attempt_at, once_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (project_id, once_key) where once_key is not null do nothing`,
    [
      id,
      given.projectId,
      given.channelId,
      given.recipients ?? null,
      given.event,
      given.message.title,
      JSON.stringify(given.message),
      problem ? NotificationStatus.FAILED : NotificationStatus.PENDING,
      problem,
      problem ? null : ctx.app.now(),
      given.onceKey,
      ctx.app.now(),
    ],
  );
  if (count === 0) return null;
  if (!problem) await addDeliveryJob(ctx, id);
  return id;
}

/** The next attempt, in the transaction that makes it due. */
export function addDeliveryJob(ctx: Context, id: string, runAt?: Date): Promise<void> {
  return addJob(ctx, DELIVERY_JOB, { id }, { key: `notification/${id}`, ...(runAt && { runAt }) });
}

/** In the transaction that drops their jobs: messages on their way that nobody will deliver any more. */
export async function giveUpDeliveries(ctx: Context, ids: readonly string[], reason: string): Promise<void> {
  await execute(
    ctx,
    `update notification_deliveries set status = 'FAILED', last_error = $2, next_attempt_at = null
     where id = any($1) and status = 'PENDING'`,
    [ids, reason],
  );
}

/** What a workflow has to say. */
export interface Notice {
  projectId: string;
  /** The channel's slug. */
  channel: string;
  title: string;
  text: string;
  url?: string | null;
  fields?: { name: string; value: string }[];
  /** Told once for each. */
  onceKey: string;
}

/**
 * Tells through one channel, once for each `onceKey`; a worker delivers it, again and again if need be. Authorization is the
 * caller's. NOT_FOUND when the project has no such channel. A channel that is switched off tells nothing: the message is in the
 * log as FAILED, and the answer says so.
 */
export function notify(
  ctx: Context,
  notice: Notice,
): Promise<{ id: string; status: NotificationStatus; problem: string | null }> {
  return withTransaction(ctx, async (ctx) => {
    const channel = await queryOne<{ id: string; isEnabled: boolean }>(
      ctx,
      'select id, is_enabled as "isEnabled" from notification_channels where project_id = $1 and slug = $2 and deleted_at is null',
      [notice.projectId, notice.channel],
    );
    if (!channel) throw notFound(`channel “${notice.channel}”`);
    const onceKey = `${notice.onceKey}/${channel.id}`;
    const id = await insertDelivery(ctx, {
      projectId: notice.projectId,
      channelId: channel.id,
      event: 'message',
      message: {
        title: notice.title.slice(0, 300),
        text: notice.text.slice(0, 20_000),
        at: ctx.app.now().toISOString(),
        url: notice.url ?? null,
        fields: (notice.fields ?? []).slice(0, 50),
        subjectId: null,
        data: {},
      },
      onceKey,
      problem: channel.isEnabled ? null : SWITCHED_OFF,
    });
    const row = await queryOne<{ id: string; status: NotificationStatus; problem: string | null }>(
      ctx,
      'select id, status, last_error as problem from notification_deliveries where project_id = $1 and (id = $2 or once_key = $3)',
      [notice.projectId, id, onceKey],
    );
    if (!row) throw notFound('message');
    return row;
  });
}

export const SWITCHED_OFF = 'The channel is switched off.';

interface Place {
  slug: string;
  /** What it is about. */
  environmentIds: string[];
  isProduction: boolean;
}

/**
 * Tells of what happened as the project's rules say, each channel once for each occurrence. A failure in production that no rule
 * is about is mailed to the project's owners and maintainers.
 */
export const reactToOccurrence: Reaction = async (ctx, occurrence) => {
  if (!(await isTold(ctx, occurrence))) return;
  await withTransaction(ctx, async (ctx) => {
    const { projectId, kind, id } = occurrence;
    const place = await placeOf(ctx, occurrence);
    if (!place) return;
    const rules = (await rulesInForce(ctx, projectId)).filter((rule) => isAbout(rule, kind, place.environmentIds));
    const channelIds = new Set(rules.flatMap((rule) => rule.channelIds));
    const publicUrl = ctx.app.config.publicUrl ?? '';
    const message = messageOf(occurrence, pageOf(publicUrl, place.slug, occurrence.subjectId));
    const told = { projectId, event: kind, message };
    for (const channelId of channelIds)
      await insertDelivery(ctx, { ...told, channelId, onceKey: `occurrence/${id}/${channelId}` });
    if (channelIds.size > 0 || !place.isProduction || !sendsMail(ctx.app)) return;
    if (!(TOLD_BY_DEFAULT as readonly string[]).includes(kind)) return;
    const recipients = await addressesOf(ctx, projectId);
    if (recipients.length > 0)
      await insertDelivery(ctx, { ...told, channelId: null, recipients, onceKey: `occurrence/${id}/default` });
  });
};

/** Whether anybody might be told: of most runs that succeed nobody is. The rules of a project are read once for all of a job. */
async function isTold(ctx: Context, { projectId, kind }: Occurrence): Promise<boolean> {
  if ((TOLD_BY_DEFAULT as readonly string[]).includes(kind)) return true;
  const rules = await loaderOf(ctx, rulesOf).load(projectId);
  return rules.some((rule) => rule.events.includes(kind));
}

const rulesOf: Batch<string, Awaited<ReturnType<typeof rulesInForce>>> = (ctx, projectIds) =>
  Promise.all(projectIds.map((id) => rulesInForce(ctx, id)));

/**
 * Where it happened; null when the project is gone. A deployment names its environment by slug or id; a run is about those that
 * its workflow may deploy to.
 */
async function placeOf(ctx: Context, { projectId, subjectId, data }: Occurrence): Promise<Place | null> {
  const name = typeof data.environmentId === 'string' ? data.environmentId : data.environment;
  const place = await queryOne<Place>(
    ctx,
    `-- notifications.place
    select p.slug, array_remove(array_agg(e.id), null) as "environmentIds", coalesce(bool_or(e.is_production), false) as "isProduction"
    from projects p left join environments e on e.project_id = p.id and e.deleted_at is null
      and (e.id = $2 or e.slug = $2 or exists (
        select from runs r join workflow_versions v on v.id = r.workflow_version_id
        where r.id = $3 and r.project_id = p.id and 'deployment:create' = any(v.grant_permissions)
          and (v.grant_environment_ids is null or e.id = any(v.grant_environment_ids))))
    where p.id = $1 and p.deleted_at is null group by p.id`,
    [projectId, typeof name === 'string' ? name : null, subjectId],
  );
  const isProduction = data.isProduction === true || place?.isProduction === true;
  // A dry run changes nothing there, and of a run within another the outer one tells.
  const isPart = data.isDryRun === true || Number(data.depth ?? 0) > 0;
  return place && { ...place, isProduction: isProduction && !isPart };
}

/** Sends a test through a channel, on or off. */
export async function testChannel(ctx: Context, id: string): Promise<NotificationDelivery> {
  const { projectId } = await findChannel(ctx, id);
  authorize(ctx, 'notification:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const channel = await findChannel(ctx, id);
    const project = await queryOne<{ slug: string; name: string }>(
      ctx,
      'select slug, name from projects where id = $1',
      [projectId],
    );
    const deliveryId = await insertDelivery(ctx, {
      projectId,
      channelId: id,
      event: 'test',
      message: {
        title: `Test of the channel ${channel.name}`,
        text: `${ctx.actor?.name ?? 'Somebody'} of the project ${project?.name ?? ''} tests this channel. If you can read this, it works.`,
        at: ctx.app.now().toISOString(),
        url: pageOf(ctx.app.config.publicUrl ?? '', project?.slug ?? '', null),
        fields: [],
        subjectId: null,
        data: {},
      },
      onceKey: null,
    });
    await recordAudit(ctx, {
      action: 'notification_channel.tested',
      projectId,
      subject: { id, type: 'NotificationChannel', name: channel.slug },
    });
    return findDelivery(ctx, deliveryId ?? '');
  });
}

/** Sends a message again, as it was. CONFLICT while it is still on its way, or when its channel is off or gone. */
export async function resendDelivery(ctx: Context, id: string): Promise<NotificationDelivery> {
  const { projectId } = await findDelivery(ctx, id);
  authorize(ctx, 'notification:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from notification_deliveries where id = $1 for update', [id]);
    const delivery = await findDelivery(ctx, id);
    if (delivery.status === NotificationStatus.PENDING) throw conflict('This message is still on its way.');
    const [channel] = delivery.channelId ? await channelsById(ctx, [delivery.channelId]) : [];
    if (channel?.deletedAt) throw conflict('The channel of this message was deleted.');
    if (channel && !channel.isEnabled) throw conflict('The channel is switched off. Switch it on first.');
    await execute(
      ctx,
      `update notification_deliveries set status = 'PENDING', attempts = 0, last_error = null, delivered_at = null, next_attempt_at = $2
       where id = $1`,
      [id, ctx.app.now()],
    );
    await addDeliveryJob(ctx, id);
    await recordAudit(ctx, {
      action: 'notification.resent',
      projectId,
      subject: { id, type: 'NotificationDelivery', name: delivery.title },
    });
    return findDelivery(ctx, id);
  });
}
