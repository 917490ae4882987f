import { describe, expect, test } from '@jest/globals';
import type { Graph } from '../workflows/graph.types.ts';
import { intersection, narrowedGrant } from './run.grant.rules.ts';
import { checkPayload, checkPinned, MOST_PAYLOAD_BYTES, triggerOf } from './run.input.rules.ts';
import { reusedAttempts } from './run.retries.rules.ts';

const node = (key: string, type = 'transform', config = {}) => ({
  key,
  type,
  name: key,
  config,
  position: { x: 0, y: 0 },
});
const graph = (nodes: Graph['nodes'], ...edges: string[]): Graph => ({
  nodes,
  edges: edges.map((text) => {
    const [from = '', fromPort = '', to = ''] = text.split(' ');
    return { from, fromPort, to };
  }),
});

describe('where a run begins', () => {
  const both = graph([node('hook', 'webhook'), node('start', 'manual'), node('oops', 'error')]);

  test('at the node for people, or at the one that is named', () => {
    expect(triggerOf(both, null)).toMatchObject({ node: { key: 'start' } });
    expect(triggerOf(both, 'hook')).toMatchObject({ node: { key: 'hook' } });
  });

  test('at the only one, but not at one of several', () => {
    expect(triggerOf(graph([node('hook', 'webhook')]), null)).toMatchObject({ node: { key: 'hook' } });
    const several = graph([node('hook', 'webhook'), node('tick', 'schedule')]);
    expect(triggerOf(several, null)).toMatchObject({ problem: { path: 'triggerNodeKey' } });
  });

  test('never at the error handler', () => {
    expect(triggerOf(both, 'oops')).toHaveProperty('problem');
    expect(triggerOf(graph([node('oops', 'error')]), null)).toHaveProperty('problem');
  });
});

describe('what a run begins with', () => {
  test('without a form: anything of at most 1 MiB', () => {
    expect(checkPayload(node('start', 'manual'), [1])).toEqual({ payload: [1], problems: [] });
    const most = 'x'.repeat(MOST_PAYLOAD_BYTES - 2);
    expect(checkPayload(node('start', 'manual'), most).problems).toEqual([]);
    expect(checkPayload(node('start', 'manual'), `${most}x`).problems).toMatchObject([{ path: 'payload' }]);
  });

  test('with a form: what it asks for', () => {
    const form = { properties: { size: { type: 'integer', default: 3 } } };
    expect(checkPayload(node('start', 'manual', { form }), null)).toEqual({ payload: { size: 3 }, problems: [] });
    expect(checkPayload(node('start', 'manual', { form }), { size: 'x', y: 1 }).problems).toEqual([
      { path: 'payload.y', message: 'y is not a field of the form.' },
      { path: 'payload.size', message: 'size must be integer.' },
    ]);
  });
});

describe('pinned outputs', () => {
  const looped = graph(
    [
      node('start', 'manual'),
      node('each', 'loop'),
      node('body'),
      node('after'),
      node('check', 'condition'),
      node('end'),
    ],
    'start main each',
    'each item body',
    'each main after',
    'after main check',
    'check true end',
  );

  test.each([
    ['after', true],
    ['end', true],
    ['each', true],
    ['start', false],
    ['body', false],
    ['check', false],
    ['nothing', false],
  ])('of %s: %s', (key, isPossible) => {
    expect(checkPinned(looped, { [key]: 1 }).problems).toHaveLength(isPossible ? 0 : 1);
  });
});

describe('what a retry takes over', () => {
  const done = (nodeKey: string, given: object = {}) => ({
    rowId: 0,
    nodeKey,
    path: '',
    attempt: 1,
    status: 'SUCCEEDED' as const,
    port: 'main' as string | null,
    ...given,
  });
  const failed = { status: 'FAILED' as const, port: null };
  const reused = (of: Graph, attempts: ReturnType<typeof done>[], from: string | null = null) => {
    const numbered = attempts.map((attempt, index) => ({ ...attempt, rowId: index }));
    return reusedAttempts(of, numbered, from).map((rowId) => {
      const { path, nodeKey } = numbered[rowId] ?? { path: '', nodeKey: '' };
      return path ? `${path} ${nodeKey}` : nodeKey;
    });
  };
  const diamond = graph(
    ['start', 'left', 'right', 'end'].map((key) => node(key)),
    'start main left',
    'start main right',
    'left main end',
    'right main end',
  );

  test('what finished and is not behind what failed', () => {
    expect(reused(diamond, [done('start'), done('left'), done('right', failed as object)])).toEqual(['start', 'left']);
  });

  test('what was stopped meanwhile runs again too', () => {
    const stopped = { status: 'CANCELED', port: null };
    expect(reused(diamond, [done('start'), done('left', stopped), done('right', failed as object)])).toEqual(['start']);
  });

  test('of several attempts the one that finished', () => {
    expect(
      reused(diamond, [done('start'), done('left', failed as object), done('left', { attempt: 2 })], 'right'),
    ).toEqual(['start', 'left']);
  });

  test('a failure that was passed over by a port is finished', () => {
    const continued = { status: 'FAILED', port: 'error' };
    expect(reused(diamond, [done('start'), done('left', continued), done('right', failed as object)])).toEqual([
      'start',
      'left',
    ]);
  });

  test('a loop as a whole, or not at all', () => {
    const looped = graph(
      ['each', 'body', 'after'].map((key) => node(key, key === 'each' ? 'loop' : 'transform')),
      'each item body',
      'each main after',
    );
    const items = [done('body', { path: 'each[0]' }), done('body', { path: 'each[1]' })];
    expect(reused(looped, [done('each'), ...items, done('after', failed as object)])).toEqual([
      'each',
      'each[0] body',
      'each[1] body',
    ]);
    const half = [done('each', failed as object), items[0], done('body', { path: 'each[1]', ...failed })];
    expect(reused(looped, half as ReturnType<typeof done>[])).toEqual([]);
    expect(reused(looped, [done('each'), ...items, done('after')], 'body')).toEqual([]);
  });
});

describe('what a run may do', () => {
  const all = { permissions: ['project:read', 'deployment:create'], environmentIds: null, serviceIds: null };

  test('what both leave', () => {
    expect(
      intersection(
        { ...all, environmentIds: ['a', 'b'] },
        { permissions: ['deployment:create', 'run:create'], environmentIds: ['b'], serviceIds: ['s'] },
      ),
    ).toEqual({ permissions: ['deployment:create'], environmentIds: ['b'], serviceIds: ['s'] });
  });

  test('nothing is stored where nothing is lost, unless it may start others', () => {
    expect(narrowedGrant(all, null, true)).toBeNull();
    expect(narrowedGrant(all, all, false)).toBeNull();
    expect(narrowedGrant(all, all, true)).toEqual({ ...all, within: all });
    expect(narrowedGrant(all, { ...all, serviceIds: ['s'] }, false)).toMatchObject({ serviceIds: ['s'] });
  });
});
