import { stringify } from 'yaml';
import { z } from 'zod';
import { invalid } from '../../platform/errors.ts';
import { displayName, parseInput, slug } from '../../platform/validation.ts';
import { readYaml } from '../../platform/yaml.ts';
import { MOST_GRAPH_BYTES, parseGraph } from './graph.rules.ts';
import type { Graph } from './graph.types.ts';
import { sorted } from './graph-order.rules.ts';

/** A workflow as a file: what another project needs to have it too. */
export interface WorkflowFile {
  name: string;
  slug: string | null;
  description: string | null;
  graph: Graph;
}

/** Of the format; a file without it is one of the first. */
const FORMAT = 1;
/** Comments and indentation may be longer than what they say. */
const MOST_SOURCE_BYTES = 2 * MOST_GRAPH_BYTES;

const header = z.object({
  pilothouse: z
    .literal(FORMAT, `This file is of a format that this version does not read. Use “pilothouse: ${FORMAT}”.`)
    .optional(),
  name: displayName,
  slug: slug.nullish(),
  description: z.string().trim().max(2_000, 'Use at most 2,000 characters.').nullish(),
});

/**
 * The same graph always gives the same text, so that files can be compared: fields in a set order, those of a form as they were
 * drawn, everything else by name.
 */
export function toYaml({ name, slug, description, graph }: WorkflowFile): string {
  const { nodes, edges, settings } = graph;
  const file = {
    pilothouse: FORMAT,
    name,
    ...(slug && { slug }),
    ...(description && { description }),
    ...(settings && Object.keys(settings).length > 0 && { settings: sorted(settings) }),
    nodes: nodes.map(({ key, type, name, config, options, position }) => ({
      key,
      type,
      name,
      config: sorted(config),
      ...(options && Object.keys(options).length > 0 && { options: sorted(options) }),
      position: { x: position.x, y: position.y },
    })),
    edges: edges.map(({ from, fromPort, to }) => ({ from, fromPort, to })),
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Reads YAML or JSON. INVALID_INPUT at `source`, with the line where there is one, or at the field that is wrong. */
export function fromYaml(source: string): WorkflowFile {
  const value = readSource(source);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse('This is no workflow: it should begin with “name:” and have “nodes:” and “edges:”.');
  const { nodes, edges, settings, ...rest } = value as Record<string, unknown>;
  const { name, slug, description } = parseInput(header, rest);
  const graph = parseGraph(
    { nodes: withDefaults(nodes), edges: edges ?? [], ...(settings != null && { settings }) },
    'source',
  );
  return { name, slug: slug ?? null, description: description || null, graph };
}

/** What people leave out who write a file by hand: name, config, and where a node stands. */
function withDefaults(nodes: unknown): unknown {
  if (!Array.isArray(nodes)) return nodes;
  return nodes.map((node: unknown, index) => {
    if (typeof node !== 'object' || node === null) return node;
    const { key } = node as { key?: unknown };
    return { name: key, config: {}, position: { x: 0, y: index * 120 }, ...node };
  });
}

function readSource(source: string): unknown {
  if (Buffer.byteLength(source) > MOST_SOURCE_BYTES) throw refuse('The file is larger than 2 MiB.');
  const { document, problem } = readYaml(source);
  if (problem) throw refuse(`Line ${problem.line}: ${problem.message}`);
  return document.toJS();
}

const refuse = (message: string) => invalid([{ path: 'source', message }]);
