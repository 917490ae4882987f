import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { makeEnvironment, makeMember, makeProject, makeToken, makeUser, useCast } from '../../../test/factories.ts';
import { ID_PREFIXES, type IdKind, newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import { findNamed, PLACES } from './attempt.queries.ts';
import { settleAttempts } from './attempt.service.ts';

const cast = useCast();

const DELETE = 'mutation ($id: ID!) { deleteEnvironment(id: $id) { id } }';

interface Row {
  project_id: string | null;
  action: string;
  actor_id: string | null;
  actor_kind: string;
  actor_name: string;
  subject_id: string | null;
  subject_type: string | null;
  subject_name: string | null;
  detail: Record<string, unknown>;
  address: string | null;
}

/** What is in the trails of the request that `ask` makes. */
async function attemptsOf(ask: () => Promise<{ requestId: string | null | undefined }>): Promise<Row[]> {
  const { requestId } = await ask();
  await settleAttempts(cast.app.app);
  return cast.app.sql<Row>(`select * from audit_events where request_id = $1 order by chain, seq`, [requestId]);
}
const asked = (actor: TestActor, operation: string, variables: object) => async () => ({
  requestId: (await as(actor).answer(operation, { ...variables })).body.extensions?.requestId,
});

describe('a refused change', () => {
  test('of a member is in the project’s trail: who, what, which, from where', async () => {
    const { id, slug } = await makeEnvironment(cast.project);
    const rows = await attemptsOf(asked(cast.viewer, DELETE, { id }));
    expect(rows).toMatchObject([
      {
        project_id: cast.project.id,
        action: 'attempt.refused',
        actor_id: cast.viewer.userId,
        actor_name: 'viewer',
        subject_id: id,
        subject_type: 'Environment',
        subject_name: slug,
        detail: { operation: 'deleteEnvironment', code: 'FORBIDDEN', ids: { id } },
        address: expect.stringContaining('127.0.0.1'),
      },
    ]);
  });

  test('of a stranger is in the project’s and in the installation’s, there without the thing’s name', async () => {
    const { id, slug } = await makeEnvironment(cast.project);
    const rows = await attemptsOf(asked(cast.stranger, DELETE, { id }));
    expect(rows).toMatchObject([
      { project_id: null, actor_name: 'stranger', subject_id: id, subject_name: '', detail: { code: 'NOT_FOUND' } },
      { project_id: cast.project.id, actor_name: 'stranger', subject_id: id, subject_name: slug },
    ]);
  });

  test('of nobody is in the installation’s', async () => {
    const { id } = await makeEnvironment(cast.project);
    const rows = await attemptsOf(asked(cast.anonymous, DELETE, { id }));
    expect(rows).toMatchObject([
      { project_id: null, actor_kind: 'ANONYMOUS', subject_id: null, detail: { code: 'UNAUTHENTICATED', ids: { id } } },
    ]);
  });

  test('of a token names the token', async () => {
    const { id } = await makeEnvironment(cast.project);
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
    const rows = await attemptsOf(asked(token, DELETE, { id }));
    expect(rows).toMatchObject([{ project_id: cast.project.id, actor_id: token.id, actor_kind: 'TOKEN' }]);
  });

  test('with a token that is none is in the installation’s, without the token', async () => {
    const wrong = `phs_${'x'.repeat(43)}123456`;
    const stranger = { ...cast.anonymous, headers: { authorization: `Bearer ${wrong}` } };
    const rows = await attemptsOf(asked(stranger, DELETE, { id: 'env_x' }));
    expect(rows).toMatchObject([
      { project_id: null, actor_kind: 'ANONYMOUS', detail: { operation: 'POST /graphql', code: 'UNAUTHENTICATED' } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(wrong);
  });

  test('of another site’s page is in the installation’s', async () => {
    const page = { ...cast.owner, headers: { ...cast.owner.headers, origin: 'https://elsewhere.example' } };
    const rows = await attemptsOf(asked(page, DELETE, { id: cast.environment.id }));
    expect(rows).toMatchObject([{ project_id: null, detail: { operation: 'POST /graphql', code: 'CSRF_REFUSED' } }]);
  });

  test('takes nothing but ids from its input', async () => {
    const rows = await attemptsOf(
      asked(cast.viewer, 'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }', {
        input: { id: cast.environment.id, name: 'canary-4711' },
      }),
    );
    expect(rows).toMatchObject([{ detail: { ids: { id: cast.environment.id } } }]);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  test('several in one request are each there, whatever they are called', async () => {
    const [one, other] = [await makeEnvironment(cast.project), await makeEnvironment(cast.project)];
    const rows = await attemptsOf(
      asked(
        cast.viewer,
        `mutation { a: deleteEnvironment(id: "${one.id}") { id } b: deleteEnvironment(id: "${other.id}") { id } }`,
        {},
      ),
    );
    // The first one that fails ends the answer, and with it the others, where the result may not be null.
    expect(rows.length).toBeGreaterThanOrEqual(1);
    expect(rows[0]).toMatchObject({ subject_id: one.id, detail: { operation: 'deleteEnvironment' } });
  });

  test('what was not there, wrong input and refused reading leave nothing', async () => {
    const gone = await makeEnvironment(cast.project);
    await as(cast.owner).run(DELETE, { id: gone.id });
    expect(await attemptsOf(asked(cast.owner, DELETE, { id: gone.id }))).toEqual([]);
    expect(await attemptsOf(asked(cast.viewer, DELETE, { id: 'env_00000000000000000000000000' }))).toEqual([]);
    expect(
      await attemptsOf(asked(cast.viewer, '{ project(slug: "none") { auditEvents { nodes { id } } } }', {})),
    ).toEqual([]);
  });

  test('is found by the filter for what was refused', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const viewer = await makeMember(project, 'VIEWER');
    const { id } = await makeEnvironment(project);
    await as(viewer).fail(DELETE, { id });
    await settleAttempts(cast.app.app);
    await as(cast.owner).run(DELETE, { id });
    const { project: found } = await as(cast.owner).run<{ project: { auditEvents: { nodes: { action: string }[] } } }>(
      'query ($slug: String!) { project(slug: $slug) { auditEvents(filter: { refusedOnly: true }) { nodes { action } } } }',
      { slug: project.slug },
    );
    expect(found.auditEvents.nodes).toEqual([{ action: 'attempt.refused' }]);
  });
});

test('of a flood of attempts sixty a minute are written singly and the rest are counted', async () => {
  const flooder = await makeUser(cast.app, { name: 'flooder' });
  const { id } = await makeEnvironment(cast.project);
  for (let round = 0; round < 7; round += 1)
    await Promise.all(Array.from({ length: 10 }, () => as(flooder).fail(DELETE, { id })));
  await settleAttempts(cast.app.app);
  const rows = await cast.app.sql<Row>('select * from audit_events where actor_id = $1 order by chain, seq', [
    flooder.userId,
  ]);
  const single = rows.filter(({ detail }) => detail.operation);
  expect(single.filter(({ project_id }) => project_id === null)).toHaveLength(60);
  expect(single.filter(({ project_id }) => project_id === cast.project.id)).toHaveLength(60);
  expect(rows.filter(({ detail }) => !detail.operation)).toMatchObject([{ project_id: null, detail: { count: 10 } }]);
});

test('every kind of thing that a mutation can name is found by its id', async () => {
  const kinds = (Object.keys(ID_PREFIXES) as IdKind[]).filter((kind) => kind !== 'audit' && kind !== 'worker');
  expect(Object.keys(PLACES).sort()).toEqual(kinds.sort());
  // Together, so that each of their statements runs.
  const ids = [cast.service.id, cast.environment.id, ...kinds.map(newId)];
  const ctx = systemContext(cast.app.app, 'test');
  expect(await findNamed(ctx, ids)).toMatchObject([
    { id: cast.service.id, type: 'Service', name: cast.service.slug, projectId: cast.project.id },
    { id: cast.environment.id, type: 'Environment', projectId: cast.project.id },
  ]);
});
