import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';

@Entity('audit_events')
@ObjectType({ implements: Node, description: 'Who did what to what, from where. Append-only.', simpleResolvers: true })
export class AuditEvent extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text', nullable: true })
  projectId: string | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it happened.' })
  at: Date;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What happened: a noun and a past tense, such as `deployment.created`.' })
  action: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => ID, { nullable: true, description: 'The id of who did it; null for the product itself and for nobody.' })
  actorId: string | null;

  @Column({ type: 'text' })
  actorKind: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What the actor was called then.' })
  actorName: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => ID, { nullable: true, description: 'What it happened to.' })
  subjectId: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The kind of thing it happened to.' })
  subjectType: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What that thing was called then.' })
  subjectName: string | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONValue, { nullable: true, description: 'Before and after of what matters. Never a secret.' })
  detail: Record<string, unknown> | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The network address it came from.' })
  address: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The request it was part of; also in the server’s log.' })
  requestId: string;

  @Column({ type: 'bigint' })
  @Field(() => Int, { description: 'Its place in the chain of its project, or of the installation; the first is 1.' })
  seq: number;

  @Column({ type: 'bytea' })
  @Field(() => String, {
    description: 'SHA-256 over the hash of the event before it and all that this one says, as hexadecimal digits.',
  })
  hash: string;
}
