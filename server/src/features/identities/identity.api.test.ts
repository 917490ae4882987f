import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { makeToken, makeUser, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { newId } from '../../lib/ids.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';

const PASSWORD = 'correct horse battery';
const cast = useCast({
  PILOTHOUSE_OIDC_ISSUER: 'https://login.example.com',
  PILOTHOUSE_OIDC_CLIENT_ID: 'pilothouse',
  PILOTHOUSE_OIDC_NAME: 'Staff',
  PILOTHOUSE_SMTP_URL: 'smtp://127.0.0.1:9',
  PILOTHOUSE_MAIL_FROM: 'pilothouse@example.com',
});

/** What stands in the database when somebody came back from the issuer with the address of `user`. */
async function makeOffer(user: TestActor): Promise<string> {
  const code = randomBytes(32).toString('base64url');
  await cast.app.sql(
    `insert into identity_offers (code_hash, user_id, provider, issuer, subject, email, groups, next, expires_at)
     values ($1, $2, 'oidc', 'https://login.example.com', $3, $4, '[]', '/', now() + interval '15 minutes')`,
    [hashSecret(code), user.userId, newId('user'), user.email],
  );
  return code;
}

async function makeIdentity(user: TestActor, provider = 'oidc'): Promise<string> {
  const id = newId('identity');
  await cast.app.sql(
    'insert into identities (id, user_id, provider, issuer, subject, email) values ($1, $2, $3, $4, $5, $6)',
    [id, user.userId, provider, `https://${provider}.example.com`, id, user.email],
  );
  return id;
}

const LINK = 'mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { id providerName } }';
const MAIL =
  'mutation ($input: MailIdentityLinkInput!) { mailIdentityLink(input: $input) { isConfirmedByMail email } }';
const UNLINK = 'mutation ($id: ID!) { unlinkIdentity(id: $id) { id providerName } }';

describeMutation('linkIdentity', cast, {
  operation: LINK,
  given: async () => {
    const user = await makeUser(cast.app, { password: PASSWORD });
    return { variables: { input: { code: await makeOffer(user), password: PASSWORD } } };
  },
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [
    ['no password', input({ password: null }), ['password']],
    ['a password too long', input({ password: 'x'.repeat(1_001) }), ['password']],
  ],
  audit: () => ({
    action: 'session.started',
    actor_kind: 'USER',
    detail: expect.objectContaining({ provider: 'oidc' }),
  }),
  works: (_cast, data) => expect(data).toMatchObject({ providerName: 'Staff' }),
  twice: 'NOT_FOUND',
});

describeMutation('mailIdentityLink', cast, {
  operation: MAIL,
  given: async () => ({ variables: { input: { code: await makeOffer(await makeUser(cast.app)) } } }),
  by: 'anonymous',
  anonymous: 'is allowed',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [],
  audit: () => ({ action: 'identity.link_mailed', subject_type: 'User', detail: { provider: 'oidc' } }),
  works: (_cast, data) => expect(data).toMatchObject({ isConfirmedByMail: false }),
  twice: 'CONFLICT',
});

describeMutation('unlinkIdentity', cast, {
  operation: UNLINK,
  given: async () => {
    const by = await makeUser(cast.app, { password: PASSWORD });
    return { by, variables: { id: await makeIdentity(by) } };
  },
  by: 'owner',
  forbiddenTo: [],
  invalid: [],
  audit: (_cast, { id }) => ({
    action: 'identity.unlinked',
    subject_type: 'Identity',
    subject_id: id as string,
    detail: expect.objectContaining({ provider: 'oidc' }),
  }),
  works: (_cast, data) => expect(data).toMatchObject({ providerName: 'Staff' }),
  twice: 'NOT_FOUND',
});

describe('connected accounts', () => {
  const identities = async (actor: TestActor) =>
    (await as(actor).run<{ viewer: { identities: { id: string }[] } }>('{ viewer { identities { id } } }')).viewer
      .identities;

  test('are seen by their person alone, by node(id) too', async () => {
    const user = await makeUser(cast.app);
    const id = await makeIdentity(user);
    const node = (actor: TestActor) => as(actor).run('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(await identities(user)).toEqual([{ id }]);
    expect(await node(user)).toEqual({ node: { id } });
    for (const other of [cast.owner, cast.administrator]) {
      expect(await identities(other)).toEqual([]);
      expect(await node(other)).toEqual({ node: null });
    }
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user });
    expect(await identities(token)).toEqual([]);
    expect(await as(token).fail(UNLINK, { id })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('the last way in stays', async () => {
    const user = await makeUser(cast.app);
    const [first, second] = [await makeIdentity(user), await makeIdentity(user)];
    // Of a provider that is configured no more: lets nobody in.
    await makeIdentity(user, 'google');
    await as(user).run(UNLINK, { id: first });
    expect(await as(user).fail(UNLINK, { id: second })).toMatchObject({
      code: 'CONFLICT',
      message: 'This is your only way to sign in. Set a password or connect another account first.',
    });
    await cast.app.sql(`update users set password_hash = 'x' where id = $1`, [user.userId]);
    cast.app.app.config.signIn.hasPassword = false;
    expect(await as(user).fail(UNLINK, { id: second })).toMatchObject({ code: 'CONFLICT' });
    cast.app.app.config.signIn.hasPassword = true;
    await as(user).run(UNLINK, { id: second });
  });

  test('an account elsewhere that somebody connected meanwhile is not taken from them', async () => {
    const [user, other] = [await makeUser(cast.app, { password: PASSWORD }), await makeUser(cast.app)];
    const code = await makeOffer(user);
    await cast.app.sql(
      `insert into identities (id, user_id, provider, issuer, subject)
       select $1, $2, provider, issuer, subject from identity_offers where user_id = $3`,
      [newId('identity'), other.userId, user.userId],
    );
    expect(await as(cast.anonymous).fail(LINK, { input: { code, password: PASSWORD } })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('somebody else’s password, or being signed in as somebody else, proves nothing', async () => {
    const user = await makeUser(cast.app, { password: PASSWORD });
    const other = await makeUser(cast.app, { password: 'staple horse battery' });
    const code = await makeOffer(user);
    expect(await as(other).fail(LINK, { input: { code } })).toMatchObject({ code: 'INVALID_INPUT' });
    const wrong = { code, password: 'staple horse battery' };
    expect(await as(other).fail(LINK, { input: wrong })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a mail proves as much as the password; its code is another one than the page’s', async () => {
    const user = await makeUser(cast.app);
    const code = await makeOffer(user);
    expect(await as(cast.anonymous).fail(LINK, { input: { code } })).toMatchObject({ code: 'INVALID_INPUT' });
    await as(cast.anonymous).run(MAIL, { input: { code } });
    expect(await as(cast.anonymous).fail(LINK, { input: { code } })).toMatchObject({ code: 'INVALID_INPUT' });
    const [job] = await cast.app.sql<{ payload: { sealed: string } }>(
      `select payload from graphile_worker._private_jobs order by id desc limit 1`,
    );
    const mail = cast.app.app.secretBox.open(Buffer.from(job?.payload.sealed ?? '', 'base64'), 'mail.send');
    const mailed = /link-account\?code=([\w-]{43})/.exec(mail)?.[1];
    const offer = `query ($code: String!) { identityOffer(code: $code) { isConfirmedByMail } }`;
    expect(await as(cast.anonymous).run(offer, { code: mailed })).toEqual({
      identityOffer: { isConfirmedByMail: true },
    });
    expect(await as(cast.anonymous).fail(MAIL, { input: { code: mailed } })).toMatchObject({ code: 'NOT_FOUND' });
    await as(cast.anonymous).run(LINK, { input: { code: mailed } });
    expect(await identities(user)).toHaveLength(1);
  });

  test('a mail never stands in for a second factor', async () => {
    const user = await makeUser(cast.app, { password: PASSWORD });
    await cast.app.sql(`insert into second_factors (user_id, secret, confirmed_at) values ($1, '', now())`, [
      user.userId,
    ]);
    const code = await makeOffer(user);
    expect(await as(cast.anonymous).fail(MAIL, { input: { code } })).toMatchObject({ code: 'CONFLICT' });
    expect(await as(cast.anonymous).fail(LINK, { input: { code, password: PASSWORD } })).toMatchObject({
      code: 'SECOND_FACTOR_REQUIRED',
    });
    expect(await identities(user)).toEqual([]);
  });
});
