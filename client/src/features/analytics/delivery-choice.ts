import type { DeliveryArithmetic, RecoveryStart } from '../../graphql/generated.ts';
import type { DeliveryChoice } from './use-rows-query.ts';

export const arithmetics: Array<{ value: DeliveryArithmetic; label: string; hint: string }> = [
  { value: 'DORA', label: 'DORA', hint: 'The definitions of dora.dev' },
  { value: 'DEVLAKE', label: 'Apache DevLake', hint: 'To compare with its dashboards' },
  { value: 'GITLAB', label: 'GitLab', hint: 'To compare with its value streams' },
  { value: 'SLEUTH', label: 'Sleuth', hint: 'To compare with its reports' },
];

export const recoveryStarts: Array<{ value: RecoveryStart; label: string; hint: string }> = [
  { value: 'DETECTION', label: 'From detection', hint: 'From when the incident was noticed' },
  { value: 'DEPLOYMENT_FINISH', label: 'From the deployment', hint: 'From when the failed deployment finished' },
];

/** How delivery is counted, as the URL says: `arithmetic=devlake`, `recovery=deployment-finish`. */
export function readChoice(params: URLSearchParams): DeliveryChoice {
  const arithmetic = params.get('arithmetic')?.toUpperCase();
  const recovery = params.get('recovery')?.toUpperCase().replaceAll('-', '_');
  return {
    arithmetic: arithmetics.find(({ value }) => value === arithmetic)?.value ?? 'DORA',
    recoveryStart: recoveryStarts.find(({ value }) => value === recovery)?.value ?? 'DETECTION',
  };
}

/** The same as values of the URL; what is usual leaves no trace. */
export function choiceParams({
  arithmetic,
  recoveryStart,
}: Partial<DeliveryChoice>): Record<string, string | undefined> {
  const inUrl = (value: string, usual: string) => (value === usual ? '' : value.toLowerCase().replaceAll('_', '-'));
  return {
    arithmetic: arithmetic && inUrl(arithmetic, 'DORA'),
    recovery: recoveryStart && inUrl(recoveryStart, 'DETECTION'),
  };
}
