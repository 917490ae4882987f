import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@Entity('projects')
@ObjectType({
  implements: Node,
  description: 'The tenant: people with roles, and what they deploy where. Nothing is visible across projects.',
  simpleResolvers: true,
})
export class Project extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its name in addresses and folders.' })
  slug: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'IANA time zone for schedules and days.' })
  timeZone: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
