import { execute, type GraphQLError, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import type { Context } from '../platform/context.ts';
import { formatError } from '../platform/graphql/errors.ts';
import type { Operation, OperationResult, OperationRunner } from '../platform/graphql/operations.ts';
import { QueryCosts } from '../platform/limits/query-cost.ts';
import { MAX_TOKENS, validateWithLimits } from './graphql.ts';

/** Runs operations for workflows, within the limits of the API. The schema is built at the first: most workers need none. */
export function createOperationRunner(schemaOf: () => GraphQLSchema): OperationRunner {
  let made: { schema: GraphQLSchema; costs: QueryCosts } | null = null;
  return async (ctx, operation) => {
    if (!made) {
      const schema = schemaOf();
      made = { schema, costs: new QueryCosts(schema) };
    }
    return run(ctx, made, operation);
  };
}

async function run(
  ctx: Context,
  { schema, costs }: { schema: GraphQLSchema; costs: QueryCosts },
  { query, variables }: Operation,
): Promise<OperationResult> {
  let document: ReturnType<typeof parse>;
  try {
    document = parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return failed([error as GraphQLError]);
  }
  const operation = getOperationAST(document);
  if (!operation) return refused('INVALID_INPUT', 'Give one operation: a query or a mutation.');
  if (operation.operation === 'subscription')
    return refused('INVALID_INPUT', 'A node has one answer. Use a query instead of a subscription.');
  const problems = validateWithLimits(schema, document);
  if (problems.length > 0) return failed(problems);
  const points = costs.of(document, operation).points(variables);
  const most = ctx.app.config.limits.maxQueryCost;
  if (points > most) return refused('QUERY_TOO_COMPLEX', `This operation costs ${points} points; it may cost ${most}.`);
  const contextValue: Context = { ...ctx, loaders: new Map() };
  const { data, errors } = await execute({ schema, document, contextValue, variableValues: variables });
  return errors?.length ? failed(errors) : { data: (data as Record<string, unknown>) ?? null, errors: [] };
}

/** What graphql-js itself finds wrong, in a document or its variables, is the caller's mistake; what a resolver threw says so itself. */
const failed = (errors: readonly GraphQLError[]): OperationResult => ({
  data: null,
  errors: errors.map((error) => {
    const formatted = error.toJSON();
    if (error.originalError || formatted.extensions?.code) return formatError(formatted, error);
    return formatError({ ...formatted, extensions: { code: 'BAD_USER_INPUT' } }, error);
  }),
});

const refused = (code: 'INVALID_INPUT' | 'QUERY_TOO_COMPLEX', message: string): OperationResult => ({
  data: null,
  errors: [{ message, extensions: { code } }],
});
