import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({ description: 'Events of one kind, with what they take.', simpleResolvers: true })
export class FactStorage {
  @Field(() => ID, { description: 'The kind, such as `deployment`.' })
  kind: string;

  @Field(() => String, { description: 'What it is, in words.' })
  title: string;

  @Field(() => Float, { description: 'How many there are, about.' })
  rowsEstimate: number;

  @Field(() => Float, { description: 'What they take with their indexes.' })
  bytes: number;

  @Field(() => Float, { description: 'By how many bytes they grow a day, judged by the last two months.' })
  bytesPerDay: number;

  @Field(() => Float, {
    description: 'What they will take at most once as many leave as come, if they go on to grow as they do.',
  })
  settledBytes: number;

  @Field(() => Int, { description: 'In how many months there are any.' })
  monthCount: number;

  @Field(() => DateTime, { nullable: true, description: 'The begin of the first such month; null without events.' })
  oldestMonth: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Months before it have left for good, however long events are kept now: what comes late for them is counted and kept aside. Null while none has left.',
  })
  removedBefore: string | null;

  @Field(() => Int, { description: 'For how many days they are kept.' })
  retentionDays: number;

  @Field(() => Int, { description: 'For how many days they are kept when nobody says otherwise.' })
  defaultRetentionDays: number;
}

@ObjectType({
  description: 'What is counted from events, by the length of what it is counted over.',
  simpleResolvers: true,
})
export class RollupStorage {
  @Field(() => ID, { description: 'Minutes that one of them stands for: 15, 60, or 1440 for a day.' })
  grain: string;

  @Field(() => Float, { description: 'How many there are, about.' })
  rowsEstimate: number;

  @Field(() => Float, { description: 'What they take with their indexes.' })
  bytes: number;
}

@ObjectType({ description: 'What numbers are made of, and what that takes.', simpleResolvers: true })
export class AnalyticsStorage {
  @Field(() => [FactStorage], { description: 'The events, by kind: the largest first.' })
  kinds: FactStorage[];

  @Field(() => [RollupStorage], { description: 'What is counted from them, and stays when they leave.' })
  rollups: RollupStorage[];

  @Field(() => Float, { description: 'What ids of senders take, by which an event sent twice counts once.' })
  idBytes: number;

  @Field(() => Float, { description: 'All of it together.' })
  totalBytes: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What a gigabyte of it costs a month, in USD, as configured; null when nobody has said it.',
  })
  gigabytePrice: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When events were counted last; null before the first time.' })
  foldedAt: string | null;

  @Field(() => Boolean, { description: 'Whether events wait for more than a minute to be counted.' })
  isBehind: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The open transaction that counting waits for, in words; null when it waits for none. Events written after it began are counted once it ends.',
  })
  heldUpBy: string | null;
}

@ObjectType({ description: 'What would leave if events of a kind were kept for fewer days.', simpleResolvers: true })
export class FreedStorage {
  @Field(() => Int, { description: 'How many months would leave.' })
  monthCount: number;

  @Field(() => Float, { description: 'How many events, about.' })
  rowsEstimate: number;

  @Field(() => Float, { description: 'What they take.' })
  bytes: number;

  @Field(() => DateTime, { nullable: true, description: 'Everything before it would leave; null when nothing would.' })
  before: string | null;
}

@InputType({ description: 'For how long events of a kind are kept.' })
export class SetFactRetentionInput {
  @Field(() => String, { description: 'The kind, such as `api`.' })
  kind: string;

  @Field(() => Int, { nullable: true, description: 'Days, 7 to 3,650; null goes back to the default.' })
  days?: number | null;
}
