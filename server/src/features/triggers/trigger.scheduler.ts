import { type App, type Context, systemContext } from '../../platform/context.ts';
import { databaseClock, nextScheduleAt } from './trigger.queries.ts';
import { fireSchedules, MOST_AT_ONCE } from './trigger.service.ts';

/** Schedules that are due within this are timed exactly; the next heartbeat comes before. */
const AHEAD_MS = 3_000;

/** What a scheduler goes by: a clock for each look, and an alarm. */
export interface SchedulerClock {
  read(ctx: Context): Promise<() => Date>;
  alarm: Alarm;
}

/** Calls `wake` after so many milliseconds; what it returns calls it off. */
export type Alarm = (ms: number, wake: () => Promise<void>) => () => void;

const byTimer: Alarm = (ms, wake) => {
  const timer = setTimeout(() => void wake(), ms);
  return () => clearTimeout(timer);
};

export interface TriggerScheduler {
  /** Fires what is due, and sets an alarm for what will be within seconds. Never fails: it is asked again and again. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * Fires schedules at their time rather than with the next heartbeat. What it missed, because it was published in between or
 * because the alarm's look failed, is found by the look that comes with each heartbeat. What is due is said by Postgres's clock: a
 * machine whose own is minutes ahead would fire early and skip what lies between.
 */
export function createTriggerScheduler(
  app: App,
  { read, alarm }: SchedulerClock = { read: databaseClock, alarm: byTimer },
): TriggerScheduler {
  let callOff = () => {};
  let looking: Promise<void> | null = null;
  let mustLookAgain = false;
  let isStopped = false;

  const lookOnce = async () => {
    const ctx = systemContext(app, 'schedules');
    const now = await read(ctx);
    const lookedAt = now();
    while ((await fireSchedules(ctx, now)) >= MOST_AT_ONCE && !isStopped);
    // From then on: what has become due meanwhile is not left to the heartbeat, and what can't be fired is.
    const nextAt = await nextScheduleAt(ctx, lookedAt);
    if (isStopped) return;
    callOff();
    const ms = nextAt === null ? Number.POSITIVE_INFINITY : Date.parse(nextAt) - now().getTime();
    if (ms <= AHEAD_MS) callOff = alarm(Math.max(0, ms), scheduler.look);
  };

  const lookUntilDone = async () => {
    do {
      mustLookAgain = false;
      await lookOnce().catch((error: unknown) =>
        app.log.warn({ error }, 'schedules could not be looked after; trying again'),
      );
    } while (mustLookAgain && !isStopped);
    looking = null;
  };

  const scheduler: TriggerScheduler = {
    look() {
      // A look under way may have read before what is asked for now was due.
      if (looking) mustLookAgain = true;
      looking ??= lookUntilDone();
      return looking;
    },
    stop() {
      isStopped = true;
      callOff();
    },
  };
  return scheduler;
}
