import { z } from 'zod';

const DAY_MS = 86_400_000;
const MOST_EVENTS = 1_000;
const MOST_DAYS_BACK = 400;
const MOST_AHEAD_MS = 5 * 60_000;
const MOST_DATA_BYTES = 4_096;
/** In thousandths it is still an exact number. */
const MOST_VALUE = 1e12;
const MOST_COST = 1e15;

/** Ids are remembered for {@link MOST_DAYS_BACK}: longer ago, what is sent again would count again. */
const daysBack = (keptDays: number) => Math.min(keptDays, MOST_DAYS_BACK);

const text = (most: number) =>
  z.string().trim().min(1, 'Leave it out, or say something.').max(most, `Use at most ${most} characters.`);

const time = z.preprocess(
  // GraphQL has made a time of it already.
  (given) => (given instanceof Date ? given.toISOString() : given),
  z.iso
    .datetime({ offset: true, error: 'Use a time such as 2026-05-04T10:00:00Z.' })
    .transform((text) => new Date(text)),
);

const data = z
  .record(z.string(), z.unknown(), 'Use an object.')
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= MOST_DATA_BYTES, 'Use at most 4 kB as JSON.');

/** What an event of a user's may be at this moment, of a kind that is kept for so many days: what is older would leave at once. */
const eventRules = (now: Date, keptDays: number) =>
  z.strictObject({
    name: z
      .string('Say what happened, such as “order.paid”.')
      .regex(/^[a-z0-9_.:-]{1,100}$/, 'Use 1–100 of a–z, 0–9, _ . : and -, such as “order.paid”.'),
    id: text(200).nullish(),
    at: time
      .refine((at) => at.getTime() >= now.getTime() - daysBack(keptDays) * DAY_MS, {
        error: `It may be at most ${daysBack(keptDays)} days ago.`,
      })
      .refine((at) => at.getTime() <= now.getTime() + MOST_AHEAD_MS, 'It may be at most 5 minutes ahead.')
      .nullish(),
    status: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,40}$/, 'Use 1–40 letters, digits, _ . and -, such as “OK”.')
      .nullish(),
    value: z
      .number('Use a number.')
      .min(-MOST_VALUE, 'Use at least -1e12.')
      .max(MOST_VALUE, 'Use at most 1e12.')
      .nullish(),
    service: text(100).nullish(),
    environment: text(100).nullish(),
    actor: text(200).nullish(),
    costNano: z.int('Use a whole number.').min(0, 'Use 0 or more.').max(MOST_COST, 'Use at most 1e15.').nullish(),
    data: data.nullish(),
  });

export const trackRules = (now: Date, keptDays: number) =>
  z.object({
    events: z
      .array(eventRules(now, keptDays), 'Send a list of events.')
      .min(1, 'Send at least one event.')
      .max(MOST_EVENTS, 'Send at most 1,000 events at once.'),
  });

export type TrackedEvent = z.output<ReturnType<typeof eventRules>>;

/** Of those with the same id only the first is new. */
export function withoutRepetitions(events: readonly TrackedEvent[]): TrackedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => {
    if (!id) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Begins of the months (UTC) that events fall into. */
export function monthsOf(times: readonly Date[]): Date[] {
  const months = new Set(times.map((at) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)));
  return [...months].sort((a, b) => a - b).map((month) => new Date(month));
}

const OUR_TOKENS = /ph[psd]_[A-Za-z0-9_-]{43}[0-9a-f]{8}/g;

/** Without credentials of ours, whoever put them in. */
export function withoutTokens<T>(value: T): T {
  if (value == null) return value;
  return JSON.parse(JSON.stringify(value).replace(OUR_TOKENS, '***')) as T;
}
