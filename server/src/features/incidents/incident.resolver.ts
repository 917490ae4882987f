import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Deployment } from '../deployments/deployment.entity.ts';
import { deploymentsById } from '../deployments/deployment.queries.ts';
import { Environment } from '../environments/environment.entity.ts';
import { environmentsById } from '../environments/environment.service.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import { Service } from '../services/service.entity.ts';
import { servicesById } from '../services/service.service.ts';
import { linkIncident } from './incident.cause.service.ts';
import { Incident, IncidentConnection, IncidentEntry, IncidentHook } from './incident.entity.ts';
import { incidentsChangedField } from './incident.live.ts';
import * as queries from './incident.queries.ts';
import * as incidents from './incident.service.ts';
import {
  CreateIncidentHookInput,
  CreateIncidentInput,
  IncidentHookSecret,
  IncidentsArgs,
  LinkIncidentInput,
  ResolveIncidentInput,
  UpdateIncidentInput,
} from './incident.types.ts';
import * as hooks from './incident-hook.service.ts';

const isThere = <T>(found: T | Error | null): found is T => found !== null && !(found instanceof Error);

@Resolver(() => Incident)
export class IncidentResolver {
  @Query(() => Incident, { nullable: true, description: 'The incident of this id.' })
  incident(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The incident.' }) id: string) {
    return queries.findIncident(ctx, id);
  }

  @Mutation(() => Incident, {
    description: 'Opens an incident, or writes down one that is over, and looks for the deployment that caused it.',
  })
  createIncident(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateIncidentInput, { description: 'What is wrong.' }) input: CreateIncidentInput,
  ) {
    return incidents.createIncident(ctx, input);
  }

  @Mutation(() => Incident, { description: 'Changes what is said of an incident.' })
  updateIncident(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateIncidentInput, { description: 'What to change.' }) input: UpdateIncidentInput,
  ) {
    return incidents.updateIncident(ctx, input);
  }

  @Mutation(() => Incident, { description: 'Says that an incident is over. One that is over stays as it is.' })
  resolveIncident(
    @Ctx() ctx: Context,
    @Arg('input', () => ResolveIncidentInput, { description: 'Which, and when it was over.' })
    input: ResolveIncidentInput,
  ) {
    return incidents.resolveIncident(ctx, input);
  }

  @Mutation(() => Incident, { description: 'Says that an incident goes on after all.' })
  reopenIncident(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The incident.' }) id: string) {
    return incidents.reopenIncident(ctx, id);
  }

  @Mutation(() => Incident, { description: 'Corrects what caused an incident.' })
  linkIncident(
    @Ctx() ctx: Context,
    @Arg('input', () => LinkIncidentInput, { description: 'What caused it.' }) input: LinkIncidentInput,
  ) {
    return linkIncident(ctx, input);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() incident: Incident) {
    return loaderOf(ctx, projectsById).load(incident.projectId);
  }

  @FieldResolver(() => Service, { nullable: true, description: 'What fails; null when it is not one service.' })
  service(@Ctx() ctx: Context, @Root() incident: Incident) {
    return incident.serviceId ? loaderOf(ctx, servicesById).load(incident.serviceId) : null;
  }

  @FieldResolver(() => Environment, { nullable: true, description: 'Where it fails; null when nobody said.' })
  environment(@Ctx() ctx: Context, @Root() incident: Incident) {
    return incident.environmentId ? loaderOf(ctx, environmentsById).load(incident.environmentId) : null;
  }

  @FieldResolver(() => Deployment, {
    nullable: true,
    description: 'The deployment that caused it; null when none is known to.',
  })
  deployment(@Ctx() ctx: Context, @Root() incident: Incident) {
    return incident.deploymentId ? loaderOf(ctx, deploymentsById).load(incident.deploymentId) : null;
  }

  @FieldResolver(() => Incident, {
    nullable: true,
    description: 'The incident that it is the same as: they count once.',
  })
  duplicateOf(@Ctx() ctx: Context, @Root() incident: Incident) {
    return incident.duplicateOfId ? loaderOf(ctx, queries.incidentsById).load(incident.duplicateOfId) : null;
  }

  @FieldResolver(() => [Deployment], { description: 'Deployments that say they mend it, oldest first; at most 20.' })
  async remediations(@Ctx() ctx: Context, @Root() incident: Incident) {
    const ids = await loaderOf(ctx, queries.remediationsOf).load(incident.id);
    return (await loaderOf(ctx, deploymentsById).loadMany(ids)).filter(isThere);
  }

  @FieldResolver(() => [IncidentEntry], { description: 'Its history, oldest first: the last 100 lines.' })
  entries(@Ctx() ctx: Context, @Root() incident: Incident) {
    return loaderOf(ctx, queries.entriesOf).load(incident.id);
  }

  @FieldResolver(() => Int, { description: 'How many others are the same.' })
  duplicateCount(@Ctx() ctx: Context, @Root() incident: Incident) {
    return loaderOf(ctx, queries.duplicateCounts).load(incident.id);
  }

  @FieldResolver(() => Float, { nullable: true, description: 'From detection to resolution, or so far, in ms.' })
  durationMs(@Ctx() ctx: Context, @Root() incident: Incident) {
    return incidents.durationOf(ctx, incident);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change, link and resolve it.' })
  viewerCanManage(@Ctx() ctx: Context, @Root() incident: Incident) {
    return can(ctx.actor, 'incident:manage', incident.projectId);
  }

  @Subscription(() => Incident, {
    subscribe: liveSubscribe(incidentsChangedField) as never,
    description: 'Each incident of a project that is opened, changed or resolved.',
  })
  incidentsChanged(
    @Root('incidentsChanged') incident: object,
    @Arg('projectId', () => ID, { description: 'The project.' }) _projectId: string,
  ) {
    return incident;
  }
}

@Resolver(() => IncidentHook)
export class IncidentHookResolver {
  @Mutation(() => IncidentHookSecret, {
    description: 'Makes an address that opens and resolves incidents. Its secret is shown this once.',
  })
  createIncidentHook(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateIncidentHookInput, { description: 'What it stands for.' })
    input: CreateIncidentHookInput,
  ) {
    return hooks.createIncidentHook(ctx, input);
  }

  @Mutation(() => IncidentHookSecret, { description: 'Gives a webhook another secret; the one before is refused.' })
  rotateIncidentHookSecret(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The webhook.' }) id: string) {
    return hooks.rotateIncidentHookSecret(ctx, id);
  }

  @Mutation(() => IncidentHook, { description: 'Takes a webhook away. Its incidents stay.' })
  deleteIncidentHook(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The webhook.' }) id: string) {
    return hooks.deleteIncidentHook(ctx, id);
  }

  @FieldResolver(() => String, { description: 'Where callers reach it.' })
  url(@Ctx() ctx: Context, @Root() hook: IncidentHook) {
    return hooks.hookUrl(ctx, hook.id);
  }

  @FieldResolver(() => Service, { nullable: true, description: 'What fails where a call doesn’t say.' })
  service(@Ctx() ctx: Context, @Root() hook: IncidentHook) {
    return hook.serviceId ? loaderOf(ctx, servicesById).load(hook.serviceId) : null;
  }

  @FieldResolver(() => Environment, { nullable: true, description: 'Where it fails where a call doesn’t say.' })
  environment(@Ctx() ctx: Context, @Root() hook: IncidentHook) {
    return hook.environmentId ? loaderOf(ctx, environmentsById).load(hook.environmentId) : null;
  }
}

@Resolver(() => Project)
export class ProjectIncidentsResolver {
  @FieldResolver(() => IncidentConnection, { description: 'Its incidents, the last detected first.' })
  incidents(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => IncidentsArgs) args: IncidentsArgs) {
    return queries.listIncidents(ctx, project.id, args);
  }

  @FieldResolver(() => [IncidentHook], { description: 'Addresses that open and resolve its incidents; at most 50.' })
  incidentHooks(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.listHooks(ctx, project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may open, link and resolve incidents.' })
  viewerCanManageIncidents(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'incident:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may set up webhooks of incidents.' })
  viewerCanManageIncidentHooks(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'analytics:manage', project.id);
  }
}

@Resolver(() => Deployment)
export class DeploymentIncidentsResolver {
  @FieldResolver(() => [Incident], { description: 'What it caused, the first detected first; at most 50.' })
  incidents(@Ctx() ctx: Context, @Root() deployment: { id: string }) {
    return loaderOf(ctx, queries.incidentsOfDeployments).load(deployment.id);
  }

  @FieldResolver(() => Incident, { nullable: true, description: 'The incident that it says it mends.' })
  remediates(@Ctx() ctx: Context, @Root() deployment: { id: string }) {
    return loaderOf(ctx, queries.remediatedBy).load(deployment.id);
  }
}
