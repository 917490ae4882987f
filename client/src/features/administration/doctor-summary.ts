import { formatPlural } from '../../lib/format.ts';

/** One sentence over everything that was found. */
export function summaryOf(risks: readonly { level: string }[], checks: readonly { status: string }[]): string {
  const count = (number: number, one: string, many: string) => (number === 0 ? [] : [formatPlural(number, one, many)]);
  const found = [
    ...count(
      risks.filter(({ level }) => level === 'REFUSE').length,
      'thing stops the next start',
      'things stop the next start',
    ),
    ...count(risks.filter(({ level }) => level === 'RISK').length, 'risk', 'risks'),
    ...count(checks.filter(({ status }) => status === 'PROBLEM').length, 'check failed', 'checks failed'),
  ];
  return found.length === 0 ? 'Everything is in order' : found.join(', ');
}
