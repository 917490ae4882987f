import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone's clocks keep one distance to UTC, in milliseconds. */
interface ZoneStretch {
  from: number;
  to: number;
  offsetMs: number;
}

const FIRST = Temporal.Instant.from('1999-01-01T00:00:00Z');
const LAST = Temporal.Instant.from('2080-01-01T00:00:00Z');
const known = new Map<string, readonly ZoneStretch[]>();

/**
 * The stretches of an IANA zone in order, the first from and the last to any time. Kept for the life of the process: the polyfill
 * takes 20–70 ms to find 80 years of them, and then each calculation is a few additions instead of 10 µs. Throws a RangeError
 * for what is no zone.
 */
function stretchesOf(zone: string): readonly ZoneStretch[] {
  let found = known.get(zone);
  if (!found) {
    found = findStretches(zone);
    known.set(zone, found);
  }
  return found;
}

function findStretches(zone: string): ZoneStretch[] {
  let at = FIRST.toZonedDateTimeISO(zone);
  const stretches: ZoneStretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    const isLast = !next || Temporal.Instant.compare(next.toInstant(), LAST) > 0;
    const to = isLast ? Number.POSITIVE_INFINITY : next.epochMilliseconds;
    stretches.push({ from, to, offsetMs: at.offsetNanoseconds / 1e6 });
    if (isLast) return stretches;
    at = next;
    from = to;
  }
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
  const stretches = stretchesOf(zone);
  return stretches[indexAt(at, stretches)] as ZoneStretch;
}

/** What the clocks show, as if it were UTC. */
export function wallOf(at: number, zone: string): number {
  return at + stretchAt(at, zone).offsetMs;
}

const DAY_MS = 86_400_000;

/** The first instant at which the clocks show `wall` or later: where they skip it, the moment they do; where they show it twice, the earlier. */
export function instantOf(wall: number, zone: string): number {
  // No zone is further than 14 hours from UTC, so what matters begins a day before.
  const stretches = stretchesOf(zone);
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
  const stretches = stretchesOf(zone);
  const index = indexAt(at, stretches);
  const wall = at + (stretches[index] as ZoneStretch).offsetMs;
  const [before, after] = [stretches[index - 1], stretches[index + 1]];
  return (
    (before !== undefined && wall - before.offsetMs < before.to && wall - before.offsetMs >= before.from) ||
    (after !== undefined && wall - after.offsetMs >= after.from && wall - after.offsetMs < after.to)
  );
}
