import type { RunGraph_NodeRunFragment as NodeRun, NodeRunStatus, RunStatus } from '../../graphql/generated.ts';
import type { CanvasEdge } from '../../ui/graph-canvas/graph-canvas.tsx';
import type { Status } from '../../ui/status-badge.tsx';

/** What a run needs to know of its version's graph. */
export interface RunGraph {
  nodes: {
    key: string;
    type: string;
    name: string;
    config?: Record<string, unknown>;
    position?: { x: number; y: number };
  }[];
  edges: { from: string; fromPort: string; to: string }[];
}

/** A node of the graph, and how it went in this run. */
export interface NodeState {
  key: string;
  type: string;
  name: string;
  status: Status;
  /** All attempts in all iterations, oldest first. */
  nodeRuns: NodeRun[];
  /** The last attempt of each iteration; one outside of loops. */
  latest: NodeRun[];
  /** The most attempts that an iteration took. */
  attempts: number;
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
}

/** The graph in what the server sends as JSON. */
export function readGraph(graph: unknown): RunGraph {
  const { nodes, edges } = (typeof graph === 'object' && graph !== null ? graph : {}) as Partial<RunGraph>;
  return { nodes: Array.isArray(nodes) ? nodes : [], edges: Array.isArray(edges) ? edges : [] };
}

export const hasEnded = (status: RunStatus): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELED' || status === 'TIMED_OUT';

/** The worst news first: of a node in a loop, one word has to stand for many iterations. */
const precedence: readonly NodeRunStatus[] = ['RUNNING', 'WAITING', 'FAILED', 'TIMED_OUT', 'CANCELED', 'SUCCEEDED'];

/** How each node of the graph stands, in the order they began; those that have not, last. */
export function nodeStates(graph: RunGraph, nodeRuns: NodeRun[], runStatus: RunStatus): NodeState[] {
  const byKey = Map.groupBy(nodeRuns, (nodeRun) => nodeRun.nodeKey);
  const places = new Map([...byKey.keys()].map((key, index) => [key, index]));
  const states = graph.nodes.map((node) => stateOf(node, byKey.get(node.key) ?? [], runStatus));
  const placeOf = ({ key }: NodeState) => places.get(key) ?? places.size;
  return states.sort((one, other) => placeOf(one) - placeOf(other));
}

function stateOf(node: RunGraph['nodes'][number], nodeRuns: NodeRun[], runStatus: RunStatus): NodeState {
  const latest = latestOf(nodeRuns);
  const status = precedence.find((each) => latest.some((nodeRun) => nodeRun.status === each));
  const isApproval = latest.some((nodeRun) => nodeRun.status === 'WAITING' && nodeRun.wait?.kind === 'APPROVAL');
  const isOver = status !== undefined && status !== 'RUNNING' && status !== 'WAITING';
  const starts = nodeRuns.flatMap(({ startedAt }) => startedAt ?? []).sort();
  const ends = nodeRuns.flatMap(({ finishedAt }) => finishedAt ?? []).sort();
  const startedAt = starts[0] ?? null;
  const finishedAt = isOver ? (ends.at(-1) ?? null) : null;
  const only = nodeRuns.length === 1 ? nodeRuns[0] : undefined;
  return {
    key: node.key,
    type: node.type,
    name: node.name,
    status: status === 'WAITING' && isApproval ? 'AWAITING_APPROVAL' : (status ?? idleStatus(runStatus)),
    nodeRuns,
    latest,
    attempts: Math.max(0, ...latest.map(({ attempt }) => attempt)),
    startedAt,
    finishedAt,
    durationMs: only?.durationMs ?? (startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null),
  };
}

const idleStatus = (runStatus: RunStatus): Status => (hasEnded(runStatus) ? 'SKIPPED' : 'PENDING');

function latestOf(nodeRuns: NodeRun[]): NodeRun[] {
  const latest = new Map<string, NodeRun>();
  for (const nodeRun of nodeRuns) {
    const before = latest.get(nodeRun.path ?? '');
    if (!before || before.attempt <= nodeRun.attempt) latest.set(nodeRun.path ?? '', nodeRun);
  }
  return [...latest.values()];
}

/** The edges, and which of them the run went along. */
export function runEdges(graph: RunGraph, states: NodeState[]): CanvasEdge[] {
  const fired = new Set(
    states.flatMap(({ key, latest }) => latest.flatMap(({ port }) => (port ? [`${key}:${port}`] : []))),
  );
  return graph.edges.map((edge) => ({ ...edge, isTaken: fired.has(`${edge.from}:${edge.fromPort}`) }));
}

/** The ports that edges leave by, which are those a picture needs. */
export function portsOf(graph: RunGraph, key: string): { name: string; label: string }[] {
  const names = new Set(graph.edges.filter(({ from }) => from === key).map(({ fromPort }) => fromPort));
  return [...names].map((name) => ({ name, label: name }));
}

/** `each[3]` as a reader counts: `each 4`. */
export function pathLabel(path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, (_, index: string) => ` ${Number(index) + 1}`).replaceAll('/', ', ');
}

/** The JSON Schema of the form that a run's trigger has. */
export function formOf(graph: RunGraph, triggerNodeKey: string | null): unknown {
  return graph.nodes.find(({ key }) => key === triggerNodeKey)?.config?.form;
}

/**
 * The nodes whose output can stand for running them: they have one, once, and it says where to go on. The server refuses others; what can't
 * be chosen is not offered.
 */
export function pinnable(graph: RunGraph, states: NodeState[]): NodeState[] {
  return states.filter(({ key, latest }) => {
    const ports = portsOf(graph, key).map(({ name }) => name);
    const goesOn = ports.every((name) => name === 'error' || name === 'compensate') || ports.includes('main');
    const hasOutput = latest.length === 1 && latest[0]?.path === '' && latest[0].status === 'SUCCEEDED';
    return hasOutput && goesOn && graph.edges.some(({ to }) => to === key);
  });
}

/** Of the nodes on the way to a node, those with an output that can be replaced. */
export function nodesBefore(graph: RunGraph, states: NodeState[], key: string): NodeState[] {
  const before = new Set<string>();
  const next = [key];
  for (let at = next.pop(); at !== undefined; at = next.pop())
    for (const { from, to } of graph.edges)
      if (to === at && !before.has(from)) {
        before.add(from);
        next.push(from);
      }
  return pinnable(graph, states).filter((state) => state.key !== key && before.has(state.key));
}
