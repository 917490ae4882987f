import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { User } from '../accounts/user.entity.ts';
import { readLog, searchLog } from '../logs/log.queries.ts';
import { LogBatch, LogSearchResult, LogStream } from '../logs/log.types.ts';
import { usersById } from '../projects/member.service.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/project.service.ts';
import * as decisions from './deployment.decisions.service.ts';
import { Approval, Deployment, DeploymentConnection } from './deployment.entity.ts';
import * as loaders from './deployment.loaders.ts';
import * as queries from './deployment.queries.ts';
import { type DeploymentRow, placeOf } from './deployment.queries.ts';
import * as deployments from './deployment.service.ts';
import { isCancelable, isRetryable } from './deployment.state.ts';
import { reportStep } from './deployment.steps.ts';
import {
  Change,
  DecideDeploymentInput,
  DeployInput,
  DeploymentFilter,
  DeploymentStep,
  ReportStepInput,
  RetryDeploymentInput,
  RollbackInput,
} from './deployment.types.ts';

@Resolver(() => Deployment)
export class DeploymentResolver {
  @Query(() => Deployment, { nullable: true, description: 'The deployment of this id.' })
  deployment(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The deployment.' }) id: string) {
    return queries.getDeployment(ctx, id);
  }

  @Query(() => DeploymentConnection, { description: 'A project’s deployments, newest first.' })
  deployments(
    @Ctx() ctx: Context,
    @Arg('projectId', () => ID, { description: 'The project.' }) projectId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => DeploymentFilter, { nullable: true, description: 'Which of them.' })
    filter?: DeploymentFilter | null,
  ) {
    return queries.listDeployments(ctx, projectId, { filter, first: page.first, after: page.after });
  }

  @Mutation(() => Deployment, { description: 'Deploys a version of a service to an environment.' })
  deploy(
    @Ctx() ctx: Context,
    @Arg('input', () => DeployInput, { description: 'What, and where.' }) input: DeployInput,
  ) {
    return deployments.deploy(ctx, input);
  }

  @Mutation(() => Deployment, { description: 'Stops a deployment; it is CANCELED when nothing of it is left.' })
  cancelDeployment(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The deployment.' }) id: string) {
    return decisions.cancelDeployment(ctx, id);
  }

  @Mutation(() => Deployment, { description: 'Tries a deployment that ended without success again, as a new one.' })
  retryDeployment(
    @Ctx() ctx: Context,
    @Arg('input', () => RetryDeploymentInput, { description: 'Which, and how much of it.' })
    input: RetryDeploymentInput,
  ) {
    return deployments.retryDeployment(ctx, input);
  }

  @Mutation(() => Deployment, { description: 'Deploys an earlier version again.' })
  rollback(
    @Ctx() ctx: Context,
    @Arg('input', () => RollbackInput, { description: 'Where, and to which deployment.' }) input: RollbackInput,
  ) {
    return deployments.rollback(ctx, input);
  }

  @Mutation(() => Deployment, { description: 'Lets a deployment that waits for approval go on.' })
  approveDeployment(
    @Ctx() ctx: Context,
    @Arg('input', () => DecideDeploymentInput, { description: 'Which, and why.' }) input: DecideDeploymentInput,
  ) {
    return decisions.approveDeployment(ctx, input);
  }

  @Mutation(() => Deployment, { description: 'Ends a deployment that waits for approval.' })
  rejectDeployment(
    @Ctx() ctx: Context,
    @Arg('input', () => DecideDeploymentInput, { description: 'Which, and why.' }) input: DecideDeploymentInput,
  ) {
    return decisions.rejectDeployment(ctx, input);
  }

  @Mutation(() => DeploymentStep, { description: 'Reports a step of the deployment whose own token is used.' })
  reportStep(
    @Ctx() ctx: Context,
    @Arg('input', () => ReportStepInput, { description: 'The step and its state.' }) input: ReportStepInput,
  ) {
    return reportStep(ctx, input);
  }

  @FieldResolver(() => Project, { description: 'The project it belongs to.' })
  project(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return loaderOf(ctx, projectsById).load(deployment.projectId);
  }

  @FieldResolver(() => [DeploymentStep], { description: 'Its steps, in order.' })
  steps(
    @Ctx() ctx: Context,
    @Root() deployment: DeploymentRow,
    @Arg('last', () => Int, { nullable: true, description: 'Only the last so many.' }) last?: number | null,
  ) {
    return loaders.stepsField(ctx, deployment, { last });
  }

  @FieldResolver(() => DeploymentStep, { nullable: true, description: 'The step that runs now, if any.' })
  currentStep(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return deployment.status === 'RUNNING' ? loaderOf(ctx, loaders.currentStepOf).load(deployment.id) : null;
  }

  @FieldResolver(() => LogBatch, { description: 'A page of the log.' })
  log(
    @Ctx() ctx: Context,
    @Root() deployment: DeploymentRow,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Lines after this number.' }) after: number,
    @Arg('first', () => Int, { defaultValue: 1000, description: 'How many at the most, 1–5000.' }) first: number,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Only lines that contain this text, whatever its case.',
    })
    search?: string | null,
    @Arg('stream', () => LogStream, { nullable: true, description: 'Only lines of this stream.' })
    stream?: LogStream | null,
    @Arg('stepKey', () => String, { nullable: true, description: 'Only lines of this step.' }) stepKey?: string | null,
  ) {
    return readLog(ctx, { streamId: deployment.logStreamId, after, first, search, stream, stepKey });
  }

  @FieldResolver(() => LogSearchResult, { description: 'Where a text occurs in the log, for next and previous.' })
  logSearch(
    @Ctx() ctx: Context,
    @Root() deployment: DeploymentRow,
    @Arg('text', () => String, { description: 'The text, whatever its case.' }) text: string,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Lines after this number.' }) after: number,
    @Arg('first', () => Int, { defaultValue: 1000, description: 'How many numbers at the most.' }) first: number,
    @Arg('stream', () => LogStream, { nullable: true, description: 'Only lines of this stream.' })
    stream?: LogStream | null,
    @Arg('stepKey', () => String, { nullable: true, description: 'Only lines of this step.' }) stepKey?: string | null,
  ) {
    return searchLog(ctx, { streamId: deployment.logStreamId, text, after, first, stream, stepKey });
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Median duration of the last ones like it that succeeded, in ms.',
  })
  expectedDurationMs(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    const place = loaders.placeKey(deployment.service.id, deployment.environment.id);
    return loaderOf(ctx, loaders.expectedDurations).load(place);
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The deployment it tries again.' })
  retryOf(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return deployment.retryOfId ? loaderOf(ctx, queries.deploymentsById).load(deployment.retryOfId) : null;
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The deployment whose version it brings back.' })
  rollbackOf(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return deployment.rollbackOfId ? loaderOf(ctx, queries.deploymentsById).load(deployment.rollbackOfId) : null;
  }

  @FieldResolver(() => [Deployment], {
    description: 'Of one that is queued: what goes first, the one under way first.',
  })
  waitsFor(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return deployment.status === 'QUEUED' ? loaderOf(ctx, loaders.aheadOf).load(deployment.id) : [];
  }

  @FieldResolver(() => String, { nullable: true, description: 'The version that was live when it was made.' })
  previousVersion(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return loaderOf(ctx, loaders.previousVersions).load(deployment.id);
  }

  @FieldResolver(() => [Approval], { description: 'What was decided about it.' })
  approvals(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return loaderOf(ctx, loaders.approvalsOf).load(deployment.id);
  }

  @FieldResolver(() => [Change], { description: 'The commits and tickets it carries.' })
  changes(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return loaderOf(ctx, loaders.changesOf).load(deployment.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may cancel it now.' })
  viewerCanCancel(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return isCancelable(deployment.status) && can(ctx.actor, 'deployment:cancel', placeOf(deployment));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may retry it now.' })
  viewerCanRetry(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return isRetryable(deployment.status) && can(ctx.actor, 'deployment:create', placeOf(deployment));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may approve or reject it now.' })
  viewerCanApprove(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return (
      deployment.status === 'AWAITING_APPROVAL' &&
      ctx.actor?.kind === 'USER' &&
      can(ctx.actor, 'deployment:approve', placeOf(deployment))
    );
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may roll back to it.' })
  viewerCanRollback(@Ctx() ctx: Context, @Root() deployment: DeploymentRow) {
    return (
      deployment.status === 'SUCCEEDED' &&
      !deployment.isDryRun &&
      can(ctx.actor, 'deployment:create', placeOf(deployment))
    );
  }
}

@Resolver(() => Approval)
export class ApprovalResolver {
  @FieldResolver(() => User, { description: 'Who decided.' })
  decidedBy(@Ctx() ctx: Context, @Root() approval: { userId: string }) {
    return loaderOf(ctx, usersById).load(approval.userId);
  }
}
