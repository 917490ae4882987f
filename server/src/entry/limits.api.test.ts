import { describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { ApiError, as } from '../../test/as.ts';
import { useCast } from '../../test/factories.ts';

const cast = useCast();
const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

/** A promise of the product: bad input never costs more than this. */
const MOST_MS = 250;

const BOMBS: [string, string, string][] = [
  [
    'depth',
    `{ viewer { tokens { nodes ${'{ createdBy { id } '.repeat(1)}${'} '.repeat(1)} } } ${nested(30)} }`,
    'QUERY_TOO_COMPLEX',
  ],
  ['aliases', `{ ${repeat(200, (n) => `a${n}: viewer { id }`)} }`, 'QUERY_TOO_COMPLEX'],
  ['tokens', `{ ${'__typename '.repeat(50_000)} }`, 'QUERY_TOO_COMPLEX'],
  ['directives', `{ viewer { id ${'@include(if: true) '.repeat(500)} } }`, 'QUERY_TOO_COMPLEX'],
  [
    'fragments that double',
    `{ ...F0 } ${repeat(25, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F25 on Query { __typename }`,
    'QUERY_TOO_COMPLEX',
  ],
  ['fragments in a ring', `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`, 'INVALID_INPUT'],
  ['a fragment in itself', `{ ...A } fragment A on Query { __typename ...A }`, 'INVALID_INPUT'],
  ['the same field again and again', `{ viewer { ${'id '.repeat(1_500)} } }`, 'QUERY_TOO_COMPLEX'],
  [
    'lists of lists',
    `{ projects(first: 100) { nodes { ${repeat(5, (n) => `s${n}: services(first: 100) { nodes { deployments(first: 100) { nodes { steps { id } } } } }`)} } } }`,
    'QUERY_TOO_COMPLEX',
  ],
  ['fields that aren’t there', `{ ${repeat(300, (n) => `nothing${n}`)} }`, 'INVALID_INPUT'],
  ['variables without end', `query (${repeat(300, (n) => `$v${n}: Int = ${n}`)}) { __typename }`, 'QUERY_TOO_COMPLEX'],
  ['nothing but brackets', '{'.repeat(100_000), 'INVALID_INPUT'],
  ['an argument nested deep', `{ node(id: ${'['.repeat(900)}1${']'.repeat(900)}) { id } }`, 'QUERY_TOO_COMPLEX'],
];

function nested(levels: number): string {
  return `projects { nodes ${'{ services { nodes { project '.repeat(levels)}{ id }${' } } }'.repeat(levels)} }`;
}

describe('operations that are meant to hurt', () => {
  test.each(BOMBS)('%s', async (_what, query, code) => {
    const times: number[] = [];
    let answer = await as(cast.owner).answer(query);
    // Processor time, and the best of three, each of another text: what else this machine does is no matter of the query.
    for (const space of [' ', '  ', '   ']) {
      const before = process.cpuUsage();
      answer = await as(cast.owner).answer(query + space);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
    const { status, body } = answer;
    expect(new ApiError(body.errors?.[0] ?? { message: 'not refused' })).toMatchObject({ code });
    expect(status).toBe(400);
    expect(Math.min(...times)).toBeLessThan(MOST_MS);
    expect(JSON.stringify(body).length).toBeLessThan(1_000_000);
  });

  test('one long text as an argument', async () => {
    const error = await as(cast.owner).fail(`{ search(text: "${'x'.repeat(900_000)}") { id } }`);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['text'] });
  });

  test('the next request is served as before', async () => {
    expect(await as(cast.owner).run('{ viewer { name } }')).toEqual({ viewer: { name: 'owner' } });
  });
});

describe('operations that are meant well', () => {
  test('introspection passes all limits, and describes the schema that is served', async () => {
    const data = await as(cast.anonymous).run<IntrospectionQuery>(
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
    );
    expect(printSchema(buildClientSchema(data))).toContain('type Deployment implements Node');
  });

  test('a page’s worth of everything passes, too', async () => {
    const data = await as(cast.owner).run(
      `query ($slug: String!) { project(slug: $slug) {
        id name viewerRole environments { id name }
        matrix { id activeCount service { id name } environment { id } live { id version createdAt } latest { id status version createdBy { ... on User { name } } } }
        deployments(first: 20) { nodes { id number version status createdAt durationMs service { id slug name } environment { id slug name }
          createdBy { __typename ... on User { id name } ... on Token { id name } } steps(last: 5) { id name status durationMs } viewerCanCancel viewerCanRetry }
          pageInfo { hasNextPage endCursor } } } }`,
      { slug: cast.project.slug },
    );
    expect(data).toMatchObject({ project: { name: cast.project.slug } });
  });

  test('errors have no stack and no text of ours', async () => {
    const { body } = await as(cast.owner).answer(
      '{ deployments(projectId: "x", filter: { from: "yesterday" }) { nodes { id } } }',
    );
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      problems: [{ path: expect.any(String), message: expect.stringContaining('RFC 3339') }],
    });
  });

  test('a time in a variable that is none names the field', async () => {
    const error = await as(cast.owner).fail(
      'query ($id: ID!, $filter: DeploymentFilter) { deployments(projectId: $id, filter: $filter) { nodes { id } } }',
      { id: cast.project.id, filter: { from: '2026-02-30' } },
    );
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      paths: ['from'],
      message: expect.stringContaining('RFC 3339'),
    });
  });
});
