import { expect, test } from '@jest/globals';
import { choices, type ExploredMeasure, kindOf, readExplored } from './explore.ts';

const measures = [
  { key: 'api.error_rate', unit: 'RATIO', dimensions: ['NAME', 'STATUS'] },
  { key: 'deployments.count', unit: 'COUNT', dimensions: ['SERVICE', 'ENVIRONMENT', 'STATUS'] },
] as unknown as ExploredMeasure[];
const places = { serviceIds: ['svc_1'], environmentIds: null };
const read = (search: string) => readExplored(new URLSearchParams(search), measures, places);

test('an address says the measure, what tells it apart and what narrows it', () => {
  const { measure, groupBy, narrowed } = read('measure=deployments.count&by=status&status=FAILED,TIMED_OUT');
  expect(measure?.key).toBe('deployments.count');
  expect(groupBy).toBe('STATUS');
  expect(narrowed).toEqual({
    serviceIds: ['svc_1'],
    environmentIds: null,
    names: null,
    statuses: ['FAILED', 'TIMED_OUT'],
  });
});

test('what a measure can’t be told apart by is as if it weren’t there', () => {
  const { groupBy, narrowed } = read('measure=api.error_rate&by=service&name=deploy');
  expect(groupBy).toBeNull();
  expect(narrowed).toEqual({ serviceIds: null, environmentIds: null, names: ['deploy'], statuses: null });
  expect(read('measure=api.errors').measure).toBeNull();
});

test('counts are bars, anything else lines', () => {
  expect(measures.map(kindOf)).toEqual(['line', 'bar']);
});

test('what is chosen can be let go of, though nothing was found of it', () => {
  const found = [
    { key: 'FAILED', label: 'Failed' },
    { key: '(other)', label: 'All others' },
    { key: '', label: '' },
  ];
  expect(choices(['TIMED_OUT', 'FAILED'], found)).toEqual([
    { value: 'TIMED_OUT', label: 'TIMED_OUT' },
    { value: 'FAILED', label: 'Failed' },
  ]);
});
