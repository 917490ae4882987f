import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Environment } from '../environments/environment.entity.ts';
import { Service } from './service.entity.ts';
import { VariableKind } from './variable.entity.ts';

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

  @Field(() => String, { description: 'At most 32 kB; of a secret at least 4 bytes, as shorter ones can’t be masked.' })
  value: string;

  @Field(() => VariableKind, {
    nullable: true,
    description: 'What the value is. Left out: what it was, or a text.',
  })
  kind?: VariableKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Store it encrypted, mask it in logs, never show it again. Left out: as it was, or plain. A private key always is a secret.',
  })
  isSecret?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that you have seen, 0 for none: CONFLICT when somebody has set it since.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A deleted variable, or one version of a variable.' })
export class RestoreVariableInput {
  @Field(() => ID, { description: 'The variable.' })
  id: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version whose value is wanted again; it becomes a new version. Left out: the last one.',
  })
  version?: number | null;
}

@ObjectType({ description: 'Who gets a variable, unless a more specific one of the same name wins.' })
export class VariableUse {
  variableId: string;

  @Field(() => [Service], { description: 'The services that get it, by slug; at most 100.' })
  services: Service[];

  @Field(() => Int, { description: 'How many services get it.' })
  serviceCount: number;

  @Field(() => [Environment], { description: 'The environments whose deployments get it, by rank.' })
  environments: Environment[];

  @Field(() => Int, { nullable: true, description: 'The version that the last deployment got; null before the first.' })
  lastVersion: number | null;

  lastDeploymentId: string | null;
}
