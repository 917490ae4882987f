import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { QueryCosts } from './query-cost.ts';

const schema = buildSchema(`
  type Query { me: Person people(first: Int! = 20, after: String): PersonConnection! log(last: Int): [Line!]! tags: [String!]! node: Node }
  type Mutation { rename(name: String!): Person! tag(input: Tags!): Person! sign: Boolean! }
  input Tags { id: ID names: [String!]! }
  type Subscription { log(id: ID!): Line! }
  interface Node { id: ID! }
  type Person implements Node { id: ID! name: String! friends(first: Int! = 5): PersonConnection! pets: [Pet!]! }
  type Pet { name: String! }
  type PersonConnection { nodes: [Person!]! edges: [PersonEdge!]! pageInfo: PageInfo! }
  type PersonEdge { node: Person! cursor: String! }
  type PageInfo { hasNextPage: Boolean! }
  type Line { text: String! }
`);
const costs = new QueryCosts(schema);
const costOf = (text: string, name?: string) => {
  const document = parse(text);
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('no such operation');
  return costs.of(document, operation);
};
const pointsOf = (text: string, variables: Record<string, unknown> = {}, name?: string) =>
  costOf(text, name).points(variables);

describe('the points of an operation', () => {
  test.each<[string, string, number]>([
    ['the request is 10, a field 1', '{ tags }', 11],
    ['an object is one more', '{ me { id name } }', 13],
    ['the same field twice is two', '{ me { id id } }', 13],
    ['a connection by its `first`', '{ people(first: 3) { nodes { id name } } }', 10 + 1 + 1 + 3 * 2],
    ['or its default', '{ people { nodes { id } } }', 10 + 1 + 1 + 20],
    [
      'the page info is asked once',
      '{ people(first: 3) { nodes { id } pageInfo { hasNextPage } } }',
      10 + 1 + 1 + 3 + 2,
    ],
    ['edges are the same items again', '{ people(first: 3) { edges { cursor node { id } } } }', 10 + 1 + 1 + 3 * 3],
    [
      'lists in lists multiply',
      '{ people(first: 3) { nodes { friends(first: 4) { nodes { id } } } } }',
      12 + 3 * (2 + 4),
    ],
    ['a list of unknown length counts as 10', '{ me { pets { name } } }', 10 + 1 + 1 + 10],
    ['`last` where it is given', '{ log(last: 7) { text } }', 10 + 1 + 7],
    ['and not where it is left out', '{ log { text } }', 10 + 1 + 10],
    [
      'fragments count where they are used',
      '{ people(first: 3) { ...A } } fragment A on PersonConnection { nodes { id } }',
      15,
    ],
    ['of all types', '{ node { id ... on Person { name } } }', 13],
    ['what is left out by a directive counts', '{ me @skip(if: true) { id } }', 12],
    ['a change is 10 more', 'mutation { rename(name: "x") { id } }', 10 + 11 + 1],
    [
      'ten items that it is given are one',
      `mutation { tag(input: { names: [${'"x", '.repeat(25)}] }) { id } }`,
      10 + 11 + 2 + 1,
    ],
    ['a subscription is asked once', 'subscription { log(id: 1) { text } }', 12],
    ['the schema is 1,000', '{ __schema { types { name fields { name } } } }', 1_010],
    ['nonsense as a length is 1', '{ people(first: -5) { nodes { id } } }', 13],
    ['and no length is beyond 10,000', '{ people(first: 2000000000) { nodes { id } } }', 10_012],
  ])('%s', (_what, text, points) => {
    expect(pointsOf(text)).toBe(points);
  });

  test('variables decide lengths; left out, the operation’s default or the schema’s', () => {
    const text = 'query ($n: Int = 2, $m: Int) { people(first: $n) { nodes { friends(first: $m) { nodes { id } } } } }';
    expect(pointsOf(text, { n: 3, m: 4 })).toBe(12 + 3 * (2 + 4));
    expect(pointsOf(text)).toBe(12 + 2 * (2 + 5));
    expect(pointsOf(text, { n: 'x', m: null })).toBe(12 + 10 * (2 + 5));
  });

  test('each operation of a document has its own', () => {
    const text = 'query A { tags } query B { people(first: 100) { nodes { id } } }';
    expect([pointsOf(text, {}, 'A'), pointsOf(text, {}, 'B')]).toEqual([11, 112]);
  });

  test('says whether the schema is asked for, in fragments too; the name of a type is not', () => {
    expect(costOf('{ ...A } fragment A on Query { ... { __type(name: "Pet") { name } } }').readsSchema).toBe(true);
    expect(costOf('{ me { __typename } }').readsSchema).toBe(false);
  });
});

test('what a change is given by a variable counts too', () => {
  const text = 'mutation ($input: Tags!) { tag(input: $input) { id } }';
  expect(pointsOf(text, { input: { id: 'x', names: Array.from({ length: 1_000 }, () => 'x') } })).toBe(
    10 + 11 + 100 + 1,
  );
  expect(pointsOf(text, {})).toBe(10 + 11 + 1);
});
