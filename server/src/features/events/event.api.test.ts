import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeService,
  makeToken,
  makeWorkflow,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { makeRun } from '../../../test/runs.ts';

const cast = useCast();

const TRACK = 'mutation ($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount duplicateCount } }';
const track = async (events: object[]) =>
  (
    await as(cast.operator).run<{ trackEvents: { acceptedCount: number; duplicateCount: number } }>(TRACK, {
      input: { projectId: cast.project.id, events },
    })
  ).trackEvents;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const DAY_MS = 86_400_000;
let counter = 0;
const freshName = () => `test.${++counter}.${Date.now()}`;

interface Shown {
  id: string;
  title: string;
  name: string;
  status: string | null;
  isError: boolean;
  value: number | null;
  unit: string | null;
  serviceName: string | null;
  environmentName: string | null;
  actor: string | null;
  data: unknown;
  url: string | null;
}
const LIST = `query ($slug: String!, $filter: EventFilter, $first: Int! = 20, $after: String) { project(slug: $slug) {
  events(filter: $filter, first: $first, after: $after) {
    nodes { id title name status isError value unit serviceName environmentName actor data url }
    pageInfo { hasNextPage endCursor } } } }`;
interface Page {
  nodes: Shown[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const list = async (filter: object, page: object = {}): Promise<Page> =>
  (await as(cast.viewer).run<{ project: { events: Page } }>(LIST, { slug: cast.project.slug, filter, ...page })).project
    .events;

const some = (count: number, make: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({ name: 'order.paid', ...make(index) }));

describeMutation('trackEvents', cast, {
  operation: TRACK,
  given: ({ project }) => ({
    variables: {
      input: { projectId: project.id, events: [{ name: 'order.paid', value: 12.5 }, { name: 'order.paid' }] },
    },
  }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [
    ['nothing at all', input({ events: [] }), ['events']],
    ['too many', input({ events: some(1_001) }), ['events']],
    ['a name with spaces', input({ events: [{ name: 'ok' }, { name: 'Order paid' }] }), ['events.1.name']],
    ['longer ago than they are kept', input({ events: some(1, () => ({ at: ago(181 * DAY_MS) })) }), ['events.0.at']],
    ['more than 5 minutes ahead', input({ events: some(1, () => ({ at: ago(-6 * 60_000) })) }), ['events.0.at']],
    ['a number that is too large', input({ events: some(1, () => ({ value: 1e13 })) }), ['events.0.value']],
    ['a cost that is no whole number', input({ events: some(1, () => ({ costNano: 0.5 })) }), ['events.0.costNano']],
    [
      'data that is too long',
      input({ events: some(1, () => ({ data: { text: 'x'.repeat(4_097) } })) }),
      ['events.0.data'],
    ],
    ['data that is no object', input({ events: some(1, () => ({ data: [1] })) }), ['events.0.data']],
    [
      'places that are not there',
      input({ events: [{ name: 'a' }, { name: 'a', service: 'none', environment: 'nowhere' }] }),
      ['events.1.service', 'events.1.environment'],
    ],
  ],
  audit: ({ project }) => ({
    action: 'events.tracked',
    project_id: project.id,
    subject_id: project.id,
    detail: { acceptedCount: 2, duplicateCount: 0, names: ['order.paid'] },
  }),
  works: (_cast, data) => expect(data).toEqual({ acceptedCount: 2, duplicateCount: 0 }),
  twice: 'again',
});

describe('events of one’s own', () => {
  test('are kept with all that was said of them', async () => {
    const name = freshName();
    const service = await makeService(cast.project);
    const environment = await makeEnvironment(cast.project);
    const at = ago(170 * DAY_MS);
    await track([
      {
        name,
        service: service.slug,
        environment: environment.id,
        value: 12.345,
        status: 'FAILED',
        actor: 'customer-7',
        at,
        data: { basket: [1, 2] },
      },
    ]);
    const { nodes } = await list({ names: [name] });
    expect(nodes).toEqual([
      {
        id: expect.any(String),
        title: name,
        name,
        status: 'FAILED',
        isError: true,
        value: 12.345,
        unit: 'NUMBER',
        serviceName: expect.any(String),
        environmentName: expect.any(String),
        actor: 'customer-7',
        data: { basket: [1, 2] },
        url: null,
      },
    ]);
    const [row] = await cast.app.sql<{ at: Date; value: string }>('select at, value from events where name = $1', [
      name,
    ]);
    expect(row).toEqual({ at: new Date(at), value: '12345' });
  });

  test('count once by their id, in one call, in several, and at once', async () => {
    const name = freshName();
    const twice = [{ name, id: `${name}/1` }, { name, id: `${name}/1` }, { name }];
    expect(await track(twice)).toEqual({ acceptedCount: 2, duplicateCount: 1 });
    expect(await track(twice)).toEqual({ acceptedCount: 1, duplicateCount: 2 });
    const many = some(50, (index) => ({ name, id: `${name}/many/${index}` }));
    const results = await Promise.all([track(many), track([...many].reverse()), track(many)]);
    expect(results.reduce((sum, { acceptedCount }) => sum + acceptedCount, 0)).toBe(50);
    expect(await cast.app.sql('select count(*)::int as count from events where name = $1', [name])).toEqual([
      { count: 53 },
    ]);
  });

  test('a thousand at once are one entry of the audit trail', async () => {
    const name = freshName();
    expect(await track(some(1_000, () => ({ name })))).toEqual({ acceptedCount: 1_000, duplicateCount: 0 });
    const [row] = await cast.app.sql<{ count: number }>(
      `select count(*)::int as count from audit_events where detail -> 'names' ? $1`,
      [name],
    );
    expect(row?.count).toBe(1);
  });

  test('never hold a credential of ours', async () => {
    const name = freshName();
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.operator });
    await track([{ name, data: { note: `with ${token.secret} in it` }, actor: 'ann' }]);
    expect((await list({ names: [name] })).nodes[0]?.data).toEqual({ note: 'with *** in it' });
  });
});

describe('the list', () => {
  test('goes page by page without gaps, also where all are of one moment', async () => {
    const name = freshName();
    const at = ago(60_000);
    await track(some(25, (index) => ({ name, at, value: index })));
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await list({ names: [name] }, { first: 10, after });
      seen.push(...page.nodes.map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
  });

  test('is narrowed by kind, status, place and time', async () => {
    const name = freshName();
    const service = await makeService(cast.project);
    await track([
      { name, status: 'OK', at: ago(10 * DAY_MS) },
      { name, status: 'ERROR', service: service.slug },
    ]);
    const namesOf = async (filter: object) =>
      (await list({ names: [name], ...filter })).nodes.map(({ status }) => status);
    expect(await namesOf({ statuses: ['ERROR'] })).toEqual(['ERROR']);
    expect(await namesOf({ serviceIds: [service.id] })).toEqual(['ERROR']);
    expect(await namesOf({ to: ago(DAY_MS) })).toEqual(['OK']);
    expect(await namesOf({ from: ago(DAY_MS) })).toEqual(['ERROR']);
    expect(await namesOf({ kinds: ['deployment'] })).toEqual([]);
    expect(await namesOf({ kinds: ['custom'] })).toEqual(['ERROR', 'OK']);
    const error = await as(cast.viewer).fail(LIST, { slug: cast.project.slug, filter: { kinds: ['nonsense'] } });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['filter.kinds'] });
  });

  test('names what is behind a row, and opens to it', async () => {
    const service = await makeService(cast.project);
    const environment = await makeEnvironment(cast.project);
    const deployment = await makeDeployment(service, environment, { status: 'QUEUED' });
    await as(cast.operator).run('mutation ($id: ID!) { cancelDeployment(id: $id) { id } }', { id: deployment.id });
    const workflow = await makeWorkflow(cast.project);
    const run = await makeRun(cast.project, workflow);
    await cast.app.sql(
      `insert into events (project_id, kind, at, name, status, value, subject_id) values ($1, 'node_run', now(), 'http', 'SUCCEEDED', 1500000, $2)`,
      [cast.project.id, run.id],
    );
    const { nodes } = await list({ kinds: ['deployment', 'node_run'] }, { first: 2 });
    expect(nodes).toEqual([
      expect.objectContaining({ url: `/p/${cast.project.slug}/runs/${run.id}`, value: 1.5, unit: 'SECONDS' }),
      expect.objectContaining({
        url: `/p/${cast.project.slug}/deployments/${deployment.id}`,
        title: expect.stringMatching(/ #\d+$/),
        status: 'CANCELED',
        value: null,
      }),
    ]);
    expect(nodes[0]?.title).toMatch(/^http in /);
  });

  test('a page is one statement, however long', async () => {
    await track(some(40));
    const count = async (first: number) => {
      const before = cast.app.statementCount();
      await list({ kinds: ['custom'] }, { first });
      return cast.app.statementCount() - before;
    };
    // Who asks is looked up anew now and then: the least of some tries is the page's own.
    const least = async (first: number) => Math.min(await count(first), await count(first), await count(first));
    expect(await least(40)).toBe(await least(2));
  });
});

describe('POST /api/v1/events', () => {
  const post = (body: unknown, actor = cast.operator, path = '/api/v1/events') =>
    as(actor).fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  test('keeps events of a project that is named, or of the token’s own', async () => {
    const name = freshName();
    const token = await makeToken(cast.app, {
      kind: 'SERVICE',
      project: cast.project,
      scopes: ['project:read', 'event:track'],
    });
    const first = await post(
      { project: cast.project.slug, events: [{ name, at: ago(10 * DAY_MS).replace('Z', '+01:00'), id: name }] },
      token,
    );
    expect([first.status, await first.json()]).toEqual([200, { acceptedCount: 1, duplicateCount: 0 }]);
    expect(await (await post({ events: [{ name, id: name }, { name }] }, token)).json()).toEqual({
      acceptedCount: 1,
      duplicateCount: 1,
    });
    expect(
      Number(first.headers.get('ratelimit-remaining') ?? first.headers.get('x-ratelimit-remaining') ?? 1),
    ).toBeGreaterThan(0);
  });

  test('says what is wrong, and where', async () => {
    const token = await makeToken(cast.app, {
      kind: 'SERVICE',
      project: cast.project,
      scopes: ['project:read', 'event:track'],
    });
    const wrong = async (body: unknown) => {
      const response = await post(body, token);
      const { error } = (await response.json()) as { error: { code: string; problems: { path: string }[] } };
      return [response.status, error.code, error.problems?.map(({ path }) => path)];
    };
    expect(await wrong('nonsense')).toEqual([400, 'INVALID_INPUT', ['']]);
    expect(await wrong([])).toEqual([400, 'INVALID_INPUT', ['']]);
    expect(await wrong({})).toEqual([400, 'INVALID_INPUT', ['events']]);
    expect(await wrong({ events: [{ name: 'a', at: 'yesterday', extra: 1 }] })).toEqual([
      400,
      'INVALID_INPUT',
      ['events.0.at', 'events.0'],
    ]);
    expect(await wrong({ project: 'none', events: [{ name: 'a' }] })).toEqual([404, 'NOT_FOUND', undefined]);
  });

  test('is closed to who lacks the right', async () => {
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project, scopes: ['project:read'] });
    expect((await post({ events: [{ name: 'a' }] }, token)).status).toBe(403);
    expect((await post({ project: cast.project.slug, events: [{ name: 'a' }] }, cast.anonymous)).status).toBe(401);
  });
});

test('an event may be as old as events are kept, and never older than its id is remembered', async () => {
  const keepFor = (days: number) =>
    cast.app.sql(
      `insert into instance_settings (key, value) values ('factRetention', jsonb_build_object('custom', $1::int))
       on conflict (key) do update set value = excluded.value`,
      [days],
    );
  const sent = async (days: number) => {
    const variables = {
      input: { projectId: cast.project.id, events: [{ name: freshName(), at: ago(days * DAY_MS) }] },
    };
    const { body } = await as(cast.operator).answer(TRACK, variables);
    return body.errors?.[0]?.extensions?.problems?.[0]?.message ?? 'kept';
  };
  expect([await sent(179), await sent(181)]).toEqual(['kept', 'It may be at most 180 days ago.']);
  await keepFor(30);
  expect([await sent(29), await sent(31)]).toEqual(['kept', 'It may be at most 30 days ago.']);
  await keepFor(3_650);
  expect([await sent(399), await sent(401)]).toEqual(['kept', 'It may be at most 400 days ago.']);
  await cast.app.sql(`delete from instance_settings where key = 'factRetention'`);
});
