import { describe, expect, test } from '@jest/globals';
import { as } from '../../test/as.ts';
import { makeToken, useCast } from '../../test/factories.ts';
import { LogHistogram } from '../lib/sketch/log-histogram.ts';
import { createContext, systemContext } from '../platform/context.ts';
import { FactsBuffer } from '../platform/facts-buffer.ts';

const cast = useCast();

interface FactRow {
  project_id: string;
  name: string;
  status: string;
  count: number;
  value: string | null;
  value_min: string | null;
  value_max: string | null;
  sketch: Uint8Array | null;
}

async function counted(): Promise<FactRow[]> {
  await cast.app.flushFacts();
  const rows = await cast.app.sql<FactRow>(`select * from events where kind = 'api' order by name, status`);
  await cast.app.sql(`delete from events where kind = 'api'`);
  return rows;
}
const shown = (rows: FactRow[]) => rows.map(({ name, status, count }) => `${name} ${status} ${count}`);

describe('what the API answers', () => {
  test('is counted by operation and outcome, with how long it took', async () => {
    await counted();
    for (let time = 0; time < 3; time += 1) await as(cast.viewer).run('query Who { viewer { user { id } } }');
    await as(cast.viewer).fail('mutation Stop { cancelDeployment(id: "dpl_none") { id } }');
    await as(cast.viewer).run('{ viewer { user { id } } }');
    await as(cast.viewer).fail('{ nonsense }');
    await as(cast.anonymous).run('query MadeUp { viewer { user { id } } }');
    const rows = await counted();
    expect(shown(rows)).toEqual([
      '(refused) ERROR 1',
      '(signed out) OK 1',
      'Stop ERROR 1',
      'Who OK 3',
      'query viewer OK 1',
    ]);
    const who = rows.find(({ name }) => name === 'Who') as FactRow;
    expect(who.project_id).toBe('installation');
    expect(Number(who.value_min)).toBeGreaterThan(0);
    expect(Number(who.value)).toBeGreaterThanOrEqual(Number(who.value_max) + Number(who.value_min));
    expect(LogHistogram.from(who.sketch as Uint8Array).count).toBe(3);
  });

  test('are subscriptions too, once each as they begin, without a time', async () => {
    await counted();
    const open = (query: string) =>
      as(cast.viewer).fetch('/graphql/stream', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { id: cast.project.id } }),
      });
    const query = 'subscription Watched($id: ID!) { deploymentsChanged(projectId: $id) { id } }';
    for (let time = 0; time < 2; time += 1) {
      const response = await open(query);
      expect(response.status).toBe(200);
      await response.body?.cancel();
    }
    await (await open('subscription Refused { nothing }')).text();
    const rows = (await counted()).filter(({ name }) => name === 'Watched' || name === 'Refused');
    expect(shown(rows)).toEqual(['Watched OK 2']);
    expect(rows[0]).toMatchObject({ project_id: 'installation', value: null, sketch: null });
  });

  test('to a token of a project belongs to that project, over REST by its route', async () => {
    const token = await makeToken(cast.app, {
      kind: 'SERVICE',
      project: cast.project,
      scopes: ['project:read'],
    });
    await as(token).fetch(`/api/v1/projects/${cast.project.slug}/deployments`);
    await as(token).fetch('/api/v1/deployments/dpl_none');
    const rows = await counted();
    expect(shown(rows)).toEqual(['GET /api/v1/deployments/:id ERROR 1', 'GET /api/v1/projects/:slug/deployments OK 1']);
    expect(rows.map((row) => row.project_id)).toEqual([cast.project.id, cast.project.id]);
  });
});

describe('the buffer', () => {
  const caller = () => createContext(cast.app.app, systemContext(cast.app.app, 'test').actor, { requestId: 'test' });

  test('keeps a bounded number of names', async () => {
    const buffer = new FactsBuffer(cast.app.app);
    const ctx = caller();
    for (let index = 0; index < 1_000; index += 1) buffer.add(ctx, `made-up-${index}`, false, 1);
    buffer.add(ctx, 'x'.repeat(101), false, 1);
    await buffer.close();
    const rows = await counted();
    expect(rows).toHaveLength(301);
    expect(rows.find(({ name }) => name === '(other)')?.count).toBe(701);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(1_001);
  });

  test('keeps what it could not write for the next time', async () => {
    const { app } = cast.app;
    let isAway = true;
    const away = {
      transaction: async () => {
        throw new Error('The database is away.');
      },
    };
    const buffer = new FactsBuffer({
      ...app,
      log: app.log.child({}, { level: 'silent' }),
      get unscopedDataSource() {
        return isAway ? (away as unknown as typeof app.unscopedDataSource) : app.unscopedDataSource;
      },
    });
    buffer.add(caller(), 'Deploy', false, 1);
    await buffer.flush();
    buffer.add(caller(), 'Deploy', false, 3);
    buffer.add(caller(), 'Started', false, null);
    isAway = false;
    await buffer.close();
    const rows = await counted();
    expect(shown(rows)).toEqual(['Deploy OK 2', 'Started OK 1']);
    expect(rows[0]).toMatchObject({ value: '4000', value_min: '1000', value_max: '3000' });
    expect(rows[1]).toMatchObject({ value: null, sketch: null });
  });
});
