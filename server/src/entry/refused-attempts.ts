import type { ApolloServerPlugin } from '@apollo/server';
import type { Request } from 'express';
import { type FieldNode, type GraphQLSchema, getArgumentValues, type OperationDefinitionNode } from 'graphql';
import { type Attempt, idsOf, isRefusal } from '../features/audit/attempt.rules.ts';
import { recordAttempts } from '../features/audit/attempt.service.ts';
import { type App, type Context, createContext } from '../platform/context.ts';
import { knownError } from '../platform/db/known-errors.ts';
import { originalOf } from '../platform/graphql/errors.ts';
import { addressOf, networkOf } from './address.ts';
import { requestIdOf } from './request.ts';

/** Mutations of which the feature itself records what it refuses, with more than can be told here. */
const RECORDED_BY_THEMSELVES = new Set(['signIn', 'completeSignIn']);

/** Records every mutation that was refused for lack of rights; see `recordAttempts`. */
export const refusedAttempts = (schema: GraphQLSchema): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, operation, request, contextValue: ctx }) {
        if (operation?.operation !== 'mutation') return;
        const attempts = errors.flatMap((error): Attempt[] => {
          const code = knownError(originalOf(error))?.code;
          const field = fieldAt(operation, error.path?.[0]);
          const name = field?.name.value ?? fieldNames(operation);
          if (!isRefusal(code) || RECORDED_BY_THEMSELVES.has(name)) return [];
          return [{ operation: name, code, ids: field ? idsIn(schema, field, request.variables) : {} }];
        });
        if (attempts.length > 0) recordAttempts(ctx, attempts, networkOf(ctx.address));
      },
    };
  },
});

/** A request that may change something and was refused at the door, before it was known what it wants. */
export function recordRefusedRequest(app: App, request: Request, error: unknown, given?: Context): void {
  const code = knownError(error)?.code;
  const isSafe = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (isSafe || code === 'NOT_FOUND' || !isRefusal(code)) return;
  const address = addressOf(app, request);
  const ctx = given ?? createContext(app, null, { requestId: requestIdOf(request), address });
  const { pathname } = new URL(request.originalUrl, 'http://localhost');
  recordAttempts(
    ctx,
    [{ operation: `${request.method} ${pathname.slice(0, 200)}`, code, ids: {} }],
    networkOf(address),
  );
}

/** The field of a mutation under this name of the answer. Fragments at the top are rare, and then it stays unnamed. */
const fieldAt = ({ selectionSet }: OperationDefinitionNode, name: string | number | undefined) =>
  selectionSet.selections.find(
    (selection): selection is FieldNode =>
      selection.kind === 'Field' && (selection.alias ?? selection.name).value === name,
  );

const fieldNames = ({ selectionSet }: OperationDefinitionNode) =>
  selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? selection.name.value : [])).join(', ');

function idsIn(schema: GraphQLSchema, field: FieldNode, variables: Record<string, unknown> | undefined) {
  const definition = schema.getMutationType()?.getFields()[field.name.value];
  if (!definition) return {};
  try {
    return idsOf(getArgumentValues(definition, field, variables));
  } catch {
    return {};
  }
}
