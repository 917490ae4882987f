import { z } from 'zod';
import { invalid, type Problem } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Graph } from './graph.types.ts';

export const MOST_NODES = 500;
export const MOST_EDGES = 2_000;
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

/** The same with the problems instead of an error. */
export function readGraph(value: unknown): { graph: Graph | null; problems: Problem[] } {
  try {
    return { graph: parseGraph(value), problems: [] };
  } catch (error) {
    const problems = (error as { details?: { problems?: Problem[] } }).details?.problems;
    if (!problems) throw error;
    return { graph: null, problems };
  }
}

/** Why Postgres could not keep it as jsonb, or nobody could walk through it. */
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
