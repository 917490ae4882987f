import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../platform/graphql/node.ts';
import { JSONValue } from '../../platform/graphql/scalars.ts';

@ObjectType({
  implements: Node,
  description: 'A value of more than 1 MiB of JSON, stored apart from its row.',
  simpleResolvers: true,
})
export class Payload extends Node {
  declare id: string;

  @Field(() => Int, { description: 'How many bytes its JSON has.' })
  byteCount: number;
}

@ObjectType({ description: 'What a running node has so far: an answer while it is written.', simpleResolvers: true })
export class NodeRunProgress {
  @Field(() => ID, { description: 'The attempt.' })
  nodeRunId: string;

  @Field(() => String, { description: 'The node, by its key in the graph.' })
  nodeKey: string;

  @Field(() => String, { description: 'In a loop, which iteration; empty outside.' })
  path: string;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'As the node shows it; of an AI prompt `{text}`. Of long texts the end, of which nothing is kept.',
  })
  partial?: unknown;
}
