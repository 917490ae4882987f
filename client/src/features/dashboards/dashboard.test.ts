import { describe, expect, test } from '@jest/globals';
import { exportUrl } from '../../lib/metric-export.ts';
import { batchesOf, type DashboardContent, freeKey, queryOf, rangeOf } from './dashboard.ts';

const places = {
  services: [
    { id: 'svc_1', slug: 'web', name: 'Web' },
    { id: 'svc_2', slug: 'api', name: 'API' },
  ],
  environments: [{ id: 'env_1', slug: 'production', name: 'Production' }],
};
const all = ['SERVICE', 'ENVIRONMENT', 'STATUS'];
const none = { serviceIds: [], environmentIds: [] };
const content = (time: DashboardContent['time']): DashboardContent => ({ version: 1, name: 'A', time, panels: [] });

describe('the query of a measure', () => {
  test('is what its file says, by ids', () => {
    expect(
      queryOf({ measure: 'deployments.count', groupBy: 'status', services: ['web', 'gone'] }, all, places, none),
    ).toMatchObject({ groupBy: 'STATUS', top: 8, serviceIds: ['svc_1', 'none'], environmentIds: null });
  });

  test.each([
    [undefined, ['svc_2'], ['svc_2']],
    [['web', 'api'], ['svc_2'], ['svc_2']],
    [['web'], ['svc_2'], ['none']],
    [['web'], [], ['svc_1']],
  ])('of the services %j, narrowed to %j', (services, serviceIds, expected) => {
    const query = queryOf({ measure: 'deployments.count', services }, all, places, { ...none, serviceIds });
    expect(query.serviceIds).toEqual(expected);
  });

  test('is not narrowed by what it can’t be told apart by', () => {
    expect(
      queryOf({ measure: 'runs.count' }, ['NAME'], places, { ...none, serviceIds: ['svc_1'] }).serviceIds,
    ).toBeNull();
  });
});

test('different queries are asked once, as few requests as there can be', () => {
  const query = (index: number) => queryOf({ measure: `m.${index % 20}` }, [], places, none);
  const batches = batchesOf(Array.from({ length: 60 }, (_, index) => query(index)));
  expect(batches.map(({ length }) => length)).toEqual([12, 8]);
});

test.each([
  [undefined, '30d'],
  [{ range: '24h' }, '24h'],
  [{ range: '2w' }, '7d'],
  [{ range: '30d' }, '30d'],
  [{ range: '90d' }, '90d'],
])('%j opens with %s', (time, range) => expect(rangeOf(content(time))).toBe(range));

test('keys of panels are their titles, with a number where they are taken', () => {
  const panel = { key: 'lead-time', title: 'A', kind: 'line' as const, position: { x: 0, y: 0, w: 1, h: 1 } };
  expect(freeKey('Lead time', [])).toBe('lead-time');
  expect(freeKey('Lead time', [panel])).toBe('lead-time-2');
  expect(freeKey('時間', [])).toBe('panel');
});

test('an export has the window and filters of the page', () => {
  const window = {
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-02T00:00:00.000Z',
    interval: 'DAY' as const,
    compare: { with: 'LAST_YEAR' as const },
    isRunning: false,
  };
  const query = queryOf(
    { measure: 'deployments.count', groupBy: 'service', services: ['web', 'api'] },
    all,
    places,
    none,
  );
  const url = new URL(exportUrl('shop', 'parquet', window, query), 'http://x');
  expect(url.pathname).toBe('/api/v1/projects/shop/metrics.parquet');
  expect(url.searchParams.getAll('serviceIds')).toEqual(['svc_1', 'svc_2']);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    measure: 'deployments.count',
    interval: 'day',
    compare: 'last_year',
    groupBy: 'service',
    top: '8',
  });
});
