import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeDashboard, SMALL_DASHBOARD } from '../../../test/dashboards.ts';
import { type Cast, makeProject, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW = ['viewer', 'operator'] as const;
const OTHER = SMALL_DASHBOARD.replace('kind: bar', 'kind: line');
const idOf = ({ input }: Record<string, unknown>) => (input as { id: string }).id;
const wrong: [string, ReturnType<typeof input>, string[]][] = [
  ['YAML that is none', input({ source: 'a: [' }), ['source']],
  ['a kind that is none', input({ source: SMALL_DASHBOARD.replace('bar', 'pie') }), ['source.panels.0.kind']],
  ['more than 100 kB', input({ source: '#'.repeat(100_001) }), ['source']],
];
const SAVE =
  'mutation ($input: SaveDashboardDraftInput!) { saveDashboardDraft(input: $input) { id draft { source content revision savedByName } } }';
const PUBLISH =
  'mutation ($input: PublishDashboardInput!) { publishDashboard(input: $input) { id name hasUnpublishedChanges published { number note source isPublished } } }';

let count = 0;
const newName = () => `Board ${++count}`;

describeMutation('createDashboard', cast, {
  operation:
    'mutation ($input: CreateDashboardInput!) { createDashboard(input: $input) { name draft { content revision } published { id } hasUnpublishedChanges } }',
  given: ({ project }) => ({
    variables: { input: { projectId: project.id, name: newName(), source: SMALL_DASHBOARD } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [
    ['no name', input({ name: ' ' }), ['name']],
    ['nothing to begin from', input({ name: null, source: null }), ['name']],
    ['two to begin from', input({ copyOf: 'deployments' }), ['copyOf']],
    ...wrong,
  ],
  audit: (cast) => ({ action: 'dashboard.created', project_id: cast.project.id, subject_type: 'Dashboard' }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      draft: { revision: 1, content: { panels: [{ key: 'count' }] } },
      published: null,
      hasUnpublishedChanges: true,
    }),
  twice: 'again',
});

describeMutation('saveDashboardDraft', cast, {
  operation: SAVE,
  given: async (cast) => ({
    variables: { input: { id: (await makeDashboard(cast.project)).id, source: OTHER, baseRevision: 1 } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [
    ['neither YAML nor content', input({ source: null }), ['source']],
    ['content that is none', input({ source: null, content: { version: 1, name: 'A' } }), ['content.panels']],
    ...wrong,
  ],
  audit: (_cast, variables) => ({ action: 'dashboard.draft_saved', subject_id: idOf(variables) }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ draft: { source: OTHER, revision: 2, savedByName: 'maintainer' } }),
  twice: 'same',
});

describeMutation('publishDashboard', cast, {
  operation: PUBLISH,
  given: async (cast) => {
    const { id } = await makeDashboard(cast.project);
    await as(cast.owner).run(SAVE, { input: { id, source: OTHER, baseRevision: 1 } });
    return { variables: { input: { id, revision: 2, note: 'As a line.' } } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [['a note without end', input({ note: 'x'.repeat(2_001) }), ['note']]],
  audit: (_cast, variables) => ({
    action: 'dashboard.published',
    subject_id: idOf(variables),
    detail: { version: 2, note: 'As a line.' },
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      hasUnpublishedChanges: false,
      published: { number: 2, note: 'As a line.', source: OTHER, isPublished: true },
    }),
  twice: 'same',
});

describeMutation('restoreDashboardVersion', cast, {
  operation:
    'mutation ($input: RestoreDashboardVersionInput!) { restoreDashboardVersion(input: $input) { id draft { source revision } hasUnpublishedChanges } }',
  given: async (cast) => {
    const { id, versionId } = await makeDashboard(cast.project);
    await as(cast.owner).run(SAVE, { input: { id, source: OTHER, baseRevision: 1 } });
    return { variables: { input: { id, versionId } } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: (_cast, variables) => ({ action: 'dashboard.version_restored', subject_id: idOf(variables) }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ draft: { source: SMALL_DASHBOARD, revision: 3 }, hasUnpublishedChanges: false }),
  twice: 'same',
});

describeMutation('deleteDashboard', cast, {
  operation: 'mutation ($id: ID!) { deleteDashboard(id: $id) { id } }',
  given: async (cast) => ({ variables: { id: (await makeDashboard(cast.project)).id } }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'dashboard.deleted', subject_id: String(id) }),
  works: async (cast, _data, variables) =>
    expect(await as(cast.viewer).fail('query ($id: ID!) { dashboard(id: $id) { id } }', variables)).toMatchObject({
      code: 'NOT_FOUND',
    }),
  twice: 'NOT_FOUND',
});

describeMutation('restoreDashboard', cast, {
  operation: 'mutation ($id: ID!) { restoreDashboard(id: $id) { id } }',
  given: async (cast) => {
    const { id } = await makeDashboard(cast.project);
    await as(cast.owner).run('mutation ($id: ID!) { deleteDashboard(id: $id) { id } }', { id });
    return { variables: { id } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'dashboard.restored', subject_id: String(id) }),
  twice: 'same',
});

describeMutation('importDashboard', cast, {
  operation:
    'mutation ($input: ImportDashboardInput!) { importDashboard(input: $input) { id draft { source revision } published { source } } }',
  given: async (cast) => ({
    variables: {
      input: {
        projectId: cast.project.id,
        source: OTHER,
        replaceId: (await makeDashboard(cast.project)).id,
        baseRevision: 1,
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [['no revision', input({ baseRevision: null }), ['baseRevision']], ...wrong],
  audit: (_cast, { input }) => ({
    action: 'dashboard.imported',
    subject_id: (input as { replaceId: string }).replaceId,
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ draft: { source: OTHER, revision: 2 }, published: { source: SMALL_DASHBOARD } }),
  twice: 'same',
});

const PREVIEW = `mutation ($input: PreviewDashboardImportInput!) { previewDashboardImport(input: $input) {
  content problems { path line message } existing { id } existingSource } }`;

describe('what a file would bring', () => {
  const preview = async (cast: Cast, who: 'maintainer' | 'viewer' | 'stranger', source: string) =>
    as(cast[who]).answer(PREVIEW, { input: { projectId: cast.project.id, source } });

  test('is compared with the one of the same name, and nothing is stored', async () => {
    const source = SMALL_DASHBOARD.replace('name: Small', 'name: Like another');
    const { id } = await makeDashboard(cast.project, { slug: 'like-another', source });
    const before = await cast.app.fingerprint([]);
    const { body } = await preview(cast, 'maintainer', source.replace('bar', 'area'));
    expect(body.data?.previewDashboardImport).toMatchObject({
      content: { name: 'Like another', panels: [{ kind: 'area' }] },
      problems: [],
      existing: { id },
      existingSource: source,
    });
    expect(await cast.app.fingerprint([])).toBe(before);
  });

  test('with what is wrong, at its line', async () => {
    const { body } = await preview(cast, 'maintainer', SMALL_DASHBOARD.replace('bar', 'pie'));
    expect(body.data?.previewDashboardImport).toMatchObject({
      content: null,
      existing: null,
      problems: [{ path: 'panels.0.kind', line: 6, message: expect.stringContaining('line, bar') }],
    });
  });

  test('for those who may make dashboards', async () => {
    expect((await preview(cast, 'viewer', SMALL_DASHBOARD)).body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await preview(cast, 'stranger', SMALL_DASHBOARD)).body.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});

describe('drafts', () => {
  test('one that somebody else has saved is not overwritten', async () => {
    const { id } = await makeDashboard(cast.project);
    await as(cast.owner).run(SAVE, { input: { id, source: OTHER, baseRevision: 1 } });
    const mine = SMALL_DASHBOARD.replace('kind: bar', 'kind: area');
    const error = await as(cast.maintainer).fail(SAVE, { input: { id, source: mine, baseRevision: 1 } });
    expect(error).toMatchObject({ code: 'DRAFT_CONFLICT' });
    expect(error.message).toMatch(/^owner has saved/);
    expect(await as(cast.maintainer).fail(PUBLISH, { input: { id, revision: 1 } })).toMatchObject({
      code: 'DRAFT_CONFLICT',
    });
    await as(cast.maintainer).run(SAVE, { input: { id, source: mine, baseRevision: 2 } });
  });

  test('five at once: one is saved, the others are told', async () => {
    const { id } = await makeDashboard(cast.project);
    const kinds = ['line', 'area', 'stacked', 'table', 'line'];
    const answers = await Promise.all(
      kinds.map((kind, index) =>
        as(cast.maintainer).answer(SAVE, {
          input: { id, source: `${SMALL_DASHBOARD.replace('bar', kind)}# ${index}\n`, baseRevision: 1 },
        }),
      ),
    );
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions?.code ?? 'saved').sort();
    expect(codes).toEqual([...Array(4).fill('DRAFT_CONFLICT'), 'saved']);
  });

  test('content changes only what differs in the YAML', async () => {
    const source = SMALL_DASHBOARD.replace('kind: bar', 'kind: bar # as bars');
    const { id } = await makeDashboard(cast.project, { source });
    const { dashboard } = await as(cast.maintainer).run<{ dashboard: { draft: { content: object } } }>(
      'query ($id: ID!) { dashboard(id: $id) { draft { content } } }',
      { id },
    );
    const same = await as(cast.maintainer).run(SAVE, {
      input: { id, content: dashboard.draft.content, baseRevision: 1 },
    });
    expect(same).toMatchObject({ saveDashboardDraft: { draft: { source, revision: 1 } } });
    const changed = await as(cast.maintainer).run(SAVE, {
      input: { id, content: { ...dashboard.draft.content, description: 'What for.' }, baseRevision: 1 },
    });
    expect(changed).toMatchObject({
      saveDashboardDraft: {
        draft: { source: source.replace('panels:', 'description: What for.\npanels:'), revision: 2 },
      },
    });
  });

  test('a copy of what is built in, and of another of the project, but of no other project', async () => {
    const CREATE =
      'mutation ($input: CreateDashboardInput!) { createDashboard(input: $input) { name draft { source } } }';
    const { builtInDashboards } = await as(cast.viewer).run<{ builtInDashboards: { key: string; source: string }[] }>(
      '{ builtInDashboards { key name description content source } }',
    );
    expect(builtInDashboards.map(({ key }) => key)).toEqual(['deployments', 'platform', 'workflows']);
    const copy = { projectId: cast.project.id, copyOf: 'deployments' };
    expect(await as(cast.maintainer).run(CREATE, { input: copy })).toEqual({
      createDashboard: { name: 'Deployments', draft: { source: builtInDashboards[0]?.source } },
    });
    const { id } = await makeDashboard(cast.project);
    expect(await as(cast.maintainer).run(CREATE, { input: { ...copy, copyOf: id, name: 'Mine' } })).toMatchObject({
      createDashboard: { name: 'Mine', draft: { source: SMALL_DASHBOARD.replace('Small', 'Mine') } },
    });
    const other = await makeProject(cast.app, [[cast.maintainer, 'OWNER']]);
    const foreign = await makeDashboard(other);
    expect(await as(cast.maintainer).fail(CREATE, { input: { ...copy, copyOf: foreign.id } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

test('lists, versions and rights', async () => {
  const project = await makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.viewer, 'VIEWER'],
  ]);
  const { id } = await makeDashboard(project, { slug: 'b' });
  await makeDashboard(project, { slug: 'a', source: SMALL_DASHBOARD.replace('Small', 'Another') });
  await as(cast.owner).run(SAVE, { input: { id, source: OTHER, baseRevision: 1 } });
  await as(cast.owner).run(PUBLISH, { input: { id, revision: 2 } });
  const READ = `query ($slug: String!, $id: ID!, $after: String) {
    project(slug: $slug) { viewerCanManageDashboards dashboards(first: 1, after: $after) { nodes { name slug viewerCanManage } pageInfo { hasNextPage endCursor } } }
    dashboard(id: $id) { project { slug } versions { nodes { number isPublished source dashboard { id } content } } } }`;
  interface Read {
    project: { dashboards: { nodes: { name: string }[]; pageInfo: { endCursor: string } } };
  }
  const first = await as(cast.viewer).run<Read>(READ, { slug: project.slug, id });
  expect(first).toMatchObject({
    project: {
      viewerCanManageDashboards: false,
      dashboards: { nodes: [{ name: 'Another', viewerCanManage: false }], pageInfo: { hasNextPage: true } },
    },
    dashboard: {
      project: { slug: project.slug },
      versions: {
        nodes: [
          { number: 2, isPublished: true, source: OTHER, dashboard: { id }, content: { name: 'Small' } },
          { number: 1, isPublished: false, source: SMALL_DASHBOARD },
        ],
      },
    },
  });
  const after = first.project.dashboards.pageInfo.endCursor;
  expect(await as(cast.owner).run(READ, { slug: project.slug, id, after })).toMatchObject({
    project: { viewerCanManageDashboards: true, dashboards: { nodes: [{ name: 'Small', viewerCanManage: true }] } },
  });
});
