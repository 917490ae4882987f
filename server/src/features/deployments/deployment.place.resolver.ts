import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs, pageSize } from '../../platform/graphql/connection.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { environmentsOfProjects } from '../environments/environment.service.ts';
import { LogBatch } from '../logs/log.types.ts';
import { Project } from '../projects/project.entity.ts';
import { Service } from '../services/service.entity.ts';
import { servicesById } from '../services/service.service.ts';
import { VariableUse } from '../services/variable.types.ts';
import { Deployment, DeploymentConnection, DeploymentPreview, MatrixCell } from './deployment.entity.ts';
import { deploymentChangedField, deploymentLogField, deploymentsChangedField } from './deployment.live.ts';
import { expectedDurations, placeKey } from './deployment.loaders.ts';
import * as queries from './deployment.queries.ts';
import { findPlace } from './deployment.service.ts';
import { DeploymentFilter, DeploymentPreviewInput } from './deployment.types.ts';

const pageOf = ({ first, after }: PageArgs) => ({ first, after });

/** What deployments add to projects and services. */
@Resolver(() => Project)
export class ProjectDeploymentsResolver {
  @FieldResolver(() => DeploymentConnection, { description: 'Its deployments, newest first.' })
  deployments(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeploymentFilter, { nullable: true, description: 'Which of them.' })
    filter?: DeploymentFilter | null,
  ) {
    return loaderOf(ctx, queries.deploymentPages).load({
      ...pageOf(page),
      filter,
      projectId: project.id,
      serviceId: null,
    });
  }

  @FieldResolver(() => [MatrixCell], {
    description: 'Services × environments: what is live and what is newest, for each; at most 200 services.',
  })
  async matrix(@Ctx() ctx: Context, @Root() project: { id: string }) {
    const cells = await queries.matrixRows(ctx, project.id);
    const ids = [...new Set(cells.flatMap((cell) => [cell.liveId, cell.latestId].filter((id) => id !== null)))];
    const [deployments, services, environments] = await Promise.all([
      queries.deploymentsById(ctx, ids),
      servicesById(ctx, [...new Set(cells.map((cell) => cell.serviceId))]),
      loaderOf(ctx, environmentsOfProjects).load(project.id),
    ]);
    const byId = new Map(deployments.map((deployment) => [deployment?.id, deployment]));
    return cells.map((cell) => ({
      id: placeKey(cell.serviceId, cell.environmentId),
      service: services.find((service) => service?.id === cell.serviceId),
      environment: environments.find((environment) => environment.id === cell.environmentId),
      live: cell.liveId ? byId.get(cell.liveId) : null,
      latest: cell.latestId ? byId.get(cell.latestId) : null,
      activeCount: cell.activeCount,
    }));
  }
}

@Resolver(() => Service)
export class ServiceDeploymentsResolver {
  @FieldResolver(() => DeploymentConnection, { description: 'Its deployments, newest first.' })
  deployments(
    @Ctx() ctx: Context,
    @Root() service: { id: string; projectId: string },
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeploymentFilter, { nullable: true, description: 'Which of them.' })
    filter?: DeploymentFilter | null,
  ) {
    const { projectId } = service;
    return loaderOf(ctx, queries.deploymentPages).load({ ...pageOf(page), filter, projectId, serviceId: service.id });
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Median duration of its last successful deployments to an environment, in ms.',
  })
  expectedDurationMs(
    @Ctx() ctx: Context,
    @Root() service: { id: string },
    @Arg('environmentId', () => ID, { description: 'The environment.' }) environmentId: string,
  ) {
    return loaderOf(ctx, expectedDurations).load(placeKey(service.id, environmentId));
  }

  @FieldResolver(() => [String], { description: 'Versions that were deployed with success, newest first.' })
  async recentVersions(
    @Ctx() ctx: Context,
    @Root() service: { id: string },
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at the most, 1–50.' }) first: number,
  ) {
    const count = pageSize(first, 50);
    return (await loaderOf(ctx, queries.recentVersionsOf).load(service.id)).slice(0, count);
  }
}

/** What deployments add to variables. */
@Resolver(() => VariableUse)
export class VariableUseDeploymentsResolver {
  @FieldResolver(() => Deployment, { nullable: true, description: 'The last deployment that got it.' })
  lastDeployment(@Ctx() ctx: Context, @Root() use: { lastDeploymentId: string | null }) {
    return use.lastDeploymentId ? loaderOf(ctx, queries.deploymentsById).load(use.lastDeploymentId) : null;
  }
}

@Resolver()
export class DeploymentPreviewResolver {
  @Query(() => DeploymentPreview, { description: 'What deploying now would meet: what is live, and what goes first.' })
  async deploymentPreview(
    @Ctx() ctx: Context,
    @Arg('input', () => DeploymentPreviewInput, { description: 'Which service, to which environment.' })
    input: DeploymentPreviewInput,
  ) {
    const { service, environment } = await findPlace(ctx, input);
    const [live, ahead, expectedDurationMs] = await Promise.all([
      queries.liveDeployment(ctx, service.id, environment.id),
      queries.deploymentsAhead(ctx, service.id, environment.id),
      loaderOf(ctx, expectedDurations).load(placeKey(service.id, environment.id)),
    ]);
    return { live, ahead, expectedDurationMs, requiresApproval: environment.requiresApproval };
  }

  @Subscription(() => Deployment, {
    subscribe: liveSubscribe(deploymentChangedField) as never,
    description: 'The deployment at once, then after each change; completes when it has ended.',
  })
  deploymentChanged(
    @Root('deploymentChanged') deployment: object,
    @Arg('id', () => ID, { description: 'The deployment.' }) _id: string,
  ) {
    return deployment;
  }

  @Subscription(() => Deployment, {
    subscribe: liveSubscribe(deploymentsChangedField) as never,
    description: 'Each deployment of a project that changes.',
  })
  deploymentsChanged(
    @Root('deploymentsChanged') deployment: object,
    @Arg('projectId', () => ID, { description: 'The project.' }) _projectId: string,
  ) {
    return deployment;
  }

  @Subscription(() => LogBatch, {
    subscribe: liveSubscribe(deploymentLogField) as never,
    description:
      'Every line after `after`, once and in order: first what is stored, then live; completes when the log has ended.',
  })
  deploymentLog(
    @Root('deploymentLog') batch: object,
    @Arg('id', () => ID, { description: 'The deployment.' }) _id: string,
    @Arg('after', () => Int, { defaultValue: 0, description: 'The `seq` that you have already; 0 for all.' })
    _after: number,
  ) {
    return batch;
  }
}
