import { describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../test/as.ts';
import { makeDeployment, makeEnvironment, makeProject, makeService, makeToken, useCast } from '../../test/factories.ts';
import { appendSystemLine } from '../features/logs/log.service.ts';
import { systemContext } from '../platform/context.ts';
import { withTransaction } from '../platform/db/transaction.ts';

const cast = useCast();
const get = async (actor: TestActor, path: string): Promise<{ status: number; body: unknown }> => {
  const response = await as(actor).fetch(`/api/v1${path}`);
  return { status: response.status, body: await response.json() };
};

interface Listed {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

async function filled() {
  const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
  const [service, environment] = [await makeService(project), await makeEnvironment(project)];
  const failed = await makeDeployment(service, environment, { status: 'FAILED', version: 'v1' });
  const live = await makeDeployment(service, environment, { version: 'v2', by: cast.owner });
  return { project, service, environment, failed, live };
}

describe('the REST mirror', () => {
  test('lists projects and deployments, and shows one, with what is promised and nothing else', async () => {
    const { project, service, environment, failed, live } = await filled();
    const projects = (await get(cast.viewer, '/projects')).body as Listed;
    expect(projects.nodes).toContainEqual({
      id: project.id,
      slug: project.slug,
      name: project.slug,
      timeZone: 'UTC',
      createdAt: expect.stringMatching(/Z$/),
    });
    const { body } = await get(cast.viewer, `/projects/${project.slug}/deployments`);
    expect((body as Listed).nodes.map(({ id }) => id)).toEqual([live.id, failed.id]);
    const one = await get(cast.viewer, `/deployments/${live.id}`);
    expect(one).toEqual({
      status: 200,
      body: {
        id: live.id,
        number: 2,
        version: 'v2',
        status: 'SUCCEEDED',
        statusReason: null,
        trigger: 'MANUAL',
        createdByName: 'owner',
        note: null,
        parameters: {},
        isDryRun: false,
        exitCode: null,
        durationMs: 60_000,
        createdAt: expect.any(String),
        queuedAt: expect.any(String),
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        service: { id: service.id, slug: service.slug, name: service.slug },
        environment: { id: environment.id, slug: environment.slug, name: environment.slug },
      },
    });
    expect((body as Listed).nodes[0]).toEqual(one.body);
  });

  test('filters by status, and goes page by page', async () => {
    const { project, failed, live } = await filled();
    const list = async (query: string) =>
      (await get(cast.viewer, `/projects/${project.slug}/deployments?${query}`)).body as Listed;
    expect((await list('status=failed')).nodes.map(({ id }) => id)).toEqual([failed.id]);
    const first = await list('first=1');
    expect([first.nodes.map(({ id }) => id), first.pageInfo.hasNextPage]).toEqual([[live.id], true]);
    expect((await list(`first=1&after=${first.pageInfo.endCursor}`)).nodes.map(({ id }) => id)).toEqual([failed.id]);
  });

  test.each([
    ['status=toString', 'status'],
    ['status=broken', 'status'],
    ['first=0', 'first'],
    ['first=many', 'first'],
    ['first=101', 'first'],
    ['after=x', 'after'],
  ])('says what is wrong with ?%s', async (query, path) => {
    const { project } = await filled();
    expect(await get(cast.viewer, `/projects/${project.slug}/deployments?${query}`)).toEqual({
      status: 400,
      body: {
        error: {
          code: 'INVALID_INPUT',
          message: expect.any(String),
          problems: [{ path, message: expect.any(String) }],
          requestId: expect.any(String),
        },
      },
    });
  });

  test('gives the log as text, with times if wanted', async () => {
    const { live } = await filled();
    const ctx = systemContext(cast.app.app, 'test');
    await withTransaction(ctx, (ctx) => appendSystemLine(ctx, live.streamId, 'One line.'));
    const response = await as(cast.viewer).fetch(`/api/v1/deployments/${live.id}/log`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="service-\d+-2\.log"$/);
    expect(await response.text()).toBe('One line.\n');
    const timed = await as(cast.viewer).fetch(`/api/v1/deployments/${live.id}/log?times=1`);
    expect(await timed.text()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z .*One line\.\n$/);
  });

  test('is for those who are signed in, each for their own projects', async () => {
    const { project, live } = await filled();
    const token = await makeToken(cast.app, { kind: 'SERVICE', project });
    for (const path of [
      `/projects/${project.slug}/deployments`,
      `/deployments/${live.id}`,
      `/deployments/${live.id}/log`,
    ]) {
      expect((await as(cast.anonymous).fetch(`/api/v1${path}`)).status).toBe(401);
      expect((await as(cast.stranger).fetch(`/api/v1${path}`)).status).toBe(404);
      expect((await as(token).fetch(`/api/v1${path}`)).status).toBe(200);
      expect((await as({ ...token, headers: { authorization: 'Bearer x' } }).fetch(`/api/v1${path}`)).status).toBe(401);
    }
    expect((await get(cast.anonymous, '/projects')).status).toBe(401);
  });

  test.each(['/nothing', '/deployments', '/deployments/x', '/deployments/%00', '/projects/%E0%A4%A/deployments'])(
    'what isn’t there is an error with a code, in JSON: %s',
    async (path) => {
      const { status, body } = await get(cast.viewer, path);
      expect([400, 404]).toContain(status);
      expect(JSON.stringify(body)).toMatch(/"code":"(NOT_FOUND|INVALID_INPUT)"/);
    },
  );

  test('only reads', async () => {
    const { live } = await filled();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await as(cast.owner).fetch(`/api/v1/deployments/${live.id}`, { method })).status).toBe(404);
  });
});
