import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { ChannelKind, NotificationDelivery, NotificationStatus } from './notification.entity.ts';

export const NotificationDeliveryConnection = connectionOf(NotificationDelivery, 'NotificationDelivery', 'messages');

@ArgsType()
export class NotificationDeliveriesArgs extends PageArgs {
  @Field(() => NotificationStatus, { nullable: true, description: 'Only those that have come so far.' })
  status?: NotificationStatus | null;
}

@ObjectType({ description: 'Who is told of failures in production without any rule.', simpleResolvers: true })
export class NotificationDefault {
  @Field(() => [String], { description: 'The failures in production for which no rule says who is told.' })
  events: string[];

  @Field(() => Boolean, { description: 'Whether this installation can send mail; without, nobody is told by default.' })
  sendsMail: boolean;

  @Field(() => Int, { description: 'How many owners and maintainers get the mail.' })
  recipientCount: number;
}

@InputType({ description: 'A new channel.' })
export class CreateNotificationChannelInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => ChannelKind, { description: 'How it tells.' })
  kind: ChannelKind;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Its name in workflows; made from the name when left out.' })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a webhook or chat: its address. Kept encrypted.' })
  url?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a webhook: what messages are signed with, 16–200 characters. Kept encrypted, never shown.',
  })
  signingSecret?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of mail: 1–20 addresses.' })
  recipients?: string[] | null;
}

@InputType({ description: 'What to change of a channel; what is left out stays.' })
export class UpdateNotificationChannelInput {
  @Field(() => ID, { description: 'The channel.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a webhook or chat: its new address.' })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a webhook: the new signing secret.' })
  signingSecret?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of mail: the addresses from now on.' })
  recipients?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'False switches it off, true on.' })
  isEnabled?: boolean | null;
}

@InputType({ description: 'A new rule.' })
export class CreateNotificationRuleInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => [String], { description: 'Kinds of events, such as `deployment.failed`.' })
  events: string[];

  @Field(() => [ID], {
    nullable: true,
    description:
      'The only environments; left out or empty for all. A run is about those that its workflow may deploy to.',
  })
  environmentIds?: string[] | null;

  @Field(() => [ID], { description: 'The channels that tell, 1–20.' })
  channelIds: string[];
}

@InputType({ description: 'What to change of a rule; what is left out stays.' })
export class UpdateNotificationRuleInput {
  @Field(() => ID, { description: 'The rule.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'Kinds of events from now on.' })
  events?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'The only environments from now on; empty for all.' })
  environmentIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'The channels from now on, 1–20.' })
  channelIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is followed.' })
  isEnabled?: boolean | null;
}
