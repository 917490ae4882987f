import type { Attempt, Decisions } from './engine.types.ts';

/**
 * Whether what has happened may be written later, with what follows from it: all that has ended and all that begins now does
 * nothing outside. Whoever takes the run over does it again from the same rows, and nobody notices.
 */
export function canPutOff(
  { attempts, starts, aborts, dropped, end, phase, pendingEnd }: Decisions,
  stored: Pick<Decisions, 'phase' | 'pendingEnd'>,
  isInstant: (attempt: Attempt) => boolean,
): boolean {
  if (starts.length === 0 || aborts.length > 0 || dropped.length > 0 || end !== null) return false;
  if (phase !== stored.phase || pendingEnd !== stored.pendingEnd) return false;
  return starts.every(isInstant) && attempts.every((attempt) => attempt.status === 'SUCCEEDED' && isInstant(attempt));
}

/**
 * With what was put off before. Of what is instant only the end is written: a row for its beginning would be written twice, and
 * whoever takes the run over begins it anyway.
 */
export function withPutOff(
  decisions: Decisions,
  putOff: readonly Attempt[],
  isInstant: (attempt: Attempt) => boolean,
): Decisions {
  const begun = new Set(decisions.starts.filter(isInstant));
  const changed = decisions.attempts.filter((attempt) => !begun.has(attempt));
  return { ...decisions, attempts: [...new Set([...putOff, ...changed])] };
}
