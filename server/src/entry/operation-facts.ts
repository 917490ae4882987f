import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Context } from '../platform/context.ts';
import type { FactsBuffer } from '../platform/facts-buffer.ts';

/** What was refused before anybody knew what it was. */
const REFUSED = '(refused)';

/** Counts what is asked for, with how long each answer took. */
export function operationFacts(facts: FactsBuffer): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: ctx }) {
      const startedAt = performance.now();
      return {
        async willSendResponse({ operation, response }) {
          const isError = response.body.kind === 'single' && response.body.singleResult.errors !== undefined;
          facts.add(ctx, operation ? nameOfOperation(operation) : REFUSED, isError, performance.now() - startedAt);
        },
      };
    },
  };
}

/** As its document calls it; without a name, the first thing that it asks for. */
export function nameOfOperation({ name, operation, selectionSet }: OperationDefinitionNode): string {
  if (name) return name.value;
  const [first] = selectionSet.selections;
  return first?.kind === 'Field' ? `${operation} ${first.name.value}` : operation;
}
