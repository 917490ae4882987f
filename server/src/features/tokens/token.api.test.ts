import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import {
  anonymous,
  makeDeployment,
  makeEnvironment,
  makeMember,
  makeProject,
  makeService,
  makeToken,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import type { App } from '../../platform/context.ts';
import { authenticate, forgetActors } from '../accounts/authenticate.ts';
import { daysLeft, expiresSoon } from './token.service.ts';

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
    ['nowhere', input({ serviceIds: [] }), ['serviceIds']],
    ['environments that are none', input({ environmentIds: ['env_none'] }), ['environmentIds']],
    [
      'a personal token for places of no project',
      input({ kind: 'PERSONAL', projectId: null, environmentIds: ['env_none'] }),
      ['projectId'],
    ],
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

describeMutation('setTokenRateLimit', cast, {
  operation:
    'mutation ($input: SetTokenRateLimitInput!) { setTokenRateLimit(input: $input) { id rateLimitPerMinute } }',
  given: async ({ app, project }) => ({
    variables: { input: { id: (await makeToken(app, { kind: 'SERVICE', project })).id, perMinute: 5_000 } },
  }),
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'maintainer', 'operator', 'viewer'],
  invalid: [
    ['nothing', input({ perMinute: 0 }), ['perMinute']],
    ['too much', input({ perMinute: 1_000_001 }), ['perMinute']],
  ],
  audit: ({ project }, variables) => ({
    action: 'token.rate_limit_changed',
    project_id: project.id,
    subject_id: (variables.input as { id: string }).id,
    detail: { before: { perMinute: null }, after: { perMinute: 5_000 } },
  }),
  works: (_cast, data) => expect(data.rateLimitPerMinute).toBe(5_000),
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

describe('“CI of shop may deploy shop to staging”', () => {
  const DEPLOY = 'mutation ($input: DeployInput!) { deploy(input: $input) { id } }';
  const make = async () => {
    const project = await makeProject(cast.app, [
      [cast.maintainer, 'MAINTAINER'],
      [cast.operator, 'OPERATOR'],
    ]);
    const [staging, production] = [await makeEnvironment(project), await makeEnvironment(project)];
    const [shop, other] = [await makeService(project), await makeService(project)];
    const created = await as(cast.maintainer).run<{ createToken: { secret: string; token: Record<string, unknown> } }>(
      `mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token {
        id scopes daysLeft expiresSoon lastUsedAddress environments { id } services { id } project { id } rateLimitPerMinute } } }`,
      {
        input: {
          projectId: project.id,
          kind: 'SERVICE',
          name: 'CI of shop',
          scopes: ['deployment:create'],
          environmentIds: [staging.id],
          serviceIds: [shop.id],
          expiresInDays: 10,
        },
      },
    );
    const { secret, token } = created.createToken;
    const ci = { ...anonymous(cast.app), headers: { authorization: `Bearer ${secret}` } };
    return { project, staging, production, shop, other, token, ci };
  };

  test('and nothing else', async () => {
    const { project, staging, production, shop, other, token, ci } = await make();
    expect(token).toMatchObject({
      scopes: ['project:read', 'deployment:create'],
      daysLeft: 9,
      expiresSoon: true,
      environments: [{ id: staging.id }],
      services: [{ id: shop.id }],
      project: { id: project.id },
      rateLimitPerMinute: null,
    });
    const deploy = (service: { id: string }, environment: { id: string }) => ({
      input: { serviceId: service.id, environmentId: environment.id, version: '1' },
    });
    const { deploy: made } = await as(ci).run<{ deploy: { id: string } }>(DEPLOY, deploy(shop, staging));
    for (const [service, environment] of [
      [shop, production],
      [other, staging],
      [other, production],
    ] as const)
      expect(await as(ci).fail(DEPLOY, deploy(service, environment))).toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('limited to others'),
      });
    expect(
      await as(ci).run('query ($id: ID!) { deployment(id: $id) { log { hasEnded } } }', { id: made.id }),
    ).toMatchObject({ deployment: { log: {} } });
    expect(
      await as(ci).fail('mutation ($id: ID!) { cancelDeployment(id: $id) { id } }', { id: made.id }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('works on when its maker has left; a personal one does not', async () => {
    const { project, staging, shop, ci } = await make();
    const leaver = await makeMember(project, 'OPERATOR');
    const personal = await makeToken(cast.app, { kind: 'PERSONAL', user: leaver, scopes: ['deployment:create'] });
    await cast.app.sql('delete from members where project_id = $1', [project.id]);
    forgetActors(cast.app.app);
    const input = { serviceId: shop.id, environmentId: staging.id, version: '2' };
    await as(ci).run(DEPLOY, { input });
    expect(await as(personal).fail(DEPLOY, { input })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('its last use and address are for those who may revoke it', async () => {
    const { project, token, ci } = await make();
    const LAST = `query ($id: ID!) { node(id: $id) { ... on Token { lastUsedAt lastUsedAddress } } }`;
    await as(ci).run('{ viewer { name } }');
    await eventually('the note of its use', async () => {
      const { node } = await as(cast.maintainer).run<{ node: { lastUsedAt: string | null } }>(LAST, { id: token.id });
      return node.lastUsedAt;
    });
    expect(await as(cast.maintainer).run(LAST, { id: token.id })).toMatchObject({
      node: { lastUsedAddress: expect.stringContaining('127.0.0.1') },
    });
    const viewer = await makeMember(project, 'VIEWER');
    expect(await as(viewer).run(LAST, { id: token.id })).toMatchObject({ node: { lastUsedAddress: null } });
  });

  test('who is limited to places makes service tokens for those only', async () => {
    const { project, staging, production } = await make();
    const by = await makeMember(project, 'MAINTAINER', undefined, { environments: [staging] });
    const asked = (part: object) => ({
      input: { projectId: project.id, kind: 'SERVICE', name: 'T', scopes: ['deployment:create'], ...part },
    });
    for (const part of [{}, { environmentIds: [production.id] }, { environmentIds: [staging.id, production.id] }])
      expect(await as(by).fail(CREATE, asked(part))).toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('limited'),
      });
    await as(by).run(CREATE, asked({ environmentIds: [staging.id] }));
    await as(by).run(CREATE, asked({ scopes: ['audit:read'] }));
    await as(by).run(CREATE, asked({ kind: 'PERSONAL' }));
  });
});

test('other processes learn within a second that a token was revoked', async () => {
  const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
  let at = Date.now();
  const other: App = { ...cast.app.app, now: () => new Date(at) };
  const who = () => authenticate(other, { access: null, bearer: token.secret });
  expect(await who()).toMatchObject({ id: token.id });
  await as(cast.maintainer).run(REVOKE, { id: token.id });
  at += 1_000;
  expect(await who()).toBeNull();
});

describe('days left', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000);
  test.each([
    [at(30), null, 30, false],
    [at(14.9), null, 14, true],
    [at(0.5), null, 0, true],
    [at(0), null, null, false],
    [at(-1), null, null, false],
    [at(5), now, null, false],
  ])('%s, revoked %s: %s', (expiresAt, revokedAt, days, isSoon) => {
    expect(daysLeft(now, { expiresAt, revokedAt })).toBe(days);
    expect(expiresSoon(now, { expiresAt, revokedAt })).toBe(isSoon);
  });
});
