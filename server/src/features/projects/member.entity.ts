import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum Role {
  OWNER = 'OWNER',
  MAINTAINER = 'MAINTAINER',
  OPERATOR = 'OPERATOR',
  VIEWER = 'VIEWER',
}
registerEnumType(Role, {
  name: 'Role',
  description: 'What a member may do; `Project.roleDescriptions` lists it right by right.',
  valuesConfig: {
    OWNER: { description: 'Runs the project: members, settings and all else.' },
    MAINTAINER: { description: 'Shapes services and environments, approves, reads the audit trail.' },
    OPERATOR: { description: 'Deploys, retries, rolls back and cancels.' },
    VIEWER: { description: 'Looks at everything, changes nothing.' },
  },
});

@Entity('members')
@ObjectType({ implements: Node, description: 'A person’s place in a project.', simpleResolvers: true })
export class Member extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  userId: string;

  @Column({ type: 'text' })
  @Field(() => Role, { description: 'What they may do.' })
  role: Role;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When they joined.' })
  createdAt: Date;
}
