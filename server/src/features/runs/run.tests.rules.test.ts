import { describe, expect, test } from '@jest/globals';
import type { Graph } from '../workflows/graph.types.ts';
import { type KnownNode, nodeTest, type TestInput, testProblems } from './run.tests.rules.ts';

const node = (key: string, type = 'transform') => ({
  key,
  type,
  name: key,
  config: { value: key },
  position: { x: 0, y: 0 },
});
const edge = (text: string) => {
  const [from = '', to = ''] = text.split('>');
  const [key = '', port = 'main'] = from.split('.');
  return { from: key, fromPort: port, to };
};
/** start → check (yes, no) → join → each → work; a hook of its own leads to join, too. */
const GRAPH: Graph = {
  nodes: [
    node('start', 'manual'),
    node('hook', 'webhook'),
    node('check', 'condition'),
    node('yes'),
    node('no'),
    node('join'),
    node('each', 'loop'),
    node('work'),
    node('done'),
  ],
  edges: [
    'start>check',
    'check.true>yes',
    'check.false>no',
    'yes>join',
    'no>join',
    'hook>join',
    'join>each',
    'each.item>work',
    'each>done',
  ].map(edge),
  settings: { concurrency: { limit: 1, whenFull: 'QUEUE' } },
};
const known = (nodeKey: string, more: Partial<KnownNode> = {}): KnownNode => ({
  nodeKey,
  port: 'main',
  item: null,
  ...more,
});
const input = (nodeKey: string, more: Partial<TestInput> = {}): TestInput => ({
  nodeKey,
  outputs: {},
  item: undefined,
  triggerNodeKey: null,
  known: [],
  ...more,
});
const edgesOf = (graph: Graph) => graph.edges.map(({ from, fromPort, to }) => `${from}.${fromPort}>${to}`);

describe('the graph of a test', () => {
  test('has only what runs before the node, done, and no limits of its workflow', () => {
    const { graph, triggerNodeKey, copied, pins } = nodeTest(
      GRAPH,
      input('yes', { known: [known('check', { port: 'true' })] }),
    );
    expect(graph.nodes.map(({ key }) => key)).toEqual(['start', 'check', 'yes']);
    expect(edgesOf(graph)).toEqual(['start.main>check', 'check.main>yes']);
    expect([triggerNodeKey, copied, pins]).toEqual(['start', ['check'], []]);
    expect(graph.settings?.concurrency).toBeUndefined();
  });

  test.each([
    ['that was taken in the earlier run', { known: [known('check', { port: 'false' }), known('no')] }, ['no']],
    ['that is given an output', { outputs: { yes: 1 } }, ['yes']],
    ['of both, where nothing is known', {}, ['yes', 'no']],
  ])('leads to the node by the branch %s', (_what, more, from) => {
    const { graph } = nodeTest(GRAPH, input('join', more));
    expect(graph.edges.filter(({ to }) => to === 'join').map((one) => one.from)).toEqual(from);
  });

  test('begins at the trigger of the earlier run, whatever that is, with the payload as its output', () => {
    const { graph, triggerNodeKey } = nodeTest(GRAPH, input('join', { triggerNodeKey: 'hook' }));
    expect(triggerNodeKey).toBe('hook');
    expect(graph.nodes.find(({ key }) => key === 'hook')).toMatchObject({ type: 'manual', config: {} });
  });

  test('has the loop around the node under way with the one item that is given, else that of the earlier run', () => {
    const earlier = [known('each', { item: 'old' }), known('join')];
    for (const [item, items] of [
      ['new', ['new']],
      [undefined, ['old']],
    ] as const) {
      const { pins, graph } = nodeTest(GRAPH, input('work', { item, known: earlier }));
      expect(pins.filter(({ nodeKey }) => nodeKey === 'each')).toEqual([
        { nodeKey: 'each', path: '', output: null, items },
      ]);
      expect(edgesOf(graph)).toContain('each.item>work');
    }
  });

  test('takes a given output instead of the known one', () => {
    const { pins, copied } = nodeTest(
      GRAPH,
      input('done', { outputs: { join: 5 }, known: [known('join'), known('each')] }),
    );
    expect(copied).toEqual(['each']);
    expect(pins).toContainEqual({ nodeKey: 'join', path: '', output: 5, items: null });
  });
});

describe('what is wrong with a test', () => {
  test.each<[string, TestInput, string[], string[]]>([
    ['nothing', input('yes', { known: [known('check')] }), ['check'], []],
    ['an output of what does not run before', input('yes', { outputs: { work: 1 } }), [], ['outputs.work']],
    ['no output of what it reads', input('join'), ['yes'], ['outputs.yes']],
    ['one that did not finish', input('join', { known: [known('yes', { port: null })] }), ['yes'], ['outputs.yes']],
    ['nothing: it reads the trigger', input('check'), ['start'], []],
    ['no item of the loop', input('work'), [], ['item']],
    ['nothing: an item that is null is one', input('work', { item: null }), [], []],
  ])('%s', (_what, given, read, paths) => {
    expect(testProblems(GRAPH, given, read).map(({ path }) => path)).toEqual(paths);
  });
});
