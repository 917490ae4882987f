import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueTick, lastTick, nextTick } from './cron.ts';

// What ticks in 2026 in zones that change their clocks, at other times and by other amounts, worked out from their offsets.

const ZONES = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BEGIN = Date.UTC(2026, 0, 2);
const END = Date.UTC(2026, 11, 30);

interface Zone {
  name: string;
  /** Where its clocks change: from one offset in minutes to another. */
  changes: { at: number; from: number; to: number }[];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that local time is ahead of UTC. */
function offsetAt(name: string, at: number): number {
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    formats.set(name, format);
  }
  const text = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}

function zoneOf(name: string): Zone {
  const changes: Zone['changes'] = [];
  for (let at = BEGIN; at < END; at += DAY_MS) {
    const [from, to] = [offsetAt(name, at), offsetAt(name, at + DAY_MS)];
    if (from === to) continue;
    let changedAt = at;
    while (offsetAt(name, changedAt) === from) changedAt += 30 * MINUTE_MS;
    changes.push({ at: changedAt, from, to });
  }
  return { name, changes };
}

const zones = new Map(ZONES.map((name) => [name, zoneOf(name)]));

const offsetsOf = ({ name, changes }: Zone) => [offsetAt(name, BEGIN), ...changes.map(({ to }) => to)];

/** When this time of day comes on a local day, given as if it were UTC: the first time of two, and after a gap that it is in. */
function momentOf(zone: Zone, local: number): number {
  const found = offsetsOf(zone)
    .map((offset) => ({ offset, at: local - offset * MINUTE_MS }))
    .filter(({ offset, at }) => offsetAt(zone.name, at) === offset)
    .map(({ at }) => at);
  if (found.length > 0) return Math.min(...found);
  const gap = zone.changes.find(({ at, from, to }) => local >= at + from * MINUTE_MS && local < at + to * MINUTE_MS);
  if (!gap) throw new Error(`${new Date(local).toISOString()} is neither a time nor in a gap in ${zone.name}.`);
  return gap.at;
}

const iso = (ms: number) => new Date(ms).toISOString();
const isoOf = (date: Date | null) => date?.toISOString();

const times = fc.record({
  zone: fc.constantFrom(...ZONES).map((name) => zones.get(name) as Zone),
  minute: fc.nat(59),
  hour: fc.nat(23),
});

/** Days at which clocks change, and any others. */
const daysOf = (zone: Zone, any: number) => [
  ...zone.changes.flatMap(({ at }) => [-2, -1, 0, 1].map((days) => Math.floor(at / DAY_MS) * DAY_MS + days * DAY_MS)),
  BEGIN + DAY_MS + any * DAY_MS,
];

test('the zones change their clocks as they do in 2026', () => {
  const changes = [...zones.values()].flatMap(({ name, changes }) =>
    changes.map(({ at, from, to }) => [name, iso(at), to - from]),
  );
  expect(changes).toEqual([
    ['America/New_York', '2026-03-08T07:00:00.000Z', 60],
    ['America/New_York', '2026-11-01T06:00:00.000Z', -60],
    ['Europe/London', '2026-03-29T01:00:00.000Z', 60],
    ['Europe/London', '2026-10-25T01:00:00.000Z', -60],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z', -30],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', 30],
  ]);
});

describe('a time of day', () => {
  test('comes once on each day: the first of two, and right after a gap that it is in', () => {
    fc.assert(
      fc.property(times, fc.nat(350), ({ zone, minute, hour }, any) => {
        const schedule = { cron: `${minute} ${hour} * * *`, timeZone: zone.name };
        for (const day of daysOf(zone, any)) {
          const at = momentOf(zone, day + (hour * 60 + minute) * MINUTE_MS);
          const next = momentOf(zone, day + DAY_MS + (hour * 60 + minute) * MINUTE_MS);
          expect(isoOf(nextTick(schedule, new Date(at - 1)))).toBe(iso(at));
          expect(isoOf(nextTick(schedule, new Date(at)))).toBe(iso(next));
          expect(isoOf(lastTick(schedule, new Date(at)))).toBe(iso(at));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('ticks once however often and at whatever times somebody looks, and never backwards', () => {
    fc.assert(
      fc.property(
        times,
        fc.array(fc.integer({ min: 1, max: 50 * 60 }), { minLength: 5, maxLength: 40 }),
        fc.constantFrom('RUN_ONCE' as const, 'SKIP' as const),
        ({ zone, minute, hour }, gaps, missed) => {
          const schedule = { cron: `${minute} ${hour} * * *`, timeZone: zone.name, missed };
          let now = (zone.changes[0]?.at ?? BEGIN + DAY_MS) - 5 * DAY_MS;
          let nextAt = nextTick(schedule, new Date(now)) as Date;
          const ticks: number[] = [];
          for (const gap of gaps) {
            now += gap * MINUTE_MS;
            const due = dueTick(schedule, nextAt, new Date(now));
            if (due.tick) ticks.push(due.tick.getTime());
            // What it looks for next is still to come, and nothing that has ticked.
            if (nextAt.getTime() <= now) expect(due.nextAt?.getTime()).toBeGreaterThan(now);
            nextAt = due.nextAt as Date;
          }
          expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
          for (const tick of ticks)
            expect(momentOf(zone, localDayOf(zone, tick) + (hour * 60 + minute) * MINUTE_MS)).toBe(tick);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Midnight of the local day, as if it were UTC. */
const localDayOf = (zone: Zone, at: number) => Math.floor((at + offsetAt(zone.name, at) * MINUTE_MS) / DAY_MS) * DAY_MS;

describe('every so many minutes', () => {
  test('goes by what clocks show, times that come twice included', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.constantFrom(5, 10, 15, 20, 30), fc.nat(350), (name, step, any) => {
        const zone = zones.get(name) as Zone;
        const schedule = { cron: `*/${step} * * * *`, timeZone: name };
        for (const day of daysOf(zone, any)) {
          const expected: string[] = [];
          for (let at = day + MINUTE_MS; expected.length < 60; at += MINUTE_MS)
            if ((at / MINUTE_MS + offsetAt(name, at)) % step === 0) expected.push(iso(at));
          const found: string[] = [];
          for (let at = new Date(day); found.length < 60; ) {
            at = nextTick(schedule, at) as Date;
            found.push(at.toISOString());
          }
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  });

  test.each([
    ['America/New_York', '0 * * * *', '2026-03-08T05:30:00Z', ['06:00', '07:00', '08:00']],
    ['America/New_York', '0 * * * *', '2026-11-01T04:30:00Z', ['05:00', '06:00', '07:00']],
    ['Australia/Lord_Howe', '0 * * * *', '2026-04-04T13:30:00Z', ['14:00', '15:30', '16:30']],
    ['Australia/Lord_Howe', '0 * * * *', '2026-10-03T14:00:00Z', ['14:30', '16:00', '17:00']],
    ['Asia/Kathmandu', '0 * * * *', '2026-06-01T00:00:00Z', ['00:15', '01:15', '02:15']],
  ])('%s, %s from %s', (timeZone, cron, from, expected) => {
    let at = new Date(from);
    const found = expected.map(() => {
      at = nextTick({ cron, timeZone }, at) as Date;
      return at.toISOString().slice(11, 16);
    });
    expect(found).toEqual(expected);
  });
});
