import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import type { TestActor } from '../../test/as.ts';
import { useCast } from '../../test/factories.ts';

/** Room for all cases from one address, too: what they are measured by here is time. */
const cast = useCast({ PILOTHOUSE_RATE_ANONYMOUS: '0', PILOTHOUSE_RATE_USER: '0' });

/** A promise of the product: bad input never takes more of the processor than this. */
const MOST_CPU_MS = 250;
const MOST_ANSWER_BYTES = 64 * 1024;

const REFUSED = 'refused';
/** Legal, and small in the end. */
const ANSWERED = 'answered';
type Outcome = typeof REFUSED | typeof ANSWERED;
type Case = [what: string, outcome: Outcome, body: unknown];

const repeat = (count: number, part: (index: number) => string, separator = ' ') =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator);
const each = <Item>(items: readonly Item[], make: (item: Item) => Case | Case[]): Case[] =>
  items.flatMap((item) => {
    const made = make(item);
    return (typeof made[0] === 'string' ? [made] : made) as Case[];
  });
const query = (what: string, outcome: Outcome, text: string, variables?: unknown): Case => [
  what,
  outcome,
  { query: text, ...(variables !== undefined && { variables }) },
];
const nested = (levels: number, open: string, inner: string, close: string) =>
  open.repeat(levels) + inner + close.repeat(levels);
const ring = (length: number, field: string) =>
  `{ ...F0 } ${repeat(length, (n) => `fragment F${n} on Query { ${field} ...F${(n + 1) % length} }`)}`;
const doubling = (levels: number, breadth: number) =>
  `{ ...F0 } ${repeat(levels, (n) => `fragment F${n} on Query { ${repeat(breadth, () => `...F${n + 1}`)} }`)} fragment F${levels} on Query { viewer { id } }`;

const DEPTH: Case[] = [
  ...each([4, 6, 10, 25, 60, 150], (n) =>
    query(
      `projects in services in projects, ${n} times`,
      REFUSED,
      `{ ${nested(n, 'projects { nodes { services { nodes { project { ', 'id', ' } } } } }')} }`,
    ),
  ),
  ...each([4, 6, 10, 25, 60, 150], (n) =>
    query(
      `the same in fragments, ${n} times`,
      REFUSED,
      `{ projects { nodes { ...F0 } } } ${repeat(n, (k) => `fragment F${k} on Project { services { nodes { project { ...F${k + 1} } } } }`)} fragment F${n} on Project { id }`,
    ),
  ),
  ...each([12, 40, 150, 300], (n) =>
    query(`inline fragments in each other, ${n}`, ANSWERED, `{ ${nested(n, '... { ', '__typename', ' }')} }`),
  ),
  ...each([400, 5_000, 50_000], (n) =>
    query(`inline fragments in each other, ${n}`, REFUSED, `{ ${nested(n, '... { ', '__typename', ' }')} }`),
  ),
  ...each(
    ['{', '[', '(', '{a', '{a(b:', '{a(b:[', '{a(b:{c:', '{...{', 'query(', '!', '@', '$', '"', '"""', '&', '|'],
    (open) => query(`nothing but ${open}`, REFUSED, open.repeat(20_000)),
  ),
];

const FLOODS: Case[] = [
  ...each([16, 30, 100, 1_000, 20_000], (n) => [
    query(`${n} aliases`, REFUSED, `{ ${repeat(n, (k) => `a${k}: viewer { id }`)} }`),
    query(`${n} aliases of __typename`, REFUSED, `{ ${repeat(n, (k) => `a${k}: __typename`)} }`),
    query(
      `${n} aliases in fragments`,
      REFUSED,
      `{ ...A } fragment A on Query { ${repeat(n, (k) => `a${k}: viewer { id }`)} }`,
    ),
    query(
      `${n} sign-ins in one request`,
      REFUSED,
      `mutation { ${repeat(n, (k) => `a${k}: signIn(input: { email: "a@example.com", password: "password ${k}" }) { name }`)} }`,
    ),
  ]),
  ...each([9, 30, 200, 20_000], (n) => [
    query(`${n} times @include on a field`, REFUSED, `{ viewer { id ${'@include(if: true) '.repeat(n)}} }`),
    query(
      `${n} times @skip on a fragment`,
      REFUSED,
      `{ ...A ${'@skip(if: false) '.repeat(n)}} fragment A on Query { __typename }`,
    ),
    query(`${n} directives that don’t exist`, REFUSED, `{ viewer ${repeat(n, (k) => `@d${k}`)} { id } }`),
    query(`${n} directives on the operation`, REFUSED, `query ${'@a '.repeat(n)} { __typename }`),
    query(`${n} directives on different fields`, REFUSED, `{ ${'__typename @skip(if: true) '.repeat(n)}}`),
  ]),
  ...each([10, 100, 300], (n) => query(`the same leaf ${n} times`, ANSWERED, `{ viewer { ${'id '.repeat(n)}} }`)),
  ...each([1_500, 20_000, 200_000], (n) =>
    query(`the same leaf ${n} times`, REFUSED, `{ viewer { ${'id '.repeat(n)}} }`),
  ),
  ...each([5, 50], (n) => query(`the same object ${n} times`, ANSWERED, `{ ${'viewer { id name } '.repeat(n)}}`)),
  ...each([400, 5_000], (n) => query(`the same object ${n} times`, REFUSED, `{ ${'viewer { id name } '.repeat(n)}}`)),
  ...each([2, 30, 100], (n) =>
    query(`${n} fields of one name that conflict`, REFUSED, `{ ${repeat(n, (k) => `project(slug: "p${k}") { id }`)} }`),
  ),
  ...each([10, 60, 120], (n) =>
    query(
      `${n} equal selections to be compared with each other`,
      ANSWERED,
      `{ ${'viewer { ...A } '.repeat(n)}} fragment A on Viewer { id name }`,
    ),
  ),
];

const FRAGMENTS: Case[] = [
  ...each([15, 20, 25, 30, 50, 100], (n) => [
    query(`fragments that double, ${n} deep`, REFUSED, doubling(n, 2)),
    query(`fragments that triple, ${n} deep`, REFUSED, doubling(n, 3)),
  ]),
  query('fragments that double, 4 deep', ANSWERED, doubling(4, 2)),
  ...each([1, 2, 3, 7, 40, 100], (n) => [
    query(`a ring of ${n} fragments`, REFUSED, ring(n, '')),
    query(`a ring of ${n} fragments with fields`, REFUSED, ring(n, '__typename')),
    query(
      `a ring of ${n} fragments through a field`,
      REFUSED,
      `{ viewer { ...F0 } } ${repeat(n, (k) => `fragment F${k} on Project { services { nodes { project { ...F${(k + 1) % n} } } } }`)}`,
    ),
  ]),
  query('a ring that nobody uses', REFUSED, '{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }'),
  ...each([1, 20, 100, 5_000], (n) =>
    query(
      `${n} fragments that nobody uses`,
      REFUSED,
      `{ __typename } ${repeat(n, (k) => `fragment F${k} on Query { __typename }`)}`,
    ),
  ),
  ...each([1, 30, 5_000], (n) =>
    query(`${n} fragments that don’t exist`, REFUSED, `{ ${repeat(n, (k) => `...F${k}`)} }`),
  ),
  ...each([20, 150], (n) =>
    query(`one fragment spread ${n} times`, ANSWERED, `{ ${'...A '.repeat(n)}} fragment A on Query { __typename }`),
  ),
  query('fragments of one name', REFUSED, `{ ...A } ${'fragment A on Query { __typename } '.repeat(50)}`),
  query('fragments on types that don’t exist', REFUSED, `{ ${repeat(100, (n) => `... on T${n} { id }`)} }`),
  query('fragments that can’t match', REFUSED, `{ viewer { ${'... on Deployment { id } '.repeat(80)}} }`),
];

const SCHEMA: Case[] = [
  ...each([3, 5, 8, 12, 40], (n) => [
    query(
      `fields of types of fields, ${n} times`,
      REFUSED,
      `{ __schema { types { ${nested(n, 'fields { type { ', 'name', ' } }')} } } }`,
    ),
    query(
      `possible types of interfaces, ${n} times`,
      REFUSED,
      `{ __type(name: "Node") { ${nested(n, 'possibleTypes { interfaces { ', 'name', ' } }')} } }`,
    ),
    query(
      `the same in fragments, ${n} times`,
      REFUSED,
      `{ __schema { types { ...F0 } } } ${repeat(n, (k) => `fragment F${k} on __Type { fields { type { ...F${k + 1} } } }`)} fragment F${n} on __Type { name }`,
    ),
  ]),
  ...each([16, 100], (n) =>
    query(
      `the schema ${n} times`,
      REFUSED,
      `{ ${repeat(n, (k) => `a${k}: __schema { types { name fields { name } } }`)} }`,
    ),
  ),
  query('a type a hundred times', REFUSED, `{ ${repeat(100, (n) => `a${n}: __type(name: "T${n}") { name }`)} }`),
  query('ofType, 200 deep', REFUSED, `{ __type(name: "Query") { ${nested(200, 'ofType { ', 'name', ' }')} } }`),
];

const COSTS: Case[] = [
  query(
    'lists of lists of lists',
    REFUSED,
    '{ projects(first: 100) { nodes { services(first: 100) { nodes { deployments(first: 100) { nodes { id } } } } } } }',
  ),
  query(
    'the same by variables',
    REFUSED,
    'query ($n: Int!) { projects(first: $n) { nodes { services(first: $n) { nodes { deployments(first: $n) { nodes { id } } } } } } }',
    { n: 100 },
  ),
  query(
    'the same by a default',
    REFUSED,
    'query ($n: Int! = 100) { projects(first: $n) { nodes { services(first: $n) { nodes { deployments(first: $n) { nodes { id } } } } } } }',
  ),
  query(
    'the same by edges',
    REFUSED,
    '{ projects(first: 100) { edges { node { services(first: 100) { edges { node { deployments(first: 100) { edges { node { id } } } } } } } } } }',
  ),
  ...each([0, -1, -2_147_483_648, 101, 2_147_483_647], (n) =>
    query(`a page of ${n}`, n > 101 ? REFUSED : ANSWERED, `{ projects(first: ${n}) { nodes { id } } }`),
  ),
  ...each(
    [
      '2147483648',
      '1e400',
      '-1e400',
      '9'.repeat(400),
      '9'.repeat(100_000),
      '0x10',
      '1.5',
      'NaN',
      'Infinity',
      '00',
      '1_000',
      'true',
      '"5"',
      '[5]',
      '{a:5}',
      'null',
      '$n',
    ],
    (n) =>
      query(`a page of ${n.slice(0, 20)}, ${n.length} signs`, REFUSED, `{ projects(first: ${n}) { nodes { id } } }`),
  ),
];

const VALUES: Case[] = [
  ...each([1_000, 30_000, 400_000], (n) => [
    query(`a list of ${n} as an id`, REFUSED, `{ node(id: [${'1,'.repeat(n)}]) { id } }`),
    query(`a list of ${n} in a variable`, REFUSED, 'query ($id: ID!) { node(id: $id) { id } }', {
      id: Array.from({ length: n }, () => 1),
    }),
    query(
      `${n} statuses`,
      REFUSED,
      'query ($f: DeploymentFilter) { deployments(projectId: "x", filter: $f) { nodes { id } } }',
      { f: { statuses: 'x'.repeat(n) } },
    ),
  ]),
  ...each([100, 3_000], (n) => [
    query(`an object nested ${n} deep in a variable`, REFUSED, 'query ($id: ID!) { node(id: $id) { id } }', {
      id: JSON.parse(nested(n, '{"a":', '1', '}')),
    }),
    query(`an object nested ${n} deep as a value`, REFUSED, `{ node(id: ${nested(n, '{a:', '1', '}')}) { id } }`),
    query(
      `lists nested ${n} deep in a default`,
      REFUSED,
      `query ($id: ID = ${nested(n, '[', '1', ']')}) { node(id: $id) { id } }`,
    ),
  ]),
  ...each([10_000, 900_000], (n) => [
    query(`a text of ${n}`, ANSWERED, `{ project(slug: "${'x'.repeat(n)}") { id } }`),
    query(`a block of ${n}`, ANSWERED, `{ project(slug: """${'x\\n'.repeat(n / 6)}""") { id } }`),
    query(`an id of ${n}`, ANSWERED, 'query ($id: ID!) { node(id: $id) { id } }', { id: '9'.repeat(n) }),
    query(`a name of ${n}`, REFUSED, `{ ${'x'.repeat(n)} }`),
    query(`an alias of ${n}`, ANSWERED, `{ ${'x'.repeat(n / 20)}: __typename }`),
    query(`a comment of ${n}`, ANSWERED, `{ __typename } # ${'x'.repeat(n)}`),
    query(`${n / 4} comments`, ANSWERED, `{ __typename } ${'#\n'.repeat(n / 4)}`),
    query(`${n} commas`, ANSWERED, `{ __typename ${','.repeat(n)} }`),
    query(`${n} blanks and marks of byte order`, ANSWERED, `\uFEFF${' '.repeat(n / 3)}{ __typename }`),
    query(`variables that nobody asked for, of ${n}`, ANSWERED, '{ __typename }', { x: 'x'.repeat(n) }),
  ]),
  ...each([10, 300], (n) =>
    query(`${n} variables that nobody uses`, REFUSED, `query (${repeat(n, (k) => `$v${k}: Int`)}) { __typename }`),
  ),
  query('10,000 variables', REFUSED, `query (${repeat(10_000, (n) => `$v${n}: Int`)}) { __typename }`),
  query('a variable of a type that isn’t there', REFUSED, 'query ($a: Nothing!) { __typename }'),
  query('a variable in its own default', REFUSED, 'query ($a: Int = $a) { projects(first: $a) { nodes { id } } }'),
  query('a type nested 300 deep', REFUSED, `query ($a: ${nested(300, '[', 'Int', ']')}) { __typename }`),
  ...each(['\u0000', '\uD800', '\uDFFF', '\u202E', '\u2028', '🚀', 'ÿ', '\u200B', '{\uFEFF}', '\u0007'], (sign) => [
    query(`the sign ${JSON.stringify(sign)} as a name`, REFUSED, `{ ${sign} }`),
    query(
      `the sign ${JSON.stringify(sign)} in a text`,
      ANSWERED,
      'query ($slug: String!) { project(slug: $slug) { id } }',
      { slug: sign.repeat(1_000) },
    ),
  ]),
  query('escapes of half a character', REFUSED, `{ project(slug: "${'\\uD800'.repeat(1_000)}") { id } }`),
  query('an escape without end', REFUSED, `{ project(slug: "\\u{${'F'.repeat(10_000)}}") { id } }`),
  query('a text without end', REFUSED, `{ project(slug: "${'x'.repeat(100_000)}`),
];

const OPERATIONS: Case[] = [
  ...each([2, 20, 100, 10_000], (n) =>
    query(
      `${n} operations, none named`,
      REFUSED,
      repeat(n, (k) => `query Q${k} { __typename }`),
    ),
  ),
  ...each(
    [2, 50],
    (n) =>
      [
        `${n} operations, one named`,
        ANSWERED,
        { query: repeat(n, (k) => `query Q${k} { __typename }`), operationName: 'Q1' },
      ] as Case,
  ),
  ['an operation that isn’t there', REFUSED, { query: 'query A { __typename }', operationName: 'x'.repeat(100_000) }],
  query('operations of one name', REFUSED, 'query A { __typename } '.repeat(50)),
  query('operations without a name', REFUSED, '{ __typename } '.repeat(50)),
  query('a subscription', REFUSED, 'subscription { deployment(id: "x") { id } }'),
  query(
    'definitions of types',
    REFUSED,
    repeat(100, (n) => `type T${n} { a: Int }`),
  ),
  query('nothing', REFUSED, ''),
  query('only a comment', REFUSED, `# ${'x'.repeat(100_000)}`),
  ...each(
    [1, 2, 100, 5_000],
    (n) => [`a batch of ${n}`, REFUSED, Array.from({ length: n }, () => ({ query: '{ __typename }' }))] as Case,
  ),
  ['a batch of batches', REFUSED, [[[{ query: '{ __typename }' }]]]],
  ['a persisted query that isn’t there', ANSWERED, { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
  [
    'extensions nested deep',
    ANSWERED,
    { query: '{ __typename }', extensions: JSON.parse(nested(2_000, '{"a":', '1', '}')) },
  ],
  [
    '__proto__ as a variable',
    ANSWERED,
    `{"query":"{ __typename }","variables":{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}}`,
  ],
];

const HINTS: Case[] = [
  ...each([1, 20, 200, 3_000], (n) => [
    query(`${n} fields that aren’t there`, REFUSED, `{ ${repeat(n, (k) => `viewe${k}`)} }`),
    query(
      `${n} fields of long names like others`,
      REFUSED,
      `{ ${repeat(Math.min(n, 300), (k) => `${'deployment'.repeat(20)}${k}`)} }`,
    ),
    query(`${n} arguments that aren’t there`, REFUSED, `{ project(${repeat(n, (k) => `slu${k}: "x"`)}) { id } }`),
    query(
      `${n} fields of inputs that aren’t there`,
      REFUSED,
      `{ deployments(projectId: "x", filter: { ${repeat(n, (k) => `statu${k}: 1`)} }) { nodes { id } } }`,
    ),
  ]),
  query(
    'values like others',
    REFUSED,
    `{ deployments(projectId: "x", filter: { statuses: [${repeat(200, (n) => `SUCCEEDE${n}`)}] }) { nodes { id } } }`,
  ),
];

const CASES = [...DEPTH, ...FLOODS, ...FRAGMENTS, ...SCHEMA, ...COSTS, ...VALUES, ...OPERATIONS, ...HINTS];

/** Sends a body; of each answer the time of the processor, which is that of this process with the server in it. */
async function send(actor: TestActor, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const before = process.cpuUsage();
  const response = await fetch(`${actor.app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...actor.headers },
    body: text,
  });
  const answer = await response.text();
  const { user, system } = process.cpuUsage(before);
  return { status: response.status, answer, cpuMs: (user + system) / 1_000 };
}

/** The same with other blanks: a document that was seen before costs nothing. */
const varied = (body: unknown, blanks: number) =>
  typeof (body as { query?: unknown })?.query === 'string'
    ? { ...(body as object), query: `${(body as { query: string }).query}${' '.repeat(blanks)}` }
    : body;

test('there are more than 200 of them', () => {
  expect(CASES.length).toBeGreaterThan(200);
  expect(new Set(CASES.map(([what]) => what)).size).toBe(CASES.length);
});

describe('operations that are meant to hurt', () => {
  test.each(CASES)('%s: %s', async (_what, outcome, body) => {
    const first = await send(cast.owner, body);
    const { status, answer } = first;
    let { cpuMs } = first;
    // The compiler and the collector of garbage work when they like: the better of up to four.
    for (let n = 1; n < 4 && cpuMs > MOST_CPU_MS; n += 1)
      cpuMs = Math.min(cpuMs, (await send(cast.owner, varied(body, n))).cpuMs);
    expect(cpuMs).toBeLessThan(MOST_CPU_MS);
    expect(answer.length).toBeLessThan(MOST_ANSWER_BYTES);
    const said = JSON.parse(answer) as { errors?: { extensions: { code: string } }[] };
    if (outcome === ANSWERED) expect([status, answer]).toEqual([200, answer]);
    else {
      expect([400, 413]).toContain(status);
      expect(said.errors?.length).toBeGreaterThan(0);
    }
    for (const { extensions } of said.errors ?? [])
      expect(['QUERY_TOO_COMPLEX', 'INVALID_INPUT', 'NOT_FOUND']).toContain(extensions.code);
  });

  test('the process is well, and serves the next request as before', async () => {
    expect((await fetch(`${cast.app.url}/health`)).status).toBe(200);
    const { status, answer } = await send(cast.owner, { query: '{ viewer { name } }' });
    expect([status, JSON.parse(answer)]).toEqual([
      200,
      expect.objectContaining({ data: { viewer: { name: 'owner' } } }),
    ]);
    const { answer: schema } = await send(cast.owner, { query: getIntrospectionQuery() });
    expect(schema).toContain('"Deployment"');
  });
});
