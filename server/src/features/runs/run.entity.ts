import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';
import type { User } from '../accounts/user.entity.ts';
import { Actor } from '../tokens/actor.loaders.ts';
import type { Token } from '../tokens/token.entity.ts';
import { RunPhase, RunStatus, RunTrigger } from './run.types.ts';

@ObjectType({
  implements: Node,
  description: 'One run of a workflow, from a trigger to its end.',
  simpleResolvers: true,
})
export class Run extends Node {
  declare id: string;

  projectId: string;

  workflowId: string;

  workflowVersionId: string;

  @Field(() => Int, { description: 'Its number within the project, from 1.' })
  number: number;

  @Field(() => RunStatus, { description: 'Where it stands.' })
  status: RunStatus;

  @Field(() => String, { nullable: true, description: 'Why it stands there, in a sentence.' })
  statusReason: string | null;

  @Field(() => RunPhase, { description: 'What it is doing, or did last.' })
  phase: RunPhase;

  @Field(() => RunTrigger, { description: 'What started it.' })
  trigger: RunTrigger;

  @Field(() => String, { nullable: true, description: 'Key of the trigger node it began at.' })
  triggerNodeKey: string | null;

  createdByUserId: string | null;

  createdByTokenId: string | null;

  @Field(() => Actor, {
    nullable: true,
    description: 'Who started it; null when they are gone or it was a trigger.',
  })
  createdBy?: User | Token | null;

  @Field(() => String, { description: 'What it was started by was called then.' })
  createdByName: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What it began with. More than 1 MiB: `{"$payload": {id, byteCount, contentType, preview}}`.',
  })
  payload?: unknown;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What came of it; null before the end. More than 1 MiB: as `payload`.',
  })
  output?: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'Why it failed: `{nodeKey, code, message, details}`.' })
  error?: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'The variables that its nodes have set.' })
  variables?: unknown;

  @Field(() => Int, { description: 'From -10 to 10; higher goes first.' })
  priority: number;

  parentRunId: string | null;

  retryOfId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a retry from a named node: its key.',
  })
  retryFromNodeKey: string | null;

  logStreamId: number | null;

  // NOTE: a field whose name is not its property's needs a resolver.
  @Field(() => DateTime, {
    nullable: true,
    name: 'cancelRequestedAt',
    simple: false,
    description: 'When somebody asked to stop it.',
  })
  stopRequestedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the next of its waits is over by itself.' })
  wakeAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is stopped at the latest.' })
  deadlineAt: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it is a failure that nobody has dealt with; null once it was retried or dismissed.',
  })
  deadSince: Date | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  startedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  finishedAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'From start to end, or so far, in ms; null before the start.' })
  durationMs?: number | null;

  @Field(() => Int, { description: 'How many lines the log has so far.' })
  logLineCount?: number;
}

export const RunConnection = connectionOf(Run, 'Run', 'runs');
