import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';

export enum DeploymentStatus {
  AWAITING_APPROVAL = 'AWAITING_APPROVAL',
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  VERIFYING = 'VERIFYING',
  CANCELING = 'CANCELING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
  TIMED_OUT = 'TIMED_OUT',
  REJECTED = 'REJECTED',
}
registerEnumType(DeploymentStatus, {
  name: 'DeploymentStatus',
  description: 'Where a deployment stands.',
  valuesConfig: {
    AWAITING_APPROVAL: { description: 'Waits until somebody approves it.' },
    QUEUED: { description: 'Waits for its turn or for a worker.' },
    RUNNING: { description: 'Its program runs.' },
    VERIFYING: { description: 'Its program succeeded; now the health check must.' },
    CANCELING: { description: 'It is being stopped.' },
    SUCCEEDED: { description: 'It did what it should, and the health check agrees.' },
    FAILED: { description: 'It failed; `statusReason` says where.' },
    CANCELED: { description: 'Somebody stopped it, and nothing of it is left.' },
    TIMED_OUT: { description: 'It took longer than the service allows, and was stopped.' },
    REJECTED: { description: 'Somebody said no before it began.' },
  },
});

export enum DeploymentTrigger {
  MANUAL = 'MANUAL',
  TOKEN = 'TOKEN',
  RETRY = 'RETRY',
  ROLLBACK = 'ROLLBACK',
  SCHEDULE = 'SCHEDULE',
  WEBHOOK = 'WEBHOOK',
  EVENT = 'EVENT',
  WORKFLOW = 'WORKFLOW',
}
registerEnumType(DeploymentTrigger, {
  name: 'DeploymentTrigger',
  description: 'What started a deployment.',
  valuesConfig: {
    MANUAL: { description: 'A person.' },
    TOKEN: { description: 'A program with a token.' },
    RETRY: { description: 'A retry of an earlier one.' },
    ROLLBACK: { description: 'A rollback to an earlier one.' },
    SCHEDULE: { description: 'A schedule.' },
    WEBHOOK: { description: 'A webhook.' },
    EVENT: { description: 'Another event.' },
    WORKFLOW: { description: 'A run of a workflow.' },
  },
});

export enum StepStatus {
  PENDING = 'PENDING',
  RUNNING = 'RUNNING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  SKIPPED = 'SKIPPED',
  CANCELED = 'CANCELED',
}
registerEnumType(StepStatus, {
  name: 'StepStatus',
  description: 'Where a step stands.',
  valuesConfig: {
    PENDING: { description: 'Expected, not begun.' },
    RUNNING: { description: 'Under way.' },
    SUCCEEDED: { description: 'Done.' },
    FAILED: { description: 'Failed.' },
    SKIPPED: { description: 'Left out, or never reached.' },
    CANCELED: { description: 'Stopped with its deployment.' },
  },
});

export enum ReportedStepState {
  RUNNING = 'RUNNING',
  SUCCESS = 'SUCCESS',
  FAILURE = 'FAILURE',
  SKIPPED = 'SKIPPED',
}
registerEnumType(ReportedStepState, {
  name: 'ReportedStepState',
  description: 'What a program says of one of its steps.',
  valuesConfig: {
    RUNNING: { description: 'It begins.' },
    SUCCESS: { description: 'It is done.' },
    FAILURE: { description: 'It failed; so will the deployment.' },
    SKIPPED: { description: 'It is left out.' },
  },
});

export enum ChangeKind {
  COMMIT = 'COMMIT',
  TICKET = 'TICKET',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What a change is.',
  valuesConfig: { COMMIT: { description: 'A commit.' }, TICKET: { description: 'A ticket.' } },
});

@ObjectType({
  description: 'A named part of a deployment; per host, where the runner knows hosts.',
  simpleResolvers: true,
})
export class DeploymentStep {
  @Field(() => ID, { description: 'Identifies the step among all.' })
  id: string;

  @Field(() => String, { description: 'Identifies the step within its deployment, over hosts; log lines carry it.' })
  key: string;

  @Field(() => String, { description: 'What the step is called.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it belongs to: the play, for Ansible.' })
  group: string | null;

  @Field(() => String, { nullable: true, description: 'Where it ran; null where the runner knows no hosts.' })
  host: string | null;

  @Field(() => StepStatus, { description: 'Where it stands.' })
  status: StepStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  startedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  finishedAt: string | null;

  @Field(() => Int, { nullable: true, description: 'How long it took, or has taken so far, in ms.' })
  durationMs?: number | null;

  @Field(() => String, { nullable: true, description: 'What it says about itself, or why it failed.' })
  message: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it changed anything; null where the runner can’t tell.',
  })
  isChanged: boolean | null;

  @Field(() => String, { nullable: true, description: 'What it changed, as a unified diff.' })
  diff: string | null;

  @Field(() => Int, { description: 'How often it was tried, from 1.' })
  attempt: number;

  @Field(() => Int, { description: 'Its place in the order of steps.' })
  position: number;

  @Field(() => Int, { nullable: true, description: 'The first log line of the step.' })
  firstLogSeq: number | null;
}

@ObjectType({ description: 'A commit or ticket that a deployment carries.', simpleResolvers: true })
export class Change {
  @Field(() => ChangeKind, { description: 'A commit or a ticket.' })
  kind: ChangeKind;

  @Field(() => String, { description: 'Its hash or number.' })
  reference: string;

  @Field(() => String, { nullable: true, description: 'Its first line.' })
  title: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  author: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  authoredAt: string | null;

  @Field(() => String, { nullable: true, description: 'Where to read it.' })
  url: string | null;
}

@InputType({ description: 'A commit or ticket that a deployment carries.' })
export class ChangeInput {
  @Field(() => ChangeKind, { defaultValue: ChangeKind.COMMIT, description: 'A commit or a ticket.' })
  kind: ChangeKind;

  @Field(() => String, { description: 'Its hash or number.' })
  reference: string;

  @Field(() => String, { nullable: true, description: 'Its first line.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  author?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  authoredAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Where to read it.' })
  url?: string | null;
}

@InputType({ description: 'What to deploy, and where.' })
export class DeployInput {
  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => ID, { description: 'The environment.' })
  environmentId: string;

  @Field(() => String, { description: 'The version, as the service understands it: a tag, a commit, a number.' })
  version: string;

  @Field(() => JSONValue, { nullable: true, description: 'Parameters, as the service’s `parameterSchema` says.' })
  parameters?: Record<string, unknown> | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only show what would change.' })
  dryRun: boolean;

  @Field(() => String, { nullable: true, description: 'Why, for those who look later.' })
  note?: string | null;

  @Field(() => [ChangeInput], { nullable: true, description: 'The commits and tickets it carries; at most 500.' })
  changes?: ChangeInput[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'It is not planned, but made because something failed in production: it counts as rework.',
  })
  isHotfix?: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The incident that it mends: a hotfix then, and what it fixes is the cause of the incident.',
  })
  remediatesIncidentId?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key again returns the first result.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to try again, and how much of it.' })
export class RetryDeploymentInput {
  @Field(() => ID, { description: 'A deployment that has ended.' })
  id: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Begin at the step that failed.' })
  fromFailedStep: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Only on the hosts where it failed; for Ansible.' })
  failedHostsOnly: boolean;

  @Field(() => String, { nullable: true, description: 'The same key again returns the first result.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to bring back.' })
export class RollbackInput {
  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => ID, { description: 'The environment.' })
  environmentId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The deployment to go back to; else the last one of another version that succeeded.',
  })
  toDeploymentId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The incident that it mends: the deployment it undoes is then the cause of the incident.',
  })
  remediatesIncidentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, for those who look later.' })
  note?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key again returns the first result.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A decision about a deployment that waits for approval.' })
export class DecideDeploymentInput {
  @Field(() => ID, { description: 'The deployment.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  comment?: string | null;
}

@InputType({ description: 'What a running program says of one of its steps.' })
export class ReportStepInput {
  @Field(() => String, { description: 'What the step is called; the same name is the same step.' })
  name: string;

  @Field(() => ReportedStepState, { description: 'Where it stands.' })
  state: ReportedStepState;

  @Field(() => String, { nullable: true, description: 'What to say about it.' })
  message?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it runs.' })
  host?: string | null;
}

@InputType({ description: 'Which deployments; all conditions hold together.' })
export class DeploymentFilter {
  @Field(() => [ID], { nullable: true, description: 'Of any of these services.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'To any of these environments.' })
  environmentIds?: string[] | null;

  @Field(() => [DeploymentStatus], { nullable: true, description: 'In any of these states.' })
  statuses?: DeploymentStatus[] | null;

  @Field(() => String, { nullable: true, description: 'Of exactly this version.' })
  version?: string | null;

  @Field(() => ID, { nullable: true, description: 'By this person or token.' })
  createdById?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Created at this moment or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Created before this moment.' })
  to?: Date | null;
}

@InputType({ description: 'Which service, to which environment.' })
export class DeploymentPreviewInput {
  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => ID, { description: 'The environment.' })
  environmentId: string;
}
