import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum TokenKind {
  PERSONAL = 'PERSONAL',
  SERVICE = 'SERVICE',
  DEPLOYMENT = 'DEPLOYMENT',
}
registerEnumType(TokenKind, {
  name: 'TokenKind',
  description: 'For whom a token acts.',
  valuesConfig: {
    PERSONAL: { description: 'For its person, with their roles, within its scopes; it ends with their account.' },
    SERVICE: {
      description:
        'For a program in one project, by its scopes alone. It is the project’s: it works on when its maker leaves.',
    },
    DEPLOYMENT: { description: 'For one running deployment; ends with it.' },
  },
});

@Entity('tokens')
@ObjectType({ implements: Node, description: 'A bearer credential. Only its hash is kept.', simpleResolvers: true })
export class Token extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text', nullable: true })
  projectId: string | null;

  @Column({ type: 'text' })
  @Field(() => TokenKind, { description: 'For whom it acts.' })
  kind: TokenKind;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What it is for.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its first characters, to recognize it by.' })
  prefix: string;

  @Column({ type: 'bytea' })
  secretHash: Buffer;

  @Column({ type: 'text', array: true })
  @Field(() => [String], { description: 'What it may do, as in `Project.permissions`.' })
  scopes: string[];

  @Column({ type: 'text', array: true, nullable: true })
  environmentIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  serviceIds: string[] | null;

  @Column({ type: 'text', nullable: true })
  userId: string | null;

  @Column({ type: 'text', nullable: true })
  deploymentId: string | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it stops working.' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Its last use, to the minute; null when it was never used.' })
  lastUsedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  lastUsedAddress: string | null;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Cost points a minute that an administrator gave it; null for what its kind has.',
  })
  rateLimitPerMinute: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it is not.' })
  revokedAt: Date | null;
}
