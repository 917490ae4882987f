import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { knownError } from '../db/known-errors.ts';
import type { ErrorCode } from '../errors.ts';

/** What anybody sees of a defect. */
export const DEFECT_MESSAGE = 'Something went wrong in Pilothouse itself. The request id finds it in the server’s log.';

/** Codes of Apollo and of the armor → ours. */
const CODES: Record<string, ErrorCode> = {
  GRAPHQL_PARSE_FAILED: 'INVALID_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'INVALID_INPUT',
  BAD_USER_INPUT: 'INVALID_INPUT',
  BAD_REQUEST: 'INVALID_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'INVALID_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'NOT_FOUND',
  PERSISTED_QUERY_NOT_SUPPORTED: 'INVALID_INPUT',
};

/** How graphql-js (with its misprint) and the armor say that an operation is over a limit; they give no code. */
const OVER_A_LIMIT = /limit of \d+ exceeded|^Document contains more tha[nt] \d+ tokens|^Validation aborted/;

/** Apollo, of a caller who wants another media type: mostly one who looks for subscriptions. */
const ACCEPTS_NEITHER = /^An 'accept' header was provided for this request which does not accept/;

const MAX_MESSAGE_LENGTH = 500;

const isOurs = (code: unknown): code is ErrorCode =>
  typeof code === 'string' &&
  /^(UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|INVALID_INPUT|CONFLICT|RATE_LIMITED|QUERY_TOO_COMPLEX|UNAVAILABLE|INTERNAL)$/.test(
    code,
  );

/**
 * What a client sees of an error: its sentence, its code and its details. A defect becomes INTERNAL with nothing of its text;
 * the log has it under the request id.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = originalOf(error);
  const place = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  const known = knownError(original);
  if (known) return { message: known.message, ...place, extensions: { code: known.code, ...known.details } };
  const given = formatted.extensions?.code;
  const message = ACCEPTS_NEITHER.test(formatted.message)
    ? 'Accept application/json or application/graphql-response+json. Event streams of subscriptions are at /graphql/stream.'
    : shortened(formatted.message.replace(/^Syntax Error: /, ''));
  if (given === 'QUERY_TOO_COMPLEX' || OVER_A_LIMIT.test(message))
    return {
      message: message.replace(
        /^Validation aborted\.$/,
        'The operation repeats too many fields to be checked. Make it smaller.',
      ),
      ...place,
      extensions: { code: 'QUERY_TOO_COMPLEX' },
    };
  const code = isOurs(given) ? given : CODES[String(given)];
  if (code === 'INVALID_INPUT') {
    const problems = [{ path: placeOf(formatted), message }];
    return { message, ...place, extensions: { code, problems } };
  }
  if (code && code !== 'INTERNAL') return { message, ...place, extensions: { ...formatted.extensions, code } };
  return {
    message: DEFECT_MESSAGE,
    ...place,
    extensions: { code: 'INTERNAL' },
  };
}

/** graphql-js repeats what is wrong: a megabyte of it would come back twice. */
function shortened(message: string): string {
  return message.length <= MAX_MESSAGE_LENGTH ? message : `${message.slice(0, MAX_MESSAGE_LENGTH)}…`;
}

/** The field a mistake is about, as our own problems have it: graphql-js names a variable’s only in its sentence. */
function placeOf({ message, path }: GraphQLFormattedError): string {
  const [, variable, inner] = /^Variable "\$(\w+)"(?:.* at "\w+\.([^"]+)")?/s.exec(message) ?? [];
  const [, field] = /Field "(\w+)" (?:of required type|is not defined)/.exec(message) ?? [];
  const place = [inner ?? (field ? '' : variable), variable && field].filter(Boolean).join('.');
  return place || path?.join('.') || 'query';
}

/** What was thrown, below what GraphQL wrapped around it. */
export function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

/** Whether an error is a defect of ours, to be logged with all it has. */
export function isDefect(error: unknown): boolean {
  const original = originalOf(error);
  return !(original instanceof GraphQLError) && knownError(original) === null;
}
