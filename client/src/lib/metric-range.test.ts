import { expect, test } from '@jest/globals';
import { intervalsFor, readRange, windowOf, writeRange } from './metric-range.ts';

const read = (text: string) => readRange(new URLSearchParams(text));
const now = new Date('2026-11-21T11:20:00Z');
const windowAt = (text: string, zone = 'UTC', at = now) => windowOf(read(text), zone, at);

test('what the URL says is read, what it says wrongly is not', () => {
  expect(read('').name).toBe('30d');
  expect(read('range=eternity').name).toBe('30d');
  expect(read('range=custom&since=2026-11-10&until=2026-11-01').name).toBe('30d');
  expect(read('range=custom&since=2026-11-01&until=2026-11-10')).toMatchObject({
    name: 'custom',
    since: { year: 2026, month: 11, day: 1 },
    until: { year: 2026, month: 11, day: 10 },
  });
  expect(read('interval=quarter-hour&compare=weekdays')).toMatchObject({
    interval: 'QUARTER_HOUR',
    comparison: 'MATCHED_WEEKDAYS',
  });
  expect(read('compare=custom').comparison).toBeNull();
});

test.each([
  'range=7d&interval=hour&compare=previous',
  'range=custom&since=2026-11-01&until=2026-11-10',
  'compare=custom&compareSince=2026-10-01&compareUntil=2026-10-31',
  'deploy=&service=svc_1',
])('%s survives being read and written', (text) => {
  const params = new URLSearchParams(text);
  expect(writeRange(params, readRange(params)).toString()).toBe(text);
});

test.each([
  ['range=24h', 'UTC', '2026-11-20T12:00:00.000Z', '2026-11-21T12:00:00.000Z', 'HOUR'],
  ['range=24h', 'Asia/Kathmandu', '2026-11-20T12:15:00.000Z', '2026-11-21T12:15:00.000Z', 'HOUR'],
  ['range=7d', 'UTC', '2026-11-15T00:00:00.000Z', '2026-11-22T00:00:00.000Z', 'DAY'],
  // The clocks of New York went back on the first.
  ['range=30d', 'America/New_York', '2026-10-23T04:00:00.000Z', '2026-11-22T05:00:00.000Z', 'DAY'],
  ['range=week', 'UTC', '2026-11-16T00:00:00.000Z', '2026-11-22T00:00:00.000Z', 'DAY'],
  ['range=month', 'Europe/Berlin', '2026-10-31T23:00:00.000Z', '2026-11-21T23:00:00.000Z', 'DAY'],
  ['range=quarter', 'UTC', '2026-10-01T00:00:00.000Z', '2026-11-22T00:00:00.000Z', 'DAY'],
  [
    'range=custom&since=2025-01-01&until=2025-12-31',
    'UTC',
    '2025-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00.000Z',
    'WEEK',
  ],
])('%s in %s is a window of whole days or hours', (text, zone, from, to, interval) => {
  expect(windowAt(text, zone)).toMatchObject({ from, to, interval });
});

test('a window knows whether time is in it', () => {
  expect(windowAt('range=24h').isRunning).toBe(true);
  expect(windowAt('range=custom&since=2025-01-01&until=2025-01-31').isRunning).toBe(false);
});

test('an interval that would make too many buckets gives way', () => {
  expect(windowAt('range=90d&interval=quarter-hour').interval).toBe('DAY');
  expect(windowAt('range=7d&interval=quarter-hour').interval).toBe('QUARTER_HOUR');
  expect(intervalsFor(86_400_000)).toEqual(['QUARTER_HOUR', 'HOUR', 'DAY']);
});

test('a comparison with chosen days has its own window', () => {
  expect(windowAt('compare=previous').compare).toEqual({ with: 'PREVIOUS_PERIOD' });
  expect(windowAt('compare=custom&compareSince=2026-10-01&compareUntil=2026-10-02', 'Europe/Berlin').compare).toEqual({
    with: 'CUSTOM',
    from: '2026-09-30T22:00:00.000Z',
    to: '2026-10-02T22:00:00.000Z',
  });
});
