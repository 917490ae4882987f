import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeToken, makeWorkflow, useCast } from '../../../test/factories.ts';
import { follow } from '../../../test/live.ts';
import { makeApproval, makeNodeRun, makeRun } from '../../../test/runs.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { runTopic } from '../../platform/events.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { appendSystemLine, createLogStream, endLog } from '../logs/log.service.ts';
import { nodeRunChangedField, runLogField } from './run.live.ts';

const cast = useCast();

async function find(filter: object, more: object = {}): Promise<number[]> {
  const { runs } = await as(cast.viewer).run<{ runs: { nodes: { number: number }[] } }>(
    'query ($id: ID!, $filter: RunFilter, $first: Int! = 20) { runs(projectId: $id, filter: $filter, first: $first) { nodes { number } } }',
    { id: cast.project.id, filter, ...more },
  );
  return runs.nodes.map(({ number }) => number);
}

test('runs are found by status, workflow, person, text and number, newest first', async () => {
  const [nightly, deploy] = [
    await makeWorkflow(cast.project, { slug: 'nightly' }),
    await makeWorkflow(cast.project, { slug: 'deploy-all' }),
  ];
  const one = await makeRun(cast.project, nightly, { by: cast.operator });
  const two = await makeRun(cast.project, deploy, { status: 'FAILED', isDead: true });
  const three = await makeRun(cast.project, deploy, { status: 'WAITING', by: cast.owner });
  expect(await find({})).toEqual([three.number, two.number, one.number]);
  expect(await find({ statuses: ['FAILED', 'WAITING'] })).toEqual([three.number, two.number]);
  expect(await find({ workflowIds: [nightly.id] })).toEqual([one.number]);
  expect(await find({ isDead: true })).toEqual([two.number]);
  expect(await find({ isDead: false })).toEqual([three.number, one.number]);
  expect(await find({ createdByUserId: cast.operator.userId })).toEqual([one.number]);
  expect(await find({ search: 'DEPLOY' })).toEqual([three.number, two.number]);
  expect(await find({ search: `#${one.number}` })).toEqual([one.number]);
  expect(await find({ search: 'nothing like it' })).toEqual([]);
  expect(await find({}, { first: 1 })).toEqual([three.number]);
});

test('a run shows what hangs on it, and an attempt what it waits for', async () => {
  const workflow = await makeWorkflow(cast.project);
  const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
  const first = await makeRun(cast.project, workflow, { status: 'FAILED', tokenId: token.id });
  const run = await makeRun(cast.project, workflow, { status: 'WAITING', retryOf: first.id, payload: { a: 1 } });
  const child = await makeRun(cast.project, workflow, { parent: run.id });
  await makeNodeRun(run, { key: 'sub', status: 'WAITING', waitKind: 'CHILD_RUN', waitKey: child.id });
  await makeNodeRun(run, { key: 'call', status: 'WAITING', waitKind: 'WEBHOOK', waitKey: 'a-secret' });
  const found = await as(cast.viewer).run(
    `query ($id: ID!) { run(id: $id) { payload logLineCount workflow { slug runs { nodes { number } } lastRun { number } }
      workflowVersion { number } parentRun { id } childRuns { number parentRun { number } } retryOf { number retries { number }
      createdBy { ... on Token { name } } } log { lines { text } hasEnded } viewerCanCancel
      nodeRuns { nodeKey wait { kind key url run { number } } run { number } } } }`,
    { id: run.id },
  );
  expect(found).toEqual({
    run: {
      payload: { a: 1 },
      logLineCount: 0,
      workflow: {
        slug: workflow.slug,
        runs: { nodes: [child, run, first].map(({ number }) => ({ number })) },
        lastRun: { number: child.number },
      },
      workflowVersion: { number: 1 },
      parentRun: null,
      childRuns: [{ number: child.number, parentRun: { number: run.number } }],
      retryOf: { number: first.number, retries: [{ number: run.number }], createdBy: { name: token.name } },
      log: { lines: [], hasEnded: false },
      viewerCanCancel: false,
      nodeRuns: [
        {
          nodeKey: 'sub',
          wait: { kind: 'CHILD_RUN', key: child.id, url: null, run: { number: child.number } },
          run: { number: run.number },
        },
        {
          nodeKey: 'call',
          wait: { kind: 'WEBHOOK', key: null, url: expect.stringMatching(/^http.*\/hooks\/a-secret$/), run: null },
          run: { number: run.number },
        },
      ],
    },
  });
});

test('whoever follows a run sees it change until it ends', async () => {
  const run = await makeRun(cast.project, await makeWorkflow(cast.project), { status: 'WAITING' });
  const page = follow(cast.viewer, 'subscription ($id: ID!) { runChanged(id: $id) { status } }', { id: run.id });
  expect(await page.next()).toMatchObject({ value: { runChanged: { status: 'WAITING' } } });
  await cast.app.sql(`update runs set status = 'SUCCEEDED', finished_at = now() where id = $1`, [run.id]);
  cast.app.app.events.publish([runTopic(run.id)]);
  expect(await page.next()).toMatchObject({ value: { runChanged: { status: 'SUCCEEDED' } } });
  expect(await page.next()).toMatchObject({ done: true });
});

const context = () => systemContext(cast.app.app, 'test');

test('each attempt that changes is told, and no other, whether it is named or not', async () => {
  const { run, id, rowId } = await makeApproval(cast.project, await makeWorkflow(cast.project));
  const changes = await liveSubscribe(nodeRunChangedField)({ args: { runId: run.id }, context: context() });
  const next = async () => (await changes.next()).value.nodeRunChanged;
  await cast.app.sql(`update node_runs set status = 'SUCCEEDED', finished_at = now() where id = $1`, [rowId]);
  const other = await makeNodeRun(run, { key: 'after', status: 'RUNNING' });
  cast.app.app.events.publish([runTopic(run.id)]);
  expect(await next()).toMatchObject({ id, status: 'SUCCEEDED', wait: null });
  expect(await next()).toMatchObject({ id: other.id, status: 'RUNNING' });
  const last = await makeNodeRun(run, { key: 'last' });
  cast.app.app.events.publish([`${runTopic(run.id)}#${run.id}`, `${runTopic(run.id)}#${last.rowId}`]);
  expect(await next()).toMatchObject({ id: last.id });
  await changes.return?.();
});

test('a log that comes to be while somebody follows it is read to its end', async () => {
  const { app, project } = cast;
  const run = await makeRun(project, await makeWorkflow(project), { status: 'RUNNING' });
  const log = await liveSubscribe(runLogField)({ args: { id: run.id, after: 0 }, context: context() });
  const first = log.next();
  const streamId = await withTransaction(context(), (ctx) => createLogStream(ctx, project.id));
  await appendSystemLine(context(), streamId, 'one');
  await app.sql('update runs set log_stream_id = $2 where id = $1', [run.id, streamId]);
  app.app.events.publish([runTopic(run.id)]);
  expect((await first).value.runLog).toMatchObject({ lines: [{ text: 'one' }], hasEnded: false });
  await appendSystemLine(context(), streamId, 'two');
  expect((await log.next()).value.runLog).toMatchObject({ lines: [{ text: 'two' }] });
  await endLog(context(), streamId);
  expect((await log.next()).value.runLog).toMatchObject({ hasEnded: true });
  expect(await log.next()).toMatchObject({ done: true });
});

test('a large value is streamed, to those who may see its run', async () => {
  const run = await makeRun(cast.project, await makeWorkflow(cast.project));
  const id = newId('payload');
  const body = Buffer.from(JSON.stringify('x'.repeat(3_000)));
  await cast.app.sql(
    `insert into run_payloads (id, project_id, run_id, byte_count, sha256, content_type) values ($1, $2, $3, $4, $5, 'application/json')`,
    [id, cast.project.id, run.id, body.length, createHash('sha256').update(body).digest()],
  );
  for (const [seq, part] of [body.subarray(0, 1_000), body.subarray(1_000)].entries())
    await cast.app.sql('insert into run_payload_chunks (project_id, payload_id, seq, body) values ($1, $2, $3, $4)', [
      cast.project.id,
      id,
      seq,
      part,
    ]);
  const response = await as(cast.viewer).fetch(`/api/v1/payloads/${id}`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  expect((await as(cast.stranger).fetch(`/api/v1/payloads/${id}`)).status).toBe(404);
  expect((await as(cast.anonymous).fetch(`/api/v1/payloads/${id}`)).status).toBe(401);
});
