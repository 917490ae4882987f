import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../platform/errors.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { isPublishable, parseGraph, validateGraph } from './graph.rules.ts';
import type { Graph, GraphEdge, GraphNode } from './graph.types.ts';

const node = (key: string, type = 'delay', more: Partial<GraphNode> = {}): GraphNode => ({
  key,
  type,
  name: key,
  config: type === 'delay' ? { seconds: 1 } : type === 'loop' ? { items: '[1, 2]' } : {},
  position: { x: 0, y: 0 },
  ...more,
});
/** `a→b`, or `a.port→b`. */
const edge = (text: string): GraphEdge => {
  const [source = '', to = ''] = text.split('→');
  const [from = '', fromPort = 'main'] = source.split('.');
  return { from, fromPort, to };
};
const graph = (nodes: GraphNode[], edges: string[], settings?: Graph['settings']): Graph => ({
  nodes,
  edges: edges.map(edge),
  ...(settings && { settings }),
});
const check = (given: Graph) =>
  validateGraph(given, {
    typeOf: nodeTypeOf,
    services: new Set(['shop']),
    environments: new Set(['staging']),
    workflows: new Set(['other']),
    channels: new Set(['team']),
    secrets: new Set(['TOKEN']),
  });
const errorsOf = (given: Graph) =>
  check(given)
    .problems.filter(({ severity }) => severity === 'ERROR')
    .map(({ nodeKey, path }) => `${nodeKey ?? '-'} ${path}`.trim());

const start = node('start', 'manual');
const BODY = [start, node('each', 'loop'), node('work'), node('after')];

describe('what can be run', () => {
  test.each<[string, Graph]>([
    ['a trigger alone', graph([start], [])],
    ['branches that meet', graph([start, node('a'), node('b'), node('c')], ['start→a', 'start→b', 'a→c', 'b→c'])],
    ['two triggers', graph([start, node('hook', 'webhook'), node('a')], ['start→a', 'hook→a'])],
    ['a loop', graph(BODY, ['start→each', 'each.item→work', 'each→after'])],
    [
      'a loop in a loop',
      graph(
        [...BODY, node('inner', 'loop'), node('deep')],
        ['start→each', 'each.item→inner', 'inner.item→deep', 'inner→work', 'each→after'],
      ),
    ],
    ['what undoes', graph([start, node('a'), node('undo')], ['start→a', 'a.compensate→undo'])],
    ['an error handler', graph([start, node('oops', 'error'), node('tell')], ['oops→tell'])],
    [
      'a branch for errors',
      graph([start, node('a', 'delay', { options: { onError: 'BRANCH' } }), node('b')], ['start→a', 'a.error→b']),
    ],
  ])('%s', (_what, given) => {
    expect(errorsOf(given)).toEqual([]);
    expect(isPublishable(check(given))).toBe(true);
  });
});

describe('what can’t be run, and where', () => {
  test.each<[string, Graph, string[]]>([
    ['nothing', graph([], []), ['- nodes']],
    ['only an error handler', graph([node('oops', 'error')], []), ['- nodes']],
    ['a key that is none', graph([start, node('A b')], ['start→A b']), ['A b key']],
    ['two of one key', graph([start, node('a'), node('a')], ['start→a']), ['a key']],
    ['an unknown type', graph([start, node('a', 'magic')], ['start→a']), ['a type']],
    ['an edge from nowhere', graph([start], ['gone→start']), ['- edges.0']],
    ['an edge to nowhere', graph([start], ['start→gone']), ['start edges.0']],
    ['the same edge twice', graph([start, node('a')], ['start→a', 'start→a']), ['start edges.1']],
    ['a port that is not there', graph([start, node('a')], ['start→a', 'start.left→a']), ['start edges.1']],
    [
      'an error port of a node that fails',
      graph([start, node('a'), node('b')], ['start→a', 'a.error→b']),
      ['a edges.1'],
    ],
    [
      'an edge into a trigger',
      graph([start, node('a'), node('hook', 'webhook')], ['start→a', 'a→hook']),
      ['a edges.1'],
    ],
    ['a node that nothing leads to', graph([start, node('a')], []), ['a']],
    ['a ring', graph([start, node('a'), node('b')], ['start→a', 'a→b', 'b→a']), ['a edges']],
    ['out of a loop', graph(BODY, ['start→each', 'each.item→work', 'each→after', 'work→after']), ['after edges.3']],
    ['into a loop', graph(BODY, ['start→each', 'each.item→work', 'each→after', 'start→work']), ['work edges.3']],
    ['undone and normal', graph([start, node('a'), node('b')], ['start→a', 'a.compensate→b', 'a→b']), ['b edges.2']],
    [
      'undoing what undoes',
      graph([start, node('a'), node('b'), node('c')], ['start→a', 'a.compensate→b', 'b.compensate→c']),
      ['b edges.2'],
    ],
    ['two error handlers', graph([start, node('one', 'error'), node('two', 'error')], []), ['two type']],
    [
      'a wrong config',
      graph([start, node('a', 'delay', { config: { seconds: -1 } })], ['start→a']),
      ['a config.seconds'],
    ],
    [
      'wrong options',
      graph(
        [start, node('a', 'delay', { options: { retry: { attempts: 0, backoffSeconds: 1, maxBackoffSeconds: 1 } } })],
        ['start→a'],
      ),
      ['a options.retry.attempts'],
    ],
    [
      'what a limit is counted by',
      graph(
        [start, node('a', 'delay', { options: { rateLimit: { count: 1, perSeconds: 1, key: 'nodes.later.output' } } })],
        ['start→a'],
      ),
      ['a options.rateLimit.key'],
    ],
    ['wrong settings', graph([start], [], { priority: 11 }), ['- settings.priority']],
    ['a permission that is none', graph([start], [], { permissions: ['all'] }), ['- settings.permissions.0']],
    [
      'places that are not there',
      graph([start, node('a', 'deploy', { config: { service: 'x', environment: 'y', version: '1' } })], ['start→a']),
      ['a config.service', 'a config.environment'],
    ],
    [
      'a workflow that is not there',
      graph([start, node('a', 'sub-workflow', { config: { workflow: 'x', payload: {} } })], ['start→a']),
      ['a config.workflow'],
    ],
    [
      'an expression that is none',
      graph([start, node('each', 'loop', { config: { items: '1 +' } }), node('a')], ['start→each', 'each.item→a']),
      ['each config.items'],
    ],
    [
      'a node that is not before it',
      graph(
        [start, node('a', 'delay', { config: { seconds: `\${{ nodes.b.output }}` } }), node('b')],
        ['start→a', 'start→b'],
      ),
      ['a config.seconds'],
    ],
    [
      'a loop’s item outside of it',
      graph(
        [...BODY.slice(0, 3), node('after', 'delay', { config: { seconds: `\${{ index }}` } })],
        ['start→each', 'each.item→work', 'each→after'],
      ),
      ['after config.seconds'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(errorsOf(given)).toEqual(expected);
    for (const { message } of check(given).problems) expect(message).toMatch(/^\S.*[.?!”]$/s);
  });
});

test('expressions know what runs before their node, and items only in loops', () => {
  const { nodes } = check(graph(BODY, ['start→each', 'each.item→work', 'each→after']));
  const namesOf = (key: string) => {
    const variables = nodes.find((shape) => shape.key === key)?.variables ?? {};
    const properties = variables.properties as Record<string, { properties?: object }>;
    return [Object.keys(properties).includes('item'), Object.keys(properties.nodes?.properties ?? {})];
  };
  expect(namesOf('work')).toEqual([true, ['start', 'each']]);
  expect(namesOf('after')).toEqual([false, ['start', 'each']]);
});

test.each(['input == "yes"', 'has(input.a) && input.a == input.b'])(
  'what comes along several edges may be the output of one node, or of each: %s',
  (expression) => {
    const ends = node('end', 'condition', { config: { expression } });
    const branches = graph(
      [start, node('which', 'condition', { config: { expression: 'trigger == 1' } }), node('a'), node('b'), ends],
      ['start→which', 'which.true→a', 'which.false→b', 'a→end', 'b→end'],
    );
    expect(errorsOf(branches)).toEqual([]);
  },
);

test('a large graph is checked in a moment', () => {
  const keys = Array.from({ length: 499 }, (_, index) => `n${index}`);
  const given = graph(
    [start, ...keys.map((key) => node(key))],
    keys.map((key, index) => `${keys[index - 1] ?? 'start'}→${key}`),
  );
  const begun = performance.now();
  expect(errorsOf(given)).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

describe('the shape', () => {
  const refusal = (value: unknown) => {
    try {
      return parseGraph(value);
    } catch (error) {
      return error instanceof AppError ? (error.details.problems as { path: string }[]).map(({ path }) => path) : error;
    }
  };
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

  test.each<[string, unknown, string[]]>([
    ['null', null, ['graph']],
    ['no edges', { nodes: [] }, ['graph.edges']],
    ['more than nodes and edges', { nodes: [], edges: [], more: 1 }, ['graph']],
    ['a megabyte', { nodes: [node('a', 'delay', { config: { text: 'x'.repeat(1_048_576) } })], edges: [] }, ['graph']],
    ['a deep one', { nodes: [], edges: [], settings: nested(70) }, ['graph']],
    ['half a character', { nodes: [node('a', 'delay', { name: '\ud800' })], edges: [] }, ['graph']],
  ])('%s is refused', (_what, value, paths) => {
    expect(refusal(value)).toEqual(paths);
  });

  test('what is wrong in every other way is kept: it is being drawn', () => {
    const unfinished = graph([node('A b', 'magic', { options: { retry: 1 } as never })], ['x→y']);
    expect(parseGraph(unfinished)).toEqual(unfinished);
  });
});
