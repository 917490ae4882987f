import { describe, expect, test } from '@jest/globals';
import { applyUpdate, type Result } from './metric-results.ts';

const point = (hour: number, value: number | null) => ({
  from: `2026-11-20T${hour}:00:00Z`,
  to: `2026-11-20T${hour + 1}:00:00Z`,
  label: `${hour}:00`,
  value,
  sampleSize: value ?? 0,
});
const metric = (value: number, series: ReturnType<typeof point>[]): Result['total'] => ({
  value,
  unit: 'COUNT',
  sampleSize: value,
  definition: 'Counted.',
  series,
  previous: null,
});
const result = (key: string, value: number, series: ReturnType<typeof point>[]): Result => ({
  total: metric(value, series),
  groups: [{ key, label: key, metric: metric(value, series) }],
});
const known = { version: 4, results: [result('web', 3, [point(10, 1), point(11, 2)])] };

describe('an update', () => {
  test('as a snapshot is all there is', () => {
    const results = [result('web', 9, [point(10, 9)])];
    const update = { version: 7, previousVersion: null, isSnapshot: true, results };
    expect(applyUpdate(known, update)).toEqual({ version: 7, results });
    expect(applyUpdate(null, update)).toEqual({ version: 7, results });
  });

  test('as a patch changes its points and keeps the others', () => {
    const update = {
      version: 5,
      previousVersion: 4,
      isSnapshot: false,
      results: [result('web', 5, [point(11, 4)])],
    };
    expect(applyUpdate(known, update)).toEqual({
      version: 5,
      results: [result('web', 5, [point(10, 1), point(11, 4)])],
    });
  });

  test.each([
    ['another version', { previousVersion: 3, results: known.results }],
    ['other groups', { previousVersion: 4, results: [result('api', 5, [])] }],
    ['fewer results', { previousVersion: 4, results: [] }],
  ])('for %s is not taken', (_what, part) => {
    expect(applyUpdate(known, { version: 5, isSnapshot: false, ...part })).toBeNull();
  });

  test('without anything known is not taken', () => {
    expect(applyUpdate(null, { version: 5, previousVersion: 4, isSnapshot: false, results: known.results })).toBeNull();
  });
});
