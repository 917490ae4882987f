import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum BackgroundJobState {
  RUNNING = 'RUNNING',
  READY = 'READY',
  SCHEDULED = 'SCHEDULED',
  RETRYING = 'RETRYING',
  FAILED = 'FAILED',
}
registerEnumType(BackgroundJobState, {
  name: 'BackgroundJobState',
  description: 'Where a job of the queue stands. What is done leaves the queue.',
  valuesConfig: {
    RUNNING: { description: 'A worker is at it.' },
    READY: { description: 'It is due and waits for a worker.' },
    SCHEDULED: { description: 'It is not due yet.' },
    RETRYING: { description: 'It failed and is tried again at `runAt`.' },
    FAILED: { description: 'It failed as often as it may and stays until somebody retries or drops it.' },
  },
});

@ObjectType({ description: 'What a job is about.', simpleResolvers: true })
export class BackgroundJobSubject {
  @Field(() => ID, { description: 'Id of the thing.' })
  id: string;

  @Field(() => String, { description: 'Its type: `Run`, `Deployment` or `NotificationDelivery`.' })
  type: string;

  @Field(() => String, {
    nullable: true,
    description: 'What people call it; null when you don’t see its project, or it is gone.',
  })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of its project; null like `name`.' })
  projectSlug: string | null;
}

@ObjectType({
  description: 'A job of the queue of background work. What it carries is never shown.',
  simpleResolvers: true,
})
export class BackgroundJob {
  @Field(() => ID, { description: 'Its number in the queue.' })
  id: string;

  @Field(() => String, { description: 'Its kind, such as `deployment.start`.' })
  kind: string;

  @Field(() => String, { description: 'What it does, in a few words.' })
  title: string;

  @Field(() => BackgroundJobSubject, {
    nullable: true,
    description: 'What it is about, the first of several; null where it names nothing.',
  })
  subject: BackgroundJobSubject | null;

  @Field(() => Int, { description: 'How many things it is about: jobs of things that happened together are one.' })
  subjectCount: number;

  @Field(() => BackgroundJobState, { description: 'Where it stands.' })
  state: BackgroundJobState;

  @Field(() => Int, { description: 'How often it was begun.' })
  attempts: number;

  @Field(() => Int, { description: 'How often it may be begun.' })
  maxAttempts: number;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed; secrets in it are masked.' })
  lastError: string | null;

  @Field(() => DateTime, { description: 'When it is, or was, due.' })
  runAt: Date;

  @Field(() => DateTime, { description: 'When it was put into the queue.' })
  createdAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when a worker is at it; null while none is.' })
  startedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'The machine and process that is at it; null while none is.' })
  worker: string | null;

  @Field(() => Int, { description: 'Smaller goes first.' })
  priority: number;

  @Field(() => String, { description: 'What comes of dropping it.' })
  ifDropped: string;
}

export const BackgroundJobConnection = connectionOf(BackgroundJob, 'BackgroundJob', 'jobs');

@InputType({ description: 'Which jobs: all that is given must hold.' })
export class BackgroundJobFilter {
  @Field(() => [BackgroundJobState], { nullable: true, description: 'In one of these states.' })
  states?: BackgroundJobState[] | null;

  @Field(() => [String], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its number, the id of what it is about, or a part of its last error.',
  })
  search?: string | null;
}

@ArgsType()
export class BackgroundJobsArgs extends PageArgs {
  @Field(() => BackgroundJobFilter, { nullable: true, description: 'Which ones; all when left out.' })
  filter?: BackgroundJobFilter | null;
}

@ObjectType({ description: 'How much there is of one kind of background work.', simpleResolvers: true })
export class BackgroundJobKind {
  @Field(() => ID, { description: 'The kind, such as `deployment.start`.' })
  kind: string;

  @Field(() => String, { description: 'What its jobs do, in a few words.' })
  title: string;

  @Field(() => Boolean, {
    description: 'Whether it is in the queue; the rest is due by the clock alone and is in no list of jobs.',
  })
  isQueued: boolean;

  @Field(() => Int, { description: 'A worker is at it.' })
  runningCount: number;

  @Field(() => Int, { description: 'Due, waiting for a worker.' })
  readyCount: number;

  @Field(() => Int, { description: 'Not due yet.' })
  scheduledCount: number;

  @Field(() => Int, { description: 'Failed, and tried again.' })
  retryingCount: number;

  @Field(() => Int, { description: 'Failed for good, until somebody retries or drops it.' })
  failedCount: number;

  @Field(() => DateTime, { nullable: true, description: 'When the one that waits longest for a worker was due.' })
  oldestDueAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the next one will be due.' })
  nextAt: Date | null;
}

@ObjectType({ description: 'A process that does background work.', simpleResolvers: true })
export class Worker {
  @Field(() => ID, { description: 'Its id; it gets another one when it was thought dead.' })
  id: string;

  @Field(() => String, { description: 'The machine it runs on.' })
  host: string;

  @Field(() => Int, { description: 'Its process there.' })
  pid: number;

  @Field(() => DateTime, { description: 'Since when it works.' })
  startedAt: Date;

  @Field(() => DateTime, { description: 'When it was last heard of; every two seconds while it lives.' })
  heartbeatAt: Date;

  @Field(() => Boolean, { description: 'Whether it was heard of in the last ten seconds.' })
  isAlive: boolean;

  @Field(() => Int, { description: 'Jobs it is at.' })
  jobCount: number;

  @Field(() => Int, { description: 'Deployments it follows.' })
  deploymentCount: number;

  @Field(() => Int, { description: 'Runs it drives.' })
  runCount: number;
}

@InputType({ description: 'Several jobs.' })
export class JobsInput {
  @Field(() => [ID], { description: 'Their numbers, 1–100.' })
  ids: string[];
}

@ObjectType({ description: 'A job that was left as it is.', simpleResolvers: true })
export class JobProblem {
  @Field(() => ID, { description: 'Which.' })
  id: string;

  @Field(() => String, { description: 'Why.' })
  message: string;
}

@ObjectType({ description: 'What came of doing something with several jobs.', simpleResolvers: true })
export class JobsResult {
  @Field(() => Int, { description: 'How many it was done with.' })
  count: number;

  @Field(() => [JobProblem], { description: 'Those it was not done with.' })
  problems: JobProblem[];
}
