import { expect, test } from '@jest/globals';
import type { RunGraph_NodeRunFragment as NodeRun, NodeRunStatus } from '../../graphql/generated.ts';
import { nodeStates, pathLabel, type RunGraph, readGraph, runEdges } from './run-graph.ts';
import { timelineOf } from './timeline.ts';

const node = (key: string) => ({ key, type: 'code', name: key, position: { x: 0, y: 0 } });
const graph: RunGraph = {
  nodes: [node('start'), node('each'), node('never')],
  edges: [
    { from: 'start', fromPort: 'main', to: 'each' },
    { from: 'start', fromPort: 'error', to: 'never' },
  ],
};
const nodeRun = (nodeKey: string, status: NodeRunStatus, changes: Partial<NodeRun> = {}): NodeRun => ({
  id: `${nodeKey} ${changes.path} ${changes.attempt}`,
  nodeKey,
  path: '',
  attempt: 1,
  status,
  port: status === 'SUCCEEDED' ? 'main' : null,
  isReused: false,
  startedAt: '2026-11-20T12:00:00Z',
  finishedAt: '2026-11-20T12:00:02Z',
  durationMs: 2_000,
  wait: null,
  ...changes,
});
const stateOf = (key: string, nodeRuns: NodeRun[], status: 'RUNNING' | 'FAILED' = 'RUNNING') =>
  nodeStates(graph, nodeRuns, status).find((state) => state.key === key);

test('a node stands where its last attempt stands', () => {
  const state = stateOf('each', [nodeRun('each', 'FAILED'), nodeRun('each', 'SUCCEEDED', { attempt: 2 })]);
  expect(state).toMatchObject({ status: 'SUCCEEDED', attempts: 2 });
});

test('of many iterations the worst news is shown', () => {
  const done = nodeRun('each', 'SUCCEEDED', { path: 'loop[0]' });
  expect(stateOf('each', [done, nodeRun('each', 'FAILED', { path: 'loop[1]' })])?.status).toBe('FAILED');
  expect(stateOf('each', [done, nodeRun('each', 'RUNNING', { path: 'loop[1]' })])?.status).toBe('RUNNING');
});

test('what has not begun is pending, and skipped once the run has ended', () => {
  expect(stateOf('never', [])?.status).toBe('PENDING');
  expect(stateOf('never', [], 'FAILED')?.status).toBe('SKIPPED');
});

test('the nodes come in the order they began, and the edges that were gone along are marked', () => {
  const states = nodeStates(graph, [nodeRun('each', 'SUCCEEDED'), nodeRun('start', 'SUCCEEDED')], 'RUNNING');
  expect(states.map(({ key }) => key)).toEqual(['each', 'start', 'never']);
  expect(runEdges(graph, states).map(({ isTaken }) => isTaken)).toEqual([true, false]);
});

test('a graph that is none is empty, and iterations count from 1', () => {
  expect(readGraph(null)).toEqual({ nodes: [], edges: [] });
  expect(pathLabel('each[3]/inner[0]')).toBe('each 4, inner 1');
});

test('bars lie where their attempts lie in time; what runs reaches to now', () => {
  const nowMs = Date.parse('2026-11-20T12:00:10Z');
  const { bars } = timelineOf(
    [
      nodeRun('start', 'SUCCEEDED'),
      nodeRun('each', 'RUNNING', { startedAt: '2026-11-20T12:00:05Z', finishedAt: null, durationMs: null }),
      nodeRun('old', 'SUCCEEDED', { isReused: true }),
    ],
    nowMs,
  );
  expect(bars.map(({ left, width }) => [left, width])).toEqual([
    [0, 20],
    [50, 50],
  ]);
  expect(timelineOf([], nowMs).bars).toEqual([]);
});
