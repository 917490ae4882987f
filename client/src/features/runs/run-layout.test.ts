import { expect, test } from '@jest/globals';
import { laidOut } from './run-layout.ts';

const node = (key: string, position?: { x: number; y: number }) => ({
  key,
  type: 'script',
  name: key,
  ...(position ? { position } : {}),
});
const edges = [
  { from: 'a', fromPort: 'main', to: 'b' },
  { from: 'b', fromPort: 'main', to: 'c' },
];

test('what was drawn stays as it was drawn', () => {
  const graph = { nodes: [node('a', { x: 0, y: 0 }), node('b', { x: 208, y: 0 }), node('c', { x: 0, y: 52 })], edges };
  expect(laidOut(graph)).toBe(graph);
});

test.each([
  ['a node has no place', [node('a', { x: 0, y: 0 }), node('b'), node('c', { x: 600, y: 0 })]],
  ['a node stands on another', [node('a', { x: 0, y: 0 }), node('b', { x: 150, y: 40 }), node('c', { x: 600, y: 0 })]],
])('where %s, the nodes stand in columns, the way the run goes', (_, nodes) => {
  const [a, b, c] = laidOut({ nodes, edges }).nodes.map(({ position }) => position);
  expect(b?.x).toBeGreaterThanOrEqual((a?.x ?? 0) + 208);
  expect(c?.x).toBeGreaterThanOrEqual((b?.x ?? 0) + 208);
});
