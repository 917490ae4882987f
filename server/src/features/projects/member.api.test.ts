import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import { makeMember, makeProject, makeUser, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW_OWNER = ['maintainer', 'operator', 'viewer'] as const;

let count = 0;

describeMutation('addMember', cast, {
  operation: `mutation ($input: AddMemberInput!) {
    addMember(input: $input) { temporaryPassword member { id role user { email name } viewerCanChange } }
  }`,
  given: ({ project }) => ({
    variables: {
      input: { projectId: project.id, email: `new-${++count}@example.com`, name: 'Grace', role: 'OPERATOR' },
    },
  }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [
    ['no address', input({ email: 'grace' }), ['email']],
    ['empty name', input({ name: '' }), ['name']],
    ['both', input({ email: '', name: ' ' }), ['email', 'name']],
  ],
  audit: ({ project }, variables) => ({
    action: 'member.added',
    project_id: project.id,
    subject_type: 'Member',
    subject_name: (variables.input as { email: string }).email,
    detail: { role: 'OPERATOR', isNewAccount: true },
  }),
  works: async ({ app }, data, variables) => {
    const { email } = variables.input as { email: string };
    expect(data.member).toMatchObject({ role: 'OPERATOR', user: { email, name: 'Grace' }, viewerCanChange: true });
    const signedIn = await as(cast.anonymous).run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { email } }',
      {
        input: { email, password: data.temporaryPassword },
      },
    );
    expect(signedIn).toEqual({ signIn: { email } });
    expect(JSON.stringify(await app.sql('select * from audit_events'))).not.toContain(data.temporaryPassword);
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

  test('somebody with an account gets no new password, whatever the case of the address', async () => {
    const known = await makeUser(cast.app);
    const { addMember } = await as(cast.owner).run<{ addMember: object }>(
      'mutation ($input: AddMemberInput!) { addMember(input: $input) { temporaryPassword member { user { id } } } }',
      { input: { projectId: cast.project.id, email: known.email?.toUpperCase(), role: 'VIEWER' } },
    );
    expect(addMember).toEqual({ temporaryPassword: null, member: { user: { id: known.userId } } });
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
