import { beforeAll, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeDeployment, makeEnvironment, makeProject, makeService, useCast } from '../../../test/factories.ts';
import { makeDeploymentAt, makeIncident } from '../../../test/incidents.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
let production: Awaited<ReturnType<typeof makeEnvironment>>;
beforeAll(async () => {
  production = await makeEnvironment(cast.project, { isProduction: true });
});

const BELOW_OPERATOR = ['viewer'] as const;
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;
const FIELDS = `id number title severity status detectedAt resolvedAt service { id } environment { id } deployment { id }
  causeSource isExternal duplicateOf { id } note source createdByName url entries { kind text } viewerCanManage`;

describeMutation('createIncident', cast, {
  operation: `mutation ($input: CreateIncidentInput!) { createIncident(input: $input) { ${FIELDS} } }`,
  given: async ({ project, service }) => {
    await makeDeploymentAt(service, production, '2026-01-01T10:00:00Z');
    return {
      variables: {
        input: {
          projectId: project.id,
          title: 'Checkout is down',
          severity: 'CRITICAL',
          serviceId: service.id,
          environmentId: production.id,
          detectedAt: '2026-01-01T11:00:00Z',
          url: 'https://status.example.com/1',
        },
      },
    };
  },
  by: 'operator',
  forbiddenTo: BELOW_OPERATOR,
  invalid: [
    ['no title', input({ title: ' ' }), ['title']],
    ['a service of nobody', input({ serviceId: 'svc_x' }), ['serviceId']],
    ['an environment of nobody', input({ environmentId: 'env_x' }), ['environmentId']],
    ['a deployment of nobody', input({ deploymentId: 'dpl_x' }), ['deploymentId']],
    ['noticed in the future', input({ detectedAt: '2999-01-01T00:00:00Z' }), ['detectedAt']],
    ['over before it began', input({ resolvedAt: '2026-01-01T10:59:00Z' }), ['resolvedAt']],
    ['no web address', input({ url: 'javascript:alert(1)' }), ['url']],
  ],
  audit: ({ project }) => ({
    action: 'incident.opened',
    project_id: project.id,
    subject_type: 'Incident',
    detail: { severity: 'CRITICAL', source: 'HAND', deploymentId: expect.any(String), causeSource: 'LAST_DEPLOYMENT' },
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      title: 'Checkout is down',
      status: 'OPEN',
      detectedAt: '2026-01-01T11:00:00.000Z',
      causeSource: 'LAST_DEPLOYMENT',
      deployment: { id: expect.stringMatching(/^dpl_/) },
      createdByName: 'operator',
      entries: [{ kind: 'OPENED', text: expect.stringMatching(/^Probably caused by service-\d+ #\d+/) }],
      viewerCanManage: true,
    }),
  twice: 'again',
  otherInput: input({ title: 'Something else' }),
});

describeMutation('updateIncident', cast, {
  operation: `mutation ($input: UpdateIncidentInput!) { updateIncident(input: $input) { ${FIELDS} } }`,
  given: async ({ project, service }) => ({
    variables: {
      input: {
        id: (await makeIncident(project)).id,
        title: 'The shop is slow',
        severity: 'LOW',
        serviceId: service.id,
        note: 'Look at the cache.',
      },
    },
  }),
  by: 'operator',
  forbiddenTo: BELOW_OPERATOR,
  invalid: [
    ['no title', input({ title: '' }), ['title']],
    ['a service of nobody', input({ serviceId: 'svc_x' }), ['serviceId']],
    ['noticed in the future', input({ detectedAt: '2999-01-01T00:00:00Z' }), ['detectedAt']],
  ],
  audit: ({ project }) => ({ action: 'incident.updated', project_id: project.id }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      title: 'The shop is slow',
      severity: 'LOW',
      note: 'Look at the cache.',
      entries: expect.arrayContaining([
        { kind: 'UPDATED', text: 'Changed the title, the severity, the service, the note.' },
      ]),
    }),
  twice: 'same',
});

describeMutation('resolveIncident', cast, {
  operation: `mutation ($input: ResolveIncidentInput!) { resolveIncident(input: $input) { status resolvedAt note durationMs } }`,
  given: async ({ project }) => ({
    variables: {
      input: { id: (await makeIncident(project)).id, resolvedAt: '2026-01-01T00:30:00Z', note: 'Rolled back.' },
    },
  }),
  by: 'operator',
  forbiddenTo: BELOW_OPERATOR,
  invalid: [
    ['over before it began', input({ resolvedAt: '2025-12-31T00:00:00Z' }), ['resolvedAt']],
    ['over in the future', input({ resolvedAt: '2999-01-01T00:00:00Z' }), ['resolvedAt']],
  ],
  audit: ({ project }) => ({
    action: 'incident.resolved',
    project_id: project.id,
    detail: { resolvedAt: '2026-01-01T00:30:00.000Z' },
  }),
  works: (_cast, data) =>
    expect(data).toEqual({
      status: 'RESOLVED',
      resolvedAt: '2026-01-01T00:30:00.000Z',
      note: 'Rolled back.',
      durationMs: 1_800_000,
    }),
  twice: 'same',
});

describeMutation('reopenIncident', cast, {
  operation: `mutation ($id: ID!) { reopenIncident(id: $id) { status resolvedAt } }`,
  given: async ({ project }) => ({
    variables: { id: (await makeIncident(project, { resolvedAt: '2026-01-01T01:00:00Z' })).id },
  }),
  by: 'operator',
  forbiddenTo: BELOW_OPERATOR,
  invalid: [],
  audit: ({ project }) => ({ action: 'incident.reopened', project_id: project.id }),
  works: (_cast, data) => expect(data).toEqual({ status: 'OPEN', resolvedAt: null }),
  twice: 'same',
});

describeMutation('linkIncident', cast, {
  operation: `mutation ($input: LinkIncidentInput!) { linkIncident(input: $input) { ${FIELDS} } }`,
  given: async ({ project, service }) => ({
    variables: {
      input: {
        id: (await makeIncident(project)).id,
        deploymentId: (await makeDeploymentAt(service, production, '2026-01-01T10:00:00Z')).id,
      },
    },
  }),
  by: 'operator',
  forbiddenTo: BELOW_OPERATOR,
  invalid: [
    ['a deployment of nobody', input({ deploymentId: 'dpl_x' }), ['deploymentId']],
    ['two things at once', input({ isExternal: true }), ['deploymentId']],
    ['the same as nothing', input({ deploymentId: null, duplicateOfId: 'inc_x' }), ['duplicateOfId']],
    [
      'the same as itself',
      (variables) => {
        const { id } = variables.input as { id: string };
        return { input: { id, duplicateOfId: id } };
      },
      ['duplicateOfId'],
    ],
  ],
  audit: ({ project }, { input }) => ({
    action: 'incident.linked',
    project_id: project.id,
    detail: {
      before: { deploymentId: null, causeSource: 'NONE', isExternal: false, duplicateOfId: null },
      after: {
        deploymentId: (input as { deploymentId: string }).deploymentId,
        causeSource: 'CORRECTED',
        isExternal: false,
        duplicateOfId: null,
      },
    },
  }),
  works: (_cast, data, { input }) =>
    expect(data).toMatchObject({
      deployment: { id: (input as { deploymentId: string }).deploymentId },
      causeSource: 'CORRECTED',
      entries: [{ kind: 'LINKED' }],
    }),
  twice: 'same',
});

const HOOK = `hook { id name url severity service { id } lastDeliveryAt } secret`;

describeMutation('createIncidentHook', cast, {
  operation: `mutation ($input: CreateIncidentHookInput!) { createIncidentHook(input: $input) { ${HOOK} } }`,
  given: ({ project, service }) => ({
    variables: { input: { projectId: project.id, name: 'Alertmanager', serviceId: service.id } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['no name', input({ name: '' }), ['name']],
    ['a service of nobody', input({ serviceId: 'svc_x' }), ['serviceId']],
  ],
  audit: ({ project }) => ({ action: 'incident_hook.created', project_id: project.id, subject_name: 'Alertmanager' }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      hook: {
        name: 'Alertmanager',
        severity: 'HIGH',
        url: expect.stringMatching(/\/hooks\/ihk_/),
        lastDeliveryAt: null,
      },
      secret: expect.stringMatching(/^ihs_.{43}$/),
    }),
  twice: 'again',
});

async function makeHook(): Promise<string> {
  const { createIncidentHook } = await as(cast.maintainer).run<{ createIncidentHook: { hook: { id: string } } }>(
    `mutation ($input: CreateIncidentHookInput!) { createIncidentHook(input: $input) { hook { id } } }`,
    { input: { projectId: cast.project.id, name: 'Alertmanager' } },
  );
  return createIncidentHook.hook.id;
}

describeMutation('rotateIncidentHookSecret', cast, {
  operation: `mutation ($id: ID!) { rotateIncidentHookSecret(id: $id) { ${HOOK} } }`,
  given: async () => ({ variables: { id: await makeHook() } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: ({ project }) => ({ action: 'incident_hook.secret_rotated', project_id: project.id }),
  twice: 'again',
});

describeMutation('deleteIncidentHook', cast, {
  operation: `mutation ($id: ID!) { deleteIncidentHook(id: $id) { id name } }`,
  given: async () => ({ variables: { id: await makeHook() } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: ({ project }) => ({ action: 'incident_hook.deleted', project_id: project.id }),
  twice: 'NOT_FOUND',
});

test('while one of an external id is open, it is the same; afterwards another is opened', async () => {
  const open = () =>
    as(cast.operator).run<{ createIncident: { id: string } }>(
      'mutation ($input: CreateIncidentInput!) { createIncident(input: $input) { id } }',
      { input: { projectId: cast.project.id, title: 'Down', externalId: 'probe-1' } },
    );
  const results = await Promise.all([1, 2, 3, 4].map(open));
  const ids = new Set(results.map(({ createIncident }) => createIncident.id));
  expect(ids.size).toBe(1);
  const [id] = ids;
  await as(cast.operator).run('mutation ($input: ResolveIncidentInput!) { resolveIncident(input: $input) { id } }', {
    input: { id },
  });
  const { createIncident } = await open();
  expect(createIncident.id).not.toBe(id);
});

test('duplicates name the original, never another duplicate', async () => {
  const [a, b, c] = [
    await makeIncident(cast.project),
    await makeIncident(cast.project),
    await makeIncident(cast.project),
  ];
  const link = (id: string, duplicateOfId: string) => ({
    text: 'mutation ($input: LinkIncidentInput!) { linkIncident(input: $input) { duplicateOf { id } } }',
    variables: { input: { id, duplicateOfId } },
  });
  const first = link(b.id, a.id);
  expect(await as(cast.operator).run(first.text, first.variables)).toEqual({
    linkIncident: { duplicateOf: { id: a.id } },
  });
  const chain = link(c.id, b.id);
  expect(await as(cast.operator).fail(chain.text, chain.variables)).toMatchObject({ code: 'INVALID_INPUT' });
  const ring = link(a.id, c.id);
  expect(await as(cast.operator).fail(ring.text, ring.variables)).toMatchObject({ code: 'CONFLICT' });
  const { incident } = await as(cast.viewer).run<{ incident: object }>(
    'query ($id: ID!) { incident(id: $id) { duplicateCount viewerCanManage } }',
    { id: a.id },
  );
  expect(incident).toEqual({ duplicateCount: 1, viewerCanManage: false });
});

test('the list filters, pages and counts its statements', async () => {
  const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
  const [service, environment] = [
    await makeService(project),
    await makeEnvironment(project, { isProduction: true, slug: 'prod' }),
  ];
  const deployment = await makeDeployment(service, environment);
  for (const hour of [1, 2, 3, 4, 5])
    await makeIncident(project, {
      title: hour === 3 ? 'Search 100% down' : 'Slow',
      detectedAt: `2026-02-01T0${hour}:00:00Z`,
      service,
      environment,
      deployment,
      ...(hour < 3 && { resolvedAt: `2026-02-01T0${hour}:30:00Z` }),
    });
  const list = async (variables: object) => {
    const data = await as(cast.viewer).run<{
      project: { incidents: { nodes: { number: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    }>(
      `query ($slug: String!, $filter: IncidentFilter, $first: Int! = 20, $after: String) {
        project(slug: $slug) { incidents(filter: $filter, first: $first, after: $after) {
          nodes { number service { slug } environment { slug } deployment { number } duplicateOf { id } } pageInfo { endCursor hasNextPage } } }
      }`,
      { slug: project.slug, ...variables },
    );
    return data.project.incidents;
  };
  const numbers = (page: { nodes: { number: number }[] }) => page.nodes.map(({ number }) => number);
  expect(numbers(await list({}))).toEqual([5, 4, 3, 2, 1]);
  expect(numbers(await list({ filter: { statuses: ['OPEN'] } }))).toEqual([5, 4, 3]);
  expect(numbers(await list({ filter: { text: '100%' } }))).toEqual([3]);
  expect(numbers(await list({ filter: { text: '#2' } }))).toEqual([2]);
  expect(numbers(await list({ filter: { from: '2026-02-01T02:00:00Z', to: '2026-02-01T04:00:00Z' } }))).toEqual([3, 2]);
  expect(numbers(await list({ filter: { serviceIds: ['svc_none'] } }))).toEqual([]);
  const page = await list({ first: 2 });
  expect(numbers(page)).toEqual([5, 4]);
  expect(numbers(await list({ first: 2, after: page.pageInfo.endCursor }))).toEqual([3, 2]);
  const count = async (first: number) => {
    const before = cast.app.statementCount();
    await list({ first });
    return cast.app.statementCount() - before;
  };
  expect(await count(5)).toBe(await count(1));
});

test('a hotfix that names an incident shows it, and the incident the hotfix', async () => {
  const incident = await makeIncident(cast.project);
  const { deploy } = await as(cast.operator).run<{ deploy: { id: string; isHotfix: boolean; remediates: object } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id isHotfix remediates { id } } }',
    {
      input: {
        serviceId: cast.service.id,
        environmentId: cast.environment.id,
        version: '1',
        remediatesIncidentId: incident.id,
      },
    },
  );
  expect(deploy).toMatchObject({ isHotfix: true, remediates: { id: incident.id } });
  const found = await as(cast.viewer).run('query ($id: ID!) { incident(id: $id) { remediations { id } } }', {
    id: incident.id,
  });
  expect(found).toEqual({ incident: { remediations: [{ id: deploy.id }] } });
  const foreign = await makeIncident(cast.otherProject);
  const refusal = await as(cast.operator).fail('mutation ($input: DeployInput!) { deploy(input: $input) { id } }', {
    input: {
      serviceId: cast.service.id,
      environmentId: cast.environment.id,
      version: '1',
      remediatesIncidentId: foreign.id,
    },
  });
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT', paths: ['remediatesIncidentId'] });
});
