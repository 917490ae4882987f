import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@Entity('users')
@ObjectType({ implements: Node, description: 'A person with an account.', simpleResolvers: true })
export class User extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The address they sign in with.' })
  email: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What they are called.' })
  name: string;

  @Column({ type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'boolean' })
  isAdministrator: boolean;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When the account was made.' })
  createdAt: Date;

  /** A suspended person is nobody: no sign-in, session or personal token of theirs works. */
  @Column({ type: 'timestamptz', nullable: true })
  suspendedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
