import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import { makeDeployment, makeProject, makeService, useCast, writeSource } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;
const CREATE = `mutation ($input: CreateServiceInput!) {
  createService(input: $input) {
    id slug name description runner source entrypoint inventory stepNames parameterSchema timeoutSeconds cancelGraceSeconds
    healthCheck { url expectStatus timeoutSeconds attempts intervalSeconds } problems { message } syncedAt project { id }
  }
}`;

let count = 0;

const made = async () => {
  const slug = `made-${++count}`;
  await writeSource(cast.project, slug, { 'deploy.sh': 'echo' });
  return { projectId: cast.project.id, slug, name: 'Made', runner: 'SHELL', entrypoint: ['sh', 'deploy.sh'] };
};

describeMutation('createService', cast, {
  operation: CREATE,
  given: async () => ({ variables: { input: await made() } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['slug with a dot', input({ slug: 'a.b' }), ['slug']],
    ['no name', input({ name: '' }), ['name']],
    ['a source outside', input({ source: '../../etc' }), ['source']],
    ['a source by an absolute path', input({ source: '/etc' }), ['source']],
    ['a source that isn’t there', input({ source: 'nowhere' }), ['source']],
    ['nothing to run', input({ entrypoint: [] }), ['entrypoint']],
    ['no time', input({ timeoutSeconds: 0 }), ['timeoutSeconds']],
    ['endless grace', input({ cancelGraceSeconds: 1e9 }), ['cancelGraceSeconds']],
    ['a health check of no web address', input({ healthCheck: { url: 'file:///etc' } }), ['healthCheck.url']],
    ['a schema that is none', input({ parameterSchema: { type: 'object', properties: 5 } }), ['parameterSchema']],
    ['two things', input({ timeoutSeconds: -1, healthCheck: { url: 'x' } }), ['healthCheck.url', 'timeoutSeconds']],
  ],
  audit: ({ project }, variables) => ({
    action: 'service.created',
    project_id: project.id,
    subject_type: 'Service',
    subject_name: (variables.input as { slug: string }).slug,
    detail: expect.objectContaining({ entrypoint: ['sh', 'deploy.sh'], timeoutSeconds: 3600 }),
  }),
  works: ({ project }, data) =>
    expect(data).toMatchObject({
      name: 'Made',
      runner: 'SHELL',
      source: data.slug,
      entrypoint: ['sh', 'deploy.sh'],
      stepNames: [],
      timeoutSeconds: 3600,
      cancelGraceSeconds: 10,
      healthCheck: null,
      problems: [],
      syncedAt: null,
      project: { id: project.id },
    }),
  twice: 'INVALID_INPUT',
});

describeMutation('updateService', cast, {
  operation: `mutation ($input: UpdateServiceInput!) {
    updateService(input: $input) { id name entrypoint timeoutSeconds healthCheck { url attempts } }
  }`,
  given: async ({ project }) => ({
    variables: { input: { id: (await makeService(project)).id, healthCheck: { url: '{{url}}/health' } } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    [
      'a health check without attempts',
      input({ healthCheck: { url: '{{url}}', attempts: 0 } }),
      ['healthCheck.attempts'],
    ],
    ['a step without a name', input({ steps: ['build', ''] }), ['steps.1']],
  ],
  audit: ({ project }, variables) => ({
    action: 'service.updated',
    project_id: project.id,
    subject_id: (variables.input as { id: string }).id,
    detail: expect.objectContaining({
      after: expect.objectContaining({ health: expect.objectContaining({ url: '{{url}}/health' }) }),
    }),
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      entrypoint: ['true'],
      timeoutSeconds: 60,
      healthCheck: { url: '{{url}}/health', attempts: 30 },
    }),
  twice: 'again',
});

describeMutation('deleteService', cast, {
  operation: 'mutation ($id: ID!) { deleteService(id: $id) { id } }',
  given: async ({ project }) => ({ variables: { id: (await makeService(project)).id } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'service.deleted', subject_id: id as string }),
  works: async (_cast, _data, { id }) => {
    expect(await as(cast.viewer).fail('query ($id: ID!) { service(id: $id) { id } }', { id })).toMatchObject({
      code: 'NOT_FOUND',
    });
  },
  twice: 'NOT_FOUND',
});

describeMutation('restoreService', cast, {
  operation: 'mutation ($id: ID!) { restoreService(id: $id) { id slug } }',
  given: async ({ app, project }) => {
    const { id } = await makeService(project);
    await app.sql('update services set deleted_at = now() where id = $1', [id]);
    return { variables: { id } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'service.restored', subject_id: id as string }),
  twice: 'same',
});

describe('services', () => {
  const UPDATE = 'mutation ($input: UpdateServiceInput!) { updateService(input: $input) { id } }';
  const RESTORE = 'mutation ($id: ID!) { restoreService(id: $id) { id } }';

  test('what is left out comes from the folder’s service.yaml', async () => {
    await writeSource(cast.project, 'described', {
      'service.yaml':
        'name: From file\nrunner: SHELL\nentrypoint: [sh, run.sh]\nsteps: [build, switch]\ntimeoutSeconds: 90\n',
    });
    const { createService } = await as(cast.maintainer).run<{ createService: object }>(CREATE, {
      input: { projectId: cast.project.id, slug: 'described', name: 'Mine', runner: 'SHELL', timeoutSeconds: 30 },
    });
    expect(createService).toMatchObject({
      name: 'Mine',
      entrypoint: ['sh', 'run.sh'],
      stepNames: ['build', 'switch'],
      timeoutSeconds: 30,
    });
  });

  test('null takes away what a service can be without; what is left out stays', async () => {
    const { id } = await makeService(cast.project);
    const update = (part: object) =>
      as(cast.maintainer).run<{ updateService: object }>(
        `mutation ($input: UpdateServiceInput!) {
          updateService(input: $input) { description parameterSchema healthCheck { url } timeoutSeconds entrypoint }
        }`,
        { input: { id, ...part } },
      );
    const { updateService: full } = await update({
      description: 'A page',
      parameterSchema: { type: 'object', properties: { size: { type: 'integer' } } },
      healthCheck: { url: '{{url}}/health' },
      timeoutSeconds: 60,
    });
    const { updateService: bare } = await update({
      description: null,
      parameterSchema: null,
      healthCheck: null,
      timeoutSeconds: null,
      entrypoint: null,
    });
    expect(full).toMatchObject({ description: 'A page', healthCheck: { url: '{{url}}/health' }, timeoutSeconds: 60 });
    expect(bare).toEqual({ ...full, description: null, parameterSchema: null, healthCheck: null });
  });

  test('two people who change different things at the same time both get what they want', async () => {
    const { id } = await makeService(cast.project);
    const change = (part: object) => () => as(cast.maintainer).run(UPDATE, { input: { id, ...part } });
    const lock = { sql: 'select from services where id = $1 for update', values: [id] };
    await atOnce(cast.app, lock, [change({ timeoutSeconds: 5 }), change({ description: 'Both' })]);
    expect(await cast.app.sql('select timeout_seconds, description from services where id = $1', [id])).toEqual([
      { timeout_seconds: 5, description: 'Both' },
    ]);
  });

  test('two of one name at the same time: one is made, the other refused with the reason', async () => {
    const given = await made();
    const make = () => as(cast.maintainer).run(CREATE, { input: given });
    const lock = { sql: 'select from projects where id = $1 for update', values: [cast.project.id] };
    expect(outcomes(await atOnce(cast.app, lock, [make, make])).sort()).toEqual(['INVALID_INPUT', 'done']);
  });

  test.each(['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING'] as const)(
    'is not deleted while a deployment of it is %s',
    async (status) => {
      const service = await makeService(cast.project);
      await makeDeployment(service, cast.environment, { status });
      const error = await as(cast.owner).fail('mutation ($id: ID!) { deleteService(id: $id) { id } }', {
        id: service.id,
      });
      expect(error).toMatchObject({ code: 'CONFLICT' });
      await cast.app.sql(`update deployments set status = 'SUCCEEDED' where service_id = $1`, [service.id]);
    },
  );

  test('is not restored when its name is taken by now', async () => {
    const { id, slug } = await makeService(cast.project);
    await cast.app.sql('update services set deleted_at = now() where id = $1', [id]);
    await makeService(cast.project, { slug });
    expect(await as(cast.owner).fail(RESTORE, { id })).toMatchObject({
      code: 'CONFLICT',
      message: `Another service is called “${slug}” by now.`,
    });
  });

  test('are listed by slug, page by page', async () => {
    const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    for (const slug of ['c', 'a', 'd', 'b']) await makeService(project, { slug });
    const page = (after: string | null) =>
      as(cast.viewer).run<{ project: { services: { nodes: { slug: string }[]; pageInfo: { endCursor: string } } } }>(
        `query ($slug: String!, $after: String) {
          project(slug: $slug) { services(first: 3, after: $after) { nodes { slug } pageInfo { endCursor } } } }`,
        { slug: project.slug, after },
      );
    const first = (await page(null)).project.services;
    const second = (await page(first.pageInfo.endCursor)).project.services;
    expect([first, second].map(({ nodes }) => nodes.map((node) => node.slug))).toEqual([['a', 'b', 'c'], ['d']]);
  });

  test('a service read by way of its deployment is whole', async () => {
    const service = await makeService(cast.project, {
      healthCheck: { url: '{{url}}', expectStatus: 204, timeoutSeconds: 5, attempts: 3, intervalSeconds: 1 },
      parameterSchema: { type: 'object', properties: { size: { type: 'integer' } } },
    });
    const { id } = await makeDeployment(service, cast.environment);
    const fields = 'parameterSchema healthCheck { expectStatus } problems { message } viewerCanUpdate entrypoint';
    const direct = await as(cast.viewer).run<{ service: object }>(
      `query ($id: ID!) { service(id: $id) { ${fields} } }`,
      {
        id: service.id,
      },
    );
    const { deployment } = await as(cast.viewer).run<{ deployment: { service: object } }>(
      `query ($id: ID!) { deployment(id: $id) { service { ${fields} } } }`,
      { id },
    );
    expect(deployment.service).toEqual(direct.service);
    expect(direct.service).toMatchObject({ healthCheck: { expectStatus: 204 }, problems: [] });
  });
});
