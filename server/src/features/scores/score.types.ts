import { ArgsType, Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { MetricUnit } from '../../platform/metrics/metric.types.ts';
import { Service } from '../services/service.entity.ts';

@InputType({ description: 'How much each part weighs, 0–100; 1 where left out. Only their ratios matter.' })
export class ScoreWeightsInput {
  @Field(() => Float, { defaultValue: 1, description: 'How fast and safely changes reach production.' })
  delivery: number;

  @Field(() => Float, { defaultValue: 1, description: 'How often deployments succeed, and what breaks.' })
  reliability: number;

  @Field(() => Float, { defaultValue: 1, description: 'How secrets, approvals and tokens are kept.' })
  security: number;

  @Field(() => Float, { defaultValue: 1, description: 'How well the service says what it is.' })
  documentation: number;

  @Field(() => Float, { defaultValue: 1, description: 'What its deployments take.' })
  cost: number;
}

@ArgsType()
export class ScoreArgs {
  @Field(() => ScoreWeightsInput, {
    nullable: true,
    description: 'How much each part weighs; all alike when left out.',
  })
  weights?: ScoreWeightsInput | null;
}

@ObjectType({ description: 'Something about a service that is measured and scored.', simpleResolvers: true })
export class ScoreInput {
  @Field(() => String, { description: 'Its key, such as `delivery.lead_time`.' })
  key: string;

  @Field(() => String, { description: 'What people call it.' })
  title: string;

  @Field(() => Float, { nullable: true, description: 'As it was measured; null without data: then it is left out.' })
  value: number | null;

  @Field(() => MetricUnit, { description: 'What the value is counted in.' })
  unit: keyof typeof MetricUnit;

  @Field(() => Float, { nullable: true, description: '0–100; null without data.' })
  score: number | null;

  @Field(() => String, { description: 'What is measured.' })
  definition: string;

  @Field(() => Boolean, { description: 'Whether lower is better.' })
  isLowerBetter: boolean;

  @Field(() => Float, { nullable: true, description: 'The lower end of its scale; null without data.' })
  low: number | null;

  @Field(() => Float, { nullable: true, description: 'The upper end of its scale; null without data.' })
  high: number | null;

  @Field(() => Boolean, {
    description: 'Whether the scale is the fixed one, because too few services have it or all have the same.',
  })
  isFixedScale: boolean;
}

@ObjectType({ description: 'A part of a service’s score.', simpleResolvers: true })
export class ScorePart {
  @Field(() => String, { description: 'delivery, reliability, security, documentation or cost.' })
  key: string;

  @Field(() => String, { description: 'What people call it.' })
  title: string;

  @Field(() => Float, { nullable: true, description: 'The mean of its inputs, 0–100; null when none has data.' })
  value: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Its share of the total, 0–1, over the parts that have data; null when it is not in it.',
  })
  weight: number | null;

  @Field(() => [ScoreInput], { description: 'What it is made of, those without data too; at most 10.' })
  inputs: ScoreInput[];
}

@ObjectType({ description: 'The score of a service on a day.', simpleResolvers: true })
export class ScoreDay {
  @Field(() => DateTime, { description: 'The day, at its first instant in UTC.' })
  at: string;

  @Field(() => Float, { nullable: true, description: 'The total with the weights that were asked for.' })
  total: number | null;
}

@ObjectType({ description: 'How a service does, beside the others of its project.' })
export class ServiceScore {
  @Field(() => ID, { description: 'The service’s id.' })
  serviceId: string;

  @Field(() => Service, { description: 'The service.' })
  service?: Service;

  @Field(() => Float, { nullable: true, description: 'The mean of the parts by weight, 0–100; null without data.' })
  total: number | null;

  @Field(() => [ScorePart], { description: 'The five parts.' })
  parts: ScorePart[];

  @Field(() => String, { description: 'How scores are made.' })
  formula: string;

  projectId: string;
  weights: ScoreWeightsInput;
}

@ObjectType({ description: 'The scores of a project’s services as they are now.', simpleResolvers: true })
export class ServiceScores {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => DateTime, { description: 'When they were made.' })
  at: Date;

  @Field(() => [ServiceScore], { description: 'By the services’ names; at most 200.' })
  scores: ServiceScore[];
}
