import type { GraphQLFormattedError } from 'graphql';
import type { Context } from '../context.ts';

export interface Operation {
  query: string;
  variables: Record<string, unknown>;
}

export interface OperationResult {
  data: Record<string, unknown> | null;
  /** As a client would get them; none: it succeeded. */
  errors: readonly GraphQLFormattedError[];
}

export type OperationRunner = (ctx: Context, operation: Operation) => Promise<OperationResult>;

let runner: OperationRunner | null = null;

/** Says once, at the start of a process, how operations are run: features ask for them, and only the entry knows the schema. */
export function serveOperations(run: OperationRunner): void {
  runner = run;
}

/** Runs an operation of the product's own schema as the actor of `ctx`, with its rights and within the limits of the API. */
export async function runOperation(ctx: Context, operation: Operation): Promise<OperationResult> {
  if (!runner) throw new Error('Nobody has said how operations are run.');
  return runner(ctx, operation);
}
