import { expect, test } from '@jest/globals';
import { noFilters, readFilters, toApiFilter, writeFilters } from './run-filters.ts';

test('filters survive the way into the URL and back, and leave the rest of it alone', () => {
  const filters = {
    statuses: ['FAILED' as const],
    workflows: ['wf_1', 'wf_2'],
    triggers: ['RETRY' as const],
    isDead: true,
  };
  const params = writeFilters(new URLSearchParams('deploy='), filters);
  expect(params.toString()).toBe('deploy=&status=FAILED&workflow=wf_1%2Cwf_2&trigger=RETRY&failed=open');
  expect(readFilters(params)).toEqual(filters);
  expect(writeFilters(params, noFilters).toString()).toBe('deploy=');
});

test('what the URL says wrongly is no filter, and none is sent', () => {
  expect(readFilters(new URLSearchParams('status=BROKEN&trigger=MOON&failed=yes'))).toEqual(noFilters);
  expect(toApiFilter(noFilters)).toBeNull();
  expect(toApiFilter({ ...noFilters, isDead: true })).toEqual({ isDead: true });
});
