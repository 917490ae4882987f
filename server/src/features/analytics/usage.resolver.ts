import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { INSTALLATION } from '../../platform/facts.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Project } from '../projects/project.entity.ts';
import { listMeasures, MOST_SHOWN_GROUPS, measure } from './measure.service.ts';
import { Measure, MetricsUpdate, StepHotSpot, UsageMetrics, UsageMetricsInput } from './measure.types.ts';
import { metricsChangedField } from './metrics.live.ts';
import { stepHotSpots } from './step-hot-spots.service.ts';

const MOST = { mostGroups: MOST_SHOWN_GROUPS };

@ArgsType()
class StepHotSpotsArgs {
  @Field(() => DateTime, { description: 'Where the window begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.' })
  to: Date;

  @Field(() => [ID], { nullable: true, description: 'Only of these services.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only in these environments.' })
  environmentIds?: string[] | null;

  @Field(() => Int, { defaultValue: 20, description: 'How many at the most, 1–100.' })
  first: number;
}

@Resolver(() => UsageMetrics)
export class UsageResolver {
  @Query(() => [Measure], { description: 'Everything that can be measured.' })
  measures(@Ctx() ctx: Context): Measure[] {
    requireActor(ctx);
    return listMeasures();
  }

  @Query(() => UsageMetrics, {
    description:
      'Measures of the installation itself: its API outside of projects, sign-ins; for administrators. Days are those of UTC.',
  })
  platformMetrics(
    @Ctx() ctx: Context,
    @Arg('input', () => UsageMetricsInput, { description: 'What to measure, and when.' }) input: UsageMetricsInput,
  ): Promise<UsageMetrics> {
    return measure(ctx, INSTALLATION, input, MOST);
  }

  @Subscription(() => MetricsUpdate, {
    description:
      'Measures as they grow: all of them at once, then at most two patches a second, until the window is over.',
    subscribe: liveSubscribe(metricsChangedField),
  })
  metricsChanged(
    @Root('metricsChanged') update: MetricsUpdate,
    @Arg('projectId', () => ID, { description: 'The project; for administrators also `installation`.' })
    _projectId: string,
    @Arg('input', () => UsageMetricsInput, {
      description: 'What to measure. `to` is the end of the running bucket, or later.',
    })
    _input: UsageMetricsInput,
  ): MetricsUpdate {
    return update;
  }
}

/** What analytics adds to projects. */
@Resolver(() => Project)
export class ProjectUsageResolver {
  @FieldResolver(() => UsageMetrics, { description: 'Measures of the project over a window of time.' })
  usageMetrics(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Arg('input', () => UsageMetricsInput, { description: 'What to measure, and when.' }) input: UsageMetricsInput,
  ): Promise<UsageMetrics> {
    return measure(ctx, project.id, input, MOST);
  }

  @FieldResolver(() => [StepHotSpot], { description: 'The steps that took the most time in all, most first.' })
  stepHotSpots(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Args(() => StepHotSpotsArgs) args: StepHotSpotsArgs,
  ): Promise<StepHotSpot[]> {
    return stepHotSpots(ctx, project.id, args);
  }
}
