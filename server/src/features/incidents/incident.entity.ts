import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Deployment } from '../deployments/deployment.entity.ts';
import { Environment } from '../environments/environment.entity.ts';
import { Service } from '../services/service.entity.ts';

export enum IncidentSeverity {
  LOW = 'LOW',
  MEDIUM = 'MEDIUM',
  HIGH = 'HIGH',
  CRITICAL = 'CRITICAL',
}
registerEnumType(IncidentSeverity, {
  name: 'IncidentSeverity',
  description: 'How bad an incident is.',
  valuesConfig: {
    LOW: { description: 'Hardly anybody notices.' },
    MEDIUM: { description: 'Some people are hindered.' },
    HIGH: { description: 'Many people are hindered.' },
    CRITICAL: { description: 'Nothing works for most.' },
  },
});

export enum IncidentStatus {
  OPEN = 'OPEN',
  RESOLVED = 'RESOLVED',
}
registerEnumType(IncidentStatus, {
  name: 'IncidentStatus',
  description: 'Whether an incident goes on.',
  valuesConfig: { OPEN: { description: 'It goes on.' }, RESOLVED: { description: 'It is over.' } },
});

export const IncidentCauseSource = {
  EXPLICIT: 'EXPLICIT',
  REMEDIATION: 'REMEDIATION',
  LAST_DEPLOYMENT: 'LAST_DEPLOYMENT',
  CORRECTED: 'CORRECTED',
  NONE: 'NONE',
} as const;
export type IncidentCauseSource = keyof typeof IncidentCauseSource;
registerEnumType(IncidentCauseSource, {
  name: 'IncidentCauseSource',
  description: 'How it is known which deployment caused an incident.',
  valuesConfig: {
    EXPLICIT: { description: 'Whoever opened it said so.' },
    REMEDIATION: { description: 'A rollback or hotfix mended it: it is the deployment that was undone or fixed.' },
    LAST_DEPLOYMENT: {
      description:
        'The last successful production deployment of the service, or of the project, that finished before it was detected.',
    },
    CORRECTED: { description: 'Somebody looked and said so.' },
    NONE: { description: 'No deployment is known to have caused it.' },
  },
});

export enum IncidentSource {
  HAND = 'HAND',
  TOKEN = 'TOKEN',
  WEBHOOK = 'WEBHOOK',
  VERIFICATION = 'VERIFICATION',
  WORKFLOW = 'WORKFLOW',
  ALERT = 'ALERT',
}
registerEnumType(IncidentSource, {
  name: 'IncidentSource',
  description: 'What opened an incident.',
  valuesConfig: {
    HAND: { description: 'A person.' },
    TOKEN: { description: 'A program with a token.' },
    WEBHOOK: { description: 'A call of an incident webhook.' },
    VERIFICATION: { description: 'A production deployment whose health check failed.' },
    WORKFLOW: { description: 'A run of a workflow.' },
    ALERT: { description: 'An alert of Pilothouse.' },
  },
});

@Entity('incidents')
@ObjectType({
  implements: Node,
  description: 'A failure of production, and the deployment that caused it.',
  simpleResolvers: true,
})
export class Incident extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Its number within the project, from 1.' })
  number: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What is wrong, in a line.' })
  title: string;

  @Column({ type: 'text' })
  @Field(() => IncidentSeverity, { description: 'How bad it is.' })
  severity: IncidentSeverity;

  @Column({ type: 'text' })
  @Field(() => IncidentStatus, { description: 'Whether it goes on.' })
  status: IncidentStatus;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When somebody or something noticed it.' })
  detectedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was over; null while it goes on.' })
  resolvedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  serviceId: string | null;

  @Field(() => Service, { nullable: true, description: 'What fails; null when it is not one service.' })
  service?: Service | null;

  @Column({ type: 'text', nullable: true })
  environmentId: string | null;

  @Field(() => Environment, { nullable: true, description: 'Where it fails; null when nobody said.' })
  environment?: Environment | null;

  @Column({ type: 'text', nullable: true })
  deploymentId: string | null;

  @Field(() => Deployment, { nullable: true, description: 'The deployment that caused it; null when none did.' })
  deployment?: Deployment | null;

  @Column({ type: 'text' })
  @Field(() => IncidentCauseSource, { description: 'How the cause is known.' })
  causeSource: IncidentCauseSource;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether the cause lies outside: a provider, the network, the weather.' })
  isExternal: boolean;

  @Column({ type: 'text', nullable: true })
  duplicateOfId: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What people should know about it.' })
  note: string | null;

  @Column({ type: 'text' })
  @Field(() => IncidentSource, { description: 'What opened it.' })
  source: IncidentSource;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What its sender calls it.' })
  externalId: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who opened it, by the name then.' })
  createdByName: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Where else to read about it.' })
  url: string | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was written down.' })
  createdAt: Date;

  @Field(() => Float, { nullable: true, description: 'From detection to resolution, or so far, in ms.' })
  durationMs?: number | null;
}

export const IncidentConnection = connectionOf(Incident, 'Incident', 'incidents');

export enum IncidentEntryKind {
  OPENED = 'OPENED',
  UPDATED = 'UPDATED',
  LINKED = 'LINKED',
  RESOLVED = 'RESOLVED',
  REOPENED = 'REOPENED',
}
registerEnumType(IncidentEntryKind, {
  name: 'IncidentEntryKind',
  description: 'What happened to an incident.',
  valuesConfig: {
    OPENED: { description: 'It was opened.' },
    UPDATED: { description: 'Somebody changed what is said of it.' },
    LINKED: { description: 'Its cause is another.' },
    RESOLVED: { description: 'It was resolved.' },
    REOPENED: { description: 'It was opened again.' },
  },
});

@ObjectType({ description: 'A line of an incident’s history.', simpleResolvers: true })
export class IncidentEntry {
  @Field(() => ID, { description: 'Identifies the line.' })
  id: string;

  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field(() => IncidentEntryKind, { description: 'What happened.' })
  kind: IncidentEntryKind;

  @Field(() => String, { description: 'Who did it, by the name then.' })
  byName: string;

  @Field(() => String, { description: 'What happened, in a sentence.' })
  text: string;
}

@Entity('incident_hooks')
@ObjectType({
  implements: Node,
  description:
    'An address that opens and resolves incidents: for Prometheus Alertmanager, PagerDuty, or any program that sends JSON.',
  simpleResolvers: true,
})
export class IncidentHook extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'text', nullable: true })
  serviceId: string | null;

  @Column({ type: 'text', nullable: true })
  environmentId: string | null;

  @Column({ type: 'text' })
  @Field(() => IncidentSeverity, { description: 'How bad its incidents are where a call doesn’t say.' })
  severity: IncidentSeverity;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was last called.' })
  lastDeliveryAt: Date | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
