import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Interval } from '../../lib/calendar.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { ComparisonInput, Metric, MetricInterval, MetricUnit } from '../../platform/metrics/metric.types.ts';
import { Service } from '../services/service.entity.ts';

export enum MetricDimension {
  SERVICE = 'SERVICE',
  ENVIRONMENT = 'ENVIRONMENT',
  NAME = 'NAME',
  STATUS = 'STATUS',
}
registerEnumType(MetricDimension, {
  name: 'MetricDimension',
  description: 'What a measure can be told apart by.',
  valuesConfig: {
    SERVICE: { description: 'The service.' },
    ENVIRONMENT: { description: 'The environment.' },
    NAME: { description: 'What the measure names: a step, workflow, type of node, operation, model or event.' },
    STATUS: { description: 'How it ended.' },
  },
});

export enum MeasureDirection {
  HIGHER = 'HIGHER',
  LOWER = 'LOWER',
  NEITHER = 'NEITHER',
}
registerEnumType(MeasureDirection, {
  name: 'MeasureDirection',
  description: 'Which way is better.',
  valuesConfig: {
    HIGHER: { description: 'More is better.' },
    LOWER: { description: 'Less is better.' },
    NEITHER: { description: 'Neither: it depends.' },
  },
});

@ObjectType({ description: 'Something that can be counted over time.', simpleResolvers: true })
export class Measure {
  @Field(() => String, { description: 'Its name in queries, such as `runs.success_rate`.' })
  key: string;

  @Field(() => String, { description: 'What people call it.' })
  title: string;

  @Field(() => String, { description: 'How it is calculated.' })
  description: string;

  @Field(() => MetricUnit, { description: 'What it is counted in.' })
  unit: MetricUnit;

  @Field(() => String, { description: 'With which others it is shown, such as `Deployments`, `Workflows` or `API`.' })
  group: string;

  @Field(() => [MetricDimension], { description: 'What it can be grouped and filtered by.' })
  dimensions: MetricDimension[];

  @Field(() => MeasureDirection, { description: 'Which way is better.' })
  better: MeasureDirection;

  @Field(() => Boolean, { description: 'Whether `metricsChanged` keeps it up to date.' })
  isLive: boolean;
}

@InputType({ description: 'One measure, and of what.' })
export class MetricQueryInput {
  @Field(() => String, { description: 'The key of a measure.' })
  measure: string;

  @Field(() => MetricDimension, { nullable: true, description: 'What to tell apart; one of the measure’s dimensions.' })
  groupBy?: MetricDimension | null;

  @Field(() => Int, {
    defaultValue: 8,
    description: 'With `groupBy`: how many groups at the most, 1–50; the others are one more.',
  })
  top: number;

  @Field(() => [ID], { nullable: true, description: 'Only of these services.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these environments.' })
  environmentIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only with these names; of workflows, their ids.' })
  names?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only those that ended so.' })
  statuses?: string[] | null;
}

@InputType({ description: 'Measures over a window of time.' })
export class UsageMetricsInput {
  @Field(() => DateTime, { description: 'Where the window begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it. At most five years after `from`.' })
  to: Date;

  @Field(() => MetricInterval, {
    defaultValue: 'DAY',
    description: 'How long the buckets of series are; at most 1,000 buckets.',
  })
  interval: Interval;

  @Field(() => ComparisonInput, { nullable: true, description: 'With what to compare.' })
  compare?: ComparisonInput | null;

  @Field(() => [MetricQueryInput], { description: 'What to measure, 1–12.' })
  queries: MetricQueryInput[];
}

@ObjectType({ description: 'One group of a measure.', simpleResolvers: true })
export class MetricGroup {
  @Field(() => String, {
    description: 'The id, name or status; empty where there is none, `(other)` for all beyond `top`.',
  })
  key: string;

  @Field(() => String, { description: 'What people call it.' })
  label: string;

  @Field(() => Metric, { description: 'The measure of this group alone.' })
  metric: Metric;
}

@ObjectType({ description: 'One measure over the window.', simpleResolvers: true })
export class MetricResult {
  @Field(() => Measure, { description: 'Which measure.' })
  measure: Measure;

  @Field(() => Metric, { description: 'All of it together.' })
  total: Metric;

  @Field(() => [MetricGroup], {
    description:
      'With `groupBy`: the largest groups first, then `(other)`. Rates and percentiles are ordered by how many they were counted from.',
  })
  groups: MetricGroup[];
}

@ObjectType({ description: 'Measures over a window of time.', simpleResolvers: true })
export class UsageMetrics {
  @Field(() => DateTime, { description: 'Where the window begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.' })
  to: Date;

  @Field(() => String, { description: 'The zone whose days, weeks and months it counts in.' })
  timeZone: string;

  @Field(() => Float, { description: 'How far it is counted; `metricsChanged` goes on from there.' })
  version: number;

  @Field(() => [MetricResult], { description: 'One for each query, in their order.' })
  results: MetricResult[];
}

@ObjectType({ description: 'What has become of measures: all of them, or what changed.', simpleResolvers: true })
export class MetricsUpdate {
  @Field(() => Float, { description: 'How far it is counted now.' })
  version: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The version that a patch is made for; null for a snapshot. Who has another one asks for all of it again.',
  })
  previousVersion: number | null;

  @Field(() => Boolean, {
    description: 'True: all of it. False: a patch, whose series hold only the points that changed.',
  })
  isSnapshot: boolean;

  @Field(() => [MetricResult], { description: 'One for each query, in their order.' })
  results: MetricResult[];
}

@ObjectType({ description: 'A step of a service’s deployments, and what it costs.', simpleResolvers: true })
export class StepHotSpot {
  @Field(() => Service, { nullable: true, description: 'Whose step; null when it is gone.' })
  service: Service | null;

  @Field(() => String, { description: 'The step.' })
  stepName: string;

  @Field(() => Float, { description: 'How long it took in all, in seconds.' })
  totalSeconds: number;

  @Field(() => Float, { description: 'How often it ran.' })
  count: number;

  @Field(() => Float, { nullable: true, description: 'Half of the times it took at most so many seconds.' })
  p50Seconds: number | null;

  @Field(() => Float, { nullable: true, description: '95 of 100 times it took at most so many seconds.' })
  p95Seconds: number | null;

  @Field(() => Float, { description: 'How often it failed.' })
  failureCount: number;

  @Field(() => Int, {
    description:
      'How often it was flaky: it failed and then succeeded for the same service, environment and version, or needed more than one attempt.',
  })
  flakyCount: number;

  @Field(() => Float, { description: 'Its part of the time of all steps of this selection.' })
  share: number;

  @Field(() => String, { nullable: true, description: 'The newest deployment with it, as a path of this product.' })
  url: string | null;
}
