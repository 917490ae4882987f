import type { GraphQLSchema } from 'graphql';
import { createOperationRunner } from '../src/entry/operations.ts';
import { createSchema } from '../src/entry/schema.ts';
import { serveOperations } from '../src/platform/graphql/operations.ts';

/** The product's schema, for tests of features: those know no door. */
export const buildSchema = (): GraphQLSchema => createSchema();

/** As the server does at its start. */
export const serveTestOperations = (): void => serveOperations(createOperationRunner(createSchema));
