import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

@Entity('variables')
@ObjectType({
  implements: Node,
  description: 'A variable that deployed programs get in their environment.',
  simpleResolvers: true,
})
export class Variable extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text', nullable: true })
  environmentId: string | null;

  @Column({ type: 'text', nullable: true })
  serviceId: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its name in the program’s environment.' })
  name: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Its value; null for a secret, which is never shown again.' })
  value: string | null;

  @Column({ type: 'bytea', nullable: true })
  secretValue: Buffer | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it is stored encrypted and masked in logs.' })
  isSecret: boolean;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was set.' })
  updatedAt: Date;
}

@InputType({
  description: 'A variable and where it holds: exactly one of `projectId`, `environmentId` and `serviceId`.',
})
export class SetVariableInput {
  @Field(() => ID, { nullable: true, description: 'For all deployments of this project.' })
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For deployments to this environment; beats the project’s.' })
  environmentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For deployments of this service; beats the environment’s.' })
  serviceId?: string | null;

  @Field(() => String, { description: 'A–Z, 0–9 and underscores; not beginning with PILOTHOUSE_.' })
  name: string;

  @Field(() => String, { description: 'At most 32 kB.' })
  value: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Store it encrypted, mask it in logs, never show it again.',
  })
  isSecret: boolean;
}
