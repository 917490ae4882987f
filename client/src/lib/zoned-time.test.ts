import { expect, test } from '@jest/globals';
import { formatInstant, formatWindow, parseDay, startOfDayIn } from './zoned-time.ts';

test.each([
  ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20', 'Asia/Kathmandu', '2026-11-19T18:15:00.000Z'],
  // Clocks go forward and back at 2:00 in New York.
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
  ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z'],
  ['2026-04-06', 'Australia/Lord_Howe', '2026-04-05T13:30:00.000Z'],
  // There was no midnight in Chile that day: it began at 1:00.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  // In Cuba the hour from midnight on came twice: the day begins with the first.
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, instant) => {
  const parsed = parseDay(day);
  expect(parsed && startOfDayIn(parsed, zone).toISOString()).toBe(instant);
});

test('days roll over, and days that are none are none', () => {
  expect(startOfDayIn({ year: 2026, month: 12, day: 32 }, 'UTC').toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(parseDay('2026-02-30')).toBeNull();
  expect(parseDay('yesterday')).toBeNull();
});

test('times are exact, with their offset', () => {
  const at = new Date('2026-11-20T13:02:10Z');
  expect(formatInstant(at, 'Europe/Berlin')).toBe('Fri, 20 Nov 2026, 14:02 UTC+01:00');
  expect(formatInstant(at, 'UTC')).toBe('Fri, 20 Nov 2026, 13:02 UTC');
  const window = (from: string, to: string) => formatWindow(new Date(from), new Date(to), 'Europe/Berlin');
  expect(window('2026-11-19T23:00:00Z', '2026-11-20T23:00:00Z')).toBe('Fri, 20 Nov 2026 UTC+01:00');
  expect(window('2026-11-20T13:00:00Z', '2026-11-20T14:00:00Z')).toBe('Fri, 20 Nov 2026, 14:00–15:00 UTC+01:00');
  expect(window('2026-11-20T22:00:00Z', '2026-11-20T23:00:00Z')).toBe('Fri, 20 Nov 2026, 23:00–24:00 UTC+01:00');
  expect(window('2026-11-15T23:00:00Z', '2026-11-22T23:00:00Z')).toBe('Mon, 16 Nov 2026 – Sun, 22 Nov 2026 UTC+01:00');
});
