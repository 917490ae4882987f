import type { Graph } from '../workflows/graph.types.ts';
import { type Attempted, outermostLoop, restartKeys, withDownstream } from './run.rules.ts';

/** An attempt of the run that is tried again. */
export interface FinishedAttempt extends Attempted {
  rowId: number;
  attempt: number;
  /** The port that its end fired; null where its end ended the run. */
  port: string | null;
}

/**
 * The attempts that the new run takes over: the last one of each node that finished and does not lie behind where it begins.
 * A loop is taken as a whole, with all that ran in it, or not at all. What compensation has undone counts as not done, and so do `changed`
 * nodes.
 */
export function reusedAttempts(
  graph: Graph,
  attempts: readonly FinishedAttempt[],
  fromNodeKey: string | null,
  changed: readonly string[] = [],
): number[] {
  const aside = asideKeys(graph);
  const main = attempts.filter((attempt) => !aside.has(attempt.nodeKey));
  const finished = main.filter(({ status, port }) => status === 'SUCCEEDED' || port !== null);
  const last = new Map(finished.map((attempt) => [`${attempt.path} ${attempt.nodeKey}`, attempt]));
  const ran = new Set(attempts.map(({ nodeKey }) => nodeKey));
  const undone = graph.edges
    .filter((edge) => edge.fromPort === 'compensate' && ran.has(edge.to))
    .map((edge) => edge.from);
  const known = main.map((attempt) =>
    last.has(`${attempt.path} ${attempt.nodeKey}`) ? { ...attempt, status: 'SUCCEEDED' as const } : attempt,
  );
  const again = withDownstream(graph, [...restartKeys(known, fromNodeKey), ...undone, ...changed]);
  return [...last.values()]
    .filter((attempt) => !again.has(outermostLoop(attempt) ?? attempt.nodeKey))
    .map(({ rowId }) => rowId);
}

/** Nodes that are no part of the normal flow: behind `compensate`, and behind the trigger for errors. */
function asideKeys(graph: Graph): Set<string> {
  const compensations = graph.edges.filter((edge) => edge.fromPort === 'compensate').map((edge) => edge.to);
  const handlers = graph.nodes.filter((node) => node.type === 'error').map((node) => node.key);
  return withDownstream(graph, [...compensations, ...handlers]);
}
