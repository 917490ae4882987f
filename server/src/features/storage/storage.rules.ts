import { z } from 'zod';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';

const DAY_MS = 86_400_000;

/** A month (UTC) of a kind: what leaves at once. */
export interface FactMonth {
  kind: FactKindName;
  /** `YYYY-MM`. */
  month: string;
  rowsEstimate: number;
  bytes: number;
}

export const retentionRules = z.object({
  kind: z
    .string()
    .refine((kind) => Object.hasOwn(FACT_KINDS, kind), `Kinds are: ${Object.keys(FACT_KINDS).join(', ')}.`)
    .transform((kind) => kind as FactKindName),
  days: z
    .int('Use a whole number of days.')
    .min(7, 'Use at least 7 days.')
    .max(3_650, 'Use at most 3,650 days.')
    .nullish(),
});

const storedRules = z.record(z.string(), z.int().min(7).max(3_650));

/** What was set, by kind; what makes no sense counts as nothing. */
export function storedRetention(value: unknown): Partial<Record<FactKindName, number>> {
  const stored = storedRules.safeParse(value);
  return stored.success ? stored.data : {};
}

export const startOfMonth = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

export function endOfMonth(month: string): Date {
  const start = startOfMonth(month);
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
}

/** The day (UTC) before which events leave: by whole months, each when its last day is old enough. */
export const keptFrom = (now: Date, days: number): Date =>
  new Date(Math.floor((now.getTime() - days * DAY_MS) / DAY_MS) * DAY_MS);

/** Months that leave when they are kept for so many days, oldest first; none of the last day, as the database has it. */
export function leavingMonths(months: readonly FactMonth[], now: Date, days: number): FactMonth[] {
  const before = Math.min(keptFrom(now, days).getTime(), now.getTime() - DAY_MS);
  return months
    .filter(({ month }) => endOfMonth(month).getTime() <= before)
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** Judged by this month and the one before, those of them that have events. */
export function growthPerDay(months: readonly FactMonth[], now: Date): number {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
  const recent = months.filter(
    ({ month, rowsEstimate }) =>
      rowsEstimate > 0 && startOfMonth(month).getTime() >= first && startOfMonth(month) <= now,
  );
  if (recent.length === 0) return 0;
  const since = Math.min(...recent.map(({ month }) => startOfMonth(month).getTime()));
  const days = Math.max(1, (now.getTime() - since) / DAY_MS);
  return recent.reduce((sum, { bytes }) => sum + bytes, 0) / days;
}

/** A month leaves when its last day is old enough: until then its first ones stay longer than they have to. */
const LONGEST_MONTH = 31;

/** What events of a kind take in the end, when as many leave as come: the most of it, before a month leaves. */
export const settledBytes = (bytesPerDay: number, retentionDays: number): number =>
  Math.round(bytesPerDay * (retentionDays + LONGEST_MONTH));

/** The last month, `YYYY-MM`, that is made for facts: what is dated later comes from a wrong clock, and lies aside until then. */
export const latestMonth = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1)).toISOString().slice(0, 7);

/** Months that must be there: an event of now, of a clock that is behind, and of the time until the next look. */
export const neededMonths = (now: Date): Date[] =>
  [-1, 0, 1, 2].map((offset) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)));
