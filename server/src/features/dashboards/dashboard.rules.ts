/**
 * How a file and what is published differ, and who moved away from what they last had in common:
 * - `BOTH`: a conflict, for a person to decide
 * - `ONLY_HERE`: never written out; `GONE`: its file was there once
 */
export const DRIFTS = ['SAME', 'CHANGED_HERE', 'CHANGED_THERE', 'BOTH', 'ONLY_HERE', 'ONLY_THERE', 'GONE'] as const;
export type Drift = (typeof DRIFTS)[number];

/** Texts; null for what is not there. `here` is what is published, `base` what both were when they were last the same. */
export function driftOf({
  here,
  there,
  base,
}: {
  here: string | null;
  there: string | null;
  base: string | null;
}): Drift {
  if (there === null) return base === null ? 'ONLY_HERE' : 'GONE';
  if (here === null) return base === null ? 'ONLY_THERE' : 'BOTH';
  if (here === there) return 'SAME';
  if (there === base) return 'CHANGED_HERE';
  if (here === base) return 'CHANGED_THERE';
  return 'BOTH';
}
