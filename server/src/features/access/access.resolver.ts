import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { Environment } from '../environments/environment.entity.ts';
import { environmentsById } from '../environments/environment.service.ts';
import { Invitation } from '../projects/invitation.entity.ts';
import type { Limits } from '../projects/limits.queries.ts';
import { Member } from '../projects/member.entity.ts';
import { Project } from '../projects/project.entity.ts';
import { Service } from '../services/service.entity.ts';
import { servicesById } from '../services/service.service.ts';
import { type TokenRow, wholeToken } from '../tokens/actor.loaders.ts';
import { Token } from '../tokens/token.entity.ts';
import { listAccess, placesOf } from './access.queries.ts';
import { AccessArgs, AccessConnection } from './access.types.ts';

const ENVIRONMENTS = 'The only environments for which placed rights hold, by name; null for all.';
const SERVICES = 'The only services for which placed rights hold, by name; null for all.';

@Resolver(() => Project)
export class ProjectAccessResolver {
  @FieldResolver(() => AccessConnection, {
    description:
      'Who may do something here, and why: all members by name, then, for those who manage tokens, the service tokens.',
  })
  access(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => AccessArgs) args: AccessArgs) {
    return listAccess(ctx, project.id, args);
  }
}

@Resolver(() => Member)
export class MemberLimitsResolver {
  @FieldResolver(() => [Environment], { nullable: true, description: ENVIRONMENTS })
  environments(@Ctx() ctx: Context, @Root() member: Limits) {
    return placesOf(ctx, environmentsById, member.environmentIds);
  }

  @FieldResolver(() => [Service], { nullable: true, description: SERVICES })
  services(@Ctx() ctx: Context, @Root() member: Limits) {
    return placesOf(ctx, servicesById, member.serviceIds);
  }
}

@Resolver(() => Invitation)
export class InvitationLimitsResolver {
  @FieldResolver(() => [Environment], { nullable: true, description: ENVIRONMENTS })
  environments(@Ctx() ctx: Context, @Root() invitation: Limits) {
    return placesOf(ctx, environmentsById, invitation.environmentIds);
  }

  @FieldResolver(() => [Service], { nullable: true, description: SERVICES })
  services(@Ctx() ctx: Context, @Root() invitation: Limits) {
    return placesOf(ctx, servicesById, invitation.serviceIds);
  }
}

@Resolver(() => Token)
export class TokenLimitsResolver {
  @FieldResolver(() => [Environment], { nullable: true, description: ENVIRONMENTS })
  async environments(@Ctx() ctx: Context, @Root() row: TokenRow) {
    return placesOf(ctx, environmentsById, (await wholeToken(ctx, row)).environmentIds);
  }

  @FieldResolver(() => [Service], { nullable: true, description: SERVICES })
  async services(@Ctx() ctx: Context, @Root() row: TokenRow) {
    return placesOf(ctx, servicesById, (await wholeToken(ctx, row)).serviceIds);
  }
}
