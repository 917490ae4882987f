import type { CombinedError } from 'urql';

/** What a person needs to know about a failed operation. */
export interface DescribedError {
  code: string;
  title: string;
  message: string;
  requestId: string | null;
  /** How long to wait, where the server says so. */
  retryAfterMs: number | null;
  problems: FieldProblem[];
}

/** One refused field, as in `extensions.problems` of `INVALID_INPUT`. */
export interface FieldProblem {
  path: string;
  message: string;
}

const titles: Record<string, string> = {
  UNAUTHENTICATED: 'You are signed out',
  FORBIDDEN: 'You may not do this',
  CSRF_REFUSED: 'This was not done',
  NOT_FOUND: 'Not found',
  INVALID_INPUT: 'Something needs correcting',
  CONFLICT: 'This changed meanwhile',
  RATE_LIMITED: 'Too many requests',
  UNAVAILABLE: 'Not available now',
  NETWORK: 'The server can’t be reached',
};

/** Turns urql's error into a title, a sentence, a stable code and the request id. Network failures get the code `NETWORK`. */
export function describeError(error: CombinedError): DescribedError {
  const requestId = readRequestId(error);
  const first = error.graphQLErrors[0];
  if (!first) {
    return {
      code: 'NETWORK',
      title: titles.NETWORK ?? '',
      message: 'Check your connection; this page tries again when it is back.',
      requestId,
      retryAfterMs: null,
      problems: [],
    };
  }
  const code = typeof first.extensions?.code === 'string' ? first.extensions.code : 'INTERNAL';
  return {
    code,
    title: titles[code] ?? 'Something went wrong',
    message: first.message,
    requestId,
    retryAfterMs: typeof first.extensions?.retryAfterMs === 'number' ? first.extensions.retryAfterMs : null,
    problems: readProblems(first.extensions?.problems),
  };
}

/** The stable code of a failed operation, for branching. */
export function errorCode(error: CombinedError | undefined): string | null {
  return error ? describeError(error).code : null;
}

function readProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('path' in item) || !('message' in item)) return [];
    const path = Array.isArray(item.path) ? item.path.join('.') : String(item.path);
    // The server names the path from the argument on; forms know their fields without it.
    return [{ path: path.replace(/^input\./, ''), message: String(item.message) }];
  });
}

function readRequestId(error: CombinedError): string | null {
  const fromBody = error.graphQLErrors[0]?.extensions?.requestId;
  if (typeof fromBody === 'string') return fromBody;
  const response: unknown = error.response;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null;
  return response.headers instanceof Headers ? response.headers.get('x-request-id') : null;
}
