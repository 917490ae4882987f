import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { IncidentHook, IncidentSeverity, IncidentSource, IncidentStatus } from './incident.entity.ts';

@InputType({ description: 'A failure of production.' })
export class CreateIncidentInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'What is wrong, in a line.' })
  title: string;

  @Field(() => IncidentSeverity, { defaultValue: IncidentSeverity.MEDIUM, description: 'How bad it is.' })
  severity: IncidentSeverity;

  @Field(() => ID, { nullable: true, description: 'What fails; left out when it is not one service.' })
  serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where it fails.' })
  environmentId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was noticed; now, when left out.' })
  detectedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was over, for one that is written down afterwards.' })
  resolvedAt?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The deployment that caused it. Left out, Pilothouse looks for it: see `IncidentCauseSource`.',
  })
  deploymentId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The cause lies outside, so that no deployment is blamed.',
  })
  isExternal: boolean;

  @Field(() => String, { nullable: true, description: 'What people should know about it.' })
  note?: string | null;

  @Field(() => String, { nullable: true, description: 'Where else to read about it.' })
  url?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the sender calls it: while one of this name is open, it is returned instead of another.',
  })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key again returns the first result.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to change of an incident; what is left out stays.' })
export class UpdateIncidentInput {
  @Field(() => ID, { description: 'The incident.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What is wrong, in a line.' })
  title?: string | null;

  @Field(() => IncidentSeverity, { nullable: true, description: 'How bad it is.' })
  severity?: IncidentSeverity | null;

  @Field(() => ID, { nullable: true, description: 'What fails; null when it is not one service.' })
  serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where it fails; null when nobody knows.' })
  environmentId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was noticed.' })
  detectedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'What people should know about it; null for nothing.' })
  note?: string | null;

  @Field(() => String, { nullable: true, description: 'Where else to read about it; null for nowhere.' })
  url?: string | null;
}

@InputType({ description: 'Which incident is over.' })
export class ResolveIncidentInput {
  @Field(() => ID, { description: 'The incident.' })
  id: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was over; now, when left out.' })
  resolvedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'What mended it; replaces the note.' })
  note?: string | null;
}

@InputType({
  description: 'What caused an incident: a deployment, something outside, what caused another, or nothing known.',
})
export class LinkIncidentInput {
  @Field(() => ID, { description: 'The incident.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The deployment that caused it; null when none did.' })
  deploymentId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'The cause lies outside.' })
  isExternal: boolean;

  @Field(() => ID, { nullable: true, description: 'The incident that it is the same as: the two count once.' })
  duplicateOfId?: string | null;
}

@InputType({ description: 'Which incidents; all conditions hold together.' })
export class IncidentFilter {
  @Field(() => [IncidentStatus], { nullable: true, description: 'In any of these states.' })
  statuses?: IncidentStatus[] | null;

  @Field(() => [IncidentSeverity], { nullable: true, description: 'Of any of these severities.' })
  severities?: IncidentSeverity[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of any of these services.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'In any of these environments.' })
  environmentIds?: string[] | null;

  @Field(() => [IncidentSource], { nullable: true, description: 'Opened by any of these.' })
  sources?: IncidentSource[] | null;

  @Field(() => ID, { nullable: true, description: 'Caused by this deployment.' })
  deploymentId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this text in the title, or of this number.' })
  text?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Detected at this moment or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Detected before this moment.' })
  to?: Date | null;
}

@ArgsType()
export class IncidentsArgs extends PageArgs {
  @Field(() => IncidentFilter, { nullable: true, description: 'Which of them.' })
  filter?: IncidentFilter | null;
}

@InputType({ description: 'An address that opens and resolves incidents.' })
export class CreateIncidentHookInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => ID, { nullable: true, description: 'What fails where a call doesn’t say.' })
  serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where it fails where a call doesn’t say.' })
  environmentId?: string | null;

  @Field(() => IncidentSeverity, {
    defaultValue: IncidentSeverity.HIGH,
    description: 'How bad its incidents are where a call doesn’t say.',
  })
  severity: IncidentSeverity;
}

@ObjectType({ description: 'A webhook of incidents with what its callers sign with.', simpleResolvers: true })
export class IncidentHookSecret {
  @Field(() => IncidentHook, { description: 'The webhook.' })
  hook: IncidentHook;

  @Field(() => String, { description: 'What callers sign with. Shown this once.' })
  secret: string;
}
