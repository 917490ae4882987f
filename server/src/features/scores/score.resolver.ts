import { Arg, Args, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { pageSize } from '../../platform/graphql/connection.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { type Batch, loaderOf } from '../../platform/graphql/loader.ts';
import { Project } from '../projects/project.entity.ts';
import { Service } from '../services/service.entity.ts';
import { servicesById } from '../services/service.service.ts';
import { scoresChangedField } from './score.live.ts';
import { type DayOfScores, historyOf } from './score.queries.ts';
import { totalOf } from './score.rules.ts';
import { listScores, scoresOfProjects, weighed } from './score.service.ts';
import { ScoreArgs, ScoreDay, ScoreWeightsInput, ServiceScore, ServiceScores } from './score.types.ts';

const MOST_DAYS = 366;
const wholeHistory: Batch<string, DayOfScores[]> = (ctx, ids) => historyOf(ctx, ids, MOST_DAYS);

@Resolver(() => ServiceScore)
export class ServiceScoreResolver {
  @FieldResolver(() => Service, { description: 'The service.' })
  service(@Ctx() ctx: Context, @Root() score: ServiceScore) {
    return loaderOf(ctx, servicesById).load(score.serviceId);
  }

  @FieldResolver(() => [ScoreDay], { description: 'What it was on each day that was kept, oldest first; at most 366.' })
  async history(
    @Ctx() ctx: Context,
    @Root() score: ServiceScore,
    @Arg('days', () => Int, { defaultValue: 90, description: 'Of how many of the last days, 1–366.' }) days: number,
  ) {
    const wanted = pageSize(days, MOST_DAYS);
    const kept = await loaderOf(ctx, wholeHistory).load(score.serviceId);
    return kept
      .filter(({ age }) => age < wanted)
      .map(({ day, parts }) => ({ at: `${day}T00:00:00Z`, total: totalOf(parts, score.weights) }));
  }

  @Subscription(() => ServiceScores, {
    subscribe: liveSubscribe(scoresChangedField),
    description: 'The scores of the project’s services: at once, and anew when something was counted.',
  })
  scoresChanged(
    @Root('scoresChanged') scores: ServiceScores,
    @Arg('projectId', () => ID, { description: 'The project.' }) _projectId: string,
    @Arg('weights', () => ScoreWeightsInput, { nullable: true, description: 'How much each part weighs.' })
    _weights?: ScoreWeightsInput | null,
  ) {
    return scores;
  }
}

@Resolver(() => Project)
export class ProjectScoresResolver {
  @FieldResolver(() => [ServiceScore], {
    description: 'How its services do beside each other, by name; at most 200.',
  })
  serviceScores(@Ctx() ctx: Context, @Root() project: { id: string }, @Args(() => ScoreArgs) { weights }: ScoreArgs) {
    return listScores(ctx, project.id, weights);
  }
}

@Resolver(() => Service)
export class ServiceScoresResolver {
  @FieldResolver(() => ServiceScore, {
    nullable: true,
    description: 'How it does beside the others of its project; null when it was deleted.',
  })
  async score(
    @Ctx() ctx: Context,
    @Root() service: { id: string; projectId: string },
    @Args(() => ScoreArgs) { weights }: ScoreArgs,
  ) {
    const scores = await loaderOf(ctx, scoresOfProjects).load(service.projectId);
    const score = scores.find(({ serviceId }) => serviceId === service.id);
    return score ? weighed(score, weights) : null;
  }
}
