import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum Role {
  OWNER = 'OWNER',
  MAINTAINER = 'MAINTAINER',
  OPERATOR = 'OPERATOR',
  VIEWER = 'VIEWER',
  CUSTOM = 'CUSTOM',
}
registerEnumType(Role, {
  name: 'Role',
  description: 'What a member may do; `Project.roles` lists it right by right.',
  valuesConfig: {
    OWNER: { description: 'Runs the project: members, settings and all else.' },
    MAINTAINER: { description: 'Shapes services and environments, approves, reads the audit trail.' },
    OPERATOR: { description: 'Deploys, retries, rolls back and cancels.' },
    VIEWER: { description: 'Looks at everything, changes nothing.' },
    CUSTOM: { description: 'A role of the project’s own: `customRole` says which.' },
  },
});

export enum MemberSource {
  HAND = 'HAND',
  CLAIM = 'CLAIM',
}
registerEnumType(MemberSource, {
  name: 'MemberSource',
  description: 'Where a membership comes from.',
  valuesConfig: {
    HAND: { description: 'Somebody gave it. It stays until somebody changes it.' },
    CLAIM: { description: 'A group at the company’s sign-in gave it. It follows the group with each sign-in.' },
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

  /** With `role` CUSTOM. */
  @Column({ type: 'text', nullable: true })
  roleId: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  environmentIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  serviceIds: string[] | null;

  @Column({ type: 'text' })
  @Field(() => MemberSource, { description: 'Whether somebody gave it, or a group at the company’s sign-in.' })
  source: MemberSource;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When they joined.' })
  createdAt: Date;
}

/** With what their role is called and may do, if it is one of the project's own. */
export interface MemberRow extends Member {
  customName: string | null;
  customPermissions: string[] | null;
}
