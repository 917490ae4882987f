import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can, canSomewhere, membershipIn } from '../../platform/auth/authorize.ts';
import { isPlaced, PERMISSIONS, type Permission, TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { Role } from './member.entity.ts';
import { Project } from './project.entity.ts';
import * as projects from './project.service.ts';
import { CreateProjectInput, PermissionDescription, ProjectConnection, UpdateProjectInput } from './project.types.ts';

interface ProjectRow {
  id: string;
  slug: string;
}

const describePermission = (name: Permission): PermissionDescription => ({
  name,
  description: PERMISSIONS[name],
  isPlaced: isPlaced(name),
});

const everywhere = ({ id }: ProjectRow) => ({ projectId: id, environmentId: null, serviceId: null });

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
    return membershipIn(ctx.actor, project.id)?.role ?? null;
  }

  @FieldResolver(() => [PermissionDescription], { description: 'All rights there are in a project, in words.' })
  permissions(): PermissionDescription[] {
    return TOKEN_SCOPES.map(describePermission);
  }

  @FieldResolver(() => [String], { description: 'Names of the rights you have here, anywhere in the project.' })
  viewerPermissions(@Ctx() ctx: Context, @Root() project: ProjectRow): string[] {
    return TOKEN_SCOPES.filter((name) => canSomewhere(ctx.actor, name, { projectId: project.id }));
  }

  @FieldResolver(() => [PermissionDescription], { description: 'The rights you can hand on to a token here.' })
  grantablePermissions(@Ctx() ctx: Context, @Root() project: ProjectRow): PermissionDescription[] {
    return TOKEN_SCOPES.filter((name) => canSomewhere(ctx.actor, name, { projectId: project.id })).map(
      describePermission,
    );
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
    return canSomewhere(ctx.actor, 'deployment:create', { projectId: project.id });
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may add, change and remove members.' })
  viewerCanManageMembers(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'member:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may make and revoke service tokens.' })
  viewerCanManageTokens(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'token:manage', project.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether you may add and sync services; each says itself whether you may change it.',
  })
  viewerCanManageServices(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'service:manage', everywhere(project));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether you may add environments; each says itself whether you may change it.',
  })
  viewerCanManageEnvironments(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'environment:manage', everywhere(project));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may set and delete variables.' })
  viewerCanManageVariables(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'variable:manage', everywhere(project));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may read the audit trail.' })
  viewerCanReadAudit(@Ctx() ctx: Context, @Root() project: ProjectRow) {
    return can(ctx.actor, 'audit:read', project.id);
  }
}
