import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can, canSomewhere } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Environment } from '../environments/environment.entity.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { Service } from './service.entity.ts';
import * as services from './service.service.ts';
import { syncServices } from './service.sync.ts';
import { CreateServiceInput, ServiceConnection, SyncServicesResult, UpdateServiceInput } from './service.types.ts';
import { servicesFolder } from './service-folder.ts';
import { Variable } from './variable.entity.ts';
import { variablesAt } from './variable.queries.ts';

interface ServiceRow {
  id: string;
  projectId: string;
}

@Resolver(() => Service)
export class ServiceResolver {
  @Query(() => Service, { nullable: true, description: 'The service of this id.' })
  service(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The service.' }) id: string) {
    return services.findService(ctx, id);
  }

  @Mutation(() => Service, {
    description: 'Makes a service of a folder by hand; `syncServices` does it for all folders.',
  })
  createService(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateServiceInput, { description: 'Its names, source and settings.' })
    input: CreateServiceInput,
  ) {
    return services.createService(ctx, input);
  }

  @Mutation(() => Service, { description: 'Changes a service’s settings.' })
  updateService(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateServiceInput, { description: 'What to change.' }) input: UpdateServiceInput,
  ) {
    return services.updateService(ctx, input);
  }

  @Mutation(() => Service, { description: 'Hides a service; `restoreService` brings it back.' })
  deleteService(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The service.' }) id: string) {
    return services.deleteService(ctx, id);
  }

  @Mutation(() => Service, { description: 'Brings a deleted service back.' })
  restoreService(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The service.' }) id: string) {
    return services.restoreService(ctx, id);
  }

  @Mutation(() => SyncServicesResult, {
    description: 'Reads the project’s services folder and makes its services match it.',
  })
  syncServices(@Ctx() ctx: Context, @Arg('projectId', () => ID, { description: 'The project.' }) projectId: string) {
    return syncServices(ctx, projectId);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() service: ServiceRow) {
    return loaderOf(ctx, projectsById).load(service.projectId);
  }

  @FieldResolver(() => [Variable], { description: 'The variables of all its deployments, by name.' })
  variables(@Ctx() ctx: Context, @Root() service: ServiceRow) {
    return variablesAt(ctx, { projectId: service.projectId, environmentId: null, serviceId: service.id });
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may set and delete its variables.' })
  viewerCanManageVariables(@Ctx() ctx: Context, @Root() service: ServiceRow) {
    return can(ctx.actor, 'variable:manage', {
      projectId: service.projectId,
      environmentId: null,
      serviceId: service.id,
    });
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change it.' })
  viewerCanUpdate(@Ctx() ctx: Context, @Root() service: ServiceRow) {
    return can(ctx.actor, 'service:manage', services.placeOf(service.projectId, service.id));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may deploy it.' })
  viewerCanDeploy(@Ctx() ctx: Context, @Root() service: ServiceRow) {
    return canSomewhere(ctx.actor, 'deployment:create', { projectId: service.projectId, serviceId: service.id });
  }
}

@Resolver(() => Project)
export class ProjectServicesResolver {
  @FieldResolver(() => ServiceConnection, { description: 'What can be deployed, by slug.' })
  services(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PageArgs) args: PageArgs) {
    return services.listServices(ctx, project.id, args);
  }

  @FieldResolver(() => String, {
    description: 'The folder on the server that `syncServices` reads: one folder per service.',
  })
  servicesFolder(@Ctx() ctx: Context, @Root() project: { slug: string }) {
    return servicesFolder(ctx.app, project.slug);
  }

  @FieldResolver(() => [Variable], { description: 'The variables of all deployments of the project, by name.' })
  variables(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return variablesAt(ctx, { projectId: project.id, environmentId: null, serviceId: null });
  }
}

@Resolver(() => Environment)
export class EnvironmentVariablesResolver {
  @FieldResolver(() => Boolean, { description: 'Whether you may set and delete its variables.' })
  viewerCanManageVariables(@Ctx() ctx: Context, @Root() environment: { id: string; projectId: string }) {
    return can(ctx.actor, 'variable:manage', {
      projectId: environment.projectId,
      environmentId: environment.id,
      serviceId: null,
    });
  }

  @FieldResolver(() => [Variable], { description: 'The variables of all deployments to it, by name.' })
  variables(@Ctx() ctx: Context, @Root() environment: { id: string; projectId: string }) {
    return variablesAt(ctx, {
      projectId: environment.projectId,
      environmentId: environment.id,
      serviceId: null,
    });
  }
}
