import { describe, expect, test } from '@jest/globals';
import { buildSchema, execute, type OperationDefinitionNode, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { defaultsOf } from './default-values.ts';

const schema = buildSchema(`
  enum Interval { DAY HOUR }
  input Inner { measure: String!, top: Int! = 8 }
  input One { measure: String!, top: Int! = 8, note: String = "none", inner: Inner }
  input All { interval: Interval! = DAY, queries: [One!]!, other: One }
  type Query { read(input: All, first: Int, list: [One!]): String }`);

const TEXT = `query ($input: All!, $first: Int! = 20, $list: [One!]) { read(input: $input, first: $first, list: $list) }`;
const document = parse(TEXT);
const operation = document.definitions[0] as OperationDefinitionNode;

const GIVEN: Record<string, unknown>[] = [
  { input: { queries: [{ measure: 'a' }, { measure: 'b', top: 3, inner: { measure: 'c' } }] } },
  { input: { interval: 'HOUR', queries: [], other: { measure: 'a', note: null } }, first: 5, list: [{ measure: 'x' }] },
  { input: { queries: { measure: 'one is a list of one' } }, list: { measure: 'x', top: 1 } },
  { input: { queries: [] }, list: null },
];

/** What the field was last asked with. */
let asked: unknown;
const [field] = Object.values(schema.getQueryType()?.getFields() ?? {});
if (field)
  field.resolve = (_root, args) => {
    asked = args;
    return 'read';
  };
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('defaults of variables', () => {
  test.each(GIVEN)('are those that graphql-js puts in: %j', async (variables) => {
    const before = structuredClone(variables);
    expect(await execute({ schema, document, variableValues: variables })).toEqual({ data: { read: 'read' } });
    const expected = plain(asked);
    const compiled = compileQuery(schema, document);
    if (!isCompiledQuery(compiled)) throw new Error('It does not compile.');
    asked = null;
    const result = await compiled.query({}, {}, defaultsOf(schema, operation)(variables));
    expect(plain(result)).toEqual({ data: { read: 'read' } });
    expect(plain(asked)).toEqual(expected);
    expect(variables).toEqual(before);
  });

  test('what is wrong stays wrong', () => {
    const fill = defaultsOf(schema, operation);
    for (const input of [null, 'text', 7, [1]]) expect(fill({ input })).toEqual({ input, first: 20 });
    expect(fill({})).toEqual({ first: 20 });
  });
});
