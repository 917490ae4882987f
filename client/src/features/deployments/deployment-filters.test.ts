import { expect, test } from '@jest/globals';
import { isFiltered, noFilters, readFilters, toApiFilter, writeFilters } from './deployment-filters.ts';

test('filters go into the URL and come back the same', () => {
  const filters = {
    services: ['svc_a', 'svc_b'],
    environments: ['env_1'],
    statuses: ['FAILED' as const],
    version: '1.4',
    who: 'usr_1',
  };
  const params = writeFilters(new URLSearchParams('deploy=svc_a'), filters);
  expect(params.toString()).toBe(
    'deploy=svc_a&service=svc_a%2Csvc_b&environment=env_1&status=FAILED&version=1.4&who=usr_1',
  );
  expect(readFilters(params)).toEqual(filters);
});

test('an emptied filter leaves the URL, the others stay', () => {
  const params = writeFilters(new URLSearchParams('service=svc_a&status=FAILED'), { services: [] });
  expect(params.toString()).toBe('status=FAILED');
});

test('a status that doesn’t exist is ignored', () => {
  expect(readFilters(new URLSearchParams('status=FAILED,NONSENSE')).statuses).toEqual(['FAILED']);
});

test('nothing narrowed asks for everything', () => {
  expect(isFiltered(noFilters)).toBe(false);
  expect(toApiFilter(noFilters)).toBeNull();
  expect(toApiFilter({ ...noFilters, version: ' 1.4 ' })).toMatchObject({ version: '1.4', serviceIds: null });
});
