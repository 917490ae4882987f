import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, type Problem } from '../../platform/errors.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import type { NotificationRule } from './notification.entity.ts';
import { findRule } from './notification.queries.ts';
import { EVENTS } from './notification.rules.ts';
import type { CreateNotificationRuleInput, UpdateNotificationRuleInput } from './notification.types.ts';

const MOST_RULES = 50;

const events = z
  .array(z.enum(EVENTS, `Events are: ${EVENTS.join(', ')}.`))
  .min(1, 'Choose an event at least.')
  .max(EVENTS.length);
const environmentIds = z.array(z.string()).max(50, 'Name 50 environments at most.');
const channelIds = z.array(z.string()).min(1, 'Choose a channel at least.').max(20, 'Choose 20 channels at most.');
const creation = z.object({ name: displayName, events, environmentIds: environmentIds.nullish(), channelIds });
const update = z.object({
  name: displayName.nullish(),
  events: events.nullish(),
  environmentIds: environmentIds.nullish(),
  channelIds: channelIds.nullish(),
  isEnabled: z.boolean().nullish(),
});

const subject = (rule: { id: string; name: string }) => ({ id: rule.id, type: 'NotificationRule', name: rule.name });

type Places = Pick<UpdateNotificationRuleInput, 'environmentIds' | 'channelIds'>;

/** Environments and channels that this project doesn't have. */
async function placeProblems(ctx: Context, projectId: string, input: Places): Promise<Problem[]> {
  const given = { environmentIds: input.environmentIds ?? [], channelIds: input.channelIds ?? [] };
  const row = await queryOne<{ environments: string[]; channels: string[] }>(
    ctx,
    `-- notifications.places
    select array(select id from environments where project_id = $1 and deleted_at is null and id = any($2)) as environments,
           array(select id from notification_channels where project_id = $1 and deleted_at is null and id = any($3)) as channels`,
    [projectId, given.environmentIds, given.channelIds],
  );
  const isMissing = (ids: string[], found: string[] = []) => ids.some((id) => !found.includes(id));
  return [
    ...(isMissing(given.environmentIds, row?.environments)
      ? [{ path: 'environmentIds', message: 'The project has no such environment.' }]
      : []),
    ...(isMissing(given.channelIds, row?.channels)
      ? [{ path: 'channelIds', message: 'The project has no such channel.' }]
      : []),
  ];
}

/** Each once; none of the environments is all of them. */
const unique = <T>(ids: readonly T[]): T[] => [...new Set(ids)];
const limitOf = (ids: string[] | null | undefined) => (ids && ids.length > 0 ? unique(ids) : null);

/** Makes a rule: these events in these environments are told through these channels. */
export async function createRule(ctx: Context, input: CreateNotificationRuleInput): Promise<NotificationRule> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'notification:manage', project.id);
  const fields = parseInput(creation, input, await placeProblems(ctx, project.id, input));
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    const others = await query(ctx, 'select from notification_rules where project_id = $1', [project.id]);
    if (others.length >= MOST_RULES) throw conflict(`A project has at most ${MOST_RULES} rules.`);
    const id = newId('notificationRule');
    const kept = {
      events: unique(fields.events),
      environmentIds: limitOf(fields.environmentIds),
      channelIds: unique(fields.channelIds),
    };
    await execute(
      ctx,
      `insert into notification_rules (id, project_id, name, events, environment_ids, channel_ids, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, project.id, fields.name, kept.events, kept.environmentIds, kept.channelIds, ctx.app.now()],
    );
    await recordAudit(ctx, {
      action: 'notification_rule.created',
      projectId: project.id,
      subject: subject({ id, name: fields.name }),
      detail: kept,
    });
    return findRule(ctx, id);
  });
}

export async function updateRule(ctx: Context, input: UpdateNotificationRuleInput): Promise<NotificationRule> {
  const { projectId } = await findRule(ctx, input.id);
  authorize(ctx, 'notification:manage', projectId);
  const fields = parseInput(update, input, await placeProblems(ctx, projectId, input));
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from notification_rules where id = $1 for update', [input.id]);
    const rule = await findRule(ctx, input.id);
    const before = pick(rule);
    const after = {
      name: fields.name ?? before.name,
      events: fields.events ? unique(fields.events) : before.events,
      environmentIds: fields.environmentIds ? limitOf(fields.environmentIds) : before.environmentIds,
      channelIds: fields.channelIds ? unique(fields.channelIds) : before.channelIds,
      isEnabled: fields.isEnabled ?? before.isEnabled,
    };
    await execute(
      ctx,
      'update notification_rules set name = $2, events = $3, environment_ids = $4, channel_ids = $5, is_enabled = $6 where id = $1',
      [rule.id, after.name, after.events, after.environmentIds, after.channelIds, after.isEnabled],
    );
    await recordAudit(ctx, {
      action: 'notification_rule.updated',
      projectId,
      subject: subject(rule),
      detail: { before, after },
    });
    return { ...rule, ...after };
  });
}

const pick = ({ name, events, environmentIds, channelIds, isEnabled }: NotificationRule) => ({
  name,
  events,
  environmentIds,
  channelIds,
  isEnabled,
});

/** Drops a rule for good. */
export async function deleteRule(ctx: Context, id: string): Promise<NotificationRule> {
  const { projectId } = await findRule(ctx, id);
  authorize(ctx, 'notification:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from notification_rules where id = $1 for update', [id]);
    const rule = await findRule(ctx, id);
    await execute(ctx, 'delete from notification_rules where id = $1', [id]);
    await recordAudit(ctx, {
      action: 'notification_rule.deleted',
      projectId,
      subject: subject(rule),
      detail: pick(rule),
    });
    return rule;
  });
}
