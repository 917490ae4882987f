import { expect, test } from '@jest/globals';
import type { Graph, NodeTypeInfo } from './graph.ts';
import {
  addNode,
  alignNodes,
  connect,
  connectProblem,
  copyNodes,
  freshKey,
  nodeOf,
  pasteNodes,
  remove,
  renameKey,
  toKey,
} from './graph-edit.ts';
import { historyReducer, startHistory } from './graph-history.ts';
import { layOut } from './graph-layout.ts';

const http: NodeTypeInfo = {
  type: 'http',
  group: 'ACTION',
  name: 'HTTP request',
  description: '',
  icon: 'globe',
  configSchema: { properties: { method: { default: 'GET' }, url: {} } },
  ports: [{ name: 'main', label: 'Done', description: '' }],
  timeoutSeconds: 30,
};

const graph: Graph = {
  nodes: [
    { key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } },
    { key: 'build', type: 'http', name: 'Build', config: { url: '/' }, position: { x: 300, y: 0 } },
    {
      key: 'tell',
      type: 'notify',
      name: 'Tell',
      config: {
        text: '${{ nodes.build.output.id }} and ${{ nodes["build"].ok }} not nodes.builder',
        list: [{ a: 'nodes.build' }],
      },
      position: { x: 600, y: 40 },
    },
  ],
  edges: [
    { from: 'start', fromPort: 'main', to: 'build' },
    { from: 'build', fromPort: 'main', to: 'tell' },
  ],
};
const isTrigger = (type: string) => type === 'manual';

test('a node is added behind another one, connected, with its defaults and a free key', () => {
  const once = addNode(graph, http, { x: 0, y: 0 }, { key: 'tell', port: 'main' });
  expect(once.key).toBe('http');
  expect(nodeOf(once.graph, 'http')).toMatchObject({ name: 'HTTP request', config: { method: 'GET' } });
  expect(once.graph.edges).toContainEqual({ from: 'tell', fromPort: 'main', to: 'http' });
  const twice = addNode(once.graph, http, { x: 0, y: 0 });
  expect(twice.key).toBe('http_2');
  expect(nodeOf(twice.graph, 'http_2')?.position).not.toEqual({ x: 0, y: 0 });
  expect(freshKey('http_2', ['http', 'http_2'])).toBe('http_3');
  expect(toKey(' 2 Überprüfen: web ')).toBe('u_berpru_fen_web');
});

test('what can’t be connected is said', () => {
  const problem = (from: string, to: string) => connectProblem(graph, { from, fromPort: 'main', to }, isTrigger);
  expect(problem('start', 'tell')).toBeNull();
  expect(problem('tell', 'build')).toMatch(/circle/);
  expect(problem('build', 'start')).toMatch(/trigger/);
  expect(problem('build', 'build')).toMatch(/itself/);
  expect(problem('build', 'tell')).toMatch(/already/);
  expect(problem('build', 'gone')).toMatch(/gone/);
  expect(connect(graph, { from: 'build', fromPort: 'main', to: 'tell' })).toBe(graph);
});

test('a node goes with its edges, an edge alone', () => {
  expect(remove(graph, new Set(['build']))).toMatchObject({ edges: [], nodes: [{ key: 'start' }, { key: 'tell' }] });
  expect(remove(graph, new Set(), new Set(['build|main|tell'])).edges).toHaveLength(1);
});

test('a new key is written into the expressions of the others', () => {
  const renamed = renameKey(graph, 'build', 'compile');
  expect(nodeOf(renamed, 'tell')?.config).toEqual({
    text: '${{ nodes.compile.output.id }} and ${{ nodes["compile"].ok }} not nodes.builder',
    list: [{ a: 'nodes.compile' }],
  });
  expect(renamed.edges).toEqual([
    { from: 'start', fromPort: 'main', to: 'compile' },
    { from: 'compile', fromPort: 'main', to: 'tell' },
  ]);
  expect(renameKey(graph, 'build', 'tell')).toBe(graph);
});

test('a copy gets keys of its own, and its expressions follow', () => {
  const fragment = copyNodes(graph, new Set(['build', 'tell']));
  const pasted = pasteNodes(graph, fragment, { x: 40, y: 40 });
  expect(pasted.keys).toEqual(['build_2', 'tell_2']);
  expect(pasted.graph.edges).toContainEqual({ from: 'build_2', fromPort: 'main', to: 'tell_2' });
  expect(nodeOf(pasted.graph, 'tell_2')?.config.list).toEqual([{ a: 'nodes.build_2' }]);
  expect(nodeOf(pasted.graph, 'tell')).toEqual(nodeOf(graph, 'tell'));
  expect(nodeOf(pasted.graph, 'build_2')?.position).toEqual({ x: 340, y: 40 });
});

test('nodes are aligned and spread', () => {
  const all = new Set(['start', 'build', 'tell']);
  expect(alignNodes(graph, all, 'top').nodes.map((node) => node.position.y)).toEqual([0, 0, 0]);
  const uneven = {
    ...graph,
    nodes: graph.nodes.map((node, index) => ({ ...node, position: { x: [0, 10, 400][index] ?? 0, y: 0 } })),
  };
  expect(alignNodes(uneven, all, 'columns').nodes.map((node) => node.position.x)).toEqual([0, 200, 400]);
  expect(alignNodes(graph, new Set(['start']), 'left')).toBe(graph);
});

test('the layout goes from left to right, and nothing lies upon another', () => {
  const laid = layOut({ ...graph, nodes: graph.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })) });
  const [start, build, tell] = laid.nodes.map((node) => node.position.x);
  expect(start).toBeLessThan(build ?? 0);
  expect(build).toBeLessThan(tell ?? 0);
});

test('edits are undone and redone; one typing is one step', () => {
  let history = startHistory(graph);
  const rename = (name: string) =>
    ({
      type: 'edit',
      tag: 'build name',
      change: (from: Graph) => ({ ...from, nodes: from.nodes.map((node) => ({ ...node, name })) }),
    }) as const;
  for (const name of ['C', 'Co', 'Com']) history = historyReducer(history, rename(name));
  history = historyReducer(history, { type: 'edit', change: (from) => remove(from, new Set(['tell'])) });
  history = historyReducer(history, { type: 'undo' });
  expect(history.graph.nodes.map((node) => node.name)).toEqual(['Com', 'Com', 'Com']);
  history = historyReducer(history, { type: 'undo' });
  expect(history.graph).toBe(graph);
  expect(historyReducer(history, { type: 'undo' })).toBe(history);
  history = historyReducer(history, { type: 'redo' });
  history = historyReducer(history, { type: 'redo' });
  expect(history.graph.nodes).toHaveLength(2);
  history = historyReducer(history, { type: 'replace', graph });
  expect(historyReducer(history, { type: 'undo' }).graph.nodes).toHaveLength(2);
  expect(historyReducer(history, { type: 'edit', change: (from) => from })).toBe(history);
});
