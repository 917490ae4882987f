import { describe, expect, it } from '@jest/globals';
import {
  bucketEnd,
  bucketLabel,
  bucketStart,
  bucketsOf,
  compareWindow,
  daysIn,
  type Interval,
  leastBuckets,
  localDate,
  offsetLabel,
  startOfDay,
} from './calendar.ts';

const NEW_YORK = 'America/New_York';
const LONDON = 'Europe/London';
const LORD_HOWE = 'Australia/Lord_Howe';
const KATHMANDU = 'Asia/Kathmandu';

const at = (text: string) => new Date(text);
const iso = (date: Date) => date.toISOString().replace(':00.000Z', 'Z');
const window = (from: string, to: string) => ({ from: at(from), to: at(to) });
const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;
const shown = ({ from, to }: { from: Date; to: Date }) => `${iso(from)}/${iso(to)}`;

describe('days', () => {
  // Zone; a local noon; where that day begins and ends; its hours.
  it.each([
    [NEW_YORK, '2026-03-08T12:00-04:00', '2026-03-08T05:00Z', '2026-03-09T04:00Z', 23],
    [NEW_YORK, '2026-11-01T12:00-05:00', '2026-11-01T04:00Z', '2026-11-02T05:00Z', 25],
    [NEW_YORK, '2026-07-04T12:00-04:00', '2026-07-04T04:00Z', '2026-07-05T04:00Z', 24],
    [LONDON, '2026-03-29T12:00+01:00', '2026-03-29T00:00Z', '2026-03-29T23:00Z', 23],
    [LONDON, '2026-10-25T12:00+00:00', '2026-10-24T23:00Z', '2026-10-26T00:00Z', 25],
    [LORD_HOWE, '2026-04-05T12:00+10:30', '2026-04-04T13:00Z', '2026-04-05T13:30Z', 24.5],
    [LORD_HOWE, '2026-10-04T12:00+11:00', '2026-10-03T13:30Z', '2026-10-04T13:00Z', 23.5],
    [KATHMANDU, '2026-03-08T12:00+05:45', '2026-03-07T18:15Z', '2026-03-08T18:15Z', 24],
    // Clocks go from 24:00 to 01:00: the day begins at one.
    ['Africa/Cairo', '2026-04-24T12:00+03:00', '2026-04-23T22:00Z', '2026-04-24T21:00Z', 23],
    // From 24:00 back to 23:00: the next midnight is an hour off.
    ['Africa/Cairo', '2026-10-29T12:00+03:00', '2026-10-28T21:00Z', '2026-10-29T22:00Z', 25],
    ['America/Havana', '2026-11-01T12:00-05:00', '2026-11-01T04:00Z', '2026-11-02T05:00Z', 25],
  ])('%s %s', (zone, noon, from, to, length) => {
    const day = { from: bucketStart(at(noon), 'DAY', zone), to: bucketEnd(at(noon), 'DAY', zone) };
    expect(shown(day)).toBe(`${from}/${to}`);
    expect(hours(day)).toBe(length);
    expect(daysIn(day, zone)).toBe(1);
    expect(iso(startOfDay(at(noon), zone, 1))).toBe(to);
  });

  it('are known by their local date', () => {
    expect(localDate(at('2026-03-09T03:30:00Z'), NEW_YORK)).toBe('2026-03-08');
    expect(localDate(at('2026-03-08T18:15:00Z'), KATHMANDU)).toBe('2026-03-09');
  });

  it('skips the day that Samoa skipped', () => {
    expect(
      bucketsOf(window('2011-12-29T10:00Z', '2011-12-31T10:00Z'), 'DAY', 'Pacific/Apia').map(({ label }) => label),
    ).toEqual(['2011-12-29', '2011-12-31']);
  });

  it('counts parts of days by how much of them there is', () => {
    expect(daysIn(window('2026-03-08T05:00Z', '2026-03-08T16:30Z'), NEW_YORK)).toBe(0.5);
    expect(daysIn(window('2026-11-01T04:00Z', '2026-11-01T16:30Z'), NEW_YORK)).toBe(0.5);
    expect(daysIn(window('2026-03-01T05:00Z', '2026-03-15T04:00Z'), NEW_YORK)).toBe(14);
    expect(daysIn(window('2026-03-15T04:00Z', '2026-03-01T05:00Z'), NEW_YORK)).toBe(0);
  });
});

describe('hours', () => {
  it.each([
    [
      NEW_YORK,
      '2026-03-08T05:00Z',
      '2026-03-08T09:00Z',
      ['2026-03-08 00:00', '2026-03-08 01:00', '2026-03-08 03:00', '2026-03-08 04:00'],
      [60, 60, 60, 60],
    ],
    [
      NEW_YORK,
      '2026-11-01T04:00Z',
      '2026-11-01T08:00Z',
      ['2026-11-01 00:00', '2026-11-01 01:00 -04:00', '2026-11-01 01:00 -05:00', '2026-11-01 02:00'],
      [60, 60, 60, 60],
    ],
    [
      LONDON,
      '2026-10-25T00:00Z',
      '2026-10-25T03:00Z',
      ['2026-10-25 01:00 +01:00', '2026-10-25 01:00 +00:00', '2026-10-25 02:00'],
      [60, 60, 60],
    ],
    // 02:00 becomes 01:30: half an hour is there twice.
    [
      LORD_HOWE,
      '2026-04-04T14:00Z',
      '2026-04-04T16:30Z',
      ['2026-04-05 01:00', '2026-04-05 01:30 +10:30', '2026-04-05 02:00'],
      [60, 30, 60],
    ],
    // 02:00 becomes 02:30: half an hour is not there.
    [
      LORD_HOWE,
      '2026-10-03T14:30Z',
      '2026-10-03T17:00Z',
      ['2026-10-04 01:00', '2026-10-04 02:30', '2026-10-04 03:00'],
      [60, 30, 60],
    ],
    [KATHMANDU, '2026-03-07T18:15Z', '2026-03-07T20:15Z', ['2026-03-08 00:00', '2026-03-08 01:00'], [60, 60]],
    // The first and the last are cut to the window.
    [
      KATHMANDU,
      '2026-03-07T18:00Z',
      '2026-03-07T19:30Z',
      ['2026-03-07 23:45', '2026-03-08 00:00', '2026-03-08 01:00'],
      [15, 60, 15],
    ],
  ] as const)('%s %s', (zone, from, to, labels, minutes) => {
    const buckets = bucketsOf(window(from, to), 'HOUR', zone);
    expect(buckets.map(({ label }) => label)).toEqual(labels);
    expect(buckets.map((bucket) => hours(bucket) * 60)).toEqual(minutes);
  });

  it('tells quarters of an hour that come twice apart', () => {
    const buckets = bucketsOf(window('2026-04-04T14:45Z', '2026-04-04T15:30Z'), 'QUARTER_HOUR', LORD_HOWE);
    expect(buckets.map(({ label }) => label)).toEqual([
      '2026-04-05 01:45 +11:00',
      '2026-04-05 01:30 +10:30',
      '2026-04-05 01:45 +10:30',
    ]);
  });
});

describe('weeks, months and quarters', () => {
  it('begins weeks on Monday and numbers them by their Thursday', () => {
    const weeks = bucketsOf(window('2025-12-29T00:00Z', '2026-01-12T00:00Z'), 'WEEK', 'UTC');
    expect(weeks.map((week) => `${week.label} ${shown(week)}`)).toEqual([
      '2026-W01 2025-12-29T00:00Z/2026-01-05T00:00Z',
      '2026-W02 2026-01-05T00:00Z/2026-01-12T00:00Z',
    ]);
    expect(bucketLabel(at('2021-01-01T00:00Z'), 'WEEK', 'UTC')).toBe('2020-W53');
  });

  it('has a week that is an hour shorter', () => {
    expect(bucketsOf(window('2026-03-02T05:00Z', '2026-03-16T04:00Z'), 'WEEK', NEW_YORK).map(hours)).toEqual([
      167, 168,
    ]);
  });

  it('follows the calendar', () => {
    const year = window('2026-01-01T05:00Z', '2027-01-01T05:00Z');
    expect(bucketsOf(year, 'MONTH', NEW_YORK).map((month) => daysIn(month, NEW_YORK))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect(bucketsOf(year, 'QUARTER', NEW_YORK).map(({ label }) => label)).toEqual([
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
      '2026-Q4',
    ]);
  });

  it('covers every window without gaps, each bucket being that of its start', () => {
    for (const zone of [
      NEW_YORK,
      LONDON,
      LORD_HOWE,
      KATHMANDU,
      'UTC',
      'Africa/Cairo',
      'America/Havana',
      'Pacific/Chatham',
    ])
      for (const interval of ['QUARTER_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER'] satisfies Interval[]) {
        const whole = window('2026-01-13T07:20Z', '2026-12-02T03:10Z');
        const buckets = bucketsOf(whole, interval, zone);
        expect(buckets[0]?.from).toEqual(whole.from);
        expect(buckets.at(-1)?.to).toEqual(whole.to);
        expect(buckets.length).toBeGreaterThanOrEqual(leastBuckets(whole, interval));
        expect(new Set(buckets.map(({ label }) => label)).size).toBe(buckets.length);
        const isRight = buckets.every(
          ({ from, to }, index) =>
            (index === 0 ||
              (from.getTime() === buckets[index - 1]?.to.getTime() &&
                bucketStart(from, interval, zone).getTime() === from.getTime())) &&
            bucketStart(new Date(to.getTime() - 1), interval, zone) <= from,
        );
        expect([zone, interval, isRight]).toEqual([zone, interval, true]);
      }
  });
});

it('says how far a zone is from UTC', () => {
  expect(['UTC', NEW_YORK, KATHMANDU, LORD_HOWE].map((zone) => offsetLabel(at('2026-01-01T00:00Z'), zone))).toEqual([
    '+00:00',
    '-05:00',
    '+05:45',
    '+11:00',
  ]);
});

describe('comparing', () => {
  const later = at('2030-01-01T00:00Z');
  const compared = (from: string, to: string, zone: string, kind: Parameters<typeof compareWindow>[2], now = later) =>
    shown(compareWindow(window(from, to), zone, kind, now));

  it.each([
    // A week with the change of clocks: seven days before, though 168 hours.
    [NEW_YORK, '2026-03-08T05:00Z', '2026-03-15T04:00Z', '2026-03-01T05:00Z/2026-03-08T05:00Z'],
    [LONDON, '2026-10-25T00:00+01:00', '2026-10-26T00:00Z', '2026-10-23T23:00Z/2026-10-24T23:00Z'],
    [LORD_HOWE, '2026-04-04T13:00Z', '2026-04-05T13:30Z', '2026-04-03T13:00Z/2026-04-04T13:00Z'],
    [KATHMANDU, '2026-03-07T18:15Z', '2026-03-09T18:15Z', '2026-03-05T18:15Z/2026-03-07T18:15Z'],
    // Not of whole days: as long.
    [NEW_YORK, '2026-03-08T12:30Z', '2026-03-09T12:30Z', '2026-03-07T12:30Z/2026-03-08T12:30Z'],
  ])('takes the period before in %s', (zone, from, to, expected) => {
    expect(compared(from, to, zone, 'PREVIOUS_PERIOD')).toBe(expected);
  });

  it.each([
    // Summer time began on another day: the same local dates nevertheless.
    [NEW_YORK, '2026-03-08T05:00Z', '2026-03-09T04:00Z', '2025-03-08T05:00Z/2025-03-09T05:00Z'],
    ['UTC', '2028-03-01T00:00Z', '2028-04-01T00:00Z', '2027-03-01T00:00Z/2027-04-01T00:00Z'],
    ['UTC', '2028-02-01T00:00Z', '2028-03-01T00:00Z', '2027-02-01T00:00Z/2027-03-01T00:00Z'],
    ['UTC', '2028-02-29T00:00Z', '2028-03-01T00:00Z', '2027-02-28T00:00Z/2027-03-01T00:00Z'],
    ['UTC', '2028-02-28T00:00Z', '2028-02-29T00:00Z', '2027-02-28T00:00Z/2027-03-01T00:00Z'],
    ['UTC', '2028-02-29T06:00Z', '2028-02-29T18:00Z', '2027-02-28T06:00Z/2027-02-28T18:00Z'],
    ['UTC', '2029-02-01T00:00Z', '2029-03-01T00:00Z', '2028-02-01T00:00Z/2028-03-01T00:00Z'],
  ])('takes the same dates last year in %s from %s', (zone, from, to, expected) => {
    expect(compared(from, to, zone, 'LAST_YEAR')).toBe(expected);
  });

  it('takes the same weekdays 52 weeks before', () => {
    const { from, to } = compareWindow(
      window('2026-03-08T05:00Z', '2026-03-15T04:00Z'),
      NEW_YORK,
      'MATCHED_WEEKDAYS',
      later,
    );
    expect(shown({ from, to })).toBe('2025-03-09T05:00Z/2025-03-16T04:00Z');
    expect(from.getUTCDay()).toBe(0);
  });

  it('compares what has passed of a running period', () => {
    const now = at('2026-03-10T18:30Z');
    expect(compared('2026-03-08T05:00Z', '2026-03-15T04:00Z', NEW_YORK, 'PREVIOUS_PERIOD', now)).toBe(
      '2026-03-01T05:00Z/2026-03-03T19:30Z',
    );
    expect(compared('2026-03-01T05:00Z', '2026-04-01T04:00Z', NEW_YORK, 'LAST_YEAR', now)).toBe(
      '2025-03-01T05:00Z/2025-03-10T18:30Z',
    );
    expect(compared('2026-03-10T12:30Z', '2026-03-10T20:30Z', NEW_YORK, 'PREVIOUS_PERIOD', now)).toBe(
      '2026-03-10T04:30Z/2026-03-10T10:30Z',
    );
    const custom = window('2026-02-01T05:00Z', '2026-02-08T05:00Z');
    expect(
      shown(compareWindow(window('2026-03-08T05:00Z', '2026-03-15T04:00Z'), NEW_YORK, 'CUSTOM', now, custom)),
    ).toBe('2026-02-01T05:00Z/2026-02-03T19:30Z');
  });

  it('takes a custom window as it is', () => {
    const custom = window('2026-02-01T05:00Z', '2026-02-08T05:00Z');
    expect(compareWindow(window('2026-03-08T05:00Z', '2026-03-15T04:00Z'), NEW_YORK, 'CUSTOM', later, custom)).toEqual(
      custom,
    );
    expect(() => compareWindow(custom, NEW_YORK, 'CUSTOM', later)).toThrow('needs its window');
  });
});

it('refuses what is no zone', () => {
  expect(() => bucketStart(at('2026-01-01T00:00Z'), 'DAY', 'Mars/Olympus')).toThrow(RangeError);
});
