import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';

export enum EventUnit {
  SECONDS = 'SECONDS',
  BYTES = 'BYTES',
  NUMBER = 'NUMBER',
}
registerEnumType(EventUnit, {
  name: 'EventUnit',
  description: 'What the value of an event is counted in.',
  valuesConfig: {
    SECONDS: { description: 'A duration.' },
    BYTES: { description: 'A size.' },
    NUMBER: { description: 'Whatever its sender counts.' },
  },
});

@ObjectType({
  description:
    'Something that was, as numbers are made of it: a deployment that ended, a run, or what you sent yourself.',
  simpleResolvers: true,
})
export class Event {
  @Field(() => ID, { description: 'Its number. No node of its own.' })
  id: string;

  @Field(() => DateTime, { description: 'When it was.' })
  at: string;

  @Field(() => String, { description: 'Its kind, such as `deployment` or `custom`.' })
  kind: string;

  @Field(() => String, { description: 'What it was, in words.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What its kind calls its name; of your own events the name.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'How it came out, such as `SUCCEEDED`.' })
  status: string | null;

  @Field(() => Boolean, { description: 'Whether its status counts as an error.' })
  isError: boolean;

  @Field(() => Int, { description: 'For how many it stands; the value is then their sum.' })
  count: number;

  @Field(() => Float, { nullable: true, description: 'Its value, in `unit`.' })
  value: number | null;

  @Field(() => EventUnit, { nullable: true, description: 'What the value is counted in; null where there is none.' })
  unit: EventUnit | null;

  @Field(() => Float, { nullable: true, description: 'What it cost, in nano-USD.' })
  costNano: number | null;

  @Field(() => ID, { nullable: true, description: 'The service it is about.' })
  serviceId: string | null;

  @Field(() => String, { nullable: true, description: 'What that service is called.' })
  serviceName: string | null;

  @Field(() => ID, { nullable: true, description: 'The environment it is about.' })
  environmentId: string | null;

  @Field(() => String, { nullable: true, description: 'What that environment is called.' })
  environmentName: string | null;

  @Field(() => String, { nullable: true, description: 'Who: an id, or what its sender called them.' })
  actor: string | null;

  @Field(() => String, { nullable: true, description: 'What its sender calls it: the same one counts once.' })
  senderId: string | null;

  @Field(() => ID, { nullable: true, description: 'The deployment, run or workflow behind it.' })
  subjectId: string | null;

  @Field(() => String, { nullable: true, description: 'Where that opens in the client; null where nothing does.' })
  url: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'What else its sender said of it.' })
  data: Record<string, unknown> | null;
}

export const EventConnection = connectionOf(Event, 'Event', 'events');

@ObjectType({ description: 'A kind of events, for whoever chooses among them.', simpleResolvers: true })
export class EventKind {
  @Field(() => ID, { description: 'What it is called in filters: `deployment`, `custom`.' })
  key: string;

  @Field(() => String, { description: 'What it is, in words.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What the name of such an event is; null where it has none.' })
  nameMeans: string | null;

  @Field(() => String, { nullable: true, description: 'What its value is; null where it has none.' })
  valueMeans: string | null;
}

@InputType({ description: 'Which events. What is left out matches all.' })
export class EventFilter {
  @Field(() => [String], { nullable: true, description: 'Of these kinds, such as `deployment`; all when left out.' })
  kinds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'With one of these names.' })
  names?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'With one of these statuses.' })
  statuses?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'About one of these services.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'About one of these environments.' })
  environmentIds?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'At this time or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this time.' })
  to?: Date | null;
}

@ArgsType()
export class EventsArgs extends PageArgs {
  @Field(() => EventFilter, { nullable: true, description: 'Which ones.' })
  filter?: EventFilter | null;
}

@InputType({ description: 'An event of your own.' })
export class TrackedEventInput {
  @Field(() => String, { description: 'What happened: `order.paid`. a–z, 0–9, _ . : and -, at most 100 characters.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'What you call this one, at most 200 characters: sent again it counts once.',
  })
  id?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it was: at most 5 minutes ahead, up to 400 days ago, and no longer than events are kept. Now when left out.',
  })
  at?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'How it came out, such as `OK`. `ERROR` and `FAILED` count as errors.',
  })
  status?: string | null;

  @Field(() => Float, { nullable: true, description: 'A number that came with it; kept to three decimals.' })
  value?: number | null;

  @Field(() => String, { nullable: true, description: 'The service it is about: its slug or id.' })
  service?: string | null;

  @Field(() => String, { nullable: true, description: 'The environment it is about: its slug or id.' })
  environment?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who, for counts of different people: any id of yours, at most 200 characters.',
  })
  actor?: string | null;

  @Field(() => Float, { nullable: true, description: 'What it cost, in whole nano-USD.' })
  costNano?: number | null;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What else there is to say: an object of at most 4 kB as JSON.',
  })
  data?: Record<string, unknown> | null;
}

@InputType({ description: 'Events of your own.' })
export class TrackEventsInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => [TrackedEventInput], { description: 'The events, 1 to 1,000: all or none are kept.' })
  events: TrackedEventInput[];
}

@ObjectType({ description: 'What came of events that were sent.', simpleResolvers: true })
export class TrackEventsResult {
  @Field(() => Int, { description: 'How many are new, and kept.' })
  acceptedCount: number;

  @Field(() => Int, { description: 'How many were known by their id, and left out.' })
  duplicateCount: number;
}
