import { expect, test } from '@jest/globals';
import {
  formatAge,
  formatBytes,
  formatDuration,
  formatElapsed,
  formatExact,
  formatPeriod,
  formatPlural,
  formatRelative,
  formatShortCount,
} from './format.ts';

const now = new Date('2026-11-20T12:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

test.each([
  [0, '0ms'],
  [420, '420ms'],
  [4_240, '4.2s'],
  [9_960, '10s'],
  [59_400, '59s'],
  [64_000, '1m 04s'],
  [3_599_600, '1h 00m'],
  [7_500_000, '2h 05m'],
  [273_600_000, '3d 04h'],
])('a duration of %i ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('something that runs counts whole seconds and never goes below zero', () => {
  expect(formatElapsed(1_999)).toBe('1s');
  expect(formatElapsed(-300)).toBe('0s');
  expect(formatElapsed(64_900)).toBe('1m 04s');
});

test.each([
  [10, 'just now', 'now'],
  [180, '3 min ago', '3m'],
  [7_300, '2 h ago', '2h'],
  [86_400 * 5, '5 d ago', '5d'],
  [86_400 * 30, '4 wk ago', '4w'],
  [86_400 * 800, '2 yr ago', '2y'],
  [-7_300, 'in 2 h', '2h'],
])('%i seconds ago reads %s', (seconds, long, short) => {
  expect(formatRelative(before(seconds), now)).toBe(long);
  expect(formatAge(before(seconds), now)).toBe(short);
});

test('the exact time names its zone', () => {
  expect(formatExact(now, 'Europe/Berlin')).toBe('Fri, 20 Nov 2026, 13:00:00 CET');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [34_000_000, '34 MB'],
  [999_999, '1.0 MB'],
])('%i bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [840, '840'],
  [1_000, '1k'],
  [1_240, '1.2k'],
  [12_400, '12k'],
  [1_200_000, '1.2M'],
])('%i reads %s where it is narrow', (count, text) => {
  expect(formatShortCount(count)).toBe(text);
});

test('periods and plurals', () => {
  expect(formatPeriod(5_400)).toBe('1 h 30 min');
  expect(formatPeriod(5)).toBe('5 s');
  expect(formatPeriod(0)).toBe('0 s');
  expect(formatPlural(1, 'line')).toBe('1 line');
  expect(formatPlural(12_345, 'line')).toBe('12,345 lines');
});
