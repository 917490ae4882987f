import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '../../../test/at-once.ts';
import { makeDeployment, makeEnvironment, makeService, useCast } from '../../../test/factories.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { WorkerNode } from '../../platform/durable/worker-node.ts';
import type { Occurrence } from '../../platform/occurrences.ts';
import { announceDeployment } from '../deployments/deployment.announce.ts';
import { type Json, type NodeContext, NodeError, type NodeType, type Outcome } from '../nodes/node.types.ts';
import type { Graph, GraphNode, WorkflowSettings } from '../workflows/graph.types.ts';
import { claimRun, releaseRuns } from './run.claims.ts';
import { createRunWork, type RunWork } from './run.jobs.ts';
import { enqueueRun, signalRun } from './run.signals.ts';
import { wakeWaiting } from './run.waits.ts';
import { createRunWriter } from './run.writer.ts';

let work: RunWork;
let node: WorkerNode;
// Before the server's own: the first that is registered runs first.
afterAll(async () => {
  await work.stop();
  await node.stop();
});
const cast = useCast();

type Act = (context: NodeContext, config: Record<string, unknown>) => Promise<Outcome>;
/** What nodes of type `act` do, by their key. */
const acts = new Map<string, Act>();
let performed: string[] = [];

const typeOf = (execute: Act, more: Partial<NodeType> = {}): NodeType => ({
  type: 'act',
  group: 'ACTION',
  name: 'Act',
  description: '',
  docs: '',
  icon: '',
  config: z.record(z.string(), z.unknown()),
  ports: () => [],
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  execute,
  ...more,
});
const done = (output: Json): Outcome => ({ kind: 'done', output });

const types: Record<string, NodeType> = {
  act: typeOf(async (context, config) => {
    performed.push(context.node.path ? `${context.node.key}@${context.node.path}` : context.node.key);
    const act = acts.get(context.node.key);
    return act ? act(context, config) : done((config.value as Json) ?? context.node.key);
  }),
  approval: typeOf(
    async () => ({
      kind: 'wait',
      wait: { kind: 'APPROVAL', until: null, message: 'Go on?', form: null, people: [], required: 1 },
    }),
    { resume: async (_context, _config, resumed) => done(resumed as unknown as Json) },
  ),
};

beforeAll(async () => {
  work = createRunWork(cast.app.app, {
    nodeTypeOf: (type) => types[type] ?? null,
    async startChild(_ctx, { parent, payload }) {
      const child = await startRun(line(1), { parent, payload });
      return { id: child };
    },
  });
  node = await WorkerNode.start(cast.app.app, [work]);
});
afterEach(() => {
  acts.clear();
  performed = [];
});
const ctx = () => systemContext(cast.app.app, 'test');

function graphOf(nodes: Partial<GraphNode>[], edges: string[], settings: WorkflowSettings = {}): Graph {
  return {
    settings,
    nodes: [{ key: 'begin', type: 'manual' } as Partial<GraphNode>, ...nodes].map((given) => ({
      type: 'act',
      name: given.key ?? '',
      config: {},
      position: { x: 0, y: 0 },
      ...given,
      key: given.key ?? '',
    })),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>');
      const [key = '', port = 'main'] = from.split('.');
      return { from: key, fromPort: port, to };
    }),
  };
}

/** As many nodes one after another. */
const line = (count: number, first: Partial<GraphNode> = {}): Graph => {
  const keys = Array.from({ length: count }, (_, index) => `n${index + 1}`);
  return graphOf(
    keys.map((key, index) => (index === 0 ? { key, ...first } : { key })),
    keys.map((key, index) => `${index === 0 ? 'begin' : keys[index - 1]}>${key}`),
  );
};

let number = 0;

async function makeWorkflow(graph: Graph): Promise<{ workflowId: string; versionId: string }> {
  const [workflowId, versionId] = [newId('workflow'), newId('workflowVersion')];
  await cast.app.sql(
    `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
     values ($1, $2, $1, 'Nightly', '{}', 'Ann', 'Ann')`,
    [workflowId, cast.project.id],
  );
  await cast.app.sql(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 1, $4, '{}', 'Ann')`,
    [versionId, cast.project.id, workflowId, JSON.stringify(graph)],
  );
  return { workflowId, versionId };
}

interface Given {
  payload?: Json;
  parent?: { runId: string; nodeKey: string; path: string };
  concurrencyKey?: string;
}

async function startRun(graph: Graph | { workflowId: string; versionId: string }, given: Given = {}): Promise<string> {
  const { workflowId, versionId } = 'nodes' in graph ? await makeWorkflow(graph) : graph;
  const id = newId('run');
  await cast.app.sql(
    `insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, trigger_node_key,
       created_by_name, payload, concurrency_key, parent_run_id, parent_node_key, parent_path)
     values ($1, $2, $3, $4, $5, 'QUEUED', 'MANUAL', 'begin', 'Ann', $6, $7, $8, $9, $10)`,
    [
      id,
      cast.project.id,
      workflowId,
      versionId,
      ++number,
      JSON.stringify(given.payload ?? null),
      given.concurrencyKey ?? null,
      given.parent?.runId ?? null,
      given.parent?.nodeKey ?? null,
      given.parent?.path ?? null,
    ],
  );
  await withTransaction(ctx(), (ctx) => enqueueRun(ctx, id));
  return id;
}

interface Row {
  project_id: string;
  status: string;
  status_reason: string | null;
  output: Json;
  error: { code: string; nodeKey: string } | null;
  owner_worker_id: string | null;
  wake_at: Date | null;
  dead_since: Date | null;
}
const rowOf = async (id: string): Promise<Row> =>
  (await cast.app.sql<Row>('select * from runs where id = $1', [id]))[0] as Row;
const nodesOf = (id: string) =>
  cast.app.sql<{ node_key: string; path: string; attempt: number; status: string; wait_kind: string | null }>(
    'select node_key, path, attempt, status, wait_kind from node_runs where run_id = $1 order by id',
    [id],
  );
const stands = (id: string, status: string, isFree = false): Promise<Row> =>
  eventually(`run ${status}`, async () => {
    const row = await rowOf(id);
    return row.status === status && (!isFree || row.owner_worker_id === null) && row;
  });
const isAt = (key: string) => eventually(`node ${key}`, async () => performed.includes(key));
/** As a template. */
const fill = (source: string) => `$\{{ ${source} }}`;

describe('a run', () => {
  test('goes through its nodes to its output, and says so where somebody listens', async () => {
    const unheard = await startRun(line(2));
    await stands(unheard, 'SUCCEEDED');
    await cast.app.sql(
      `insert into notification_rules (id, project_id, name, events, channel_ids) values ($1, $2, 'All', '{run.succeeded}', '{}')`,
      [newId('notificationRule'), (await rowOf(unheard)).project_id],
    );
    const id = await startRun(line(10), { payload: { branch: 'main' } });
    const row = await stands(id, 'SUCCEEDED');
    expect(row).toMatchObject({ output: 'n10', owner_worker_id: null, dead_since: null });
    expect((await nodesOf(id)).map((row) => row.node_key)).toEqual([
      'begin',
      ...line(10)
        .nodes.slice(1)
        .map((n) => n.key),
    ]);
    const jobs = await cast.app.sql<{ payload: { kind: string; subjectId: string } }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'occurrence' and payload->>'subjectId' = any($1)`,
      [[unheard, id]],
    );
    expect(jobs.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ kind: 'run.succeeded', subjectId: id }),
    ]);
  });

  test('fills templates with what nodes before it gave', async () => {
    const graph = graphOf(
      [
        { key: 'a', config: { value: fill('trigger.name') } },
        { key: 'b', config: { value: `Hi ${fill('nodes.a.output')}` } },
      ],
      ['begin>a', 'a>b'],
    );
    const id = await startRun(graph, { payload: { name: 'Ann' } });
    expect((await stands(id, 'SUCCEEDED')).output).toBe('Hi Ann');
  });

  test('that fails is a dead letter', async () => {
    acts.set('n1', async () => {
      throw new NodeError('BROKEN', 'It is broken.');
    });
    const id = await startRun(line(2));
    const row = await stands(id, 'FAILED');
    expect(row.error).toMatchObject({ code: 'BROKEN', nodeKey: 'n1' });
    expect(row.dead_since).not.toBeNull();
    expect(performed).toEqual(['n1']);
  });

  test('tries a node again after its backoff', async () => {
    let tries = 0;
    acts.set('n1', async () => {
      tries += 1;
      if (tries < 3) throw new NodeError('BUSY', 'Not now.');
      return done(tries);
    });
    const id = await startRun(
      line(1, { options: { retry: { attempts: 3, backoffSeconds: 0.05, maxBackoffSeconds: 1 } } }),
    );
    expect((await stands(id, 'SUCCEEDED')).output).toBe(3);
    expect((await nodesOf(id)).map((row) => `${row.node_key} ${row.attempt} ${row.status}`)).toEqual([
      'begin 1 SUCCEEDED',
      'n1 1 FAILED',
      'n1 2 FAILED',
      'n1 3 SUCCEEDED',
    ]);
  });

  test('ends a node that takes longer than it may', async () => {
    acts.set('n1', () => new Promise(() => {}));
    const id = await startRun(line(1, { options: { timeoutSeconds: 0.05 } }));
    expect((await stands(id, 'FAILED')).error).toMatchObject({ code: 'TIMEOUT', nodeKey: 'n1' });
    expect((await nodesOf(id)).at(-1)?.status).toBe('TIMED_OUT');
  });

  test('that is canceled aborts what runs', async () => {
    let wasAborted = false;
    acts.set('n1', ({ signal }) => {
      signal.addEventListener('abort', () => (wasAborted = true));
      return new Promise(() => {});
    });
    const id = await startRun(line(2));
    await isAt('n1');
    await signalRun(ctx(), { runId: id, kind: 'CANCEL', data: { by: 'Ann' } });
    expect((await stands(id, 'CANCELED')).status_reason).toBe('Canceled by Ann.');
    expect(wasAborted).toBe(true);
    expect((await nodesOf(id)).map((row) => row.status)).toEqual(['SUCCEEDED', 'CANCELED']);
  });

  test('repeats the body of a loop for each item', async () => {
    const graph = graphOf(
      [
        { key: 'each', type: 'loop', config: { items: 'trigger', concurrency: 2 } },
        { key: 'body', config: { value: fill('item * 2.0 + double(index)') } },
        { key: 'after' },
      ],
      ['begin>each', 'each.item>body', 'each>after'],
    );
    acts.set('after', async ({ input }) => done(input));
    const id = await startRun(graph, { payload: [1, 2, 3] });
    expect((await stands(id, 'SUCCEEDED')).output).toEqual({ results: [2, 5, 8], failures: [] });
  });

  test('stores whatever a node says', async () => {
    acts.set('n1', async () => {
      throw new NodeError('ODD', 'a\u0000b\ud800', { details: { 'k\u0000': '\ud83d' } });
    });
    const id = await startRun(line(1));
    expect((await stands(id, 'FAILED')).status_reason).toBe('n1: a\ufffdb\ufffd');
  });

  test('stores no secret that a node was given', async () => {
    await cast.app.sql(
      `insert into variables (id, project_id, name, kind, is_secret, value) values ($1, $2, 'API_TOKEN', 'TEXT', false, 'hunter2hunter2')`,
      [newId('variable'), cast.project.id],
    );
    acts.set('n1', async ({ secret, log }) => {
      const value = await secret('API_TOKEN');
      log('STDOUT', `token ${value}`);
      return done({ value, is: 'used' });
    });
    const id = await startRun(line(1));
    expect((await stands(id, 'SUCCEEDED')).output).toEqual({ value: '***', is: 'used' });
    const [log] = await cast.app.sql<{ last_seq: number; body: Buffer }>(
      `select s.last_seq, c.body from runs r join log_streams s on s.id = r.log_stream_id
       join log_chunks c on c.stream_id = s.id where r.id = $1`,
      [id],
    );
    expect(log?.body.toString()).toBe('token ***');
  });
});

describe('waiting', () => {
  test('holds no owner, and goes on when it is over', async () => {
    acts.set('n1', async () => ({
      kind: 'wait',
      wait: { kind: 'UNTIL', until: new Date(Date.now() + 3_600_000), output: 7 },
    }));
    const id = await startRun(line(2));
    const row = await stands(id, 'WAITING', true);
    expect(row.wake_at?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    await cast.app.sql(`update node_runs set wait_until = now() where run_id = $1 and node_key = 'n1'`, [id]);
    await cast.app.sql('update runs set wake_at = now() where id = $1', [id]);
    await node.tick();
    expect((await stands(id, 'SUCCEEDED')).output).toBe('n2');
    expect(performed).toEqual(['n1', 'n2']);
  });

  test('for a decision ends with it', async () => {
    const id = await startRun(graphOf([{ key: 'ask', type: 'approval' }, { key: 'go' }], ['begin>ask', 'ask>go']));
    await stands(id, 'WAITING');
    await signalRun(ctx(), {
      runId: id,
      kind: 'APPROVAL',
      nodeKey: 'ask',
      path: '',
      data: { isApproved: true, decisions: [] },
    });
    expect((await stands(id, 'SUCCEEDED')).output).toBe('go');
  });

  test('for a deployment ends with it', async () => {
    const [service, environment] = [await makeService(cast.project), await makeEnvironment(cast.project)];
    const deployment = await makeDeployment(service, environment, { status: 'RUNNING' });
    acts.set('deploy', async () => ({
      kind: 'wait',
      wait: { kind: 'DEPLOYMENT', deploymentId: deployment.id, until: null },
    }));
    const id = await startRun(graphOf([{ key: 'deploy' }], ['begin>deploy']));
    await stands(id, 'WAITING', true);
    await cast.app.sql(`update deployments set status = 'SUCCEEDED' where id = $1`, [deployment.id]);
    await withTransaction(ctx(), (ctx) => announceDeployment(ctx, deployment.id));
    const [job] = await cast.app.sql<{ payload: Occurrence }>(
      `select payload from graphile_worker._private_jobs where payload->>'subjectId' = $1`,
      [deployment.id],
    );
    await wakeWaiting(ctx(), job?.payload as Occurrence);
    expect((await stands(id, 'SUCCEEDED')).output).toMatchObject({ status: 'SUCCEEDED', deploymentId: deployment.id });
  });

  test('for another run ends with it', async () => {
    acts.set('call', async () => ({
      kind: 'wait',
      wait: { kind: 'CHILD_RUN', workflow: 'other', payload: null, until: null },
    }));
    const id = await startRun(graphOf([{ key: 'call' }], ['begin>call']));
    expect((await stands(id, 'SUCCEEDED')).output).toMatchObject({ status: 'SUCCEEDED', output: 'n1' });
  });
});

describe('another owner', () => {
  test('refuses what the first one still writes', async () => {
    acts.set('n1', () => new Promise(() => {}));
    const id = await startRun(line(2));
    await isAt('n1');
    const first = await claimRun(ctx(), id, node.id);
    if (!first) throw new Error('It could not be claimed.');
    await cast.app.sql('update runs set owner_epoch = owner_epoch + 1 where id = $1', [id]);
    const isWritten = await createRunWriter(cast.app.app, () => false).write({
      owned: first,
      attempts: [],
      phase: 'MAIN',
      pendingEnd: null,
      changesRun: true,
      variables: { stale: true },
      deadlineAt: null,
      doneSignals: [],
      facts: [],
      end: { status: 'FAILED', reason: 'stale', output: null, error: null, nodeKey: null },
      letGo: null,
      isAlone: false,
    });
    expect(isWritten).toBe(false);
    expect((await rowOf(id)).status).toBe('RUNNING');
    await cast.app.sql(`update runs set status = 'CANCELED', owner_worker_id = null where id = $1`, [id]);
  });

  test('goes on behind what was finished', async () => {
    const dead = newId('worker');
    await cast.app.sql(`insert into workers (id, node_id, host, pid) values ($1, 'elsewhere', 'host', 1)`, [dead]);
    const { workflowId, versionId } = await makeWorkflow(line(4));
    const id = newId('run');
    await cast.app.sql(
      `insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, trigger_node_key,
         created_by_name, owner_worker_id, owner_epoch, started_at)
       values ($1, $2, $3, $4, $5, 'RUNNING', 'MANUAL', 'begin', 'Ann', $6, 1, now())`,
      [id, cast.project.id, workflowId, versionId, ++number, dead],
    );
    for (const [key, status] of [
      ['begin', 'SUCCEEDED'],
      ['n1', 'SUCCEEDED'],
      ['n2', 'RUNNING'],
    ])
      await cast.app.sql(
        `insert into node_runs (project_id, run_id, node_key, status, port, output, started_at, finished_at)
         values ($1, $2, $3, $4, 'main', to_json($3::text), now(), case when $4 = 'SUCCEEDED' then now() end)`,
        [cast.project.id, id, key, status],
      );
    await withTransaction(ctx(), (ctx) => releaseRuns(ctx, [dead]));
    expect((await stands(id, 'SUCCEEDED')).output).toBe('n4');
    expect(performed).toEqual(['n2', 'n3', 'n4']);
    await cast.app.sql('delete from workers where id = $1', [dead]);
  });
});

describe('a limit of runs at once', () => {
  const limited = (whenFull: 'QUEUE' | 'SKIP') =>
    makeWorkflow({ ...line(1), settings: { concurrency: { limit: 1, whenFull } } });
  const holdFirst = () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    acts.set('n1', async () => {
      await held;
      return done('n1');
    });
    return letGo;
  };

  test('lets the next one wait for its turn', async () => {
    const letGo = holdFirst();
    const workflow = await limited('QUEUE');
    const first = await startRun(workflow, { concurrencyKey: '' });
    await stands(first, 'RUNNING');
    const second = await startRun(workflow, { concurrencyKey: '' });
    await eventually('its job is done', async () => {
      const jobs = await cast.app.sql(`select from graphile_worker.jobs where key = 'run/' || $1`, [second]);
      return jobs.length === 0;
    });
    expect((await rowOf(second)).status).toBe('QUEUED');
    letGo();
    await stands(second, 'SUCCEEDED');
  });

  test('or ends it unbegun', async () => {
    const letGo = holdFirst();
    const workflow = await limited('SKIP');
    const first = await startRun(workflow, { concurrencyKey: '' });
    await stands(first, 'RUNNING');
    const second = await startRun(workflow, { concurrencyKey: '' });
    expect((await stands(second, 'CANCELED')).status_reason).toMatch(/^Skipped/);
    letGo();
    await stands(first, 'SUCCEEDED');
  });
});
