import { expect, test } from '@jest/globals';
import type { Graph } from './graph.ts';
import { testInputOf, testInputs } from './test-data.ts';

const node = (key: string, config: Record<string, unknown> = {}) => ({
  key,
  type: 'http',
  name: `The ${key}`,
  config,
  position: { x: 0, y: 0 },
});
const graph: Graph = {
  nodes: [node('build'), node('old_one'), node('ask'), node('unread')],
  edges: [{ from: 'ask', fromPort: 'main', to: 'send' }],
};
const open = '$' + '{{';
const names = [
  { name: 'trigger', schema: {}, value: { branch: 'main' }, isTruncated: false },
  { name: 'nodes', schema: {}, value: { build: { output: { code: 0 } } }, isTruncated: false },
];

test('a test wants what the node reads: what leads to it, and what its expressions name', () => {
  const sending = node('send', {
    text: `${open} nodes.build.output.code }} ${open} nodes["old_one"].output }} ${open} trigger.branch }}`,
  });
  expect(testInputs(sending, graph, names)).toEqual([
    { key: '$payload', name: 'Trigger', value: { branch: 'main' } },
    { key: 'ask', name: 'The ask', value: undefined },
    { key: 'build', name: 'The build', value: { code: 0 } },
    { key: 'old_one', name: 'The old_one', value: undefined },
  ]);
});

test('only what is pinned is sent; the rest is the server’s to find', () => {
  const inputs = testInputs(
    node('send', { when: 'nodes.build.output.code == 0 && item.isOn && trigger.x' }),
    graph,
    names,
  );
  expect(testInputOf(inputs, {})).toEqual({});
  expect(testInputOf(inputs, { build: null, $item: { isOn: true }, $payload: 1, unread: 2 })).toEqual({
    outputs: { build: null },
    item: { isOn: true },
    payload: 1,
  });
});
