import { permissionsOf } from '../../platform/auth/permissions.ts';
import { referencedNames } from '../../platform/expressions/expressions.ts';
import type { NeededRight } from '../nodes/node.types.ts';
import type { Graph } from './graph.types.ts';
import type { TypedNode } from './graph-structure.rules.ts';
import { inOrder } from './graph-structure.rules.ts';

export type Schema = Record<string, unknown>;

interface VariablesSchema extends Schema {
  properties: Record<string, Schema>;
}

/** So many nodes before it are described in full to expressions of a node; of others only the names are. */
const MOST_DESCRIBED = 50;

/** What expressions of each node may use, as JSON Schema. The graph must have no ring. */
export function variablesByNode(graph: Graph, nodes: ReadonlyMap<string, TypedNode>): Map<string, VariablesSchema> {
  const incoming = Map.groupBy(graph.edges, (edge) => edge.to);
  const before = new Map<string, ReadonlySet<string>>();
  const loops = new Map<string, boolean>();
  const variables = new Map<string, VariablesSchema>();
  for (const key of inOrder(graph)) {
    const edges = incoming.get(key) ?? [];
    // The nearest last, so that they are those that are described.
    const earlier = new Set(edges.flatMap(({ from }) => [...(before.get(from) ?? [])]));
    for (const { from } of edges) {
      earlier.delete(from);
      earlier.add(from);
    }
    before.set(key, earlier);
    const isInLoop = edges.some(({ from, fromPort }) => isLoopItem(nodes.get(from), fromPort) || loops.get(from));
    loops.set(key, isInLoop);
    variables.set(key, schemaOfVariables(key, earlier, isInLoop, [...new Set(edges.map(({ from }) => from))], nodes));
  }
  return variables;
}

const isLoopItem = (source: TypedNode | undefined, port: string) => source?.node.type === 'loop' && port === 'item';

function schemaOfVariables(
  key: string,
  earlier: ReadonlySet<string>,
  isInLoop: boolean,
  direct: string[],
  nodes: ReadonlyMap<string, TypedNode>,
): VariablesSchema {
  const near = new Set([...earlier].slice(-MOST_DESCRIBED));
  const described = (name: string): Schema => (near.has(name) ? outputSchemaOf(nodes.get(name)) : {});
  const triggers = [...earlier, key].filter((name) => nodes.get(name)?.type.group === 'TRIGGER');
  const [trigger] = triggers;
  const [only] = direct;
  return object({
    trigger: triggers.length === 1 && trigger ? outputSchemaOf(nodes.get(trigger)) : {},
    nodes: object(Object.fromEntries([...earlier].map((name) => [name, object({ output: described(name) })]))),
    // Of several edges one may be taken, as behind a condition, or more: what came then is the output itself, or outputs by node.
    input: direct.length === 1 && only ? described(only) : {},
    vars: { type: 'object' },
    run: { type: 'object' },
    ...(isInLoop && { item: {}, index: { type: 'integer' } }),
  });
}

const object = (properties: Record<string, Schema>): VariablesSchema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

/** What a node outputs, as far as is known. One that goes on after an error may output that instead. */
export function outputSchemaOf(typed: TypedNode | undefined): Schema {
  if (!typed?.config) return {};
  if (typed.node.options?.onError && typed.node.options.onError !== 'FAIL') return {};
  try {
    return typed.type.outputSchema(typed.config);
  } catch {
    return {};
  }
}

/** What a run of the graph must be allowed, each once. */
export function rightsOf(graph: Graph, nodes: ReadonlyMap<string, TypedNode>): NeededRight[] {
  const asked = Array.isArray(graph.settings?.permissions) ? graph.settings.permissions : [];
  const ofNodes = [...nodes.values()].flatMap(({ type, config }) => (config && type.rights?.(config)) || []);
  const ofSettings = [...permissionsOf(asked)].map((permission): NeededRight => ({ permission }));
  const byName = new Map<string, NeededRight>();
  for (const right of [...ofNodes, ...ofSettings])
    byName.set(JSON.stringify([right.permission, right.environment, right.service]), right);
  return [...byName.values()];
}

/** Names of the secrets and variables of the project that the graph asks for, in order. */
export const secretsOf = (graph: Graph): string[] => referencedNames(graph.nodes.map((node) => node.config)).secrets;
