import type { Json } from '../../lib/json.ts';
import type { Graph } from '../workflows/graph.types.ts';

/** Where a node stands in its graph, as its expressions see it. */
export interface NodePlace {
  /** All that run before it, the nearest first. */
  upstream: string[];
  /** The loops that it is in, the outermost first. */
  loops: string[];
}

/** A graph that is drawn may have rings, and edges to nodes that are gone. */
export function placeOf(graph: Graph, nodeKey: string): NodePlace {
  const incoming = Map.groupBy(graph.edges, (edge) => edge.to);
  const keys = new Set(graph.nodes.map((node) => node.key));
  const found = new Set([nodeKey]);
  for (const key of found) for (const { from } of incoming.get(key) ?? []) if (keys.has(from)) found.add(from);
  found.delete(nodeKey);
  return { upstream: [...found], loops: loopsAround(graph, nodeKey) };
}

/** The loops whose bodies hold the node, the outermost first: reached from the port `item`, out of which nothing else leads. */
export function loopsAround(graph: Graph, nodeKey: string): string[] {
  const types = new Map(graph.nodes.map((node) => [node.key, node.type]));
  const incoming = Map.groupBy(graph.edges, (edge) => edge.to);
  const seen = new Set([nodeKey]);
  let level = [nodeKey];
  const loops: string[] = [];
  while (level.length > 0) {
    const edges = level.flatMap((key) => incoming.get(key) ?? []);
    const loop = edges.find(({ from, fromPort }) => types.get(from) === 'loop' && fromPort === 'item')?.from;
    if (loop !== undefined && !loops.includes(loop)) loops.unshift(loop);
    const before = loop === undefined ? edges.map(({ from }) => from) : [loop];
    level = [...new Set(before)].filter((key) => !seen.has(key));
    for (const key of level) seen.add(key);
  }
  return loops;
}

/** The path of a node's attempts in the first iteration of the loops around it. */
export const firstPath = (loops: readonly string[]): string => loops.map((loop) => `${loop}[0]`).join('/');

/** What a run has of a node before the one that is looked at. */
export interface SeenNode {
  nodeKey: string;
  path: string;
  status: string;
  port: string | null;
  output: Json;
  /** Too large to be looked at; `output` is null. */
  isTooLarge: boolean;
  /** Of a loop: the first of its items. */
  item: Json;
}

export interface SeenRun {
  payload: Json;
  variables: Json;
  about: Json;
}

/** The values of all names in a node: what the engine would give its expressions, in the first iteration of its loops. */
export function valuesAt(
  graph: Graph,
  nodeKey: string,
  run: SeenRun | null,
  seen: readonly SeenNode[],
): Record<string, Json> {
  const loops = loopsAround(graph, nodeKey);
  const byKey = new Map(seen.map((node) => [node.nodeKey, node]));
  const item = byKey.get(loops.at(-1) ?? '')?.item ?? null;
  const nodes = Object.fromEntries(
    [...byKey.values()]
      .filter(({ status }) => status !== 'RUNNING' && status !== 'WAITING')
      .map(({ nodeKey: key, output, status }) => [key, { output, status }]),
  );
  return {
    trigger: run?.payload ?? null,
    nodes,
    vars: run?.variables ?? {},
    run: run?.about ?? {},
    input: inputAt(graph, nodeKey, byKey, item, loops.at(-1)),
    ...(loops.length > 0 && { item, index: 0 }),
  };
}

/** What comes along the edges that were taken: one value, or one for each node. */
function inputAt(
  graph: Graph,
  nodeKey: string,
  byKey: ReadonlyMap<string, SeenNode>,
  item: Json,
  loop: string | undefined,
): Json {
  const outputs = graph.edges.flatMap(({ from, fromPort, to }): [string, Json][] => {
    if (to !== nodeKey) return [];
    if (from === loop && fromPort === 'item') return [[from, item]];
    const source = byKey.get(from);
    return source?.port === fromPort ? [[from, source.output]] : [];
  });
  const [only] = outputs;
  if (outputs.length === 0) return null;
  return outputs.length === 1 && only ? only[1] : Object.fromEntries(outputs);
}

/** Of a name's value; what is shown is for completing and looking, not for reading all. */
const MOST_SHOWN = 65_536;

export interface Trimmed {
  value: Json;
  isTruncated: boolean;
}

/** The value, or as much of it as about `most` characters of JSON can say: every field a part, lists from their beginning. */
export function trimmed(value: Json, most: number = MOST_SHOWN): Trimmed {
  const whole = take(value, most, false);
  return whole.isCut ? { value: take(value, most, true).value, isTruncated: true } : { value, isTruncated: false };
}

interface Taken {
  value: Json;
  size: number;
  isCut: boolean;
}

/** `isFair`: each field of an object gets its part of what is left, so that the first does not take all. */
function take(value: Json, most: number, isFair: boolean): Taken {
  if (typeof value === 'string') {
    const isCut = value.length + 2 > most;
    const text = isCut ? `${value.slice(0, Math.max(0, most - 3)).replace(/[\ud800-\udbff]$/, '')}…` : value;
    return { value: text, size: text.length + 2, isCut };
  }
  if (typeof value !== 'object' || value === null) return { value, size: String(value).length, isCut: false };
  return Array.isArray(value) ? takeList(value, most, isFair) : takeFields(value, most, isFair);
}

function takeList(list: Json[], most: number, isFair: boolean): Taken {
  const taken: Json[] = [];
  let size = 2;
  let isCut = false;
  for (const item of list) {
    if (size >= most) return { value: taken, size, isCut: true };
    const part = take(item, most - size, isFair);
    taken.push(part.value);
    size += part.size + 1;
    isCut ||= part.isCut;
  }
  return { value: taken, size, isCut: isCut || size > most };
}

function takeFields(fields: { [key: string]: Json }, most: number, isFair: boolean): Taken {
  const taken: [string, Json][] = [];
  const entries = Object.entries(fields);
  let size = 2;
  let isCut = false;
  for (const [index, [key, item]] of entries.entries()) {
    if (size >= most) return { value: Object.fromEntries(taken), size, isCut: true };
    const room = most - size - key.length - 4;
    const part = take(item, isFair ? Math.max(64, room / (entries.length - index)) : room, isFair);
    taken.push([key, part.value]);
    size += part.size + key.length + 4;
    isCut ||= part.isCut;
  }
  return { value: Object.fromEntries(taken), size, isCut: isCut || size > most };
}
