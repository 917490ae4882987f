import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeMember, makeUser, useCast } from '../../../test/factories.ts';
import { systemContext } from '../../platform/context.ts';
import { ensureDemo } from './demo.service.ts';

const cast = useCast({ PILOTHOUSE_DEMO: 'on' });
const ensure = () => ensureDemo(systemContext(cast.app.app, 'first start'));

beforeAll(() => cast.app.sql('truncate users, projects, audit_events cascade'));

describe('the demo', () => {
  test('is made on the first start, by one of several processes, and never again', async () => {
    expect((await Promise.all([ensure(), ensure(), ensure()])).filter(Boolean)).toHaveLength(1);
    expect(await ensure()).toBe(false);
    const [project] = await cast.app.sql<{ id: string }>('select id from projects');
    const member = await makeMember({ app: cast.app, id: project?.id ?? '', slug: 'demo' }, 'VIEWER');
    const found = await as(member).run(
      '{ project(slug: "demo") { environments { slug isProduction } services { nodes { slug problems { message } } } } }',
    );
    expect(found).toMatchObject({
      project: {
        environments: [
          { slug: 'staging', isProduction: false },
          { slug: 'production', isProduction: true },
        ],
      },
    });
    const { nodes } = (found as { project: { services: { nodes: { slug: string; problems: [] }[] } } }).project
      .services;
    expect(nodes.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['flaky', 'hello-ansible', 'hello-web', 'noisy']),
    );
    expect(nodes.flatMap(({ problems }) => problems)).toEqual([]);
    expect(
      await as(member).run('{ project(slug: "demo") { dashboards { nodes { slug published { number } } } } }'),
    ).toEqual({ project: { dashboards: { nodes: [{ slug: 'team-overview', published: { number: 1 } }] } } });
    const events = await cast.app.sql<{ actor_kind: string }>('select distinct actor_kind from audit_events');
    expect(events).toEqual([{ actor_kind: 'SYSTEM' }]);
  });

  test('is not made where somebody is already, nor after it was deleted', async () => {
    await cast.app.sql('update projects set deleted_at = now()');
    expect(await ensure()).toBe(false);
    await cast.app.sql('truncate users, projects, audit_events cascade');
    await makeUser(cast.app);
    expect(await ensure()).toBe(false);
  });
});
