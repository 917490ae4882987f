import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';

export enum VariableKind {
  TEXT = 'TEXT',
  SSH_KEY = 'SSH_KEY',
}
registerEnumType(VariableKind, {
  name: 'VariableKind',
  description: 'What a variable’s value is.',
  valuesConfig: {
    TEXT: { description: 'A text, which programs find in their environment.' },
    SSH_KEY: {
      description:
        'A private SSH key. Programs find the path of a file in their environment; Ansible signs in with it.',
    },
  },
});

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

  @Column({ type: 'text' })
  @Field(() => VariableKind, { description: 'What its value is.' })
  kind: VariableKind;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Its value; null for a secret, which is never shown again.' })
  value: string | null;

  @Column({ type: 'bytea', nullable: true })
  secretValue: Buffer | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it is stored encrypted and masked in logs.' })
  isSecret: boolean;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Of a private key, as `ssh-keygen -l` shows it.' })
  fingerprint: string | null;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'How often it was set, from 1.' })
  version: number;

  @Column({ type: 'integer', nullable: true })
  restoredFrom: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who set it, as they were called then.' })
  setByName: string | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was set.' })
  updatedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was deleted; `restoreVariable` brings it back.' })
  deletedAt: Date | null;
}

@ObjectType({ description: 'What a variable was set to at one time.', simpleResolvers: true })
export class VariableVersion {
  @Field(() => ID, { description: 'Variable and number together.' })
  id: string;

  @Field(() => Int, { description: 'Its number, from 1.' })
  version: number;

  @Field(() => VariableKind, { description: 'What the value is.' })
  kind: VariableKind;

  @Field(() => String, { nullable: true, description: 'The value; null for a secret.' })
  value: string | null;

  @Field(() => Boolean, { description: 'Whether it is a secret.' })
  isSecret: boolean;

  @Field(() => String, { nullable: true, description: 'Of a private key, as `ssh-keygen -l` shows it.' })
  fingerprint: string | null;

  @Field(() => Int, { nullable: true, description: 'The version whose value was taken again; null when it was typed.' })
  restoredFrom: number | null;

  @Field(() => String, { nullable: true, description: 'Who set it, as they were called then.' })
  setByName: string | null;

  @Field(() => DateTime, { description: 'When it was set.' })
  setAt: Date;

  @Field(() => Boolean, { description: 'Whether it is the one that the next deployment gets.' })
  isCurrent: boolean;
}

export const VariableVersionConnection = connectionOf(VariableVersion, 'VariableVersion', 'versions of a variable');
