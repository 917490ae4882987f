import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, specifiedRules, validate } from 'graphql';
import type { App, Context } from '../platform/context.ts';
import type { FactsBuffer } from '../platform/facts-buffer.ts';
import { compiledQueries } from '../platform/graphql/compiled-queries.ts';
import { formatError, isDefect, originalOf } from '../platform/graphql/errors.ts';
import { operationCosts } from './graphql-cost.ts';
import { statusByMediaType } from './http-status.ts';
import type { Admission } from './limits.ts';
import { operationFacts } from './operation-facts.ts';
import { refusedAttempts } from './refused-attempts.ts';

export const MAX_TOKENS = 1_000;
const MAX_ERRORS = 5;

/**
 * Limits on a query's shape. A page of the client has at most 8 levels and 300 tokens; one 1.5 kB fragment bomb stops a
 * server without them.
 */
const armor = new ApolloArmor({
  blockFieldSuggestion: { enabled: false },
  // NOTE: the armor’s own would parse each request once more; graphql-js counts while it parses.
  maxTokens: { enabled: false },
  maxDepth: { n: 10, flattenFragments: true, ignoreIntrospection: true },
  maxDirectives: { n: 8 },
  maxAliases: { n: 15, allowList: [] },
  costLimit: {
    maxCost: 25_000,
    objectCost: 2,
    scalarCost: 1,
    depthCostFactor: 1.2,
    flattenFragments: true,
    ignoreIntrospection: true,
  },
}).protect();

/** The same limits for subscriptions, which do not pass through Apollo. */
export const validateWithLimits = (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] =>
  validate(schema, document, [...specifiedRules, ...armor.validationRules], { maxErrors: MAX_ERRORS });

/** Every response names its request, so that a person can quote it and the log has what went wrong. */
const requestIds: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue }) {
    const { requestId, app } = contextValue;
    return {
      async didEncounterErrors({ errors }) {
        for (const error of errors)
          if (isDefect(error))
            app.log.error({ err: originalOf(error), requestId, path: error.path }, 'a request failed');
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, requestId };
      },
    };
  },
};

/** Apollo over the schema: limits, compiled queries, our errors, and request ids. */
export async function createApollo(
  app: App,
  schema: GraphQLSchema,
  httpServer: Server,
  admission: Admission,
  facts: FactsBuffer,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    ...armor,
    parseOptions: { maxTokens: MAX_TOKENS },
    // Each wrong name is compared with all names there are, for its hint: of 300, some 100 ms.
    validationOptions: { maxErrors: MAX_ERRORS },
    includeStacktraceInErrorResponses: false,
    plugins: [
      ...(armor.plugins as ApolloServerPlugin<Context>[]),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 2_000 }),
      compiledQueries(schema),
      requestIds,
      operationCosts(app, admission),
      operationFacts(facts),
      refusedAttempts(schema),
      statusByMediaType,
    ],
    formatError,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    logger: app.log.child({ part: 'apollo' }),
  });
  await apollo.start();
  return apollo;
}
