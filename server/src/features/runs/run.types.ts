import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';
import { ApprovalDecision } from '../deployments/deployment.entity.ts';
import { GraphDiff } from '../workflows/graph-check.types.ts';
import type { Diff } from '../workflows/graph-diff.rules.ts';
import { WorkflowVersion } from '../workflows/workflow-version.entity.ts';

export enum RunStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  WAITING = 'WAITING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
  TIMED_OUT = 'TIMED_OUT',
}
registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'Where a run stands.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its turn or for a worker.' },
    RUNNING: { description: 'Something of it executes.' },
    WAITING: { description: 'It only waits: for a time, an approval, a call, another run or a deployment.' },
    SUCCEEDED: { description: 'It came to its end.' },
    FAILED: { description: 'A node failed; `error` says which and why.' },
    CANCELED: { description: 'Somebody stopped it, or its workflow had no room for it.' },
    TIMED_OUT: { description: 'It took longer than its workflow allows.' },
  },
});

export enum RunPhase {
  MAIN = 'MAIN',
  COMPENSATING = 'COMPENSATING',
  HANDLING = 'HANDLING',
}
registerEnumType(RunPhase, {
  name: 'RunPhase',
  description: 'What a run is doing.',
  valuesConfig: {
    MAIN: { description: 'What it is for.' },
    COMPENSATING: { description: 'It failed, and undoes what it has done, last first.' },
    HANDLING: { description: 'It failed, and its error handler runs.' },
  },
});

export enum RunTrigger {
  MANUAL = 'MANUAL',
  TOKEN = 'TOKEN',
  SCHEDULE = 'SCHEDULE',
  WEBHOOK = 'WEBHOOK',
  EVENT = 'EVENT',
  RUN = 'RUN',
  WORKFLOW = 'WORKFLOW',
  RETRY = 'RETRY',
  REPLAY = 'REPLAY',
  RESUME = 'RESUME',
  FORK = 'FORK',
  TEST = 'TEST',
}
registerEnumType(RunTrigger, {
  name: 'RunTrigger',
  description: 'What started a run.',
  valuesConfig: {
    MANUAL: { description: 'A person.' },
    TOKEN: { description: 'A program with a token.' },
    SCHEDULE: { description: 'A schedule.' },
    WEBHOOK: { description: 'A call from outside.' },
    EVENT: { description: 'Something that happened in the project.' },
    RUN: { description: 'The end of a run of another workflow.' },
    WORKFLOW: { description: 'A run that waits for it, or started it by a GraphQL node.' },
    RETRY: { description: 'A failed run that is tried again, from where it failed or from a named node.' },
    REPLAY: { description: 'An earlier run that is done again from its beginning.' },
    RESUME: { description: 'A run that failed and goes on by another version.' },
    FORK: { description: 'An earlier run, from one of its nodes on, beside it.' },
    TEST: { description: 'Somebody who tests one node; lists leave these out unless they are asked for.' },
  },
});

export enum NodeRunStatus {
  RUNNING = 'RUNNING',
  WAITING = 'WAITING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
  TIMED_OUT = 'TIMED_OUT',
}
registerEnumType(NodeRunStatus, {
  name: 'NodeRunStatus',
  description: 'Where an attempt of a node stands.',
  valuesConfig: {
    RUNNING: { description: 'It executes.' },
    WAITING: { description: 'It waits; `wait` says for what.' },
    SUCCEEDED: { description: 'It is done.' },
    FAILED: { description: 'It failed; `error` says why.' },
    CANCELED: { description: 'It was stopped, or not needed any more.' },
    TIMED_OUT: { description: 'It took longer than the node allows.' },
  },
});

export enum WaitKind {
  RETRY = 'RETRY',
  UNTIL = 'UNTIL',
  APPROVAL = 'APPROVAL',
  WEBHOOK = 'WEBHOOK',
  CHILD_RUN = 'CHILD_RUN',
  DEPLOYMENT = 'DEPLOYMENT',
  LOOP = 'LOOP',
  RATE_LIMIT = 'RATE_LIMIT',
}
registerEnumType(WaitKind, {
  name: 'WaitKind',
  description: 'What a node waits for.',
  valuesConfig: {
    RETRY: { description: 'For its next attempt.' },
    UNTIL: { description: 'For a time.' },
    APPROVAL: { description: 'For people to decide.' },
    WEBHOOK: { description: 'For a call of its address.' },
    CHILD_RUN: { description: 'For a run of another workflow.' },
    DEPLOYMENT: { description: 'For a deployment.' },
    LOOP: { description: 'For the iterations of the loop.' },
    RATE_LIMIT: { description: 'For its turn: the node may begin only so often.' },
  },
});

@InputType({ description: 'Which runs.' })
export class RunFilter {
  @Field(() => [RunStatus], { nullable: true, description: 'Standing at one of these.' })
  statuses?: RunStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of one of these workflows.' })
  workflowIds?: string[] | null;

  @Field(() => [RunTrigger], {
    nullable: true,
    description: 'Started by one of these. Left out: by any but tests of nodes.',
  })
  triggers?: RunTrigger[] | null;

  @Field(() => ID, { nullable: true, description: 'Started by this person.' })
  createdByUserId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Failed and not dealt with (true), or all others (false).',
  })
  isDead?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its number, or text in the name of its workflow or of who started it, or in its reason.',
  })
  search?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at or after this moment.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this moment.' })
  to?: Date | null;
}

@InputType({ description: 'What to run.' })
export class StartRunInput {
  @Field(() => ID, { description: 'The workflow; its published version runs.' })
  workflowId: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What it begins with, as the form of its trigger asks; at most 1 MiB.',
  })
  payload?: unknown;

  @Field(() => String, { nullable: true, description: 'The same key starts one run, however often it is sent.' })
  idempotencyKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The trigger node to begin at; left out, the one that people start.',
  })
  triggerNodeKey?: string | null;
}

@InputType({ description: 'Which run to try again, and from where.' })
export class RetryRunInput {
  @Field(() => ID, { description: 'The run, which has ended.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'The node to begin at; left out, the nodes that failed. What finished before them is taken as it is.',
  })
  fromNodeKey?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key retries once, however often it is sent.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which run to do anew, and with what.' })
export class ReplayRunInput {
  @Field(() => ID, { description: 'The run.' })
  id: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What it begins with; left out, what the earlier run began with.',
  })
  payload?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'By node key: an output that is taken instead of running the node.',
  })
  pinned?: unknown;

  @Field(() => String, { nullable: true, description: 'The same key replays once, however often it is sent.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which run goes on, and by which version.' })
export class ResumeRunInput {
  @Field(() => ID, { description: 'The run, which ended without success.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'A version of its workflow. Left out: the published one.' })
  versionId?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key resumes once, however often it is sent.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which run to fork, and where.' })
export class ForkRunInput {
  @Field(() => ID, { description: 'The run, ended or not.' })
  id: string;

  @Field(() => String, { description: 'The node at which the new run begins; in a loop, the loop begins.' })
  fromNodeKey: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'By key of a node before it: an output that is taken instead of the one of the run.',
  })
  outputs?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What the new run has from its trigger; left out, what the other one has.',
  })
  payload?: unknown;

  @Field(() => String, { nullable: true, description: 'The same key forks once, however often it is sent.' })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'What would come of resuming a run by a version.', simpleResolvers: true })
export class RunResume {
  @Field(() => WorkflowVersion, { description: 'The version.' })
  version: WorkflowVersion;

  @Field(() => Boolean, { description: 'Whether it can go on by it.' })
  canResume: boolean;

  @Field(() => String, { nullable: true, description: 'Why it can’t; null where it can.' })
  problem: string | null;

  @Field(() => [String], { description: 'Keys of nodes that finished and are taken over.' })
  keptNodeKeys: string[];

  @Field(() => [String], {
    description: 'Keys of nodes that run, or run again: what did not finish, is new or changed, and what is behind it.',
  })
  redoneNodeKeys: string[];

  @Field(() => GraphDiff, { description: 'What is different in the version from the one that ran.' })
  diff: Diff;
}

@InputType({ description: 'A node to try, and with what.' })
export class TestNodeInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId: string;

  @Field(() => String, { description: 'The node.' })
  nodeKey: string;

  @Field(() => JSONValue, { nullable: true, description: 'The graph as it is drawn. Left out: the saved draft.' })
  graph?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What the trigger gives. Left out: what the earlier run began with.',
  })
  payload?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'By key of a node before it: the output to take. Those left out are taken from the earlier run.',
  })
  outputs?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'Variables of the run, by name. Left out: those of the earlier run.',
  })
  variables?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'In a loop: the item. Left out: the first of the earlier run.',
  })
  item?: unknown;

  @Field(() => ID, {
    nullable: true,
    description: 'The earlier run, of the same project. Left out: the last that came nearest to the node.',
  })
  runId?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key tests once, however often it is sent.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A decision about a node that waits for approval.' })
export class DecideApprovalInput {
  @Field(() => ID, { description: 'The node run that waits.' })
  nodeRunId: string;

  @Field(() => ApprovalDecision, { description: 'Yes or no.' })
  decision: ApprovalDecision;

  @Field(() => String, { nullable: true, description: 'Why.' })
  comment?: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'What the form asks for.' })
  form?: unknown;
}

@InputType({ description: 'Several runs of a project: by their ids, or all that a filter finds, 1,000 at the most.' })
export class RunsInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => [ID], { nullable: true, description: 'The runs.' })
  ids?: string[] | null;

  @Field(() => RunFilter, { nullable: true, description: 'Which of them, where no ids are given.' })
  filter?: RunFilter | null;
}

@ObjectType({ description: 'One of several that was left as it is.', simpleResolvers: true })
export class BulkProblem {
  @Field(() => ID, { description: 'Which.' })
  id: string;

  @Field(() => String, { description: 'Why.' })
  message: string;
}

@ObjectType({ description: 'What came of doing something with several.', simpleResolvers: true })
export class BulkResult {
  @Field(() => Int, { description: 'How many it was done with.' })
  count: number;

  @Field(() => [BulkProblem], { description: 'Those it was not done with.' })
  problems: BulkProblem[];
}
