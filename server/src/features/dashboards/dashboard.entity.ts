import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@ObjectType({
  implements: Node,
  description: 'Panels of measures on a grid, kept as YAML: changed as a draft, published as versions.',
  simpleResolvers: true,
})
export class Dashboard extends Node {
  declare id: string;

  projectId: string;

  @Field(() => String, { description: 'What its file is called, without the ending.' })
  slug: string;

  @Field(() => String, { description: 'As in what is published; before that as in the draft.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is for, in a sentence or two.' })
  description: string | null;

  @Field(() => Int, { description: 'The revision of the draft: one more with each change.' })
  draftRevision: number;

  draftSavedAt: Date | string;

  draftSavedByUserId: string | null;

  draftSavedByName: string;

  publishedVersionId: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its file and what is published were last made the same; null when never.',
  })
  syncedAt: Date | string | null;

  @Field(() => String, { description: 'Who made it.' })
  createdByName: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date | string;

  deletedAt: Date | string | null;
}

@ObjectType({
  implements: Node,
  description: 'What was published of a dashboard; it never changes.',
  simpleResolvers: true,
})
export class DashboardVersion extends Node {
  declare id: string;

  projectId: string;

  dashboardId: string;

  @Field(() => Int, { description: 'Counts from 1 in its dashboard.' })
  number: number;

  @Field(() => String, { description: 'The YAML.' })
  source: string;

  @Field(() => String, { nullable: true, description: 'What its publisher wrote about it.' })
  note: string | null;

  @Field(() => Boolean, { description: 'Whether it is the one that is shown.' })
  isPublished: boolean;

  @Field(() => String, { description: 'Who published it.' })
  publishedByName: string;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt: Date | string;
}
