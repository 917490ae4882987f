import type { Json } from '../../lib/json.ts';
import type { Problem } from '../../platform/errors.ts';
import type { Graph, GraphEdge, GraphNode } from '../workflows/graph.types.ts';
import { firstPath, loopsAround, placeOf } from './expression.rules.ts';

/** What an earlier run has of a node that runs before the one that is tested. */
export interface KnownNode {
  nodeKey: string;
  port: string | null;
  /** Of a loop around it: the first item; null as well where there is none. */
  item: Json;
}

export interface TestInput {
  nodeKey: string;
  /** By node key: instead of what the earlier run has. */
  outputs: Record<string, Json>;
  /** Undefined: that of the earlier run. */
  item: Json | undefined;
  /** The trigger node of the earlier run. */
  triggerNodeKey: string | null;
  known: readonly KnownNode[];
}

/** A row that the test begins with. */
export interface Pin {
  nodeKey: string;
  path: string;
  output: Json;
  /** Of a loop under way: its items. */
  items: Json[] | null;
}

/** A graph of which only the tested node is left to do. */
export interface NodeTest {
  graph: Graph;
  triggerNodeKey: string;
  pins: Pin[];
  /** Nodes whose outputs are taken from the earlier run. */
  copied: string[];
}

const TRIGGERS = ['manual', 'schedule', 'webhook', 'event', 'run-finished', 'error'];

export const isTrigger = ({ type }: { type: string }): boolean => TRIGGERS.includes(type);

/**
 * The node with all that runs before it, in a graph in which that is done: the trigger leads to the nodes before it, and they to
 * it. Loops around it are under way with one item. The engine finds the rest settled, as after a restart.
 */
export function nodeTest(graph: Graph, input: TestInput): NodeTest {
  const { nodeKey, outputs, known } = input;
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  const { upstream, loops } = placeOf(graph, nodeKey);
  const trigger = triggerOfTest(graph, upstream, input.triggerNodeKey);
  const inner = loops.at(-1);
  const [entry, entryPort] = inner === undefined ? [trigger.key, 'main'] : [inner, 'item'];
  const live = liveEdges(graph, input, trigger.key, inner).map(({ from }) => from);
  const before = live.filter((key) => key !== entry);
  const edges = [
    ...loops.map((loop, index): GraphEdge => {
      const outer = loops[index - 1];
      return outer === undefined
        ? { from: trigger.key, fromPort: 'main', to: loop }
        : { from: outer, fromPort: 'item', to: loop };
    }),
    ...before.map((to): GraphEdge => ({ from: entry, fromPort: entryPort, to })),
    ...before.map((from): GraphEdge => ({ from, fromPort: 'main', to: nodeKey })),
    ...(live.includes(entry) || before.length === 0 ? [{ from: entry, fromPort: entryPort, to: nodeKey }] : []),
  ];
  const pinnable = upstream.filter((key) => key !== trigger.key && !loops.includes(key));
  const copied = pinnable.filter(
    (key) => !Object.hasOwn(outputs, key) && known.some((one) => one.nodeKey === key && one.port !== null),
  );
  const empty = before.filter((key) => !copied.includes(key) && !Object.hasOwn(outputs, key));
  return {
    graph: {
      ...graph,
      settings: { ...graph.settings, concurrency: undefined },
      nodes: [
        asStart(trigger),
        ...upstream.flatMap((key) => {
          const node = nodes.get(key);
          return node && key !== trigger.key ? [loops.includes(key) ? asLoop(node) : asDone(node)] : [];
        }),
        nodes.get(nodeKey) as GraphNode,
      ],
      edges,
    },
    triggerNodeKey: trigger.key,
    pins: [
      ...pinnable
        .filter((key) => Object.hasOwn(outputs, key) || empty.includes(key))
        .map((key) => ({
          nodeKey: key,
          path: firstPath(loopsAround(graph, key)),
          output: outputs[key] ?? null,
          items: null,
        })),
      ...loops.map((key, index) => ({
        nodeKey: key,
        path: firstPath(loops.slice(0, index)),
        output: null,
        items: [itemOf(input, key, key === inner)],
      })),
    ],
    copied,
  };
}

function itemOf({ item, known }: TestInput, loop: string, isInner: boolean): Json {
  if (isInner && item !== undefined) return item;
  return known.find(({ nodeKey }) => nodeKey === loop)?.item ?? null;
}

/** Of the triggers before it that of the earlier run, else the one for people; of a node that nothing leads to any. */
function triggerOfTest(graph: Graph, upstream: readonly string[], wanted: string | null): GraphNode {
  const triggers = graph.nodes.filter(isTrigger);
  const before = triggers.filter(({ key }) => upstream.includes(key));
  const choice = before.length > 0 ? before : triggers;
  return (
    choice.find(({ key }) => key === wanted) ??
    choice.find(({ type }) => type === 'manual') ??
    choice[0] ?? { key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } }
  );
}

/** The edges to the node by which something comes; where nothing is known of any, all of them. */
function liveEdges(graph: Graph, input: TestInput, trigger: string, loop: string | undefined): GraphEdge[] {
  const keys = new Map(graph.nodes.map((node) => [node.key, node]));
  const seen = new Set<string>();
  const edges = graph.edges.filter(({ from, to }) => {
    const source = keys.get(from);
    if (to !== input.nodeKey || !source || seen.has(from) || from === to) return false;
    const isOtherTrigger = isTrigger(source) && from !== trigger;
    if (!isOtherTrigger) seen.add(from);
    return !isOtherTrigger;
  });
  const came = edges.filter(
    ({ from, fromPort }) =>
      from === trigger ||
      (from === loop && fromPort === 'item') ||
      Object.hasOwn(input.outputs, from) ||
      input.known.some(({ nodeKey, port }) => nodeKey === from && port === fromPort),
  );
  return came.length > 0 ? came : edges;
}

/** Whatever the trigger is, the payload comes out of it. */
const asStart = (node: GraphNode): GraphNode => ({ ...node, type: 'manual', config: {} });
const asLoop = (node: GraphNode): GraphNode => ({ ...plainly(node), config: { items: '[]' } });
const asDone = (node: GraphNode): GraphNode => (node.type === 'error' ? asStart(plainly(node)) : plainly(node));
const plainly = (node: GraphNode): GraphNode => ({ ...node, options: {} });

/** What is missing for the test, and what is too much. `read`: the nodes whose outputs its texts name. */
export function testProblems(graph: Graph, input: TestInput, read: readonly string[]): Problem[] {
  const { upstream, loops } = placeOf(graph, input.nodeKey);
  const trigger = triggerOfTest(graph, upstream, input.triggerNodeKey);
  const has = (key: string) =>
    key === trigger.key ||
    Object.hasOwn(input.outputs, key) ||
    input.known.some(({ nodeKey, port }) => nodeKey === key && port !== null);
  const unknown = Object.keys(input.outputs).filter((key) => !upstream.includes(key));
  const missing = read.filter((key) => upstream.includes(key) && !loops.includes(key) && !has(key));
  const loop = loops.at(-1);
  const hasItem =
    input.item !== undefined || input.known.some(({ nodeKey, item }) => nodeKey === loop && item !== null);
  return [
    ...unknown.map((key) => ({ path: `outputs.${key}`, message: `“${key}” is no node that runs before this one.` })),
    ...missing.map((key) => ({
      path: `outputs.${key}`,
      message: `There is no output of “${key}” to take. Give one, or run the workflow first.`,
    })),
    ...(loop !== undefined && !hasItem
      ? [{ path: 'item', message: `Give an item for the loop “${loop}”, or run the workflow first.` }]
      : []),
  ];
}
