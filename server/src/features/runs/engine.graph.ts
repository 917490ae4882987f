import type { Graph, GraphEdge, GraphNode } from '../workflows/graph.types.ts';

/** A node with the edges at it, and its place in an order in which every node comes after those that lead to it. */
export interface PlanNode extends GraphNode {
  order: number;
  incoming: GraphEdge[];
  outgoing: GraphEdge[];
}

/** Nodes that run together: the whole graph behind a trigger, the body of a loop, what undoes a node, the error handler. */
export interface Level {
  /** In order. */
  keys: string[];
  /** Live from the beginning: they lead in from outside. */
  entries: ReadonlySet<GraphEdge>;
  /** The trigger node that it begins at, which ends at once with what came. */
  trigger: string | null;
}

/** A graph, ready to be run. */
export interface Plan {
  nodes: ReadonlyMap<string, PlanNode>;
  settings: NonNullable<Graph['settings']>;
  /** Behind a trigger node. */
  main(triggerKey: string | null): Level;
  /** What a loop repeats. */
  body(loopKey: string): Level;
  /** What undoes a node; null where nothing does. */
  undo(key: string): Level | null;
  /** What runs at the end of a run that has failed; null where there is nothing. */
  handler: Level | null;
}

export const LOOP = 'loop';
export const JOIN = 'join';
const ITEM_PORT = 'item';
const UNDO_PORT = 'compensate';

/** Derived once per version. The graph must be valid: acyclic, loops closed. */
export function compile(graph: Graph): Plan {
  const nodes = new Map<string, PlanNode>(
    graph.nodes.map((node) => [node.key, { ...node, order: 0, incoming: [], outgoing: [] }]),
  );
  for (const edge of graph.edges) {
    nodes.get(edge.from)?.outgoing.push(edge);
    nodes.get(edge.to)?.incoming.push(edge);
  }
  putInOrder(nodes);
  const levels = new Map<string, Level | null>();
  const kept = (name: string, make: () => Level | null) => {
    if (!levels.has(name)) levels.set(name, make());
    return levels.get(name) ?? null;
  };
  const behind = (key: string, port: string): Level | null => {
    const entries = nodes.get(key)?.outgoing.filter((edge) => edge.fromPort === port) ?? [];
    if (entries.length === 0) return null;
    return {
      keys: reach(
        nodes,
        entries.map((edge) => edge.to),
      ),
      entries: new Set(entries),
      trigger: null,
    };
  };
  const from = (key: string): Level => ({ keys: reach(nodes, [key]), entries: new Set(), trigger: key });
  const errorTrigger = graph.nodes.find((node) => node.type === 'error');
  return {
    nodes,
    settings: graph.settings ?? {},
    main(triggerKey) {
      const first = [...nodes.values()].find((node) => node.incoming.length === 0 && node.type !== 'error');
      const key = triggerKey ?? first?.key;
      if (!key || !nodes.has(key)) throw new Error(`The workflow has no trigger node ${triggerKey ?? ''}.`);
      return kept(`main ${key}`, () => from(key)) as Level;
    },
    body: (key) => kept(`body ${key}`, () => behind(key, ITEM_PORT)) ?? { keys: [], entries: new Set(), trigger: null },
    undo: (key) => kept(`undo ${key}`, () => behind(key, UNDO_PORT)),
    handler: errorTrigger ? from(errorTrigger.key) : null,
  };
}

/** Kahn's order; nodes that are free at the same time keep that of the graph. */
function putInOrder(nodes: Map<string, PlanNode>): void {
  const left = new Map([...nodes.values()].map((node) => [node.key, node.incoming.length]));
  const free = [...nodes.values()].filter((node) => node.incoming.length === 0);
  let order = 0;
  for (const node of free) {
    node.order = order++;
    for (const { to } of node.outgoing) {
      const count = (left.get(to) ?? 0) - 1;
      left.set(to, count);
      const next = nodes.get(to);
      if (count === 0 && next) free.push(next);
    }
  }
  if (order < nodes.size) throw new Error('The graph of the workflow has a ring.');
}

/** What is reached without going into bodies of loops, or to what undoes something. */
function reach(nodes: ReadonlyMap<string, PlanNode>, starts: string[]): string[] {
  const reached = new Set(starts);
  for (const key of reached) {
    const node = nodes.get(key);
    for (const edge of node?.outgoing ?? []) {
      const isInside = node?.type === LOOP && edge.fromPort === ITEM_PORT;
      if (!isInside && edge.fromPort !== UNDO_PORT) reached.add(edge.to);
    }
  }
  return [...reached].sort((a, b) => orderOf(nodes, a) - orderOf(nodes, b));
}

const orderOf = (nodes: ReadonlyMap<string, PlanNode>, key: string) => nodes.get(key)?.order ?? 0;
