import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, NodeContext, NodeType, Outcome } from '../src/features/nodes/node.types.ts';
import type { App, Context } from '../src/platform/context.ts';

export interface FakeNode extends NodeContext {
  lines: { stream: string; text: string }[];
  partials: Json[];
}

/** A node's attempt without a run around it: what it asks of the engine is kept in memory. */
export function fakeNode(given: Partial<NodeContext> & { now?: Date } = {}): FakeNode {
  const values = new Map<string, Json>();
  const lines: FakeNode['lines'] = [];
  const partials: Json[] = [];
  const now = given.now ?? new Date('2030-01-01T00:00:00Z');
  const app = { now: () => now, config: { scriptUser: null } } as App;
  return {
    ctx: { app } as Context,
    run: {
      id: 'run_1',
      number: 1,
      projectId: 'prj_1',
      workflowId: 'wfl_1',
      workflowSlug: 'nightly',
      depth: 0,
      createdByName: 'Ada',
    },
    node: { key: 'node', name: 'Node', path: '', attempt: 1 },
    idempotencyKey: 'run_1/node',
    signal: new AbortController().signal,
    evaluate: () => null,
    input: null,
    variables: { get: (name) => values.get(name), set: (name, value) => void values.set(name, value) },
    secret: async () => '',
    log: (stream, text) => void lines.push({ stream, text }),
    progress: (partial) => void partials.push(partial),
    workDir: () => mkdtemp(join(tmpdir(), 'pilothouse-node-')),
    lines,
    partials,
    ...given,
  };
}

/** Does the node with the config as its schema reads it. */
export function executeNode<Config>(
  type: NodeType<Config>,
  config: unknown,
  node: NodeContext = fakeNode(),
): Promise<Outcome> {
  return type.execute(node, type.config.parse(config));
}
