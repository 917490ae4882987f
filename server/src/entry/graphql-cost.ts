import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { App, Context } from '../platform/context.ts';
import { AppError, invalid, unauthenticated } from '../platform/errors.ts';
import type { Balance } from '../platform/limits/rate-limits.ts';
import { HTTP_STATUS } from './http-status.ts';
import { type Admission, balanceHeaders, refusalHeaders } from './limits.ts';

/** Takes what an operation costs before it runs, and says so in `extensions.cost` and the headers. */
export function operationCosts(app: App, admission: Admission): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: ctx, request }) {
      let requested: number | null = null;
      let balance: Balance | null = null;
      return {
        async didResolveOperation({ document, operation }) {
          // Nobody runs it, and what would run it has no answer for that.
          if (!operation) throw inHttp(NO_OPERATION);
          const cost = admission.costs.of(document, operation);
          requested = cost.points(request.variables);
          try {
            if (cost.readsSchema && !admission.knowsSchema(ctx)) {
              admission.refusals.add('introspection');
              throw unauthenticated('Sign in to read the schema.');
            }
            balance = admission.chargeOperation(ctx, requested);
            if (operation.operation === 'subscription') throw NO_SUBSCRIPTION;
          } catch (error) {
            throw inHttp(error);
          }
        },
        async willSendResponse({ response, operation }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          if (!operation && requested === null) {
            const isTooComplex = singleResult.errors?.some(isTooComplexError) ?? false;
            ({ points: requested, balance } = admission.chargeRefused(ctx, request.query, isTooComplex));
          }
          for (const [name, value] of balanceHeaders(balance)) response.http.headers.set(name, value);
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: { requested, maximum: app.config.limits.maxQueryCost },
          };
          if (singleResult.errors && !admission.knowsSchema(ctx))
            singleResult.errors = singleResult.errors.map(withoutHints);
        },
      };
    },
  };
}

const NO_OPERATION = invalid([
  { path: 'operationName', message: 'Say by operationName which of the operations is meant.' },
]);

/** It has more than one answer, and would be run as if it were a query. */
const NO_SUBSCRIPTION = invalid([
  {
    path: 'query',
    message:
      'Subscriptions are not answered here. Post them to /graphql/stream, as server-sent events, or open a WebSocket at /graphql.',
  },
]);

const isTooComplexError = (error: GraphQLFormattedError) => error.extensions?.code === 'QUERY_TOO_COMPLEX';

/** The same error with the status and headers of its code. */
function inHttp(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const headers = new Map(refusalHeaders(error));
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { http: { status: HTTP_STATUS[error.code], headers } },
  });
}

const HINT = /\s*Did you mean .+\?/gs;

/** graphql-js says which names of the schema are like a wrong one. */
export function withoutHints(error: GraphQLFormattedError): GraphQLFormattedError {
  const { problems } = (error.extensions ?? {}) as { problems?: { path: string; message: string }[] };
  return {
    ...error,
    message: error.message.replace(HINT, ''),
    ...(problems && {
      extensions: {
        ...error.extensions,
        problems: problems.map(({ path, message }) => ({ path, message: message.replace(HINT, '') })),
      },
    }),
  };
}
