import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import type { SealedColumn } from '../../platform/crypto/sealed-columns.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, type Problem } from '../../platform/errors.ts';
import { displayName, parseInput, slug, webUrl } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { ChannelKind, type NotificationChannel } from './notification.entity.ts';
import { findChannel } from './notification.queries.ts';
import { maskedUrl, slugOf } from './notification.rules.ts';
import type { CreateNotificationChannelInput, UpdateNotificationChannelInput } from './notification.types.ts';

/** What keeps the list bounded, and rules readable. */
const MOST_CHANNELS = 50;

/** Credentials belong into a path or the signature: they would be refused when something is sent. */
const address = webUrl.refine(
  (text) => !URL.canParse(text) || !new URL(text).username,
  'An address can’t hold a user name and password.',
);
const recipients = z
  .array(z.email('Use addresses such as “team@example.com”.').max(254))
  .min(1, 'Name an address at least.')
  .max(20, 'Use 20 addresses at most.');
const signingSecret = z.string().min(16, 'Use 16 characters at least.').max(200, 'Use 200 characters at most.');
const creation = z.object({
  kind: z.enum(ChannelKind),
  name: displayName,
  slug: slug.nullish(),
  url: address.nullish(),
  signingSecret: signingSecret.nullish(),
  recipients: recipients.nullish(),
});
const update = z.object({
  name: displayName.nullish(),
  url: address.nullish(),
  signingSecret: signingSecret.nullish(),
  recipients: recipients.nullish(),
  isEnabled: z.boolean().nullish(),
});

/** What is sealed of a channel that is reached by HTTP. */
export interface ChannelSecret {
  url: string;
  /** Null for chats, which take no signature. */
  signingSecret: string | null;
}

const contextOf = (row: { projectId: string; id: string }) =>
  JSON.stringify(['notification channel', row.projectId, row.id]);

/** Where addresses and signing secrets of channels are sealed: for `secrets check` and `secrets rotate`. */
export const sealedChannels: SealedColumn<{ project: string; name: string; projectId: string; id: string }> = {
  name: 'notification_channels.secret_value',
  key: ['id'],
  rows: `select c.id as key0, c.secret_value as box, p.slug as project, c.slug as name, c.project_id as "projectId", c.id
         from notification_channels c join projects p on p.id = c.project_id`,
  nameOf: (row) => `the channel ${row.name} of the project ${row.project}`,
  contextOf,
};

/** The address of a channel and what it is signed with. */
export function openChannel(ctx: Context, channel: { projectId: string; id: string; secretValue: Buffer }) {
  return JSON.parse(ctx.app.secretBox.open(channel.secretValue, contextOf(channel))) as ChannelSecret;
}

const sealChannel = (ctx: Context, channel: { projectId: string; id: string }, secret: ChannelSecret) =>
  ctx.app.secretBox.seal(JSON.stringify(secret), contextOf(channel));

const subject = (channel: { id: string; slug: string }) => ({
  id: channel.id,
  type: 'NotificationChannel',
  name: channel.slug,
});

/** What a channel of this kind needs and lacks, or has and can't use. */
function kindProblems(kind: ChannelKind, input: Partial<CreateNotificationChannelInput>, isNew: boolean): Problem[] {
  const isMail = kind === ChannelKind.EMAIL;
  const problem = (path: string, message: string, isThere: boolean) => (isThere ? [{ path, message }] : []);
  return [
    ...problem('url', 'A webhook or chat needs its address.', isNew && !isMail && !input.url),
    ...problem('url', 'Mail goes to addresses of people, not to this one.', isMail && Boolean(input.url)),
    ...problem(
      'signingSecret',
      'Give what messages are signed with.',
      isNew && kind === ChannelKind.WEBHOOK && !input.signingSecret,
    ),
    ...problem(
      'signingSecret',
      'Only webhooks are signed.',
      kind !== ChannelKind.WEBHOOK && Boolean(input.signingSecret),
    ),
    ...problem('recipients', 'Name an address at least.', isNew && isMail && !input.recipients),
    ...problem('recipients', 'Only mail has these addresses.', !isMail && Boolean(input.recipients)),
  ];
}

/** Makes a channel. Its address and signing secret are sealed and appear nowhere. */
export async function createChannel(ctx: Context, input: CreateNotificationChannelInput): Promise<NotificationChannel> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'notification:manage', project.id);
  const fields = parseInput(creation, input, kindProblems(input.kind, input, true));
  return withTransaction(ctx, async (ctx) => {
    // NOTE: two statements, because one would see the channels as they were before it waited.
    await query(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    const others = await query<{ slug: string }>(
      ctx,
      'select slug from notification_channels where project_id = $1 and deleted_at is null',
      [project.id],
    );
    if (others.length >= MOST_CHANNELS) throw conflict(`A project has at most ${MOST_CHANNELS} channels.`);
    const name = fields.slug ?? slugOf(fields.name);
    if (others.some((other) => other.slug === name))
      parseInput(z.unknown(), input, [
        { path: fields.slug ? 'slug' : 'name', message: `There is a channel “${name}” already.` },
      ]);
    const made = { id: newId('channel'), projectId: project.id };
    const { url } = fields;
    const target = url ? maskedUrl(url) : (fields.recipients ?? []).join(', ');
    await execute(
      ctx,
      `insert into notification_channels (id, project_id, slug, name, kind, target, recipients, secret_value, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        made.id,
        project.id,
        name,
        fields.name,
        fields.kind,
        target,
        fields.recipients ?? null,
        url ? sealChannel(ctx, made, { url, signingSecret: fields.signingSecret ?? null }) : null,
        ctx.app.now(),
      ],
    );
    await recordAudit(ctx, {
      action: 'notification_channel.created',
      projectId: project.id,
      subject: subject({ id: made.id, slug: name }),
      detail: { kind: fields.kind, target },
    });
    return findChannel(ctx, made.id);
  });
}

/** Changes a channel; what it leads to by another secret replaces the one before. Switched on, its failures are forgotten. */
export async function updateChannel(ctx: Context, input: UpdateNotificationChannelInput): Promise<NotificationChannel> {
  const found = await findChannel(ctx, input.id);
  authorize(ctx, 'notification:manage', found.projectId);
  const fields = parseInput(update, input, kindProblems(found.kind, input as never, false));
  return withTransaction(ctx, async (ctx) => {
    const { secretValue } = await lockChannel(ctx, input.id);
    const channel = await findChannel(ctx, input.id);
    const before = { name: channel.name, target: channel.target, isEnabled: channel.isEnabled };
    const after = {
      name: fields.name ?? before.name,
      target: fields.url ? maskedUrl(fields.url) : (fields.recipients?.join(', ') ?? before.target),
      isEnabled: fields.isEnabled ?? before.isEnabled,
    };
    const secret = secretValue && openChannel(ctx, { ...channel, secretValue });
    const isNewSecret = secret && (fields.url || fields.signingSecret);
    await execute(
      ctx,
      `update notification_channels set name = $2, target = $3, recipients = coalesce($4, recipients),
         secret_value = coalesce($5, secret_value), is_enabled = $6,
         disabled_reason = case when $6 then null when is_enabled then $7 else disabled_reason end,
         failure_count = case when $6 and not is_enabled then 0 else failure_count end
       where id = $1`,
      [
        channel.id,
        after.name,
        after.target,
        fields.recipients ?? null,
        isNewSecret
          ? sealChannel(ctx, channel, {
              url: fields.url ?? secret.url,
              signingSecret: fields.signingSecret ?? secret.signingSecret,
            })
          : null,
        after.isEnabled,
        `Switched off by ${ctx.actor?.name ?? 'somebody'}.`,
      ],
    );
    await recordAudit(ctx, {
      action: 'notification_channel.updated',
      projectId: channel.projectId,
      subject: subject(channel),
      detail: { before, after, ...(isNewSecret && { isSecretReplaced: true }) },
    });
    return findChannel(ctx, channel.id);
  });
}

/** Switches a channel on again and forgets its failures; one that is on stays as it is. */
export async function enableChannel(ctx: Context, id: string): Promise<NotificationChannel> {
  const { projectId } = await findChannel(ctx, id);
  authorize(ctx, 'notification:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    await lockChannel(ctx, id);
    const channel = await findChannel(ctx, id);
    if (channel.isEnabled) return channel;
    await execute(
      ctx,
      'update notification_channels set is_enabled = true, disabled_reason = null, failure_count = 0 where id = $1',
      [id],
    );
    await recordAudit(ctx, { action: 'notification_channel.enabled', projectId, subject: subject(channel) });
    return findChannel(ctx, id);
  });
}

/** Takes a channel away, also out of the rules; its messages stay in the log. */
export async function deleteChannel(ctx: Context, id: string): Promise<NotificationChannel> {
  const { projectId } = await findChannel(ctx, id);
  authorize(ctx, 'notification:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    await lockChannel(ctx, id);
    const channel = await findChannel(ctx, id);
    await execute(ctx, 'update notification_channels set deleted_at = $2 where id = $1', [id, ctx.app.now()]);
    await execute(
      ctx,
      'update notification_rules set channel_ids = array_remove(channel_ids, $2) where project_id = $1 and $2 = any(channel_ids)',
      [projectId, id],
    );
    await recordAudit(ctx, { action: 'notification_channel.deleted', projectId, subject: subject(channel) });
    return channel;
  });
}

/** Whoever changes it waits for others who do. What was read before may have changed. */
async function lockChannel(ctx: Context, id: string): Promise<{ secretValue: Buffer | null }> {
  const row = await queryOne<{ secretValue: Buffer | null }>(
    ctx,
    'select secret_value as "secretValue" from notification_channels where id = $1 for update',
    [id],
  );
  return row ?? { secretValue: null };
}
