import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';

export enum RunnerKind {
  SHELL = 'SHELL',
  ANSIBLE = 'ANSIBLE',
}
registerEnumType(RunnerKind, {
  name: 'RunnerKind',
  description: 'How a deployment executes.',
  valuesConfig: {
    SHELL: { description: 'A program with its arguments; it reports steps as JSON lines.' },
    ANSIBLE: { description: 'A playbook; its plays and tasks become steps per host.' },
  },
});

@ObjectType({ description: 'How Pilothouse finds out that what it deployed is well.', simpleResolvers: true })
export class HealthCheck {
  @Field(() => String, { description: 'The address to ask; `{{url}}` stands for the environment’s.' })
  url: string;

  @Field(() => Int, { description: 'The HTTP status of a healthy answer.' })
  expectStatus: number;

  @Field(() => Float, { description: 'Deadline of the whole check, in seconds.' })
  timeoutSeconds: number;

  @Field(() => Int, { description: 'How often to ask at the most.' })
  attempts: number;

  @Field(() => Float, { description: 'Seconds between two attempts.' })
  intervalSeconds: number;
}

@ObjectType({ description: 'Something wrong in a service’s folder.', simpleResolvers: true })
export class SourceProblem {
  @Field(() => String, { description: 'The file, and the place in it: `web/service.yaml: health.url`.' })
  path: string;

  @Field(() => Int, { nullable: true, description: 'The line, from 1; null when it concerns no line.' })
  line: number | null;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  message: string;
}

@Entity('services')
@ObjectType({
  implements: Node,
  description: 'Something deployable: a runner kind, its source and settings.',
  simpleResolvers: true,
})
export class Service extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its name in addresses and folders.' })
  slug: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or two.' })
  description: string | null;

  @Column({ type: 'text' })
  @Field(() => RunnerKind, { description: 'How a deployment executes.' })
  runner: RunnerKind;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its folder, below the project’s services folder.' })
  source: string;

  @Column({ type: 'text', array: true })
  @Field(() => [String], { description: 'The program and its arguments, or the playbook.' })
  entrypoint: string[];

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Ansible’s inventory: a path in the source, or hosts with a comma at the end.',
  })
  inventory: string | null;

  @Column({ type: 'text', array: true })
  @Field(() => [String], { description: 'The steps to expect, in order.' })
  stepNames: string[];

  @Column({ type: 'json', nullable: true })
  @Field(() => JSONValue, { nullable: true, description: 'JSON Schema of the parameters that `deploy` takes.' })
  parameterSchema: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => HealthCheck, { nullable: true, description: 'What must answer before a deployment has succeeded.' })
  healthCheck: HealthCheck | null;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'After this time a deployment is stopped, in seconds.' })
  timeoutSeconds: number;

  @Column({ type: 'double precision' })
  @Field(() => Float, { description: 'Between TERM and KILL when a deployment is stopped, in seconds.' })
  cancelGraceSeconds: number;

  @Column({ type: 'jsonb' })
  @Field(() => [SourceProblem], {
    description: 'What the last sync found wrong in its folder; the settings before it stay in force.',
  })
  problems: SourceProblem[];

  @Column({ type: 'boolean' })
  isFromSource: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, {
    nullable: true,
    description: 'When its folder was read last; null when it was made by hand.',
  })
  syncedAt: Date | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
