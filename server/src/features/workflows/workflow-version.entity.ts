import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({
  implements: Node,
  description: 'What was published of a workflow: it never changes, and runs keep theirs.',
  simpleResolvers: true,
})
export class WorkflowVersion extends Node {
  declare id: string;

  projectId: string;

  workflowId: string;

  @Field(() => Int, { description: 'Counts from 1 in its workflow; 0: made for the test of a node, and in no list.' })
  number: number;

  isTest: boolean;

  @Field(() => String, { nullable: true, description: 'What its publisher wrote about it.' })
  note: string | null;

  @Field(() => [String], { description: 'What its runs may do: names of rights that its publisher had.' })
  permissions: string[];

  /** The only places where they may; null for all. */
  environmentIds: string[] | null;

  serviceIds: string[] | null;

  @Field(() => Boolean, { description: 'Whether it is the one that new runs take.' })
  isPublished: boolean;

  @Field(() => String, { description: 'Who published it.' })
  publishedByName: string;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt: Date | string;
}
