import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { as, type TestActor } from '../../../test/as.ts';
import {
  enroll,
  makeProject,
  makeToken,
  makeUser,
  makeWorkflow,
  type TestWorkflow,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { MOST_PREFERENCES } from './preference.rules.ts';

const cast = useCast();
let workflow: TestWorkflow;
beforeAll(async () => {
  workflow = await makeWorkflow(cast.project);
});

const SET_VIEWPORT = `mutation ($input: SetCanvasViewportInput!) { setCanvasViewport(input: $input) {
  id viewerViewport { x y zoom } } }`;
const SET_WEIGHTS = `mutation ($input: SetScoreWeightsInput!) { setScoreWeights(input: $input) {
  id viewerScoreWeights { delivery reliability security documentation cost } } }`;
const VIEWPORT = 'query ($id: ID!) { workflow(id: $id) { viewerViewport { x y zoom } } }';
const WEIGHTS = 'query ($slug: String!) { project(slug: $slug) { viewerScoreWeights { delivery cost } } }';

const SOMEWHERE = { x: -120.5, y: 40, zoom: 0.75 };
const OWN_WEIGHTS = { delivery: 3, reliability: 1, security: 1, documentation: 0, cost: 0.5 };

const viewportFor = async (actor: TestActor, id = workflow.id) =>
  (await as(actor).run<{ workflow: { viewerViewport: object | null } }>(VIEWPORT, { id })).workflow.viewerViewport;
const weightsFor = async (actor: TestActor) =>
  (await as(actor).run<{ project: { viewerScoreWeights: object | null } }>(WEIGHTS, { slug: cast.project.slug }))
    .project.viewerScoreWeights;
const keptBy = (actor: TestActor) =>
  cast.app.sql<{ key: string; workflow_id: string | null }>(
    'select key, workflow_id from preferences where user_id = $1 order by updated_at, key',
    [actor.userId],
  );

describeMutation('setCanvasViewport', cast, {
  operation: SET_VIEWPORT,
  given: async (cast) => ({
    variables: { input: { workflowId: (await makeWorkflow(cast.project)).id, ...SOMEWHERE } },
  }),
  by: 'viewer',
  // Whoever sees a workflow may look at it.
  forbiddenTo: [],
  invalid: [
    ['a zoom that shows nothing', input({ zoom: 0 }), ['zoom']],
    ['far away', input({ x: 1e9, y: -1e9 }), ['x', 'y']],
  ],
  audit: 'nothing',
  works: (_cast, changed) => expect(changed).toMatchObject({ viewerViewport: SOMEWHERE }),
  twice: 'same',
});

describeMutation('setScoreWeights', cast, {
  operation: SET_WEIGHTS,
  given: () => ({ variables: { input: { projectId: cast.project.id, weights: OWN_WEIGHTS } } }),
  by: 'viewer',
  // Whoever sees scores may weigh them.
  forbiddenTo: [],
  invalid: [
    ['a weight below nothing', input({ weights: { ...OWN_WEIGHTS, cost: -1 } }), ['weights.cost']],
    [
      'nothing weighs anything',
      input({ weights: { delivery: 0, reliability: 0, security: 0, documentation: 0, cost: 0 } }),
      ['weights'],
    ],
  ],
  audit: 'nothing',
  works: (_cast, changed) => expect(changed).toMatchObject({ viewerScoreWeights: OWN_WEIGHTS }),
  twice: 'same',
});

describe('what a person keeps', () => {
  const look = (actor: TestActor, id: string, part: object = {}) =>
    as(actor).run(SET_VIEWPORT, { input: { workflowId: id, ...SOMEWHERE, ...part } });

  test('is theirs alone, the last of it, each workflow apart', async () => {
    const other = await makeWorkflow(cast.project);
    await look(cast.owner, workflow.id);
    await look(cast.owner, other.id, { zoom: 2 });
    await look(cast.owner, workflow.id, { x: 7 });
    expect(await viewportFor(cast.owner)).toEqual({ ...SOMEWHERE, x: 7 });
    expect(await viewportFor(cast.owner, other.id)).toEqual({ ...SOMEWHERE, zoom: 2 });
    expect(await viewportFor(cast.operator)).toBeNull();
  });

  test('is forgotten with null', async () => {
    const set = (weights: object | null) =>
      as(cast.owner).run(SET_WEIGHTS, { input: { projectId: cast.project.id, weights } });
    await set(OWN_WEIGHTS);
    expect(await weightsFor(cast.owner)).toEqual({ delivery: 3, cost: 0.5 });
    expect(await weightsFor(cast.maintainer)).toBeNull();
    await set(null);
    await set(null);
    expect(await weightsFor(cast.owner)).toBeNull();
    expect(await keptBy(cast.owner)).not.toContainEqual(expect.objectContaining({ key: 'scores.weights' }));
  });

  test('is no business of tokens, also of the person’s own', async () => {
    await look(cast.owner, workflow.id);
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, scopes: ['project:read'] });
    expect(await viewportFor(token)).toBeNull();
    expect(await as(token).fail(SET_VIEWPORT, { input: { workflowId: workflow.id, ...SOMEWHERE } })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('that fits its form no more counts as not kept', async () => {
    await look(cast.operator, workflow.id);
    await cast.app.sql(`update preferences set value = '{"x": 1}' where user_id = $1`, [cast.operator.userId]);
    expect(await viewportFor(cast.operator)).toBeNull();
  });

  test('is not of any size', async () => {
    await look(cast.operator, workflow.id);
    const grow = cast.app.sql(`update preferences set value = to_jsonb(repeat('x', 4096)) where user_id = $1`, [
      cast.operator.userId,
    ]);
    await expect(grow).rejects.toMatchObject({ constraint: 'ck_preferences_size' });
  });

  test('makes room: beyond the most, what was longest unchanged goes', async () => {
    const person = await makeUser(cast.app, { name: 'collector' });
    await enroll(cast.project, person, 'VIEWER');
    const fresh = await makeWorkflow(cast.project);
    await cast.app.sql(
      `insert into preferences (user_id, project_id, workflow_id, key, value, updated_at)
       select $1, $2, $3, 'old.' || n, '1', '2020-01-01'::timestamptz + n * interval '1 s' from generate_series(1, $4) n`,
      [person.userId, cast.project.id, fresh.id, MOST_PREFERENCES],
    );
    await look(person, workflow.id);
    const kept = await keptBy(person);
    expect(kept).toHaveLength(MOST_PREFERENCES);
    expect(kept.map(({ key }) => key)).not.toContain('old.1');
    expect(kept.at(-1)).toEqual({ key: 'workflow.viewport', workflow_id: workflow.id });
  });

  test('many moves at once leave one row', async () => {
    const there = await makeWorkflow(cast.project);
    await Promise.all(Array.from({ length: 10 }, (_, index) => look(cast.viewer, there.id, { x: index })));
    const rows = (await keptBy(cast.viewer)).filter(({ workflow_id }) => workflow_id === there.id);
    expect(rows).toHaveLength(1);
  });

  test('goes with the person, the workflow and the project', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const [one, two] = [await makeWorkflow(project), await makeWorkflow(project)];
    const leaver = await makeUser(cast.app, { name: 'leaver' });
    await enroll(project, leaver, 'VIEWER');
    const count = async () =>
      (await cast.app.sql('select from preferences where project_id = $1', [project.id])).length;
    for (const { id } of [one, two]) {
      await look(cast.owner, id);
      await look(leaver, id);
    }
    expect(await count()).toBe(4);
    await as(cast.administrator).run('mutation ($id: ID!) { deleteUser(id: $id) { id } }', { id: leaver.userId });
    expect(await count()).toBe(2);
    const rules = await cast.app.sql<{ name: string; rule: string }>(
      `select a.attname as name, c.confdeltype as rule from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.conrelid = 'preferences'::regclass and c.contype = 'f' order by 1`,
    );
    expect(rules).toEqual(['project_id', 'user_id', 'workflow_id'].map((name) => ({ name, rule: 'c' })));
  });

  test('is hidden from others by the database itself, also from those in the same project', async () => {
    await look(cast.owner, workflow.id);
    const client = new pg.Client({ connectionString: cast.app.app.config.databaseUrl ?? '' });
    await client.connect();
    const seenBy = async (projects: string, user: string) => {
      await client.query(
        `select set_config('pilothouse.projects', $1, false), set_config('pilothouse.user', $2, false)`,
        [projects, user],
      );
      const { rows } = await client.query<{ user_id: string }>('select distinct user_id from preferences');
      return rows.map((row) => row.user_id);
    };
    try {
      const owner = String(cast.owner.userId);
      expect(await seenBy(cast.project.id, owner)).toEqual([owner]);
      expect(await seenBy(cast.project.id, String(cast.maintainer.userId))).toEqual([]);
      expect(await seenBy(cast.otherProject.id, owner)).toEqual([]);
      expect(await seenBy('', owner)).toEqual([]);
    } finally {
      await client.end();
    }
  });
});
