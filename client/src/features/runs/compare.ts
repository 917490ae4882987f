import type { Compare_RunFragment as Run } from '../../graphql/generated.ts';
import { formatDuration, formatPlural } from '../../lib/format.ts';
import type { CanvasEdge } from '../../ui/graph-canvas/graph-canvas.tsx';
import { type NodeState, nodeStates, type RunGraph, readGraph } from './run-graph.ts';

/** A node as it went in two runs; null: that run's version has no such node. */
export interface NodePair {
  key: string;
  name: string;
  type: string;
  before: NodeState | null;
  after: NodeState | null;
  /** What is not the same, in words; empty where nothing differs but a little time. */
  differences: string[];
}

/** The address of a comparison; whoever opens it sees the same. */
export const comparePath = (slug: string, before: string, after: string) =>
  `/p/${slug}/runs/compare?before=${before}&after=${after}`;

/** Nodes by key, in the order in which the later run came by, those that it does not have last. */
export function pairNodes(before: Run, after: Run): NodePair[] {
  const mine = statesOf(before);
  const theirs = statesOf(after);
  const mineByKey = new Map(mine.map((state) => [state.key, state]));
  const theirKeys = new Set(theirs.map(({ key }) => key));
  return [
    ...theirs.map((state) => pair(mineByKey.get(state.key) ?? null, state)),
    ...mine.filter(({ key }) => !theirKeys.has(key)).map((state) => pair(state, null)),
  ];
}

const statesOf = (run: Run) => nodeStates(readGraph(run.workflowVersion.graph), run.nodeRuns, run.status);

function pair(before: NodeState | null, after: NodeState | null): NodePair {
  const { key, name, type } = (after ?? before) as NodeState;
  return { key, name, type, before, after, differences: differencesOf(before, after) };
}

function differencesOf(before: NodeState | null, after: NodeState | null): string[] {
  if (!before) return ['New in this version'];
  if (!after) return ['Gone in this version'];
  const words = [
    before.status === after.status ? null : 'Another end',
    leftBy(before) === leftBy(after) ? null : 'Left by another port',
    before.attempts === after.attempts || before.attempts === 0 || after.attempts === 0
      ? null
      : `${formatPlural(after.attempts, 'attempt')} instead of ${before.attempts}`,
    before.latest.length === after.latest.length || before.latest.length < 2
      ? null
      : `${formatPlural(after.latest.length, 'iteration')} instead of ${before.latest.length}`,
    slower(before.durationMs, after.durationMs),
  ];
  return words.filter((word) => word !== null);
}

const leftBy = ({ latest }: NodeState) => (latest.length === 1 ? (latest[0]?.port ?? '') : '');

/** Twice as long is worth a word where it is a second at least. */
function slower(before: number | null, after: number | null): string | null {
  if (before === null || after === null || Math.abs(after - before) < 1_000) return null;
  if (after >= 2 * before) return 'Took much longer';
  return before >= 2 * after ? 'Took much less time' : null;
}

/** `+1.2s`, `−420ms`; null where one of them has no duration. */
export function durationChange(before: number | null, after: number | null): string | null {
  if (before === null || after === null) return null;
  const change = after - before;
  return change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${formatDuration(Math.abs(change))}`;
}

/** Attempts that belong together: the last of each iteration in both runs; those that ended differently first. */
export interface AttemptPair {
  path: string;
  before: NodeState['latest'][number] | null;
  after: NodeState['latest'][number] | null;
  isDifferent: boolean;
}

export function pairAttempts({ before, after }: NodePair): AttemptPair[] {
  const mine = new Map(before?.latest.map((nodeRun) => [nodeRun.path, nodeRun]));
  const theirs = new Map(after?.latest.map((nodeRun) => [nodeRun.path, nodeRun]));
  const pairs = [...new Set([...theirs.keys(), ...mine.keys()])].map((path) => {
    const one = mine.get(path) ?? null;
    const other = theirs.get(path) ?? null;
    return { path, before: one, after: other, isDifferent: one?.status !== other?.status };
  });
  return pairs.sort((one, other) => Number(other.isDifferent) - Number(one.isDifferent));
}

/** Both graphs in one: the later one, and what it does not have any more. */
export function unitedGraph(before: Run, after: Run): RunGraph {
  const [old, now] = [readGraph(before.workflowVersion.graph), readGraph(after.workflowVersion.graph)];
  const keys = new Set(now.nodes.map(({ key }) => key));
  const idOf = ({ from, fromPort, to }: CanvasEdge) => `${from}:${fromPort}>${to}`;
  const edges = new Set(now.edges.map(idOf));
  return {
    nodes: [...now.nodes, ...old.nodes.filter(({ key }) => !keys.has(key))],
    edges: [...now.edges, ...old.edges.filter((edge) => !edges.has(idOf(edge)))],
  };
}
