import type { ScopeName } from './expression-completion.ts';
import type { Graph, GraphNode } from './graph.ts';

/** What a test begins with besides outputs of nodes. No node has such a key. */
const payloadKey = '$payload';
const itemKey = '$item';

/** One of the things that a node reads. */
export interface TestInput {
  /** The key it is pinned by. */
  key: string;
  name: string;
  /** From a run; undefined where there is none. */
  value: unknown;
}

const nodeReference = /(?<![\w.])nodes(?:\.([a-z][a-z0-9_]*)|\[(?:\\?["'])([a-z][a-z0-9_]*)(?:\\?["'])\])/g;

/** What a node reads: the trigger, outputs of nodes before it, the item of a loop; with the values of a run. */
export function testInputs(node: GraphNode, graph: Graph, names: readonly ScopeName[]): TestInput[] {
  const text = JSON.stringify(node.config);
  const referred = [...text.matchAll(nodeReference)].map(([, dotted, quoted]) => dotted ?? quoted ?? '');
  const before = graph.edges.filter(({ to }) => to === node.key).map(({ from }) => from);
  const dataOf = (name: string) => names.find((each) => each.name === name && !each.isTruncated)?.value;
  const outputs = (dataOf('nodes') ?? {}) as Record<string, { output?: unknown } | undefined>;
  const keys = [...new Set([...before, ...referred])];
  const nodes = keys.flatMap((key) => {
    const found = graph.nodes.find((each) => each.key === key);
    return found ? [{ key, name: found.name, value: outputs[key]?.output }] : [];
  });
  const isRead = (name: string) => new RegExp(`(?<![\\w."'])${name}\\b`).test(text);
  return [
    ...(isRead('trigger') ? [{ key: payloadKey, name: 'Trigger', value: dataOf('trigger') ?? undefined }] : []),
    ...nodes,
    ...(isRead('item') ? [{ key: itemKey, name: 'Item of the loop', value: dataOf('item') ?? undefined }] : []),
  ];
}

/** What is pinned, as the API takes it: only what the node reads. */
export function testInputOf(inputs: readonly TestInput[], pins: Readonly<Record<string, unknown>>) {
  const pinned = inputs.filter(({ key }) => Object.hasOwn(pins, key));
  const outputs = Object.fromEntries(
    pinned.filter(({ key }) => !key.startsWith('$')).map(({ key }) => [key, pins[key]]),
  );
  return {
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
    ...(pinned.some(({ key }) => key === payloadKey) ? { payload: pins[payloadKey] } : {}),
    ...(pinned.some(({ key }) => key === itemKey) ? { item: pins[itemKey] } : {}),
  };
}
