import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({
  implements: Node,
  description:
    'A graph of steps that runs by itself: drawn as a draft, published as versions, started by people and triggers.',
  simpleResolvers: true,
})
export class Workflow extends Node {
  declare id: string;

  projectId: string;

  @Field(() => String, { description: 'Its name in addresses and in other workflows.' })
  slug: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is for, in a sentence or two.' })
  description: string | null;

  @Field(() => Boolean, { description: 'Whether its triggers start it; a person always may.' })
  isEnabled: boolean;

  @Field(() => Int, { description: 'The revision of the draft: one more with each change.' })
  draftRevision: number;

  draftSavedAt: Date | string;

  draftSavedByUserId: string | null;

  draftSavedByName: string;

  publishedVersionId: string | null;

  @Field(() => String, { description: 'Who made it.' })
  createdByName: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date | string;

  deletedAt: Date | string | null;
}
