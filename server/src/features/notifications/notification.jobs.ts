import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { createUpkeep } from '../../platform/durable/upkeep.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { queueMail } from '../../platform/mail/mailer.ts';
import { addressesOf } from './notification.queries.ts';
import { backoffMs, MOST_ATTEMPTS } from './notification.rules.ts';
import { type Attempt, type Due, sendOnce } from './notification.send.ts';
import { addDeliveryJob, DELIVERY_JOB, SWITCHED_OFF } from './notification.service.ts';

/** Messages in a row that could not be delivered: then nobody listens there. */
const MOST_FAILURES = 20;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

interface DueRow extends Due {
  attempts: number;
  isEnabled: boolean | null;
  isDeleted: boolean;
}

/**
 * One attempt. A worker that dies in the middle makes it again, so the other side may see a message twice, with the same
 * `X-Pilothouse-Delivery`. `random` is what the wait for the next one depends on.
 */
export async function deliver(app: App, id: string, random = Math.random()): Promise<void> {
  const ctx = systemContext(app, 'notifications');
  const due = await queryOne<DueRow>(
    ctx,
    `-- notifications.due
    select d.id, d.project_id as "projectId", p.slug as "projectSlug", p.name as "projectName", d.event, d.message, d.attempts, d.recipients,
      d.channel_id as "channelId", c.kind, c.name as "channelName", c.recipients as "channelRecipients",
      c.secret_value as "secretValue", c.is_enabled as "isEnabled", c.deleted_at is not null as "isDeleted"
    from notification_deliveries d join projects p on p.id = d.project_id left join notification_channels c on c.id = d.channel_id
    where d.id = $1 and d.status = 'PENDING'`,
    [id],
  );
  if (!due) return;
  const problem = due.isDeleted
    ? 'The channel was deleted.'
    : due.isEnabled === false && due.event !== 'test'
      ? SWITCHED_OFF
      : null;
  const attempt: Attempt = problem ? { problem, isFinal: true } : await sendOnce(ctx, due);
  await withTransaction(ctx, (ctx) => recordAttempt(ctx, due, attempt, random, problem !== null));
}

async function recordAttempt(
  ctx: Context,
  due: DueRow,
  attempt: Attempt,
  random: number,
  isUntried: boolean,
): Promise<void> {
  const attempts = due.attempts + (isUntried ? 0 : 1);
  const now = ctx.app.now();
  const isFinal = !attempt.problem || attempt.isFinal || attempts >= MOST_ATTEMPTS;
  const nextAt = isFinal ? null : new Date(now.getTime() + backoffMs(attempts, random));
  const status = attempt.problem ? (isFinal ? 'FAILED' : 'PENDING') : 'DELIVERED';
  const count = await execute(
    ctx,
    `update notification_deliveries set status = $2, attempts = $3, last_error = $4, next_attempt_at = $5,
       delivered_at = case when $2 = 'DELIVERED' then $6::timestamptz end
     where id = $1 and status = 'PENDING' and attempts = $7`,
    [due.id, status, attempts, attempt.problem, nextAt, now, due.attempts],
  );
  if (count === 0) return;
  if (nextAt) return addDeliveryJob(ctx, due.id, nextAt);
  if (!due.channelId || isUntried) return;
  if (!attempt.problem)
    await execute(ctx, 'update notification_channels set failure_count = 0, last_delivery_at = $2 where id = $1', [
      due.channelId,
      now,
    ]);
  else if (due.event !== 'test') await countFailure(ctx, due, attempt.problem);
}

/** Switches the channel off when nothing has come through for too long, and tells the owners by other means. */
async function countFailure(ctx: Context, due: DueRow, problem: string): Promise<void> {
  const channel = await queryOne<{ slug: string; isOff: boolean }>(
    ctx,
    `update notification_channels set failure_count = failure_count + 1, is_enabled = is_enabled and failure_count + 1 < $2,
       disabled_reason = case when is_enabled and failure_count + 1 >= $2 then $3 else disabled_reason end
     where id = $1 returning slug, not is_enabled and failure_count = $2 as "isOff"`,
    [
      due.channelId,
      MOST_FAILURES,
      `Switched off after ${MOST_FAILURES} messages in a row could not be delivered. The last time: ${problem}`,
    ],
  );
  if (!channel?.isOff) return;
  await recordAudit(ctx, {
    action: 'notification_channel.switched_off',
    projectId: due.projectId,
    subject: { id: due.channelId ?? '', type: 'NotificationChannel', name: channel.slug },
    detail: { failureCount: MOST_FAILURES, problem },
  });
  const page = `${ctx.app.config.publicUrl ?? ''}/p/${due.projectSlug}/settings/notifications`;
  for (const to of await addressesOf(ctx, due.projectId, { ownersOnly: true }))
    await queueMail(ctx, {
      to,
      subject: `[${due.projectName}] The channel ${due.channelName} was switched off`.replaceAll(/[\r\n]+/g, ' '),
      text: `${MOST_FAILURES} messages in a row could not be delivered through the channel “${due.channelName}” of the project ${due.projectName}, so it is switched off and nobody is told through it.\n\nThe last time: ${problem}\n\nMend it, send a test and switch it on again:\n${page}`,
    });
}

/** Drops messages older than the log is long, in batches; those on their way too, for nobody waits for them any more. */
export async function trimDeliveries(app: App): Promise<void> {
  const before = new Date(app.now().getTime() - KEPT_DAYS * DAY_MS);
  for (let count = -1; count !== 0; )
    count = await withTransaction(systemContext(app, 'notifications'), async (ctx) => {
      const rows = await query(
        ctx,
        `delete from notification_deliveries where id in (select id from notification_deliveries where created_at < $1 limit 5000)
         returning id`,
        [before],
      );
      return rows.length;
    });
}

/** What a worker does for notifications: deliver, and once a day forget. Several workers do no harm. */
export const createNotificationWork = (app: App): Work => ({
  ...createUpkeep(app, { everyMs: DAY_MS, run: trimDeliveries, failure: 'old messages could not be dropped' }),
  tasks: () => ({ [DELIVERY_JOB]: (payload) => deliver(app, (payload as { id: string }).id) }),
});
