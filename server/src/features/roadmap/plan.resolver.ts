import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { type Batch, loaderOf } from '../../platform/graphql/loader.ts';
import { Project } from '../projects/project.entity.ts';
import * as queries from './plan.queries.ts';
import { importPlan, linkPlanItem } from './plan.service.ts';
import {
  ImportPlanInput,
  LinkPlanItemInput,
  PlanImport,
  PlanItemDeployment,
  PlanItemsArgs,
  PlanSummary,
} from './plan.types.ts';
import { PlanItem, PlanItemConnection } from './plan-item.entity.ts';

/** By the item itself: a page of them has its deployments in one statement. */
const deploymentsOf: Batch<PlanItem, object[]> = (ctx, items) =>
  queries.deploymentsOfItems(ctx, items) as Promise<object[][]>;

@Resolver(() => PlanItem)
export class PlanItemResolver {
  @Mutation(() => PlanImport, {
    description:
      'Makes the roadmap what the file says. Repeatable: items are found again by id, or by title and phase; what is gone from the file is marked as removed.',
  })
  importPlan(
    @Ctx() ctx: Context,
    @Arg('input', () => ImportPlanInput, { description: 'The file.' }) input: ImportPlanInput,
  ) {
    return importPlan(ctx, input);
  }

  @Mutation(() => PlanItem, { description: 'Says by hand that a deployment ships an item, or takes that back.' })
  linkPlanItem(
    @Ctx() ctx: Context,
    @Arg('input', () => LinkPlanItemInput, { description: 'The item and the deployment.' }) input: LinkPlanItemInput,
  ) {
    return linkPlanItem(ctx, input);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is due before today in the project’s zone and neither done nor canceled.',
  })
  async isOverdue(@Ctx() ctx: Context, @Root() item: PlanItem) {
    if (item.dueOn === null || item.status === 'DONE' || item.status === 'CANCELED') return false;
    const today = await loaderOf(ctx, queries.todayOf).load(item.projectId);
    return today !== null && item.dueOn < today;
  }

  @FieldResolver(() => [PlanItemDeployment], {
    description:
      'The newest deployments that ship it, at most 20: those with its id among their tickets, of its version, named by the file, or linked by hand.',
  })
  deployments(@Ctx() ctx: Context, @Root() item: PlanItem) {
    return loaderOf(ctx, deploymentsOf).load(item);
  }
}

@Resolver(() => Project)
export class ProjectPlanResolver {
  @FieldResolver(() => PlanItemConnection, { description: 'The roadmap, in the order of its file.' })
  planItems(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => PlanItemsArgs) args: PlanItemsArgs) {
    return queries.listPlanItems(ctx, project.id, args);
  }

  @FieldResolver(() => PlanSummary, { description: 'How far the roadmap is by phase, and its five most urgent items.' })
  planSummary(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.planSummary(ctx, project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may import the roadmap and link its items.' })
  viewerCanManagePlan(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'plan:manage', project.id);
  }
}
