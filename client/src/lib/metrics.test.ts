import { expect, test } from '@jest/globals';
import { compareMetric, formatMetric, formatTick, type MetricUnit } from './metrics.ts';

test.each<[number | null, MetricUnit, string]>([
  [null, 'COUNT', '–'],
  [Number.NaN, 'COUNT', '–'],
  [0, 'COUNT', '0'],
  [12_345, 'COUNT', '12,345'],
  [1_234_567, 'COUNT', '1.2M'],
  [3.2, 'PER_DAY', '3.2 / day'],
  [0.428_571, 'PER_WEEK', '0.43 / week'],
  [64, 'SECONDS', '1m 04s'],
  [0.42, 'SECONDS', '420ms'],
  [-64, 'SECONDS', '-1m 04s'],
  [0, 'RATIO', '0%'],
  [0.125, 'RATIO', '12.5%'],
  [0.0042, 'RATIO', '0.42%'],
  [1, 'RATIO', '100%'],
  [1_234, 'BYTES', '1.2 kB'],
  [1_200_000_000, 'NANO_USD', '$1.20'],
  [4_210_000, 'NANO_USD', '$0.0042'],
  [0, 'NANO_USD', '$0.00'],
  [25_000_000_000_000, 'NANO_USD', '$25k'],
  [1, 'DAYS', '1 day'],
  [3.46, 'DAYS', '3.5 days'],
  [87, 'SCORE', '87'],
])('%d %s reads %s', (value, unit, text) => {
  expect(formatMetric(value, unit)).toBe(text);
});

test('an axis says the unit once, in its title', () => {
  expect(formatTick(2.5, 'PER_DAY')).toBe('2.5');
  expect(formatTick(2_000, 'COUNT')).toBe('2k');
  expect(formatTick(0, 'SECONDS')).toBe('0');
  expect(formatTick(10_800, 'SECONDS')).toBe('3h');
  expect(formatTick(5_400, 'SECONDS')).toBe('1h 30m');
});

test('a change says its direction, its size, and whether it is better', () => {
  expect(compareMetric(12, 10, 'COUNT', 'HIGHER')).toEqual({ direction: 'up', words: 'up 20%', verdict: 'better' });
  expect(compareMetric(12, 10, 'SECONDS', 'LOWER')).toEqual({ direction: 'up', words: 'up 20%', verdict: 'worse' });
  expect(compareMetric(8, 10, 'COUNT')).toEqual({ direction: 'down', words: 'down 20%', verdict: null });
  expect(compareMetric(0.15, 0.12, 'RATIO', 'LOWER')?.words).toBe('up 3 points');
  expect(compareMetric(0.13, 0.12, 'RATIO', 'LOWER')?.words).toBe('up 1 point');
  expect(compareMetric(5, 0, 'COUNT')?.words).toBe('up from 0');
  expect(compareMetric(10, 10, 'COUNT', 'HIGHER')?.words).toBe('same');
  expect(compareMetric(null, 10, 'COUNT')).toBeNull();
  expect(compareMetric(10, null, 'COUNT')).toBeNull();
});
