import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { anonymous, makeDeployment, makeMember, makeProject, makeToken, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const CREATE = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { secret token { id kind name prefix scopes expiresAt createdBy { id } viewerCanRevoke revokedAt } }
}`;
const REVOKE = 'mutation ($id: ID!) { revokeToken(id: $id) { id revokedAt } }';
const VIEWER = '{ viewer { name kind user { id } } }';

describeMutation('createToken', cast, {
  operation: CREATE,
  given: ({ project }) => ({
    variables: {
      input: { projectId: project.id, kind: 'SERVICE', name: 'CI', scopes: ['deployment:create'], expiresInDays: 30 },
    },
  }),
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [
    ['no name', input({ name: ' ' }), ['name']],
    ['unknown scope', input({ scopes: ['deployment:create', 'all:of-it'] }), ['scopes.1']],
    ['a scope that only deployments have', input({ scopes: ['step:report'] }), ['scopes.0']],
    ['no days', input({ expiresInDays: 0 }), ['expiresInDays']],
    ['too many days', input({ expiresInDays: 366 }), ['expiresInDays']],
    ['a deployment’s token', input({ kind: 'DEPLOYMENT' }), ['kind']],
    ['a service token without a project', input({ projectId: null }), ['projectId']],
  ],
  audit: ({ project }) => ({
    action: 'token.created',
    project_id: project.id,
    subject_type: 'Token',
    subject_name: 'CI',
    detail: { kind: 'SERVICE', scopes: ['project:read', 'deployment:create'], expiresInDays: 30 },
  }),
  works: async ({ app, maintainer }, data) => {
    const secret = String(data.secret);
    expect(secret).toMatch(/^phs_[\w-]{43}[0-9a-f]{8}$/);
    expect(data.token).toMatchObject({
      kind: 'SERVICE',
      scopes: ['project:read', 'deployment:create'],
      prefix: secret.slice(0, 10),
      createdBy: { id: maintainer.userId },
      viewerCanRevoke: true,
      revokedAt: null,
    });
    const stored = await app.sql(`select t::text, encode(t.secret_hash, 'base64') from tokens t`);
    expect(JSON.stringify([stored, await app.sql('select * from audit_events')])).not.toContain(secret.slice(10));
  },
  twice: 'again',
});

describeMutation('revokeToken', cast, {
  operation: REVOKE,
  given: async ({ app, project }) => ({ variables: { id: (await makeToken(app, { kind: 'SERVICE', project })).id } }),
  by: 'maintainer',
  forbiddenTo: ['operator', 'viewer'],
  invalid: [],
  audit: ({ project }, { id }) => ({ action: 'token.revoked', project_id: project.id, subject_id: id as string }),
  works: (_cast, data) => expect(data.revokedAt).toEqual(expect.stringMatching(/Z$/)),
  twice: 'same',
});

describe('tokens', () => {
  const DEPLOY =
    'mutation ($input: DeployInput!) { deploy(input: $input) { createdByName createdBy { ... on Token { id name } } trigger } }';
  const place = () => ({ serviceId: cast.service.id, environmentId: cast.environment.id, version: '1' });

  test('a service token does what its scopes say, in its project, and nothing else', async () => {
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project, scopes: ['deployment:create'] });
    const { deploy } = await as(token).run<{ deploy: object }>(DEPLOY, { input: place() });
    expect(deploy).toEqual({
      createdByName: token.name,
      createdBy: { id: token.id, name: token.name },
      trigger: 'TOKEN',
    });
    const refused = await as(token).fail(
      'mutation ($input: UpdateServiceInput!) { updateService(input: $input) { id } }',
      {
        input: { id: cast.service.id, name: 'No' },
      },
    );
    expect(refused).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('service:manage') });
    expect(
      await as(token).run('query ($slug: String!) { project(slug: $slug) { id } }', { slug: cast.otherProject.slug }),
    ).toEqual({
      project: null,
    });
    expect(await as(token).run('{ projects { nodes { slug } } }')).toEqual({
      projects: { nodes: [{ slug: cast.project.slug }] },
    });
    expect(await as(token).run(VIEWER)).toEqual({ viewer: { name: token.name, kind: 'TOKEN', user: null } });
  });

  test('a token only made to read may not write', async () => {
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
    expect(await as(token).fail(DEPLOY, { input: place() })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a personal token has its person’s roles within its scopes, also when they change', async () => {
    const member = await makeMember(cast.project, 'MAINTAINER');
    const token = await makeToken(cast.app, {
      kind: 'PERSONAL',
      user: member,
      scopes: ['deployment:create', 'member:manage'],
    });
    await as(token).run(DEPLOY, { input: place() });
    const change = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id } }';
    const toOwner = { input: { id: member.id, role: 'OWNER' } };
    expect(await as(token).fail(change, toOwner)).toMatchObject({ code: 'FORBIDDEN' });
    await as(cast.owner).run(change, { input: { id: member.id, role: 'VIEWER' } });
    expect(await as(token).fail(DEPLOY, { input: place() })).toMatchObject({ code: 'FORBIDDEN' });
    await as(cast.owner).run('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id: member.id });
    expect(await as(token).fail(DEPLOY, { input: place() })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a personal token that is limited to a project sees only that', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, project });
    expect(await as(token).run('{ projects { nodes { id } } }')).toEqual({ projects: { nodes: [{ id: project.id }] } });
    expect(await as(token).fail('query ($id: ID!) { service(id: $id) { id } }', { id: cast.service.id })).toMatchObject(
      {
        code: 'NOT_FOUND',
      },
    );
  });

  test('nobody hands on rights they lack', async () => {
    const asked = (kind: string) => ({
      input: { projectId: cast.project.id, kind, name: 'T', scopes: ['member:manage'] },
    });
    for (const kind of ['SERVICE', 'PERSONAL']) {
      const error = await as(cast.maintainer).fail(CREATE, asked(kind));
      expect(error).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('member:manage') });
    }
  });

  test('tokens make no tokens', async () => {
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, scopes: ['token:manage'] });
    const asked = { input: { projectId: cast.project.id, kind: 'SERVICE', name: 'Child', scopes: [] } };
    expect(await as(token).fail(CREATE, asked)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('revoked, expired, mistyped and foreign ones are UNAUTHENTICATED with the very next request', async () => {
    const [revoked, expired] = [
      await makeToken(cast.app, { kind: 'SERVICE', project: cast.project }),
      await makeToken(cast.app, { kind: 'SERVICE', project: cast.project }),
    ];
    await as(revoked).run(VIEWER);
    await as(cast.maintainer).run(REVOKE, { id: revoked.id });
    await cast.app.sql('update tokens set expires_at = now() where id = $1', [expired.id]);
    const bearer = (secret: string): TestActor => ({
      ...anonymous(cast.app),
      headers: { authorization: `Bearer ${secret}` },
    });
    const mistyped = bearer(`${expired.secret.slice(0, -1)}x`);
    for (const actor of [revoked, expired, mistyped, bearer('ghp_foreign'), bearer('x'.repeat(10_000))]) {
      const { status, body } = await as(actor).answer(VIEWER);
      expect(body.errors?.[0]).toMatchObject({
        message: 'This token is unknown, expired or revoked.',
        extensions: { code: 'UNAUTHENTICATED' },
      });
      expect(status).toBe(401);
      expect(body.extensions?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('its last use is noted', async () => {
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
    await as(token).run(VIEWER);
    await eventually('the note of its use', async () => {
      const [row] = await cast.app.sql<{ last_used_at: Date | null }>('select last_used_at from tokens where id = $1', [
        token.id,
      ]);
      return row?.last_used_at;
    });
  });

  test('people see and revoke their own personal tokens; nobody else’s, not even an owner', async () => {
    const own = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.viewer });
    const { viewer } = await as(cast.viewer).run<{ viewer: { tokens: { nodes: { id: string }[] } } }>(
      '{ viewer { tokens { nodes { id viewerCanRevoke } } } }',
    );
    expect(viewer.tokens.nodes).toContainEqual({ id: own.id, viewerCanRevoke: true });
    expect(await as(cast.owner).fail(REVOKE, { id: own.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await as(cast.owner).run('query ($id: ID!) { node(id: $id) { id } }', { id: own.id })).toEqual({
      node: null,
    });
    await as(cast.viewer).run(REVOKE, { id: own.id });
  });

  test('the list of a project’s tokens is for those who manage them, and shows no personal and no deployment’s', async () => {
    const project = await makeProject(cast.app, [
      [cast.maintainer, 'MAINTAINER'],
      [cast.viewer, 'VIEWER'],
    ]);
    const LIST = 'query ($slug: String!) { project(slug: $slug) { tokens { nodes { id } } } }';
    const token = await makeToken(cast.app, { kind: 'SERVICE', project });
    await makeToken(cast.app, { kind: 'PERSONAL', user: cast.maintainer, project });
    const deployment = await makeDeployment(cast.service, cast.environment);
    await makeToken(cast.app, { kind: 'DEPLOYMENT', project, deployment });
    expect(await as(cast.maintainer).run(LIST, { slug: project.slug })).toEqual({
      project: { tokens: { nodes: [{ id: token.id }] } },
    });
    expect(await as(cast.viewer).fail(LIST, { slug: project.slug })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a bearer token wins over a cookie', async () => {
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
    const both = { ...token, headers: { ...token.headers, ...cast.owner.headers } };
    expect(await as(both).run(VIEWER)).toMatchObject({ viewer: { kind: 'TOKEN' } });
  });
});
