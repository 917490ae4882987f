import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { Browser } from '../../../test/browser.ts';
import { makeProject, makeUser, type TestProject, useCast } from '../../../test/factories.ts';
import { CLIENT, startRealIssuer } from '../../../test/issuers.ts';
import type { Role } from '../../platform/auth/actor.ts';
import type { GroupRole } from '../../platform/config-sign-in.ts';

const issuer = await startRealIssuer();
const cast = useCast({
  PILOTHOUSE_OIDC_ISSUER: issuer.url,
  PILOTHOUSE_OIDC_CLIENT_ID: CLIENT.id,
  PILOTHOUSE_OIDC_CLIENT_SECRET: CLIENT.secret,
  PILOTHOUSE_OIDC_NAME: 'Staff',
  PILOTHOUSE_OIDC_SCOPES: 'openid email profile groups',
  PILOTHOUSE_OIDC_ALLOWED_DOMAINS: 'Example.com, example.org',
});
beforeAll(() => issuer.serve(`${cast.app.url}/auth/callback`));
afterAll(() => issuer.close());

const config = () => cast.app.app.config.signIn;
let count = 0;

/** Puts somebody new before the issuer's page. */
function seat(claims: Record<string, unknown> = {}): string {
  const sub = `sub-${++count}`;
  const email = `${sub}@example.com`;
  issuer.person = { sub, email, email_verified: true, name: `Person ${count}`, ...claims };
  issuer.consents = true;
  return String(issuer.person.email);
}

const signIn = async (browser = new Browser(cast.app), path = '/auth/oidc/start?next=/projects') => ({
  browser,
  ...(await browser.open(path)),
});

const LINK = `mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { id provider providerName email } }`;
const OFFER = `query ($code: String!) { identityOffer(code: $code) { providerName email isViewer hasPassword canSendMail next } }`;
const codeOf = (address: string) => new URL(address, cast.app.url).searchParams.get('code');

describe('the first sign-in', () => {
  beforeEach(() => void seat());

  test('makes an account without a password, with a verified address, signed in and audited', async () => {
    const { browser, address } = await signIn();
    expect(address).toBe('/projects');
    const { data } = await browser.ask<{ viewer: Record<string, unknown> }>(
      '{ viewer { email name isAdministrator identities { provider providerName email } } }',
    );
    const email = issuer.person.email;
    expect(data?.viewer).toEqual({
      email,
      name: issuer.person.name,
      isAdministrator: false,
      identities: [{ provider: 'oidc', providerName: 'Staff', email }],
    });
    const [user] = await cast.app.sql(
      'select id, password_hash, email_verified_at is not null as is_verified from users where email = $1',
      [email],
    );
    expect(user).toMatchObject({ password_hash: null, is_verified: true });
    const events = await cast.app.sql<{ action: string; detail: unknown }>(
      `select action, detail from audit_events where subject_name = $1 or actor_id = $2 or detail ->> 'userId' = $2 order by id`,
      [email, user?.id],
    );
    expect(events.map(({ action }) => action)).toEqual(['user.created', 'identity.linked', 'session.started']);
    expect(events[2]?.detail).toMatchObject({ provider: 'oidc' });
  });

  test('and the second finds it again, by subject: the address there may have changed', async () => {
    await signIn();
    const email = issuer.person.email;
    issuer.person = { ...issuer.person, email: `moved-${count}@example.com` };
    const { browser } = await signIn();
    expect(await browser.viewer()).toBe(email);
  });

  test('two browsers at once make one account', async () => {
    const results = await Promise.all([signIn(), signIn(), signIn()]);
    const accounts = await cast.app.sql('select id from users where email = $1', [issuer.person.email]);
    expect(accounts).toHaveLength(1);
    for (const { address } of results) expect(address).toMatch(/^\/projects$|^\/link-account\?/);
  });

  test.each<[string, () => void, string]>([
    ['somebody of another domain', () => void seat({ email: `ada-${count}@evil.com` }), 'no_account'],
    ['a domain that ends alike', () => void seat({ email: `ada-${count}@not-example.com` }), 'no_account'],
    ['a part of the domain', () => void seat({ email: `ada-${count}@x.example.com` }), 'no_account'],
    ['an address that is not verified', () => void seat({ email_verified: false }), 'email_unverified'],
    ['nobody: they declined', () => void Object.assign(issuer, { consents: false }), 'denied'],
  ])('is refused to %s', async (_what, given, reason) => {
    given();
    const { browser, address } = await signIn();
    expect(address).toBe(`/sign-in?error=${reason}`);
    expect(await browser.viewer()).toBeNull();
    expect(await cast.app.sql('select from users where email = $1', [issuer.person.email])).toEqual([]);
  });

  test('is counted by its issuer, refused ones without a name of who tried', async () => {
    await cast.app.sql(`delete from events where kind = 'sign_in'`);
    await signIn();
    const [user] = await cast.app.sql('select id from users where email = $1', [issuer.person.email]);
    seat({ email_verified: false });
    await signIn();
    expect(
      await cast.app.sql(
        `select project_id, name, status, actor, data ->> 'reason' as reason from events where kind = 'sign_in' order by seq`,
      ),
    ).toEqual([
      { project_id: 'installation', name: 'OIDC', status: 'SUCCEEDED', actor: user?.id, reason: null },
      { project_id: 'installation', name: 'OIDC', status: 'REFUSED', actor: null, reason: 'email_unverified' },
    ]);
  });

  test('is refused when sign-up is off, and open to everybody only when it is on without domains', async () => {
    const [signUp, allowedDomains] = [config().signUp, config().allowedDomains];
    config().signUp = 'off';
    expect((await signIn()).address).toBe('/sign-in?error=no_account');
    seat({ email: `ada-${count}@elsewhere.com` });
    config().signUp = 'on';
    expect((await signIn()).address).toBe('/sign-in?error=no_account');
    config().allowedDomains = [];
    expect((await signIn()).address).toBe('/projects');
    Object.assign(config(), { signUp, allowedDomains });
  });

  test('is open to whom somebody invited, whatever the rules', async () => {
    const email = `invited-${count}@elsewhere.com`;
    const invite = (expiresAt: string) =>
      cast.app.sql(
        `insert into invitations (id, project_id, email, role, code_hash, expires_at, invited_by)
         values ($1, $2, $3, 'VIEWER', $4, $5, $6)`,
        [
          `inv_${expiresAt}`,
          cast.project.id,
          email.toUpperCase(),
          Buffer.from(expiresAt),
          expiresAt,
          cast.owner.userId,
        ],
      );
    seat({ email });
    await invite('2020-01-01');
    expect((await signIn()).address).toBe('/sign-in?error=no_account');
    await invite('2120-01-01');
    expect((await signIn()).address).toBe('/projects');
  });

  test.each(['suspended_at', 'deleted_at'])('of somebody who is gone (%s) is refused', async (column) => {
    await signIn();
    await cast.app.sql(`update users set ${column} = now() where email = $1`, [issuer.person.email]);
    const { browser, address } = await signIn();
    expect(address).toBe('/sign-in?error=account_suspended');
    expect(await browser.viewer()).toBeNull();
  });
});

describe('somebody who has an account here', () => {
  const PASSWORD = 'correct horse battery';
  let ada: TestActor;
  beforeEach(async () => {
    ada = await makeUser(cast.app, { name: 'Ada', password: PASSWORD });
    seat({ email: ada.email });
  });

  test('is asked for consent, confirms with the password, and is signed in from then on', async () => {
    const { browser, address } = await signIn();
    const code = codeOf(address);
    expect((await browser.ask(OFFER, { code })).data).toEqual({
      identityOffer: {
        providerName: 'Staff',
        email: ada.email,
        isViewer: false,
        hasPassword: true,
        canSendMail: false,
        next: '/projects',
      },
    });
    expect(await browser.viewer()).toBeNull();
    for (const password of [undefined, '', 'wrong horse battery']) {
      const { errors } = await browser.ask(LINK, { input: { code, password } });
      expect(errors?.[0]?.extensions.code).toBe(password ? 'UNAUTHENTICATED' : 'INVALID_INPUT');
    }
    expect(await browser.viewer()).toBeNull();
    const linked = await browser.ask(LINK, { input: { code, password: PASSWORD } });
    expect(linked.data).toMatchObject({ linkIdentity: { provider: 'oidc', providerName: 'Staff', email: ada.email } });
    expect(await browser.viewer()).toBe(ada.email);
    expect(await (await signIn()).browser.viewer()).toBe(ada.email);
  });

  test('the page’s code ends after 15 minutes, after its use, and is guessed as rarely as a password', async () => {
    const { browser, address } = await signIn();
    const code = codeOf(address);
    for (let guess = 0; guess < 5; guess += 1)
      await browser.ask(LINK, { input: { code, password: `wrong horse ${guess}` } });
    const limited = await browser.ask(LINK, { input: { code, password: PASSWORD } });
    expect(limited.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    await cast.app.sql('delete from sign_in_tries');
    cast.app.app.now = () => new Date(Date.now() + 901_000);
    expect((await browser.ask(OFFER, { code })).data).toEqual({ identityOffer: null });
    cast.app.app.now = () => new Date();
    expect((await browser.ask(LINK, { input: { code, password: PASSWORD } })).errors).toBeUndefined();
    const again = await browser.ask(LINK, { input: { code, password: PASSWORD } });
    expect(again.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('connects from the account page without a password, and disconnects again', async () => {
    const browser = new Browser(cast.app);
    await browser.ask('mutation ($input: SignInInput!) { signIn(input: $input) { id } }', {
      input: { email: ada.email, password: PASSWORD },
    });
    const { address } = await signIn(browser, '/auth/oidc/start?link=1&next=/account');
    const code = codeOf(address);
    expect((await browser.ask(OFFER, { code })).data).toMatchObject({ identityOffer: { isViewer: true } });
    const { data } = await browser.ask<{ linkIdentity: { id: string } }>(LINK, { input: { code } });
    expect((await signIn(browser, '/auth/oidc/start?link=1&next=/account')).address).toBe('/account');
    const { errors } = await browser.ask('mutation ($id: ID!) { unlinkIdentity(id: $id) { id } }', {
      id: data?.linkIdentity.id,
    });
    expect(errors).toBeUndefined();
    expect((await signIn()).address).toMatch(/^\/link-account/);
  });

  test('connecting signs nobody in, and takes no account that isn’t theirs', async () => {
    const stranger = new Browser(cast.app);
    expect((await signIn(stranger, '/auth/oidc/start?link=1')).address).toBe('/account?error=link_signed_out');
    expect(await stranger.viewer()).toBeNull();

    const grace = await makeUser(cast.app, { password: PASSWORD });
    const asGrace = async () => {
      const browser = new Browser(cast.app);
      const input = { email: grace.email, password: PASSWORD };
      await browser.ask('mutation ($input: SignInInput!) { signIn(input: $input) { id } }', { input });
      return browser;
    };
    let browser = await asGrace();
    expect((await signIn(browser, '/auth/oidc/start?link=1')).address).toBe('/account?error=link_other_email');
    seat();
    await signIn();
    // A browser that the issuer doesn't know yet: it would say again whom it let in before.
    browser = await asGrace();
    expect((await signIn(browser, '/auth/oidc/start?link=1')).address).toBe('/account?error=link_other_account');
    expect(await browser.viewer()).toBe(grace.email);
  });

  test('suspended: not even asked', async () => {
    await cast.app.sql('update users set suspended_at = now() where id = $1', [ada.userId]);
    expect((await signIn()).address).toBe('/sign-in?error=account_suspended');
  });
});

describe('groups', () => {
  let shop: TestProject;
  beforeEach(async () => {
    shop = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    seat({ groups: ['devs'] });
  });
  const map = (...groupRoles: GroupRole[]) => {
    const [provider] = config().providers;
    if (provider) provider.groupRoles = groupRoles;
  };
  const inShop = (group: string, role: Role): GroupRole => ({ group, project: shop.slug, role });
  const roleOf = async (email: unknown = issuer.person.email) => {
    const [row] = await cast.app.sql<{ role: string; source: string }>(
      'select role, source from members m join users u on u.id = m.user_id where m.project_id = $1 and u.email = $2',
      [shop.id, email],
    );
    return row ? `${row.role} by ${row.source}` : null;
  };
  const isAdministrator = async () =>
    (await cast.app.sql('select from users where email = $1 and is_administrator', [issuer.person.email])).length === 1;
  const withGroups = (...groups: string[]) => {
    issuer.person = { ...issuer.person, groups };
    return signIn();
  };

  test('bring roles, change them, and take them away, at each sign-in; the highest counts', async () => {
    map(inShop('devs', 'OPERATOR'), inShop('leads', 'MAINTAINER'), {
      group: 'devs',
      project: 'no-such',
      role: 'OWNER',
    });
    const { browser } = await signIn();
    expect(await roleOf()).toBe('OPERATOR by CLAIM');
    const { data } = await browser.ask(`{ project(slug: "${shop.slug}") { viewerRole } }`);
    expect(data).toEqual({ project: { viewerRole: 'OPERATOR' } });
    await withGroups('leads', 'devs');
    expect(await roleOf()).toBe('MAINTAINER by CLAIM');
    await withGroups();
    expect(await roleOf()).toBeNull();
    expect((await browser.ask(`{ project(slug: "${shop.slug}") { id } }`)).data).toEqual({ project: null });
    const events = await cast.app.sql<{ action: string; actor_kind: string }>(
      `select action, actor_kind from audit_events where project_id = $1 and subject_name = $2 order by id`,
      [shop.id, issuer.person.email],
    );
    expect(events).toEqual(
      ['member.added', 'member.role_changed', 'member.removed'].map((action) => ({ action, actor_kind: 'SYSTEM' })),
    );
  });

  test('what was given by hand stays, whatever the groups say', async () => {
    map(inShop('devs', 'OWNER'));
    await withGroups();
    await cast.app.sql(
      `insert into members (id, project_id, user_id, role) select 'mem_by_hand', $1, id, 'VIEWER' from users where email = $2`,
      [shop.id, issuer.person.email],
    );
    await withGroups('devs');
    expect(await roleOf()).toBe('VIEWER by HAND');
    await withGroups();
    expect(await roleOf()).toBe('VIEWER by HAND');
  });

  test('the last owner stays until there is another', async () => {
    map(inShop('devs', 'OWNER'));
    await signIn();
    await cast.app.sql(`delete from members where project_id = $1 and source = 'HAND'`, [shop.id]);
    await withGroups();
    expect(await roleOf()).toBe('OWNER by CLAIM');
    await cast.app.sql(`insert into members (id, project_id, user_id, role) values ('mem_other', $1, $2, 'OWNER')`, [
      shop.id,
      cast.owner.userId,
    ]);
    await withGroups();
    expect(await roleOf()).toBeNull();
  });

  test('make administrators, and end that, but not of those made by hand', async () => {
    map({ group: 'ops', project: null, role: 'ADMINISTRATOR' });
    await withGroups('ops');
    expect(await isAdministrator()).toBe(true);
    await withGroups('devs');
    expect(await isAdministrator()).toBe(false);
    await cast.app.sql('update users set is_administrator = true where email = $1', [issuer.person.email]);
    await withGroups();
    expect(await isAdministrator()).toBe(true);
  });

  test('known ones let in from any domain; unknown and malformed ones bring nothing', async () => {
    map(inShop('devs', 'VIEWER'));
    seat({ email: `partner-${count}@elsewhere.com`, groups: ['devs'] });
    expect((await signIn()).address).toBe('/projects');
    expect(await roleOf()).toBe('VIEWER by CLAIM');
    for (const groups of [['Devs'], [['devs']], { devs: true }, 7, null, ['devs '], `devs${'x'.repeat(600)}`]) {
      seat({ groups });
      await signIn();
      expect(await roleOf()).toBeNull();
    }
  });

  test('end when the account there is disconnected', async () => {
    map(inShop('devs', 'OPERATOR'));
    const { browser } = await signIn();
    await cast.app.sql(`update users set password_hash = 'x' where email = $1`, [issuer.person.email]);
    const { data } = await browser.ask<{ viewer: { identities: { id: string }[] } }>(
      '{ viewer { identities { id } } }',
    );
    await browser.ask('mutation ($id: ID!) { unlinkIdentity(id: $id) { id } }', { id: data?.viewer.identities[0]?.id });
    expect(await roleOf()).toBeNull();
  });
});

describe('without passwords', () => {
  test('nobody signs in with one; the providers do', async () => {
    const ada = await makeUser(cast.app, { password: 'correct horse battery' });
    config().hasPassword = false;
    const methods = '{ signInMethods { hasPassword providers { key name startUrl } } }';
    expect(await as(cast.anonymous).run(methods)).toEqual({
      signInMethods: { hasPassword: false, providers: [{ key: 'oidc', name: 'Staff', startUrl: '/auth/oidc/start' }] },
    });
    const input = { email: ada.email, password: 'correct horse battery' };
    const refused = await as(cast.anonymous).fail('mutation ($input: SignInInput!) { signIn(input: $input) { id } }', {
      input,
    });
    expect(refused).toMatchObject({ code: 'FORBIDDEN' });
    seat();
    expect(await (await signIn()).browser.viewer()).toBe(issuer.person.email);
    config().hasPassword = true;
  });
});
