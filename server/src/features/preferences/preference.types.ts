import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { ScoreWeightsInput } from '../scores/score.types.ts';

@ObjectType({ description: 'The part of a canvas that somebody looks at.', simpleResolvers: true })
export class CanvasViewport {
  @Field(() => Float, { description: 'How far the graph’s origin lies from the left edge, in pixels.' })
  x: number;

  @Field(() => Float, { description: 'How far the graph’s origin lies from the upper edge, in pixels.' })
  y: number;

  @Field(() => Float, { description: 'How large it is drawn: 1 is its own size.' })
  zoom: number;
}

@ObjectType({
  description: 'How much each part of a score weighs, 0–100. Only their ratios matter.',
  simpleResolvers: true,
})
export class ScoreWeights {
  @Field(() => Float, { description: 'How fast and safely changes reach production.' })
  delivery: number;

  @Field(() => Float, { description: 'How often deployments succeed, and what breaks.' })
  reliability: number;

  @Field(() => Float, { description: 'How secrets, approvals and tokens are kept.' })
  security: number;

  @Field(() => Float, { description: 'How well the service says what it is.' })
  documentation: number;

  @Field(() => Float, { description: 'What its deployments take.' })
  cost: number;
}

@InputType({ description: 'What somebody looks at of a workflow’s canvas.' })
export class SetCanvasViewportInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId: string;

  @Field(() => Float, {
    description: 'How far the graph’s origin lies from the left edge, in pixels: –10,000,000 to 10,000,000.',
  })
  x: number;

  @Field(() => Float, {
    description: 'How far the graph’s origin lies from the upper edge, in pixels: –10,000,000 to 10,000,000.',
  })
  y: number;

  @Field(() => Float, { description: 'How large it is drawn, 0.05–4: 1 is its own size.' })
  zoom: number;
}

@InputType({ description: 'How somebody weighs the parts of scores.' })
export class SetScoreWeightsInput {
  @Field(() => ID, { description: 'The project whose services are scored.' })
  projectId: string;

  @Field(() => ScoreWeightsInput, { nullable: true, description: 'How much each part weighs; null for all alike.' })
  weights?: ScoreWeightsInput | null;
}
