import { describe, expect, test } from '@jest/globals';
import { type ApiError, as, type TestActor } from '../../../test/as.ts';
import { makeSession, makeUser, useCast } from '../../../test/factories.ts';
import { useMailbox } from '../../../test/mailbox.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const mailbox = useMailbox(cast);
const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'staple horse battery';
const REQUEST = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }';
const RESET = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';
const LINK =
  'mutation ($input: CreatePasswordResetLinkInput!) { createPasswordResetLink(input: $input) { url expiresAt } }';

const request = (email: string | null) => as(cast.anonymous).run(REQUEST, { input: { email } });
const reset = (code: string, newPassword = NEW_PASSWORD) =>
  as(cast.anonymous).run(RESET, { input: { code, newPassword } });
const signIn = (email: string | null, password: string) =>
  as(cast.anonymous)
    .run(SIGN_IN, { input: { email, password } })
    .then(() => 'IN')
    .catch((error: unknown) => (error as ApiError).code);

/** As if the person waited: within a minute there is no second mail. */
const later = () => cast.app.sql(`update one_time_links set created_at = created_at - interval '1 minute'`);

async function mailedCode(person: TestActor): Promise<string> {
  await request(person.email);
  const code = (await mailbox.deliver()).at(-1)?.code;
  if (!code) throw new Error('No mail came.');
  return code;
}

describeMutation('requestPasswordReset', cast, {
  operation: REQUEST,
  given: async () => ({ variables: { input: { email: (await makeUser(cast.app)).email } } }),
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [['no address', input({ email: 'ada@' }), ['email']]],
  audit: (_cast, variables) => ({ action: 'user.password_reset_requested', detail: variables.input }),
  works: (_cast, data) => expect(data).toBe(true),
  twice: 'again',
});

describeMutation('resetPassword', cast, {
  operation: RESET,
  given: async () => {
    await mailbox.deliver();
    return {
      variables: { input: { code: await mailedCode(await makeUser(cast.app)), newPassword: NEW_PASSWORD } },
    };
  },
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['too short', input({ newPassword: 'short 123' }), ['newPassword']],
    ['easy to guess', input({ newPassword: 'password123' }), ['newPassword']],
  ],
  audit: () => ({ action: 'user.password_changed', subject_type: 'User', detail: null }),
  works: (_cast, data) => expect(data).toBe(true),
  twice: 'FORBIDDEN',
});

describeMutation('createPasswordResetLink', cast, {
  operation: LINK,
  given: async () => ({ variables: { input: { userId: (await makeUser(cast.app)).userId } } }),
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'viewer'],
  invalid: [],
  audit: () => ({ action: 'user.password_link_created', subject_type: 'User' }),
  works: (_cast, data) => {
    expect(data.url).toMatch(new RegExp(`^${cast.app.url}/reset-password#code=[\\w-]{43}$`));
    expect(Date.parse(data.expiresAt as string) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  },
  twice: 'again',
});

describe('a forgotten password', () => {
  test('the mail’s link sets a new one, ends all sessions, signs nobody in, and confirms the address', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    await mailbox.deliver();
    await request(` ${ada.email?.toUpperCase()} `);
    const [mail] = await mailbox.deliver();
    expect(mail).toMatchObject({ to: ada.email, subject: 'Pilothouse: set a new password' });
    expect(mail?.text).toContain(`${cast.app.url}/reset-password#code=`);
    const { headers } = await as(cast.anonymous).answer(RESET, {
      input: { code: mail?.code, newPassword: NEW_PASSWORD },
    });
    expect(headers.get('set-cookie')).toBeNull();
    expect(await as(ada).run('{ viewer { name } }')).toEqual({ viewer: null });
    expect(await signIn(ada.email, PASSWORD)).toBe('UNAUTHENTICATED');
    expect(await signIn(ada.email, NEW_PASSWORD)).toBe('IN');
    const again = { ...ada, headers: { cookie: await makeSession(cast.app, ada.userId) } };
    expect(await as(again).run('{ viewer { isEmailVerified } }')).toEqual({ viewer: { isEmailVerified: true } });
    expect((await mailbox.deliver()).map(({ subject }) => subject)).toEqual(['Pilothouse: your password was changed']);
  });

  test('who has no account gets the same answer and leaves the same traces; no mail is sent', async () => {
    await mailbox.deliver();
    expect(await request('nobody@example.com')).toEqual({ requestPasswordReset: true });
    const jobs = await cast.app.sql('select task_identifier from graphile_worker.jobs');
    expect(jobs).toEqual([{ task_identifier: 'account.reset_password' }]);
    expect(await mailbox.deliver()).toEqual([]);
  });

  test('a link works once, for an hour, until there is a newer one', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    const old = await mailedCode(ada);
    await later();
    const used = await mailedCode(ada);
    await expect(reset(old)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await reset(used);
    await expect(reset(used)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const expired = await mailedCode(ada);
    await cast.app.sql(`update one_time_links set expires_at = expires_at - interval '1 hour'`);
    await expect(reset(expired)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const code of ['', 'guess', 'x'.repeat(10_000)])
      await expect(reset(code)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('two that use a link at the same time: one does', async () => {
    const code = await mailedCode(await makeUser(cast.app, { password: PASSWORD }));
    const ends = await Promise.allSettled([reset(code), reset(code, 'another long phrase')]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('within a minute there is no second mail', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    const code = await mailedCode(ada);
    await request(ada.email);
    expect(await mailbox.deliver()).toEqual([]);
    await reset(code);
  });

  test('asking is limited like guessing, and does not lock the sign-in', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    for (let count = 0; count < 5; count += 1) await request(ada.email);
    await expect(request(ada.email)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await signIn(ada.email, PASSWORD)).toBe('IN');
  });

  test('neither the database nor the trail keeps a code', async () => {
    const ada = await makeUser(cast.app);
    await request(ada.email);
    const waiting = await cast.app.sql('select payload from graphile_worker._private_jobs');
    const code = (await mailbox.deliver()).at(-1)?.code ?? '-';
    const kept = await cast.app.sql("select user_id, encode(code_hash, 'escape') as hash, email from one_time_links");
    const trail = await cast.app.sql('select * from audit_events');
    for (const rows of [waiting, kept, trail]) expect(JSON.stringify(rows)).not.toContain(code);
  });

  test('changing the password is told by mail and voids a link that is under way', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    const code = await mailedCode(ada);
    await as(ada).run('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { name } }', {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    expect((await mailbox.deliver()).map(({ to }) => to)).toEqual([ada.email]);
    await expect(reset(code)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('where passwords are off there is nothing to reset, and no sign-in by one', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    const code = await mailedCode(ada);
    const { signIn: settings } = cast.app.app.config;
    cast.app.app.config.signIn = { ...settings, hasPassword: false };
    try {
      for (const attempt of [() => request(ada.email), () => reset(code)])
        await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN', message: /Passwords are turned off/ });
      expect(await signIn(ada.email, PASSWORD)).toBe('FORBIDDEN');
    } finally {
      cast.app.app.config.signIn = settings;
    }
  });
});
