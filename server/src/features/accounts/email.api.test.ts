import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeUser, useCast } from '../../../test/factories.ts';
import { useMailbox } from '../../../test/mailbox.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';

const cast = useCast();
const mailbox = useMailbox(cast);
const PASSWORD = 'correct horse battery';
const SEND = 'mutation { sendEmailVerification { email isEmailVerified } }';
const VERIFY = 'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) }';
const CHANGE =
  'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { email pendingEmail isEmailVerified } }';

let count = 0;
const freshAddress = () => `fresh-${++count}@example.com`;

describeMutation('sendEmailVerification', cast, {
  operation: SEND,
  given: async () => ({ by: await makeUser(cast.app), variables: {} }),
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [],
  audit: () => ({ action: 'user.email_verification_sent', subject_type: 'User' }),
  twice: 'RATE_LIMITED',
});

describeMutation('verifyEmail', cast, {
  operation: VERIFY,
  given: async () => {
    await mailbox.deliver();
    await as(await makeUser(cast.app)).run(SEND);
    return { variables: { input: { code: (await mailbox.deliver()).at(-1)?.code } } };
  },
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [],
  audit: () => ({ action: 'user.email_verified', subject_type: 'User' }),
  works: (_cast, data) => expect(data).toBe(true),
  twice: 'FORBIDDEN',
});

describeMutation('changeEmail', cast, {
  operation: CHANGE,
  given: async () => ({
    by: await makeUser(cast.app, { password: PASSWORD }),
    variables: { input: { email: freshAddress(), password: PASSWORD } },
  }),
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['no address', input({ email: 'ada@' }), ['email']],
    ['wrong password', input({ password: 'wrong horse battery' }), ['password']],
    ['of somebody else', (variables) => input({ email: cast.owner.email?.toUpperCase() })(variables), ['email']],
  ],
  audit: () => ({ action: 'user.email_change_requested', subject_type: 'User' }),
  works: (_cast, data, variables) =>
    expect(data).toEqual({
      email: expect.stringMatching(/^person/),
      pendingEmail: (variables.input as { email: string }).email,
      isEmailVerified: false,
    }),
  twice: 'again',
});

describe('an address', () => {
  const viewer = '{ viewer { email pendingEmail isEmailVerified } }';
  const change = (by: Awaited<ReturnType<typeof makeUser>>, email: string) =>
    as(by).run(CHANGE, { input: { email, password: PASSWORD } });

  test('is confirmed by the mail to it; there is nothing more to confirm then', async () => {
    const ada = await makeUser(cast.app);
    await mailbox.deliver();
    await as(ada).run(SEND);
    const [mail] = await mailbox.deliver();
    expect(mail).toMatchObject({ to: ada.email, subject: 'Pilothouse: confirm your address' });
    expect(mail?.text).toContain(`${cast.app.url}/verify-email#code=${mail?.code}`);
    await as(cast.anonymous).run(VERIFY, { input: { code: mail?.code } });
    expect(await as(ada).run(viewer)).toEqual({
      viewer: { email: ada.email, pendingEmail: null, isEmailVerified: true },
    });
    expect(await as(ada).fail(SEND)).toMatchObject({ code: 'CONFLICT' });
  });

  test('changes when the mail to the new one is answered, and the old one is told', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    const next = freshAddress();
    await mailbox.deliver();
    await change(ada, next);
    const [mail] = await mailbox.deliver();
    expect(mail?.to).toBe(next);
    expect(await as(ada).run(viewer)).toEqual({
      viewer: { email: ada.email, pendingEmail: next, isEmailVerified: false },
    });
    await as(cast.anonymous).run(VERIFY, { input: { code: mail?.code } });
    expect(await as(ada).run(viewer)).toEqual({ viewer: { email: next, pendingEmail: null, isEmailVerified: true } });
    expect((await mailbox.deliver()).map(({ to, subject }) => [to, subject])).toEqual([
      [ada.email, 'Pilothouse: your address was changed'],
    ]);
  });

  test('two who want one address: the first who answers has it', async () => {
    const [ada, bob] = [
      await makeUser(cast.app, { password: PASSWORD }),
      await makeUser(cast.app, { password: PASSWORD }),
    ];
    const wanted = freshAddress();
    await mailbox.deliver();
    await change(ada, wanted);
    await change(bob, wanted);
    const [first, second] = await mailbox.deliver();
    await as(cast.anonymous).run(VERIFY, { input: { code: second?.code } });
    expect(await as(cast.anonymous).fail(VERIFY, { input: { code: first?.code } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await as(bob).run(viewer)).toMatchObject({ viewer: { email: wanted } });
  });

  test('a link for a password does not confirm an address, nor the other way round', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    await mailbox.deliver();
    await as(ada).run(SEND);
    const code = (await mailbox.deliver()).at(-1)?.code;
    expect(
      await as(cast.anonymous).fail('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }', {
        input: { code, newPassword: 'staple horse battery' },
      }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('without a mail server it changes at once, is not confirmed, and can’t be', async () => {
    const ada = await makeUser(cast.app, { password: PASSWORD });
    const { mail } = cast.app.app.config;
    cast.app.app.config.mail = null;
    try {
      const next = freshAddress();
      expect(await as(cast.anonymous).run('{ setup { sendsMail } }')).toEqual({ setup: { sendsMail: false } });
      expect(await change(ada, next)).toEqual({
        changeEmail: { email: next, pendingEmail: null, isEmailVerified: false },
      });
      expect(await as(ada).fail(SEND)).toMatchObject({ code: 'CONFLICT' });
    } finally {
      cast.app.app.config.mail = mail;
    }
  });
});
