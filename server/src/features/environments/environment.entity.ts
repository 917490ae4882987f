import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@Entity('environments')
@ObjectType({
  implements: Node,
  description: 'A place to deploy to, such as staging or production.',
  simpleResolvers: true,
})
export class Environment extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its name in addresses and variables.' })
  slug: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Its place in the order: lower ones come first, production last.' })
  rank: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Where what is deployed here answers; deployments get it as `PILOTHOUSE_ENVIRONMENT_URL`.',
  })
  url: string | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether this is what customers use: delivery numbers count it.' })
  isProduction: boolean;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether a deployment waits until somebody approves it.' })
  requiresApproval: boolean;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
