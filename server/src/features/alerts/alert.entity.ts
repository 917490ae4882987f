import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '../../platform/graphql/node.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { MetricUnit } from '../../platform/metrics/metric.types.ts';
import type { Condition, EveryMinutes } from './alert.rules.ts';
import type { AlertState as State } from './alert.state.ts';

export enum AlertSeverity {
  INFO = 'INFO',
  WARNING = 'WARNING',
  CRITICAL = 'CRITICAL',
}
registerEnumType(AlertSeverity, {
  name: 'AlertSeverity',
  description: 'How much an alert matters.',
  valuesConfig: {
    INFO: { description: 'Good to know.' },
    WARNING: { description: 'Somebody should look at it today.' },
    CRITICAL: { description: 'Somebody should look at it now.' },
  },
});

/** As {@link State}, for the schema. */
const AlertState = { OK: 'OK', PENDING: 'PENDING', FIRING: 'FIRING' } as const satisfies { [Key in State]: Key };
registerEnumType(AlertState, {
  name: 'AlertState',
  description: 'Where an alert rule stands.',
  valuesConfig: {
    OK: { description: 'Nothing is wrong, or nothing can be said yet.' },
    PENDING: { description: 'It is wrong, but not for long enough.' },
    FIRING: { description: 'It is wrong.' },
  },
});

export enum AlertFiringStatus {
  FIRING = 'FIRING',
  RESOLVED = 'RESOLVED',
}
registerEnumType(AlertFiringStatus, {
  name: 'AlertFiringStatus',
  description: 'Whether it goes on.',
  valuesConfig: { FIRING: { description: 'It goes on.' }, RESOLVED: { description: 'It has ended.' } },
});

export enum AlertEndReason {
  RECOVERED = 'RECOVERED',
  NO_DATA = 'NO_DATA',
  RULE_CHANGED = 'RULE_CHANGED',
}
registerEnumType(AlertEndReason, {
  name: 'AlertEndReason',
  description: 'Why a firing has ended.',
  valuesConfig: {
    RECOVERED: { description: 'The measure is well again.' },
    NO_DATA: { description: 'For a day there was no data, so nobody can say.' },
    RULE_CHANGED: { description: 'The rule was changed, switched off or deleted.' },
  },
});

@Entity('alert_rules')
@ObjectType({
  implements: Node,
  description: 'What is watched: a measure, a condition, and who hears of it.',
  simpleResolvers: true,
})
export class AlertRule extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What to do about it, or why it is watched.' })
  description: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The key of the measure, such as `api.error_rate`.' })
  measure: string;

  @Column({ type: 'text', array: true, nullable: true })
  serviceIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  environmentIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  names: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  statuses: string[] | null;

  @Column({ type: 'jsonb' })
  condition: Condition;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'How much time one look is about, in minutes. 1440 every 1440 is a local day.' })
  windowMinutes: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'How often it looks, in minutes: 15, 60, or 1440 for each local day.' })
  everyMinutes: EveryMinutes;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'How long it must be wrong before it fires, in minutes.' })
  forMinutes: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'After how many good looks in a row a firing ends.' })
  resolveAfter: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'A window counted from fewer says nothing.' })
  minimumSampleSize: number;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'After how many hours it is told again while it fires; null: told once.',
  })
  renotifyHours: number | null;

  @Column({ type: 'text' })
  @Field(() => AlertSeverity, { description: 'How much it matters.' })
  severity: AlertSeverity;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it looks at all.' })
  isEnabled: boolean;

  @Column({ type: 'text' })
  @Field(() => AlertState, { description: 'Where it stands.' })
  state: State;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When what is wrong was first seen; null while nothing is.' })
  stateSince: Date | null;

  @Column({ type: 'integer' })
  goodCount: number;

  @Column({ type: 'timestamptz', nullable: true })
  dataAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Up to when it has looked; null before its first look.' })
  evaluatedTo: Date | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'What it saw last; null without data.' })
  lastValue: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'The limit at its last look, in the measure’s unit.' })
  lastThreshold: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why its last look failed; null when it did not.' })
  lastProblem: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  dueAt: Date | null;

  @Column({ type: 'integer' })
  revision: number;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who made it.' })
  createdByName: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was deleted; null while it is there.' })
  deletedAt: Date | null;
}

@ObjectType({ description: 'What a rule saw in one window.', simpleResolvers: true })
export class AlertPoint {
  @Field(() => DateTime, { description: 'Where the window begins.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.' })
  to: Date;

  @Field(() => Float, { nullable: true, description: 'The value; null where there is nothing to count from.' })
  value: number | null;

  @Field(() => Float, { nullable: true, description: 'The limit there, in the same unit; null where there is none.' })
  threshold: number | null;

  @Field(() => Int, { description: 'From how many it was counted.' })
  sampleSize: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether the condition held; null where nothing can be said.' })
  isMet: boolean | null;
}

/** What was asked when it fired: enough to open the data behind it. */
export interface FiringQuestion {
  measure: string;
  unit: MetricUnit;
  serviceIds: string[] | null;
  environmentIds: string[] | null;
  names: string[] | null;
  statuses: string[] | null;
  condition: Condition;
  windowMinutes: number;
  everyMinutes: EveryMinutes;
}

@Entity('alert_firings')
@ObjectType({
  implements: Node,
  description: 'One time that an alert rule found something wrong, from its beginning to its end.',
  simpleResolvers: true,
})
export class AlertFiring extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text' })
  ruleId: string;

  @Column({ type: 'text' })
  @Field(() => AlertSeverity, { description: 'How much it matters.' })
  severity: AlertSeverity;

  @Column({ type: 'text' })
  @Field(() => AlertFiringStatus, { description: 'Whether it goes on.' })
  status: AlertFiringStatus;

  @Column({ type: 'jsonb' })
  question: FiringQuestion;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What was found, as a sentence.' })
  summary: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When what is wrong was first seen.' })
  beganAt: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it had been wrong for long enough.' })
  startedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it goes on.' })
  endedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => AlertEndReason, { nullable: true, description: 'Why it ended; null while it goes on.' })
  endReason: AlertEndReason | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'Where the window in which it fired begins.' })
  windowFrom: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'Where that window ends; this instant is not in it.' })
  windowTo: Date;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'The value in that window; null where data is missing.' })
  value: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'The limit there, in the same unit; null where there is none.' })
  threshold: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'How far it was: percent of a change, a robust z, or how many times too fast a budget goes.',
  })
  score: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'The value at the last look.' })
  lastValue: number | null;

  @Column({ type: 'jsonb' })
  @Field(() => [AlertPoint], { description: 'What led to it: up to 49 windows, the last the one in which it fired.' })
  evidence: AlertPoint[];

  @Column({ type: 'text', nullable: true })
  silenceId: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When it was last told; null when nobody was.' })
  notifiedAt: Date | null;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'How often it was told.' })
  notificationCount: number;

  @Column({ type: 'timestamptz', nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When somebody took it on; null when nobody has.' })
  acknowledgedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who took it on.' })
  acknowledgedByName: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What they said to it.' })
  acknowledgeNote: string | null;
}

@Entity('alert_silences')
@ObjectType({
  implements: Node,
  description: 'A time in which alerts are recorded, but nobody is told.',
  simpleResolvers: true,
})
export class AlertSilence extends Node {
  @PrimaryColumn({ type: 'text' })
  declare id: string;

  @Column({ type: 'text' })
  projectId: string;

  @Column({ type: 'text', array: true, nullable: true })
  ruleIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  @Field(() => [AlertSeverity], { nullable: true, description: 'Only alerts that matter so much; null for all.' })
  severities: AlertSeverity[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  serviceIds: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  environmentIds: string[] | null;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'From when on.' })
  startsAt: Date;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'Until when.' })
  endsAt: Date;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who made it.' })
  createdByName: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who ended it before its time; null when nobody did.' })
  endedByName: string | null;
}
