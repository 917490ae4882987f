import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import { makeEnvironment, makeMember, makeProject, makeRole, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW_OWNER = ['maintainer', 'operator', 'viewer'] as const;
const CREATE = `mutation ($input: CreateRoleInput!) {
  createRole(input: $input) { id role name description permissions isBuiltIn memberCount viewerCanChange viewerCanAssign }
}`;
const UPDATE = 'mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { id name description permissions } }';
const DELETE = 'mutation ($id: ID!) { deleteRole(id: $id) { id name } }';
const RESTORE = 'mutation ($id: ID!) { restoreRole(id: $id) { id name } }';

let count = 0;
const name = () => `Release manager ${++count}`;

describeMutation('createRole', cast, {
  operation: CREATE,
  given: ({ project }) => ({
    variables: {
      input: { projectId: project.id, name: name(), description: 'Says when.', permissions: ['deployment:approve'] },
    },
  }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [
    ['no name', input({ name: ' ' }), ['name']],
    ['the name of a built-in role', input({ name: 'owner' }), ['name']],
    ['a right that is none', input({ permissions: ['deployment:dream'] }), ['permissions.0']],
    ['a right that only deployments have', input({ permissions: ['step:report'] }), ['permissions.0']],
    ['a long description', input({ description: 'x'.repeat(501) }), ['description']],
  ],
  audit: ({ project }, variables) => ({
    action: 'role.created',
    project_id: project.id,
    subject_type: 'Role',
    subject_name: (variables.input as { name: string }).name,
    detail: expect.objectContaining({ permissions: ['project:read', 'deployment:approve'] }),
  }),
  works: (_cast, data) =>
    expect(data).toMatchObject({
      role: 'CUSTOM',
      permissions: ['project:read', 'deployment:approve'],
      isBuiltIn: false,
      memberCount: 0,
      viewerCanChange: true,
      viewerCanAssign: true,
    }),
  twice: 'INVALID_INPUT',
});

describeMutation('updateRole', cast, {
  operation: UPDATE,
  given: async ({ project }) => ({
    variables: { input: { id: (await makeRole(project, ['audit:read'])).id, permissions: ['deployment:create'] } },
  }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [
    ['an empty name', input({ name: '' }), ['name']],
    ['a right that is none', input({ permissions: ['x'] }), ['permissions.0']],
  ],
  audit: ({ project }) => ({
    action: 'role.updated',
    project_id: project.id,
    detail: {
      before: expect.objectContaining({ permissions: ['project:read', 'audit:read'] }),
      after: expect.objectContaining({ permissions: ['project:read', 'deployment:create'] }),
    },
  }),
  works: (_cast, data) => expect(data.permissions).toEqual(['project:read', 'deployment:create']),
  twice: 'again',
});

describeMutation('deleteRole', cast, {
  operation: DELETE,
  given: async ({ project }) => ({ variables: { id: (await makeRole(project, [])).id } }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [],
  audit: ({ project }, { id }) => ({ action: 'role.deleted', project_id: project.id, subject_id: id as string }),
  twice: 'NOT_FOUND',
});

describeMutation('restoreRole', cast, {
  operation: RESTORE,
  given: async ({ app, project }) => {
    const { id } = await makeRole(project, []);
    await app.sql('update roles set deleted_at = now() where id = $1', [id]);
    return { variables: { id } };
  },
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [],
  audit: ({ project }, { id }) => ({ action: 'role.restored', project_id: project.id, subject_id: id as string }),
  twice: 'same',
});

describe('roles', () => {
  test('are listed with the built-in ones first, and how many have each', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    await makeMember(project, 'CUSTOM', 'Ann', { permissions: ['deployment:approve'] });
    await makeRole(project, [], 'Auditor');
    const found = await as(cast.owner).run<{ project: { roles: { name: string }[] } }>(
      'query ($slug: String!) { project(slug: $slug) { roles { name role isBuiltIn memberCount viewerCanChange viewerCanAssign } } }',
      { slug: project.slug },
    );
    expect(found.project.roles.slice(0, 5)).toEqual([
      { name: 'Owner', role: 'OWNER', isBuiltIn: true, memberCount: 1, viewerCanChange: false, viewerCanAssign: true },
      expect.objectContaining({ name: 'Maintainer', memberCount: 0 }),
      expect.objectContaining({ name: 'Operator' }),
      expect.objectContaining({ name: 'Viewer' }),
      expect.objectContaining({ name: 'Auditor', role: 'CUSTOM', memberCount: 0, viewerCanChange: true }),
    ]);
    expect(found.project.roles[5]).toMatchObject({ role: 'CUSTOM', memberCount: 1 });
  });

  test('what a role is changed to counts with the very next request of who has it', async () => {
    const member = await makeMember(cast.project, 'CUSTOM', undefined, { permissions: [] });
    const mine = async () =>
      (
        await as(member).run<{ project: { viewerPermissions: string[] } }>(
          'query ($slug: String!) { project(slug: $slug) { viewerPermissions } }',
          { slug: cast.project.slug },
        )
      ).project.viewerPermissions;
    expect(await mine()).toEqual(['project:read']);
    const [row] = await cast.app.sql<{ role_id: string }>('select role_id from members where id = $1', [member.id]);
    await as(cast.owner).run(UPDATE, { input: { id: row?.role_id, permissions: ['audit:read'] } });
    expect(await mine()).toEqual(['project:read', 'audit:read']);
  });

  test('one that somebody has, or is invited to, stays', async () => {
    const member = await makeMember(cast.project, 'CUSTOM', undefined, { permissions: [] });
    const [row] = await cast.app.sql<{ role_id: string }>('select role_id from members where id = $1', [member.id]);
    expect(await as(cast.owner).fail(DELETE, { id: row?.role_id })).toMatchObject({
      code: 'CONFLICT',
      message: 'Members have this role. Give them another one first.',
    });
    const role = await makeRole(cast.project, []);
    await as(cast.owner).run('mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url } }', {
      input: { projectId: cast.project.id, role: 'CUSTOM', roleId: role.id },
    });
    expect(await as(cast.owner).fail(DELETE, { id: role.id })).toMatchObject({ code: 'CONFLICT' });
  });

  test('of deleting a role and giving it to somebody at the same moment one happens', async () => {
    const role = await makeRole(cast.project, []);
    const member = await makeMember(cast.project, 'VIEWER');
    const lock = { sql: 'select from projects where id = $1 for update', values: [cast.project.id] };
    const results = await atOnce<unknown>(cast.app, lock, [
      () => as(cast.owner).run(DELETE, { id: role.id }),
      () =>
        as(cast.owner).run('mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id } }', {
          input: { id: member.id, role: 'CUSTOM', roleId: role.id },
        }),
    ]);
    expect(outcomes(results)).toContain('done');
    expect(outcomes(results).filter((outcome) => ['CONFLICT', 'INVALID_INPUT'].includes(outcome))).toHaveLength(1);
  });

  test('one comes back only under a name that is free', async () => {
    const role = await makeRole(cast.project, [], 'Taken');
    await as(cast.owner).run(DELETE, { id: role.id });
    await makeRole(cast.project, [], 'taken');
    expect(await as(cast.owner).fail(RESTORE, { id: role.id })).toMatchObject({ code: 'CONFLICT' });
  });

  test('a project has at most 50', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    for (let n = 0; n < 50; n += 1) await makeRole(project, []);
    const asked = { input: { projectId: project.id, name: 'One more', permissions: [] } };
    expect(await as(cast.owner).fail(CREATE, asked)).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('who manages members by a role of the project’s own', () => {
  test('makes and changes no role with more than they have', async () => {
    const leader = await makeMember(cast.project, 'CUSTOM', undefined, {
      permissions: ['member:manage', 'audit:read'],
    });
    const create = (permissions: string[]) => ({ input: { projectId: cast.project.id, name: name(), permissions } });
    await as(leader).run(CREATE, create(['audit:read']));
    expect(await as(leader).fail(CREATE, create(['deployment:create']))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('deployment:create'),
    });
    const strong = await makeRole(cast.project, ['deployment:create']);
    const weak = await makeRole(cast.project, ['audit:read']);
    for (const [operation, variables] of [
      [UPDATE, { input: { id: weak.id, permissions: ['deployment:create'] } }],
      [UPDATE, { input: { id: strong.id, permissions: ['audit:read'] } }],
      [DELETE, { id: strong.id }],
    ] as const)
      expect(await as(leader).fail(operation, variables)).toMatchObject({ code: 'FORBIDDEN' });
    const [own] = await cast.app.sql<{ role_id: string }>('select role_id from members where id = $1', [leader.id]);
    const raise = { input: { id: own?.role_id, permissions: ['member:manage', 'audit:read', 'token:manage'] } };
    expect(await as(leader).fail(UPDATE, raise)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('limited to places, makes none that others would have everywhere', async () => {
    const staging = await makeEnvironment(cast.project);
    const permissions = ['member:manage', 'deployment:create', 'audit:read'];
    const leader = await makeMember(cast.project, 'CUSTOM', undefined, { permissions, environments: [staging] });
    const create = (permissions: string[]) => ({ input: { projectId: cast.project.id, name: name(), permissions } });
    expect(await as(leader).fail(CREATE, create(['deployment:create']))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('limited'),
    });
    await as(leader).run(CREATE, create(['audit:read']));
  });
});
