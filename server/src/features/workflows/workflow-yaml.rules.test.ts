import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../platform/errors.ts';
import type { Graph, GraphNode } from './graph.types.ts';
import { diffGraphs, isSameWork } from './graph-diff.rules.ts';
import { fromYaml, toYaml } from './workflow-yaml.rules.ts';

const node = (key: string, config: GraphNode['config'] = {}): GraphNode => ({
  key,
  type: 'http',
  name: key,
  config,
  position: { x: 1, y: 2 },
});
const GRAPH: Graph = {
  nodes: [node('a', { url: 'https://a.example', b: 'two\nlines: yes', no: 'no', at: '2026-01-01' }), node('b')],
  edges: [{ from: 'a', fromPort: 'main', to: 'b' }],
  settings: { priority: 1 },
};
const FILE = { name: 'A: flow', slug: 'a-flow', description: null, graph: GRAPH };

describe('files', () => {
  test('come back as they were, as YAML and as JSON', () => {
    expect(fromYaml(toYaml(FILE))).toEqual(FILE);
    const { graph, description: _none, ...names } = FILE;
    expect(fromYaml(JSON.stringify({ ...names, ...graph }))).toEqual(FILE);
  });

  test('the same graph gives the same text, in whatever order its fields came', () => {
    const [first, ...rest] = GRAPH.nodes as [GraphNode, GraphNode];
    const turned = { ...first, config: Object.fromEntries(Object.entries(first.config).reverse()) };
    expect(toYaml({ ...FILE, graph: { ...GRAPH, nodes: [turned, ...rest] } })).toBe(toYaml(FILE));
  });

  test('fields of a form stay in the order in which they were drawn', () => {
    const field = { type: 'string' };
    const drawn = (properties: object): Graph => ({
      ...GRAPH,
      nodes: [node('form', { schema: { type: 'object', properties, required: ['b'] } })],
      edges: [],
    });
    const graph = drawn({ version: field, b: { ...field, title: 'B' }, environment: field });
    const text = toYaml({ ...FILE, graph });
    const back = fromYaml(text).graph;
    const [form] = back.nodes as [GraphNode];
    expect(Object.keys((form.config.schema as { properties: object }).properties)).toEqual([
      'version',
      'b',
      'environment',
    ]);
    expect(toYaml({ ...FILE, graph: back })).toBe(text);

    const turned = drawn({ environment: field, version: field, b: { title: 'B', ...field } });
    expect(diffGraphs(graph, turned).nodes).toMatchObject([
      { key: 'form', change: 'CHANGED', fields: [{ path: 'config.schema.properties' }] },
    ]);
    expect(diffGraphs(graph, drawn({ version: field, b: { title: 'B', ...field }, environment: field })).nodes).toEqual(
      [],
    );
  });

  test('what people leave out is filled in', () => {
    expect(fromYaml('name: Small\nnodes:\n  - { key: start, type: manual }\n').graph).toEqual({
      nodes: [{ key: 'start', type: 'manual', name: 'start', config: {}, position: { x: 0, y: 0 } }],
      edges: [],
    });
  });

  test.each([
    ['no YAML', 'a: [', 'source'],
    ['a list', '- 1', 'source'],
    ['nothing', '', 'source'],
    ['anchors, which can grow without end', 'name: &a x\nnodes: [*a]', 'source'],
    ['a key twice', 'name: a\nname: b', 'source'],
    ['another format', 'pilothouse: 99\nname: a\nnodes: []', 'pilothouse'],
    ['no name', 'nodes: []', 'name'],
    ['more than 2 MiB', `name: ${'x'.repeat(2_200_000)}`, 'source'],
  ])('%s is refused', (_what, source, path) => {
    expect.assertions(2);
    try {
      fromYaml(source);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).details.problems).toMatchObject([{ path, message: expect.stringMatching(/[.”]$/) }]);
    }
  });
});

describe('differences', () => {
  test('of equal graphs there are none', () => {
    expect(diffGraphs(GRAPH, structuredClone(GRAPH))).toEqual({ nodes: [], edges: [], settings: [] });
  });

  test('are said at the deepest place; where a node stands is no work', () => {
    const [a, b] = structuredClone(GRAPH.nodes) as [GraphNode, GraphNode];
    const moved = { ...GRAPH, nodes: [{ ...a, position: { x: 9, y: 2 } }, b] };
    expect(diffGraphs(GRAPH, moved).nodes).toEqual([{ key: 'a', name: 'a', change: 'MOVED', fields: [] }]);
    expect(isSameWork(diffGraphs(GRAPH, moved))).toBe(true);

    const other: Graph = {
      nodes: [{ ...a, config: { ...a.config, url: 'https://b.example' } }, node('c')],
      edges: [{ from: 'a', fromPort: 'main', to: 'c' }],
    };
    expect(diffGraphs(GRAPH, other)).toEqual({
      nodes: [
        { key: 'b', name: 'b', change: 'REMOVED', fields: [] },
        {
          key: 'a',
          name: 'a',
          change: 'CHANGED',
          fields: [{ path: 'config.url', before: 'https://a.example', after: 'https://b.example' }],
        },
        { key: 'c', name: 'c', change: 'ADDED', fields: [] },
      ],
      edges: [
        { from: 'a', fromPort: 'main', to: 'b', change: 'REMOVED' },
        { from: 'a', fromPort: 'main', to: 'c', change: 'ADDED' },
      ],
      settings: [{ path: 'priority', before: 1, after: null }],
    });
    expect(isSameWork(diffGraphs(GRAPH, other))).toBe(false);
  });
});
