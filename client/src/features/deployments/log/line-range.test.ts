import { expect, test } from '@jest/globals';
import { extendLineRange, formatLineRange, parseLineRange } from './line-range.ts';
import { formatLineTime } from './line-time.ts';

test.each([
  ['#L123', { from: 123, to: 123 }],
  ['#L10-L20', { from: 10, to: 20 }],
  ['#L20-10', { from: 10, to: 20 }],
  ['#L0', undefined],
  ['#L', undefined],
  ['#steps', undefined],
  ['', undefined],
])('%s', (hash, range) => {
  expect(parseLineRange(hash)).toEqual(range);
});

test('a range is written as it is read', () => {
  expect(formatLineRange({ from: 5, to: 5 })).toBe('#L5');
  expect(formatLineRange({ from: 5, to: 9 })).toBe('#L5-L9');
});

test('with shift the selection stretches to the pressed line', () => {
  expect(extendLineRange(undefined, 5, true)).toEqual({ from: 5, to: 5 });
  expect(extendLineRange({ from: 5, to: 5 }, 9, true)).toEqual({ from: 5, to: 9 });
  expect(extendLineRange({ from: 5, to: 9 }, 2, true)).toEqual({ from: 2, to: 9 });
  expect(extendLineRange({ from: 5, to: 9 }, 7, false)).toEqual({ from: 7, to: 7 });
});

test('times since the start', () => {
  const startedAt = '2026-11-20T12:00:00Z';
  expect(formatLineTime('2026-11-20T12:01:02.345Z', startedAt, 'relative')).toBe('01:02.345');
  expect(formatLineTime('2026-11-20T13:01:02.005Z', startedAt, 'relative')).toBe('1:01:02.005');
  expect(formatLineTime('2026-11-20T11:59:59Z', startedAt, 'relative')).toBe('00:00.000');
});
