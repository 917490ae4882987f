import type { MetricUnit } from '../../platform/metrics/metric.types.ts';

export const SCORE_PARTS = ['delivery', 'reliability', 'security', 'documentation', 'cost'] as const;
export type ScorePartName = (typeof SCORE_PARTS)[number];

export const PART_TITLES: Record<ScorePartName, string> = {
  delivery: 'Delivery',
  reliability: 'Reliability',
  security: 'Security',
  documentation: 'Documentation',
  cost: 'Cost',
};

/** Something about a service that is measured and scored. */
export interface InputKind {
  part: ScorePartName;
  title: string;
  unit: keyof typeof MetricUnit;
  isLowerBetter: boolean;
  /** What is 0 and what is 100 points (the other way round where lower is better) where services can't be compared. */
  scale: readonly [number, number];
  definition: string;
}

const DAY_SECONDS = 86_400;

const input = (
  part: ScorePartName,
  title: string,
  unit: keyof typeof MetricUnit,
  better: 'higher' | 'lower',
  scale: readonly [number, number],
  definition: string,
): InputKind => ({ part, title, unit, isLowerBetter: better === 'lower', scale, definition });

/** Every input, by key: what the database really knows of a service. */
export const SCORE_INPUTS = {
  'delivery.deployment_frequency': input(
    'delivery',
    'Deployment frequency',
    'PER_DAY',
    'higher',
    [0, 1],
    'Successful production deployments ÷ days of the window.',
  ),
  'delivery.lead_time': input(
    'delivery',
    'Lead time',
    'SECONDS',
    'lower',
    [0, 7 * DAY_SECONDS],
    'Median, over changes, from when each was authored to its first successful production deployment.',
  ),
  'delivery.change_fail_rate': input(
    'delivery',
    'Change fail rate',
    'RATIO',
    'lower',
    [0, 0.5],
    'Production deployments that caused an incident ÷ production deployments.',
  ),
  'delivery.recovery_time': input(
    'delivery',
    'Recovery time',
    'SECONDS',
    'lower',
    [0, DAY_SECONDS],
    'Median, over production deployments that caused an incident, from its detection to its resolution.',
  ),
  'reliability.success_rate': input(
    'reliability',
    'Success rate',
    'RATIO',
    'higher',
    [0.5, 1],
    'Deployments that succeeded ÷ those that succeeded, failed or timed out, in all environments, without dry runs.',
  ),
  'reliability.incidents': input(
    'reliability',
    'Incidents',
    'COUNT',
    'lower',
    [0, 5],
    'Incidents of the service, without duplicates and external ones. Left out while the project has no incident in the window: then nobody records them.',
  ),
  'reliability.flaky_steps': input(
    'reliability',
    'Flaky steps',
    'RATIO',
    'lower',
    [0, 0.2],
    'Steps that both failed and succeeded for one version in one environment ÷ steps that ended.',
  ),
  'reliability.verification': input(
    'reliability',
    'Verified after deployment',
    'NUMBER',
    'higher',
    [0, 1],
    '1 when a health check decides whether a deployment succeeded, else 0.',
  ),
  'security.plain_secrets': input(
    'security',
    'Secrets kept as plain variables',
    'RATIO',
    'lower',
    [0, 1],
    'Of the service’s and the project’s variables whose name says that they are secret (password, secret, token, key, credential): those that are stored in plain text.',
  ),
  'security.approval': input(
    'security',
    'Production asks for approval',
    'RATIO',
    'higher',
    [0, 1],
    'Of the production environments it was deployed to (all of the project’s, if none): those that require approval.',
  ),
  'security.token_lifetime': input(
    'security',
    'Lifetime of tokens',
    'DAYS',
    'lower',
    [0, 365],
    'Mean, over valid service tokens that may act for it, of the days from creation to expiry.',
  ),
  'security.secret_age': input(
    'security',
    'Age of the oldest secret',
    'DAYS',
    'lower',
    [0, 365],
    'Days since the service’s secret that was changed longest ago was changed.',
  ),
  'documentation.description': input(
    'documentation',
    'Has a description',
    'NUMBER',
    'higher',
    [0, 1],
    '1 when the service says what it is, else 0.',
  ),
  'documentation.health_check': input(
    'documentation',
    'Says how to see that it is well',
    'NUMBER',
    'higher',
    [0, 1],
    '1 when the service names a health check, else 0.',
  ),
  'documentation.parameters': input(
    'documentation',
    'Described parameters',
    'RATIO',
    'higher',
    [0, 1],
    'Parameters with a title or description ÷ parameters. Left out for a service without parameters.',
  ),
  'documentation.steps': input(
    'documentation',
    'Names its steps',
    'NUMBER',
    'higher',
    [0, 1],
    '1 when a shell service names the steps to expect, else 0. Left out for Ansible, whose tasks have names.',
  ),
  'documentation.change_titles': input(
    'documentation',
    'Changes with a title',
    'RATIO',
    'higher',
    [0, 1],
    'Changes that say what they are ÷ changes that its deployments carried.',
  ),
  'cost.seconds_per_success': input(
    'cost',
    'Deployment time per success',
    'SECONDS',
    'lower',
    [0, 1_800],
    'Time of all deployments from start to end ÷ those that succeeded.',
  ),
  'cost.retries': input('cost', 'Retries', 'RATIO', 'lower', [0, 0.3], 'Deployments that retry another ÷ deployments.'),
  'cost.ai': input(
    'cost',
    'AI cost per success',
    'NANO_USD',
    'lower',
    [0, 1_000_000_000],
    'What language models cost on behalf of the service ÷ its deployments that succeeded. Left out where none was used.',
  ),
} as const satisfies Record<string, InputKind>;

export type InputName = keyof typeof SCORE_INPUTS;
export const INPUT_NAMES = Object.keys(SCORE_INPUTS) as InputName[];
