import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { Role } from './member.entity.ts';

@Entity('roles')
@ObjectType({
  implements: Node,
  description:
    'A role that members of a project can have: one of the four that are built in, or one of the project’s own. The ids of built-in ones only tell them apart.',
  simpleResolvers: true,
})
export class ProjectRole extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Field(() => Role, { description: 'Which of the four it is; `CUSTOM` for one of the project’s own.' })
  role: Role;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What it is for, in a sentence; may be empty.' })
  description: string;

  @Column({ type: 'text', array: true })
  @Field(() => [String], { description: 'The rights it has, as in `Project.permissions`.' })
  permissions: string[];

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
