import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { type Cast, makeToken, makeWorkflow, SMALL_GRAPH, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();

const BELOW = ['viewer', 'operator'] as const;
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
const SAVE =
  'mutation ($input: SaveWorkflowDraftInput!) { saveWorkflowDraft(input: $input) { id draft { revision savedByName } } }';
const PUBLISH = `mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) {
  id hasUnpublishedChanges published { number note permissions isPublished }
  triggers { kind nodeKey isActive nextAt url problem } } }`;

let count = 0;
const newName = () => `Flow ${++count}`;

describeMutation('createWorkflow', cast, {
  operation:
    'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { id slug name draft { graph revision } published { id } hasUnpublishedChanges } }',
  given: ({ project }) => ({
    variables: { input: { projectId: project.id, name: 'Deploy to Köln', slug: `made-${++count}` } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [
    ['no name', input({ name: ' ' }), ['name']],
    ['a slug that is none', input({ slug: 'A b' }), ['slug']],
    ['a graph that is none', input({ graph: { nodes: 1 } }), ['graph.nodes', 'graph.edges']],
    ['a graph with what no database keeps', input({ graph: { ...SMALL_GRAPH, settings: { a: '\0' } } }), ['graph']],
  ],
  audit: (cast) => ({ action: 'workflow.created', project_id: cast.project.id, subject_type: 'Workflow' }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      draft: { revision: 1, graph: { nodes: [{ type: 'manual' }], edges: [] } },
      published: null,
      hasUnpublishedChanges: true,
    }),
  twice: 'INVALID_INPUT',
});

describeMutation('updateWorkflow', cast, {
  operation:
    'mutation ($input: UpdateWorkflowInput!) { updateWorkflow(input: $input) { id name isEnabled triggers { isActive } } }',
  given: async ({ project }) => ({
    variables: { input: { id: (await makeWorkflow(project)).id, name: newName(), isEnabled: false } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [['no name', input({ name: '' }), ['name']]],
  audit: (_cast, { input }) => ({ action: 'workflow.updated', subject_id: (input as { id: string }).id }),
  works: (_cast, data) => expect(data).toMatchObject({ isEnabled: false, triggers: [{ isActive: false }] }),
  twice: 'again',
});

describeMutation('saveWorkflowDraft', cast, {
  operation: SAVE,
  given: async ({ project }) => ({
    variables: { input: { id: (await makeWorkflow(project)).id, graph: graphOf(5), baseRevision: 1 } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [
    ['a graph that is none', input({ graph: [] }), ['graph']],
    [
      'too many nodes',
      input({ graph: { nodes: Array.from({ length: 501 }, () => SMALL_GRAPH.nodes[0]), edges: [] } }),
      ['graph.nodes'],
    ],
  ],
  audit: (_cast, { input }) => ({ action: 'workflow.draft_saved', subject_id: (input as { id: string }).id }),
  works: (_cast, data) => expect(data).toMatchObject({ draft: { revision: 2, savedByName: 'maintainer' } }),
  twice: 'same',
});

describeMutation('publishWorkflow', cast, {
  operation: PUBLISH,
  given: async ({ project }) => {
    const { id } = await makeWorkflow(project);
    await as(cast.owner).run(SAVE, { input: { id, graph: graphOf(7), baseRevision: 1 } });
    return { variables: { input: { id, revision: 2, note: 'Waits longer.' } } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [['a note without end', input({ note: 'x'.repeat(2_001) }), ['note']]],
  audit: (_cast, { input }) => ({
    action: 'workflow.published',
    subject_id: (input as { id: string }).id,
    detail: expect.objectContaining({ version: 2, note: 'Waits longer.' }),
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      hasUnpublishedChanges: false,
      published: { number: 2, note: 'Waits longer.', permissions: ['project:read'], isPublished: true },
      triggers: [{ kind: 'WEBHOOK', nodeKey: 'hook', isActive: true, problem: null }],
    }),
  twice: 'same',
});

describeMutation('discardWorkflowDraft', cast, {
  operation: 'mutation ($id: ID!) { discardWorkflowDraft(id: $id) { id hasUnpublishedChanges draft { revision } } }',
  given: async ({ project }) => {
    const { id } = await makeWorkflow(project);
    await as(cast.owner).run(SAVE, { input: { id, graph: graphOf(7), baseRevision: 1 } });
    return { variables: { id } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'workflow.draft_discarded', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ hasUnpublishedChanges: false, draft: { revision: 3 } }),
  twice: 'same',
});

describeMutation('restoreWorkflowVersion', cast, {
  operation:
    'mutation ($input: RestoreWorkflowVersionInput!) { restoreWorkflowVersion(input: $input) { id draft { graph revision } published { number } } }',
  given: async ({ project }) => {
    const { id, versionId } = await makeWorkflow(project);
    await as(cast.owner).run(SAVE, { input: { id, graph: graphOf(7), baseRevision: 1 } });
    await as(cast.owner).run(PUBLISH, { input: { id, revision: 2 } });
    return { variables: { input: { id, versionId } } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: () => ({ action: 'workflow.version_restored' }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ draft: { graph: SMALL_GRAPH, revision: 3 }, published: { number: 2 } }),
  twice: 'same',
});

describeMutation('deleteWorkflow', cast, {
  operation: 'mutation ($id: ID!) { deleteWorkflow(id: $id) { id } }',
  given: async ({ project }) => ({ variables: { id: (await makeWorkflow(project)).id } }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'workflow.deleted', subject_id: id as string }),
  works: async (cast, _data, { id }) =>
    expect(await cast.app.sql('select is_active from workflow_triggers where workflow_id = $1', [id])).toEqual([
      { is_active: false },
    ]),
  twice: 'NOT_FOUND',
});

describeMutation('restoreWorkflow', cast, {
  operation: 'mutation ($id: ID!) { restoreWorkflow(id: $id) { id triggers { isActive } } }',
  given: async ({ project }) => {
    const { id } = await makeWorkflow(project);
    await as(cast.owner).run('mutation ($id: ID!) { deleteWorkflow(id: $id) { id } }', { id });
    return { variables: { id } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'workflow.restored', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ triggers: [{ isActive: true }] }),
  twice: 'same',
});

describeMutation('duplicateWorkflow', cast, {
  operation:
    'mutation ($input: DuplicateWorkflowInput!) { duplicateWorkflow(input: $input) { id name published { id } draft { graph } } }',
  given: async ({ project }) => ({ variables: { input: { id: (await makeWorkflow(project)).id, name: newName() } } }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [['no name', input({ name: '' }), ['name']]],
  audit: () => ({ action: 'workflow.duplicated' }),
  works: (_cast, data) => expect(data).toMatchObject({ published: null, draft: { graph: SMALL_GRAPH } }),
  twice: 'again',
});

describeMutation('importWorkflow', cast, {
  operation:
    'mutation ($input: ImportWorkflowInput!) { importWorkflow(input: $input) { id name draft { graph } published { id } } }',
  given: ({ project }) => ({
    variables: { input: { projectId: project.id, source: JSON.stringify({ name: newName(), ...SMALL_GRAPH }) } },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [
    ['no YAML', input({ source: 'a: [' }), ['source']],
    ['no name', input({ source: JSON.stringify(SMALL_GRAPH) }), ['name']],
  ],
  audit: () => ({ action: 'workflow.imported', subject_type: 'Workflow' }),
  works: (_cast, data) => expect(data).toMatchObject({ published: null, draft: { graph: SMALL_GRAPH } }),
  twice: 'again',
});

describeMutation('rotateWebhookSecret', cast, {
  operation: 'mutation ($triggerId: ID!) { rotateWebhookSecret(triggerId: $triggerId) { secret trigger { nodeKey } } }',
  given: async ({ project }) => ({ variables: { triggerId: (await makeWorkflow(project)).triggerId } }),
  by: 'maintainer',
  forbiddenTo: BELOW,
  invalid: [],
  audit: () => ({ action: 'workflow.webhook_secret_rotated', detail: { nodeKey: 'hook' } }),
  works: (_cast, data) => expect(data).toMatchObject({ secret: expect.stringMatching(/^whs_.{43}$/) }),
  twice: 'again',
});

describe('two who draw at once', () => {
  test('the second is told who was faster, and nothing is overwritten', async () => {
    const { id } = await makeWorkflow(cast.project);
    await as(cast.maintainer).run(SAVE, { input: { id, graph: graphOf(2), baseRevision: 1 } });
    const { body } = await as(cast.owner).answer(SAVE, { input: { id, graph: graphOf(3), baseRevision: 1 } });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'DRAFT_CONFLICT',
      details: { revision: 2, savedByName: 'maintainer' },
    });
    expect(await draftOf(id)).toEqual({ graph: graphOf(2), revision: 2, savedByName: 'maintainer' });
  });

  test('of ten that save the same revision one is kept', async () => {
    const { id } = await makeWorkflow(cast.project);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        as(cast.owner).answer(SAVE, { input: { id, graph: graphOf(index + 10), baseRevision: 1 } }),
      ),
    );
    expect(answers.filter(({ body }) => !body.errors)).toHaveLength(1);
    expect(await draftOf(id)).toMatchObject({ revision: 2 });
  });

  test('a sitting of one person is one entry of the audit trail', async () => {
    const { id } = await makeWorkflow(cast.project);
    for (const revision of [1, 2, 3])
      await as(cast.maintainer).run(SAVE, { input: { id, graph: graphOf(revision + 1), baseRevision: revision } });
    const saves = () =>
      cast.app.sql(`select from audit_events where subject_id = $1 and action = 'workflow.draft_saved'`, [id]);
    expect(await saves()).toHaveLength(1);
    await as(cast.owner).run(SAVE, { input: { id, graph: graphOf(9), baseRevision: 4 } });
    expect(await saves()).toHaveLength(2);
  });
});

describe('publishing', () => {
  const deploying = ({ service, environment }: Cast) => ({
    nodes: [
      ...SMALL_GRAPH.nodes.slice(0, 1),
      {
        key: 'deploy',
        type: 'deploy',
        name: 'Deploy',
        config: { service: service.slug, environment: environment.slug, version: '1' },
        position: { x: 0, y: 120 },
      },
    ],
    edges: [{ from: 'start', fromPort: 'main', to: 'deploy' }],
  });

  test('needs the revision that was seen', async () => {
    const { id } = await makeWorkflow(cast.project);
    await as(cast.owner).run(SAVE, { input: { id, graph: graphOf(2), baseRevision: 1 } });
    expect(await as(cast.owner).fail(PUBLISH, { input: { id, revision: 1 } })).toMatchObject({
      code: 'DRAFT_CONFLICT',
    });
  });

  test('of a graph that is wrong is refused, with the places', async () => {
    const graph = { nodes: [...SMALL_GRAPH.nodes, { ...SMALL_GRAPH.nodes[2], key: 'lost' }], edges: SMALL_GRAPH.edges };
    const { id } = await makeWorkflow(cast.project, { graph });
    const error = await as(cast.owner).fail(PUBLISH, { input: { id, revision: 1 } });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['graph.nodes.lost'] });
  });

  test('gives runs what the graph needs', async () => {
    const { id } = await makeWorkflow(cast.project, { graph: deploying(cast) });
    const { publishWorkflow } = await as(cast.maintainer).run<{ publishWorkflow: object }>(PUBLISH, {
      input: { id, revision: 1 },
    });
    expect(publishWorkflow).toMatchObject({ published: { permissions: ['project:read', 'deployment:create'] } });
  });

  test('is refused to who lacks what the graph needs', async () => {
    const { id } = await makeWorkflow(cast.project, { graph: deploying(cast) });
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project, scopes: ['workflow:manage'] });
    const error = await as(token).fail(PUBLISH, { input: { id, revision: 1 } });
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('deployment:create') });
  });

  test('by somebody who is limited to places limits the runs', async () => {
    const { id } = await makeWorkflow(cast.project, { graph: deploying(cast) });
    const token = await makeToken(cast.app, {
      kind: 'SERVICE',
      project: cast.project,
      scopes: ['workflow:manage', 'deployment:create'],
      environments: [cast.environment],
    });
    await as(token).run(PUBLISH, { input: { id, revision: 1 } });
    expect(
      await cast.app.sql(
        'select grant_environment_ids, grant_service_ids from workflow_versions where workflow_id = $1 and number = 2',
        [id],
      ),
    ).toEqual([{ grant_environment_ids: [cast.environment.id], grant_service_ids: null }]);
  });

  test('keeps a webhook’s address and secret, also when its node was gone meanwhile', async () => {
    const { id } = await makeWorkflow(cast.project);
    const publish = async (graph: object, revision: number) => {
      await as(cast.owner).run(SAVE, { input: { id, graph, baseRevision: revision } });
      const { publishWorkflow } = await as(cast.owner).run<{
        publishWorkflow: { triggers: { url: string; isActive: boolean }[] };
      }>(PUBLISH, { input: { id, revision: revision + 1 } });
      return publishWorkflow.triggers;
    };
    const box = () =>
      cast.app.sql<{ secret_value: Buffer }>('select secret_value from workflow_triggers where workflow_id = $1', [id]);
    const [first] = await publish(graphOf(2), 1);
    const before = await box();
    expect(first?.url).toMatch(/\/hooks\/trg_/);
    const { nodes, edges } = graphOf(3);
    const isHook = (key: string) => key === 'hook';
    const without = {
      nodes: nodes.filter(({ key }) => !isHook(key)),
      edges: edges.filter(({ from }) => !isHook(from)),
    };
    expect(await publish(without, 2)).toEqual([]);
    expect(await publish(graphOf(4), 3)).toEqual([first]);
    expect(await box()).toEqual(before);
  });

  test('plans a schedule in its zone', async () => {
    const graph = {
      nodes: [
        {
          key: 'nightly',
          type: 'schedule',
          name: 'Nightly',
          config: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
          position: { x: 0, y: 0 },
        },
      ],
      edges: [],
    };
    const { id } = await makeWorkflow(cast.project, { graph: { nodes: [], edges: [] } });
    await as(cast.owner).run(SAVE, { input: { id, graph, baseRevision: 1 } });
    const { publishWorkflow } = await as(cast.owner).run<{ publishWorkflow: { triggers: { nextAt: string }[] } }>(
      PUBLISH,
      { input: { id, revision: 2 } },
    );
    const [trigger] = publishWorkflow.triggers;
    const time = new Date(trigger?.nextAt ?? '').toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' });
    expect(time).toBe('02:30:00');
  });
});
