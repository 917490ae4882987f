import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime, JSONValue } from '../../platform/graphql/scalars.ts';
import type { User } from '../accounts/user.entity.ts';
import { Environment } from '../environments/environment.entity.ts';
import { Service } from '../services/service.entity.ts';
import { Actor } from '../tokens/actor.loaders.ts';
import type { Token } from '../tokens/token.entity.ts';
import { DeploymentStatus, DeploymentTrigger } from './deployment.types.ts';

/** The settings of the service when the deployment was made: a later change of the service does not touch it. */
export interface DeploymentPlan {
  projectSlug: string;
  serviceSlug: string;
  serviceName: string;
  environmentSlug: string;
  url: string | null;
  runner: 'SHELL' | 'ANSIBLE';
  source: string;
  entrypoint: string[];
  inventory: string | null;
  stepNames: string[];
  healthCheck: {
    url: string;
    expectStatus: number;
    timeoutSeconds: number;
    attempts: number;
    intervalSeconds: number;
  } | null;
  timeoutSeconds: number;
  cancelGraceSeconds: number;
  /** Of a retry: the step to begin at, and the hosts to keep to. */
  startAtStep: string | null;
  hosts: string[] | null;
}

@Entity('deployments')
@ObjectType({
  implements: Node,
  description: 'One attempt to bring one version of one service to one environment.',
  simpleResolvers: true,
})
export class Deployment extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Its number within the project, from 1.' })
  number: number;

  @Column({ type: 'text' })
  serviceId: string;

  @Field(() => Service, { description: 'What is deployed.' })
  service?: Service;

  @Column({ type: 'text' })
  environmentId: string;

  @Field(() => Environment, { description: 'Where to.' })
  environment?: Environment;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The version, as the service understands it.' })
  version: string;

  @Column({ type: 'text' })
  @Field(() => DeploymentStatus, { description: 'Where it stands.' })
  status: DeploymentStatus;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Why it stands there, in a sentence: which step, host, exit code or check.',
  })
  statusReason: string | null;

  @Column({ type: 'text' })
  @Field(() => DeploymentTrigger, { description: 'What started it.' })
  trigger: DeploymentTrigger;

  @Column({ type: 'text', nullable: true })
  createdByUserId: string | null;

  @Column({ type: 'text', nullable: true })
  createdByTokenId: string | null;

  @Field(() => Actor, {
    nullable: true,
    description: 'Who made it; null when they are gone or it was Pilothouse itself.',
  })
  createdBy?: User | Token | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What its maker was called then.' })
  createdByName: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was made.' })
  note: string | null;

  @Column({ type: 'json', nullable: true })
  @Field(() => JSONValue, { nullable: true, description: 'Its parameters, defaults filled in.' })
  parameters: Record<string, unknown> | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it only shows what would change.' })
  isDryRun: boolean;

  @Column({ type: 'jsonb' })
  plan: DeploymentPlan;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'The program’s exit code; null while it runs and when a signal ended it.',
  })
  exitCode: number | null;

  @Column({ type: 'text', nullable: true })
  retryOfId: string | null;

  @Column({ type: 'text', nullable: true })
  rollbackOfId: string | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether it was not planned, but made because something failed in production. Rollbacks are so anyway.',
  })
  isHotfix: boolean;

  @Column({ type: 'bigint' })
  logStreamId: number;

  @Column({ type: 'text', nullable: true })
  ownerWorkerId: string | null;

  @Column({ type: 'integer' })
  ownerEpoch: number;

  @Column({ type: 'text', nullable: true })
  nodeId: string | null;

  @Column({ type: 'text', nullable: true })
  stopReason: 'CANCEL' | 'TIMEOUT' | null;

  @Column({ type: 'text', nullable: true })
  stopRequestedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  // NOTE: a field whose name is not its property's needs a resolver.
  @Field(() => DateTime, {
    nullable: true,
    name: 'cancelRequestedAt',
    simple: false,
    description: 'When somebody asked to stop it.',
  })
  stopRequestedAt: Date | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it began to wait for its turn; null while it waits for approval.',
  })
  queuedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When its turn came.' })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  finishedAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'From start to end, or so far, in ms; null before the start.' })
  durationMs?: number | null;

  @Field(() => Int, { description: 'How many lines the log has so far.' })
  logLineCount?: number;

  @Field(() => Float, { description: 'How many bytes of text the log has so far.' })
  logByteCount?: number;

  @Field(() => Boolean, { description: 'Whether the log has ended.' })
  isLogComplete?: boolean;
}

export const DeploymentConnection = connectionOf(Deployment, 'Deployment', 'deployments');

export enum ApprovalDecision {
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
}
registerEnumType(ApprovalDecision, {
  name: 'ApprovalDecision',
  description: 'Yes or no.',
  valuesConfig: { APPROVED: { description: 'It may go.' }, REJECTED: { description: 'It may not.' } },
});

@Entity('approvals')
@ObjectType({ implements: Node, description: 'What somebody decided about a deployment that waited for it.' })
export class Approval extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  deploymentId: string;

  @Column({ type: 'text' })
  userId: string;

  @Column({ type: 'text' })
  @Field(() => ApprovalDecision, { description: 'Yes or no.' })
  decision: ApprovalDecision;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why.' })
  comment: string | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { name: 'at', description: 'When.' })
  createdAt: Date;
}

@ObjectType({ description: 'One cell of the matrix: a service in an environment.', simpleResolvers: true })
export class MatrixCell {
  @Field(() => ID, { description: 'Service and environment together.' })
  id: string;

  @Field(() => Service, { description: 'The service.' })
  service: Service;

  @Field(() => Environment, { description: 'The environment.' })
  environment: Environment;

  @Field(() => Deployment, {
    nullable: true,
    description: 'What is live there: the last deployment that succeeded, dry runs left out.',
  })
  live: Deployment | null;

  @Field(() => Deployment, { nullable: true, description: 'The newest deployment, however it stands.' })
  latest: Deployment | null;

  @Field(() => Int, { description: 'How many wait or run now.' })
  activeCount: number;
}

@ObjectType({ description: 'What deploying now would meet.', simpleResolvers: true })
export class DeploymentPreview {
  @Field(() => Deployment, { nullable: true, description: 'What is live there.' })
  live: Deployment | null;

  @Field(() => [Deployment], {
    description: 'What goes first: deployments of the same service and environment that wait or run.',
  })
  ahead: Deployment[];

  @Field(() => Int, { nullable: true, description: 'Median duration of the last successful ones, in ms.' })
  expectedDurationMs: number | null;

  @Field(() => Boolean, { description: 'Whether it would wait for approval.' })
  requiresApproval: boolean;
}
