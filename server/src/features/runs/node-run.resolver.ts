import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { PageArgs } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Deployment } from '../deployments/deployment.entity.ts';
import { deploymentsById } from '../deployments/deployment.queries.ts';
import { Project } from '../projects/project.entity.ts';
import { ApprovalRequest, NodeApproval, NodeRun, NodeRunConnection, NodeWait } from './node-run.entity.ts';
import { type ApprovalRequestRow, listApprovals, type NodeRunRow } from './node-run.queries.ts';
import { decideApproval } from './run.decisions.service.ts';
import { Run } from './run.entity.ts';
import { decisionsOf, hasDecided } from './run.loaders.ts';
import { runsById } from './run.queries.ts';
import { mayDecide } from './run.rules.ts';
import { DecideApprovalInput } from './run.types.ts';

@Resolver(() => NodeRun)
export class NodeRunResolver {
  @Mutation(() => NodeRun, {
    description:
      'Decides about a node that waits for approval. It goes on when enough have approved; one rejection ends it.',
  })
  decideApproval(
    @Ctx() ctx: Context,
    @Arg('input', () => DecideApprovalInput, { description: 'About what, and how.' }) input: DecideApprovalInput,
  ) {
    return decideApproval(ctx, input);
  }

  @FieldResolver(() => Run, { description: 'The run it belongs to.' })
  run(@Ctx() ctx: Context, @Root() nodeRun: NodeRunRow) {
    return loaderOf(ctx, runsById).load(nodeRun.runId);
  }
}

type WaitRow = NonNullable<NodeRunRow['wait']>;

@Resolver(() => NodeWait)
export class NodeWaitResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'The run that it waits for.' })
  run(@Ctx() ctx: Context, @Root() wait: WaitRow) {
    return wait.kind === 'CHILD_RUN' && wait.key ? loaderOf(ctx, runsById).load(wait.key) : null;
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The deployment that it waits for.' })
  deployment(@Ctx() ctx: Context, @Root() wait: WaitRow) {
    return wait.kind === 'DEPLOYMENT' && wait.key ? loaderOf(ctx, deploymentsById).load(wait.key) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The address whose call it waits for.' })
  url(@Ctx() ctx: Context, @Root() wait: WaitRow) {
    return wait.hookKey ? `${ctx.app.config.publicUrl ?? ''}/hooks/${wait.hookKey}` : null;
  }
}

@Resolver(() => ApprovalRequest)
export class ApprovalRequestResolver {
  @FieldResolver(() => [NodeApproval], { description: 'What was decided so far.' })
  decisions(@Ctx() ctx: Context, @Root() request: ApprovalRequestRow) {
    return loaderOf(ctx, decisionsOf).load(request.rowId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may decide now.' })
  async viewerCanDecide(@Ctx() ctx: Context, @Root() request: ApprovalRequestRow) {
    if (!request.isWaiting || !mayDecide(ctx.actor, request)) return false;
    const decisions = await loaderOf(ctx, decisionsOf).load(request.rowId);
    return !hasDecided(decisions, ctx.actor?.kind === 'USER' ? ctx.actor.userId : null);
  }
}

/** What runs add to projects. */
@Resolver(() => Project)
export class ProjectApprovalsResolver {
  @FieldResolver(() => NodeRunConnection, {
    description: 'Nodes of runs that wait for approval and that you may decide, newest first.',
  })
  approvals(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PageArgs) { first, after }: PageArgs) {
    return listApprovals(ctx, { projectId: project.id, first, after });
  }
}
