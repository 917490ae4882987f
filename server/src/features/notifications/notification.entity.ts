import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum ChannelKind {
  WEBHOOK = 'WEBHOOK',
  EMAIL = 'EMAIL',
  SLACK = 'SLACK',
}
registerEnumType(ChannelKind, {
  name: 'ChannelKind',
  description: 'How a channel tells.',
  valuesConfig: {
    WEBHOOK: { description: 'A signed POST of JSON to an address.' },
    EMAIL: { description: 'Mail to addresses, through the installation’s mail server.' },
    SLACK: { description: 'An incoming webhook as Slack, Mattermost and others have it.' },
  },
});

export enum NotificationStatus {
  PENDING = 'PENDING',
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
}
registerEnumType(NotificationStatus, {
  name: 'NotificationStatus',
  description: 'How far a message has come.',
  valuesConfig: {
    PENDING: { description: 'On its way, or waiting for the next attempt.' },
    DELIVERED: { description: 'Taken by the other side.' },
    FAILED: { description: 'Given up; it can be sent again.' },
  },
});

@Entity('notification_channels')
@ObjectType({
  implements: Node,
  description: 'Where people are told: a webhook, mail addresses, a chat.',
  simpleResolvers: true,
})
export class NotificationChannel extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its name in workflows.' })
  slug: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => ChannelKind, { description: 'How it tells.' })
  kind: ChannelKind;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'Where it leads: mail addresses, or the beginning of an address whose rest is secret.',
  })
  target: string;

  @Column({ type: 'text', array: true, nullable: true })
  @Field(() => [String], { nullable: true, description: 'Of mail: the addresses. Null for others.' })
  recipients: string[] | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it is used.' })
  isEnabled: boolean;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was switched off; null while it is on.' })
  disabledReason: string | null;

  @Column({ type: 'integer' })
  @Field(() => Int, {
    description: 'Messages in a row that could not be delivered; at 20 the channel is switched off.',
  })
  failureCount: number;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When a message was last delivered.' })
  lastDeliveryAt: Date | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}

@Entity('notification_rules')
@ObjectType({
  implements: Node,
  description: 'Which events are told through which channels.',
  simpleResolvers: true,
})
export class NotificationRule extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'text', array: true })
  @Field(() => [String], { description: 'Kinds of events, such as `deployment.failed`.' })
  events: string[];

  @Column({ type: 'text', array: true, nullable: true })
  environmentIds: string[] | null;

  @Column({ type: 'text', array: true })
  channelIds: string[];

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it is followed.' })
  isEnabled: boolean;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;
}

@Entity('notification_deliveries')
@ObjectType({
  implements: Node,
  description: 'One message through one channel, with its attempts.',
  simpleResolvers: true,
})
export class NotificationDelivery extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text', nullable: true })
  channelId: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  recipients: string[] | null;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'The kind of event it tells of; `message` when a workflow wrote it, `test` for a test.',
  })
  event: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What it says first.' })
  title: string;

  @Column({ type: 'text' })
  @Field(() => NotificationStatus, { description: 'How far it has come.' })
  status: NotificationStatus;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'How often it was tried.' })
  attempts: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  lastError: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it is tried next; null when it is not.' })
  nextAttemptAt: Date | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was written.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the other side took it.' })
  deliveredAt: Date | null;
}
