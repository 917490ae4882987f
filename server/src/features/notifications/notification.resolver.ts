import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Environment } from '../environments/environment.entity.ts';
import { environmentsById } from '../environments/environment.service.ts';
import { Project } from '../projects/project.entity.ts';
import * as channels from './channel.service.ts';
import { NotificationChannel, NotificationDelivery, NotificationRule } from './notification.entity.ts';
import * as queries from './notification.queries.ts';
import * as notifications from './notification.service.ts';
import {
  CreateNotificationChannelInput,
  CreateNotificationRuleInput,
  NotificationDefault,
  NotificationDeliveriesArgs,
  NotificationDeliveryConnection,
  UpdateNotificationChannelInput,
  UpdateNotificationRuleInput,
} from './notification.types.ts';
import * as rules from './rule.service.ts';

const isThere = <T>(found: T | Error | null): found is T => found !== null && !(found instanceof Error);

@Resolver(() => NotificationChannel)
export class NotificationChannelResolver {
  @Mutation(() => NotificationChannel, { description: 'Adds a channel. What is secret of it is never shown again.' })
  createNotificationChannel(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateNotificationChannelInput, { description: 'Where it leads.' })
    input: CreateNotificationChannelInput,
  ) {
    return channels.createChannel(ctx, input);
  }

  @Mutation(() => NotificationChannel, { description: 'Changes a channel, or switches it on or off.' })
  updateNotificationChannel(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateNotificationChannelInput, { description: 'What to change.' })
    input: UpdateNotificationChannelInput,
  ) {
    return channels.updateChannel(ctx, input);
  }

  @Mutation(() => NotificationChannel, {
    description: 'Takes a channel away, also out of the rules. Its messages stay in the log.',
  })
  deleteNotificationChannel(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The channel.' }) id: string) {
    return channels.deleteChannel(ctx, id);
  }

  @Mutation(() => NotificationDelivery, {
    description: 'Sends a test message, also through a channel that is switched off.',
  })
  testNotificationChannel(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The channel.' }) id: string) {
    return notifications.testChannel(ctx, id);
  }

  @Mutation(() => NotificationChannel, { description: 'Switches a channel on again and forgets its failures.' })
  enableNotificationChannel(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The channel.' }) id: string) {
    return channels.enableChannel(ctx, id);
  }
}

@Resolver(() => NotificationRule)
export class NotificationRuleResolver {
  @Mutation(() => NotificationRule, { description: 'Adds a rule: which events are told, and where.' })
  createNotificationRule(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateNotificationRuleInput, { description: 'Its events, environments and channels.' })
    input: CreateNotificationRuleInput,
  ) {
    return rules.createRule(ctx, input);
  }

  @Mutation(() => NotificationRule, { description: 'Changes a rule, or switches it on or off.' })
  updateNotificationRule(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateNotificationRuleInput, { description: 'What to change.' })
    input: UpdateNotificationRuleInput,
  ) {
    return rules.updateRule(ctx, input);
  }

  @Mutation(() => NotificationRule, { description: 'Drops a rule for good.' })
  deleteNotificationRule(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The rule.' }) id: string) {
    return rules.deleteRule(ctx, id);
  }

  @FieldResolver(() => [Environment], { description: 'The only environments it is about; none means all.' })
  async environments(@Ctx() ctx: Context, @Root() rule: NotificationRule) {
    return (await loaderOf(ctx, environmentsById).loadMany(rule.environmentIds ?? [])).filter(isThere);
  }

  @FieldResolver(() => [NotificationChannel], { description: 'The channels that tell.' })
  async channels(@Ctx() ctx: Context, @Root() rule: NotificationRule) {
    return (await loaderOf(ctx, queries.channelsById).loadMany(rule.channelIds)).filter(isThere);
  }
}

@Resolver(() => NotificationDelivery)
export class NotificationDeliveryResolver {
  @Mutation(() => NotificationDelivery, { description: 'Sends a message again that was delivered or given up.' })
  resendNotification(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The message.' }) id: string) {
    return notifications.resendDelivery(ctx, id);
  }

  @FieldResolver(() => NotificationChannel, {
    nullable: true,
    description: 'Through which channel, deleted ones too; null for mail to owners and maintainers by default.',
  })
  channel(@Ctx() ctx: Context, @Root() delivery: NotificationDelivery) {
    return delivery.channelId ? loaderOf(ctx, queries.channelsById).load(delivery.channelId) : null;
  }
}

@Resolver(() => Project)
export class ProjectNotificationsResolver {
  @FieldResolver(() => [NotificationChannel], { description: 'Where people can be told, by name; at most 50.' })
  notificationChannels(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.listChannels(ctx, project.id);
  }

  @FieldResolver(() => [NotificationRule], { description: 'Which events are told where; at most 50.' })
  notificationRules(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.listRules(ctx, project.id);
  }

  @FieldResolver(() => NotificationDeliveryConnection, {
    description: 'Messages of the last 30 days, newest first.',
  })
  notificationDeliveries(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Args(() => NotificationDeliveriesArgs) args: NotificationDeliveriesArgs,
  ) {
    return queries.listDeliveries(ctx, project.id, args);
  }

  @FieldResolver(() => NotificationDefault, {
    description: 'Who is told of failures in production although no rule says so.',
  })
  notificationDefault(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.findDefault(ctx, project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may set up channels and rules, and resend.' })
  viewerCanManageNotifications(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'notification:manage', project.id);
  }
}
