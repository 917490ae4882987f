import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Role } from './member.entity.ts';

@Entity('invitations')
@ObjectType({
  implements: Node,
  description: 'A link that makes whoever accepts it a member, once. Only a hash of its code is kept.',
  simpleResolvers: true,
})
export class Invitation extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The only address it is for; null for whoever has the link.' })
  email: string | null;

  @Column({ type: 'text' })
  @Field(() => Role, { description: 'What they will be.' })
  role: Role;

  @Column({ type: 'text', nullable: true })
  roleId: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  environmentIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  serviceIds: string[] | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether the link was sent to the address by mail.' })
  isMailed: boolean;

  @Column({ type: 'bytea' })
  codeHash: Buffer;

  @Column({ type: 'text' })
  invitedBy: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it stops working.' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was accepted; null while it is not.' })
  acceptedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  acceptedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it is not.' })
  revokedAt: Date | null;
}
