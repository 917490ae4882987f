import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can, canSomewhere } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { Environment } from './environment.entity.ts';
import * as environments from './environment.service.ts';
import { CreateEnvironmentInput, UpdateEnvironmentInput } from './environment.types.ts';

interface EnvironmentRow {
  id: string;
  projectId: string;
}

@Resolver(() => Environment)
export class EnvironmentResolver {
  @Query(() => Environment, { nullable: true, description: 'The environment of this id.' })
  environment(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The environment.' }) id: string) {
    return environments.findEnvironment(ctx, id);
  }

  @Mutation(() => Environment, { description: 'Adds a place to deploy to.' })
  createEnvironment(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateEnvironmentInput, { description: 'Its names, rank and address.' })
    input: CreateEnvironmentInput,
  ) {
    return environments.createEnvironment(ctx, input);
  }

  @Mutation(() => Environment, { description: 'Changes an environment.' })
  updateEnvironment(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateEnvironmentInput, { description: 'What to change.' }) input: UpdateEnvironmentInput,
  ) {
    return environments.updateEnvironment(ctx, input);
  }

  @Mutation(() => Environment, { description: 'Hides an environment; `restoreEnvironment` brings it back.' })
  deleteEnvironment(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The environment.' }) id: string) {
    return environments.deleteEnvironment(ctx, id);
  }

  @Mutation(() => Environment, { description: 'Brings a deleted environment back.' })
  restoreEnvironment(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The environment.' }) id: string) {
    return environments.restoreEnvironment(ctx, id);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() environment: EnvironmentRow) {
    return loaderOf(ctx, projectsById).load(environment.projectId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change it.' })
  viewerCanUpdate(@Ctx() ctx: Context, @Root() environment: EnvironmentRow) {
    return can(ctx.actor, 'environment:manage', environments.placeOf(environment.projectId, environment.id));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may deploy to it.' })
  viewerCanDeploy(@Ctx() ctx: Context, @Root() environment: EnvironmentRow) {
    return canSomewhere(ctx.actor, 'deployment:create', {
      projectId: environment.projectId,
      environmentId: environment.id,
    });
  }
}

@Resolver(() => Project)
export class ProjectEnvironmentsResolver {
  @FieldResolver(() => [Environment], { description: 'The places to deploy to, by rank; at most 50.' })
  environments(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return loaderOf(ctx, environments.environmentsOfProjects).load(project.id);
  }
}
