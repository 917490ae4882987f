import { z } from 'zod';
import { invalid } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import type { NeededRight, NodeType, Port } from '../nodes/node.types.ts';
import type { Graph, GraphNode, GraphProblem } from './graph.types.ts';
import { optionProblems, readConfig, settingProblems } from './graph-config.rules.ts';
import { type ProjectNames, referenceProblems } from './graph-reference.rules.ts';
import { outputSchemaOf, rightsOf, secretsOf, variablesByNode } from './graph-shape.rules.ts';
import {
  beginProblems,
  ERROR_PORT,
  edgeProblems,
  keyProblems,
  partProblems,
  problemOf,
  type TypedNode,
  UNDO_PORT,
} from './graph-structure.rules.ts';

const MOST_NODES = 500;
const MOST_EDGES = 2_000;
export const MOST_GRAPH_BYTES = 1_048_576;
/** Deeper JSON is a mistake or an attack. */
const MOST_DEPTH = 60;

const json = z.record(z.string(), z.unknown());
const place = z.number().min(-1_000_000).max(1_000_000);
const text = z.string().max(200, 'Use at most 200 characters.');

/**
 * The shape and the bounds of a graph, and nothing else: while it is drawn it may be unfinished and wrong in every other way,
 * and must still be saved. {@link validateGraph} says what is wrong.
 */
const shape = z.strictObject({
  nodes: z
    .array(
      z.strictObject({
        key: text.min(1, 'Every node needs a key.'),
        type: text.min(1, 'Every node needs a type.'),
        name: text,
        config: json,
        position: z.strictObject({ x: place, y: place }),
        options: json.optional(),
      }),
    )
    .max(MOST_NODES, `A graph has at most ${MOST_NODES} nodes.`),
  edges: z
    .array(z.strictObject({ from: text, fromPort: text, to: text }))
    .max(MOST_EDGES, `A graph has at most ${MOST_EDGES} edges.`),
  settings: json.optional(),
});

/** The graph, or INVALID_INPUT with what is wrong with its shape; `path` is the input's field. */
export function parseGraph(value: unknown, path = 'graph'): Graph {
  const problem = unstorable(value);
  if (problem) throw invalid([{ path, message: problem }]);
  const text = JSON.stringify(value) ?? 'null';
  if (Buffer.byteLength(text) > MOST_GRAPH_BYTES) throw invalid([{ path, message: 'The graph is larger than 1 MiB.' }]);
  // Read again, so that it equals what Postgres gives back: GraphQL's literals have no prototype.
  return parseInput(z.object({ [path]: shape }), { [path]: JSON.parse(text) })[path] as unknown as Graph;
}

/** Why Postgres could not keep it as JSON that it can read, or nobody could walk through it. */
function unstorable(value: unknown, depth = 0): string | null {
  if (depth > MOST_DEPTH) return `The graph is nested deeper than ${MOST_DEPTH} levels.`;
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed() ? 'A text in the graph holds characters that are none.' : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const problem = unstorable(key, depth) ?? unstorable(item, depth + 1);
    if (problem) return problem;
  }
  return null;
}

/** What a graph is checked against. */
export interface GraphEnvironment extends ProjectNames {
  typeOf(type: string): NodeType | null;
}

export interface GraphCheck {
  problems: GraphProblem[];
  nodes: { key: string; ports: Port[]; outputSchema: Record<string, unknown>; variables: Record<string, unknown> }[];
  rights: NeededRight[];
  /** Names of the secrets and variables of the project that its runs ask for. */
  secrets: string[];
}

const MOST_PROBLEMS = 200;

/** All that would go wrong with the graph in this project, and what is known of its nodes. Pure. */
export function validateGraph(graph: Graph, environment: GraphEnvironment): GraphCheck {
  const problems: GraphProblem[] = [...keyProblems(graph), ...settingProblems(graph)];
  const nodes = new Map<string, TypedNode>();
  for (const node of graph.nodes) {
    const { typed, problems: own } = readNode(node, environment.typeOf);
    problems.push(...optionProblems(node), ...own);
    if (typed) nodes.set(node.key, typed);
  }
  problems.push(...edgeProblems(graph, nodes), ...beginProblems(graph, nodes), ...partProblems(graph, nodes));
  const variables = variablesByNode(graph, nodes);
  for (const typed of nodes.values())
    problems.push(...referenceProblems(typed, environment, variables.get(typed.node.key)?.properties ?? {}));
  return {
    problems: problems.slice(0, MOST_PROBLEMS),
    nodes: [...nodes.values()].map((typed) => ({
      key: typed.node.key,
      ports: [...typed.ports, ...portsByOptions(typed)],
      outputSchema: outputSchemaOf(typed),
      variables: variables.get(typed.node.key) ?? {},
    })),
    rights: rightsOf(graph, nodes),
    secrets: secretsOf(graph),
  };
}

function readNode(
  node: GraphNode,
  typeOf: GraphEnvironment['typeOf'],
): { typed: TypedNode | null; problems: GraphProblem[] } {
  const type = typeOf(node.type);
  if (!type)
    return { typed: null, problems: [problemOf(node.key, 'type', `There is no type of node “${node.type}”.`)] };
  const { config, problems } = readConfig(node, type);
  return { typed: { node, type, config, ports: portsOf(type, config) }, problems };
}

/** What expressions of one node may use: JSON Schema by name, as far as is known of a graph that may be unfinished. */
export function variablesAt(
  graph: Graph,
  nodeKey: string,
  typeOf: GraphEnvironment['typeOf'],
): Record<string, Record<string, unknown>> {
  const nodes = new Map<string, TypedNode>();
  for (const node of graph.nodes) {
    const { typed } = readNode(node, typeOf);
    if (typed) nodes.set(node.key, typed);
  }
  return variablesByNode(graph, nodes).get(nodeKey)?.properties ?? {};
}

/** The type's ports for this config; for one that is wrong, those of an empty one, where it can be. */
export function portsOf(type: NodeType, config: Record<string, unknown> | null): Port[] {
  const known = config ?? type.config.safeParse({}).data;
  try {
    return type.ports(known ?? {});
  } catch {
    return [];
  }
}

function portsByOptions({ node, type, ports }: TypedNode): Port[] {
  if (type.group === 'TRIGGER') return [];
  const branches = node.options?.onError === 'BRANCH' && !ports.some((port) => port.name === ERROR_PORT);
  return [
    ...(branches ? [{ name: ERROR_PORT, label: 'Error', description: 'Taken when the node has failed.' }] : []),
    { name: UNDO_PORT, label: 'Undo', description: 'Leads to what undoes this node when the run fails later.' },
  ];
}

/** Whether nothing forbids publishing it. */
export const isPublishable = (check: GraphCheck): boolean =>
  check.problems.every(({ severity }) => severity !== 'ERROR');
