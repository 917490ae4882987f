import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { User } from '../accounts/user.entity.ts';
import { Member, type MemberRow } from './member.entity.ts';
import { grantProblem, membershipOfRow } from './member.rules.ts';
import * as members from './member.service.ts';
import { AddMemberInput, ChangeMemberRoleInput, MemberConnection } from './member.types.ts';
import { Project } from './project.entity.ts';
import { ProjectRole } from './role.entity.ts';
import { rolesById } from './role.service.ts';

@Resolver(() => Member)
export class MemberResolver {
  @Mutation(() => Member, {
    description: 'Adds a person who has an account to a project. Who has none is invited: `createInvitation`.',
  })
  addMember(
    @Ctx() ctx: Context,
    @Arg('input', () => AddMemberInput, { description: 'Who, and as what.' }) input: AddMemberInput,
  ) {
    return members.addMember(ctx, input);
  }

  @Mutation(() => Member, {
    description: 'Changes what a member may do, and where. It counts at once. The last owner stays one.',
  })
  changeMemberRole(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangeMemberRoleInput, { description: 'Who, and what from now on.' })
    input: ChangeMemberRoleInput,
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

  @FieldResolver(() => String, { description: 'What their role is called.' })
  roleName(@Root() member: MemberRow) {
    return membershipOfRow(member).roleName;
  }

  @FieldResolver(() => ProjectRole, { nullable: true, description: 'The project’s own role, with `role` CUSTOM.' })
  customRole(@Ctx() ctx: Context, @Root() member: MemberRow) {
    return member.roleId ? loaderOf(ctx, rolesById).load(member.roleId) : null;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether you may change their role or remove them: nobody does that with who has more than they.',
  })
  viewerCanChange(@Ctx() ctx: Context, @Root() member: MemberRow) {
    return (
      can(ctx.actor, 'member:manage', member.projectId) &&
      !grantProblem(ctx.actor, member.projectId, membershipOfRow(member))
    );
  }
}

@Resolver(() => Project)
export class ProjectMembersResolver {
  @FieldResolver(() => MemberConnection, { description: 'Who is in the project, by name.' })
  members(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PageArgs) args: PageArgs) {
    return members.listMembers(ctx, project.id, args);
  }
}
