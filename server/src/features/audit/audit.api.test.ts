import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { makeEnvironment, makeProject, makeToken, type TestProject, useCast } from '../../../test/factories.ts';

const cast = useCast();

interface Event {
  id: string;
  action: string;
  actorName: string;
  subjectId: string;
  requestId: string;
  at: string;
}
const LIST = `query ($slug: String!, $filter: AuditFilter, $first: Int! = 50, $after: String) {
  project(slug: $slug) { auditEvents(first: $first, after: $after, filter: $filter) {
    nodes { id action actorName subjectId subjectType subjectName detail address requestId at
      actor { __typename ... on User { id } ... on Token { id } } }
    pageInfo { endCursor hasNextPage } } } }`;
type Page = { nodes: Event[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
const list = async (actor: TestActor, project: TestProject, more: object = {}): Promise<Page> =>
  (await as(actor).run<{ project: { auditEvents: Page } }>(LIST, { slug: project.slug, ...more })).project.auditEvents;

const RENAME = 'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }';

async function trail() {
  const project = await makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.maintainer, 'MAINTAINER'],
    [cast.operator, 'OPERATOR'],
  ]);
  const [first, second] = [await makeEnvironment(project), await makeEnvironment(project)];
  await as(cast.owner).run(RENAME, { input: { id: first.id, name: 'One' } });
  await as(cast.maintainer).run(RENAME, { input: { id: second.id, name: 'Two' } });
  await as(cast.owner).run('mutation ($id: ID!) { deleteEnvironment(id: $id) { id } }', { id: second.id });
  return { project, first, second };
}

describe('the audit trail', () => {
  test('says who did what to what, from where, in which request, newest first', async () => {
    const { project, first, second } = await trail();
    const answer = await as(cast.owner).answer(RENAME, { input: { id: first.id, name: 'Again' } });
    const { nodes } = await list(cast.maintainer, project);
    expect(nodes.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['environment.updated', first.id],
      ['environment.deleted', second.id],
      ['environment.updated', second.id],
      ['environment.updated', first.id],
    ]);
    expect(nodes[0]).toMatchObject({
      actorName: 'owner',
      actor: { __typename: 'User', id: cast.owner.userId },
      subjectType: 'Environment',
      subjectName: first.slug,
      detail: { before: { name: 'One' }, after: { name: 'Again' } },
      address: expect.stringContaining('127.0.0.1'),
      requestId: answer.headers.get('x-request-id'),
    });
  });

  test('names a token that did it, also when it is revoked by now', async () => {
    const { project, first } = await trail();
    const token = await makeToken(cast.app, { kind: 'SERVICE', project, scopes: ['environment:manage'] });
    await as(token).run(RENAME, { input: { id: first.id, name: 'By token' } });
    await as(cast.owner).run('mutation ($id: ID!) { revokeToken(id: $id) { id } }', { id: token.id });
    const { nodes } = await list(cast.owner, project, { filter: { actorId: token.id } });
    expect(nodes).toMatchObject([{ actorName: token.name, actor: { __typename: 'Token', id: token.id } }]);
  });

  test('keeps the name that somebody had then', async () => {
    const { project } = await trail();
    await cast.app.sql(`update users set name = 'Renamed' where id = $1`, [cast.maintainer.userId]);
    const { nodes } = await list(cast.owner, project, { filter: { actorId: cast.maintainer.userId } });
    expect(nodes).toMatchObject([{ actorName: 'maintainer' }]);
    await cast.app.sql(`update users set name = 'maintainer' where id = $1`, [cast.maintainer.userId]);
  });

  test('is filtered by action or its beginning, by actor, subject and time; all hold together', async () => {
    const { project, first, second } = await trail();
    const count = async (filter: object) => (await list(cast.owner, project, { filter })).nodes.length;
    expect(await count({ action: 'environment' })).toBe(3);
    expect(await count({ action: 'environment.updated' })).toBe(2);
    expect(await count({ action: 'env' })).toBe(0);
    expect(await count({ action: '%' })).toBe(0);
    expect(await count({ subjectId: first.id })).toBe(1);
    expect(await count({ actorId: cast.owner.userId })).toBe(2);
    expect(await count({ actorId: cast.owner.userId, subjectId: second.id, action: 'environment.deleted' })).toBe(1);
    const { nodes } = await list(cast.owner, project);
    expect(await count({ from: nodes[0]?.at })).toBeGreaterThanOrEqual(1);
    expect(await count({ to: nodes.at(-1)?.at })).toBe(0);
    expect(await count({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00+02:00' })).toBe(0);
  });

  test('goes page by page, each event once', async () => {
    const { project } = await trail();
    const one = await list(cast.owner, project, { first: 2 });
    const two = await list(cast.owner, project, { first: 2, after: one.pageInfo.endCursor });
    expect([one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(new Set([...one.nodes, ...two.nodes].map(({ id }) => id)).size).toBe(3);
  });

  test('is for those who may read it, and of one project', async () => {
    const { project } = await trail();
    expect(await as(cast.operator).fail(LIST, { slug: project.slug })).toMatchObject({ code: 'FORBIDDEN' });
    const elsewhere = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    expect((await list(cast.owner, elsewhere)).nodes).toEqual([]);
    const scoped = await makeToken(cast.app, { kind: 'SERVICE', project, scopes: ['audit:read'] });
    expect((await list(scoped, project)).nodes).toHaveLength(3);
    const unscoped = await makeToken(cast.app, { kind: 'SERVICE', project });
    expect(await as(unscoped).fail(LIST, { slug: project.slug })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the installation’s trail', () => {
  const INSTALLATION = `query ($filter: AuditFilter) { installationAuditEvents(first: 50, filter: $filter) {
    nodes { id action actorName detail seq hash } } }`;

  test('has what belongs to no project, for administrators', async () => {
    const { project } = await trail();
    await as(cast.administrator).run('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', {
      input: { name: 'administrator' },
    });
    const { installationAuditEvents: found } = await as(cast.administrator).run<{
      installationAuditEvents: { nodes: Event[] };
    }>(INSTALLATION, { filter: { actorId: cast.administrator.userId } });
    expect(found.nodes).toMatchObject([{ action: 'user.updated', actorName: 'administrator' }]);
    expect(await as(cast.owner).fail(INSTALLATION)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await as(cast.anonymous).fail(INSTALLATION)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const [event] = (await list(cast.owner, project)).nodes;
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await as(cast.administrator).run(node, { id: event?.id })).toEqual({ node: null });
    const id = found.nodes[0]?.id;
    expect(await as(cast.administrator).run(node, { id })).toEqual({ node: { id } });
    expect(await as(cast.owner).run(node, { id })).toEqual({ node: null });
  });
});
