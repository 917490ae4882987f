import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../test/as.ts';
import { makeDeployment, makeEnvironment, makeSession, makeToken, useCast } from '../../test/factories.ts';

const RATES = { anonymous: 1_000, user: 2_000, service: 3_000 };
const ENVIRONMENT = {
  PILOTHOUSE_RATE_ANONYMOUS: String(RATES.anonymous),
  PILOTHOUSE_RATE_USER: String(RATES.user),
  PILOTHOUSE_RATE_SERVICE: String(RATES.service),
};
const ME = '{ viewer { name } }';
const ME_POINTS = 12;

const leftOf = ({ headers }: { headers: Headers }) => Number(headers.get('x-ratelimit-remaining'));
const codeOf = (text: string) => /"code":"(\w+)"/.exec(text)?.[1];

/** Takes all points of this minute, by operations that cost much. */
async function exhaust(actor: TestActor): Promise<void> {
  const sizes = [100, 100, 100, 10, 10, 10, 1, 1, 1];
  for (let n = 0; n < 200; n += 1) {
    const size = sizes[Math.min(Math.floor(n / 3), sizes.length - 1)];
    const { status } = await as(actor).answer(`{ projects(first: ${size}) { nodes { id name slug } } }`);
    if (status === 429) return;
  }
  throw new Error(`${actor.name} has no limit.`);
}

describe('points', () => {
  const cast = useCast(ENVIRONMENT);

  test('each answer says what it cost, what the limit is and what is left', async () => {
    const first = await as(cast.viewer).answer(ME);
    expect(first.body.extensions).toMatchObject({ cost: { requested: ME_POINTS, maximum: 100_000 } });
    expect(first.headers.get('x-ratelimit-limit')).toBe(String(RATES.user));
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(0);
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeLessThanOrEqual(60);
    expect(leftOf(await as(cast.viewer).answer(ME))).toBe(leftOf(first) - ME_POINTS);
  });

  test('an operation that is refused because nobody is signed in costs little, whatever it asks for', async () => {
    const before = leftOf(await as(cast.anonymous).answer(ME));
    const { body } = await as(cast.anonymous).answer('{ projects(first: 100) { nodes { id name slug } } }');
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(leftOf(await as(cast.anonymous).answer(ME))).toBe(before - 100 - ME_POINTS);
  });

  test('what can’t be run costs, too, and lists by what is asked for', async () => {
    const { headers, body } = await as(cast.viewer).answer('{ nothing }');
    expect(body.extensions).toMatchObject({ cost: { requested: 100 } });
    expect(leftOf({ headers })).toBeGreaterThan(0);
    const list = await as(cast.viewer).answer('query ($n: Int!) { projects(first: $n) { nodes { id } } }', { n: 50 });
    expect(list.body.extensions).toMatchObject({ cost: { requested: 62 } });
  });

  test('end with 429, which says when to try again; by all doors, with all sessions and tokens of the person', async () => {
    await exhaust(cast.owner);
    const session = { ...cast.owner, headers: { cookie: await makeSession(cast.app, cast.owner.userId) } };
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.owner, scopes: ['project:read'] });
    for (const actor of [cast.owner, session, token]) {
      const { status, headers, body } = await as(actor).answer(ME);
      expect(status).toBe(429);
      expect(body.errors?.[0]).toMatchObject({
        message: expect.stringMatching(/^The 2000 points of this minute are used. Try again in \d+ seconds?.$/),
        extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) },
      });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(headers.get('x-ratelimit-remaining')).toBe('0');
      expect(headers.get('x-request-id')).toBe(body.extensions?.requestId);
    }
    for (const [path, init] of [
      ['/api/v1/projects', {}],
      ['/graphql?query={__typename}', { headers: { 'apollo-require-preflight': '1' } }],
      [
        '/graphql/stream',
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"subscription { x }"}' },
      ],
    ] as [string, RequestInit][]) {
      const response = await as(cast.owner).fetch(path, init);
      expect([path, response.status]).toEqual([path, 429]);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(codeOf(await response.text())).toBe('RATE_LIMITED');
    }
    expect((await as(cast.viewer).answer(ME)).status).toBe(200);
    expect((await as(cast.owner).fetch('/health')).status).toBe(200);
  });

  test('come back with the next minute', async () => {
    await exhaust(cast.maintainer);
    const { now } = cast.app.app;
    cast.app.app.now = () => new Date(Date.now() + 61_000);
    expect((await as(cast.maintainer).answer(ME)).status).toBe(200);
    cast.app.app.now = now;
  });

  test('tokens of services and deployments have their own', async () => {
    const { project } = cast;
    const deployment = async () => makeDeployment(cast.service, await makeEnvironment(project), { status: 'RUNNING' });
    const scopes = ['project:read'];
    const kinds = [
      () => makeToken(cast.app, { kind: 'SERVICE', project, scopes }),
      async () => makeToken(cast.app, { kind: 'DEPLOYMENT', project, scopes, deployment: await deployment() }),
    ];
    for (const make of kinds) {
      const token = await make();
      const { headers } = await as(token).answer(ME);
      expect(headers.get('x-ratelimit-limit')).toBe(String(RATES.service));
      await exhaust(token);
      expect((await as(await make()).answer(ME)).status).toBe(200);
    }
  });

  test('reads for scripts take them, and say what is left', async () => {
    const response = await as(cast.operator).fetch('/api/v1/projects?first=10');
    expect(leftOf(response)).toBe(RATES.user - 210);
  });

  test('of an address nobody gets more by saying that they are somebody else', async () => {
    const spoofed = (value: string) => ({
      'x-forwarded-for': value,
      'x-real-ip': value,
      forwarded: `for=${value}`,
      'x-client-ip': value,
      'cf-connecting-ip': value,
      'true-client-ip': value,
      via: value,
    });
    await exhaust(cast.anonymous);
    for (let n = 1; n <= 50; n += 1) {
      const { status } = await as({ ...cast.anonymous, headers: spoofed(`203.0.113.${n}`) }).answer(ME);
      expect(status).toBe(429);
    }
    for (const headers of [{ cookie: 'pilothouse_session=x' }, { cookie: '__Host-pilothouse_session=x' }])
      expect((await as({ ...cast.anonymous, headers }).answer(ME)).status).toBe(429);
    expect((await as(cast.stranger).answer(ME)).status).toBe(200);
  });

  test('wrong tokens are paid by the address, and end in 429 as well', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 40; n += 1)
      statuses.add((await as({ ...cast.anonymous, headers: { authorization: `Bearer wrong${n}` } }).answer(ME)).status);
    expect(statuses).toEqual(new Set([401, 429]));
  });
});

describe('behind a proxy that is trusted', () => {
  const cast = useCast({ ...ENVIRONMENT, PILOTHOUSE_TRUSTED_PROXIES: '127.0.0.1' });
  const from = (address: string): TestActor => ({ ...cast.anonymous, headers: { 'x-forwarded-for': address } });

  test('each client has its own points; what it wrote itself doesn’t count', async () => {
    await exhaust(from('203.0.113.1'));
    expect((await as(from('198.51.100.7, 203.0.113.1')).answer(ME)).status).toBe(429);
    expect((await as(from('203.0.113.2')).answer(ME)).status).toBe(200);
    await exhaust(from('2001:db8:1:1::1'));
    expect((await as(from('2001:db8:1:1:ffff::9')).answer(ME)).status).toBe(429);
    expect((await as(from('2001:db8:1:2::1')).answer(ME)).status).toBe(200);
  });
});

describe('one operation', () => {
  const cast = useCast({ PILOTHOUSE_MAX_QUERY_COST: '1000' });

  test('may cost only so much', async () => {
    const { status, body } = await as(cast.owner).answer(
      '{ projects(first: 50) { nodes { services(first: 20) { nodes { id } } } } }',
    );
    expect(status).toBe(400);
    expect(body.errors?.[0]).toMatchObject({
      message: 'This operation costs 1112 points; it may cost 1000. Ask for fewer items or fields at a time.',
      extensions: { code: 'QUERY_TOO_COMPLEX', cost: 1_112, maximum: 1_000 },
    });
  });
});

describe('in production', () => {
  const cast = useCast();
  const HINTED = '{ viewe { name } }';

  test('nobody learns the schema: no introspection, no hints; who is signed in does', async () => {
    cast.app.app.config.isProduction = true;
    for (const query of [
      '{ __schema { types { name } } }',
      '{ __type(name: "User") { name } }',
      '{ ...A } fragment A on Query { __schema { types { name } } }',
    ]) {
      const { status, body } = await as(cast.anonymous).answer(query);
      expect([status, body.errors?.[0]?.extensions?.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect((await as(cast.viewer).answer(query)).status).toBe(200);
    }
    expect(JSON.stringify((await as(cast.anonymous).answer(HINTED)).body)).not.toContain('Did you mean');
    expect(JSON.stringify((await as(cast.viewer).answer(HINTED)).body)).toContain('Did you mean');
    const stream = (actor: TestActor) =>
      as(actor)
        .fetch('/graphql/stream', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: 'subscription { deploymentLo(id: "x") { lastSeq } }' }),
        })
        .then((response) => response.text());
    expect(await stream(cast.anonymous)).not.toContain('Did you mean');
    expect(await stream(cast.viewer)).toContain('Did you mean');
    expect((await as(cast.anonymous).answer('{ __typename }')).status).toBe(200);
    cast.app.app.config.isProduction = false;
    expect((await as(cast.anonymous).answer('{ __schema { types { name } } }')).status).toBe(200);
  });
});

describe('several processes on one database', () => {
  const cast = useCast({ ...ENVIRONMENT, PILOTHOUSE_RATE_STORE: 'postgres' });

  test('count together in a table, that nobody waits for', async () => {
    await as(cast.owner).run(ME);
    const [row] = await cast.app.sql<{ points: string }>(`select points from rate_limits where key like '%' || $1`, [
      cast.owner.userId,
    ]);
    // The first operation is told at once; another process has spent the rest meanwhile.
    expect(Number(row?.points ?? 0)).toBeLessThanOrEqual(ME_POINTS);
    await cast.app.sql(
      `insert into rate_limits (key, points, expire) values ($1, 5000, $2)
       on conflict (key) do update set points = 5000`,
      [`rate:user:${cast.viewer.userId}`, Date.now() + 50_000],
    );
    await exhaust(cast.viewer);
    expect(leftOf(await as(cast.viewer).answer(ME))).toBe(0);
  });
});
