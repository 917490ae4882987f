import { beforeEach, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { atOnce, outcomes } from '../../../test/at-once.ts';
import {
  anonymous,
  makeEnvironment,
  makeMember,
  makeProject,
  makeRole,
  makeUser,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const BELOW_OWNER = ['maintainer', 'operator', 'viewer'] as const;
const CREATE = `mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url invitation {
  id email role roleName isMailed expiresAt acceptedAt environments { id } services { id } invitedBy { id } viewerCanRevoke } } }`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { projectId projectSlug projectName viewer { name email kind } } }`;
const OFFER = `query ($code: String!) { invitation(code: $code) {
  projectName roleName invitedByName emailHint expiresAt needsAccount viewerCanAccept } }`;
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(id: $id) { id revokedAt } }';
const PASSWORD = 'maple river copper lantern';

let count = 0;
const address = () => `guest-${++count}@example.com`;
interface Created {
  createInvitation: { url: string; invitation: { id: string } };
}
async function invite(part: object = {}, by: TestActor = cast.owner): Promise<{ id: string; code: string }> {
  const { createInvitation } = await as(by).run<Created>(CREATE, {
    input: { projectId: cast.project.id, role: 'OPERATOR', ...part },
  });
  return { id: createInvitation.invitation.id, code: createInvitation.url.split('#code=')[1] ?? '' };
}
const roleOf = async (userId: string | null) =>
  (
    await cast.app.sql<{ role: string }>('select role from members where user_id = $1 and project_id = $2', [
      userId,
      cast.project.id,
    ])
  )[0]?.role;

describeMutation('createInvitation', cast, {
  operation: CREATE,
  given: ({ project, environment }) => ({
    variables: {
      input: { projectId: project.id, email: address(), role: 'OPERATOR', environmentIds: [environment.id] },
    },
  }),
  by: 'owner',
  forbiddenTo: BELOW_OWNER,
  invalid: [
    ['no address', input({ email: 'grace' }), ['email']],
    ['no days', input({ expiresInDays: 0 }), ['expiresInDays']],
    ['too many days', input({ expiresInDays: 31 }), ['expiresInDays']],
    ['no role of its own', input({ role: 'CUSTOM' }), ['roleId']],
    ['environments that are none', input({ environmentIds: ['env_none'] }), ['environmentIds']],
    ['an owner with limits', input({ role: 'OWNER' }), ['environmentIds']],
  ],
  audit: ({ project, environment }, variables) => ({
    action: 'invitation.created',
    project_id: project.id,
    subject_type: 'Invitation',
    subject_name: (variables.input as { email: string }).email,
    detail: { role: 'OPERATOR', environmentIds: [environment.id], isMailed: false, expiresInDays: 7 },
  }),
  works: async ({ app, environment, owner }, data) => {
    const code = String(data.url).split('#code=')[1] ?? '';
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(data.url).toBe(`${app.url}/invitation#code=${code}`);
    expect(data.invitation).toMatchObject({
      roleName: 'Operator',
      isMailed: false,
      environments: [{ id: environment.id }],
      services: null,
      invitedBy: { id: owner.userId },
      viewerCanRevoke: true,
    });
    const stored = await app.sql('select * from invitations');
    expect(JSON.stringify([stored, await app.sql('select * from audit_events')])).not.toContain(code);
  },
  twice: 'INVALID_INPUT',
});

describeMutation('revokeInvitation', cast, {
  operation: REVOKE,
  given: async () => ({ variables: { id: (await invite()).id } }),
  by: 'owner',
  // To others it is not there: addresses of people who are not here yet are nobody else's business.
  forbiddenTo: BELOW_OWNER,
  invalid: [],
  audit: ({ project }, { id }) => ({ action: 'invitation.revoked', project_id: project.id, subject_id: id as string }),
  works: (_cast, data) => expect(data.revokedAt).toEqual(expect.stringMatching(/Z$/)),
  twice: 'same',
});

describeMutation('acceptInvitation', cast, {
  operation: ACCEPT,
  given: async ({ app }) => {
    const by = await makeUser(app);
    const { code } = await invite({ email: by.email });
    return { by, variables: { input: { code } } };
  },
  by: 'stranger',
  stranger: 'FORBIDDEN',
  forbiddenTo: [],
  invalid: [],
  audit: ({ project }) => ({
    action: 'invitation.accepted',
    project_id: project.id,
    subject_type: 'Member',
    detail: expect.objectContaining({ role: 'OPERATOR', isNewAccount: false }),
  }),
  works: ({ project }, data) => expect(data).toMatchObject({ projectId: project.id, projectSlug: project.slug }),
  twice: 'INVITATION_INVALID',
});

// Codes that open nothing are counted like wrong passwords, and all of these come from one address.
beforeEach(() => cast.app.sql('delete from sign_in_tries'));

describe('an invitation', () => {
  test('makes an account that is signed in, a member, and limited as it says', async () => {
    const email = address();
    const environment = await makeEnvironment(cast.project);
    const { code } = await invite({ email, environmentIds: [environment.id] });
    expect(await as(cast.anonymous).run(OFFER, { code })).toMatchObject({
      invitation: {
        projectName: cast.project.slug,
        roleName: 'Operator',
        invitedByName: 'owner',
        emailHint: 'g…@example.com',
        needsAccount: true,
        viewerCanAccept: false,
      },
    });
    const { body, headers } = await as(cast.anonymous).answer(ACCEPT, {
      input: { code, name: 'Grace', password: PASSWORD },
    });
    expect(body.data).toMatchObject({ acceptInvitation: { viewer: { name: 'Grace', email, kind: 'USER' } } });
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const guest = { ...anonymous(cast.app), headers: { cookie } };
    expect(
      await as(guest).run(
        'query ($slug: String!) { project(slug: $slug) { viewerRole environments { id viewerCanDeploy } } }',
        { slug: cast.project.slug },
      ),
    ).toEqual({
      project: {
        viewerRole: 'OPERATOR',
        environments: expect.arrayContaining([
          { id: environment.id, viewerCanDeploy: true },
          { id: cast.environment.id, viewerCanDeploy: false },
        ]),
      },
    });
    const [user] = await cast.app.sql('select email_verified_at from users where email = $1', [email]);
    expect(user).toEqual({ email_verified_at: null });
  });

  test('without an address is for whoever has the link: once', async () => {
    const { code } = await invite();
    const [first, second] = [await makeUser(cast.app), await makeUser(cast.app)];
    const lock = { sql: 'select from projects where id = $1 for update', values: [cast.project.id] };
    const results = await atOnce(
      cast.app,
      lock,
      [first, second].map((user) => () => as(user).run(ACCEPT, { input: { code } })),
    );
    expect(outcomes(results).sort()).toEqual(['INVITATION_INVALID', 'done']);
    expect([await roleOf(first.userId), await roleOf(second.userId)].filter(Boolean)).toEqual(['OPERATOR']);
  });

  test('nobody who is not signed in and says nothing is told to', async () => {
    const { code } = await invite();
    expect(await as(cast.anonymous).fail(ACCEPT, { input: { code } })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a new account’s fields are checked, and the invitation stays', async () => {
    const { code } = await invite();
    const before = await cast.app.sql('select count(*) from users');
    for (const [part, paths] of [
      [{ name: 'Grace', password: PASSWORD }, ['email']],
      [{ email: 'grace', name: ' ', password: PASSWORD }, ['email', 'name']],
      [{ email: address(), name: 'Grace', password: 'short' }, ['password']],
      [{ email: address(), name: 'Grace', password: 'password1234' }, ['password']],
    ] as const)
      expect(await as(cast.anonymous).fail(ACCEPT, { input: { code, ...part } })).toMatchObject({
        code: 'INVALID_INPUT',
        paths,
      });
    expect(await cast.app.sql('select count(*) from users')).toEqual(before);
    await as(cast.anonymous).run(ACCEPT, { input: { code, email: address(), name: 'Grace', password: PASSWORD } });
  });

  test('an address that has an account is never given a second one, nor a new password', async () => {
    const known = await makeUser(cast.app);
    const bound = await invite({ email: known.email });
    const open = await invite();
    expect(await as(cast.anonymous).run(OFFER, { code: bound.code })).toMatchObject({
      invitation: { needsAccount: false },
    });
    for (const given of [{ code: bound.code }, { code: open.code, email: known.email?.toUpperCase() }])
      expect(
        await as(cast.anonymous).fail(ACCEPT, { input: { ...given, name: 'Eve', password: PASSWORD } }),
      ).toMatchObject({ code: 'UNAUTHENTICATED', message: 'Sign in first, then open the invitation again.' });
    const [row] = await cast.app.sql('select password_hash from users where id = $1', [known.userId]);
    expect(row).toEqual({ password_hash: null });
  });

  test('for another address says so', async () => {
    const { code } = await invite({ email: address() });
    expect(await as(cast.stranger).run(OFFER, { code })).toMatchObject({ invitation: { viewerCanAccept: false } });
    expect(await as(cast.stranger).fail(ACCEPT, { input: { code } })).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('another address'),
    });
  });

  test('unknown, used, revoked and expired ones look the same, to everybody', async () => {
    const [used, revoked, expired] = [await invite(), await invite(), await invite()];
    await as(await makeUser(cast.app)).run(ACCEPT, { input: { code: used.code } });
    await as(cast.owner).run(REVOKE, { id: revoked.id });
    await cast.app.sql('update invitations set expires_at = now() where id = $1', [expired.id]);
    const answers = [];
    for (const code of [used.code, revoked.code, expired.code, 'x'.repeat(43)]) {
      await cast.app.sql('delete from sign_in_tries');
      answers.push(await as(cast.anonymous).fail(OFFER, { code }));
      answers.push(await as(cast.anonymous).fail(ACCEPT, { input: { code, name: 'Eve', password: PASSWORD } }));
    }
    expect(answers[0]).toMatchObject({ code: 'INVITATION_INVALID' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('codes are not to be guessed, by whoever asks', async () => {
    const { code } = await invite();
    for (let n = 0; n < 5; n += 1)
      expect(await as(cast.stranger).fail(OFFER, { code: `guess-${n}` })).toMatchObject({ code: 'INVITATION_INVALID' });
    expect(await as(cast.viewer).fail(OFFER, { code })).toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringContaining('Too many wrong tries'),
    });
  });

  test('ends with the rights of who made it: nobody leaves a door behind', async () => {
    const leader = await makeMember(cast.project, 'OWNER');
    const [a, b] = [await invite({ role: 'OWNER' }, leader), await invite({ role: 'VIEWER' }, leader)];
    const guest = await makeUser(cast.app);
    const role = await makeRole(cast.project, ['member:manage']);
    await as(cast.owner).run('mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { id } }', {
      input: { id: leader.id, role: 'CUSTOM', roleId: role.id },
    });
    expect(await as(guest).fail(ACCEPT, { input: { code: a.code } })).toMatchObject({ code: 'INVITATION_INVALID' });
    expect(await as(guest).run(OFFER, { code: b.code })).toMatchObject({ invitation: { roleName: 'Viewer' } });
    await as(cast.owner).run('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id: leader.id });
    expect(await as(guest).fail(ACCEPT, { input: { code: b.code } })).toMatchObject({ code: 'INVITATION_INVALID' });
    expect(await roleOf(guest.userId)).toBeUndefined();
  });

  test('gives nobody more than its maker has', async () => {
    const permissions = [
      'member:manage',
      'deployment:create',
      'deployment:cancel',
      'run:create',
      'run:cancel',
      'incident:manage',
      'event:track',
    ];
    const leader = await makeMember(cast.project, 'CUSTOM', undefined, {
      permissions,
      environments: [cast.environment],
    });
    const asked = (part: object) => ({ input: { projectId: cast.project.id, ...part } });
    for (const part of [{ role: 'OWNER' }, { role: 'MAINTAINER' }, { role: 'OPERATOR' }])
      expect(await as(leader).fail(CREATE, asked(part))).toMatchObject({ code: 'FORBIDDEN' });
    await as(leader).run(CREATE, asked({ role: 'OPERATOR', environmentIds: [cast.environment.id] }));
    const strong = await invite({ role: 'MAINTAINER' });
    expect(await as(leader).fail(REVOKE, { id: strong.id })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is not for members, nor twice for one address', async () => {
    const asked = (email: string | null) => ({ input: { projectId: cast.project.id, role: 'VIEWER', email } });
    expect(await as(cast.owner).fail(CREATE, asked(cast.viewer.email))).toMatchObject({ paths: ['email'] });
    const { code } = await invite();
    expect(await as(cast.viewer).fail(ACCEPT, { input: { code } })).toMatchObject({ code: 'CONFLICT' });
  });

  test('open ones are listed for those who may invite', async () => {
    const project = await makeProject(cast.app, [
      [cast.owner, 'OWNER'],
      [cast.viewer, 'VIEWER'],
    ]);
    const LIST = 'query ($slug: String!) { project(slug: $slug) { invitations { nodes { id email } } } }';
    const [a, b] = [await invite({ projectId: project.id }), await invite({ projectId: project.id })];
    await as(cast.owner).run(REVOKE, { id: a.id });
    expect(await as(cast.owner).run(LIST, { slug: project.slug })).toEqual({
      project: { invitations: { nodes: [{ id: b.id, email: null }] } },
    });
    expect(await as(cast.viewer).fail(LIST, { slug: project.slug })).toMatchObject({ code: 'FORBIDDEN' });
  });
});
