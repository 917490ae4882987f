import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { Browser } from '../../../test/browser.ts';
import { makeUser, useCast } from '../../../test/factories.ts';
import { CLIENT, type HostileIssuer, type Malice, signHonestly, startHostileIssuer } from '../../../test/issuers.ts';

/** Names itself in its answers (RFC 9207), as the metadata say. */
const named = await startHostileIssuer({ authorization_response_iss_parameter_supported: true });
const hostile = await startHostileIssuer();
const cast = useCast({
  PILOTHOUSE_OIDC_ISSUER: hostile.url,
  PILOTHOUSE_OIDC_CLIENT_ID: CLIENT.id,
  PILOTHOUSE_OIDC_CLIENT_SECRET: CLIENT.secret,
  PILOTHOUSE_OIDC_SIGN_UP: 'on',
  PILOTHOUSE_GOOGLE_CLIENT_ID: CLIENT.id,
  PILOTHOUSE_GOOGLE_CLIENT_SECRET: CLIENT.secret,
  PILOTHOUSE_LINKEDIN_CLIENT_ID: CLIENT.id,
  PILOTHOUSE_LINKEDIN_CLIENT_SECRET: CLIENT.secret,
});
afterAll(() => Promise.all([hostile.close(), named.close()]));
beforeEach(() => {
  // The presets' real addresses are not for tests.
  for (const provider of cast.app.app.config.signIn.providers)
    provider.issuer = provider.key === 'google' ? named.url : hostile.url;
});
afterEach(() => {
  for (const issuer of [hostile, named]) Object.assign(issuer, { malice: {}, nonce: null, tokenRequests: [] });
});

let count = 0;
const someone = () => `guest-${++count}`;

/** Leaves for the issuer, and says with what. */
async function leave(browser: Browser, provider = 'oidc', next = '/'): Promise<URLSearchParams> {
  const start = `/auth/${provider}/start?next=${encodeURIComponent(next)}`;
  const { address } = await browser.open(start, (url) => url.origin === cast.app.url);
  expect(address).toMatch(/^http:.*\/authorize\?/);
  const asked = new URL(address).searchParams;
  for (const issuer of [hostile, named]) issuer.nonce = asked.get('nonce');
  return asked;
}

/** The claims but for one. */
const without =
  (name: string) =>
  (claims: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

const comeBack = (browser: Browser, answer: Record<string, string | null>) => {
  const given = Object.entries(answer).filter((entry): entry is [string, string] => entry[1] !== null);
  return browser.open(`/auth/callback?${new URLSearchParams(given).toString()}`);
};

const traces = async () => ({
  sessions: (await cast.app.sql('select id from sessions')).length,
  users: (await cast.app.sql('select id from users')).length,
  identities: (await cast.app.sql('select id from identities')).length,
});

/** Nobody is signed in, nothing is left, the page knows why, and so does the audit trail. */
async function expectRefusal(
  reason: string,
  browser: Browser,
  work: () => Promise<{ address: string; setCookies: string[] }>,
) {
  const before = await traces();
  const { address, setCookies } = await work();
  expect(address).toBe(`/sign-in?error=${reason}`);
  for (const cookie of setCookies) expect(cookie).not.toMatch(/session|refresh/);
  expect(await browser.viewer()).toBeNull();
  expect(await traces()).toEqual(before);
  const [event] = await cast.app.sql(
    `select action, detail ->> 'reason' as reason from audit_events order by id desc limit 1`,
  );
  expect(event).toEqual({ action: 'session.refused', reason });
}

test('an honest answer signs in, so that what follows fails for its own reason only', async () => {
  const [browser, code] = [new Browser(cast.app), someone()];
  const asked = await leave(browser, 'oidc', '/p/shop?tab=source#log');
  expect(Object.fromEntries(asked)).toEqual({
    client_id: CLIENT.id,
    redirect_uri: `${cast.app.url}/auth/callback`,
    response_type: 'code',
    scope: 'openid email profile',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
  const { address } = await comeBack(browser, { code, state: asked.get('state') });
  expect(address).toBe('/p/shop?tab=source#log');
  expect(await browser.viewer()).toBe(`${code}@example.com`);
  expect(hostile.tokenRequests[0]?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
});

describe('tokens that don’t hold what they say', () => {
  const header = (alg: string, kid = 'own') => ({ alg, kid, typ: 'JWT' });
  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = (claims: object, alg: string) => `${base64(header(alg))}.${base64(claims)}`;
  const past = () => Math.floor(Date.now() / 1_000) - 3_600;

  const cases: [string, Malice][] = [
    ['another issuer', { claims: (claims) => ({ ...claims, iss: 'https://evil.example.com' }) }],
    ['an issuer with a slash more', { claims: (claims) => ({ ...claims, iss: `${hostile.url}/` }) }],
    ['no issuer', { claims: without('iss') }],
    ['another audience', { claims: (claims) => ({ ...claims, aud: 'another-app' }) }],
    ['audiences without us', { claims: (claims) => ({ ...claims, aud: ['another-app', 'a-third'] }) }],
    ['no audience', { claims: without('aud') }],
    ['several audiences, and another party', { claims: (claims) => ({ ...claims, aud: [CLIENT.id, 'x'], azp: 'x' }) }],
    ['several audiences, and no party', { claims: (claims) => ({ ...claims, aud: [CLIENT.id, 'x'] }) }],
    ['another nonce', { claims: (claims) => ({ ...claims, nonce: 'A'.repeat(43) }) }],
    ['no nonce', { claims: without('nonce') }],
    ['a nonce that is no text', { claims: (claims) => ({ ...claims, nonce: [claims.nonce] }) }],
    ['expired', { claims: (claims) => ({ ...claims, iat: past() - 300, exp: past() }) }],
    ['no expiry', { claims: without('exp') }],
    ['an expiry that is no number', { claims: (claims) => ({ ...claims, exp: '9999999999' }) }],
    ['not valid yet', { claims: (claims) => ({ ...claims, nbf: Math.floor(Date.now() / 1_000) + 3_600 }) }],
    ['no subject', { claims: without('sub') }],
    ['an empty subject', { claims: (claims) => ({ ...claims, sub: '' }) }],
    ['alg none', { sign: async (claims) => `${unsigned(claims, 'none')}.` }],
    ['alg none, with a signature', { sign: async (claims) => `${unsigned(claims, 'NONE')}.AAAA` }],
    [
      'HS256 with the client’s secret',
      { sign: (claims) => new SignJWT(claims).setProtectedHeader(header('HS256')).sign(Buffer.from(CLIENT.secret)) },
    ],
    [
      'HS256 with the public key',
      {
        sign: async (claims) => {
          const keys = await (await fetch(`${hostile.url}/jwks`)).text();
          const text = unsigned(claims, 'HS256');
          return `${text}.${createHmac('sha256', keys).update(text).digest('base64url')}`;
        },
      },
    ],
    [
      'a key that is not in its JWKS',
      {
        sign: (claims, { foreign }) => new SignJWT(claims).setProtectedHeader(header('RS256', 'foreign')).sign(foreign),
      },
    ],
    [
      'a foreign key under a known name',
      { sign: (claims, { foreign }) => new SignJWT(claims).setProtectedHeader(header('RS256')).sign(foreign) },
    ],
    [
      'another algorithm of its key',
      {
        sign: (claims, { own }) =>
          new SignJWT(claims)
            .setProtectedHeader(header('PS256'))
            .sign(own)
            .catch(() => 'x.y.z'),
      },
    ],
    ['a signature of nothing', { sign: async (claims) => `${unsigned(claims, 'RS256')}.` }],
    [
      'changed after signing',
      {
        sign: async (claims, keys) => {
          const [head, , signature] = (await signHonestly(claims, keys)).split('.');
          return `${head}.${base64({ ...claims, email: 'owner@example.com' })}.${signature}`;
        },
      },
    ],
    ['no token at all', { sign: async () => '' }],
    ['no JWT', { sign: async () => 'not.a.jwt' }],
    [
      'user info of somebody else',
      {
        claims: without('email'),
        userInfo: { sub: 'another', email: 'a@example.com', email_verified: true },
      },
    ],
  ];

  test.each(cases)('%s', async (_what, malice) => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    hostile.malice = malice;
    await expectRefusal('answer_untrusted', browser, () =>
      comeBack(browser, { code: someone(), state: asked.get('state') }),
    );
  });
});

describe('whose answer it is', () => {
  test('a wrong state, none, or two', async () => {
    for (const state of ['A'.repeat(43), '', null]) {
      const browser = new Browser(cast.app);
      await leave(browser);
      await expectRefusal('flow_mismatch', browser, () => comeBack(browser, { code: someone(), state }));
    }
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    await expectRefusal('answer_untrusted', browser, () =>
      browser.open(`/auth/callback?code=x&state=${asked.get('state')}&state=other`),
    );
  });

  test('without what the browser kept: an answer that was put into its hands', async () => {
    const attacker = new Browser(cast.app);
    const asked = await leave(attacker);
    const victim = new Browser(cast.app);
    await expectRefusal('flow_expired', victim, () => comeBack(victim, { code: someone(), state: asked.get('state') }));
  });

  test('with another browser’s state, while a sign-in of its own is under way; that one still comes back', async () => {
    const asked = await leave(new Browser(cast.app));
    const victim = new Browser(cast.app);
    const own = await leave(victim);
    await expectRefusal('flow_mismatch', victim, () =>
      comeBack(victim, { code: someone(), state: asked.get('state') }),
    );
    expect((await comeBack(victim, { code: someone(), state: own.get('state') })).address).toBe('/');
  });

  test('after 10 minutes', async () => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    cast.app.app.now = () => new Date(Date.now() + 601_000);
    const work = () => comeBack(browser, { code: someone(), state: asked.get('state') });
    await expectRefusal('flow_expired', browser, work).finally(() => {
      cast.app.app.now = () => new Date();
    });
  });

  test('a second time, by a copy of address and cookies: the issuer would redeem its code for ever', async () => {
    const [browser, code] = [new Browser(cast.app), someone()];
    const asked = await leave(browser);
    const thief = browser.copy();
    expect((await comeBack(browser, { code, state: asked.get('state') })).address).toBe('/');
    await expectRefusal('flow_used', thief, () => comeBack(thief, { code, state: asked.get('state') }));
    expect(hostile.tokenRequests).toHaveLength(1);
  });

  test('a refused answer can’t be tried again with another code', async () => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    const thief = browser.copy();
    hostile.malice = { claims: without('nonce') };
    await comeBack(browser, { code: someone(), state: asked.get('state') });
    hostile.malice = {};
    await expectRefusal('flow_used', thief, () => comeBack(thief, { code: someone(), state: asked.get('state') }));
  });

  test('mixed up: an answer that names another issuer is not even redeemed', async () => {
    for (const [provider, iss] of [
      ['oidc', named.url],
      ['google', hostile.url],
      ['google', null],
    ] as const) {
      const browser = new Browser(cast.app);
      const asked = await leave(browser, provider);
      await expectRefusal('answer_untrusted', browser, () =>
        comeBack(browser, { code: someone(), state: asked.get('state'), iss }),
      );
    }
    expect([...hostile.tokenRequests, ...named.tokenRequests]).toEqual([]);
  });

  test('mixed up: what one issuer signed is worth nothing from another', async () => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser, 'google');
    named.malice = { claims: (claims) => ({ ...claims, iss: hostile.url }) };
    await expectRefusal('answer_untrusted', browser, () =>
      comeBack(browser, { code: someone(), state: asked.get('state'), iss: named.url }),
    );
  });
});

describe('LinkedIn', () => {
  const quirky: Malice = { claims: (claims) => ({ ...claims, email_verified: 'true' }) };

  test('is asked without nonce and PKCE, gets the secret in the body, and may say "true" for true', async () => {
    const [browser, code] = [new Browser(cast.app), someone()];
    const asked = await leave(browser, 'linkedin');
    expect([asked.get('nonce'), asked.get('code_challenge')]).toEqual([null, null]);
    hostile.malice = quirky;
    expect((await comeBack(browser, { code, state: asked.get('state') })).address).toBe('/');
    expect(await browser.viewer()).toBe(`${code}@example.com`);
    const [sent] = hostile.tokenRequests;
    expect([sent?.get('client_secret'), sent?.get('code_verifier')]).toEqual([CLIENT.secret, null]);
  });

  test('is believed in nothing else more than the others', async () => {
    const cases: [string, Malice][] = [
      ['answer_untrusted', { claims: (claims) => ({ ...claims, nonce: 'of another sign-in' }) }],
      ['answer_untrusted', { claims: (claims) => ({ ...claims, aud: 'another-app' }) }],
      ['email_unverified', { claims: (claims) => ({ ...claims, email_verified: 'yes' }) }],
    ];
    for (const [reason, malice] of cases) {
      const browser = new Browser(cast.app);
      const asked = await leave(browser, 'linkedin');
      hostile.malice = malice;
      await expectRefusal(reason, browser, () => comeBack(browser, { code: someone(), state: asked.get('state') }));
    }
  });

  test('others may not say "true" for true', async () => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    hostile.malice = quirky;
    await expectRefusal('email_unverified', browser, () =>
      comeBack(browser, { code: someone(), state: asked.get('state') }),
    );
  });
});

describe('addresses', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['not verified', { email_verified: false }, 'email_unverified'],
    ['verified is not said', { email_verified: undefined }, 'email_unverified'],
    ['verified is 1', { email_verified: 1 }, 'email_unverified'],
    ['none', { email: undefined }, 'email_missing'],
    ['no address', { email: 'ada' }, 'email_missing'],
    ['two in one', { email: ['a@example.com', 'b@example.com'] }, 'email_missing'],
  ])('%s', async (_what, part, reason) => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    const changed = (claims: object) => JSON.parse(JSON.stringify({ ...claims, ...part }));
    hostile.malice = { claims: changed, userInfo: changed({ sub: `guest-${count + 1}`, email: 'x@example.com' }) };
    await expectRefusal(reason, browser, () => comeBack(browser, { code: someone(), state: asked.get('state') }));
  });

  test.each([true, false])('of an account here: never signed in to it (verified: %s)', async (isVerified) => {
    const ada = await makeUser(cast.app, { password: 'correct horse battery' });
    const [browser, before] = [new Browser(cast.app), await traces()];
    const asked = await leave(browser);
    hostile.malice = {
      claims: (claims) => ({ ...claims, email: ada.email?.toUpperCase(), email_verified: isVerified }),
    };
    const { address } = await comeBack(browser, { code: someone(), state: asked.get('state') });
    expect(address).toMatch(isVerified ? /^\/link-account\?code=[\w-]{43}$/ : /^\/sign-in\?error=email_unverified$/);
    expect(await browser.viewer()).toBeNull();
    expect(await traces()).toEqual(before);
  });
});

describe('issuers that refuse, break or stall', () => {
  test.each([
    ['access_denied', 'denied'],
    ['server_error', 'issuer_refused'],
    ['<script>alert(1)</script>', 'issuer_refused'],
  ])('the answer is the error %s', async (error, reason) => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    await expectRefusal(reason, browser, () =>
      comeBack(browser, { error, error_description: 'Call +1 555 0100 now', state: asked.get('state') }),
    );
  });

  const answer = (path: string, status: number, body: string, type = 'application/json'): Malice => ({
    answer: { path, with: (response) => response.writeHead(status, { 'content-type': type }).end(body) },
  });
  test.each<[string, string, Malice]>([
    ['the code is unknown', 'issuer_refused', answer('/token', 400, '{"error":"invalid_grant"}')],
    ['our secret is wrong', 'issuer_refused', answer('/token', 401, '{"error":"invalid_client"}')],
    ['out of order', 'issuer_unreachable', answer('/token', 503, 'Sorry', 'text/html')],
    ['a page instead of JSON', 'answer_untrusted', answer('/token', 200, '<html>', 'text/html')],
    ['a list instead of an object', 'answer_untrusted', answer('/token', 200, '[]')],
    [
      'a redirect',
      'answer_untrusted',
      {
        answer: {
          path: '/token',
          with: (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
        },
      },
    ],
    ['an answer of a megabyte', 'issuer_unreachable', answer('/token', 200, `{"x":"${'x'.repeat(1024 ** 2)}"}`)],
    [
      'a broken connection',
      'issuer_unreachable',
      {
        answer: { path: '/token', with: (response) => void response.destroy() },
      },
    ],
  ])('%s', async (_what, reason, malice) => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    hostile.malice = malice;
    await expectRefusal(reason, browser, () => comeBack(browser, { code: someone(), state: asked.get('state') }));
  });

  test('an answer that never ends, or never begins', async () => {
    const stalling: ((response: import('node:http').ServerResponse) => void)[] = [
      () => {},
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ];
    for (const stall of stalling) {
      const browser = new Browser(cast.app);
      const asked = await leave(browser);
      hostile.malice = { answer: { path: '/token', with: stall } };
      cast.app.app.config.signIn.timeoutSeconds = 0.1;
      const work = () => comeBack(browser, { code: someone(), state: asked.get('state') });
      await expectRefusal('issuer_unreachable', browser, work).finally(() => {
        cast.app.app.config.signIn.timeoutSeconds = 10;
      });
    }
  });

  test.each<[string, Malice | 'gone']>([
    ['nobody is there', 'gone'],
    [
      'it says that it is another',
      answer('/.well-known/openid-configuration', 200, '{"issuer":"https://evil.example.com"}'),
    ],
    ['its description is huge', answer('/.well-known/openid-configuration', 200, `{"x":"${'x'.repeat(1024 ** 2)}"}`)],
    ['its description is no JSON', answer('/.well-known/openid-configuration', 200, 'nothing', 'text/plain')],
  ])('at the start: %s; it works again once the issuer does', async (_what, malice) => {
    const fresh: HostileIssuer = await startHostileIssuer();
    const [provider] = cast.app.app.config.signIn.providers;
    if (!provider) throw new Error('There is one.');
    provider.issuer = malice === 'gone' ? 'http://127.0.0.1:9' : fresh.url;
    fresh.malice = malice === 'gone' ? {} : malice;
    const browser = new Browser(cast.app);
    expect((await browser.open('/auth/oidc/start')).address).toBe('/sign-in?error=issuer_unreachable');
    provider.issuer = fresh.url;
    fresh.malice = {};
    const { address } = await browser.open('/auth/oidc/start', (url) => url.origin === cast.app.url);
    expect(address).toMatch(fresh.url);
    await fresh.close();
  });

  test('an issuer that names plain http elsewhere for its endpoints is not asked there', async () => {
    const luring = await startHostileIssuer({ token_endpoint: 'http://10.0.0.1/token' });
    const [provider] = cast.app.app.config.signIn.providers;
    if (provider) provider.issuer = luring.url;
    const browser = new Browser(cast.app);
    const asked = await leave(browser);
    await expectRefusal('issuer_unreachable', browser, () =>
      comeBack(browser, { code: someone(), state: asked.get('state') }),
    );
    await luring.close();
  });

  test('a provider that there isn’t', async () => {
    for (const key of ['nobody', '__proto__', '..%2f..'])
      expect((await new Browser(cast.app).open(`/auth/${key}/start`)).address).toBe('/sign-in?error=unknown_provider');
  });
});

describe('where it leads', () => {
  test.each([
    'https://evil.example.com',
    '//evil.example.com',
    '///evil.example.com',
    '/\\evil.example.com',
    '\\\\evil.example.com',
    '/.//evil.example.com',
    '/..//evil.example.com',
    '/p/../..//evil.example.com',
    '/\t/evil.example.com',
    '/\n/evil.example.com',
    '/./\\evil.example.com',
    '/%2e//evil.example.com',
    ' //evil.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example.com',
    '@evil.example.com',
    '/sign-in?next=//evil.example.com',
    '/auth/oidc/start',
    '/link-account?code=x',
    '',
  ])('not to %j', async (next) => {
    const browser = new Browser(cast.app);
    const asked = await leave(browser, 'oidc', next);
    expect((await comeBack(browser, { code: someone(), state: asked.get('state') })).address).toBe('/');
  });

  test('what the browser keeps is httpOnly, for this site, for 10 minutes, and can’t be read', async () => {
    const response = await fetch(`${cast.app.url}/auth/oidc/start?next=/p/shop`, { redirect: 'manual' });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^pilothouse_provider_sign_in=[\w-]+; Path=\/; SameSite=Lax; Max-Age=600; HttpOnly$/);
    expect(Buffer.from(cookie?.split(/[=;]/)[1] ?? '', 'base64url').toString('latin1')).not.toMatch(/oidc|shop/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
