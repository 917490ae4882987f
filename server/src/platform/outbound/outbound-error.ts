/** Why nothing, or nothing usable, came back. */
export type OutboundProblem =
  /** The address, its protocol or where it redirected to is not allowed. Another attempt would find the same. */
  | 'OUTBOUND_REFUSED'
  | 'OUTBOUND_INVALID_URL'
  | 'OUTBOUND_TOO_MANY_REDIRECTS'
  | 'OUTBOUND_TOO_LARGE'
  | 'OUTBOUND_TIMEOUT'
  | 'OUTBOUND_UNREACHABLE';

export class OutboundError extends Error {
  readonly code: OutboundProblem;
  readonly isRetryable: boolean;

  constructor(code: OutboundProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.code = code;
    this.isRetryable = code === 'OUTBOUND_TIMEOUT' || code === 'OUTBOUND_UNREACHABLE';
  }
}
