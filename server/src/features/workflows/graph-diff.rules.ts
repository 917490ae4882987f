import type { Graph, GraphNode } from './graph.types.ts';
import { isSame } from './graph-order.rules.ts';

export type Change = 'ADDED' | 'REMOVED' | 'CHANGED' | 'MOVED';

export interface FieldChange {
  /** `config.url`; of settings without their name. */
  path: string;
  /** Null: it was not there. */
  before: unknown;
  after: unknown;
}

export interface Diff {
  nodes: { key: string; name: string; change: Change; fields: FieldChange[] }[];
  edges: { from: string; fromPort: string; to: string; change: Change }[];
  settings: FieldChange[];
}

/** Only where the node stands; nothing it does. */
const PLACE = 'position';
/** Below it, a change is shown as a whole. */
const MOST_DEPTH = 6;

/** What is different in `to`. Nodes are the same where their keys are; where one only stands elsewhere, it has moved. */
export function diffGraphs(from: Graph, to: Graph): Diff {
  const [before, after] = [byKey(from), byKey(to)];
  const [oldEdges, newEdges] = [edgesOf(from), edgesOf(to)];
  return {
    nodes: [
      ...from.nodes.filter(({ key }) => !after.has(key)).map((node) => changed(node, 'REMOVED')),
      ...to.nodes.flatMap((node) => {
        const old = before.get(node.key);
        return old ? changesOf(old, node) : [changed(node, 'ADDED')];
      }),
    ],
    edges: [
      ...from.edges
        .filter((edge) => !newEdges.has(nameOf(edge)))
        .map((edge) => ({ ...edge, change: 'REMOVED' as const })),
      ...to.edges.filter((edge) => !oldEdges.has(nameOf(edge))).map((edge) => ({ ...edge, change: 'ADDED' as const })),
    ],
    settings: fieldChanges(from.settings ?? {}, to.settings ?? {}),
  };
}

/** Whether two graphs do the same: they may stand elsewhere. */
export function isSameWork({ nodes, edges, settings }: Diff): boolean {
  return nodes.every(({ change }) => change === 'MOVED') && edges.length === 0 && settings.length === 0;
}

const byKey = (graph: Graph) => new Map(graph.nodes.map((node) => [node.key, node]));
const nameOf = ({ from, fromPort, to }: Graph['edges'][number]) => JSON.stringify([from, fromPort, to]);
const edgesOf = (graph: Graph) => new Set(graph.edges.map(nameOf));

const changed = (node: GraphNode, change: Change, fields: FieldChange[] = []): Diff['nodes'][number] => ({
  key: node.key,
  name: node.name,
  change,
  fields,
});

function changesOf(before: GraphNode, after: GraphNode): Diff['nodes'] {
  const fields = fieldChanges({ ...before }, { ...after });
  const isMoved = fields.some(({ path }) => isPlace(path));
  const rest = fields.filter(({ path }) => !isPlace(path));
  if (rest.length > 0) return [changed(after, 'CHANGED', rest)];
  return isMoved ? [changed(after, 'MOVED')] : [];
}

const isPlace = (path: string) => path === PLACE || path.startsWith(`${PLACE}.`);

/** The deepest places at which two values differ. A list is one value, and so are fields of a form in another order. */
function fieldChanges(before: unknown, after: unknown, path = '', depth = 0): FieldChange[] {
  if (isSame(before, after, path.slice(path.lastIndexOf('.') + 1))) return [];
  const asWhole = [{ path, before: before ?? null, after: after ?? null }];
  if (!isObject(before) || !isObject(after) || depth > MOST_DEPTH) return asWhole;
  const inside = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    fieldChanges(before[name], after[name], path ? `${path}.${name}` : name, depth + 1),
  );
  return inside.length > 0 ? inside : asWhole;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
