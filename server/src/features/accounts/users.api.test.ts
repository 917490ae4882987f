import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { makeMember, makeProject, makeSession, makeToken, makeUser, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const PASSWORD = 'correct horse battery';
const PERSON =
  'id email name isAdministrator isSuspended isEmailVerified hasPassword hasTwoFactor projectCount isViewer';
const USERS = `query ($first: Int! = 20, $after: String, $search: String) {
  users(first: $first, after: $after, search: $search) { nodes { ${PERSON} lastSeenAt createdAt } pageInfo { endCursor hasNextPage } } }`;
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';
const SUSPEND = 'mutation ($id: ID!) { suspendUser(id: $id) { isSuspended } }';
const DELETE = 'mutation ($id: ID!) { deleteUser(id: $id) { id } }';
const SET = 'mutation ($input: SetAdministratorInput!) { setAdministrator(input: $input) { isAdministrator } }';
const viewer = (who: TestActor) => as(who).run<{ viewer: { name: string } | null }>('{ viewer { name } }');

let count = 0;
const freshAddress = () => `new-${++count}@example.com`;
const someone = async () => ({ variables: { id: (await makeUser(cast.app)).userId } });
const onlyAdministrators = { by: 'administrator', stranger: 'FORBIDDEN', forbiddenTo: ['owner', 'viewer'] } as const;

describeMutation('createUser', cast, {
  operation: `mutation ($input: CreateUserInput!) { createUser(input: $input) { url expiresAt user { ${PERSON} } } }`,
  given: () => ({ variables: { input: { email: freshAddress(), name: 'Ada', isAdministrator: false } } }),
  ...onlyAdministrators,
  invalid: [
    ['no address and no name', input({ email: 'ada@', name: ' ' }), ['email', 'name']],
    [
      'an address that is taken',
      (variables) => input({ email: cast.owner.email?.toUpperCase() })(variables),
      ['email'],
    ],
  ],
  audit: () => ({ action: 'user.created', subject_type: 'User', detail: { isAdministrator: false } }),
  works: async (_cast, { url, user }, variables) => {
    const { email } = variables.input as { email: string };
    expect(user).toMatchObject({
      email,
      isAdministrator: false,
      hasPassword: false,
      isEmailVerified: true,
      projectCount: 0,
    });
    const code = String(url).split('#code=')[1];
    await as(cast.anonymous).run('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }', {
      input: { code, newPassword: PASSWORD },
    });
    expect(await as(cast.anonymous).run(SIGN_IN, { input: { email, password: PASSWORD } })).toEqual({
      signIn: { name: 'Ada' },
    });
  },
  twice: 'INVALID_INPUT',
});

describeMutation('suspendUser', cast, {
  operation: SUSPEND,
  given: someone,
  ...onlyAdministrators,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'user.suspended', subject_id: id as string, subject_type: 'User' }),
  works: (_cast, data) => expect(data).toEqual({ isSuspended: true }),
  twice: 'same',
});

describeMutation('restoreUser', cast, {
  operation: 'mutation ($id: ID!) { restoreUser(id: $id) { isSuspended } }',
  given: async () => {
    const { variables } = await someone();
    await as(cast.administrator).run(SUSPEND, variables);
    return { variables };
  },
  ...onlyAdministrators,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'user.restored', subject_id: id as string }),
  works: (_cast, data) => expect(data).toEqual({ isSuspended: false }),
  twice: 'same',
});

describeMutation('setAdministrator', cast, {
  operation: SET,
  given: async () => ({ variables: { input: { userId: (await makeUser(cast.app)).userId, isAdministrator: true } } }),
  ...onlyAdministrators,
  invalid: [],
  audit: () => ({
    action: 'user.administrator_changed',
    detail: { before: { isAdministrator: false }, after: { isAdministrator: true } },
  }),
  works: (_cast, data) => expect(data).toEqual({ isAdministrator: true }),
  twice: 'same',
});

describeMutation('deleteUser', cast, {
  operation: DELETE,
  given: someone,
  ...onlyAdministrators,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'user.deleted', subject_id: id as string }),
  twice: 'NOT_FOUND',
});

describeMutation('resetTwoFactor', cast, {
  operation: 'mutation ($input: ResetTwoFactorInput!) { resetTwoFactor(input: $input) { hasTwoFactor } }',
  given: async () => {
    const { userId } = await makeUser(cast.app);
    await cast.app.sql(`insert into second_factors (user_id, secret, confirmed_at) values ($1, '', now())`, [userId]);
    return { variables: { input: { userId } } };
  },
  ...onlyAdministrators,
  invalid: [],
  audit: () => ({ action: 'user.two_factor_reset', subject_type: 'User' }),
  works: (_cast, data) => expect(data).toEqual({ hasTwoFactor: false }),
  twice: 'same',
});

describe('the people of the installation', () => {
  interface Page {
    users: { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
  }

  test('by name, page by page, with their projects that the administrator is not in', async () => {
    const all = (await as(cast.administrator).run<Page>(USERS, { first: 100 })).users.nodes;
    const names = all.map(({ name }) => String(name));
    expect(names).toEqual([...names].sort());
    expect(all.find(({ id }) => id === cast.owner.userId)).toMatchObject({ projectCount: 1, isViewer: false });
    expect(all.find(({ id }) => id === cast.administrator.userId)).toMatchObject({
      isAdministrator: true,
      isViewer: true,
    });
    const paged: unknown[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { users }: Page = await as(cast.administrator).run<Page>(USERS, { first: 3, after });
      paged.push(...users.nodes);
      after = users.pageInfo.endCursor;
      more = users.pageInfo.hasNextPage;
    }
    expect(paged).toEqual(all);
  });

  test('are found by a part of the name or address, taken as it is', async () => {
    const ada = await makeUser(cast.app, { name: 'Ada 100% Lovelace' });
    for (const search of ['100%', 'LOVELACE', ada.email])
      expect((await as(cast.administrator).run<Page>(USERS, { search })).users.nodes).toMatchObject([
        { id: ada.userId },
      ]);
    expect((await as(cast.administrator).run<Page>(USERS, { search: '%_%' })).users.nodes).toEqual([]);
  });

  test('are for administrators only, and never for a token', async () => {
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.administrator });
    expect(await as(cast.anonymous).fail(USERS)).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const who of [cast.owner, cast.stranger, token])
      expect(await as(who).fail(USERS)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what an administrator does to a person', () => {
  const run = (operation: string, id: string | null) => as(cast.administrator).run(operation, { id });

  test('suspending ends sessions and tokens at once, and says so to who knows the password', async () => {
    const ada = await makeUser(cast.app, { name: 'Ada', password: PASSWORD });
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: ada });
    expect(await viewer(ada)).toEqual({ viewer: { name: 'Ada' } });
    expect((await as(token).answer('{ viewer { name } }')).status).toBe(200);
    await run(SUSPEND, ada.userId);
    expect(await viewer(ada)).toEqual({ viewer: null });
    expect((await as(token).answer('{ viewer { name } }')).status).toBe(401);
    const wrong = { input: { email: ada.email, password: 'wrong horse battery' } };
    expect(await as(cast.anonymous).fail(SIGN_IN, wrong)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const right = { input: { email: ada.email, password: PASSWORD } };
    expect(await as(cast.anonymous).fail(SIGN_IN, right)).toMatchObject({ code: 'FORBIDDEN', message: /suspended/ });
    await run('mutation ($id: ID!) { restoreUser(id: $id) { id } }', ada.userId);
    expect(await as(cast.anonymous).run(SIGN_IN, right)).toEqual({ signIn: { name: 'Ada' } });
    expect(await viewer(ada)).toEqual({ viewer: null });
    expect((await as(token).answer('{ viewer { name } }')).status).toBe(200);
  });

  test('an administrator who is made none has no rights from the next request on', async () => {
    const ada = await makeUser(cast.app, { isAdministrator: true });
    await as(ada).run(USERS);
    await as(cast.administrator).run(SET, { input: { userId: ada.userId, isAdministrator: false } });
    expect(await as(ada).fail(USERS)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('deleting frees the address and ends sessions, tokens and memberships', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const ada = await makeMember(project, 'OPERATOR');
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: ada });
    await run(DELETE, ada.userId);
    expect(await viewer(ada)).toEqual({ viewer: null });
    expect((await as(token).answer('{ viewer { name } }')).status).toBe(401);
    expect(await cast.app.sql('select from members where user_id = $1', [ada.userId])).toEqual([]);
    const [event] = await cast.app.sql('select action, project_id from audit_events where subject_id = $1', [ada.id]);
    expect(event).toEqual({ action: 'member.removed', project_id: project.id });
    await as(cast.administrator).run(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      { input: { email: ada.email, name: 'Ada again' } },
    );
  });

  test('the last owner of a project stays', async () => {
    const error = await as(cast.administrator).fail(DELETE, { id: cast.stranger.userId });
    expect(error).toMatchObject({ code: 'CONFLICT', message: /last owner of “/ });
  });

  test('an owner who is suspended is none to leave a project to', async () => {
    const [leaving, suspended] = [await makeUser(cast.app), await makeUser(cast.app)];
    await makeProject(cast.app, [
      [leaving, 'OWNER'],
      [suspended, 'OWNER'],
    ]);
    await as(cast.administrator).run(SUSPEND, { id: suspended.userId });
    expect(await as(cast.administrator).fail(DELETE, { id: leaving.userId })).toMatchObject({
      code: 'CONFLICT',
      message: /last owner of “/,
    });
  });

  test('nobody suspends or deletes themselves', async () => {
    for (const operation of [SUSPEND, DELETE])
      expect(await as(cast.administrator).fail(operation, { id: cast.administrator.userId })).toMatchObject({
        code: 'CONFLICT',
        message: /yourself/,
      });
  });

  test('of two administrators who demote each other at the same time one stays', async () => {
    await cast.app.sql('update users set is_administrator = false');
    const [ada, bob] = [
      await makeUser(cast.app, { isAdministrator: true }),
      await makeUser(cast.app, { isAdministrator: true }),
    ];
    // Somebody suspended can't help any more.
    await cast.app.sql('update users set is_administrator = true, suspended_at = now() where id = $1', [
      (await makeUser(cast.app)).userId,
    ]);
    const demote = (who: TestActor, whom: TestActor) =>
      as(who).answer(SET, { input: { userId: whom.userId, isAdministrator: false } });
    await Promise.all([demote(ada, bob), demote(bob, ada)]);
    const left = await cast.app.sql<{ id: string }>(
      'select id from users where is_administrator and suspended_at is null and deleted_at is null',
    );
    expect(left).toHaveLength(1);
    const last = left[0]?.id === ada.userId ? ada : bob;
    const again = { ...last, headers: { cookie: await makeSession(cast.app, last.userId) } };
    expect(await as(again).fail(SET, { input: { userId: last.userId, isAdministrator: false } })).toMatchObject({
      code: 'CONFLICT',
      message: /last administrator/,
    });
  });
});
