import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import { makeDeployment, makeEnvironment, makeProject, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;

let count = 0;

describeMutation('createEnvironment', cast, {
  operation: `mutation ($input: CreateEnvironmentInput!) {
    createEnvironment(input: $input) { id slug name rank url isProduction requiresApproval project { id } viewerCanUpdate }
  }`,
  given: ({ project }) => ({
    variables: {
      input: { projectId: project.id, slug: `new-${++count}`, name: 'New', rank: 3, url: 'https://new.test' },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['slug in capitals', input({ slug: 'Staging' }), ['slug']],
    ['empty name', input({ name: '  ' }), ['name']],
    ['rank below 0', input({ rank: -1 }), ['rank']],
    ['no web address', input({ url: 'ftp://files.test' }), ['url']],
    ['all wrong at once', input({ slug: '-', name: '', rank: 1_001, url: 'x' }), ['slug', 'name', 'rank', 'url']],
    ['a character no text may hold', input({ name: 'a\0b' }), ['']],
  ],
  audit: ({ project }, { input }) => ({
    action: 'environment.created',
    project_id: project.id,
    subject_type: 'Environment',
    detail: expect.objectContaining({ rank: 3 }),
    subject_name: (input as { slug: string }).slug,
  }),
  works: ({ project }, data) =>
    expect(data).toMatchObject({
      name: 'New',
      rank: 3,
      url: 'https://new.test',
      isProduction: false,
      requiresApproval: false,
      project: { id: project.id },
      viewerCanUpdate: true,
    }),
  twice: 'INVALID_INPUT',
});

const of = async () => (await makeEnvironment(cast.project)).id;

describeMutation('updateEnvironment', cast, {
  operation: `mutation ($input: UpdateEnvironmentInput!) {
    updateEnvironment(input: $input) { id name rank url isProduction requiresApproval }
  }`,
  given: async () => ({ variables: { input: { id: await of(), name: 'Changed', url: 'https://changed.test' } } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    ['rank too high', input({ rank: 1_001 }), ['rank']],
    ['no web address', input({ url: 'localhost:80' }), ['url']],
  ],
  audit: ({ project }, variables) => ({
    action: 'environment.updated',
    project_id: project.id,
    subject_id: (variables.input as { id: string }).id,
    detail: expect.objectContaining({
      before: expect.objectContaining({ url: null }),
      after: expect.objectContaining({ name: 'Changed', url: 'https://changed.test', rank: 1 }),
    }),
  }),
  works: (_cast, data) => expect(data).toMatchObject({ name: 'Changed', url: 'https://changed.test', rank: 1 }),
  twice: 'again',
});

describeMutation('deleteEnvironment', cast, {
  operation: 'mutation ($id: ID!) { deleteEnvironment(id: $id) { id } }',
  given: async () => ({ variables: { id: await of() } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'environment.deleted', subject_id: id as string, subject_type: 'Environment' }),
  works: async (_cast, _data, { id }) => {
    const found = await as(cast.viewer).run('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(found).toEqual({ node: null });
  },
  twice: 'NOT_FOUND',
});

describeMutation('restoreEnvironment', cast, {
  operation: 'mutation ($id: ID!) { restoreEnvironment(id: $id) { id slug } }',
  given: async () => {
    const id = await of();
    await cast.app.sql('update environments set deleted_at = now() where id = $1', [id]);
    return { variables: { id } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'environment.restored', subject_id: id as string }),
  works: async (_cast, data) => {
    const found = await as(cast.viewer).run('query ($id: ID!) { environment(id: $id) { id } }', { id: data.id });
    expect(found).toEqual({ environment: { id: data.id } });
  },
  twice: 'same',
});

describe('environments', () => {
  const UPDATE = 'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { name rank url } }';

  test('an empty url removes the address; what is left out stays', async () => {
    const { id } = await makeEnvironment(cast.project, { url: 'https://old.test', rank: 7 });
    const { updateEnvironment } = await as(cast.owner).run<{ updateEnvironment: object }>(UPDATE, {
      input: { id, url: '' },
    });
    expect(updateEnvironment).toMatchObject({ url: null, rank: 7 });
  });

  test('two people who change different things at the same time both get what they want', async () => {
    const { id } = await makeEnvironment(cast.project);
    const change = (part: object) => () => as(cast.maintainer).run(UPDATE, { input: { id, ...part } });
    const lock = { sql: 'select from environments where id = $1 for update', values: [id] };
    await atOnce(cast.app, lock, [change({ name: 'Other' }), change({ rank: 9 })]);
    expect(await cast.app.sql('select name, rank from environments where id = $1', [id])).toEqual([
      { name: 'Other', rank: 9 },
    ]);
  });

  test('two of one name at the same time: one is made, the other refused with the reason', async () => {
    const make = () =>
      as(cast.maintainer).run(
        'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }',
        {
          input: { projectId: cast.project.id, slug: 'same-name', name: 'Same', rank: 1 },
        },
      );
    const lock = { sql: 'select from projects where id = $1 for update', values: [cast.project.id] };
    expect(outcomes(await atOnce(cast.app, lock, [make, make])).sort()).toEqual(['INVALID_INPUT', 'done']);
  });

  test.each(['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING'] as const)(
    'is not deleted while a deployment to it is %s',
    async (status) => {
      const environment = await makeEnvironment(cast.project);
      await makeDeployment(cast.service, environment, { status });
      const error = await as(cast.owner).fail('mutation ($id: ID!) { deleteEnvironment(id: $id) { id } }', {
        id: environment.id,
      });
      expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('under way') });
    },
  );

  test('is not restored when its name is taken by now', async () => {
    const { id, slug } = await makeEnvironment(cast.project);
    await cast.app.sql('update environments set deleted_at = now() where id = $1', [id]);
    await makeEnvironment(cast.project, { slug });
    const error = await as(cast.owner).fail('mutation ($id: ID!) { restoreEnvironment(id: $id) { id } }', { id });
    expect(error).toMatchObject({ code: 'CONFLICT', message: `Another environment is called “${slug}” by now.` });
  });

  test('there are at most 50, also by restoring one', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const deleted = await makeEnvironment(project);
    await cast.app.sql('update environments set deleted_at = now() where id = $1', [deleted.id]);
    for (let count = 0; count < 50; count += 1) await makeEnvironment(project);
    const made = { projectId: project.id, slug: 'one-more', name: 'One more', rank: 1 };
    expect(
      await as(cast.owner).fail(
        'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }',
        {
          input: made,
        },
      ),
    ).toMatchObject({ code: 'CONFLICT' });
    expect(
      await as(cast.owner).fail('mutation ($id: ID!) { restoreEnvironment(id: $id) { id } }', { id: deleted.id }),
    ).toMatchObject({ code: 'CONFLICT' });
  });

  test('come by rank', async () => {
    const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    for (const [slug, rank] of [
      ['live', 9],
      ['b', 1],
      ['a', 1],
    ] as const)
      await makeEnvironment(project, { slug, rank });
    const found = await as(cast.viewer).run(
      'query ($slug: String!) { project(slug: $slug) { environments { slug } } }',
      {
        slug: project.slug,
      },
    );
    expect(found).toEqual({ project: { environments: [{ slug: 'a' }, { slug: 'b' }, { slug: 'live' }] } });
  });
});
