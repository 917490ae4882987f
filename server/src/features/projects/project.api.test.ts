import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce } from '../../../test/at-once.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  makeToken,
  makeUser,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const MEMBERS_BELOW_OWNER = ['maintainer', 'operator', 'viewer'] as const;

let count = 0;
const ofOwner = () => makeProject(cast.app, [[cast.owner, 'OWNER']]);
/** With the whole cast in it, so that who lacks the right sees it all the same. */
const ofAll = () =>
  makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.maintainer, 'MAINTAINER'],
    [cast.operator, 'OPERATOR'],
    [cast.viewer, 'VIEWER'],
  ]);
const hide = (id: string) => cast.app.sql('update projects set deleted_at = now() where id = $1', [id]);

describeMutation('createProject', cast, {
  operation: `mutation ($input: CreateProjectInput!) {
    createProject(input: $input) { id slug name timeZone viewerRole viewerCanDelete members { nodes { role user { name } } } }
  }`,
  given: () => ({ variables: { input: { slug: `shop-${++count}`, name: 'Shop', timeZone: 'Europe/Berlin' } } }),
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'viewer'],
  invalid: [
    ['no slug', input({ slug: '' }), ['slug']],
    ['slug with a path in it', input({ slug: '../demo' }), ['slug']],
    ['slug too long', input({ slug: 'a'.repeat(41) }), ['slug']],
    ['no name', input({ name: '' }), ['name']],
    ['unknown time zone', input({ timeZone: 'Europe/Atlantis' }), ['timeZone']],
  ],
  audit: (_cast, variables) => ({
    action: 'project.created',
    subject_type: 'Project',
    subject_name: (variables.input as { slug: string }).slug,
    detail: variables.input,
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      name: 'Shop',
      timeZone: 'Europe/Berlin',
      viewerRole: 'OWNER',
      viewerCanDelete: true,
      members: { nodes: [{ role: 'OWNER', user: { name: 'administrator' } }] },
    }),
  twice: 'INVALID_INPUT',
});

describeMutation('updateProject', cast, {
  operation: 'mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { id name timeZone } }',
  given: async () => ({ variables: { input: { id: (await ofAll()).id, name: 'Better' } } }),
  by: 'owner',
  forbiddenTo: MEMBERS_BELOW_OWNER,
  invalid: [
    ['empty name', input({ name: ' ' }), ['name']],
    ['name too long', input({ name: 'x'.repeat(101) }), ['name']],
    ['unknown time zone', input({ timeZone: 'Mars' }), ['timeZone']],
  ],
  audit: (_cast, variables) => ({
    action: 'project.updated',
    project_id: (variables.input as { id: string }).id,
    detail: expect.objectContaining({ after: { name: 'Better', timeZone: 'UTC' } }),
  }),
  works: (_cast, data) => expect(data).toMatchObject({ name: 'Better', timeZone: 'UTC' }),
  twice: 'again',
});

describeMutation('deleteProject', cast, {
  operation: 'mutation ($id: ID!) { deleteProject(id: $id) { id slug } }',
  given: async () => ({ variables: { id: (await ofAll()).id } }),
  by: 'owner',
  forbiddenTo: MEMBERS_BELOW_OWNER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'project.deleted', project_id: id as string, subject_id: id as string }),
  works: async (_cast, data) => {
    const found = await as(cast.owner).run('query ($slug: String!) { project(slug: $slug) { id } }', {
      slug: data.slug,
    });
    expect(found).toEqual({ project: null });
  },
  twice: 'NOT_FOUND',
});

describeMutation('restoreProject', cast, {
  operation: 'mutation ($id: ID!) { restoreProject(id: $id) { id slug viewerRole viewerCanDelete } }',
  given: async () => {
    const { id } = await ofAll();
    await hide(id);
    return { variables: { id } };
  },
  by: 'owner',
  forbiddenTo: [],
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'project.restored', project_id: id as string }),
  works: async (_cast, data) => {
    expect(data).toMatchObject({ viewerRole: 'OWNER', viewerCanDelete: true });
    const found = await as(cast.viewer).run('query ($slug: String!) { project(slug: $slug) { id } }', {
      slug: data.slug,
    });
    expect(found).toEqual({ project: { id: data.id } });
  },
  twice: 'same',
});

describe('projects', () => {
  const DELETE = 'mutation ($id: ID!) { deleteProject(id: $id) { id } }';
  const RESTORE = 'mutation ($id: ID!) { restoreProject(id: $id) { id } }';

  test('of those that are there only owners may “restore” one; of hidden ones only owners know', async () => {
    const { id } = await ofAll();
    expect(await as(cast.maintainer).fail(RESTORE, { id })).toMatchObject({ code: 'FORBIDDEN' });
    await hide(id);
    expect(await as(cast.maintainer).fail(RESTORE, { id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a slug that is free again can be taken; then the hidden project stays hidden, and says why', async () => {
    const { id, slug } = await ofOwner();
    await as(cast.owner).run(DELETE, { id });
    await as(cast.administrator).run('mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }', {
      input: { slug, name: 'Second' },
    });
    const error = await as(cast.owner).fail(RESTORE, { id });
    expect(error).toMatchObject({ code: 'CONFLICT', message: `Another project is called “${slug}” by now.` });
  });

  test.each(['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING'] as const)(
    'is not deleted while a deployment is %s',
    async (status) => {
      const project = await ofOwner();
      await makeDeployment(await makeService(project), await makeEnvironment(project), { status });
      expect(await as(cast.owner).fail(DELETE, { id: project.id })).toMatchObject({ code: 'CONFLICT' });
    },
  );

  test('once it is deleted nobody sees anything of it, tokens of the project neither', async () => {
    const project = await ofOwner();
    const environment = await makeEnvironment(project);
    const service = await makeService(project);
    const deployment = await makeDeployment(service, environment);
    const personal = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, scopes: ['deployment:create'] });
    const token = await makeToken(cast.app, { kind: 'SERVICE', project, scopes: ['deployment:create'] });
    await as(cast.owner).run('{ viewer { id } }');
    await as(cast.owner).run(DELETE, { id: project.id });
    for (const actor of [cast.owner, personal])
      for (const id of [project.id, environment.id, service.id, deployment.id])
        expect(await as(actor).run('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    const input = { serviceId: service.id, environmentId: environment.id, version: '1' };
    const deploy = 'mutation ($input: DeployInput!) { deploy(input: $input) { id } }';
    expect(await as(token).fail(deploy, { input })).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await as(personal).fail(deploy, { input })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('two owners who change different things at the same time both get what they want', async () => {
    const { id } = await ofOwner();
    const change = (part: object) => () =>
      as(cast.owner).run('mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { id } }', {
        input: { id, ...part },
      });
    const lock = { sql: 'select from projects where id = $1 for update', values: [id] };
    await atOnce(cast.app, lock, [change({ name: 'Other' }), change({ timeZone: 'Asia/Tokyo' })]);
    expect(await cast.app.sql('select name, time_zone from projects where id = $1', [id])).toEqual([
      { name: 'Other', time_zone: 'Asia/Tokyo' },
    ]);
  });

  test('says what rights there are, and what the viewer may', async () => {
    const { project } = await as(cast.operator).run<{ project: { permissions: unknown[] } }>(
      `query ($slug: String!) { project(slug: $slug) {
        viewerRole viewerCanUpdate viewerCanDelete viewerCanDeploy viewerCanManageMembers viewerCanManageTokens
        viewerCanManageServices viewerCanManageEnvironments viewerCanReadAudit viewerPermissions permissions { name isPlaced } } }`,
      { slug: cast.project.slug },
    );
    expect(project).toMatchObject({
      viewerRole: 'OPERATOR',
      viewerCanUpdate: false,
      viewerCanDelete: false,
      viewerCanDeploy: true,
      viewerCanManageMembers: false,
      viewerCanManageTokens: false,
      viewerCanManageServices: false,
      viewerCanManageEnvironments: false,
      viewerCanReadAudit: false,
    });
    expect(project).toMatchObject({
      viewerPermissions: [
        'project:read',
        'deployment:create',
        'deployment:cancel',
        'run:create',
        'run:cancel',
        'incident:manage',
        'event:track',
      ],
    });
    expect(project.permissions).toContainEqual({ name: 'deployment:create', isPlaced: true });
    expect(project.permissions).toContainEqual({ name: 'audit:read', isPlaced: false });
  });

  test('are listed by name, page by page, each once', async () => {
    const member = await makeMemberOfSeven();
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: { projects: Page } = await as(member).run(
        'query ($after: String) { projects(first: 3, after: $after) { nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
        { after },
      );
      names.push(...page.projects.nodes.map((node) => node.name));
      expect(page.projects.pageInfo.hasPreviousPage).toBe(after !== null);
      after = page.projects.pageInfo.hasNextPage ? page.projects.pageInfo.endCursor : null;
    } while (after);
    expect(names).toEqual(['a', 'B', 'b', 'C', 'd', 'd', 'Ä']);
  });

  interface Page {
    nodes: { name: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
  }

  async function makeMemberOfSeven() {
    const member = await makeUser(cast.app);
    for (const name of ['d', 'B', 'a', 'Ä', 'C', 'd', 'b']) {
      const { id } = await makeProject(cast.app, [[member, 'VIEWER']]);
      await cast.app.sql('update projects set name = $2 where id = $1', [id, name]);
    }
    return member;
  }

  test.each([
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['first: -5', 'first'],
    ['after: "nonsense"', 'after'],
    ['after: "WyJhIl0"', 'after'],
  ])('a page of %s is refused', async (args, path) => {
    const error = await as(cast.viewer).fail(`{ projects(${args}) { nodes { id } } }`);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: [path] });
  });
});
