import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type ExecutionResult, type GraphQLSchema, isEnumType } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from '../context.ts';

/**
 * Runs queries compiled to JavaScript: a list takes a third less time. A query whose compiled result has errors is run
 * again by graphql-js, which reports them as the specification says; mutations always run there.
 */
export function compiledQueries(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  requirePlainEnums(schema);
  // NOTE: Apollo keeps parsed documents, so the same text is the same object.
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledQuery | null>>();

  const compile = (document: DocumentNode, operationName: string | undefined): CompiledQuery | null => {
    const operations = compiled.get(document) ?? new Map<string, CompiledQuery | null>();
    compiled.set(document, operations);
    const key = operationName ?? '';
    let query = operations.get(key);
    if (query === undefined) {
      const result = compileQuery(schema, document, operationName, {
        // Built-in scalars and enums go out as they are: checking a thousand values took longer than all the rest, 120 µs of 155.
        // Rows come from our own statements, where bigint is a number already (see `Reads`).
        disableLeafSerialization: true,
      });
      query = isCompiledQuery(result) ? result : null;
      operations.set(key, query);
    }
    return query;
  };

  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue, response }) {
          if (operation.operation !== 'query') return null;
          const query = compile(document, request.operationName);
          if (!query) return null;
          const result: ExecutionResult = await query.query(undefined, contextValue, request.variables ?? {});
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
