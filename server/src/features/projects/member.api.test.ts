import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import { makeEnvironment, makeMember, makeProject, makeToken, makeUser, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW_OWNER = ['maintainer', 'operator', 'viewer'] as const;

describeMutation('addMember', cast, {
  operation: `mutation ($input: AddMemberInput!) {
    addMember(input: $input) { id role roleName source user { email name } environments { id } services { id } viewerCanChange }
  }`,
  given: async ({ app, project, environment }) => ({
    variables: {
      input: {
        projectId: project.id,
        email: (await makeUser(app, { name: 'Grace' })).email,
        role: 'OPERATOR',
        environmentIds: [environment.id],
      },
    },
  }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [
    ['no address', input({ email: 'grace' }), ['email']],
    ['an address without an account', input({ email: 'nobody-here@example.com' }), ['email']],
    ['no role of its own', input({ role: 'CUSTOM' }), ['roleId']],
    ['a role of its own that is none', input({ role: 'CUSTOM', roleId: 'rol_none' }), ['roleId']],
    ['a role of its own beside another', input({ roleId: 'rol_none' }), ['roleId']],
    ['nowhere', input({ environmentIds: [] }), ['environmentIds']],
    ['environments that are none', input({ environmentIds: ['env_none'] }), ['environmentIds']],
    ['too many services', input({ serviceIds: Array.from({ length: 101 }, String) }), ['serviceIds']],
    ['an owner with limits', input({ role: 'OWNER' }), ['environmentIds']],
  ],
  audit: ({ project, environment }, variables) => ({
    action: 'member.added',
    project_id: project.id,
    subject_type: 'Member',
    subject_name: (variables.input as { email: string }).email,
    detail: { role: 'OPERATOR', environmentIds: [environment.id] },
  }),
  works: ({ environment }, data, variables) => {
    const { email } = variables.input as { email: string };
    expect(data).toMatchObject({
      role: 'OPERATOR',
      roleName: 'Operator',
      source: 'HAND',
      user: { email, name: 'Grace' },
      environments: [{ id: environment.id }],
      services: null,
      viewerCanChange: true,
    });
  },
  twice: 'INVALID_INPUT',
});

describeMutation('changeMemberRole', cast, {
  operation: 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id role user { email } } }',
  given: async ({ project }) => ({
    variables: { input: { id: (await makeMember(project, 'VIEWER')).id, role: 'MAINTAINER' } },
  }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [['no such role', input({ role: 'KING' }), ['role']]],
  audit: ({ project }, variables) => ({
    action: 'member.role_changed',
    project_id: project.id,
    subject_id: (variables.input as { id: string }).id,
    detail: { before: { role: 'VIEWER' }, after: { role: 'MAINTAINER' } },
  }),
  works: (_cast, data) => expect(data).toMatchObject({ role: 'MAINTAINER' }),
  twice: 'same',
});

describeMutation('removeMember', cast, {
  operation: 'mutation ($id: ID!) { removeMember(id: $id) { id role user { email } } }',
  given: async ({ project }) => ({ variables: { id: (await makeMember(project, 'OPERATOR')).id } }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [],
  audit: ({ project }, { id }) => ({
    action: 'member.removed',
    project_id: project.id,
    subject_id: id as string,
    detail: { role: 'OPERATOR' },
  }),
  works: (_cast, data) => expect(data).toMatchObject({ role: 'OPERATOR' }),
  twice: 'NOT_FOUND',
});

describe('members', () => {
  const CHANGE = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id } }';
  const REMOVE = 'mutation ($id: ID!) { removeMember(id: $id) { id } }';
  const PROJECT = 'query ($slug: String!) { project(slug: $slug) { viewerRole } }';

  test('somebody is found whatever the case of the address', async () => {
    const known = await makeUser(cast.app);
    const { addMember } = await as(cast.owner).run<{ addMember: object }>(
      'mutation ($input: AddMemberInput!) { addMember(input: $input) { user { id } } }',
      { input: { projectId: cast.project.id, email: known.email?.toUpperCase(), role: 'VIEWER' } },
    );
    expect(addMember).toEqual({ user: { id: known.userId } });
  });

  test('who has no account is to be invited', async () => {
    const error = await as(cast.owner).fail('mutation ($input: AddMemberInput!) { addMember(input: $input) { id } }', {
      input: { projectId: cast.project.id, email: 'new@example.com', role: 'VIEWER' },
    });
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Nobody has an account with this address. Invite them instead.',
    });
  });

  test('environments and services of other projects limit nothing here', async () => {
    const elsewhere = await makeEnvironment(cast.otherProject);
    const member = await makeMember(cast.project, 'VIEWER');
    const asked = { input: { id: member.id, role: 'OPERATOR', environmentIds: [elsewhere.id] } };
    expect(await as(cast.owner).fail(CHANGE, asked)).toMatchObject({
      code: 'INVALID_INPUT',
      paths: ['environmentIds'],
    });
  });

  test('limits that are left out stay; null lifts them; owners have none', async () => {
    const member = await makeMember(cast.project, 'OPERATOR', undefined, { environments: [cast.environment] });
    const change = async (part: object) => {
      const { changeMemberRole } = await as(cast.owner).run<{ changeMemberRole: { environments: unknown } }>(
        'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { environments { id } } }',
        { input: { id: member.id, role: 'MAINTAINER', ...part } },
      );
      return changeMemberRole.environments;
    };
    expect(await change({})).toEqual([{ id: cast.environment.id }]);
    expect(await change({ serviceIds: [cast.service.id] })).toEqual([{ id: cast.environment.id }]);
    expect(await change({ environmentIds: null })).toBeNull();
    expect(await change({ environmentIds: [cast.environment.id] })).toEqual([{ id: cast.environment.id }]);
    expect(await change({ role: 'OWNER' })).toBeNull();
  });

  test('by hand from then on, when a group brought them', async () => {
    const member = await makeMember(cast.project, 'VIEWER');
    await cast.app.sql(`update members set source = 'CLAIM' where id = $1`, [member.id]);
    const operation = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { source } }';
    const same = { input: { id: member.id, role: 'VIEWER' } };
    expect(await as(cast.owner).run(operation, same)).toEqual({ changeMemberRole: { source: 'CLAIM' } });
    const other = { input: { id: member.id, role: 'OPERATOR' } };
    expect(await as(cast.owner).run(operation, other)).toEqual({ changeMemberRole: { source: 'HAND' } });
  });

  test('rights count with the very next request: given, changed and taken', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const member = await makeMember(project, 'VIEWER');
    const role = async () => (await as(member).run<{ project: unknown }>(PROJECT, { slug: project.slug })).project;
    expect(await role()).toEqual({ viewerRole: 'VIEWER' });
    await as(cast.owner).run(CHANGE, { input: { id: member.id, role: 'OPERATOR' } });
    expect(await role()).toEqual({ viewerRole: 'OPERATOR' });
    await as(cast.owner).run(REMOVE, { id: member.id });
    expect(await role()).toBeNull();
  });

  test('the last owner stays: neither leaves nor steps down', async () => {
    const owner = await makeUser(cast.app);
    const project = await makeProject(cast.app, [[owner, 'OWNER']]);
    const [member] = await cast.app.sql<{ id: string }>('select id from members where project_id = $1', [project.id]);
    const id = member?.id;
    expect(await as(owner).fail(REMOVE, { id })).toMatchObject({ code: 'CONFLICT' });
    expect(await as(owner).fail(CHANGE, { input: { id, role: 'VIEWER' } })).toMatchObject({
      code: 'CONFLICT',
      message: 'This is the last owner. Make somebody else an owner first.',
    });
    const suspended = await makeMember(project, 'OWNER');
    await cast.app.sql('update users set suspended_at = now() where id = $1', [suspended.userId]);
    expect(await as(owner).fail(REMOVE, { id })).toMatchObject({ code: 'CONFLICT' });
    expect(await as(owner).run(PROJECT, { slug: project.slug })).toEqual({ project: { viewerRole: 'OWNER' } });
  });

  test('of two owners who remove each other at the same time one stays', async () => {
    const project = await makeProject(cast.app);
    const [first, second] = [await makeMember(project, 'OWNER'), await makeMember(project, 'OWNER')];
    const lock = { sql: 'select from members where project_id = $1 for update', values: [project.id] };
    const results = await atOnce(cast.app, lock, [
      () => as(first).run(REMOVE, { id: second.id }),
      () => as(second).run(REMOVE, { id: first.id }),
    ]);
    expect(outcomes(results).sort()).toEqual(['CONFLICT', 'done']);
  });

  test('a member who is removed by two at the same time is removed, and audited, once', async () => {
    const member = await makeMember(cast.project, 'VIEWER');
    const remove = () => as(cast.owner).run(REMOVE, { id: member.id });
    const lock = { sql: 'select from members where id = $1 for update', values: [member.id] };
    expect(outcomes(await atOnce(cast.app, lock, [remove, remove])).sort()).toEqual(['NOT_FOUND', 'done']);
    const events = await cast.app.sql('select from audit_events where subject_id = $1', [member.id]);
    expect(events).toHaveLength(1);
  });

  test('everybody in the project sees who is in it, by name', async () => {
    const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    for (const name of ['zoe', 'Yan', 'adam']) await makeMember(project, 'OPERATOR', name);
    const found = await as(cast.viewer).run(
      'query ($slug: String!) { project(slug: $slug) { members { nodes { user { name } viewerCanChange } } } }',
      { slug: project.slug },
    );
    const nodes = ['adam', 'viewer', 'Yan', 'zoe'].map((name) => ({ user: { name }, viewerCanChange: false }));
    expect(found).toEqual({ project: { members: { nodes } } });
  });
});

describe('who manages members by a role of the project’s own', () => {
  const CHANGE = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id } }';
  const REMOVE = 'mutation ($id: ID!) { removeMember(id: $id) { id } }';
  const LEADER = [
    'member:manage',
    'deployment:create',
    'deployment:cancel',
    'run:create',
    'run:cancel',
    'incident:manage',
    'event:track',
  ];
  const leader = (assigned = {}) => makeMember(cast.project, 'CUSTOM', undefined, { permissions: LEADER, ...assigned });

  test.each(['OWNER', 'MAINTAINER'])('neither makes, changes nor removes a %s, nor becomes one', async (role) => {
    const by = await leader();
    const [stronger, weaker] = [
      await makeMember(cast.project, role as 'OWNER'),
      await makeMember(cast.project, 'VIEWER'),
    ];
    const before = await cast.app.fingerprint(['audit_events', 'audit_chains']);
    for (const id of [weaker.id, by.id])
      expect(await as(by).fail(CHANGE, { input: { id, role } })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await as(by).fail(CHANGE, { input: { id: stronger.id, role: 'VIEWER' } })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await as(by).fail(REMOVE, { id: stronger.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await cast.app.fingerprint(['audit_events', 'audit_chains'])).toBe(before);
    await as(by).run(CHANGE, { input: { id: weaker.id, role: 'OPERATOR' } });
    await as(by).run(REMOVE, { id: weaker.id });
  });

  test('limited to places, gives and takes rights only there', async () => {
    const [here, there] = [await makeEnvironment(cast.project), await makeEnvironment(cast.project)];
    const by = await leader({ environments: [here] });
    const member = await makeMember(cast.project, 'VIEWER');
    const give = (part: object) => ({ input: { id: member.id, role: 'OPERATOR', ...part } });
    for (const part of [{}, { environmentIds: [there.id] }, { environmentIds: [here.id, there.id] }])
      expect(await as(by).fail(CHANGE, give(part))).toMatchObject({ code: 'FORBIDDEN' });
    await as(by).run(CHANGE, give({ environmentIds: [here.id] }));
    expect(await as(by).fail(CHANGE, give({ environmentIds: null }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await as(by).fail(CHANGE, { input: { id: by.id, role: 'OPERATOR', environmentIds: null } })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const everywhere = await makeMember(cast.project, 'OPERATOR');
    expect(await as(by).fail(REMOVE, { id: everywhere.id })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('an owner’s token with `member:manage` alone makes nobody more than a viewer', async () => {
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, scopes: ['member:manage'] });
    const member = await makeMember(cast.project, 'VIEWER');
    const change = (role: string) => ({ input: { id: member.id, role } });
    for (const role of ['OWNER', 'MAINTAINER', 'OPERATOR'])
      expect(await as(token).fail(CHANGE, change(role))).toMatchObject({ code: 'FORBIDDEN' });
    await as(token).run(CHANGE, change('VIEWER'));
  });
});
