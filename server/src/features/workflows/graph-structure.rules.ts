import type { NodeType, Port } from '../nodes/node.types.ts';
import type { Graph, GraphEdge, GraphNode, GraphProblem } from './graph.types.ts';

/** A node of a known type, whose config is as the type wants it. */
export interface TypedNode {
  node: GraphNode;
  type: NodeType;
  /** As the type reads it, with defaults; null where it is wrong. */
  config: Record<string, unknown> | null;
  ports: Port[];
}

export const ERROR_PORT = 'error';
export const UNDO_PORT = 'compensate';
const ITEM_PORT = 'item';

export const problemOf = (nodeKey: string | null, path: string, message: string): GraphProblem => ({
  severity: 'ERROR',
  nodeKey,
  path,
  message,
});

export const keyProblems = (graph: Graph): GraphProblem[] => {
  const seen = new Set<string>();
  return graph.nodes.flatMap(({ key }) => {
    const problems: GraphProblem[] = [];
    if (!/^[a-z][a-z0-9_]{0,49}$/.test(key))
      problems.push(problemOf(key, 'key', 'Use a–z, 0–9 and _, beginning with a letter; at most 50 characters.'));
    if (seen.has(key)) problems.push(problemOf(key, 'key', `There is another node with the key “${key}”.`));
    seen.add(key);
    return problems;
  });
};

/** What is wrong with single edges. Ports are not looked at where the node's config is wrong: they may depend on it. */
export function edgeProblems(graph: Graph, nodes: ReadonlyMap<string, TypedNode>): GraphProblem[] {
  const keys = new Set(graph.nodes.map((node) => node.key));
  const seen = new Set<string>();
  return graph.edges.flatMap((edge, index) => {
    const message = edgeProblem(edge, keys, nodes) ?? (seen.has(nameOf(edge)) ? 'This edge is there twice.' : null);
    seen.add(nameOf(edge));
    return message ? [problemOf(keys.has(edge.from) ? edge.from : null, `edges.${index}`, message)] : [];
  });
}

const nameOf = ({ from, fromPort, to }: GraphEdge) => `${from} ${fromPort} ${to}`;

function edgeProblem(
  { from, fromPort, to }: GraphEdge,
  keys: ReadonlySet<string>,
  nodes: ReadonlyMap<string, TypedNode>,
): string | null {
  for (const key of [from, to]) if (!keys.has(key)) return `An edge leads to a node “${key}” that is not there.`;
  if (from === to) return 'A node can’t lead to itself.';
  if (nodes.get(to)?.type.group === 'TRIGGER') return 'A trigger is where runs begin: nothing leads to it.';
  const source = nodes.get(from);
  return source ? portProblem(source, fromPort) : null;
}

function portProblem({ node, type, config, ports }: TypedNode, port: string): string | null {
  if (port === ERROR_PORT && type.group !== 'TRIGGER' && !ports.some((own) => own.name === port))
    return node.options?.onError === 'BRANCH'
      ? null
      : 'This edge is for errors, but the node does not branch on them: set what it does on an error.';
  if (port === UNDO_PORT) return type.group === 'TRIGGER' ? 'A trigger does nothing that could be undone.' : null;
  if (!config || ports.some((own) => own.name === port)) return null;
  return `${node.name || node.key} has no port “${port}”.`;
}

/** Where runs begin. */
export function beginProblems(graph: Graph, nodes: ReadonlyMap<string, TypedNode>): GraphProblem[] {
  const triggers = [...nodes.values()].filter(({ type }) => type.group === 'TRIGGER');
  const handlers = triggers.filter(({ type }) => type.trigger === 'ERROR');
  const problems = handlers
    .slice(1)
    .map(({ node }) => problemOf(node.key, 'type', 'A workflow has one error handler. Remove the other one.'));
  const isKnown = graph.nodes.length === nodes.size;
  if (isKnown && triggers.length === handlers.length)
    problems.push(problemOf(null, 'nodes', 'The workflow begins nowhere. Add a trigger, such as “Manual”.'));
  return problems;
}

/** Nodes in an order in which each comes after those that lead to it; those of a ring are missing. */
export function inOrder(graph: Graph): string[] {
  const left = new Map(graph.nodes.map((node) => [node.key, 0]));
  const edges = graph.edges.filter(({ from, to }) => left.has(from) && left.has(to));
  const outgoing = Map.groupBy(edges, (edge) => edge.from);
  for (const { to } of edges) left.set(to, (left.get(to) ?? 0) + 1);
  const free = [...left.keys()].filter((key) => left.get(key) === 0);
  for (const key of free)
    for (const { to } of outgoing.get(key) ?? []) {
      const count = (left.get(to) ?? 0) - 1;
      left.set(to, count);
      if (count === 0) free.push(to);
    }
  return free;
}

/**
 * Every node belongs to one part of the graph: what runs behind the triggers, the body of a loop, what undoes a node, or the
 * error handler. Only a loop, and an edge to what undoes, lead from one part to another.
 */
export function partProblems(graph: Graph, nodes: ReadonlyMap<string, TypedNode>): GraphProblem[] {
  const ordered = inOrder(graph);
  const inRing = graph.nodes.filter((node) => !ordered.includes(node.key));
  if (inRing.length > 0) {
    const names = inRing.map((node) => node.name || node.key).slice(0, 5);
    return [problemOf(inRing[0]?.key ?? null, 'edges', `These nodes lead around in a ring: ${names.join(', ')}.`)];
  }
  const incoming = Map.groupBy(
    graph.edges.map((edge, index) => ({ ...edge, index })),
    (edge) => edge.to,
  );
  const parts = new Map<string, string>();
  const problems: GraphProblem[] = [];
  for (const key of ordered) {
    const { part, problem } = partOf(key, nodes.get(key), incoming.get(key) ?? [], parts, nodes);
    if (part) parts.set(key, part);
    if (problem) problems.push(problem);
  }
  return [...problems, ...emptyLoops(graph, nodes)];
}

function partOf(
  key: string,
  own: TypedNode | undefined,
  edges: (GraphEdge & { index: number })[],
  parts: ReadonlyMap<string, string>,
  nodes: ReadonlyMap<string, TypedNode>,
): { part: string | null; problem: GraphProblem | null } {
  if (edges.length === 0) {
    if (!own) return { part: null, problem: null };
    if (own.type.group === 'TRIGGER') return { part: own.type.trigger === 'ERROR' ? 'error' : 'main', problem: null };
    return { part: null, problem: problemOf(key, '', 'Nothing leads to this node, so it would never run.') };
  }
  let part: string | null = null;
  for (const edge of edges) {
    const before = parts.get(edge.from);
    // What leads here is wrong itself, and said so.
    if (!before) continue;
    const found = behind(edge, before, nodes);
    if (found === null)
      return {
        part,
        problem: problemOf(edge.from, `edges.${edge.index}`, 'What undoes a node can’t be undone itself.'),
      };
    if (part && part !== found) return { part, problem: problemOf(key, `edges.${edge.index}`, crossing(part, found)) };
    part = found;
  }
  return { part, problem: null };
}

/** The part to which an edge leads from a node of the part `before`; null where it must not. */
function behind(edge: GraphEdge, before: string, nodes: ReadonlyMap<string, TypedNode>): string | null {
  if (edge.fromPort === UNDO_PORT) return before.startsWith('undo ') || before === 'error' ? null : `undo ${edge.from}`;
  const isLoop = nodes.get(edge.from)?.node.type === 'loop';
  return isLoop && edge.fromPort === ITEM_PORT ? `loop ${edge.from}` : before;
}

function crossing(one: string, other: string): string {
  const loop = [one, other].find((part) => part.startsWith('loop '));
  if (loop)
    return `This edge leads into the loop “${loop.slice(5)}” or out of it. Only the loop itself does; go on from its port for afterwards.`;
  return [one, other].some((part) => part.startsWith('undo '))
    ? 'A node either undoes another one or is part of the normal flow, not both.'
    : 'A node belongs either to the normal flow or to the error handler, not to both.';
}

const emptyLoops = (graph: Graph, nodes: ReadonlyMap<string, TypedNode>): GraphProblem[] =>
  [...nodes.values()]
    .filter(({ node }) => node.type === 'loop')
    .filter(({ node }) => !graph.edges.some((edge) => edge.from === node.key && edge.fromPort === ITEM_PORT))
    .map(({ node }) => ({
      ...problemOf(node.key, '', 'The loop does nothing with its items: lead its port for each item somewhere.'),
      severity: 'WARNING' as const,
    }));
