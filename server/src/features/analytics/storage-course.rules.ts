import type { Bucket } from '../../lib/calendar.ts';
import type { Kept } from './measure.queries.ts';

export const KEPT_PARTS = ['logs', 'values', 'facts'] as const;
export type KeptPart = (typeof KEPT_PARTS)[number];

/** With its indexes, as measured on facts with ids of full length; a quarter more or less by what a kind fills in. */
const BYTES_PER_FACT = 400;

/** In bytes. */
export const partsOf = ({ logs, values, factCount }: Kept): Record<KeptPart, number> => ({
  logs,
  values,
  facts: factCount * BYTES_PER_FACT,
});

/** What was measured of a part in a stretch of time, on the average. */
export interface Measured {
  from: Date;
  part: string;
  bytes: number;
}

export type Course = Record<KeptPart, (number | null)[]>;

/**
 * What each part took at the end of each bucket: as measured last, until it is measured again. Null before the first time, and of
 * buckets that have not begun.
 */
export function courseOf(measured: readonly Measured[], buckets: readonly Bucket[], now: Date): Course {
  const sorted = [...measured].sort((a, b) => a.from.getTime() - b.from.getTime());
  const course: Course = { logs: [], values: [], facts: [] };
  for (const part of KEPT_PARTS) {
    const ofPart = sorted.filter((one) => one.part === part);
    let next = 0;
    let bytes: number | null = null;
    for (const { from, to } of buckets) {
      for (let one = ofPart[next]; one && one.from < to; one = ofPart[next]) {
        bytes = one.bytes;
        next += 1;
      }
      course[part].push(from > now ? null : bytes);
    }
  }
  return course;
}

/** Some parts together; null where none of them was measured. */
export const together = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
