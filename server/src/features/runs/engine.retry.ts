import { createHash } from 'node:crypto';
import type { NodeOptions } from '../workflows/graph.types.ts';
import type { Failure } from './engine.types.ts';

/**
 * How long until the next attempt, in milliseconds, or null where there is none. Doubles from attempt to attempt, with
 * jitter of up to a half, which is always the same for the same attempt: `seed` names it.
 */
export function retryDelayMs(
  retry: NodeOptions['retry'],
  failed: { attempt: number; failure: Failure; isRetryable: boolean },
  seed: string,
): number | null {
  if (!retry || !failed.isRetryable || failed.attempt >= retry.attempts) return null;
  if (retry.onCodes && !retry.onCodes.includes(failed.failure.code)) return null;
  const seconds = Math.min(retry.maxBackoffSeconds, retry.backoffSeconds * 2 ** (failed.attempt - 1));
  const jitter = createHash('sha256').update(`${seed}/${failed.attempt}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(seconds * 1_000 * (0.5 + jitter / 2));
}
