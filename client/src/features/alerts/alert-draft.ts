import type {
  AlertBaseline,
  AlertBurnLevel,
  AlertConditionKind,
  AlertDirection,
  AlertSeverity,
  BackTestAlertInput,
  CreateAlertRuleInput,
  RulePageQuery,
} from '../../graphql/generated.ts';

type Project = NonNullable<RulePageQuery['project']>;
type Rule = Project['alertRules'][number];
export type MeasureOption = RulePageQuery['measures'][number];

/** A rule as it is being written. Numbers are texts until they are sent, in the unit a person types. */
export interface AlertDraft {
  name: string;
  description: string;
  severity: AlertSeverity;
  measure: string;
  serviceIds: string[];
  environmentIds: string[];
  names: string[];
  statuses: string[];
  kind: AlertConditionKind;
  direction: AlertDirection;
  threshold: string;
  baseline: AlertBaseline;
  sampleCount: string;
  weeks: string;
  objective: string;
  levels: AlertBurnLevel[];
  windowMinutes: number;
  everyMinutes: number;
  forMinutes: number;
  resolveAfter: string;
  minimumSampleSize: string;
  renotifyHours: string;
}

export const emptyDraft: AlertDraft = {
  name: '',
  description: '',
  severity: 'WARNING',
  measure: 'api.error_rate',
  serviceIds: [],
  environmentIds: [],
  names: [],
  statuses: [],
  kind: 'THRESHOLD',
  direction: 'ABOVE',
  threshold: '5',
  baseline: 'PREVIOUS_WINDOW',
  sampleCount: '30',
  weeks: '4',
  objective: '99.9',
  levels: ['FAST', 'MEDIUM', 'SLOW'],
  windowMinutes: 60,
  everyMinutes: 15,
  forMinutes: 0,
  resolveAfter: '2',
  minimumSampleSize: '0',
  renotifyHours: '',
};

export interface Example {
  key: string;
  title: string;
  text: string;
  draft: Partial<AlertDraft>;
  isInProduction?: boolean;
}

/** What most teams want to hear of first. */
export const examples: Example[] = [
  {
    key: 'production-fails',
    title: 'Production fails',
    text: 'A deployment to production has failed in the last quarter of an hour.',
    isInProduction: true,
    draft: {
      name: 'Production fails',
      severity: 'CRITICAL',
      measure: 'deployments.count',
      statuses: ['FAILED', 'TIMED_OUT'],
      threshold: '0',
      windowMinutes: 15,
      everyMinutes: 15,
      resolveAfter: '4',
    },
  },
  {
    key: 'api-errors',
    title: 'API errors',
    text: 'The budget of 99.9 % good answers goes too fast, in a long and a short window at once.',
    draft: {
      name: 'API errors',
      severity: 'CRITICAL',
      measure: 'api.error_rate',
      kind: 'BURN_RATE',
      objective: '99.9',
    },
  },
  {
    key: 'no-nightly-run',
    title: 'No successful nightly run',
    text: 'For 26 hours no run has succeeded. Choose the workflow that must run each night.',
    draft: {
      name: 'No successful nightly run',
      measure: 'runs.count',
      statuses: ['SUCCEEDED'],
      kind: 'MISSING',
      windowMinutes: 1560,
      everyMinutes: 60,
      resolveAfter: '1',
    },
  },
  {
    key: 'slow-workflow',
    title: 'A workflow takes twice as long',
    text: 'The slowest of its runs take twice as long as at the same time a week before.',
    draft: {
      name: 'Workflow takes twice as long',
      measure: 'runs.duration_p95',
      kind: 'CHANGE',
      threshold: '100',
      baseline: 'SAME_WEEKDAY',
      windowMinutes: 1440,
      everyMinutes: 1440,
      minimumSampleSize: '5',
      resolveAfter: '1',
    },
  },
];

/** Where a limit of this unit is typed in parts of it: percent of a ratio, dollars. */
export function scaleOf(unit: string | undefined): { factor: number; word: string } {
  switch (unit) {
    case 'RATIO':
      return { factor: 0.01, word: '%' };
    case 'SECONDS':
      return { factor: 1, word: 's' };
    case 'NANO_USD':
      return { factor: 1e9, word: 'USD' };
    case 'BYTES':
      return { factor: 1e6, word: 'MB' };
    case 'PER_DAY':
      return { factor: 1, word: 'a day' };
    case 'PER_WEEK':
      return { factor: 1, word: 'a week' };
    case 'DAYS':
      return { factor: 1, word: 'days' };
    default:
      return { factor: 1, word: '' };
  }
}

const tidy = (value: number) => Number(value.toPrecision(12));
const numberOf = (text: string): number | null => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
};
const text = (value: number | null | undefined, fallback: string) => (value == null ? fallback : String(value));

/** A rule that is there, to be changed. */
export function draftOf(rule: Rule): AlertDraft {
  const { condition } = rule;
  const { factor } = condition.kind === 'THRESHOLD' ? scaleOf(rule.unit) : { factor: 1 };
  return {
    ...emptyDraft,
    name: rule.name,
    description: rule.description ?? '',
    severity: rule.severity,
    measure: rule.measure,
    serviceIds: rule.services.map(({ id }) => id),
    environmentIds: rule.environments.map(({ id }) => id),
    names: rule.names,
    statuses: rule.statuses,
    kind: condition.kind,
    direction: condition.direction ?? emptyDraft.direction,
    threshold: condition.threshold == null ? emptyDraft.threshold : String(tidy(condition.threshold / factor)),
    baseline: condition.baseline ?? emptyDraft.baseline,
    sampleCount: text(condition.sampleCount, emptyDraft.sampleCount),
    weeks: text(condition.weeks, emptyDraft.weeks),
    objective: condition.objective == null ? emptyDraft.objective : String(tidy(condition.objective * 100)),
    levels: condition.levels ?? emptyDraft.levels,
    windowMinutes: rule.windowMinutes,
    everyMinutes: rule.everyMinutes,
    forMinutes: rule.forMinutes,
    resolveAfter: String(rule.resolveAfter),
    minimumSampleSize: String(rule.minimumSampleSize),
    renotifyHours: text(rule.renotifyHours, ''),
  };
}

type Question = Omit<BackTestAlertInput, 'projectId' | 'days'>;

/** What is asked, in the API's units. */
export function questionOf(draft: AlertDraft, measure: MeasureOption | undefined): Question {
  const can = (dimension: string) => (measure?.dimensions as string[] | undefined)?.includes(dimension) ?? false;
  return {
    measure: draft.measure,
    serviceIds: can('SERVICE') ? draft.serviceIds : [],
    environmentIds: can('ENVIRONMENT') ? draft.environmentIds : [],
    names: can('NAME') ? draft.names : [],
    statuses: can('STATUS') ? draft.statuses : [],
    condition: conditionOf(draft, measure),
    windowMinutes: draft.windowMinutes,
    everyMinutes: draft.everyMinutes,
    forMinutes: draft.forMinutes,
    resolveAfter: numberOf(draft.resolveAfter),
    minimumSampleSize: numberOf(draft.minimumSampleSize),
  };
}

function conditionOf(draft: AlertDraft, measure: MeasureOption | undefined): Question['condition'] {
  const { kind } = draft;
  const limit = numberOf(draft.threshold);
  const isLimit = kind === 'THRESHOLD';
  const threshold = limit === null ? null : isLimit ? tidy(limit * scaleOf(measure?.unit).factor) : limit;
  const objective = numberOf(draft.objective);
  switch (kind) {
    case 'THRESHOLD':
      return { kind, direction: draft.direction === 'BELOW' ? 'BELOW' : 'ABOVE', threshold };
    case 'CHANGE':
      return { kind, direction: draft.direction, threshold, baseline: draft.baseline };
    case 'ANOMALY':
      return { kind, direction: draft.direction, threshold, sampleCount: numberOf(draft.sampleCount) };
    case 'SEASONAL':
      return { kind, direction: draft.direction, threshold, weeks: numberOf(draft.weeks) };
    case 'BURN_RATE':
      return { kind, objective: objective === null ? null : tidy(objective / 100), levels: draft.levels };
    default:
      return { kind };
  }
}

/** All of it, for a new rule; a changed one gets the same with its id. */
export function ruleInputOf(
  draft: AlertDraft,
  measure: MeasureOption | undefined,
): Omit<CreateAlertRuleInput, 'projectId'> & { renotifyHours: number | null } {
  return {
    ...questionOf(draft, measure),
    name: draft.name,
    description: draft.description,
    severity: draft.severity,
    renotifyHours: numberOf(draft.renotifyHours) ?? 0,
  };
}

/** Windows to choose from, by how often it looks. What can't be put together from shorter windows has one. */
export function windowsFor(everyMinutes: number, isWhole: boolean): number[] {
  if (isWhole) return [everyMinutes];
  const all = [15, 30, 60, 120, 360, 720, 1440, 1560, 2880, 4320, 10080, 20160];
  return all.filter((minutes) => minutes % everyMinutes === 0);
}

/** Whether windows of a measure can't be put together from shorter ones: a quantile, or how many different people. */
export const isWhole = (key: string): boolean =>
  /(_p\d+|\.people|\.bytes|lead_time|recovery_time|deployment_frequency)$/.test(key);
