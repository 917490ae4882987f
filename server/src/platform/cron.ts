import { Cron } from 'croner';

/** A cron expression of five fields, in the hours of a time zone. */
export interface CronSchedule {
  cron: string;
  timeZone: string;
}

/** A tick that is younger is on time: a worker that restarts has not missed it. */
const GRACE_MS = 60_000;

/**
 * Where clocks are put forward, a time that is left out comes at the first moment after the gap; where they are put back, a
 * time that comes twice counts the first time. Expressions with a wildcard or step in the hours or minutes go by elapsed time
 * instead: every quarter of an hour stays that, all through the night.
 */
const parse = ({ cron, timeZone }: CronSchedule) =>
  new Cron(cron, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true });

/** What is wrong with the expression, in a sentence; null when it can be used. */
export function cronProblem(schedule: CronSchedule, now: Date): string | null {
  try {
    if (nextTick(schedule, now)) return null;
    return 'This time never comes.';
  } catch (error) {
    const reason = (error as Error).message.replace(/^CronPattern: /, '').replace(/\.?$/, '.');
    return `Use five fields: minute, hour, day, month, weekday, such as “15 3 * * *”. ${reason}`;
  }
}

/** The first tick after this moment; null when there is none any more. Throws on an expression that is none. */
export function nextTick(schedule: CronSchedule, after: Date): Date | null {
  return parse(schedule).nextRun(after);
}

/** The last tick at this moment or before it; null when there was none. */
export function lastTick(schedule: CronSchedule, at: Date): Date | null {
  // To the end of its second: what is asked for excludes the moment itself.
  const end = new Date(Math.floor(at.getTime() / 1_000) * 1_000 + 1_000);
  return parse(schedule).previousRuns(1, end)[0] ?? null;
}

/** What is to be done about a schedule now. */
export interface DueTick {
  /** The tick to run for; null for none. */
  tick: Date | null;
  /** Whether it is being made up for. */
  isMissed: boolean;
  /** When to look again; null: never. */
  nextAt: Date | null;
}

/**
 * Of a schedule that was to tick at `nextAt`. A tick that is on time runs. Of those that were missed, however many, the last one
 * runs (`RUN_ONCE`) or none (`SKIP`). Pure: with the same arguments always the same, so each tick can count once.
 */
export function dueTick(schedule: CronSchedule & { missed: 'RUN_ONCE' | 'SKIP' }, nextAt: Date, now: Date): DueTick {
  if (nextAt > now) return { tick: null, isMissed: false, nextAt };
  const isOnTime = (tick: Date) => now.getTime() - tick.getTime() <= GRACE_MS;
  if (isOnTime(nextAt)) return { tick: nextAt, isMissed: false, nextAt: nextTick(schedule, nextAt) };
  const last = lastTick(schedule, now) ?? nextAt;
  const upcoming = nextTick(schedule, now);
  if (isOnTime(last)) return { tick: last, isMissed: false, nextAt: upcoming };
  return {
    tick: schedule.missed === 'RUN_ONCE' ? last : null,
    isMissed: schedule.missed === 'RUN_ONCE',
    nextAt: upcoming,
  };
}
