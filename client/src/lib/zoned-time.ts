/** A day of the calendar, such as `{ year: 2026, month: 11, day: 20 }`; out of range rolls over, as with `Date.UTC`. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

interface ZonedParts extends CalendarDay {
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are kept: making one takes longer than a thousand uses of it. */
function zonedFormat(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
    formats.set(key, format);
  }
  return format;
}

const partOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
} as const;

function partsIn(at: Date, timeZone: string): ZonedParts {
  const parts: Record<string, number> = {};
  for (const { type, value } of zonedFormat(timeZone, partOptions).formatToParts(at)) parts[type] = Number(value);
  return parts as unknown as ZonedParts;
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetMsAt(at: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsIn(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1_000) * 1_000;
}

/** The day of the calendar in a zone at an instant. */
export function dayIn(at: Date, timeZone: string): CalendarDay {
  const { year, month, day } = partsIn(at, timeZone);
  return { year, month, day };
}

/** The first instant of a day in a zone: midnight, or what comes first where clocks skip midnight. */
export function startOfDayIn({ year, month, day }: CalendarDay, timeZone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  // Offsets on both sides of a possible change; the earlier instant that is not before the day wins.
  const candidates = [wanted - 86_400_000, wanted + 86_400_000].map(
    (near) => wanted - offsetMsAt(new Date(near), timeZone),
  );
  const isMidnight = (ms: number) => ms + offsetMsAt(new Date(ms), timeZone) === wanted;
  const exact = candidates.filter(isMidnight);
  return new Date(exact.length > 0 ? Math.min(...exact) : firstAfterGap(candidates, wanted, timeZone));
}

/** Clocks that skip midnight jump between the candidates: the instant of the jump, to the minute. */
function firstAfterGap(candidates: number[], wanted: number, timeZone: string): number {
  let before = Math.min(...candidates) - 60_000;
  let after = Math.max(...candidates);
  const isReached = (ms: number) => ms + offsetMsAt(new Date(ms), timeZone) >= wanted;
  while (after - before > 60_000) {
    const middle = Math.floor((before + after) / 120_000) * 60_000;
    if (middle <= before) break;
    if (isReached(middle)) after = middle;
    else before = middle;
  }
  return after;
}

/** `2026-11-20`. */
export function formatDay({ year, month, day }: CalendarDay): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** The day written as `2026-11-20`, or null when there is no such day. */
export function parseDay(text: string | null | undefined): CalendarDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
  if (!match) return null;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return formatDay(day) === text ? day : null;
}

const offsetText = (at: Date, timeZone: string) =>
  zonedFormat(timeZone, { timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC')
    .replace(/^UTC\+00:00$/, 'UTC') ?? 'UTC';

const dateOptions = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const clockOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** An instant: `Fri, 20 Nov 2026, 14:02 UTC+01:00`. */
export function formatInstant(at: Date, timeZone: string): string {
  const day = zonedFormat(timeZone, dateOptions).format(at);
  return `${day}, ${zonedFormat(timeZone, clockOptions).format(at)} ${offsetText(at, timeZone)}`;
}

/**
 * A half-open window: `Fri, 20 Nov 2026 UTC+01:00` for a day, `Fri, 20 Nov 2026, 14:00–15:00 UTC+01:00` inside of one, and
 * from the first day to the last for longer ones.
 */
export function formatWindow(from: Date, to: Date, timeZone: string): string {
  const first = zonedFormat(timeZone, dateOptions).format(from);
  const last = zonedFormat(timeZone, dateOptions).format(new Date(to.getTime() - 1));
  const clock = (at: Date) => zonedFormat(timeZone, clockOptions).format(at);
  const offset = offsetText(from, timeZone);
  if (clock(from) === '00:00' && clock(to) === '00:00') {
    const wholeDays = first === last ? first : `${first} – ${last}`;
    return `${wholeDays} ${offset}`;
  }
  const until = first === last ? clock(to).replace('00:00', '24:00') : `${last}, ${clock(to)}`;
  return `${first}, ${clock(from)}${first === last ? '–' : ' – '}${until} ${offset}`;
}
