import { expect, test } from '@jest/globals';
import { exploreUrl } from '../../lib/explore-url.ts';
import { readRange } from '../../lib/metric-range.ts';
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

test('a panel leads here with its measure, grouping, filters and range, and nothing else', () => {
  const range = readRange(new URLSearchParams('range=custom&since=2026-11-01&until=2026-11-03&compare=year'));
  const url = exploreUrl('shop', range, {
    measure: 'deployments.count',
    groupBy: 'STATUS',
    serviceIds: ['svc_1', 'svc_2'],
    environmentIds: null,
    statuses: ['FAILED'],
  });
  const [path, search] = url.split('?');
  const params = new URLSearchParams(search);
  expect(path).toBe('/p/shop/analytics/explore');
  expect(Object.fromEntries(params)).toEqual({
    measure: 'deployments.count',
    by: 'status',
    service: 'svc_1,svc_2',
    status: 'FAILED',
    range: 'custom',
    since: '2026-11-01',
    until: '2026-11-03',
    compare: 'year',
  });
  expect(readRange(params)).toEqual(range);
  expect(readExplored(params, measures, { serviceIds: ['svc_1', 'svc_2'], environmentIds: null })).toMatchObject({
    measure: { key: 'deployments.count' },
    groupBy: 'STATUS',
    narrowed: { serviceIds: ['svc_1', 'svc_2'], names: null, statuses: ['FAILED'] },
  });
});
