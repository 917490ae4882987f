import { request as httpRequest } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { TestActor } from '../../test/as.ts';
import { makeUser, useCast } from '../../test/factories.ts';
import { auditOf } from '../../test/mutation-cases.ts';

const cast = useCast({ PILOTHOUSE_RATE_ANONYMOUS: '0', PILOTHOUSE_RATE_USER: '0' });
const EVIL = 'evil.example';

/** What proxies, frameworks and clouds say of a request, and what anybody can write. */
const SPOOFED: Record<string, string> = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': EVIL,
  'x-forwarded-server': EVIL,
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '443',
  'x-forwarded-prefix': `//${EVIL}`,
  'x-forwarded-user': 'administrator',
  forwarded: `for=203.0.113.9;host=${EVIL};proto=https`,
  'x-real-ip': '203.0.113.9',
  'x-client-ip': '203.0.113.9',
  'x-cluster-client-ip': '203.0.113.9',
  'true-client-ip': '203.0.113.9',
  'cf-connecting-ip': '203.0.113.9',
  'x-original-url': '/metrics',
  'x-rewrite-url': '/metrics',
  'x-original-host': EVIL,
  'x-host': EVIL,
  'x-http-method-override': 'DELETE',
  'x-http-method': 'PUT',
  'x-method-override': 'GET',
  'x-user': 'administrator',
  'x-user-id': 'administrator',
  'x-remote-user': 'administrator',
  'remote-user': 'administrator',
  'x-authenticated-user': 'administrator',
  'x-request-id': 'mine',
  via: '1.1 evil',
};
const EACH = Object.entries(SPOOFED).map(([name, value]) => [name, { [name]: value }] as const);
const ALL: [string, Record<string, string>][] = [
  ['all at once', SPOOFED],
  ['Host', { host: EVIL }],
];
const CASES: (readonly [string, Record<string, string>])[] = [...EACH, ...ALL];

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** `fetch` doesn’t send a `Host` of one’s own. */
function send(
  actor: TestActor,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      `${cast.app.url}${path}`,
      {
        method,
        headers: { ...actor.headers, ...headers, ...(body && { 'content-type': 'application/json' }) },
        agent: false,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
  });
}

const ask = (actor: TestActor, headers: Record<string, string>, query: string, variables: object = {}) =>
  send(actor, 'POST', '/graphql', headers, { query, variables });

describe.each(CASES)('%s', (_name, headers) => {
  test('moves nobody to another address', async () => {
    const { text, headers: answered } = await ask(
      cast.owner,
      headers,
      'mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { id } }',
      { input: { id: cast.project.id, name: 'A' } },
    );
    expect(text).not.toContain('errors');
    const requestId = String(answered['x-request-id']);
    expect(requestId).not.toBe('mine');
    const [event] = await auditOf(cast.app, requestId);
    expect(event).toMatchObject({ address: '127.0.0.1', actor_name: 'owner' });
  });

  test('gives nobody a right or a name', async () => {
    expect((await ask(cast.anonymous, headers, '{ viewer { name } }')).text).toContain('"viewer":null');
    expect((await ask(cast.viewer, headers, '{ doctor { version } }')).text).toContain('"FORBIDDEN"');
    expect(
      (await ask(cast.stranger, headers, 'query ($id: ID!) { service(id: $id) { id } }', { id: cast.service.id })).text,
    ).toContain('"NOT_FOUND"');
    expect((await send(cast.anonymous, 'GET', '/api/v1/audit.csv', headers)).status).toBe(401);
    expect((await send(cast.viewer, 'GET', '/api/v1/audit.csv', headers)).status).toBe(403);
  });

  test('makes no other request of it', async () => {
    expect(JSON.parse((await send(cast.anonymous, 'GET', '/health/live', headers)).text)).toEqual({ status: 'ok' });
    const query = encodeURIComponent(`mutation { deleteProject(id: "${cast.project.id}") { id } }`);
    const byLink = await send(cast.owner, 'GET', `/graphql?query=${query}`, {
      ...headers,
      'apollo-require-preflight': '1',
    });
    expect(byLink.status).toBeGreaterThanOrEqual(400);
    expect((await send(cast.owner, 'POST', '/api/v1/projects', headers)).status).toBe(404);
    expect(
      await cast.app.sql('select id from projects where id = $1 and deleted_at is null', [cast.project.id]),
    ).toHaveLength(1);
  });

  test('is in no link, no redirect and no cookie', async () => {
    const { text } = await ask(
      cast.owner,
      headers,
      'mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url } }',
      { input: { projectId: cast.project.id, role: 'VIEWER', expiresInDays: 1 } },
    );
    expect(text).toContain(`"url":"${cast.app.url}/invitation#code=`);
    const { userId } = cast.viewer;
    const handed = await ask(
      cast.administrator,
      headers,
      'mutation ($input: CreatePasswordResetLinkInput!) { createPasswordResetLink(input: $input) { url } }',
      { input: { userId } },
    );
    expect(handed.text).toContain(`"url":"${cast.app.url}/`);
    for (const path of ['/auth/nobody/start?next=/x', '/p/shop', '/api/v1/projects', '/assets', '/assets/']) {
      const answer = await send(cast.owner, 'GET', path, headers);
      expect(JSON.stringify(answer)).not.toContain(EVIL);
    }
    await cast.app.sql('delete from invitations');
  });
});

describe('cookies of a session', () => {
  test('are named and flagged by what the operator set, whatever a header says', async () => {
    const password = 'a pass phrase for headers';
    const { email } = await makeUser(cast.app, { password });
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
    for (const [, headers] of CASES) {
      await cast.app.sql('delete from sign_in_tries');
      const { headers: answered } = await ask(cast.anonymous, headers, signIn, { input: { email, password } });
      const cookies = [answered['set-cookie'] ?? []].flat();
      expect(cookies.length).toBeGreaterThan(1);
      for (const cookie of cookies) {
        expect(cookie).toMatch(/^pilothouse_\w+=.*; Path=\/; SameSite=Lax/);
        expect(cookie).not.toMatch(/Domain|Secure/);
      }
    }
  });

  test('a guess counts for the address of the connection, whatever a header says', async () => {
    await cast.app.sql('delete from sign_in_tries');
    const guess = (address: string) =>
      ask(
        cast.anonymous,
        { 'x-forwarded-for': address, 'x-real-ip': address, forwarded: `for=${address}` },
        'mutation ($input: SignInInput!) { signIn(input: $input) { id } }',
        {
          input: { email: 'somebody@example.com', password: 'x' },
        },
      );
    const codes: string[] = [];
    for (let index = 0; index < 7; index += 1)
      codes.push(/"code":"(\w+)"/.exec((await guess(`203.0.113.${index}`)).text)?.[1] ?? '');
    expect(codes).toEqual([...Array(5).fill('UNAUTHENTICATED'), 'RATE_LIMITED', 'RATE_LIMITED']);
  });
});

describe('numbers for monitors', () => {
  const isAnswered = async (headers: Record<string, string>) =>
    (await send(cast.anonymous, 'GET', '/metrics', headers)).status === 200;

  test('are for this machine, and what a proxy on it hands on comes from elsewhere', async () => {
    expect(await isAnswered({})).toBe(true);
    const handedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
    for (const name of handedOn) expect([name, await isAnswered({ [name]: '127.0.0.1' })]).toEqual([name, false]);
  });
});
