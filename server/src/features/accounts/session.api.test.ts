import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { as, type TestActor } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { Browser } from '../../../test/browser.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  makeSession,
  makeToken,
  makeUser,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation } from '../../../test/mutation-cases.ts';
import { newId } from '../../lib/ids.ts';

const cast = useCast();
const PASSWORD = 'correct horse battery';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { email } }';
const MINUTE = 60_000;

/** The clock of the server, which goes on from where it is put. */
let aheadMs = 0;
function pass(ms: number): void {
  aheadMs += ms;
  cast.app.app.now = () => new Date(Date.now() + aheadMs);
}
afterEach(() => {
  aheadMs = 0;
  cast.app.app.now = () => new Date();
});

interface SignedIn {
  browser: Browser;
  email: string;
  userId: string;
}

/** Somebody without any session. */
async function makePerson(): Promise<TestActor> {
  const person = await makeUser(cast.app, { password: PASSWORD });
  await cast.app.sql('delete from sessions where user_id = $1', [person.userId]);
  return person;
}

/** Somebody's browser, after they have signed in. */
async function signedIn(person?: { email: string | null; userId: string | null }): Promise<SignedIn> {
  const { email, userId } = person ?? (await makePerson());
  const browser = new Browser(cast.app);
  await browser.ask(SIGN_IN, { input: { email, password: PASSWORD } });
  expect(await browser.viewer()).toBe(email);
  return { browser, email: email ?? '', userId: userId ?? '' };
}

const cookieOf = (browser: Browser, name: string) =>
  new RegExp(`pilothouse_${name}=([^;]+)`).exec(browser.cookies())?.[1] ?? null;
const sessionsOf = (userId: string) =>
  cast.app.sql<{ id: string; revoked_at: Date | null }>(
    'select id, revoked_at from sessions where user_id = $1 order by id',
    [userId],
  );
const actionsOf = async (userId: string) =>
  (
    await cast.app.sql<{ action: string }>(
      `select action from audit_events where actor_id = $1 and action like 'session.%' order by id`,
      [userId],
    )
  ).map(({ action }) => action);

describeMutation('revokeSession', cast, {
  operation: 'mutation ($id: ID!) { revokeSession(id: $id) { id revokedAt } }',
  given: async () => {
    const by = await makeUser(cast.app);
    await makeSession(cast.app, by.userId);
    const sessions = await sessionsOf(by.userId ?? '');
    return { by, variables: { id: sessions.at(-1)?.id } };
  },
  by: 'owner',
  forbiddenTo: [],
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'session.revoked', subject_id: id as string, subject_type: 'Session' }),
  works: (_cast, data, { id }) => expect(data).toEqual({ id, revokedAt: expect.any(String) }),
  twice: 'same',
});

describeMutation('revokeOtherSessions', cast, {
  operation: 'mutation { revokeOtherSessions { sessions { nodes { isCurrent } } } }',
  given: async () => {
    const by = await makeUser(cast.app);
    await makeSession(cast.app, by.userId);
    return { by, variables: {} };
  },
  by: 'owner',
  stranger: 'has no project here',
  forbiddenTo: [],
  invalid: [],
  audit: () => ({ action: 'session.others_revoked', subject_type: 'User' }),
  works: (_cast, data) => expect(data).toEqual({ sessions: { nodes: [{ isCurrent: true }] } }),
  twice: 'again',
});

describe('signing in', () => {
  test('sets three cookies: two that no script reads, and one that our pages do', async () => {
    const { email } = await makeUser(cast.app, { password: PASSWORD });
    const { headers } = await as(cast.anonymous).answer(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^pilothouse_session=[\w-]+\.[\w-]+\.[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=600; HttpOnly$/,
      ),
      expect.stringMatching(/^pilothouse_refresh=[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=\d{7}; HttpOnly$/),
      expect.stringMatching(/^pilothouse_csrf=[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=\d{7}$/),
    ]);
  });

  test('stores no secret: what the table has signs nobody in', async () => {
    const { browser, userId } = await signedIn();
    const rows = await cast.app.sql<{ row: string }>(
      `select to_jsonb(r)::text || to_jsonb(s)::text as row from refresh_tokens r join sessions s on s.id = r.session_id where s.user_id = $1`,
      [userId],
    );
    expect(rows).toHaveLength(1);
    for (const name of ['session', 'refresh', 'csrf']) expect(rows[0]?.row).not.toContain(cookieOf(browser, name));
  });

  test('ends the session that the browser came with, and nothing of it is used again', async () => {
    const { browser, email, userId } = await signedIn();
    const before = browser.copy();
    await browser.ask(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(await browser.viewer()).toBe(email);
    expect(await before.viewer()).toBeNull();
    for (const name of ['session', 'refresh', 'csrf'])
      expect(cookieOf(browser, name)).not.toBe(cookieOf(before, name) ?? '');
    expect((await sessionsOf(userId)).map(({ revoked_at }) => revoked_at !== null)).toEqual([true, false]);
  });

  test('takes away what is no use any more, of this person', async () => {
    const { browser, email, userId } = await signedIn();
    const stranger = (await sessionsOf(cast.stranger.userId ?? '')).length;
    await browser.ask('mutation { signOut }');
    pass(8 * 86_400_000);
    await browser.ask(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(await sessionsOf(userId)).toHaveLength(1);
    expect(await sessionsOf(cast.stranger.userId ?? '')).toHaveLength(stranger);
  });
});

describe('a refresh token', () => {
  test('takes over when the access token has run out, once, and the page notices nothing', async () => {
    const { browser, email } = await signedIn();
    const first = cookieOf(browser, 'refresh');
    pass(11 * MINUTE);
    expect(await browser.viewer()).toBe(email);
    const second = cookieOf(browser, 'refresh');
    expect(second).not.toBe(first);
    expect(await browser.viewer()).toBe(email);
    expect(cookieOf(browser, 'refresh')).toBe(second);
    for (let round = 0; round < 3; round += 1) {
      pass(11 * MINUTE);
      expect(await browser.viewer()).toBe(email);
    }
    expect((await browser.ask('mutation { signOut }')).data).toEqual({ signOut: true });
  });

  test('is kept for a week after its use, to notice it; a session of a month does not heap them up', async () => {
    const { browser, email, userId } = await signedIn();
    const kept = async () =>
      (
        await cast.app.sql('select from refresh_tokens r join sessions s on s.id = r.session_id where s.user_id = $1', [
          userId,
        ])
      ).length;
    for (let day = 1; day <= 20; day += 1) {
      pass(24 * 60 * MINUTE);
      expect(await browser.viewer()).toBe(email);
    }
    expect([7, 8]).toContain(await kept());
  });

  test('also when the access token is missing, cut off, or of another secret', async () => {
    const { browser, email } = await signedIn();
    for (const access of ['', 'pilothouse_session=x.y.z; ', `pilothouse_session=${cookieOf(browser, 'session')}x; `]) {
      const cookie = `${access}pilothouse_refresh=${cookieOf(browser, 'refresh')}`;
      const actor = { ...cast.anonymous, headers: { cookie, 'x-csrf-token': cookieOf(browser, 'csrf') ?? '' } };
      expect(await as(actor).run('{ viewer { email } }')).toEqual({ viewer: { email } });
    }
  });

  test('renews downloads of the REST API, too', async () => {
    const { browser } = await signedIn();
    pass(11 * MINUTE);
    const headers = { cookie: browser.cookies() };
    const response = await as(cast.anonymous).fetch('/api/v1/projects', { headers });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toHaveLength(3);
  });

  test('without it, an access token that has run out is nobody', async () => {
    const person = await makeUser(cast.app);
    expect(await as(person).run('{ viewer { name } }')).toEqual({ viewer: { name: person.name } });
    pass(9 * MINUTE);
    expect(await as(person).run('{ viewer { name } }')).toEqual({ viewer: { name: person.name } });
    pass(2 * MINUTE);
    expect(await as(person).run('{ viewer { name } }')).toEqual({ viewer: null });
  });

  test('ends with its session, however often it was renewed', async () => {
    const { browser } = await signedIn();
    pass(29 * 86_400_000);
    expect(await browser.viewer()).not.toBeNull();
    pass(86_400_000);
    expect(await browser.viewer()).toBeNull();
    expect(browser.cookies()).toBe('');
  });

  test('is good for tabs that ask at the same time, and they go on', async () => {
    const { browser, email, userId } = await signedIn();
    pass(11 * MINUTE);
    const tabs = Array.from({ length: 8 }, () => browser.copy());
    expect(await Promise.all(tabs.map((tab) => tab.viewer()))).toEqual(tabs.map(() => email));
    expect(await browser.viewer()).toBe(email);
    pass(11 * MINUTE);
    expect(await browser.viewer()).toBe(email);
    expect(await actionsOf(userId)).toEqual(['session.started']);
  });

  test('works again within a minute, for an answer that got lost', async () => {
    const { browser, email } = await signedIn();
    const lost = browser.copy();
    pass(11 * MINUTE);
    await lost.viewer();
    pass(MINUTE - 1_000);
    expect(await browser.viewer()).toBe(email);
  });

  test('used again later, ends the session for both who have it, at once, and the trail says so', async () => {
    const { browser, email, userId } = await signedIn();
    const thief = browser.copy();
    pass(11 * MINUTE);
    expect(await browser.viewer()).toBe(email);
    pass(MINUTE + 1_000);
    expect(await thief.viewer()).toBeNull();
    expect(await browser.viewer()).toBeNull();
    expect(await actionsOf(userId)).toEqual(['session.started', 'session.reuse_detected']);
    expect((await sessionsOf(userId)).every(({ revoked_at }) => revoked_at)).toBe(true);
  });

  test('a thief who was as quick as a tab is found out at the next one', async () => {
    const { browser, email } = await signedIn();
    const thief = browser.copy();
    pass(11 * MINUTE);
    expect(await thief.viewer()).toBe(email);
    expect(await browser.viewer()).toBe(email);
    pass(11 * MINUTE);
    expect(await thief.viewer()).toBe(email);
    pass(2 * MINUTE);
    expect(await browser.viewer()).toBeNull();
    expect(await thief.viewer()).toBeNull();
  });

  test('of before the last one ends the session within the minute, too', async () => {
    const { browser, email } = await signedIn();
    const thief = browser.copy();
    for (let round = 0; round < 2; round += 1) {
      pass(11 * MINUTE);
      expect(await browser.viewer()).toBe(email);
    }
    expect(await thief.viewer()).toBeNull();
    expect(await browser.viewer()).toBeNull();
  });

  test('other sessions of the person stay', async () => {
    const first = await signedIn();
    const second = await signedIn(first);
    const thief = first.browser.copy();
    pass(11 * MINUTE);
    await first.browser.viewer();
    pass(2 * MINUTE);
    expect(await thief.viewer()).toBeNull();
    expect(await second.browser.viewer()).toBe(first.email);
  });

  test('that is unknown, malformed or huge is nobody', async () => {
    for (const token of ['x', 'A'.repeat(43), 'A'.repeat(44), '%00', "' or true --", 'A'.repeat(8_000)]) {
      const actor = { ...cast.anonymous, headers: { cookie: `pilothouse_refresh=${token}` } };
      expect(await as(actor).run('{ viewer { name } }')).toEqual({ viewer: null });
    }
  });
});

describe('an open page', () => {
  const DEPLOYMENT = 'subscription ($id: ID!) { deploymentChanged(id: $id) { id } }';
  const open: WebSocket[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.terminate();
  });

  /** A subscription over a socket with these cookies; `code` is why it was closed. */
  async function follow(deployment: { id: string }, cookie: string, csrfToken: string | null) {
    const socket = new WebSocket(`${cast.app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { cookie, origin: cast.app.url },
    });
    open.push(socket);
    const seen = { messages: [] as string[], code: null as number | null };
    socket
      .on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { csrfToken } })))
      .on('message', (data) => {
        seen.messages.push(String(data));
        if (!String(data).includes('connection_ack')) return;
        const payload = { query: DEPLOYMENT, variables: { id: deployment.id } };
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      })
      .on('close', (code) => {
        seen.code = code;
      });
    await eventually('the first state', async () => seen.code ?? seen.messages.some((text) => text.includes('"next"')));
    return seen;
  }

  async function memberInBrowser(): Promise<SignedIn & { deployment: { id: string } }> {
    const person = await makePerson();
    const project = await makeProject(cast.app, [[person, 'VIEWER']]);
    const [service, environment] = [await makeService(project), await makeEnvironment(project)];
    const deployment = await makeDeployment(service, environment, { status: 'QUEUED' });
    return { ...(await signedIn(person)), deployment };
  }

  test('is let in by the refresh token alone, which is not used up by it', async () => {
    const { browser, email, deployment } = await memberInBrowser();
    pass(11 * MINUTE);
    const refresh = cookieOf(browser, 'refresh');
    expect((await follow(deployment, `pilothouse_refresh=${refresh}`, cookieOf(browser, 'csrf'))).code).toBeNull();
    pass(2 * MINUTE);
    expect(await browser.viewer()).toBe(email);
    expect(cookieOf(browser, 'refresh')).not.toBe(refresh);
  });

  test('is cut within 5 s when its session is ended elsewhere; others stay', async () => {
    const here = await memberInBrowser();
    const there = await signedIn(here);
    const [cut, kept] = await Promise.all(
      [here, there].map(({ browser }) => follow(here.deployment, browser.cookies(), cookieOf(browser, 'csrf'))),
    );
    const [session] = await sessionsOf(here.userId);
    const startedAt = performance.now();
    await there.browser.ask('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id: session?.id });
    expect(await here.browser.viewer()).toBeNull();
    await eventually('the cut', async () => cut?.code !== null);
    // The check comes every 5 s, by a clock that ticks once a second.
    expect(performance.now() - startedAt).toBeLessThan(6_500);
    expect(cut?.code).toBe(4403);
    expect(kept?.code).toBeNull();
  });
});

describe('a suspended person', () => {
  test('is nobody at once, by session, refresh token and personal token; and somebody again afterwards', async () => {
    const { browser, email, userId } = await signedIn();
    const user = { ...cast.anonymous, userId };
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user });
    expect(await as(token).run('{ viewer { kind } }')).toEqual({ viewer: { kind: 'TOKEN' } });
    await cast.app.sql('update users set suspended_at = now() where id = $1', [userId]);
    pass(2_000);
    expect(await browser.copy().viewer()).toBeNull();
    expect(await as(token).fail('{ viewer { kind } }')).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { errors } = await new Browser(cast.app).ask(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(errors).toHaveLength(1);
    await cast.app.sql('update users set suspended_at = null where id = $1', [userId]);
    pass(2_000);
    expect(await as(token).run('{ viewer { kind } }')).toEqual({ viewer: { kind: 'TOKEN' } });
  });
});

describe('the list', () => {
  const LIST = `query ($first: Int!, $after: String) {
    viewer { sessions(first: $first, after: $after) {
      nodes { id isCurrent createdAt lastUsedAt expiresAt address userAgent revokedAt } pageInfo { endCursor hasNextPage }
    } }
  }`;
  interface List {
    viewer: {
      sessions: { nodes: { id: string; isCurrent: boolean }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
  }

  test('has the person’s own sessions that stand, newest first, page by page', async () => {
    const { browser, userId } = await signedIn();
    for (let count = 0; count < 2; count += 1) await makeSession(cast.app, userId);
    const ended = newId('session');
    await cast.app.sql(
      `insert into sessions (id, user_id, expires_at, revoked_at) values ($1, $2, now() + interval '1 day', now())`,
      [ended, userId],
    );
    const { data } = await browser.ask<List>(LIST, { first: 2 });
    const page = data?.viewer.sessions;
    expect(page?.nodes).toHaveLength(2);
    expect(page?.pageInfo.hasNextPage).toBe(true);
    const rest = (await browser.ask<List>(LIST, { first: 2, after: page?.pageInfo.endCursor })).data?.viewer.sessions;
    expect(rest?.nodes).toEqual([
      {
        id: expect.stringMatching(/^ses_/),
        isCurrent: true,
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
        expiresAt: expect.any(String),
        address: expect.stringContaining('127.0.0.1'),
        userAgent: 'node',
        revokedAt: null,
      },
    ]);
    const all = [...(page?.nodes ?? []), ...(rest?.nodes ?? [])].map(({ id }) => id);
    expect(all).toEqual([...all].sort().reverse());
    expect(all).not.toContain(ended);
  });

  test('is null for a token, which has none', async () => {
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner });
    expect(await as(token).run('{ viewer { sessions { nodes { id } } } }')).toEqual({ viewer: { sessions: null } });
  });

  test('tells of its last use', async () => {
    const { browser } = await signedIn();
    pass(11 * MINUTE);
    const { data } = await browser.ask<{
      viewer: { sessions: { nodes: { createdAt: string; lastUsedAt: string }[] } };
    }>('{ viewer { sessions { nodes { createdAt lastUsedAt } } } }');
    const [session] = data?.viewer.sessions.nodes ?? [];
    expect(Date.parse(session?.lastUsedAt ?? '') - Date.parse(session?.createdAt ?? '')).toBeGreaterThan(10 * MINUTE);
  });
});
