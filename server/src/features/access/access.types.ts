import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { Environment } from '../environments/environment.entity.ts';
import { Service } from '../services/service.entity.ts';
import { Actor } from '../tokens/actor.loaders.ts';

@ObjectType({ description: 'Whether somebody may do something in a project, and why.', simpleResolvers: true })
export class AccessEntry {
  @Field(() => Actor, { description: 'The member or service token.' })
  actor: typeof Actor;

  @Field(() => Boolean, { description: 'Whether they may: anywhere, or in the place that was asked about.' })
  isAllowed: boolean;

  @Field(() => Boolean, { description: 'Whether they have the right, but not everywhere in the project.' })
  isLimited: boolean;

  @Field(() => String, { description: 'Why, in a sentence.' })
  reason: string;

  @Field(() => String, { nullable: true, description: 'What the member’s role is called; null for a token.' })
  roleName: string | null;

  @Field(() => [Environment], {
    nullable: true,
    description: 'The only environments where such rights of theirs hold; null for all.',
  })
  environments: Environment[] | null;

  @Field(() => [Service], {
    nullable: true,
    description: 'The only services for which such rights of theirs hold; null for all.',
  })
  services: Service[] | null;
}

export const AccessConnection = connectionOf(AccessEntry, 'Access', 'members and tokens');

@ArgsType()
export class AccessArgs extends PageArgs {
  @Field(() => String, { description: 'The right, of `Project.permissions`: `deployment:create`.' })
  permission: string;

  @Field(() => ID, { nullable: true, description: 'In this environment; left out: in any.' })
  environmentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this service; left out: for any.' })
  serviceId?: string | null;
}
