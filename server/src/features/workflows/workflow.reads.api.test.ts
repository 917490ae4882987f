import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeMember, makeProject, makeWorkflow, SMALL_GRAPH, useCast } from '../../../test/factories.ts';

const cast = useCast();

const graphOf = (seconds: number) => ({
  ...SMALL_GRAPH,
  nodes: SMALL_GRAPH.nodes.map((node) => (node.key === 'pause' ? { ...node, config: { seconds } } : node)),
});
const draftOf = async (id: string) =>
  (
    await as(cast.owner).run<{ workflow: { draft: { graph: unknown; revision: number; savedByName: string } } }>(
      'query ($id: ID!) { workflow(id: $id) { draft { graph revision savedByName } } }',
      { id },
    )
  ).workflow.draft;

/** What was refused before is written when there is time; of workflows nothing may be. */
const TRAIL = ['audit_events', 'audit_chains'];
const state = async () => [
  await cast.app.fingerprint(TRAIL),
  await cast.app.sql(`select id from audit_events where action like 'workflow.%' order by id`),
];

describe('checks that change nothing', () => {
  const PREVIEW = `mutation ($input: PreviewWorkflowImportInput!) { previewWorkflowImport(input: $input) {
    name slug problems { message } existing { slug } diff { nodes { key change fields { path before after } } } } }`;
  const VALIDATE = `mutation ($input: ValidateWorkflowInput!) { validateWorkflow(input: $input) {
    isValid problems { severity nodeKey path message } nodes { key ports { name } outputSchema variables }
    rights { permission environment service isHeld } secrets } }`;

  test('validateWorkflow says what would fail, which rights are needed and who has them', async () => {
    const graph = {
      nodes: [
        ...SMALL_GRAPH.nodes.slice(0, 1),
        {
          key: 'deploy',
          type: 'deploy',
          name: 'Deploy',
          config: { service: 'nothing', environment: cast.environment.slug, version: `\${{ nodes.later.output }}` },
          position: { x: 0, y: 0 },
        },
      ],
      edges: [{ from: 'start', fromPort: 'main', to: 'deploy' }],
    };
    const before = await state();
    const { validateWorkflow } = await as(cast.owner).run<{ validateWorkflow: Record<string, unknown> }>(VALIDATE, {
      input: { projectId: cast.project.id, graph },
    });
    expect(validateWorkflow).toMatchObject({
      isValid: false,
      problems: [
        { nodeKey: 'deploy', path: 'config.service' },
        { nodeKey: 'deploy', path: 'config.version', message: expect.stringContaining('nodes.later') },
      ],
      rights: [
        { permission: 'deployment:create', environment: cast.environment.slug, service: 'nothing', isHeld: true },
      ],
    });
    expect(await state()).toEqual(before);
  });

  describe.each([
    [VALIDATE, { graph: SMALL_GRAPH }, { graph: 1 }, ['graph']],
    [PREVIEW, { source: JSON.stringify({ name: 'A', ...SMALL_GRAPH }) }, { source: '- 1' }, ['source']],
  ] as const)('%s', (operation, right, wrong, paths) => {
    test.each([
      ['anonymous', 'UNAUTHENTICATED'],
      ['stranger', 'NOT_FOUND'],
      ['viewer', 'FORBIDDEN'],
      ['operator', 'FORBIDDEN'],
    ] as const)('%s: %s', async (who, code) => {
      const error = await as(cast[who]).fail(operation, { input: { projectId: cast.project.id, ...right } });
      expect(error).toMatchObject({ code });
    });

    test('wrong input is said', async () => {
      const error = await as(cast.owner).fail(operation, { input: { projectId: cast.project.id, ...wrong } });
      expect(error).toMatchObject({ code: 'INVALID_INPUT', paths });
    });
  });

  test('previewWorkflowImport shows what is there, and what is different', async () => {
    const { slug } = await makeWorkflow(cast.project);
    const source = JSON.stringify({ name: 'Other', slug, ...graphOf(60) });
    const before = await state();
    const { previewWorkflowImport } = await as(cast.owner).run<{ previewWorkflowImport: object }>(PREVIEW, {
      input: { projectId: cast.project.id, source },
    });
    expect(previewWorkflowImport).toEqual({
      name: 'Other',
      slug,
      problems: [],
      existing: { slug },
      diff: {
        nodes: [{ key: 'pause', change: 'CHANGED', fields: [{ path: 'config.seconds', before: 1, after: 60 }] }],
      },
    });
    expect(await state()).toEqual(before);
  });

  test('what is exported comes back as it was', async () => {
    const { id } = await makeWorkflow(cast.project);
    const { workflow } = await as(cast.viewer).run<{ workflow: { yaml: string } }>(
      'query ($id: ID!) { workflow(id: $id) { yaml } }',
      { id },
    );
    await as(cast.owner).run('mutation ($input: ImportWorkflowInput!) { importWorkflow(input: $input) { id } }', {
      input: { projectId: cast.project.id, source: workflow.yaml, replaceId: id, baseRevision: 1 },
    });
    expect(await draftOf(id)).toMatchObject({ graph: SMALL_GRAPH });
  });
});

describe('reading', () => {
  test('the types of nodes have forms', async () => {
    const { nodeTypes } = await as(cast.viewer).run<{ nodeTypes: { type: string; configSchema: object }[] }>(
      '{ nodeTypes { type group name docs icon configSchema ports { name } timeoutSeconds trigger isStructural } }',
    );
    expect(nodeTypes.map(({ type }) => type)).toEqual(expect.arrayContaining(['manual', 'delay', 'deploy', 'loop']));
    for (const { configSchema } of nodeTypes) expect(configSchema).toMatchObject({ type: 'object' });
  });

  test('a list costs the same statements, however long it is', async () => {
    const LIST = `query ($slug: String!) { project(slug: $slug) { workflows(first: 50) { nodes {
      id name hasUnpublishedChanges draft { graph } published { number graph } triggers { nodeKey url } project { slug } } } } }`;
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    await makeWorkflow(project);
    const ask = () => as(cast.owner).run<{ project: { workflows: { nodes: object[] } } }>(LIST, { slug: project.slug });
    // The least of some: what the server does on its own in between is counted too.
    const statementsOf = async () => {
      const counts: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const before = cast.app.statementCount();
        await ask();
        counts.push(cast.app.statementCount() - before);
      }
      return Math.min(...counts);
    };
    const one = await statementsOf();
    for (let made = 0; made < 9; made += 1) await makeWorkflow(project);
    expect((await ask()).project.workflows.nodes).toHaveLength(10);
    expect(await statementsOf()).toBe(one);
  });

  test('search finds by name and slug; pages go on where the last one ended', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    for (const slug of ['alpha', 'beta', 'gamma']) await makeWorkflow(project, { slug });
    const LIST = `query ($slug: String!, $search: String, $after: String) { project(slug: $slug) {
      workflows(first: 2, search: $search, after: $after) { nodes { slug } pageInfo { endCursor hasNextPage } } } }`;
    type Page = { project: { workflows: { nodes: { slug: string }[]; pageInfo: { endCursor: string } } } };
    const ask = async (more: object) =>
      (await as(cast.owner).run<Page>(LIST, { slug: project.slug, ...more })).project.workflows;
    expect((await ask({ search: 'BET' })).nodes).toEqual([{ slug: 'beta' }]);
    const first = await ask({});
    expect(first.nodes).toEqual([{ slug: 'alpha' }, { slug: 'beta' }]);
    expect((await ask({ after: first.pageInfo.endCursor })).nodes).toEqual([{ slug: 'gamma' }]);
  });

  test('who may read sees versions, but may not publish', async () => {
    const { slug, id } = await makeWorkflow(cast.project);
    const viewer = await makeMember(cast.project, 'VIEWER');
    const { workflow } = await as(viewer).run<{ workflow: object }>(
      'query ($id: ID!) { workflow(id: $id) { slug viewerCanManage viewerCanRun versions { nodes { number } } } }',
      { id },
    );
    expect(workflow).toEqual({
      slug,
      viewerCanManage: false,
      viewerCanRun: false,
      versions: { nodes: [{ number: 1 }] },
    });
  });
});

test('the fields of a form stay in the order in which they were drawn; another order is a change to publish', async () => {
  const drawn = (...names: string[]) => ({
    nodes: SMALL_GRAPH.nodes.map((node) =>
      node.key === 'start'
        ? {
            ...node,
            config: {
              schema: {
                type: 'object',
                properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
              },
            },
          }
        : node,
    ),
    edges: SMALL_GRAPH.edges,
  });
  const { id } = await makeWorkflow(cast.project);
  const save = async (graph: unknown, baseRevision: number) => {
    await as(cast.owner).run('mutation ($input: SaveWorkflowDraftInput!) { saveWorkflowDraft(input: $input) { id } }', {
      input: { id, graph, baseRevision },
    });
    return (
      await as(cast.owner).run<{ workflow: { hasUnpublishedChanges: boolean } }>(
        'query ($id: ID!) { workflow(id: $id) { hasUnpublishedChanges } }',
        { id },
      )
    ).workflow.hasUnpublishedChanges;
  };
  const fieldsOf = (graph: unknown) => {
    const [start] = (graph as { nodes: { config: { schema: { properties: object } } }[] }).nodes;
    return Object.keys(start?.config.schema.properties ?? {});
  };
  expect(await save(drawn('version', 'b', 'environment'), 1)).toBe(true);
  const { publishWorkflow } = await as(cast.owner).run<{ publishWorkflow: { published: { graph: unknown } } }>(
    'mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { published { graph } } }',
    { input: { id, revision: 2 } },
  );
  expect(fieldsOf(publishWorkflow.published.graph)).toEqual(['version', 'b', 'environment']);
  expect(fieldsOf((await draftOf(id)).graph)).toEqual(['version', 'b', 'environment']);
  expect(await save({ edges: SMALL_GRAPH.edges, nodes: drawn('version', 'b', 'environment').nodes }, 2)).toBe(false);
  expect(await save(drawn('b', 'environment', 'version'), 2)).toBe(true);
});
