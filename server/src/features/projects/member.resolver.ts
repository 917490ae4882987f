import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { User } from '../accounts/user.entity.ts';
import { Member } from './member.entity.ts';
import * as members from './member.service.ts';
import { Project } from './project.entity.ts';
import { AddMemberInput, AddMemberResult, ChangeMemberRoleInput, MemberConnection } from './project.types.ts';

interface MemberRow {
  projectId: string;
  userId: string;
}

@Resolver(() => Member)
export class MemberResolver {
  @Mutation(() => AddMemberResult, { description: 'Adds a person to a project, with a new account if they have none.' })
  addMember(
    @Ctx() ctx: Context,
    @Arg('input', () => AddMemberInput, { description: 'Who, and as what.' }) input: AddMemberInput,
  ) {
    return members.addMember(ctx, input);
  }

  @Mutation(() => Member, { description: 'Changes what a member may do. The last owner stays one.' })
  changeMemberRole(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangeMemberRoleInput, { description: 'Who, and the new role.' }) input: ChangeMemberRoleInput,
  ) {
    return members.changeMemberRole(ctx, input);
  }

  @Mutation(() => Member, { description: 'Removes a member. The last owner can’t be removed.' })
  removeMember(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The member.' }) id: string) {
    return members.removeMember(ctx, id);
  }

  @FieldResolver(() => User, { description: 'The person.' })
  user(@Ctx() ctx: Context, @Root() member: MemberRow) {
    return loaderOf(ctx, members.usersById).load(member.userId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change their role or remove them.' })
  viewerCanChange(@Ctx() ctx: Context, @Root() member: MemberRow) {
    return can(ctx.actor, 'member:manage', member.projectId);
  }
}

@Resolver(() => Project)
export class ProjectMembersResolver {
  @FieldResolver(() => MemberConnection, { description: 'Who is in the project, by name.' })
  members(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PageArgs) args: PageArgs) {
    return members.listMembers(ctx, project.id, args);
  }
}
