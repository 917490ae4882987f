import {
  edgeId,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type NodeTypeInfo,
  type Position,
  type WorkflowSettings,
} from './graph.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

/** What a part of a graph is on the clipboard. */
export interface Fragment {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

const gap = 72;

/** A key for expressions, not yet taken: `http`, `http_2`. */
export function freshKey(wanted: string, taken: Iterable<string>): string {
  const keys = new Set(taken);
  const base = toKey(wanted) || 'node';
  if (!keys.has(base)) return base;
  const stem = base.replace(/_\d+$/, '');
  let number = 2;
  while (keys.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** What was typed as a key: lower-case letters, digits and `_`, beginning with a letter. */
export function toKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
}

/** Adds a node of a type; behind another one, it stands to its right and is connected with it. */
export function addNode(
  graph: Graph,
  type: NodeTypeInfo,
  at: Position,
  after?: { key: string; port: string },
): { graph: Graph; key: string } {
  const key = freshKey(
    type.type,
    graph.nodes.map((node) => node.key),
  );
  const before = after ? nodeOf(graph, after.key) : undefined;
  const wanted = before ? { x: before.position.x + nodeWidth + gap, y: before.position.y } : at;
  const node: GraphNode = {
    key,
    type: type.type,
    name: type.name,
    config: defaultsOf(type.configSchema),
    position: freePlace(graph, wanted),
  };
  const added = { ...graph, nodes: [...graph.nodes, node] };
  return { graph: after ? connect(added, { from: after.key, fromPort: after.port, to: key }) : added, key };
}

/** Why two nodes can't be connected, as a sentence; null if they can. */
export function connectProblem(graph: Graph, edge: GraphEdge, isTrigger: (type: string) => boolean): string | null {
  const to = nodeOf(graph, edge.to);
  if (!nodeOf(graph, edge.from) || !to) return 'One of the nodes is gone.';
  if (edge.from === edge.to) return 'A node can’t lead to itself.';
  if (isTrigger(to.type)) return 'Nothing leads to a trigger: runs begin there.';
  if (graph.edges.some((each) => edgeId(each) === edgeId(edge))) return 'They are connected already.';
  if (reaches(graph, edge.to, edge.from)) return 'That would be a circle. Use a loop node to repeat.';
  return null;
}

export function connect(graph: Graph, edge: GraphEdge): Graph {
  if (graph.edges.some((each) => edgeId(each) === edgeId(edge))) return graph;
  return { ...graph, edges: [...graph.edges, { from: edge.from, fromPort: edge.fromPort, to: edge.to }] };
}

/** Removes nodes with their edges, and edges by id. */
export function remove(graph: Graph, keys: ReadonlySet<string>, edgeIds: ReadonlySet<string> = new Set()): Graph {
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => !keys.has(node.key)),
    edges: graph.edges.filter((edge) => !keys.has(edge.from) && !keys.has(edge.to) && !edgeIds.has(edgeId(edge))),
  };
}

export function moveNodes(graph: Graph, positions: ReadonlyMap<string, Position>): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const position = positions.get(node.key);
      return position ? { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } } : node;
    }),
  };
}

export function updateNode(graph: Graph, key: string, changes: Partial<GraphNode>): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.key === key ? { ...node, ...changes } : node)) };
}

/** What is not set is left out; without any there are none. */
export function setSettings({ settings: _before, ...graph }: Graph, settings: WorkflowSettings): Graph {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return given.length === 0 ? graph : { ...graph, settings: Object.fromEntries(given) };
}

/** Gives a node another key, in the expressions of all the others, too. */
export function renameKey(graph: Graph, key: string, to: string): Graph {
  if (key === to || to === '' || graph.nodes.some((node) => node.key === to)) return graph;
  const keys = new Map([[key, to]]);
  return {
    ...graph,
    nodes: graph.nodes.map((node) => renameIn(node.key === key ? { ...node, key: to } : node, keys)),
    edges: graph.edges.map((edge) => ({
      ...edge,
      from: edge.from === key ? to : edge.from,
      to: edge.to === key ? to : edge.to,
    })),
  };
}

/** The chosen nodes with the edges among them. */
export function copyNodes(graph: Graph, keys: ReadonlySet<string>): Fragment {
  return {
    nodes: graph.nodes.filter((node) => keys.has(node.key)),
    edges: graph.edges.filter((edge) => keys.has(edge.from) && keys.has(edge.to)),
  };
}

/** Puts a copy in: new keys where they are taken, expressions among the copied nodes follow them. */
export function pasteNodes(graph: Graph, fragment: Fragment, offset: Position): { graph: Graph; keys: string[] } {
  const taken = new Set(graph.nodes.map((node) => node.key));
  const keys = new Map<string, string>();
  for (const node of fragment.nodes) {
    const key = freshKey(node.key, taken);
    taken.add(key);
    keys.set(node.key, key);
  }
  const nodes = fragment.nodes.map((node) =>
    renameIn(
      {
        ...structuredClone(node),
        key: keys.get(node.key) ?? node.key,
        position: { x: node.position.x + offset.x, y: node.position.y + offset.y },
      },
      keys,
    ),
  );
  const edges = fragment.edges.map((edge) => ({
    ...edge,
    from: keys.get(edge.from) ?? edge.from,
    to: keys.get(edge.to) ?? edge.to,
  }));
  return {
    graph: { ...graph, nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] },
    keys: [...keys.values()],
  };
}

export type Alignment = 'left' | 'top' | 'columns' | 'rows';

/** Brings the chosen nodes to one edge, or puts even distances between them. */
export function alignNodes(graph: Graph, keys: ReadonlySet<string>, alignment: Alignment): Graph {
  const chosen = graph.nodes.filter((node) => keys.has(node.key));
  if (chosen.length < 2) return graph;
  const axis = alignment === 'left' || alignment === 'columns' ? 'x' : 'y';
  const values = chosen.map((node) => node.position[axis]);
  const first = Math.min(...values);
  const step = (Math.max(...values) - first) / (chosen.length - 1);
  const isSpread = alignment === 'columns' || alignment === 'rows';
  const ordered = [...chosen].sort((a, b) => a.position[axis] - b.position[axis]);
  const positions = new Map(
    ordered.map((node, index) => [node.key, { ...node.position, [axis]: isSpread ? first + step * index : first }]),
  );
  return moveNodes(graph, positions);
}

export function nodeOf(graph: Graph, key: string): GraphNode | undefined {
  return graph.nodes.find((node) => node.key === key);
}

function reaches(graph: Graph, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === to) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const edge of graph.edges) if (edge.from === key) open.push(edge.to);
  }
  return false;
}

/** The first place from there downwards where no node stands. */
function freePlace(graph: Graph, wanted: Position): Position {
  const place = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const isTaken = () =>
    graph.nodes.some(
      ({ position }) =>
        Math.abs(position.x - place.x) < nodeWidth && Math.abs(position.y - place.y) < nodeHeight(1) + 16,
    );
  while (isTaken()) place.y += nodeHeight(1) + 24;
  return place;
}

function defaultsOf(schema: unknown): Record<string, unknown> {
  const properties = (schema as { properties?: Record<string, { default?: unknown }> } | null)?.properties ?? {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      property.default === undefined ? [] : [[name, structuredClone(property.default)]],
    ),
  );
}

function renameIn(node: GraphNode, keys: ReadonlyMap<string, string>): GraphNode {
  return { ...node, config: renameReferences(node.config, keys) as Record<string, unknown> };
}

const reference = /(?<![\w.])nodes(?:\.([a-z][a-z0-9_]*)|\[(["'])([a-z][a-z0-9_]*)\2\])/g;

function renameReferences(value: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replace(reference, (whole, dotted?: string, quote?: string, quoted?: string) => {
      const to = keys.get(dotted ?? quoted ?? '');
      if (!to) return whole;
      return dotted ? `nodes.${to}` : `nodes[${quote}${to}${quote}]`;
    });
  }
  if (Array.isArray(value)) return value.map((item) => renameReferences(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renameReferences(item, keys)]));
}
