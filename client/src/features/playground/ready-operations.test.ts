import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { readyOperations } from './ready-operations.ts';

const schema = buildSchema(readFileSync(new URL('../../../../schema/schema.graphql', import.meta.url), 'utf8'));

test.each(
  readyOperations.map(({ query, variables }) => [
    /(?:query|mutation|subscription) (\w+)/.exec(query)?.[1],
    query,
    variables,
  ]),
)('%s fits the schema, and its variables are JSON', (_name, query, variables) => {
  expect(validate(schema, parse(query ?? ''))).toEqual([]);
  expect(() => JSON.parse(variables ?? '{}')).not.toThrow();
});
