import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import type { Json, NodeContext, NodeType, Outcome } from '../src/features/nodes/node.types.ts';
import { nodeTypeOf } from '../src/features/nodes/registry.service.ts';
import { startChildRun } from '../src/features/runs/run.children.ts';
import { createRunWork, type RunWork } from '../src/features/runs/run.jobs.ts';
import { insertRun } from '../src/features/runs/run.service.ts';
import type { Graph, GraphNode, WorkflowSettings } from '../src/features/workflows/graph.types.ts';
import { newId } from '../src/lib/ids.ts';
import { systemContext } from '../src/platform/context.ts';
import { withTransaction } from '../src/platform/db/transaction.ts';
import { type Clocks, WorkerNode } from '../src/platform/durable/worker-node.ts';
import { eventually } from './at-once.ts';
import type { Cast } from './factories.ts';

export type Act = (context: NodeContext, config: Record<string, unknown>) => Promise<Outcome>;

export const done = (output: Json, port = 'main'): Outcome => ({ kind: 'done', output, port });
/** As a template. */
export const fill = (source: string) => `$\{{ ${source} }}`;

/** `a>b` from `main`, `a.error>b` from another port. */
export function graphOf(nodes: Partial<GraphNode>[], edges: string[], settings: WorkflowSettings = {}): Graph {
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

export interface RunRecord {
  id: string;
  status: string;
  status_reason: string | null;
  payload: Json;
  output: Json;
  error: { code: string; message: string; nodeKey: string; details: Json } | null;
  owner_worker_id: string | null;
  log_stream_id: number | null;
}

export interface AttemptRecord {
  id: number;
  node_key: string;
  path: string;
  attempt: number;
  status: string;
  port: string | null;
  input: Json;
  output: Json;
  error: { code: string } | null;
  wait_kind: string | null;
  wait_key: string | null;
  is_reused: boolean;
}

export interface Published {
  workflowId: string;
  versionId: string;
  slug: string;
  graph: Graph;
}

/**
 * Runs driven by a real worker in this process, over the real types of nodes and one more, `act`: what it does is said by the
 * test, by the node's key. Call it before `useCast`: what is registered first ends first.
 */
export function useRunWork(castOf: () => Cast, given: { clocks?: Clocks; onTypeOf?(type: string): void } = {}) {
  const acts = new Map<string, Act>();
  const performed: string[] = [];
  const act: NodeType = {
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
    readsInput: true,
    async execute(context, config) {
      performed.push(context.node.path ? `${context.node.key}@${context.node.path}` : context.node.key);
      const own = acts.get(context.node.key);
      return own ? own(context, config) : done((config.value as Json) ?? context.node.key);
    },
  };
  let work: RunWork;
  let node: WorkerNode;
  const start = async () => {
    work = createRunWork(castOf().app.app, {
      nodeTypeOf: (type) => {
        given.onTypeOf?.(type);
        return type === 'act' ? act : nodeTypeOf(type);
      },
      startChild: startChildRun,
    });
    node = await WorkerNode.start(castOf().app.app, [work], given.clocks);
  };
  const stop = async () => {
    await work.stop();
    await node.stop();
  };
  afterAll(stop);
  const sql = <Row>(text: string, values: unknown[] = []) =>
    castOf().app.sql<Row & object>(text, values) as Promise<Row[]>;
  const ctx = () => systemContext(castOf().app.app, 'test');

  const publish = async (graph: Graph, given: { slug?: string; rights?: string[] } = {}): Promise<Published> => {
    const [workflowId, versionId] = [newId('workflow'), newId('workflowVersion')];
    const slug = given.slug ?? workflowId.replace('_', '-');
    const { id: projectId } = castOf().project;
    await sql(
      `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
       values ($1, $2, $3, 'Nightly', '{}', 'Ann', 'Ann')`,
      [workflowId, projectId, slug],
    );
    await sql(
      `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
       values ($1, $2, $3, 1, $4, $5, 'Ann')`,
      [versionId, projectId, workflowId, JSON.stringify(graph), given.rights ?? []],
    );
    await sql('update workflows set published_version_id = $2 where id = $1', [workflowId, versionId]);
    return { workflowId, versionId, slug, graph };
  };

  const startRun = async (given: Graph | Published, payload: Json = null): Promise<string> => {
    const { workflowId, versionId, graph } = 'nodes' in given ? await publish(given) : given;
    const run = await withTransaction(ctx(), (ctx) =>
      insertRun(ctx, {
        workflow: { id: workflowId, projectId: castOf().project.id },
        versionId,
        graph,
        trigger: 'MANUAL',
        triggerNodeKey: 'begin',
        payload,
        createdByName: 'Ann',
        narrowedGrant: null,
      }),
    );
    return run.id;
  };

  const rowOf = async (id: string): Promise<RunRecord> =>
    (await sql<RunRecord>('select * from runs where id = $1', [id]))[0] as RunRecord;
  const attemptsOf = (id: string) => sql<AttemptRecord>('select * from node_runs where run_id = $1 order by id', [id]);

  return {
    acts,
    performed,
    ctx,
    sql,
    publish,
    startRun,
    rowOf,
    attemptsOf,
    /** `key status`, in the order in which they began; with their path in loops and what follows an end. */
    async trace(id: string): Promise<string[]> {
      const attempts = await attemptsOf(id);
      return attempts.map(({ node_key, path, status }) => `${path ? `${path}/` : ''}${node_key} ${status}`);
    },
    attemptOf: async (id: string, key: string) =>
      (await attemptsOf(id)).filter((attempt) => attempt.node_key === key).at(-1),
    stands: (id: string, status: string, isFree = false): Promise<RunRecord> =>
      eventually(`run ${status}`, async () => {
        const row = await rowOf(id);
        return row.status === status && (!isFree || row.owner_worker_id === null) && row;
      }),
    begun: (key: string) => eventually(`node ${key}`, async () => performed.includes(key)),
    tick: () => node.tick(),
    /** Another worker, with nothing in its memory, takes what this one leaves. */
    async restart() {
      await stop();
      await start();
    },
    startWorking: () => beforeAll(start),
    forget() {
      acts.clear();
      performed.length = 0;
    },
  };
}
