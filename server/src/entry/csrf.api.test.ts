import { request as httpRequest } from 'node:http';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { as } from '../../test/as.ts';
import { eventually } from '../../test/at-once.ts';
import { makeToken, makeUser, useCast } from '../../test/factories.ts';

const PUBLIC = 'https://pilothouse.example.com';
const PASSWORD = 'correct horse battery';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';
const cast = useCast();
const BOARD = 'https://board.example.com';
const published = useCast({ PILOTHOUSE_PUBLIC_URL: PUBLIC, PILOTHOUSE_ALLOWED_ORIGINS: BOARD });

type Headers = Record<string, string>;
interface SignedIn {
  cookie: string;
  csrf: string;
}

/** Sends any header, `Host` and `Origin` too, which `fetch` keeps to itself. Answers status and code. */
function send(app: { url: string }, path: string, headers: Headers, body?: object, method = body ? 'POST' : 'GET') {
  return new Promise<{ status: number; code: string | null; setCookies: string[] }>((resolve, reject) => {
    const request = httpRequest(app.url + path, {
      method,
      agent: false,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    });
    request.on('error', reject).on('response', (response) => {
      let text = '';
      const end = () =>
        resolve({
          status: response.statusCode ?? 0,
          code: /"code":"(\w+)"/.exec(text)?.[1] ?? null,
          setCookies: response.headers['set-cookie'] ?? [],
        });
      response.on('data', (chunk: Buffer) => {
        text += chunk;
        // A stream of events goes on by itself.
        if (text.startsWith(':')) request.destroy();
      });
      response.on('close', end);
    });
    request.end(body && JSON.stringify(body));
  });
}

const REFUSED = { status: 403, code: 'CSRF_REFUSED' };

let page: SignedIn;
let otherPage: SignedIn;
let program: SignedIn;
let bearer: string;

async function signIn(app: typeof cast.app, headers: Headers): Promise<SignedIn> {
  const { email } = await makeUser(app, { password: PASSWORD });
  const body = { query: SIGN_IN, variables: { input: { email, password: PASSWORD } } };
  const { setCookies } = await send(app, '/graphql', headers, body);
  const cookies = setCookies.map((line) => line.split(';')[0] ?? '');
  return {
    cookie: cookies.join('; '),
    csrf: cookies.find((cookie) => cookie.includes('pilothouse_csrf='))?.split('=')[1] ?? '',
  };
}

beforeAll(async () => {
  page = await signIn(cast.app, { origin: cast.app.url });
  otherPage = await signIn(cast.app, { 'sec-fetch-site': 'same-origin' });
  program = await signIn(cast.app, {});
  const user = await makeUser(cast.app);
  bearer = `Bearer ${(await makeToken(cast.app, { kind: 'PERSONAL', user })).secret}`;
});

const own = () => ({ origin: cast.app.url });
const port = () => new URL(cast.app.url).port;

/** What a page can send, or another site make it send. */
const ALLOWED: [string, () => Headers][] = [
  ['our page with its token', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': page.csrf })],
  [
    'the same, with all that a browser says',
    () => ({ ...own(), 'sec-fetch-site': 'same-origin', cookie: page.cookie, 'x-csrf-token': page.csrf }),
  ],
  ['an address typed in', () => ({ 'sec-fetch-site': 'none', cookie: page.cookie, 'x-csrf-token': page.csrf })],
  ['its cookies with the token, from no browser', () => ({ cookie: page.cookie, 'x-csrf-token': page.csrf })],
  ['a program’s session, without any token', () => ({ cookie: program.cookie })],
  [
    'a program’s session in a browser, with its token',
    () => ({ ...own(), cookie: program.cookie, 'x-csrf-token': program.csrf }),
  ],
  ['a bearer token', () => ({ authorization: bearer })],
  ['a bearer token of our page', () => ({ ...own(), authorization: bearer })],
  ['a bearer token beside a session', () => ({ ...own(), authorization: bearer, cookie: page.cookie })],
];

const withToken = (): Headers => ({ cookie: page.cookie, 'x-csrf-token': page.csrf });
const FORGED: [string, () => Headers][] = [
  ['our page without a token', () => ({ ...own(), cookie: page.cookie })],
  ['no browser’s headers, but a browser’s session', () => ({ cookie: page.cookie })],
  ['the token in the cookie alone', () => ({ ...own(), cookie: `${page.cookie}; x-csrf-token=${page.csrf}` })],
  ['an empty token', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': '' })],
  ['another session’s token', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': otherPage.csrf })],
  [
    'another session’s token, put into the cookie too',
    () => ({
      ...own(),
      cookie: page.cookie.replace(page.csrf, otherPage.csrf),
      'x-csrf-token': otherPage.csrf,
    }),
  ],
  ['half a token', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': page.csrf.slice(0, 20) })],
  ['the token twice', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': `${page.csrf}, ${page.csrf}` })],
  ['the token in small letters', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': page.csrf.toLowerCase() })],
  ['the token padded', () => ({ ...own(), cookie: page.cookie, 'x-csrf-token': `${page.csrf}=` })],
  ['a program’s session in a browser, without a token', () => ({ ...own(), cookie: program.cookie })],
  [
    'the same, by what the browser says of the page',
    () => ({ 'sec-fetch-site': 'same-origin', cookie: program.cookie }),
  ],
  ['another site', () => ({ ...withToken(), origin: 'https://evil.example.com' })],
  ['no site at all: a sandboxed frame', () => ({ ...withToken(), origin: 'null' })],
  ['an empty origin', () => ({ ...withToken(), origin: '' })],
  ['our name before another', () => ({ ...withToken(), origin: `${cast.app.url}.evil.example.com` })],
  ['our name after another', () => ({ ...withToken(), origin: `http://evil.example.com/${cast.app.url}` })],
  ['our name as a user', () => ({ ...withToken(), origin: `http://127.0.0.1:${port()}@evil.example.com` })],
  ['another port', () => ({ ...withToken(), origin: 'http://127.0.0.1:1' })],
  ['another scheme', () => ({ ...withToken(), origin: `https://127.0.0.1:${Number(port()) + 1}` })],
  ['another name of this machine', () => ({ ...withToken(), origin: `http://localhost:${port()}` })],
  ['another site, by what the browser says', () => ({ ...withToken(), 'sec-fetch-site': 'cross-site' })],
  ['a neighbour’s site, by what the browser says', () => ({ ...withToken(), 'sec-fetch-site': 'same-site' })],
  ['another site that claims to be ours', () => ({ ...withToken(), ...own(), 'sec-fetch-site': 'cross-site' })],
  ['a program’s cookies from another site', () => ({ cookie: program.cookie, origin: 'https://evil.example.com' })],
  [
    'a name that was let point here',
    () => ({ ...withToken(), origin: 'http://evil.example.com', host: 'evil.example.com' }),
  ],
];

const OTHER_SITES: Headers[] = [
  { origin: 'https://evil.example.com' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
];

const QUERY = { query: '{ viewer { name } }' };
const MUTATION = { query: 'mutation { signOut }' };
const STREAM = { query: 'subscription { deploymentChanged(id: "dpl_00000000000000000000000000") { id } }' };

/** Each takes what changes something; `works` is what it says once the forgery is ruled out. */
const DOORS: [string, (headers: Headers) => ReturnType<typeof send>, object][] = [
  ['POST /graphql', (headers) => send(cast.app, '/graphql', headers, QUERY), { status: 200 }],
  ['POST /graphql, by way of Express', (headers) => send(cast.app, '/graphql?x=1', headers, QUERY), { status: 200 }],
  ['POST /graphql/stream', (headers) => send(cast.app, '/graphql/stream', headers, STREAM), { code: 'NOT_FOUND' }],
];

describe.each(DOORS)('%s', (_door, ask, works) => {
  test.each(ALLOWED)('answers %s', async (_name, headers) => {
    expect(await ask(headers())).toMatchObject(works);
  });
  test.each(FORGED)('refuses %s', async (_name, headers) => {
    expect(await ask(headers())).toMatchObject(REFUSED);
  });
});

test('what was refused has not happened', async () => {
  for (const [, headers] of FORGED)
    expect(await send(cast.app, '/graphql', headers(), MUTATION)).toMatchObject(REFUSED);
  for (const { cookie, csrf } of [page, program])
    expect(await send(cast.app, '/graphql', { ...own(), cookie, 'x-csrf-token': csrf }, QUERY)).toMatchObject({
      status: 200,
    });
});

test('the refusal says what to do', async () => {
  const response = await as(cast.anonymous).fetch('/graphql', {
    method: 'POST',
    headers: { ...own(), 'content-type': 'application/json', cookie: page.cookie },
    body: JSON.stringify(QUERY),
  });
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'This page is out of date. Load it again, then repeat what you did.',
        extensions: { code: 'CSRF_REFUSED' },
      },
    ],
    extensions: { requestId: response.headers.get('x-request-id') },
  });
});

describe('GET', () => {
  const path = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
  test('reads by our page need no token; a link, an image or another site gets nothing', async () => {
    const { cookie } = page;
    const isScript = { 'apollo-require-preflight': '1' };
    expect(await send(cast.app, path(QUERY.query), { cookie, ...own(), ...isScript })).toMatchObject({ status: 200 });
    expect(await send(cast.app, path(QUERY.query), { cookie })).toMatchObject({ status: 400 });
    for (const headers of OTHER_SITES)
      expect(await send(cast.app, path(QUERY.query), { cookie, ...isScript, ...headers })).toMatchObject(REFUSED);
  });

  test('changes nothing, not even with the token', async () => {
    const headers = { ...withToken(), ...own(), 'apollo-require-preflight': '1' };
    expect(await send(cast.app, path(MUTATION.query), headers)).toMatchObject({ status: 405 });
    expect(await send(cast.app, '/graphql', headers, QUERY)).toMatchObject({ status: 200 });
  });

  test('the REST API only reads: nothing there takes a request that changes something', async () => {
    expect(await send(cast.app, '/api/v1/projects', { cookie: page.cookie })).toMatchObject({ status: 200 });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(await send(cast.app, '/api/v1/projects', { cookie: page.cookie }, {}, method)).toMatchObject({
        status: 404,
      });
  });
});

describe('what a form can send', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ])('%s is refused, with the token too', async (type) => {
    const answer = await send(cast.app, '/graphql', { ...withToken(), ...own(), 'content-type': type }, MUTATION);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await send(cast.app, '/graphql', { ...own(), ...withToken() }, QUERY)).toMatchObject({ status: 200 });
  });
});

test('nobody is signed in by another site, as somebody else', async () => {
  const { email } = await makeUser(cast.app, { password: PASSWORD });
  const body = { query: SIGN_IN, variables: { input: { email, password: PASSWORD } } };
  for (const headers of OTHER_SITES)
    expect(await send(cast.app, '/graphql', headers, body)).toEqual({ ...REFUSED, setCookies: [] });
});

describe('WebSocket', () => {
  const open: WebSocket[] = [];

  /** `ack`, a close code, or the refusal of the upgrade. */
  async function connect(headers: Headers, params: object): Promise<string> {
    const socket = new WebSocket(`${cast.app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    open.push(socket);
    let outcome = '';
    socket
      .on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: params })))
      .on('message', (data) => {
        if (String(data).includes('connection_ack')) outcome ||= 'ack';
      })
      .on('error', (error) => {
        outcome ||= error.message;
      })
      .on('close', (code) => {
        outcome ||= String(code);
      });
    await eventually('an outcome', async () => outcome !== '');
    socket.terminate();
    return outcome;
  }

  /** The header as `connectionParams`, because browsers set none there. */
  const split = ({ 'x-csrf-token': csrfToken, ...headers }: Headers): [Headers, object] => [
    headers,
    csrfToken === undefined ? {} : { csrfToken },
  ];

  test.each(ALLOWED)('answers %s', async (_name, headers) => {
    expect(await connect(...split(headers()))).toBe('ack');
  });
  test.each(FORGED)('refuses %s', async (_name, headers) => {
    expect(['4403', 'Unexpected server response: 403']).toContain(await connect(...split(headers())));
  });

  test('a token that is no text is none', async () => {
    for (const csrfToken of [null, 1, [page.csrf], { toString: page.csrf }])
      expect(await connect({ ...own(), cookie: page.cookie }, { csrfToken })).toBe('4403');
  });

  test('a header is no substitute: another site’s page could not set one, and neither can ours', async () => {
    expect(await connect({ ...own(), ...withToken() }, {})).toBe('4403');
  });
});

describe('under an address that the operator named', () => {
  const ask = (headers: Headers) => send(published.app, '/graphql', headers, QUERY);
  let signedIn: SignedIn;
  beforeAll(async () => {
    signedIn = await signIn(published.app, { origin: PUBLIC });
  });
  const token = () => ({ cookie: signedIn.cookie, 'x-csrf-token': signedIn.csrf });

  test('cookies are of this host alone', () => {
    expect(signedIn.cookie.split('; ').map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-pilothouse_session',
      '__Host-pilothouse_refresh',
      '__Host-pilothouse_csrf',
    ]);
  });

  test('only its pages may ask, whatever host the request names', async () => {
    expect(await ask({ ...token(), origin: PUBLIC })).toMatchObject({ status: 200 });
    expect(await ask({ ...token(), origin: PUBLIC, host: 'pilothouse.example.com' })).toMatchObject({ status: 200 });
    for (const host of ['127.0.0.1:4000', 'localhost:4000', 'evil.example.com', new URL(published.app.url).host])
      expect(await ask({ ...token(), origin: `http://${host}`, host })).toMatchObject(REFUSED);
    for (const origin of [
      'http://pilothouse.example.com',
      'https://pilothouse.example.com:8443',
      'https://PILOTHOUSE.example.com',
      'https://pilothouse.example.com/',
      'https://sub.pilothouse.example.com',
      'https://pilothouse.example.com.',
    ])
      expect(await ask({ ...token(), origin })).toMatchObject(REFUSED);
  });

  test('pages of an allowed origin ask for the token first, because they read no cookie of ours', async () => {
    const { cookie } = signedIn;
    const board = { cookie, origin: BOARD, 'sec-fetch-site': 'same-site' };
    expect(await ask(board)).toMatchObject(REFUSED);
    const query = `/graphql?query=${encodeURIComponent('{ viewer { csrfToken } }')}`;
    const response = await fetch(published.app.url + query, { headers: { ...board, 'apollo-require-preflight': '1' } });
    const { data } = (await response.json()) as { data: { viewer: { csrfToken: string } } };
    expect(await ask({ ...board, 'x-csrf-token': data.viewer.csrfToken })).toMatchObject({ status: 200 });
  });

  test('a cookie without the prefix, which a neighbour could have set, counts for nothing', async () => {
    const plain = signedIn.cookie.replaceAll('__Host-', '');
    const answer = await fetch(`${published.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: plain },
      body: JSON.stringify(QUERY),
    });
    expect(await answer.json()).toMatchObject({ data: { viewer: null } });
  });
});
