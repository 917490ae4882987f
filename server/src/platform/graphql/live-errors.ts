import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError, ERROR_CODES } from '../errors.ts';

/** What clients see of an error: never more than an `AppError` or the GraphQL layer itself means to say. */
export function formatLiveError(error: GraphQLError): GraphQLFormattedError {
  const cause = error.originalError;
  if (cause instanceof AppError)
    return { ...error.toJSON(), message: cause.message, extensions: { ...cause.details, code: cause.code } };
  // Thrown by graphql-js or on purpose: a GraphQLError with a cause of another kind is a defect that got wrapped.
  const isMeant = !cause || cause instanceof GraphQLError;
  if (!isMeant) return { ...error.toJSON(), message: ERROR_CODES.INTERNAL, extensions: { code: 'INTERNAL' } };
  return { ...error.toJSON(), extensions: { code: 'INVALID_INPUT', ...error.extensions } };
}

/** Several errors at once: what parsing, validating and reading variables finds. */
export class LiveRequestError extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'The request has errors.');
    this.errors = errors;
  }
}

/** Anything thrown, as the errors of a response. */
export function toGraphQLErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof LiveRequestError) return error.errors;
  if (error instanceof GraphQLError) return [error];
  const originalError = error instanceof Error ? error : new Error(String(error));
  return [new GraphQLError(originalError.message, { originalError })];
}

/** Classes 08 (connection), 53 (resources), 57 (server stops), 40 (rollback, try again), and the network's own codes. */
const TRANSIENT_CODE = /^(08|53|57|40)...$|^E(CONN\w+|PIPE|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH)$/;
const TRANSIENT_MESSAGE = /connection terminated|connection is closed|not queryable|connection ended|timeout/i;

/** Whether waiting helps: Postgres is away or restarting. Nothing may be skipped or ended for that. */
export function isTransient(error: unknown): boolean {
  if (error instanceof GraphQLError) return error.originalError !== undefined && isTransient(error.originalError);
  if (!(error instanceof Error)) return false;
  if (error instanceof AppError) return error.code === 'UNAVAILABLE';
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && TRANSIENT_CODE.test(code)) return true;
  return typeof code !== 'string' && TRANSIENT_MESSAGE.test(error.message);
}
