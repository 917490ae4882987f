import { expect, test } from '@jest/globals';
import { summaryOf } from './doctor-summary.ts';

const risks = (...levels: string[]) => levels.map((level) => ({ level }));
const checks = (...statuses: string[]) => statuses.map((status) => ({ status }));

test('says in one sentence how it is', () => {
  expect(summaryOf(risks('OK'), checks('OK', 'SKIPPED'))).toBe('Everything is in order');
  expect(summaryOf(risks('REFUSE', 'RISK', 'RISK'), checks('PROBLEM'))).toBe(
    '1 thing stops the next start, 2 risks, 1 check failed',
  );
  expect(summaryOf(risks('REFUSE', 'REFUSE', 'RISK'), checks('PROBLEM', 'PROBLEM'))).toBe(
    '2 things stop the next start, 1 risk, 2 checks failed',
  );
});
