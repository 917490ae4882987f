import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Role } from './member.entity.ts';
import { Project } from './project.entity.ts';
import { ProjectRole } from './role.entity.ts';
import * as roles from './role.service.ts';
import { CreateRoleInput, UpdateRoleInput } from './role.types.ts';

@Resolver(() => ProjectRole)
export class RoleResolver {
  @Mutation(() => ProjectRole, { description: 'Makes a role of the project’s own; at most 50.' })
  createRole(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateRoleInput, { description: 'Its name and rights.' }) input: CreateRoleInput,
  ) {
    return roles.createRole(ctx, input);
  }

  @Mutation(() => ProjectRole, { description: 'Changes a role, at once for all who have it.' })
  updateRole(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateRoleInput, { description: 'What to change.' }) input: UpdateRoleInput,
  ) {
    return roles.updateRole(ctx, input);
  }

  @Mutation(() => ProjectRole, {
    description: 'Hides a role that neither members nor open invitations have; `restoreRole` brings it back.',
  })
  deleteRole(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The role.' }) id: string) {
    return roles.deleteRole(ctx, id);
  }

  @Mutation(() => ProjectRole, { description: 'Brings a deleted role back.' })
  restoreRole(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The role.' }) id: string) {
    return roles.restoreRole(ctx, id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is one of the four that every project has.' })
  isBuiltIn(@Root() role: ProjectRole) {
    return role.role !== Role.CUSTOM;
  }

  @FieldResolver(() => Int, { description: 'How many members have it.' })
  memberCount(@Ctx() ctx: Context, @Root() role: ProjectRole) {
    return loaderOf(ctx, roles.memberCounts).load(role.id);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether you may change or delete it: built-in ones stay as they are, and so do those that have more than you.',
  })
  viewerCanChange(@Ctx() ctx: Context, @Root() role: ProjectRole) {
    return roles.canChangeRole(ctx, role);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether you may give it to somebody, limited to the places of your own rights if those are limited.',
  })
  viewerCanAssign(@Ctx() ctx: Context, @Root() role: ProjectRole) {
    return roles.canAssignRole(ctx, role);
  }
}

@Resolver(() => Project)
export class ProjectRolesResolver {
  @FieldResolver(() => [ProjectRole], {
    description:
      'What members can be: the four built-in roles from most to least, then the project’s own by name; at most 54.',
  })
  roles(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return loaderOf(ctx, roles.rolesOfProjects).load(project.id);
  }
}
