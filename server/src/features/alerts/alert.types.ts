import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { MetricUnit } from '../../platform/metrics/metric.types.ts';
import { AlertFiring, AlertFiringStatus, AlertPoint, AlertSeverity } from './alert.entity.ts';
import type { BurnLevel, Condition, Direction } from './alert.rules.ts';

const AlertConditionKind = {
  THRESHOLD: 'THRESHOLD',
  CHANGE: 'CHANGE',
  ANOMALY: 'ANOMALY',
  SEASONAL: 'SEASONAL',
  BURN_RATE: 'BURN_RATE',
  MISSING: 'MISSING',
} as const satisfies { [Key in Condition['kind']]: Key };
registerEnumType(AlertConditionKind, {
  name: 'AlertConditionKind',
  description: 'When an alert is wrong.',
  valuesConfig: {
    THRESHOLD: { description: 'The value is above or below a limit.' },
    CHANGE: { description: 'The value has changed by more than so many percent.' },
    ANOMALY: {
      description:
        'The value is far from the windows before it: 0.6745 · (value − median) / MAD, with itself among them, is beyond a limit.',
    },
    SEASONAL: { description: 'The same among the same times of the weeks before.' },
    BURN_RATE: {
      description:
        'The budget of an objective goes too fast, in a long and a short window at once: 14.4 times over 1 h and 5 min, 6 times over 6 h and 30 min, once over 3 d and 6 h.',
    },
    MISSING: { description: 'There is no data in the window.' },
  },
});

const AlertDirection = { ABOVE: 'ABOVE', BELOW: 'BELOW', EITHER: 'EITHER' } as const satisfies {
  [Key in Direction]: Key;
};
registerEnumType(AlertDirection, {
  name: 'AlertDirection',
  description: 'On which side of what is expected it is wrong.',
  valuesConfig: {
    ABOVE: { description: 'Too much.' },
    BELOW: { description: 'Too little.' },
    EITHER: { description: 'Both. Not for a limit.' },
  },
});

const AlertBaseline = {
  PREVIOUS_WINDOW: 'PREVIOUS_WINDOW',
  SAME_WEEKDAY: 'SAME_WEEKDAY',
} as const;
registerEnumType(AlertBaseline, {
  name: 'AlertBaseline',
  description: 'With what a change is compared.',
  valuesConfig: {
    PREVIOUS_WINDOW: { description: 'The window just before.' },
    SAME_WEEKDAY: { description: 'The same local time a week before.' },
  },
});

const AlertBurnLevel = { FAST: 'FAST', MEDIUM: 'MEDIUM', SLOW: 'SLOW' } as const satisfies {
  [Key in BurnLevel]: Key;
};
registerEnumType(AlertBurnLevel, {
  name: 'AlertBurnLevel',
  description: 'How fast a budget goes.',
  valuesConfig: {
    FAST: { description: '14.4 times too fast, over 1 h and the last 5 min: 2 % of a month’s budget in an hour.' },
    MEDIUM: { description: '6 times too fast, over 6 h and the last 30 min.' },
    SLOW: { description: 'As fast as it may go at the most, over 3 d and the last 6 h.' },
  },
});

@ObjectType({
  description: 'When an alert is wrong. Fields that its kind has no use for are null.',
  simpleResolvers: true,
})
export class AlertCondition {
  @Field(() => AlertConditionKind, { description: 'What is looked at.' })
  kind: Condition['kind'];

  @Field(() => AlertDirection, { nullable: true, description: 'On which side it is wrong.' })
  direction: Direction | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The limit: in the measure’s unit, of `CHANGE` in percent, of `ANOMALY` and `SEASONAL` a robust z.',
  })
  threshold: number | null;

  @Field(() => AlertBaseline, { nullable: true, description: 'Of `CHANGE`: compared with what.' })
  baseline: 'PREVIOUS_WINDOW' | 'SAME_WEEKDAY' | null;

  @Field(() => Int, { nullable: true, description: 'Of `ANOMALY`: among how many windows, this one included.' })
  sampleCount: number | null;

  @Field(() => Int, { nullable: true, description: 'Of `SEASONAL`: over how many weeks before.' })
  weeks: number | null;

  @Field(() => Float, { nullable: true, description: 'Of `BURN_RATE`: which part is to be good, such as 0.999.' })
  objective: number | null;

  @Field(() => [AlertBurnLevel], { nullable: true, description: 'Of `BURN_RATE`: which levels are watched.' })
  levels: BurnLevel[] | null;
}

@InputType({ description: 'When an alert is wrong. What its kind has no use for is left out.' })
export class AlertConditionInput {
  @Field(() => AlertConditionKind, { description: 'What is looked at.' })
  kind: Condition['kind'];

  @Field(() => AlertDirection, { nullable: true, description: 'On which side it is wrong; above when left out.' })
  direction?: Direction | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The limit: in the measure’s unit, of `CHANGE` in percent, of `ANOMALY` and `SEASONAL` a robust z (3.5 when left out).',
  })
  threshold?: number | null;

  @Field(() => AlertBaseline, {
    nullable: true,
    description: 'Of `CHANGE`: compared with what; the window before when left out.',
  })
  baseline?: 'PREVIOUS_WINDOW' | 'SAME_WEEKDAY' | null;

  @Field(() => Int, { nullable: true, description: 'Of `ANOMALY`: among how many windows, 5–200; 30 when left out.' })
  sampleCount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of `SEASONAL`: over how many weeks before, 3–12; 4 when left out.',
  })
  weeks?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of `BURN_RATE`: which part is to be good, 0.5–0.99999.',
  })
  objective?: number | null;

  @Field(() => [AlertBurnLevel], { nullable: true, description: 'Of `BURN_RATE`: the levels; all when left out.' })
  levels?: BurnLevel[] | null;
}

/** What a rule asks, whoever asks it: a rule or a back-test. */
@InputType({ description: 'What is asked, whoever asks it.' })
abstract class QuestionInput {
  @Field(() => [ID], { nullable: true, description: 'Only of these services, up to 50; left out or empty for all.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only in these environments, up to 50; left out or empty for all.',
  })
  environmentIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only of these names (steps, workflows, operations…), up to 50; left out or empty for all.',
  })
  names?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only with these statuses, up to 20; left out or empty for all.',
  })
  statuses?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How long it must be wrong before it fires, in minutes; 0 when left out: at once.',
  })
  forMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'After how many good looks in a row a firing ends, 1–20; 2 when left out.',
  })
  resolveAfter?: number | null;

  @Field(() => Int, { nullable: true, description: 'A window counted from fewer says nothing; 0 when left out.' })
  minimumSampleSize?: number | null;
}

@InputType({ description: 'A new alert rule.' })
export class CreateAlertRuleInput extends QuestionInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => String, { description: 'What people call it.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What to do about it, or why it is watched.' })
  description?: string | null;

  @Field(() => String, { description: 'The key of the measure, such as `api.error_rate`.' })
  measure: string;

  @Field(() => AlertConditionInput, { description: 'When it is wrong.' })
  condition: AlertConditionInput;

  @Field(() => Int, {
    description: 'How much time one look is about, in minutes: a multiple of `everyMinutes`, 14 days at the most.',
  })
  windowMinutes: number;

  @Field(() => Int, { description: 'How often it looks, in minutes: 15, 60, or 1440 for each local day.' })
  everyMinutes: number;

  @Field(() => AlertSeverity, { nullable: true, description: 'How much it matters; a warning when left out.' })
  severity?: AlertSeverity | null;

  @Field(() => Int, {
    nullable: true,
    description: 'After how many hours it is told again while it fires, 1–168; left out: told once.',
  })
  renotifyHours?: number | null;
}

@InputType({
  description: 'What to change of an alert rule; what is left out stays. What it asks anew it begins to watch anew.',
})
export class UpdateAlertRuleInput extends QuestionInput {
  @Field(() => ID, { description: 'The rule.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What to do about it; empty for nothing.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'The key of the measure.' })
  measure?: string | null;

  @Field(() => AlertConditionInput, { nullable: true, description: 'When it is wrong.' })
  condition?: AlertConditionInput | null;

  @Field(() => Int, { nullable: true, description: 'How much time one look is about, in minutes.' })
  windowMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'How often it looks, in minutes: 15, 60 or 1440.' })
  everyMinutes?: number | null;

  @Field(() => AlertSeverity, { nullable: true, description: 'How much it matters.' })
  severity?: AlertSeverity | null;

  @Field(() => Int, { nullable: true, description: 'After how many hours it is told again; 0: told once.' })
  renotifyHours?: number | null;
}

@InputType({ description: 'Whether a rule looks.' })
export class SetAlertRuleEnabledInput {
  @Field(() => ID, { description: 'The rule.' })
  id: string;

  @Field(() => Boolean, { description: 'True switches it on, false off.' })
  isEnabled: boolean;
}

@InputType({ description: 'Alerts of which nobody is told for a while. They are recorded all the same.' })
export class SilenceAlertsInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => [ID], { nullable: true, description: 'Only these rules, up to 50; left out or empty for all.' })
  ruleIds?: string[] | null;

  @Field(() => [AlertSeverity], {
    nullable: true,
    description: 'Only what matters so much; left out or empty for all.',
  })
  severities?: AlertSeverity[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only rules about one of these services, up to 50.' })
  serviceIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only rules about one of these environments, up to 50.' })
  environmentIds?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'From when on; now when left out.' })
  startsAt?: Date | null;

  @Field(() => DateTime, { description: 'Until when, 90 days from its beginning at the most.' })
  endsAt: Date;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'A firing that somebody takes on.' })
export class AcknowledgeAlertInput {
  @Field(() => ID, { description: 'The firing.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What others should know, at most 1,000 characters.' })
  note?: string | null;
}

@InputType({ description: 'What is asked of the past.' })
export class BackTestAlertInput extends QuestionInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => Int, { defaultValue: 30, description: 'How many days back, 1–90.' })
  days: number;

  @Field(() => String, { description: 'The key of the measure.' })
  measure: string;

  @Field(() => AlertConditionInput, { description: 'When it is wrong.' })
  condition: AlertConditionInput;

  @Field(() => Int, { description: 'How much time one look is about, in minutes.' })
  windowMinutes: number;

  @Field(() => Int, { description: 'How often it looks, in minutes: 15, 60 or 1440.' })
  everyMinutes: number;
}

@ObjectType({ description: 'One time that a rule would have fired.', simpleResolvers: true })
export class BackTestFiring {
  @Field(() => DateTime, { description: 'When it would have fired.' })
  from: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it would have ended; null: it would fire now.' })
  to: Date | null;

  @Field(() => Float, { nullable: true, description: 'The value when it fired.' })
  value: number | null;

  @Field(() => Float, { nullable: true, description: 'The limit then.' })
  threshold: number | null;

  @Field(() => Float, { nullable: true, description: 'How far it was.' })
  score: number | null;
}

@ObjectType({ description: 'What a rule would have done in the past.', simpleResolvers: true })
export class BackTest {
  @Field(() => DateTime, { description: 'Where the first window ends that was looked at.' })
  from: Date;

  @Field(() => DateTime, { description: 'Where the last one ends.' })
  to: Date;

  @Field(() => MetricUnit, { description: 'What values are counted in.' })
  unit: MetricUnit;

  @Field(() => String, { description: 'What was asked, as a sentence.' })
  sentence: string;

  @Field(() => String, { description: 'What came of it, as a sentence: `Would have fired 3 times in 90 days`.' })
  verdict: string;

  @Field(() => Int, { description: 'How often it would have fired.' })
  firingCount: number;

  @Field(() => [BackTestFiring], { description: 'Each time, oldest first: the last 200.' })
  firings: BackTestFiring[];

  @Field(() => [AlertPoint], {
    description:
      'What it would have seen, in order: up to 720 windows. Of more, the one nearest to its limit stands for several.',
  })
  points: AlertPoint[];

  @Field(() => Int, { description: 'How often it would have looked.' })
  lookCount: number;

  @Field(() => Int, { description: 'How many of these looks could say nothing, for lack of data.' })
  unknownCount: number;
}

@InputType({ description: 'Which firings; those that match all that is given.' })
export class AlertFiringFilter {
  @Field(() => AlertFiringStatus, { nullable: true, description: 'Only those that go on, or have ended.' })
  status?: AlertFiringStatus | null;

  @Field(() => [AlertSeverity], { nullable: true, description: 'Only those that matter so much.' })
  severities?: AlertSeverity[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these rules, up to 50.' })
  ruleIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that somebody took on, or nobody.' })
  isAcknowledged?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those that fired at this instant or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those that fired before.' })
  to?: Date | null;
}

export const AlertFiringConnection = connectionOf(AlertFiring, 'AlertFiring', 'firings');

@ArgsType()
export class AlertFiringsArgs extends PageArgs {
  @Field(() => AlertFiringFilter, { nullable: true, description: 'Which firings.' })
  filter?: AlertFiringFilter | null;
}

@ObjectType({
  description: 'Something about a project’s alerts has changed: ask again for what you show.',
  simpleResolvers: true,
})
export class AlertsChange {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => Int, { description: 'How many alerts fire now that are not silent.' })
  openCount: number;

  @Field(() => DateTime, { description: 'When this was so.' })
  at: Date;
}
