import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../platform/errors.ts';
import type { Graph, GraphNode } from '../workflows/graph.types.ts';
import { loopsAround, placeOf } from './expression.rules.ts';
import { type FinishedAttempt, reusedAttempts } from './run.retries.rules.ts';
import { isOpen, outermostLoop, withDownstream } from './run.rules.ts';
import { isTrigger } from './run.tests.rules.ts';
import type { RunStatus, RunTrigger } from './run.types.ts';

/** A run that is to go on, as far as it matters. */
export interface ResumedRun {
  status: keyof typeof RunStatus;
  trigger: keyof typeof RunTrigger;
  triggerNodeKey: string | null;
}

export interface ResumePlan {
  /** Why it can't go on, in a sentence. */
  problem: string | null;
  /** In the order of the graph. */
  keptNodeKeys: string[];
  redoneNodeKeys: string[];
  /** Rows of the attempts that are taken over. */
  reused: number[];
}

/**
 * What of a run is kept when it goes on by another graph: a finished node that is the same there, with the same edges leading to
 * it and in the same loops. What changed runs again, with all that is behind it; a loop is kept or runs as a whole. What was
 * removed is left behind: whatever used it has changed too.
 */
export function resumePlan(from: Graph, to: Graph, run: ResumedRun, attempts: readonly FinishedAttempt[]): ResumePlan {
  const problem = resumeProblem(to, from, run);
  if (problem) return { problem, keptNodeKeys: [], redoneNodeKeys: [], reused: [] };
  const keys = new Set(to.nodes.map(({ key }) => key));
  const changed = changedKeys(from, to);
  const again = new Set(changed.map((key) => loopsAround(to, key)[0] ?? key));
  // A loop whose body lost a node is no longer the same either.
  for (const { key } of from.nodes) {
    const [loop] = keys.has(key) ? [] : loopsAround(from, key);
    if (loop !== undefined && keys.has(loop)) again.add(loop);
  }
  // What was undone counts as not done, by the graph that undid it.
  const ran = new Set(attempts.map(({ nodeKey }) => nodeKey));
  for (const edge of from.edges) if (edge.fromPort === 'compensate' && ran.has(edge.to)) again.add(edge.from);
  const there = attempts.filter(
    (attempt) => keys.has(attempt.nodeKey) && keys.has(outermostLoop(attempt) ?? attempt.nodeKey),
  );
  const reused = new Set(reusedAttempts(to, there, null, [...again]));
  const kept = new Set(there.filter(({ rowId }) => reused.has(rowId)).map(({ nodeKey }) => nodeKey));
  const attempted = new Set(there.map(({ nodeKey }) => nodeKey));
  const redone = withDownstream(to, [...again, ...[...attempted].filter((key) => !kept.has(key))]);
  const inOrder = (wanted: ReadonlySet<string>) => to.nodes.map(({ key }) => key).filter((key) => wanted.has(key));
  return {
    problem: null,
    keptNodeKeys: inOrder(kept),
    redoneNodeKeys: inOrder(redone).filter((key) => !kept.has(key)),
    reused: [...reused],
  };
}

function resumeProblem(to: Graph, from: Graph, run: ResumedRun): string | null {
  if (run.trigger === 'TEST') return 'This run is the test of a node. Test the node again.';
  if (isOpen(run.status)) return 'This run is still under way. Cancel it first, or wait for its end.';
  if (run.status === 'SUCCEEDED') return 'This run succeeded: nothing of it is left to do.';
  const key = run.triggerNodeKey;
  if (key === null) return null;
  const before = from.nodes.find((node) => node.key === key);
  const after = to.nodes.find((node) => node.key === key);
  if (!after || !isTrigger(after))
    return `It began at “${before?.name || key}”, which is not in this version any more.`;
  return before && before.type !== after.type
    ? `It began at “${before.name || key}”, which is another kind of trigger in this version.`
    : null;
}

/** Nodes of `to` that are new, do something else, or are reached in another way. Of a trigger only what it is counts. */
function changedKeys(from: Graph, to: Graph): string[] {
  const before = new Map(from.nodes.map((node) => [node.key, node]));
  return to.nodes
    .filter((node) => {
      const old = before.get(node.key);
      if (!old || old.type !== node.type) return true;
      if (isTrigger(node)) return false;
      return !isDeepStrictEqual(workOf(old, from), workOf(node, to));
    })
    .map(({ key }) => key);
}

const workOf = ({ key, config, options }: GraphNode, graph: Graph) => ({
  config,
  options: options ?? {},
  edges: graph.edges
    .filter((edge) => edge.to === key)
    .map(({ from, fromPort }) => JSON.stringify([from, fromPort]))
    .sort(),
  loops: loopsAround(graph, key),
});

/** What a fork takes over, and the outputs that it is given instead. */
export interface ForkPlan {
  problems: Problem[];
  reused: number[];
  /** By key: the port by which the node was left. */
  edited: { key: string; port: string; output: unknown }[];
}

/** A fork begins at a node of which the run knows what leads to it; what else had not finished begins as well. */
export function forkPlan(
  graph: Graph,
  fromNodeKey: string,
  attempts: readonly FinishedAttempt[],
  outputs: Record<string, unknown>,
): ForkPlan {
  const node = graph.nodes.find(({ key }) => key === fromNodeKey);
  if (!node) return failed([{ path: 'fromNodeKey', message: `There is no node “${fromNodeKey}” in it.` }]);
  const [begin = fromNodeKey] = loopsAround(graph, fromNodeKey);
  const { upstream } = placeOf(graph, begin);
  const problems = Object.keys(outputs).flatMap((key) => {
    const message = outputProblem(graph, key, upstream);
    return message ? [{ path: `outputs.${key}`, message }] : [];
  });
  const rows = new Map(attempts.map((attempt) => [attempt.rowId, attempt]));
  const taken = reusedAttempts(graph, attempts, begin);
  const ports = new Map(
    taken.map((id) => rows.get(id)).flatMap((row) => (row?.path === '' ? [[row.nodeKey, row.port] as const] : [])),
  );
  const edited = Object.entries(outputs).map(([key, output]) => ({ key, port: ports.get(key) ?? 'main', output }));
  for (const { key, port } of edited) ports.set(key, port);
  const incoming = graph.edges.filter((edge) => edge.to === begin);
  const isReached = isTrigger(node) || incoming.some(({ from, fromPort }) => ports.get(from) === fromPort);
  if (!isReached && problems.length === 0)
    problems.push({
      path: 'fromNodeKey',
      message: `The run has not come to “${node.name || fromNodeKey}”: give outputs of what leads to it, or begin earlier.`,
    });
  if (problems.length > 0) return failed(problems);
  return { problems, reused: taken.filter((id) => !Object.hasOwn(outputs, rows.get(id)?.nodeKey ?? '')), edited };
}

const failed = (problems: Problem[]): ForkPlan => ({ problems, reused: [], edited: [] });

function outputProblem(graph: Graph, key: string, upstream: readonly string[]): string | null {
  const node = graph.nodes.find((one) => one.key === key);
  if (!node || !upstream.includes(key)) return `“${key}” is no node that runs before the one at which the fork begins.`;
  if (isTrigger(node)) return 'A trigger has no output of its own: give a payload instead.';
  return loopsAround(graph, key).length > 0
    ? 'A node in a loop has an output for each item: give that of the loop.'
    : null;
}
