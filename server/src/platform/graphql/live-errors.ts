import { GraphQLError } from 'graphql';
import { isDatabaseAway } from '../db/transient.ts';
import { AppError } from '../errors.ts';

/** What parsing, validating and reading variables finds: all of it at once, as the asker's mistakes. */
export class LiveRequestError extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'The request has errors.');
    this.errors = errors;
    // graphql-js gives no codes; without one an error counts as a defect.
    for (const error of errors) error.extensions.code ??= 'INVALID_INPUT';
  }
}

/** Anything thrown, as the errors of a response. */
export function toGraphQLErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof LiveRequestError) return error.errors;
  if (error instanceof GraphQLError) return [error];
  const originalError = error instanceof Error ? error : new Error(String(error));
  return [new GraphQLError(originalError.message, { originalError })];
}

/** Whether waiting helps. Nothing may be skipped or ended because the store is away for a moment. */
export function isTransient(error: unknown): boolean {
  if (error instanceof GraphQLError) return error.originalError !== undefined && isTransient(error.originalError);
  return error instanceof AppError ? error.code === 'UNAVAILABLE' : isDatabaseAway(error);
}
