import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';
import { ApprovalDecision } from '../deployments/deployment.entity.ts';
import { NodeRunStatus, WaitKind } from './run.types.ts';

@ObjectType({ description: 'What a node waits for.', simpleResolvers: true })
export class NodeWait {
  @Field(() => WaitKind, { description: 'What kind of thing.' })
  kind: WaitKind;

  @Field(() => DateTime, { nullable: true, description: 'Until when, if there is such a time.' })
  until: Date | null;

  @Field(() => String, { nullable: true, description: 'The id of the run or deployment.' })
  key: string | null;

  /** Of a webhook: what its address ends with. */
  hookKey: string | null;
}

@ObjectType({
  implements: Node,
  description: 'What somebody decided about a node that waited for it.',
  simpleResolvers: true,
})
export class NodeApproval extends Node {
  declare id: string;

  @Field(() => ApprovalDecision, { description: 'Yes or no.' })
  decision: ApprovalDecision;

  @Field(() => String, { nullable: true, description: 'Why.' })
  comment: string | null;

  @Field(() => JSONValue, { nullable: true, description: 'What they filled in.' })
  form: unknown;

  @Field(() => String, { description: 'What who decided was called then.' })
  decidedByName: string;

  @Field(() => DateTime, { description: 'When.' })
  decidedAt: Date;
}

@ObjectType({ description: 'What people are asked to decide.', simpleResolvers: true })
export class ApprovalRequest {
  nodeRunId: string;
  projectId: string;
  isWaiting: boolean;

  @Field(() => String, { description: 'What they are asked.' })
  message: string;

  @Field(() => JSONValue, { nullable: true, description: 'The form they fill in: JSON Schema.' })
  form: Record<string, unknown> | null;

  @Field(() => Int, { description: 'How many must approve. One rejection ends it.' })
  required: number;

  @Field(() => [String], {
    description: 'E-mail addresses and roles that may decide; nobody named: whoever has the right.',
  })
  people: string[];
}

/** One attempt; see the table `node_runs`. Its id is made of the row's number. */
@ObjectType({ implements: Node, description: 'One attempt of a node in a run.', simpleResolvers: true })
export class NodeRun extends Node {
  declare id: string;

  @Field(() => String, { description: 'The node, by its key in the graph.' })
  nodeKey: string;

  @Field(() => String, { description: 'In a loop, which iteration: `each[3]`, `each[3]/inner[0]`; empty outside.' })
  path: string;

  @Field(() => Int, { description: 'Which attempt, from 1.' })
  attempt: number;

  @Field(() => NodeRunStatus, { description: 'Where it stands.' })
  status: NodeRunStatus;

  @Field(() => String, { nullable: true, description: 'The port by which it was left.' })
  port: string | null;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What came along the edges. More than 1 MiB: `{"$payload": {id, byteCount, contentType, preview}}`.',
  })
  input?: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'What came of it. More than 1 MiB: as `input`.' })
  output?: unknown;

  @Field(() => JSONValue, { nullable: true, description: 'Why it failed: `{code, message, details}`.' })
  error: unknown;

  @Field(() => NodeWait, { nullable: true, description: 'What it waits for; null when it doesn’t.' })
  wait: NodeWait | null;

  @Field(() => Boolean, { description: 'Whether it was copied from the run that this one retries.' })
  isReused: boolean;

  @Field(() => DateTime, { description: 'When it began.' })
  startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  finishedAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'From start to end, or so far, in ms.' })
  durationMs?: number | null;

  @Field(() => ApprovalRequest, { nullable: true, description: 'Of one that asks people: what, and their decisions.' })
  approval: ApprovalRequest | null;
}

export const NodeRunConnection = connectionOf(NodeRun, 'NodeRun', 'node runs');
