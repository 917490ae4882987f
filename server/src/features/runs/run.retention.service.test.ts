import { describe, expect, test } from '@jest/globals';
import { type Cast, makeWorkflow, useCast } from '../../../test/factories.ts';
import { makeNodeRun, makeRun, type TestRun } from '../../../test/runs.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { appendSystemLine, createLogStream, endLog } from '../logs/log.service.ts';
import { payloadsOfRun, storePayload } from './run.payloads.ts';
import { removeOldRuns } from './run.retention.service.ts';

const cast = useCast();
const sql = <Row extends object>(text: string, values: unknown[] = []) => cast.app.sql<Row>(text, values);
const ctx = () => systemContext(cast.app.app, 'test');
/** As if it had ended so long ago. */
const age = async (days: number, ...runs: TestRun[]) => {
  await sql(
    `update runs set created_at = now() - make_interval(days => $2),
       finished_at = case when finished_at is not null then now() - make_interval(days => $2) end where id = any($1)`,
    [runs.map(({ id }) => id), days],
  );
};
const left = async (...runs: TestRun[]) => {
  const rows = await sql<{ id: string }>('select id from runs where id = any($1)', [runs.map(({ id }) => id)]);
  return runs.filter(({ id }) => rows.some((row) => row.id === id));
};
const kept = (days: number) => {
  cast.app.app.config.runRetentionDays = days;
};

describe('runs that ended long ago', () => {
  const flow = async (given: Cast = cast) => makeWorkflow(given.project);

  test('go with their nodes, logs and values, told of once; the others stay', async () => {
    kept(90);
    const workflow = await flow();
    const [old, dead, young, open] = [
      await makeRun(cast.project, workflow),
      await makeRun(cast.project, workflow, { status: 'FAILED', isDead: true }),
      await makeRun(cast.project, workflow),
      await makeRun(cast.project, workflow, { status: 'WAITING' }),
    ];
    await age(91, old, dead, open);
    await age(89, young);
    await makeNodeRun(old);
    await makeNodeRun(young);
    const streamId = await withTransaction(ctx(), async (ctx) => {
      const id = await createLogStream(ctx, cast.project.id);
      await appendSystemLine(ctx, id, 'a line');
      await endLog(ctx, id);
      return id;
    });
    await sql('update runs set log_stream_id = $2 where id = $1', [old.id, streamId]);
    await storePayload(ctx(), { id: old.id, projectId: cast.project.id }, JSON.stringify('x'.repeat(2_000_000)));

    expect(await removeOldRuns(cast.app.app)).toBe(2);
    expect(await left(old, dead, young, open)).toEqual([young, open]);
    expect(await sql('select from node_runs where run_id = $1', [old.id])).toEqual([]);
    expect(await sql('select from node_runs where run_id = $1', [young.id])).toHaveLength(1);
    expect(await sql('select from run_payload_chunks')).toEqual([]);
    expect(await sql('select from log_chunks where stream_id = $1', [streamId])).toEqual([]);
    const events = () =>
      sql(`select project_id, actor_kind, detail -> 'count' as count from audit_events where action = 'runs.removed'`);
    expect(await events()).toEqual([{ project_id: cast.project.id, actor_kind: 'SYSTEM', count: 2 }]);
    expect(await removeOldRuns(cast.app.app)).toBe(0);
    expect(await events()).toHaveLength(1);
  });

  test('stay for ever where the installation says so', async () => {
    kept(0);
    const run = await makeRun(cast.project, await flow());
    await age(4_000, run);
    expect(await removeOldRuns(cast.app.app)).toBe(0);
    expect(await left(run)).toEqual([run]);
  });

  test('stay while a younger run may read their values, and go with their family after that', async () => {
    kept(90);
    const workflow = await flow();
    const parent = await makeRun(cast.project, workflow, { status: 'FAILED' });
    const child = await makeRun(cast.project, workflow, { parent: parent.id });
    const fork = await makeRun(cast.project, workflow, { retryOf: parent.id });
    const again = await makeRun(cast.project, workflow, { retryOf: fork.id, status: 'RUNNING' });
    const family = [parent, child, fork, again];
    const { $payload } = await storePayload(
      ctx(),
      { id: child.id, projectId: cast.project.id },
      JSON.stringify('y'.repeat(2_000_000)),
    );
    await age(91, ...family);
    await removeOldRuns(cast.app.app);
    expect(await left(...family)).toEqual(family);
    expect(await payloadsOfRun(ctx(), { id: again.id, projectId: cast.project.id }, [$payload.id])).toHaveLength(1);

    await sql(`update runs set status = 'SUCCEEDED', finished_at = now() - interval '91 days' where id = $1`, [
      again.id,
    ]);
    await removeOldRuns(cast.app.app);
    expect(await left(...family)).toEqual([]);
  });

  test('are more than one transaction removes', async () => {
    kept(90);
    const run = await makeRun(cast.project, await flow());
    await age(91, run);
    await sql(
      `insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, created_by_name, created_at, finished_at)
       select left(id, 20) || lpad(n::text, 10, '0'), project_id, workflow_id, workflow_version_id, 10000 + n, status, trigger, 'Ann',
         created_at, finished_at from runs, generate_series(1, 450) n where id = $1`,
      [run.id],
    );
    expect(await removeOldRuns(cast.app.app)).toBe(451);
  });
});

describe('tests of nodes', () => {
  const makeTest = async (of: string | null, status: 'SUCCEEDED' | 'RUNNING' = 'SUCCEEDED') => {
    const workflow = await makeWorkflow(cast.project);
    const versionId = newId('workflowVersion');
    await sql(
      `insert into workflow_versions (id, project_id, workflow_id, is_test, graph, grant_permissions, published_by_name)
       values ($1, $2, $3, true, '{"nodes": [], "edges": []}', '{}', 'Ann')`,
      [versionId, cast.project.id, workflow.id],
    );
    const run = await makeRun(cast.project, { ...workflow, versionId }, { status });
    await sql(`update runs set trigger = 'TEST', trigger_detail = $2 where id = $1`, [run.id, JSON.stringify({ of })]);
    return { run, versionId };
  };
  const versions = (...ids: string[]) => sql('select id from workflow_versions where id = any($1)', [ids]);

  test.each([0, 90])('go after a week, with the versions that only they ran (runs are kept %i days)', async (days) => {
    kept(days);
    const [old, young] = [await makeTest(null), await makeTest(null)];
    await age(8, old.run);
    await age(6, young.run);
    expect(await removeOldRuns(cast.app.app)).toBe(1);
    expect(await left(old.run, young.run)).toEqual([young.run]);
    expect(await versions(old.versionId, young.versionId)).toEqual([{ id: young.versionId }]);
  });

  test('read what the run has that they took outputs of, which stays until they end', async () => {
    kept(90);
    const source = await makeRun(cast.project, await makeWorkflow(cast.project));
    const text = JSON.stringify('z'.repeat(2_000_000));
    const { $payload } = await storePayload(ctx(), { id: source.id, projectId: cast.project.id }, text);
    await age(91, source);
    const { run } = await makeTest(source.id, 'RUNNING');
    await removeOldRuns(cast.app.app);
    expect(await left(source)).toEqual([source]);
    expect(await payloadsOfRun(ctx(), { id: run.id, projectId: cast.project.id }, [$payload.id])).toHaveLength(1);
    await sql(`update runs set status = 'SUCCEEDED', finished_at = now() where id = $1`, [run.id]);
    await removeOldRuns(cast.app.app);
    expect(await left(source)).toEqual([]);
  });
});

test('places of limited nodes go when they are long free', async () => {
  const workflow = await makeWorkflow(cast.project);
  await sql(
    `insert into node_rate_limits (project_id, workflow_id, node_key, key, next_at)
     select $1, $2, 'a', key, now() + days * interval '1 day' from (values ('old', -2), ('new', 1)) k (key, days)`,
    [cast.project.id, workflow.id],
  );
  await removeOldRuns(cast.app.app);
  expect(await sql('select key from node_rate_limits')).toEqual([{ key: 'new' }]);
});
