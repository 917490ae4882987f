import { type Dimension, FACT_KINDS, type FactKindName, type FactUnit } from '../../platform/facts.ts';
import { MetricUnit } from '../../platform/metrics/metric.types.ts';
import { MeasureDirection } from './measure.types.ts';
import { widestCut } from './rollup.rules.ts';

/** How a value is made of counted facts. Counts, sums and people add up over time; the others are null where there are none. */
export type Calculation =
  | { how: 'count' }
  /** Those whose status is an error of their kind. */
  | { how: 'errors' }
  /** Those whose status is none. */
  | { how: 'successes' }
  | { how: 'errorRate' }
  /** Those of the statuses `above` to those of `below`, or to all. */
  | { how: 'ratio'; above: readonly string[]; below: readonly string[] | null }
  | { how: 'statuses'; statuses: readonly string[] }
  | { how: 'sum' }
  | { how: 'average' }
  | { how: 'quantile'; q: number }
  | { how: 'cost' }
  /** Different actors, but those of facts with one of these statuses. */
  | { how: 'people'; except: readonly string[] };

export type Source =
  | { from: 'facts'; kind: FactKindName; calculation: Calculation }
  | { from: 'delivery' }
  | { from: 'storage' };

/** Something that can be counted: the public {@link Measure} and where it comes from. */
export interface MeasureDefinition {
  key: string;
  title: string;
  description: string;
  /** One more whenever the same facts give another number. */
  version: number;
  unit: MetricUnit;
  group: string;
  dimensions: readonly Dimension[];
  better: MeasureDirection;
  isLive: boolean;
  source: Source;
}

const { HIGHER, LOWER, NEITHER } = MeasureDirection;

/** In how many of the fact's units one of the measure's is. */
const SCALES: Record<FactUnit, number> = { MICROSECONDS: 1_000_000, BYTES: 1, THOUSANDTHS: 1_000 };

const ADDITIVE = new Set<Calculation['how']>(['count', 'errors', 'successes', 'statuses', 'sum', 'cost', 'people']);

/** Whether a stretch of time in which nothing happened counts as 0 beside others in which something did. */
export const isAdditive = ({ how }: Calculation): boolean => ADDITIVE.has(how);

/** Whether it needs to know how many there are of each status. */
export const needsStatuses = (calculation: Calculation): boolean =>
  calculation.how === 'ratio' ||
  calculation.how === 'statuses' ||
  (calculation.how === 'people' && calculation.except.length > 0);

function measuresOf(kind: FactKindName, group: string) {
  const places = widestCut(kind);
  return (
    key: string,
    title: string,
    unit: MetricUnit,
    calculation: Calculation,
    description: string,
    better: MeasureDirection = NEITHER,
  ): MeasureDefinition => {
    const tellsStatuses = ['count', 'sum', 'average', 'quantile', 'cost'].includes(calculation.how);
    return {
      key,
      title,
      unit,
      group,
      description,
      better,
      version: 1,
      isLive: true,
      dimensions: tellsStatuses ? places : places.filter((dimension) => dimension !== 'status'),
      source: { from: 'facts', kind, calculation },
    };
  };
}

const quantile = (q: number): Calculation => ({ how: 'quantile', q });
const { COUNT, RATIO, SECONDS, NANO_USD, NUMBER, BYTES, PER_DAY } = MetricUnit;

const deployment = measuresOf('deployment', 'Deployments');
const deploymentQueue = measuresOf('deployment_queue', 'Deployments');
const step = measuresOf('step', 'Steps');
const run = measuresOf('run', 'Workflows');
const runQueue = measuresOf('run_queue', 'Workflows');
const nodeRun = measuresOf('node_run', 'Nodes');
const schedule = measuresOf('schedule', 'Schedules');
const api = measuresOf('api', 'API');
const signIn = measuresOf('sign_in', 'Sign-ins');
const ai = measuresOf('ai', 'AI');
const custom = measuresOf('custom', 'Events');

const ENDED = ['SUCCEEDED', 'FAILED', 'TIMED_OUT'];
const succeeded: Calculation = { how: 'ratio', above: ['SUCCEEDED'], below: ENDED };

function delivery(
  key: string,
  title: string,
  unit: MetricUnit,
  description: string,
  better: MeasureDirection,
): MeasureDefinition {
  return {
    key: `delivery.${key}`,
    title,
    unit,
    group: 'Delivery',
    description,
    better,
    version: 1,
    isLive: true,
    dimensions: ['service', 'environment'],
    source: { from: 'delivery' },
  };
}

const DEFINITIONS: readonly MeasureDefinition[] = [
  deployment(
    'deployments.count',
    'Deployments',
    COUNT,
    { how: 'count' },
    'Deployments that ended in the window, however they ended. Dry runs count nowhere.',
  ),
  deployment(
    'deployments.success_rate',
    'Success rate',
    RATIO,
    succeeded,
    'Succeeded ÷ (succeeded + failed + timed out), of deployments that ended in the window. Canceled and rejected ones are left out.',
    HIGHER,
  ),
  deployment(
    'deployments.duration_p50',
    'Duration, median',
    SECONDS,
    quantile(0.5),
    'Median of the time from start to end, of deployments that began and ended; within 1 %.',
    LOWER,
  ),
  deployment(
    'deployments.duration_p95',
    'Duration, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from start to end, of deployments that began and ended; within 1 %.',
    LOWER,
  ),
  deploymentQueue(
    'deployments.queue_p95',
    'Time in the queue, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from when a deployment could begin (created, or approved) to its start, of those that began in the window; within 1 %.',
    LOWER,
  ),
  step(
    'steps.time',
    'Time of steps',
    SECONDS,
    { how: 'sum' },
    'Sum of the time from start to end, of steps that ended in the window. Steps of several hosts at once each count.',
    LOWER,
  ),
  step(
    'steps.failures',
    'Failed steps',
    COUNT,
    { how: 'errors' },
    'Steps that failed in the window. Failures that the service ignores are left out.',
    LOWER,
  ),
  step(
    'steps.duration_p95',
    'Duration of a step, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from start to end, of steps that ended in the window; within 1 %.',
    LOWER,
  ),
  run(
    'runs.count',
    'Runs',
    COUNT,
    { how: 'count' },
    'Runs of workflows that ended in the window, however they ended. Tests count nowhere.',
  ),
  run(
    'runs.success_rate',
    'Success rate',
    RATIO,
    succeeded,
    'Succeeded ÷ (succeeded + failed + timed out), of runs that ended in the window. Canceled ones are left out.',
    HIGHER,
  ),
  run(
    'runs.duration_p50',
    'Duration, median',
    SECONDS,
    quantile(0.5),
    'Median of the time from start to end of runs that ended in the window, with what they waited for; within 1 %.',
    LOWER,
  ),
  run(
    'runs.duration_p95',
    'Duration, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from start to end of runs that ended in the window, with what they waited for; within 1 %.',
    LOWER,
  ),
  runQueue(
    'runs.queue_p95',
    'Time in the queue, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from creation to start, of runs that began in the window; within 1 %.',
    LOWER,
  ),
  nodeRun(
    'node_runs.count',
    'Attempts of nodes',
    COUNT,
    { how: 'count' },
    'Attempts of nodes that ended in the window. Triggers, tests and what a retry took over count nowhere.',
  ),
  nodeRun(
    'node_runs.failures',
    'Failed nodes',
    COUNT,
    { how: 'statuses', statuses: ['FAILED', 'TIMED_OUT'] },
    'Attempts that failed or timed out and were not tried again.',
    LOWER,
  ),
  nodeRun(
    'node_runs.retry_rate',
    'Retry rate',
    RATIO,
    { how: 'ratio', above: ['RETRIED'], below: null },
    'Attempts that failed and were tried again ÷ all attempts that ended in the window.',
    LOWER,
  ),
  nodeRun(
    'node_runs.duration_p95',
    'Duration of a node, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from start to end of an attempt, with what it waited for; within 1 %.',
    LOWER,
  ),
  schedule(
    'schedules.lateness_p95',
    'Lateness of schedules, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time from when a schedule was due to when it fired; within 1 %.',
    LOWER,
  ),
  schedule(
    'schedules.missed',
    'Missed schedules',
    COUNT,
    { how: 'errors' },
    'Due times at which a schedule did not fire, because Pilothouse did not run.',
    LOWER,
  ),
  api(
    'api.count',
    'API operations',
    COUNT,
    { how: 'count' },
    'Operations of the API that were answered in the window, by the name in their text.',
  ),
  api(
    'api.error_rate',
    'API error rate',
    RATIO,
    { how: 'errorRate' },
    'Operations answered with an error, also one that the caller made ÷ all operations.',
    LOWER,
  ),
  api(
    'api.duration_p50',
    'API duration, median',
    SECONDS,
    quantile(0.5),
    'Median of the time to the answer; within 1 %.',
    LOWER,
  ),
  api(
    'api.duration_p95',
    'API duration, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time to the answer; within 1 %.',
    LOWER,
  ),
  api(
    'api.duration_p99',
    'API duration, p99',
    SECONDS,
    quantile(0.99),
    '99th percentile of the time to the answer; within 1 %.',
    LOWER,
  ),
  signIn('sign_ins.count', 'Sign-ins', COUNT, { how: 'successes' }, 'How often somebody signed in.'),
  signIn('sign_ins.refused', 'Refused sign-ins', COUNT, { how: 'errors' }, 'How often a sign-in was refused.', LOWER),
  signIn(
    'sign_ins.people',
    'People who signed in',
    COUNT,
    { how: 'people', except: ['REFUSED'] },
    'Different people who signed in: exact up to 256, then within about 2 %.',
  ),
  ai('ai.count', 'AI calls', COUNT, { how: 'count' }, 'Answers of language models.'),
  ai(
    'ai.cost',
    'AI cost',
    NANO_USD,
    { how: 'cost' },
    'What answers of language models cost: as their API said it, or at the prices that were set when they came. Answers without a known price are left out.',
    LOWER,
  ),
  ai(
    'ai.duration_p95',
    'AI duration, p95',
    SECONDS,
    quantile(0.95),
    '95th percentile of the time to the whole answer; within 1 %.',
    LOWER,
  ),
  ai('ai.error_rate', 'AI error rate', RATIO, { how: 'errorRate' }, 'Calls that failed ÷ all calls.', LOWER),
  custom('events.count', 'Events', COUNT, { how: 'count' }, 'Your own events.'),
  custom('events.sum', 'Sum of events', NUMBER, { how: 'sum' }, 'Sum of the values that came with your own events.'),
  custom(
    'events.average',
    'Average of events',
    NUMBER,
    { how: 'average' },
    'Sum of the values ÷ how many events came with one.',
  ),
  custom(
    'events.people',
    'People in events',
    COUNT,
    { how: 'people', except: [] },
    'Different actors of your own events: exact up to 256, then within about 2 %.',
  ),
  {
    key: 'storage.bytes',
    title: 'Storage',
    description:
      'What is kept of the project: logs (uncompressed), large values of runs, and facts by an estimate of 400 bytes each. Of the present it is as it is now; before that as it was measured last, once a day and when old facts have left.',
    version: 2,
    unit: BYTES,
    group: 'Storage',
    dimensions: ['name'],
    better: LOWER,
    isLive: false,
    source: { from: 'storage' },
  },
  delivery(
    'deployment_frequency',
    'Deployment frequency',
    PER_DAY,
    'Successful production deployments ÷ days of the window.',
    HIGHER,
  ),
  delivery(
    'lead_time',
    'Change lead time',
    SECONDS,
    'Median time from when a change was authored to its first successful production deployment.',
    LOWER,
  ),
  delivery(
    'change_fail_rate',
    'Change fail rate',
    RATIO,
    'Production deployments with a failure that needed intervention ÷ production deployments.',
    LOWER,
  ),
  delivery(
    'recovery_time',
    'Failed deployment recovery time',
    SECONDS,
    'Median time from when a failure caused by a deployment was detected to its last resolution.',
    LOWER,
  ),
  delivery(
    'rework_rate',
    'Rework rate',
    RATIO,
    'Unplanned deployments made because of a failure in production ÷ production deployments.',
    LOWER,
  ),
];

/** Every measure by its key. */
export const MEASURES: ReadonlyMap<string, MeasureDefinition> = new Map(DEFINITIONS.map((found) => [found.key, found]));

/** In how many of the measure's units a value of a kind's facts is. */
export function scaleOf(kind: FactKindName): number {
  const { unit } = FACT_KINDS[kind];
  return unit ? SCALES[unit] : 1;
}
