import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { JSONValue } from '../../platform/graphql/scalars.ts';
import { RunnerKind, Service, SourceProblem } from './service.entity.ts';

export const ServiceConnection = connectionOf(Service, 'Service', 'services');

@ObjectType({ description: 'What a sync of the services folder did.', simpleResolvers: true })
export class SyncServicesResult {
  @Field(() => [Service], { description: 'New in the folder.' })
  added: Service[];

  @Field(() => [Service], { description: 'Changed in the folder.' })
  updated: Service[];

  @Field(() => [Service], { description: 'Gone from the folder; `restoreService` brings one back.' })
  removed: Service[];

  @Field(() => [SourceProblem], { description: 'What was wrong; those services keep the settings they had.' })
  problems: SourceProblem[];
}

@InputType({ description: 'How to find out that what was deployed is well.' })
class HealthCheckInput {
  @Field(() => String, { description: 'The address to ask; `{{url}}` stands for the environment’s.' })
  url: string;

  @Field(() => Int, { defaultValue: 200, description: 'The HTTP status of a healthy answer.' })
  expectStatus: number;

  @Field(() => Float, { defaultValue: 60, description: 'Deadline of the whole check, in seconds.' })
  timeoutSeconds: number;

  @Field(() => Int, { defaultValue: 30, description: 'How often to ask at the most.' })
  attempts: number;

  @Field(() => Float, { defaultValue: 2, description: 'Seconds between two attempts.' })
  intervalSeconds: number;
}

@InputType()
class ServiceSettings {
  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or two.' })
  description?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The program and its arguments (no shell reads them), or the one playbook.',
  })
  entrypoint?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Ansible’s inventory: a path in the source, or hosts with a comma at the end.',
  })
  inventory?: string | null;

  @Field(() => [String], { nullable: true, description: 'The steps to expect, in order.' })
  steps?: string[] | null;

  @Field(() => JSONValue, { nullable: true, description: 'JSON Schema of the parameters.' })
  parameterSchema?: Record<string, unknown> | null;

  @Field(() => HealthCheckInput, { nullable: true, description: 'What must answer before a deployment has succeeded.' })
  healthCheck?: HealthCheckInput | null;

  @Field(() => Int, {
    nullable: true,
    description: 'After this time a deployment is stopped, in seconds; 3600 when left out.',
  })
  timeoutSeconds?: number | null;

  @Field(() => Float, { nullable: true, description: 'Between TERM and KILL, in seconds; 10 when left out.' })
  cancelGraceSeconds?: number | null;
}

@InputType({
  description: 'A new service. What is left out comes from the `service.yaml` of its folder, if there is one.',
})
export class CreateServiceInput extends ServiceSettings {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'Its name in addresses: a–z, 0–9 and hyphens. Can’t be changed.' })
  slug: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => RunnerKind, { description: 'How a deployment executes.' })
  runner: RunnerKind;

  @Field(() => String, {
    nullable: true,
    description: 'Its folder below the project’s services folder; the slug when left out.',
  })
  source?: string | null;
}

@InputType({
  description:
    'What to change of a service; what is left out stays. Null removes description, inventory, parameter schema or health check.',
})
export class UpdateServiceInput extends ServiceSettings {
  @Field(() => ID, { description: 'The service.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;
}
