import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  isEnumType,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from '../context.ts';
import { defaultsOf } from './default-values.ts';

type Run = (ctx: Context, variables: Record<string, unknown>) => Promise<ExecutionResult> | ExecutionResult;

/**
 * Runs queries compiled to JavaScript: a list takes a third less time. A query whose compiled result has errors is run
 * again by graphql-js, which reports them as the specification says; mutations always run there.
 */
export function compiledQueries(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  requirePlainEnums(schema);
  // NOTE: Apollo keeps parsed documents, so the same text is the same object.
  const compiled = new WeakMap<DocumentNode, Map<string, Run | null>>();

  const compile = (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    operationName: string | undefined,
  ): Run | null => {
    const operations = compiled.get(document) ?? new Map<string, Run | null>();
    compiled.set(document, operations);
    const key = operationName ?? '';
    let run = operations.get(key);
    if (run === undefined) {
      const result = compileQuery(schema, document, operationName, {
        // Built-in scalars and enums go out as they are: checking a thousand values took longer than all the rest, 120 µs of 155.
        // Rows come from our own statements, where bigint is a number already (see `Reads`).
        disableLeafSerialization: true,
      });
      const fill = defaultsOf(schema, operation);
      run = isCompiledQuery(result) ? (ctx, variables) => result.query(undefined, ctx, fill(variables)) : null;
      operations.set(key, run);
    }
    return run;
  };

  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue, response }) {
          if (operation.operation !== 'query') return null;
          const run = compile(document, operation, request.operationName);
          if (!run) return null;
          const result = await run(contextValue, request.variables ?? {});
          if (result.errors?.length) {
            contextValue.loaders.clear();
            return null;
          }
          return { http: response.http, body: { kind: 'single', singleResult: { data: result.data ?? null } } };
        },
      };
    },
  };
}

/** Enum values pass unchanged, so they must be what the schema calls them. */
function requirePlainEnums(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    for (const { name, value } of isEnumType(type) && !type.name.startsWith('__') ? type.getValues() : [])
      if (value !== name) throw new Error(`${type.name}.${name} has another value inside: call both the same.`);
}
