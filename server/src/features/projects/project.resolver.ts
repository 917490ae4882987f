import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ROLES } from '../../platform/auth/actor.ts';
import { can, roleIn } from '../../platform/auth/authorize.ts';
import { PERMISSIONS, ROLE_DESCRIPTIONS, ROLE_PERMISSIONS, TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { Role } from './member.entity.ts';
import { Project } from './project.entity.ts';
import * as projects from './project.service.ts';
import {
  CreateProjectInput,
  PermissionDescription,
  ProjectConnection,
  RoleDescription,
  UpdateProjectInput,
} from './project.types.ts';

interface ProjectRow {
  id: string;
  slug: string;
}

@Resolver(() => Project)
export class ProjectResolver {
  @Query(() => ProjectConnection, { description: 'The projects you may see, by name.' })
  projects(@Ctx() ctx: Context, @Args(() => PageArgs) args: PageArgs) {
    return projects.listProjects(ctx, args);
  }

  @Query(() => Project, { nullable: true, description: 'The project of this slug; null when you can’t see one.' })
  project(@Ctx() ctx: Context, @Arg('slug', () => String, { description: 'Its name in addresses.' }) slug: string) {
    return projects.findProjectBySlug(ctx, slug);
  }

  @Mutation(() => Project, { description: 'Makes a project and you its owner.' })
  createProject(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateProjectInput, { description: 'Its names and time zone.' }) input: CreateProjectInput,
  ) {
    return projects.createProject(ctx, input);
  }

  @Mutation(() => Project, { description: 'Changes a project’s name or time zone.' })
  updateProject(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateProjectInput, { description: 'What to change.' }) input: UpdateProjectInput,
  ) {
    return projects.updateProject(ctx, input);
  }

  @Mutation(() => Project, { description: 'Hides a project from everybody; `restoreProject` brings it back.' })
  deleteProject(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The project.' }) id: string) {
    return projects.deleteProject(ctx, id);
  }

  @Mutation(() => Project, { description: 'Brings a deleted project back; for its owners.' })
  restoreProject(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The project.' }) id: string) {
    return projects.restoreProject(ctx, id);
  }

  @FieldResolver(() => Role, { nullable: true, description: 'Your role here; null for a token without a person.' })
  viewerRole(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return roleIn(ctx.actor, project.id);
  }

  @FieldResolver(() => [RoleDescription], { description: 'What each role may do here.' })
  roleDescriptions(): RoleDescription[] {
    return ROLES.map((role) => ({
      role: Role[role],
      description: ROLE_DESCRIPTIONS[role],
      permissions: [...ROLE_PERMISSIONS[role]],
    }));
  }

  @FieldResolver(() => [PermissionDescription], { description: 'The rights you can hand on to a service token here.' })
  grantablePermissions(@Ctx() ctx: Context, @Root() project: ProjectRow): PermissionDescription[] {
    return TOKEN_SCOPES.filter((name) => can(ctx.actor, name, project.id)).map((name) => ({
      name,
      description: PERMISSIONS[name],
    }));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change name and time zone.' })
  viewerCanUpdate(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'project:update', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may delete the project.' })
  viewerCanDelete(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'project:delete', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may deploy here.' })
  viewerCanDeploy(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'deployment:create', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may add, change and remove members.' })
  viewerCanManageMembers(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'member:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may make and revoke service tokens.' })
  viewerCanManageTokens(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'token:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may add, change and sync services.' })
  viewerCanManageServices(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'service:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may add and change environments.' })
  viewerCanManageEnvironments(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'environment:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may set and delete variables.' })
  viewerCanManageVariables(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'variable:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may read the audit trail.' })
  viewerCanReadAudit(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'audit:read', project.id);
  }
}
