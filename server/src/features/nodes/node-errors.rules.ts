import { AppError, type ErrorCode } from '../../platform/errors.ts';
import { type Json, NodeError } from './node.types.ts';

/** What may pass by itself. */
const RETRYABLE: readonly ErrorCode[] = ['CONFLICT', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'];

export const isRetryableCode = (code: string): boolean => (RETRYABLE as readonly string[]).includes(code);

/** What a verb refused, as the failure of the node that called it. Defects stay what they are. */
export function toNodeError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  return new NodeError(error.code, error.message, {
    isRetryable: isRetryableCode(error.code),
    details: error.details as Json,
    cause: error,
  });
}
