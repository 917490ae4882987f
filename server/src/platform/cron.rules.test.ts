import { describe, expect, test } from '@jest/globals';
import { cronProblem, dueTick, lastTick, nextTick } from './cron.ts';

const at = (text: string) => new Date(text);
const berlin = (cron: string) => ({ cron, timeZone: 'Europe/Berlin' });
const ticks = (cron: string, from: string, count: number) => {
  const found: string[] = [];
  for (let after = at(from); found.length < count; ) {
    const tick = nextTick(berlin(cron), after);
    if (!tick) break;
    found.push(tick.toISOString());
    after = tick;
  }
  return found;
};

describe('clocks that are put forward and back (Berlin, 29 March and 25 October 2026)', () => {
  test('a time that is left out comes once, right after the gap', () => {
    expect(ticks('30 2 * * *', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  test('a time that comes twice counts once', () => {
    expect(ticks('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(ticks('30 1,2 * * *', '2026-10-24T12:00:00Z', 3)).toEqual([
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T00:30:00.000Z',
    ]);
  });

  test('every quarter of an hour stays that, all through both nights', () => {
    for (const from of ['2026-03-28T22:59:00Z', '2026-10-24T21:59:00Z']) {
      const times = ticks('*/15 * * * *', from, 24).map((time) => at(time).getTime());
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(new Set(gaps)).toEqual(new Set([15 * 60_000]));
    }
  });
});

test('the last tick is the one at the moment itself, or before it', () => {
  const hourly = berlin('0 * * * *');
  expect(lastTick(hourly, at('2026-06-01T10:00:00Z'))).toEqual(at('2026-06-01T10:00:00Z'));
  expect(lastTick(hourly, at('2026-06-01T09:59:59.999Z'))).toEqual(at('2026-06-01T09:00:00Z'));
});

describe('what is due', () => {
  const hourly = (missed: 'RUN_ONCE' | 'SKIP') => ({ ...berlin('0 * * * *'), missed });
  const tenth = at('2026-06-01T10:00:00Z');

  test('nothing before its time', () => {
    expect(dueTick(hourly('SKIP'), tenth, at('2026-06-01T09:59:59Z'))).toEqual({
      tick: null,
      isMissed: false,
      nextAt: tenth,
    });
  });

  test.each(['SKIP', 'RUN_ONCE'] as const)('%s: what is a minute late is on time', (missed) => {
    expect(dueTick(hourly(missed), tenth, at('2026-06-01T10:01:00Z'))).toEqual({
      tick: tenth,
      isMissed: false,
      nextAt: at('2026-06-01T11:00:00Z'),
    });
  });

  test('of five that were missed the last is made up for, or none', () => {
    const now = at('2026-06-01T14:30:00Z');
    const nextAt = at('2026-06-01T15:00:00Z');
    expect(dueTick(hourly('RUN_ONCE'), tenth, now)).toEqual({
      tick: at('2026-06-01T14:00:00Z'),
      isMissed: true,
      nextAt,
    });
    expect(dueTick(hourly('SKIP'), tenth, now)).toEqual({ tick: null, isMissed: false, nextAt });
  });

  test('one that is due just now is on time, however many were missed before it', () => {
    const now = at('2026-06-01T14:00:10Z');
    expect(dueTick(hourly('SKIP'), tenth, now)).toMatchObject({ tick: at('2026-06-01T14:00:00Z'), isMissed: false });
  });
});

test.each(['', '* * * *', '61 * * * *', '0 0 30 2 *', '* * * * * *', 'tomorrow'])(
  '%j is refused, with a sentence',
  (cron) => {
    expect(cronProblem(berlin(cron), at('2026-06-01T00:00:00Z'))).toMatch(/\.$/);
  },
);

test('an ordinary expression is fine', () => {
  expect(cronProblem(berlin('15 3 * * MON-FRI'), at('2026-06-01T00:00:00Z'))).toBeNull();
});
