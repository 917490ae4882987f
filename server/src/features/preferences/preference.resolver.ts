import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { Project } from '../projects/project.entity.ts';
import { Workflow } from '../workflows/workflow.entity.ts';
import * as preferences from './preference.service.ts';
import { CanvasViewport, ScoreWeights, SetCanvasViewportInput, SetScoreWeightsInput } from './preference.types.ts';

@Resolver(() => Workflow)
export class WorkflowPreferencesResolver {
  @Mutation(() => Workflow, {
    description: 'Keeps what you look at of a workflow’s canvas, for you alone; not for tokens. It is not audited.',
  })
  setCanvasViewport(
    @Ctx() ctx: Context,
    @Arg('input', () => SetCanvasViewportInput, { description: 'The workflow, and what of it.' })
    input: SetCanvasViewportInput,
  ) {
    return preferences.setCanvasViewport(ctx, input);
  }

  @FieldResolver(() => CanvasViewport, {
    nullable: true,
    description: 'What you looked at last of its canvas; null when that is not known, and for a token.',
  })
  viewerViewport(@Ctx() ctx: Context, @Root() workflow: { id: string }) {
    return loaderOf(ctx, preferences.viewportsOf).load(workflow.id);
  }
}

@Resolver(() => Project)
export class ProjectPreferencesResolver {
  @Mutation(() => Project, {
    description:
      'Keeps how you weigh the parts of scores in a project, for you alone; not for tokens. It is not audited.',
  })
  setScoreWeights(
    @Ctx() ctx: Context,
    @Arg('input', () => SetScoreWeightsInput, { description: 'The project and the weights.' })
    input: SetScoreWeightsInput,
  ) {
    return preferences.setScoreWeights(ctx, input);
  }

  @FieldResolver(() => ScoreWeights, {
    nullable: true,
    description: 'How you weigh the parts of scores here; null when all weigh alike, and for a token.',
  })
  viewerScoreWeights(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return loaderOf(ctx, preferences.scoreWeightsOf).load(project.id);
  }
}
