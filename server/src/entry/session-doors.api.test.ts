import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../test/as.ts';
import { Browser } from '../../test/browser.ts';
import { makeUser, useCast } from '../../test/factories.ts';

const LISTED = 'https://board.example.com';
const cast = useCast({ PILOTHOUSE_ALLOWED_ORIGINS: LISTED });
const PASSWORD = 'correct horse battery';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { email } }';
const ALL = ['pilothouse_session', 'pilothouse_refresh', 'pilothouse_csrf'];
const AFTER_ACCESS = 610_000;

/** Time moves only when a test moves it. */
const clock = { now: Date.now() };
beforeAll(() => {
  cast.app.app.now = () => new Date(clock.now);
});

async function signedIn(): Promise<{ browser: Browser; csrf: string }> {
  const { email } = await makeUser(cast.app, { password: PASSWORD });
  const browser = new Browser(cast.app);
  await browser.ask(SIGN_IN, { input: { email, password: PASSWORD } });
  const csrf = /pilothouse_csrf=([^;]+)/.exec(browser.cookies())?.[1];
  if (!csrf) throw new Error('Nobody was signed in.');
  return { browser, csrf };
}

const post = (headers: Record<string, string>, query = '{ viewer { name } }', path = '/graphql') =>
  as(cast.anonymous).fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
const link = (query: string, headers: Record<string, string>) =>
  as(cast.anonymous).fetch(`/graphql?query=${encodeURIComponent(query)}`, {
    headers: { 'apollo-require-preflight': '1', ...headers },
  });
const namesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);

describe('a session whose access token has run out', () => {
  test.each<[door: string, ask: (headers: Record<string, string>) => Promise<Response>]>([
    ['the fast door', (headers) => post(headers)],
    ['Express', (headers) => post(headers, undefined, '/graphql?')],
    ['a GET', (headers) => link('{ viewer { name } }', headers)],
    ['the REST API', (headers) => as(cast.anonymous).fetch('/api/v1/projects', { headers })],
  ])('is answered and renewed once by %s', async (_door, ask) => {
    const { browser, csrf } = await signedIn();
    clock.now += AFTER_ACCESS;
    const withoutAccess = browser.cookies().replace(/pilothouse_session=[^;]+; /, '');
    for (const cookie of [browser.cookies(), withoutAccess]) {
      const response = await ask({ cookie, 'x-csrf-token': csrf });
      expect(response.status).toBe(200);
      expect(await response.json()).not.toMatchObject({ data: { viewer: null } });
      expect(namesOf(response)).toEqual(ALL);
    }
  });

  test.each([
    ['is refused', '{"query": "mutation { signOut }"}', {}],
    ['can’t be read', '{"query": ', { 'x-csrf-token': 'given' }],
  ])('is renewed once, too, where the request %s and goes on to the next door', async (_what, body, headers) => {
    const { browser, csrf } = await signedIn();
    clock.now += AFTER_ACCESS;
    const response = await as(cast.anonymous).fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: browser.cookies(),
        ...('x-csrf-token' in headers ? { 'x-csrf-token': csrf } : {}),
      },
      body,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(namesOf(response)).toEqual(ALL);
  });
});

test('a browser that lost the cookie with its token gets it again with the refusal, and goes on', async () => {
  const { browser, csrf } = await signedIn();
  for (const lost of ['', 'pilothouse_csrf=of-a-session-before; ']) {
    const cookie = lost + browser.cookies().replace(/; pilothouse_csrf=.*/, '');
    const response = await post({ cookie }, 'mutation { signOut }');
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([`pilothouse_csrf=${csrf}; Path=/; SameSite=Lax; Max-Age=86400`]);
  }
  expect(namesOf(await post({ cookie: browser.cookies() }, 'mutation { signOut }'))).toEqual([]);
});

test('a page of a listed origin, which can’t read our cookies, asks for its token', async () => {
  const { browser, csrf } = await signedIn();
  const mine = { cookie: browser.cookies(), origin: LISTED, 'sec-fetch-site': 'same-site' };
  expect((await post(mine, 'mutation { signOut }')).status).toBe(403);
  const answer = (await (await link('{ viewer { csrfToken } }', mine)).json()) as {
    data: { viewer: { csrfToken: string } };
  };
  expect(answer.data.viewer.csrfToken).toBe(csrf);
  expect(await (await post({ ...mine, 'x-csrf-token': csrf }, 'mutation { signOut }')).json()).toMatchObject({
    data: { signOut: true },
  });
});

test('who asks is looked up once a second, however often they ask', async () => {
  const { browser } = await signedIn();
  const cost = async () => {
    const before = cast.app.statementCount();
    await browser.viewer();
    return cast.app.statementCount() - before;
  };
  await cost();
  const known = await cost();
  for (let n = 0; n < 5; n += 1) expect(await cost()).toBe(known);
  clock.now += 1_000;
  // The installation's settings are read once a second, too.
  expect(await cost()).toBe(known + 2);
  expect(await cost()).toBe(known);
});
