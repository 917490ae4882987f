import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { anonymous, makeSession, makeToken, makeUser, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'staple horse battery';

describeMutation('signIn', cast, {
  operation:
    'mutation ($input: SignInInput!) { signIn(input: $input) { name email kind isAdministrator user { id } } }',
  given: async () => {
    const { email } = await makeUser(cast.app, { name: 'Ada', password: PASSWORD });
    return { variables: { input: { email, password: PASSWORD } } };
  },
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [['no password', input({ password: undefined }), ['password']]],
  audit: () => ({
    action: 'session.started',
    actor_kind: 'USER',
    subject_type: 'Session',
  }),
  works: (_cast, data) => expect(data).toMatchObject({ name: 'Ada', kind: 'USER', isAdministrator: false }),
  twice: 'again',
});

describeMutation('signOut', cast, {
  operation: 'mutation { signOut }',
  given: async () => ({ variables: {}, by: await makeUser(cast.app) }),
  by: 'owner',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [],
  audit: () => ({ action: 'session.ended', actor_kind: 'USER', subject_type: 'Session' }),
  works: (_cast, data) => expect(data).toBe(true),
  twice: 'again',
});

describeMutation('changePassword', cast, {
  operation: 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { email } }',
  given: async () => ({
    by: await makeUser(cast.app, { password: PASSWORD }),
    variables: { input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } },
  }),
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['wrong current password', input({ currentPassword: 'wrong horse battery' }), ['currentPassword']],
    ['new one too short', input({ newPassword: 'short 123' }), ['newPassword']],
    ['new one too long', input({ newPassword: 'abcde'.repeat(41) }), ['newPassword']],
    ['new one easy to guess', input({ newPassword: 'password123' }), ['newPassword']],
  ],
  audit: () => ({ action: 'user.password_changed', subject_type: 'User', detail: null }),
  twice: 'INVALID_INPUT',
});

describeMutation('updateProfile', cast, {
  operation: 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { name user { name } } }',
  given: async () => ({ by: await makeUser(cast.app, { name: 'Ada' }), variables: { input: { name: 'Ada L.' } } }),
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['no name', input({ name: '' }), ['name']],
    ['name too long', input({ name: 'x'.repeat(101) }), ['name']],
  ],
  audit: () => ({ action: 'user.updated', detail: { before: { name: 'Ada' }, after: { name: 'Ada L.' } } }),
  works: (_cast, data) => expect(data).toEqual({ name: 'Ada L.', user: { name: 'Ada L.' } }),
  twice: 'again',
});

describe('sessions', () => {
  const VIEWER = '{ viewer { name } }';
  const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';

  test('a wrong password and an unknown address get the same answer, and are audited without the password', async () => {
    const { email } = await makeUser(cast.app, { password: PASSWORD });
    const wrong = { email, password: 'my secret guess' };
    const unknown = { email: 'nobody@example.com', password: 'my secret guess' };
    const first = await as(cast.anonymous).fail(SIGN_IN, { input: wrong });
    const second = await as(cast.anonymous).fail(SIGN_IN, { input: unknown });
    expect(first).toMatchObject({ code: 'UNAUTHENTICATED', message: 'The address or the password is wrong.' });
    expect(second).toEqual(first);
    const events = await cast.app.sql(
      `select detail from audit_events where action = 'session.refused' order by id desc limit 2`,
    );
    expect(events).toEqual([
      { detail: { email: unknown.email, reason: 'PASSWORD' } },
      { detail: { email, reason: 'PASSWORD' } },
    ]);
  });

  test('what is typed for an address and is none is not kept: it may be the password', async () => {
    await as(cast.anonymous).fail(SIGN_IN, { input: { email: PASSWORD, password: '' } });
    const [event] = await cast.app.sql(
      `select detail from audit_events where action = 'session.refused' order by id desc limit 1`,
    );
    expect(event).toEqual({ detail: { email: null, reason: 'PASSWORD' } });
  });

  test('the address counts in any case, with spaces around it', async () => {
    const { email } = await makeUser(cast.app, { name: 'Ada', password: PASSWORD });
    const signedIn = await as(cast.anonymous).run(SIGN_IN, {
      input: { email: ` ${email?.toUpperCase()} `, password: PASSWORD },
    });
    expect(signedIn).toEqual({ signIn: { name: 'Ada' } });
  });

  describe('guessing', () => {
    const tryAs = (email: string, password: string) =>
      as(cast.anonymous)
        .answer(SIGN_IN, { input: { email, password } })
        .then(({ body }) => body.errors?.[0]?.extensions);
    const guess = (email: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => tryAs(email, `wrong ${index}`)));

    test('after five wrong tries even the right password waits, and the answer says how long', async () => {
      const email = (await makeUser(cast.app, { password: PASSWORD })).email ?? '';
      const other = (await makeUser(cast.app, { password: PASSWORD })).email ?? '';
      for (let count = 0; count < 5; count += 1)
        expect(await tryAs(email, 'wrong')).toMatchObject({ code: 'UNAUTHENTICATED' });
      const refused = await tryAs(email.toUpperCase(), PASSWORD);
      expect(refused).toMatchObject({ code: 'RATE_LIMITED' });
      expect(refused?.retryAfterMs).toBeGreaterThan(200_000);
      expect(refused?.retryAfterMs).toBeLessThanOrEqual(300_000);
      expect(await tryAs(other, PASSWORD)).toBeUndefined();
      await cast.app.sql(`update sign_in_tries set at = at - interval '5 minutes'`);
      expect(await tryAs(email, PASSWORD)).toBeUndefined();
    });

    test('another X-Forwarded-For is no other address', async () => {
      const email = (await makeUser(cast.app, { password: PASSWORD })).email ?? '';
      const codes: unknown[] = [];
      for (let count = 0; count < 6; count += 1) {
        const headers = { 'x-forwarded-for': `203.0.113.${count}`, 'x-real-ip': `203.0.113.${count}` };
        const { body } = await as({ ...cast.anonymous, headers }).answer(SIGN_IN, {
          input: { email, password: 'wrong' },
        });
        codes.push(body.errors?.[0]?.extensions?.code);
      }
      expect(codes).toEqual([...Array.from({ length: 5 }, () => 'UNAUTHENTICATED'), 'RATE_LIMITED']);
    });

    test('wrong current passwords of an open session count like wrong sign-ins', async () => {
      const ada = await makeUser(cast.app, { password: PASSWORD });
      const change = (currentPassword: string) =>
        as(ada).fail('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { name } }', {
          input: { currentPassword, newPassword: NEW_PASSWORD },
        });
      for (let count = 0; count < 5; count += 1) expect(await change('wrong')).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await change(PASSWORD)).toMatchObject({ code: 'RATE_LIMITED' });
      expect(await tryAs(ada.email ?? '', PASSWORD)).toMatchObject({ code: 'RATE_LIMITED' });
    });

    test('tries at the same time count each other', async () => {
      const email = (await makeUser(cast.app, { password: PASSWORD })).email ?? '';
      const codes = (await guess(email, 12)).map((extensions) => extensions?.code);
      expect(codes.filter((code) => code === 'UNAUTHENTICATED').length).toBeLessThanOrEqual(5);
      expect(codes.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(7);
    });

    test('the right password forgets the wrong ones', async () => {
      const email = (await makeUser(cast.app, { password: PASSWORD })).email ?? '';
      for (let round = 0; round < 2; round += 1) {
        for (let count = 0; count < 4; count += 1)
          expect(await tryAs(email, 'wrong')).toMatchObject({ code: 'UNAUTHENTICATED' });
        expect(await tryAs(email, PASSWORD)).toBeUndefined();
      }
    });
  });

  test('an account without a password can’t be signed in to', async () => {
    const { email } = await makeUser(cast.app);
    for (const password of ['', 'null', 'undefined'])
      expect(await as(cast.anonymous).fail(SIGN_IN, { input: { email, password } })).toMatchObject({
        code: 'UNAUTHENTICATED',
      });
  });

  test('the cookie is httpOnly, for this site and this path, and signs in; signing out ends it on the server', async () => {
    const { email } = await makeUser(cast.app, { name: 'Ada', password: PASSWORD });
    const { headers } = await as(cast.anonymous).answer(SIGN_IN, { input: { email, password: PASSWORD } });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^pilothouse_session=[\w.-]+; Path=\/; SameSite=Lax; Max-Age=600; HttpOnly, /);
    const ada = { ...anonymous(cast.app), headers: { cookie: cookie.split(';')[0] ?? '' } };
    expect(await as(ada).run(VIEWER)).toEqual({ viewer: { name: 'Ada' } });
    const answer = await as(ada).answer('mutation { signOut }');
    expect(answer.headers.get('set-cookie')).toMatch(/^pilothouse_session=; .*Max-Age=0/);
    expect(await as(ada).run(VIEWER)).toEqual({ viewer: null });
    expect(await as(ada).run('mutation { signOut }')).toEqual({ signOut: false });
  });

  test('expired sessions and those of deleted accounts are nobody', async () => {
    const [expired, deleted] = [await makeUser(cast.app), await makeUser(cast.app)];
    await cast.app.sql('update sessions set expires_at = now() where user_id = $1', [expired.userId]);
    await cast.app.sql('update users set deleted_at = now() where id = $1', [deleted.userId]);
    for (const actor of [expired, deleted]) expect(await as(actor).run(VIEWER)).toEqual({ viewer: null });
  });

  test('a new password ends the other sessions, not this one; the old one signs in no more', async () => {
    const ada = await makeUser(cast.app, { name: 'Ada', password: PASSWORD });
    const elsewhere = { ...ada, headers: { cookie: await makeSession(cast.app, ada.userId) } };
    expect(await as(elsewhere).run(VIEWER)).toEqual({ viewer: { name: 'Ada' } });
    await as(ada).run('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { name } }', {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    expect(await as(elsewhere).run(VIEWER)).toEqual({ viewer: null });
    expect(await as(ada).run(VIEWER)).toEqual({ viewer: { name: 'Ada' } });
    const signIn = (password: string) => as(cast.anonymous).answer(SIGN_IN, { input: { email: ada.email, password } });
    expect((await signIn(PASSWORD)).body.errors).toHaveLength(1);
    expect((await signIn(NEW_PASSWORD)).body.errors).toBeUndefined();
  });

  test.each([
    'changePassword(input: { currentPassword: "x", newPassword: "y" })',
    'updateProfile(input: { name: "x" })',
  ])('a token may not do what only its person may: %s', async (field) => {
    const user = await makeUser(cast.app);
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user, scopes: ['project:update'] });
    expect(await as(token).fail(`mutation { ${field} { name } }`)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
