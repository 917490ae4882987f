import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone's clocks keep one distance to UTC, in milliseconds. */
interface ZoneStretch {
  from: number;
  to: number;
  offsetMs: number;
}

const FIRST = Date.UTC(1999, 0);
const LAST = Date.UTC(2080, 0);
const DAY_MS = 86_400_000;
/** Stretches of each zone that were asked for, and all between them, in order: the first may be from any time, the last to any. */
const known = new Map<string, ZoneStretch[]>();

/**
 * The stretches of an IANA zone from days before an instant to days after it. Kept for the life of the process, and found as they are
 * asked for: the polyfill takes up to 1 ms for each, which for 80 years at once would hold up everybody else; then each calculation
 * is a few additions instead of 10 µs. Throws a RangeError for what is no zone.
 */
function stretchesAround(at: number, zone: string): readonly ZoneStretch[] {
  let found = known.get(zone);
  if (!found) {
    const within = Math.min(Math.max(at, FIRST), LAST);
    found = [{ from: changeBefore(within, zone), to: changeAfter(within, zone), offsetMs: offsetAt(within, zone) }];
    known.set(zone, found);
  }
  for (let { from } = found[0] as ZoneStretch; from > at - 2 * DAY_MS; ) {
    const to = from;
    from = changeBefore(to - 1, zone);
    found.unshift({ from, to, offsetMs: offsetAt(to - 1, zone) });
  }
  for (let { to } = found.at(-1) as ZoneStretch; to <= at + 2 * DAY_MS; ) {
    const from = to;
    to = changeAfter(from, zone);
    found.push({ from, to, offsetMs: offsetAt(from, zone) });
  }
  return found;
}

const clocksAt = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
const offsetAt = (at: number, zone: string) => clocksAt(at, zone).offsetNanoseconds / 1e6;

/** When the clocks were last changed, that instant included. */
function changeBefore(at: number, zone: string): number {
  const change = clocksAt(at + 1, zone).getTimeZoneTransition('previous')?.epochMilliseconds;
  return change !== undefined && change > FIRST ? change : Number.NEGATIVE_INFINITY;
}

/** When they are changed next. */
function changeAfter(at: number, zone: string): number {
  const change = clocksAt(at, zone).getTimeZoneTransition('next')?.epochMilliseconds;
  return change !== undefined && change <= LAST ? change : Number.POSITIVE_INFINITY;
}

function indexAt(at: number, stretches: readonly ZoneStretch[]): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < (stretches[middle] as ZoneStretch).to) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The stretch in which an instant lies. */
export function stretchAt(at: number, zone: string): ZoneStretch {
  const stretches = stretchesAround(at, zone);
  return stretches[indexAt(at, stretches)] as ZoneStretch;
}

/** What the clocks show, as if it were UTC. */
export function wallOf(at: number, zone: string): number {
  return at + stretchAt(at, zone).offsetMs;
}

/** The first instant at which the clocks show `wall` or later: where they skip it, the moment they do; where they show it twice, the earlier. */
export function instantOf(wall: number, zone: string): number {
  // No zone is further than 14 hours from UTC, so what matters begins a day before.
  const stretches = stretchesAround(wall, zone);
  let index = indexAt(wall - DAY_MS, stretches);
  for (;;) {
    const { from, to, offsetMs } = stretches[index] as ZoneStretch;
    const at = Math.max(from, wall - offsetMs);
    if (at < to) return at;
    index++;
  }
}

/** Whether the clocks show the time of an instant twice that day. */
export function isAmbiguous(at: number, zone: string): boolean {
  const stretches = stretchesAround(at, zone);
  const index = indexAt(at, stretches);
  const wall = at + (stretches[index] as ZoneStretch).offsetMs;
  const [before, after] = [stretches[index - 1], stretches[index + 1]];
  return (
    (before !== undefined && wall - before.offsetMs < before.to && wall - before.offsetMs >= before.from) ||
    (after !== undefined && wall - after.offsetMs >= after.from && wall - after.offsetMs < after.to)
  );
}
