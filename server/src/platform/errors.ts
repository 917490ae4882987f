/** One way to fail: throw an {@link AppError} with a stable code for programs and a sentence for the person who sees it. */

/** Every code a caller may meet in `errors[].extensions.code`. */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'Nobody is signed in, or the session or token is unknown, expired or revoked.',
  SECOND_FACTOR_REQUIRED:
    'The password is right; sign in again with `code`, of the authenticator app or a backup code.',
  CSRF_REFUSED: 'The request comes from a page of another site, or lacks the CSRF token of its session.',
  FORBIDDEN: 'The actor may see the thing, but not do this with it.',
  NOT_FOUND: 'There is no such thing, or it is not visible to the actor.',
  INVITATION_INVALID: 'The invitation is unknown, used, revoked or expired.',
  INVALID_INPUT: 'The input is wrong; `extensions.problems` names each field.',
  CONFLICT: 'The thing is in a state that does not allow this, or somebody else was faster.',
  DRAFT_CONFLICT:
    'Somebody else has saved the draft since; `extensions.details` says which revision it has and who saved it.',
  RATE_LIMITED: 'Too many requests; try again after `extensions.retryAfterMs`.',
  QUERY_TOO_COMPLEX: 'The operation is too deep, too large or too expensive.',
  SECRET_UNREADABLE: 'A secret can’t be decrypted: its key is missing, or what is stored was changed.',
  UNAVAILABLE: 'A part that is needed is not reachable right now; try again.',
  INTERNAL: 'A defect of the server; the request id finds it in its log.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One wrong field: `path` like `parameters.port`, `message` a sentence. */
export interface Problem {
  path: string;
  message: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The same for what does not exist and for what the actor must not know of. */
export const notFound = (what: string) => new AppError('NOT_FOUND', `There is no such ${what}.`);
export const forbidden = (message: string) => new AppError('FORBIDDEN', message);
export const conflict = (message: string, details?: Record<string, unknown>) =>
  new AppError('CONFLICT', message, details ? { details } : {});
export const unauthenticated = (message = 'Sign in first.') => new AppError('UNAUTHENTICATED', message);
export const unavailable = (message: string, cause?: unknown) => new AppError('UNAVAILABLE', message, { cause });

/** All problems of an input at once, each with the field it belongs to. */
export const invalid = (problems: Problem[]) =>
  new AppError('INVALID_INPUT', [...new Set(problems.map((problem) => problem.message))].join(' '), {
    details: { problems },
  });
