import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { type Cast, useCast } from '../../../test/factories.ts';
import { done, fill, graphOf, useRunWork } from '../../../test/run-harness.ts';
import { newId } from '../../lib/ids.ts';
import { type Json, NodeError } from '../nodes/node.types.ts';
import { signalRun } from './run.signals.ts';

const runs = useRunWork(() => cast);
const cast: Cast = useCast({ PILOTHOUSE_OUTBOUND_ALLOW: '127.0.0.1' });
runs.startWorking();
afterEach(() => runs.forget());

const hook = (key: string | null | undefined, body: object) =>
  fetch(`${cast.app.url}/hooks/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a message is handed to its channel once, whatever becomes of the node', async () => {
  await runs.sql(
    `insert into notification_channels (id, project_id, slug, name, kind, target, recipients)
     values ($1, $2, 'ops', 'Ops', 'EMAIL', 'ops@example.com', '{ops@example.com}')`,
    [newId('channel'), cast.project.id],
  );
  const config = { channel: 'ops', title: `Built ${fill('trigger.version')}`, text: 'All of it.' };
  const id = await runs.startRun(graphOf([{ key: 'tell', type: 'notify', config }], ['begin>tell']), {
    version: '1.2',
  });
  const { output } = await runs.stands(id, 'SUCCEEDED');
  const deliveries = await runs.sql<{ id: string; title: string }>(
    `select id, title from notification_deliveries where project_id = $1 and title like 'Built%'`,
    [cast.project.id],
  );
  expect(deliveries).toEqual([{ id: (output as { messageId: string }).messageId, title: 'Built 1.2' }]);
});

test('a message to no channel fails the node, and is not tried again', async () => {
  const config = { channel: 'nowhere', title: 'Built' };
  const options = { retry: { attempts: 3, backoffSeconds: 0.01, maxBackoffSeconds: 0.01 } };
  const id = await runs.startRun(graphOf([{ key: 'tell', type: 'notify', config, options }], ['begin>tell']));
  expect((await runs.stands(id, 'FAILED')).error).toMatchObject({ code: 'NOT_FOUND', nodeKey: 'tell' });
  expect(await runs.attemptsOf(id)).toHaveLength(2);
});

test('an event is written once, however often its node is tried', async () => {
  const config = { name: 'built', title: 'Built', data: { version: fill('trigger.version') } };
  const id = await runs.startRun(graphOf([{ key: 'write', type: 'event-write', config }], ['begin>write']), {
    version: '1.2',
  });
  await runs.stands(id, 'SUCCEEDED');
  const jobs = await runs.sql<{ payload: { data: object } }>(
    `select payload from graphile_worker._private_jobs where payload->>'kind' = 'custom' and payload->>'subjectId' = $1`,
    [id],
  );
  expect(jobs.map(({ payload }) => payload.data)).toEqual([
    { name: 'built', workflow: expect.any(String), version: '1.2' },
  ]);
});

describe('waiting for a call', () => {
  const waiting = (config: object = {}) =>
    graphOf(
      [{ key: 'call', type: 'wait-webhook', config: { ...config } }, { key: 'after' }, { key: 'late' }],
      ['begin>call', 'call>after', 'call.expired>late'],
    );

  test('goes on with what it brings; called again, nobody is there', async () => {
    runs.acts.set('after', async ({ input }) => done(input));
    const id = await runs.startRun(waiting());
    await runs.stands(id, 'WAITING', true);
    const key = (await runs.attemptOf(id, 'call'))?.wait_key;
    expect((await hook(key, { answer: 42 })).status).toBe(202);
    expect((await runs.stands(id, 'SUCCEEDED')).output).toMatchObject({ body: { answer: 42 } });
    expect((await hook(key, { answer: 43 })).status).toBe(404);
  });

  test('two calls at once are one', async () => {
    runs.acts.set('after', async ({ input }) => done(input));
    const id = await runs.startRun(waiting());
    await runs.stands(id, 'WAITING', true);
    const key = (await runs.attemptOf(id, 'call'))?.wait_key;
    await Promise.all([hook(key, { answer: 1 }), hook(key, { answer: 1 })]);
    await runs.stands(id, 'SUCCEEDED');
    expect(runs.performed).toEqual(['after']);
  });

  test('goes on by another port when nobody called in time, and a call comes too late', async () => {
    const id = await runs.startRun(waiting({ expiresSeconds: 1 }));
    const key = await eventually('its address', async () => (await runs.attemptOf(id, 'call'))?.wait_key);
    expect((await runs.stands(id, 'SUCCEEDED')).output).toBe('late');
    expect((await hook(key, {})).status).toBe(404);
  });
});

describe('a run in a run', () => {
  const calling = (workflow: string, rest: object = {}) =>
    graphOf(
      [
        { key: 'call', type: 'sub-workflow', config: { workflow, payload: { n: fill('trigger.n') }, ...rest } },
        { key: 'after' },
      ],
      ['begin>call', 'call>after'],
    );
  const childOf = async (id: string) =>
    (
      await runs.sql<{ id: string; status: string; depth: number }>('select * from runs where parent_run_id = $1', [id])
    )[0];

  test('gets its payload and gives its output', async () => {
    runs.acts.set('double', async ({ input }) => done({ twice: 2 * (input as { n: number }).n }));
    runs.acts.set('after', async ({ input }) => done(input));
    const { slug } = await runs.publish(graphOf([{ key: 'double' }], ['begin>double']));
    const id = await runs.startRun(calling(slug), { n: 21 });
    const { output } = await runs.stands(id, 'SUCCEEDED');
    expect(output).toEqual({ runId: (await childOf(id))?.id, status: 'SUCCEEDED', output: { twice: 42 } });
  });

  test('that fails fails the node that waits for it', async () => {
    runs.acts.set('break', async () => {
      throw new NodeError('BROKEN', 'It is broken.');
    });
    const { slug } = await runs.publish(graphOf([{ key: 'break' }], ['begin>break']));
    const id = await runs.startRun(calling(slug), { n: 1 });
    expect((await runs.stands(id, 'FAILED')).error).toMatchObject({
      code: 'CHILD_RUN_FAILED',
      details: { status: 'FAILED', error: { code: 'BROKEN' } },
    });
  });

  test('is canceled with the one that waits for it', async () => {
    let wasAborted = false;
    runs.acts.set('hold', ({ signal }) => {
      signal.addEventListener('abort', () => (wasAborted = true));
      return new Promise(() => {});
    });
    const { slug } = await runs.publish(graphOf([{ key: 'hold' }], ['begin>hold']));
    const id = await runs.startRun(calling(slug), { n: 1 });
    await runs.begun('hold');
    await signalRun(runs.ctx(), { runId: id, kind: 'CANCEL', data: { by: 'Ann' } });
    await runs.stands(id, 'CANCELED');
    await runs.stands((await childOf(id))?.id ?? '', 'CANCELED');
    // Its end is written before what runs is told.
    await eventually('what runs is told', async () => wasAborted);
  });

  test('that calls itself ends at some depth', async () => {
    const slug = 'recursive';
    await runs.publish(calling(slug), { slug });
    const [workflow] = await runs.sql<{ id: string; published_version_id: string }>(
      'select * from workflows where slug = $1',
      [slug],
    );
    const id = await runs.startRun(
      { workflowId: workflow?.id ?? '', versionId: workflow?.published_version_id ?? '', slug, graph: calling(slug) },
      { n: 1 },
    );
    await runs.stands(id, 'FAILED');
    const rows = await runs.sql<{ depth: number; error: { code: string } }>(
      'select depth, error from runs where workflow_id = $1 order by depth desc',
      [workflow?.id],
    );
    expect(rows[0]?.error.code).toBe('TOO_DEEP');
    expect(rows.every(({ error }, index) => index === 0 || error.code === 'CHILD_RUN_FAILED')).toBe(true);
    expect(rows.length).toBeLessThanOrEqual(21);
  });

  test('of a workflow that is not there fails', async () => {
    const id = await runs.startRun(calling('nowhere'), { n: 1 });
    expect((await runs.stands(id, 'FAILED')).error).toMatchObject({ code: 'NO_WORKFLOW' });
  });
});

describe('when as many run as may', () => {
  const limited = (whenFull: 'QUEUE' | 'SKIP' | 'CANCEL_OLDEST', limit = 1) =>
    runs.publish(graphOf([{ key: 'work' }], ['begin>work'], { concurrency: { limit, whenFull, key: 'trigger.key' } }));
  const holdFirst = () => {
    const held = Promise.withResolvers<void>();
    let count = 0;
    runs.acts.set('work', async ({ run }) => {
      if (count++ === 0) await held.promise;
      return done(run.number);
    });
    return held;
  };

  test('CANCEL_OLDEST ends the oldest and goes on', async () => {
    holdFirst();
    const workflow = await limited('CANCEL_OLDEST');
    const first = await runs.startRun(workflow, { key: 'a' });
    await runs.begun('work');
    const second = await runs.startRun(workflow, { key: 'a' });
    expect((await runs.stands(first, 'CANCELED')).status_reason).toMatch(/Canceled/);
    await runs.stands(second, 'SUCCEEDED');
  });

  test('SKIP ends the next one unbegun, and another key is not concerned', async () => {
    const held = holdFirst();
    const workflow = await limited('SKIP');
    const first = await runs.startRun(workflow, { key: 'a' });
    await runs.begun('work');
    const second = await runs.startRun(workflow, { key: 'a' });
    const other = await runs.startRun(workflow, { key: 'b' });
    expect((await runs.stands(second, 'CANCELED')).status_reason).toMatch(/^Skipped/);
    await runs.stands(other, 'SUCCEEDED');
    held.resolve();
    await runs.stands(first, 'SUCCEEDED');
  });

  test('QUEUE lets each wait for its turn, the oldest first', async () => {
    const held = holdFirst();
    const workflow = await limited('QUEUE');
    const ids = [await runs.startRun(workflow, { key: 'a' })];
    await runs.begun('work');
    for (let index = 0; index < 3; index++) ids.push(await runs.startRun(workflow, { key: 'a' }));
    held.resolve();
    for (const id of ids) await runs.stands(id, 'SUCCEEDED');
    const order = await runs.sql<{ id: string }>('select id from runs where workflow_id = $1 order by started_at, id', [
      workflow.workflowId,
    ]);
    expect(order.map(({ id }) => id)).toEqual(ids);
  });
});

test('a node that may begin only so often waits for its turn, over all runs', async () => {
  const options = { rateLimit: { count: 1, perSeconds: 1 } };
  const workflow = await runs.publish(graphOf([{ key: 'seldom', options }], ['begin>seldom']));
  const ids = [await runs.startRun(workflow), await runs.startRun(workflow)];
  for (const id of ids) await runs.stands(id, 'SUCCEEDED');
  const began = await runs.sql<{ waited: boolean; finished_at: Date }>(
    `select finished_at from node_runs where run_id = any($1) and node_key = 'seldom' order by finished_at`,
    [ids],
  );
  expect((began[1]?.finished_at.getTime() ?? 0) - (began[0]?.finished_at.getTime() ?? 0)).toBeGreaterThan(900);
});

test('a node that may begin only so often is counted by its key, and together where that fails', async () => {
  const options = { rateLimit: { count: 1, perSeconds: 3_600, key: 'trigger.customer' } };
  const workflow = await runs.publish(graphOf([{ key: 'seldom', options }], ['begin>seldom']));
  const start = (payload: Json) => runs.startRun(workflow, payload);
  await runs.stands(await start({ customer: 'a' }), 'SUCCEEDED');
  await runs.stands(await start({ customer: 'b' }), 'SUCCEEDED');
  await runs.stands(await start({ customer: 'a' }), 'WAITING', true);
  await runs.stands(await start({}), 'SUCCEEDED');
  await runs.stands(await start(null), 'WAITING', true);
  const keys = await runs.sql<{ key: string }>('select key from node_rate_limits where workflow_id = $1 order by key', [
    workflow.workflowId,
  ]);
  expect(keys.map(({ key }) => key)).toEqual(['', 'a', 'b']);
});

describe('once more', () => {
  const again = async (mutation: string, input: object): Promise<string> => {
    const data = await as(cast.owner).run<{ made: { id: string } }>(
      `mutation ($input: ${mutation === 'retryRun' ? 'RetryRunInput' : 'ReplayRunInput'}!) { made: ${mutation}(input: $input) { id } }`,
      { input },
    );
    return data.made.id;
  };
  const three = graphOf([{ key: 'a' }, { key: 'b' }, { key: 'c' }], ['begin>a', 'a>b', 'b>c']);

  test('a retry begins at what failed, with what was done before', async () => {
    runs.acts.set('b', async () => {
      throw new NodeError('BROKEN', 'It is broken.');
    });
    const id = await runs.startRun(three);
    await runs.stands(id, 'FAILED');
    runs.acts.set('b', async ({ input }) => done(`${String(input)}b`));
    const retried = await again('retryRun', { id });
    expect((await runs.stands(retried, 'SUCCEEDED')).output).toBe('c');
    expect(runs.performed).toEqual(['a', 'b', 'b', 'c']);
    expect((await runs.attemptsOf(retried)).map(({ node_key, is_reused }) => `${node_key} ${is_reused}`)).toEqual([
      'begin true',
      'a true',
      'b false',
      'c false',
    ]);
    expect((await runs.attemptOf(retried, 'b'))?.output).toBe('ab');
  });

  test('a replay takes pinned outputs instead of running their nodes', async () => {
    runs.acts.set('c', async ({ input }) => done(input));
    const id = await runs.startRun(three);
    await runs.stands(id, 'SUCCEEDED');
    runs.performed.length = 0;
    const replayed = await again('replayRun', { id, pinned: { b: { pinned: true } } });
    expect((await runs.stands(replayed, 'SUCCEEDED')).output).toEqual({ pinned: true });
    expect(runs.performed).toEqual(['a', 'c']);
  });
});

describe('after a failure', () => {
  const failing = () =>
    runs.acts.set('fail', async () => {
      throw new NodeError('BROKEN', 'It is broken.', { details: { at: 3 } });
    });

  test('what was done is undone, the last first', async () => {
    failing();
    const id = await runs.startRun(
      graphOf(
        [{ key: 'a' }, { key: 'b' }, { key: 'fail' }, { key: 'undo_a' }, { key: 'undo_b' }],
        ['begin>a', 'a>b', 'b>fail', 'a.compensate>undo_a', 'b.compensate>undo_b'],
      ),
    );
    await runs.stands(id, 'FAILED');
    expect(runs.performed.map((key) => key.replace(/@.*/, ''))).toEqual(['a', 'b', 'fail', 'undo_b', 'undo_a']);
  });

  test('the error handler is told what failed, and the run has failed all the same', async () => {
    failing();
    let told: unknown;
    runs.acts.set('handle', async ({ input }) => {
      told = input;
      return done(null);
    });
    const id = await runs.startRun(
      graphOf([{ key: 'fail' }, { key: 'oops', type: 'error' }, { key: 'handle' }], ['begin>fail', 'oops>handle']),
    );
    expect((await runs.stands(id, 'FAILED')).error).toMatchObject({ code: 'BROKEN' });
    expect(told).toMatchObject({ nodeKey: 'fail', error: { code: 'BROKEN', details: { at: 3 } }, run: { id } });
  });

  test.each([
    ['CONTINUE' as const, 'main', 'after'],
    ['BRANCH' as const, 'error', 'instead'],
  ])('%s goes on by the port %s', async (onError, port, next) => {
    failing();
    for (const key of ['after', 'instead']) runs.acts.set(key, async ({ input, node }) => done([node.key, input]));
    const id = await runs.startRun(
      graphOf(
        [{ key: 'fail', options: { onError } }, { key: 'after' }, { key: 'instead' }],
        ['begin>fail', 'fail>after', 'fail.error>instead'],
      ),
    );
    expect((await runs.stands(id, 'SUCCEEDED')).output).toEqual([
      next,
      { error: { code: 'BROKEN', message: 'It is broken.', details: { at: 3 } } },
    ]);
    expect(await runs.attemptOf(id, 'fail')).toMatchObject({ status: 'FAILED', port });
  });
});

describe('time', () => {
  test('a node that takes too long is ended and has failed', async () => {
    runs.acts.set('slow', () => new Promise(() => {}));
    const id = await runs.startRun(graphOf([{ key: 'slow', options: { timeoutSeconds: 0.05 } }], ['begin>slow']));
    expect((await runs.stands(id, 'FAILED')).error).toMatchObject({ code: 'TIMEOUT', nodeKey: 'slow' });
    expect(await runs.attemptOf(id, 'slow')).toMatchObject({ status: 'TIMED_OUT' });
  });

  test('a run that takes too long is ended, while it runs and while it only waits', async () => {
    runs.acts.set('slow', () => new Promise(() => {}));
    const settings = { timeoutSeconds: 1 };
    const ids = [
      await runs.startRun(graphOf([{ key: 'slow' }], ['begin>slow'], settings)),
      await runs.startRun(graphOf([{ key: 'wait', type: 'wait-webhook' }], ['begin>wait'], settings)),
    ];
    for (const id of ids) expect((await runs.stands(id, 'TIMED_OUT')).error).toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('idempotency keys', () => {
  const options = { retry: { attempts: 2, backoffSeconds: 0.01, maxBackoffSeconds: 0.01 } };
  let server: Server;
  const asked: IncomingMessage['headers'][] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.headers);
      response.writeHead(asked.length === 1 ? 503 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  test('are sent with every attempt of a request, and are the same', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const id = await runs.startRun(
      graphOf([{ key: 'ask', type: 'http', config: { method: 'POST', url }, options }], ['begin>ask']),
    );
    await runs.stands(id, 'SUCCEEDED');
    const keys = asked.map((headers) => headers['x-idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toContain(id);
    expect(keys[1]).toBe(keys[0]);
  });

  test('are given to every attempt of a script, and are the same', async () => {
    const id = await runs.startRun(
      graphOf(
        [{ key: 'do', type: 'script', config: { script: 'echo "$PILOTHOUSE_IDEMPOTENCY_KEY" >&2; exit 1' }, options }],
        ['begin>do'],
      ),
    );
    await runs.stands(id, 'FAILED');
    const attempts = (await runs.attemptsOf(id)).filter(({ node_key }) => node_key === 'do');
    const said = attempts.map(({ error }) =>
      (error as unknown as { details: { stderr: string } }).details.stderr.trim(),
    );
    expect(said).toHaveLength(2);
    expect(said[0]).toContain(id);
    expect(said[1]).toBe(said[0]);
  });
});
