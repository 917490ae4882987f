import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Interval } from '../../lib/calendar.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { ComparisonInput, MetricInterval } from '../../platform/metrics/metric.types.ts';

export enum DeliveryArithmetic {
  DORA = 'DORA',
  DEVLAKE = 'DEVLAKE',
  GITLAB = 'GITLAB',
  SLEUTH = 'SLEUTH',
}
registerEnumType(DeliveryArithmetic, {
  name: 'DeliveryArithmetic',
  description: 'By whose formulas the same deployments and incidents are counted; `definition` tells each.',
  valuesConfig: {
    DORA: { description: 'As dora.dev defines them in 2026.' },
    DEVLAKE: { description: 'As Apache DevLake’s dashboards: medians without interpolation, recovery per incident.' },
    GITLAB: { description: 'As GitLab: incidents, not failed deployments, ÷ deployments.' },
    SLEUTH: { description: 'As Sleuth: means, lead time per deployment from its first change.' },
  },
});

export enum RecoveryStart {
  DETECTION = 'DETECTION',
  DEPLOYMENT_FINISH = 'DEPLOYMENT_FINISH',
}
registerEnumType(RecoveryStart, {
  name: 'RecoveryStart',
  description: 'From when recovery takes its time.',
  valuesConfig: {
    DETECTION: { description: 'From when the first incident of the deployment was detected.' },
    DEPLOYMENT_FINISH: { description: 'From when the deployment finished.' },
  },
});

export enum DeliveryBand {
  ELITE = 'ELITE',
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}
registerEnumType(DeliveryBand, {
  name: 'DeliveryBand',
  description:
    'Where a service stands among those that DORA asked. Of use for one service over time, not to compare teams.',
  valuesConfig: {
    ELITE: { description: 'Several a day; within a day; at most 5 %; within an hour.' },
    HIGH: { description: 'At least once a week; within a week; at most 10 %; within a day.' },
    MEDIUM: { description: 'At least once a month; within a month; at most 15 %; within a week.' },
    LOW: { description: 'Less than that.' },
  },
});

@InputType({ description: 'Which deployments to measure, and how.' })
export class DeliveryMetricsInput {
  @Field(() => DateTime, { description: 'Where the window begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.' })
  to: Date;

  @Field(() => MetricInterval, {
    defaultValue: 'DAY',
    description: 'How long the buckets of a series are; at most 1,000 of them.',
  })
  interval: Interval;

  @Field(() => [ID], { nullable: true, description: 'In these environments; else in all production environments.' })
  environmentIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of these services; else of all.' })
  serviceIds?: string[] | null;

  @Field(() => ComparisonInput, { nullable: true, description: 'With what to compare.' })
  compare?: ComparisonInput | null;

  @Field(() => DeliveryArithmetic, { defaultValue: DeliveryArithmetic.DORA, description: 'By whose formulas.' })
  arithmetic: DeliveryArithmetic;

  @Field(() => RecoveryStart, {
    defaultValue: RecoveryStart.DETECTION,
    description: 'From when recovery takes its time; only DORA’s formula leaves the choice.',
  })
  recoveryStart: RecoveryStart;

  @Field(() => Boolean, { defaultValue: false, description: 'Say in which band each service is.' })
  withBands: boolean;
}

@ObjectType({
  description: 'In which band a service is; null where there is nothing to tell from.',
  simpleResolvers: true,
})
export class DeliveryBands {
  @Field(() => DeliveryBand, { nullable: true, description: 'By deployment frequency.' })
  deploymentFrequency: DeliveryBand | null;

  @Field(() => DeliveryBand, { nullable: true, description: 'By change lead time.' })
  leadTime: DeliveryBand | null;

  @Field(() => DeliveryBand, { nullable: true, description: 'By change fail rate.' })
  changeFailRate: DeliveryBand | null;

  @Field(() => DeliveryBand, { nullable: true, description: 'By failed deployment recovery time.' })
  failedDeploymentRecoveryTime: DeliveryBand | null;
}

export enum AnnotationKind {
  DEPLOYMENT = 'DEPLOYMENT',
  INCIDENT = 'INCIDENT',
  ALERT = 'ALERT',
  RULE_CHANGE = 'RULE_CHANGE',
}
registerEnumType(AnnotationKind, {
  name: 'AnnotationKind',
  description: 'What happened at a moment of a chart.',
  valuesConfig: {
    DEPLOYMENT: { description: 'A deployment went to production.' },
    INCIDENT: { description: 'An incident went on.' },
    ALERT: { description: 'An alert fired.' },
    RULE_CHANGE: { description: 'Somebody changed what an alert looks at.' },
  },
});

@ObjectType({ description: 'Something that charts show under their axis.', simpleResolvers: true })
export class Annotation {
  @Field(() => ID, { description: 'Identifies it.' })
  id: string;

  @Field(() => DateTime, { description: 'When it happened or began.' })
  at: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null for a moment, and for what goes on.' })
  until: string | null;

  @Field(() => AnnotationKind, { description: 'What it is.' })
  kind: AnnotationKind;

  @Field(() => String, { description: 'What happened, in a line.' })
  title: string;

  @Field(() => ID, { nullable: true, description: 'The deployment, incident or alert.' })
  subjectId: string | null;

  @Field(() => String, { nullable: true, description: 'Where it opens, as a path of this product.' })
  url: string | null;
}
