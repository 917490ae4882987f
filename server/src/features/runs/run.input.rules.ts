import { z } from 'zod';
import type { Problem } from '../../platform/errors.ts';
import { checkParameters } from '../../platform/runners/service-parameters.rules.ts';
import type { Graph, GraphNode } from '../workflows/graph.types.ts';

/** Of a run's payload. What is larger comes by other ways than a request's input. */
export const MOST_PAYLOAD_BYTES = 1_048_576;

export const runRules = z.object({
  idempotencyKey: z.string().min(1).max(200).nullish(),
  fromNodeKey: z.string().max(100).nullish(),
  triggerNodeKey: z.string().max(100).nullish(),
});

export const decisionRules = z.object({
  comment: z.string().trim().max(2_000, 'Use at most 2,000 characters.').nullish(),
});

export const bulkRules = z.object({
  ids: z.array(z.string()).max(1_000, 'Choose at most 1,000 runs.').nullish(),
});

/** Types of nodes that begin a run, without the one for errors. */
const TRIGGERS = ['manual', 'schedule', 'webhook', 'event', 'run-finished'];

/** The node at which somebody's run begins: the named one, else the one for people, else the only one. */
export function triggerOf(graph: Graph, key: string | null | undefined): { node: GraphNode } | { problem: Problem } {
  const triggers = graph.nodes.filter((node) => TRIGGERS.includes(node.type));
  const problem = (message: string) => ({ problem: { path: 'triggerNodeKey', message } });
  if (key != null) {
    const named = triggers.find((node) => node.key === key);
    return named ? { node: named } : problem(`There is no trigger “${key}” in the published version.`);
  }
  const [node, other] = triggers.filter((node) => node.type === 'manual').concat(triggers);
  if (!node) return problem('The published version has no trigger to begin at.');
  if (node.type !== 'manual' && other && other !== node)
    return problem(`Say at which trigger to begin: ${triggers.map(({ key }) => key).join(', ')}.`);
  return { node };
}

/** The payload, defaults of the trigger's form filled in, with what is wrong with it. */
export function checkPayload(trigger: GraphNode, payload: unknown): { payload: unknown; problems: Problem[] } {
  const given = payload ?? null;
  if (Buffer.byteLength(JSON.stringify(given)) > MOST_PAYLOAD_BYTES)
    return { payload: null, problems: [{ path: 'payload', message: 'The payload is larger than 1 MiB.' }] };
  const form = trigger.type === 'manual' ? trigger.config.form : null;
  if (!isObject(form)) return { payload: given, problems: [] };
  const filled = checkForm(form, given ?? {}, 'payload');
  return { payload: filled.value, problems: filled.problems };
}

/** What somebody filled in, against the form's JSON Schema. */
export function checkForm(
  form: Record<string, unknown>,
  value: unknown,
  path: string,
): { value: Record<string, unknown>; problems: Problem[] } {
  const { parameters, problems } = checkParameters({ type: 'object', ...form }, value, MOST_PAYLOAD_BYTES);
  return {
    value: parameters,
    problems: problems.map((problem) => {
      const message = problem.message
        .replace('is not a parameter of this service', 'is not a field of the form')
        .replace('see the patterns in service.yaml', 'see the patterns in the form');
      return { path: [path, problem.path].filter(Boolean).join('.'), message: `${problem.path || path} ${message}.` };
    }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Outputs that are taken instead of running nodes, by key, with what is wrong with them. */
export function checkPinned(graph: Graph, pinned: unknown): { pinned: Record<string, unknown>; problems: Problem[] } {
  if (pinned == null) return { pinned: {}, problems: [] };
  if (!isObject(pinned))
    return { pinned: {}, problems: [{ path: 'pinned', message: 'Give an object: outputs by node key.' }] };
  if (Buffer.byteLength(JSON.stringify(pinned)) > MOST_PAYLOAD_BYTES)
    return { pinned: {}, problems: [{ path: 'pinned', message: 'The pinned outputs are larger than 1 MiB.' }] };
  const problems = Object.keys(pinned).flatMap((key) => {
    const message = pinProblem(graph, key);
    return message ? [{ path: `pinned.${key}`, message }] : [];
  });
  return { pinned, problems };
}

function pinProblem(graph: Graph, key: string): string | null {
  const node = graph.nodes.find((one) => one.key === key);
  if (!node) return `There is no node “${key}” in this version.`;
  if (!graph.edges.some((edge) => edge.to === key)) return 'A trigger is not pinned: give a payload instead.';
  if (loopsAround(graph, key)) return 'A node in a loop can’t be pinned: it has an output for each item.';
  const ports = new Set(graph.edges.filter((edge) => edge.from === key).map((edge) => edge.fromPort));
  for (const port of ['error', 'compensate']) ports.delete(port);
  return ports.size === 0 || ports.has('main') ? null : 'An output does not say by which port the node is left.';
}

/** Whether the node is in the body of a loop: reachable from its port `item`. */
function loopsAround(graph: Graph, key: string): boolean {
  const seen = new Set<string>();
  const next = [key];
  for (let at = next.pop(); at !== undefined; at = next.pop())
    for (const edge of graph.edges) {
      if (edge.to !== at) continue;
      const from = graph.nodes.find((node) => node.key === edge.from);
      // NOTE: what lies behind a loop is reached by its port `main`, and nothing else leads out of its body.
      if (from?.type === 'loop' && edge.fromPort === 'item') return true;
      if (!seen.has(edge.from)) {
        seen.add(edge.from);
        next.push(edge.from);
      }
    }
  return false;
}
