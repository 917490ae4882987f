import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { columnsOf, query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { sendsMail } from '../../platform/mail/mailer.ts';
import { NotificationChannel, NotificationDelivery, NotificationRule } from './notification.entity.ts';
import { eventsByDefault } from './notification.rules.ts';
import type { NotificationDefault, NotificationDeliveriesArgs } from './notification.types.ts';

/** The channel of this id, or NOT_FOUND. */
export async function findChannel(ctx: Context, id: string): Promise<NotificationChannel> {
  requireActor(ctx);
  const channel = await queryOne<NotificationChannel>(
    ctx,
    `-- notifications.findChannel
    select ${columnsOf(ctx, NotificationChannel)} from notification_channels where id = $1 and deleted_at is null`,
    [id],
  );
  if (!channel) throw notFound('channel');
  authorize(ctx, 'project:read', channel.projectId, 'channel');
  return channel;
}

/** The rule of this id, or NOT_FOUND. */
export async function findRule(ctx: Context, id: string): Promise<NotificationRule> {
  requireActor(ctx);
  const rule = await queryOne<NotificationRule>(
    ctx,
    `-- notifications.findRule
    select ${columnsOf(ctx, NotificationRule)} from notification_rules where id = $1`,
    [id],
  );
  if (!rule) throw notFound('rule');
  authorize(ctx, 'project:read', rule.projectId, 'rule');
  return rule;
}

/** The message of this id, or NOT_FOUND. */
export async function findDelivery(ctx: Context, id: string): Promise<NotificationDelivery> {
  requireActor(ctx);
  const delivery = await queryOne<NotificationDelivery>(
    ctx,
    `-- notifications.findDelivery
    select ${columnsOf(ctx, NotificationDelivery)} from notification_deliveries where id = $1`,
    [id],
  );
  if (!delivery) throw notFound('message');
  authorize(ctx, 'project:read', delivery.projectId, 'message');
  return delivery;
}

/** The project's channels by name: 50 at most. */
export async function listChannels(ctx: Context, projectId: string): Promise<NotificationChannel[]> {
  authorize(ctx, 'project:read', projectId);
  return query(
    ctx,
    `-- notifications.channels
    select ${columnsOf(ctx, NotificationChannel)} from notification_channels
    where project_id = $1 and deleted_at is null order by lower(name), id`,
    [projectId],
  );
}

/** The project's rules, oldest first: 50 at most. */
export async function listRules(ctx: Context, projectId: string): Promise<NotificationRule[]> {
  authorize(ctx, 'project:read', projectId);
  return query(
    ctx,
    `-- notifications.rules
    select ${columnsOf(ctx, NotificationRule)} from notification_rules where project_id = $1 order by id`,
    [projectId],
  );
}

/** The project's messages, newest first. */
export async function listDeliveries(ctx: Context, projectId: string, args: NotificationDeliveriesArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text']);
  const rows = await query<NotificationDelivery>(
    ctx,
    `-- notifications.deliveries
    select ${columnsOf(ctx, NotificationDelivery)} from notification_deliveries
    where project_id = $1 and ($2::text is null or id < $2) and ($3::text is null or status = $3)
    order by id desc limit $4`,
    [projectId, after?.[0] ?? null, args.status ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.id]);
}

/** Batch: channels by id, deleted ones too. */
export async function channelsById(ctx: Context, ids: readonly string[]): Promise<(NotificationChannel | null)[]> {
  const rows = await query<NotificationChannel>(
    ctx,
    `-- notifications.channelsById
    select ${columnsOf(ctx, NotificationChannel)} from notification_channels where id = any($1)`,
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id) ?? null);
}

/** Addresses of the project's owners, and of its maintainers unless `ownersOnly`. */
export async function addressesOf(
  ctx: Context,
  projectId: string,
  options: { ownersOnly?: boolean } = {},
): Promise<string[]> {
  const rows = await query<{ email: string }>(
    ctx,
    `-- notifications.addresses
    select u.email from members m join users u on u.id = m.user_id
    where m.project_id = $1 and m.role = any($2) and u.deleted_at is null and u.suspended_at is null
    order by u.email limit 100`,
    [projectId, options.ownersOnly ? ['OWNER'] : ['OWNER', 'MAINTAINER']],
  );
  return rows.map((row) => row.email);
}

/** Rules that are followed and have a channel that is on, with those channels. */
export function rulesInForce(
  ctx: Context,
  projectId: string,
): Promise<{ events: string[]; environmentIds: string[] | null; channelIds: string[] }[]> {
  return query(
    ctx,
    `-- notifications.rulesInForce
    select r.events, r.environment_ids as "environmentIds", array_agg(c.id order by c.id) as "channelIds"
    from notification_rules r
    join notification_channels c on c.id = any(r.channel_ids) and c.is_enabled and c.deleted_at is null
    where r.project_id = $1 and r.is_enabled group by r.id order by r.id`,
    [projectId],
  );
}

/** Who is told of failures in production although no rule says so. */
export async function findDefault(ctx: Context, projectId: string): Promise<NotificationDefault> {
  authorize(ctx, 'project:read', projectId);
  const [rules, production, recipients] = await Promise.all([
    rulesInForce(ctx, projectId),
    query<{ id: string }>(
      ctx,
      'select id from environments where project_id = $1 and is_production and deleted_at is null',
      [projectId],
    ),
    addressesOf(ctx, projectId),
  ]);
  return {
    events: eventsByDefault(
      rules,
      production.map(({ id }) => id),
    ),
    sendsMail: sendsMail(ctx.app),
    recipientCount: recipients.length,
  };
}
