import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ComparisonKind, Interval } from '../../lib/calendar.ts';
import type { Context } from '../context.ts';
import { type Connection, connectionOf } from '../graphql/connection.ts';
import { DateTime } from '../graphql/scalars.ts';

/** As {@link Interval}, for the schema. */
export const MetricInterval = {
  QUARTER_HOUR: 'QUARTER_HOUR',
  HOUR: 'HOUR',
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
  QUARTER: 'QUARTER',
} as const satisfies { [Key in Interval]: Key };
registerEnumType(MetricInterval, {
  name: 'MetricInterval',
  description: 'How long the buckets of a series are, in the calendar of the project’s time zone.',
  valuesConfig: {
    QUARTER_HOUR: { description: '15 minutes.' },
    HOUR: { description: 'An hour of the local clock.' },
    DAY: { description: 'A local day: 23 or 25 hours where clocks are changed.' },
    WEEK: { description: 'A week from Monday.' },
    MONTH: { description: 'A month of the calendar.' },
    QUARTER: { description: 'A quarter of the calendar’s year.' },
  },
});

/** As {@link ComparisonKind}, for the schema. */
export const Comparison = {
  PREVIOUS_PERIOD: 'PREVIOUS_PERIOD',
  LAST_YEAR: 'LAST_YEAR',
  MATCHED_WEEKDAYS: 'MATCHED_WEEKDAYS',
  CUSTOM: 'CUSTOM',
} as const satisfies { [Key in ComparisonKind]: Key };
registerEnumType(Comparison, {
  name: 'Comparison',
  description: 'With what a window is compared. Of one that is still running, the part that has passed.',
  valuesConfig: {
    PREVIOUS_PERIOD: { description: 'As many days just before; as long, where the window is not of whole days.' },
    LAST_YEAR: { description: 'The same dates a year before.' },
    MATCHED_WEEKDAYS: { description: 'The same weekdays 52 weeks before.' },
    CUSTOM: { description: 'The window of `from` and `to`.' },
  },
});

export enum MetricUnit {
  COUNT = 'COUNT',
  PER_DAY = 'PER_DAY',
  PER_WEEK = 'PER_WEEK',
  SECONDS = 'SECONDS',
  RATIO = 'RATIO',
  BYTES = 'BYTES',
  NANO_USD = 'NANO_USD',
  NUMBER = 'NUMBER',
  DAYS = 'DAYS',
  SCORE = 'SCORE',
}
registerEnumType(MetricUnit, {
  name: 'MetricUnit',
  description: 'What a value is counted in.',
  valuesConfig: {
    COUNT: { description: 'Things.' },
    PER_DAY: { description: 'Things a day.' },
    PER_WEEK: { description: 'Things a week.' },
    SECONDS: { description: 'Seconds.' },
    RATIO: { description: 'A part of one: 0.05 is 5 %.' },
    BYTES: { description: 'Bytes.' },
    NANO_USD: { description: 'Thousand-millionths of a US dollar.' },
    NUMBER: { description: 'A number whose unit is the sender’s.' },
    DAYS: { description: 'Days.' },
    SCORE: { description: 'Points from 0 to 100.' },
  },
});

@InputType({ description: 'With what to compare.' })
export class ComparisonInput {
  @Field(() => Comparison, { description: 'With which window.' })
  with: ComparisonKind;

  @Field(() => DateTime, { nullable: true, description: 'Of `CUSTOM`: where it begins.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Of `CUSTOM`: where it ends; this instant is not in it.' })
  to?: Date | null;
}

@ObjectType({ description: 'A metric in one bucket of time.', simpleResolvers: true })
export class MetricPoint {
  @Field(() => DateTime, { description: 'Where the bucket begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.' })
  to: Date;

  @Field(() => String, {
    description:
      'Its local date or time: `2026-03-08`, `2026-W10`, `2026-03`, `2026-Q1`, `2026-03-08 01:00`; with the offset where clocks show a time twice.',
  })
  label: string;

  @Field(() => Float, { nullable: true, description: 'The value; null where there is nothing to count from.' })
  value: number | null;

  @Field(() => Int, { description: 'From how many it was counted.' })
  sampleSize: number;
}

@ObjectType({ description: 'The same metric in the window it is compared with.', simpleResolvers: true })
export class MetricPrevious {
  @Field(() => DateTime, { description: 'Where that window begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.' })
  to: Date;

  @Field(() => Float, { nullable: true, description: 'The value; null where there is nothing to count from.' })
  value: number | null;

  @Field(() => Int, { description: 'From how many it was counted.' })
  sampleSize: number;

  @Field(() => [MetricPoint], { description: 'The value in each bucket, in order.' })
  series: MetricPoint[];
}

@ObjectType({ description: 'One of the things a metric was counted from.', simpleResolvers: true })
export class MetricRow {
  @Field(() => ID, { description: 'Which one, within its metric.' })
  id: string;

  @Field(() => DateTime, { description: 'When it counts.' })
  at: Date;

  @Field(() => String, { description: 'What it is.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'How it ended, where that is known.' })
  status: string | null;

  @Field(() => Float, { nullable: true, description: 'What it adds, in the metric’s unit; null where it only counts.' })
  value: number | null;

  @Field(() => String, { nullable: true, description: 'Its service.' })
  serviceName: string | null;

  @Field(() => String, { nullable: true, description: 'Its environment.' })
  environmentName: string | null;

  @Field(() => ID, { nullable: true, description: 'The deployment, incident, run or workflow behind it.' })
  subjectId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where it opens, as a path of this product; null where nothing does.',
  })
  url: string | null;
}

export const MetricRowConnection = connectionOf(MetricRow, 'MetricRow', 'rows of a metric');

/** A page of a metric's rows. */
export interface RowPage {
  first: number;
  after?: string | null;
}

/** Reads the rows of a metric, newest first, when somebody asks for them. What it may show was settled when the metric was made. */
export type LoadRows = (ctx: Context, page: RowPage) => Promise<Connection<MetricRow>>;

@ObjectType({ description: 'A number over a window of time, with what it was counted from.' })
export class Metric {
  @Field(() => String, { description: 'Which measure it is, such as `runs.success_rate`.', simple: true })
  key: string;

  @Field(() => String, { description: 'What people call it.', simple: true })
  title: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The value over the window; null where there is nothing to count from, never 0 for that.',
    simple: true,
  })
  value: number | null;

  @Field(() => MetricUnit, { description: 'What the value is counted in.', simple: true })
  unit: MetricUnit;

  @Field(() => Float, { description: 'From how many things it was counted.', simple: true })
  sampleSize: number;

  @Field(() => Float, { nullable: true, description: 'Of a quotient: what is above the line.', simple: true })
  numerator: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a quotient: what is below the line.', simple: true })
  denominator: number | null;

  @Field(() => String, { description: 'How it is calculated.', simple: true })
  definition: string;

  @Field(() => Int, { description: 'One more whenever its calculation changed.', simple: true })
  definitionVersion: number;

  @Field(() => [MetricPoint], { description: 'The value in each bucket, in order.', simple: true })
  series: MetricPoint[];

  @Field(() => MetricPrevious, {
    nullable: true,
    description: 'The window it is compared with; null where none was asked for.',
    simple: true,
  })
  previous: MetricPrevious | null;

  /** Behind the field `rows`. */
  loadRows: LoadRows;
}
