import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Graph } from '../workflows/graph.types.ts';
import { forkPlan, type ResumedRun, resumePlan } from './run.resume.rules.ts';
import type { FinishedAttempt } from './run.retries.rules.ts';

const node = (key: string, type = 'transform', config: Record<string, unknown> = {}) => ({
  key,
  type,
  name: key,
  config,
  position: { x: 0, y: 0 },
});
function graphOf(nodes: ReturnType<typeof node>[], edges: string[]): Graph {
  return {
    nodes: [node('start', 'manual'), ...nodes],
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>');
      const [key = '', fromPort = 'main'] = from.split('.');
      return { from: key, fromPort, to };
    }),
  };
}
const [a, b, c] = [node('a'), node('b'), node('c')];
const LINE = graphOf([a, b, c], ['start>a', 'a>b', 'b>c']);
const done = (nodeKey: string, more: Partial<FinishedAttempt> = {}): FinishedAttempt => ({
  rowId: 0,
  nodeKey,
  path: '',
  attempt: 1,
  status: 'SUCCEEDED',
  port: 'main',
  ...more,
});
const rows = (...attempts: FinishedAttempt[]) => attempts.map((attempt, index) => ({ ...attempt, rowId: index + 1 }));
const failedAt = (nodeKey: string, path = '') => done(nodeKey, { status: 'FAILED', port: null, path });
const FAILED: ResumedRun = { status: 'FAILED', trigger: 'MANUAL', triggerNodeKey: 'start' };
/** `c` failed. */
const RAN = rows(done('start'), done('a'), done('b'), failedAt('c'));
const keysOf = (to: Graph, from = LINE, ran = RAN) => {
  const { keptNodeKeys, redoneNodeKeys } = resumePlan(from, to, FAILED, ran);
  return `${keptNodeKeys.join()} | ${redoneNodeKeys.join()}`;
};

describe('what of a run is kept', () => {
  const LOOP = (body: ReturnType<typeof node>) =>
    graphOf([node('each', 'loop'), body, node('after')], ['start>each', `each.item>${body.key}`, 'each>after']);
  const looped = rows(
    done('start'),
    done('each'),
    done('a', { path: 'each[0]' }),
    done('a', { path: 'each[1]' }),
    failedAt('after'),
  );

  test.each<[string, string, string]>([
    ['nothing changed', keysOf(LINE), 'start,a,b | c'],
    ['the failed node changed', keysOf(graphOf([a, b, node('c', 'http')], ['start>a', 'a>b', 'b>c'])), 'start,a,b | c'],
    [
      'a finished node changed',
      keysOf(graphOf([a, node('b', 'transform', { value: 1 }), c], ['start>a', 'a>b', 'b>c'])),
      'start,a | b,c',
    ],
    [
      'another name and place',
      keysOf(graphOf([{ ...a, name: 'A', position: { x: 9, y: 9 } }, b, c], ['start>a', 'a>b', 'b>c'])),
      'start,a,b | c',
    ],
    ['a node in between', keysOf(graphOf([a, node('x'), b, c], ['start>a', 'a>x', 'x>b', 'b>c'])), 'start,a | x,b,c'],
    ['a node beside', keysOf(graphOf([a, node('x'), b, c], ['start>a', 'a>x', 'a>b', 'b>c'])), 'start,a,b | x,c'],
    ['a finished node removed', keysOf(graphOf([a, c], ['start>a', 'a>c'])), 'start,a | c'],
    ['another port', keysOf(graphOf([a, b, c], ['start>a', 'a.error>b', 'b>c'])), 'start,a | b,c'],
    ['a loop as it was', keysOf(LOOP(a), LOOP(a), looped), 'start,each,a | after'],
    ['another body of a loop', keysOf(LOOP(node('a', 'http')), LOOP(a), looped), 'start | each,a,after'],
    ['a body that lost a node', keysOf(LOOP(b), LOOP(a), looped), 'start | each,b,after'],
  ])('%s', (_what, found, expected) => expect(found).toBe(expected));

  test('what was undone runs again, by the graph that undid it', () => {
    const from = graphOf([a, b, node('undo')], ['start>a', 'a>b', 'a.compensate>undo']);
    const ran = rows(done('start'), done('a'), failedAt('b'), done('undo', { path: 'undo(a)' }));
    expect(keysOf(graphOf([a, b], ['start>a', 'a>b']), from, ran)).toBe('start | a,b');
  });

  test.each<[string, Partial<ResumedRun>, Graph]>([
    ['under way', { status: 'WAITING' }, LINE],
    ['succeeded', { status: 'SUCCEEDED' }, LINE],
    ['the test of a node', { trigger: 'TEST' }, LINE],
    ['where it began', {}, { ...LINE, nodes: LINE.nodes.slice(1) }],
    ['another kind of trigger', {}, { ...LINE, nodes: [node('start', 'webhook'), a, b, c] }],
  ])('can’t go on: %s', (_what, run, to) => {
    expect(resumePlan(LINE, to, { ...FAILED, ...run }, RAN)).toMatchObject({ problem: expect.any(String), reused: [] });
  });

  test('of any two graphs: only what is the same, and nothing behind what runs again', () => {
    const keys = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'];
    const drawn = fc
      .record({
        value: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 6, maxLength: 6 }),
        from: fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
        count: fc.integer({ min: 1, max: 6 }),
      })
      .map(({ value, from, count }) =>
        graphOf(
          keys.slice(0, count).map((key, index) => node(key, 'transform', { value: value[index] })),
          keys
            .slice(0, count)
            .map((key, index) => `${index === 0 ? 'start' : keys[(from[index] ?? 0) % index]}>${key}`),
        ),
      );
    fc.assert(
      fc.property(drawn, drawn, fc.nat(5), (from, to, failed) => {
        const ran = rows(...from.nodes.map(({ key }, index) => (index - 1 === failed ? failedAt(key) : done(key))));
        const { keptNodeKeys, redoneNodeKeys } = resumePlan(from, to, FAILED, ran);
        for (const key of keptNodeKeys) {
          expect(to.nodes.find((one) => one.key === key)).toEqual(from.nodes.find((one) => one.key === key));
          for (const edge of to.edges.filter((one) => one.to === key)) expect(keptNodeKeys).toContain(edge.from);
        }
        expect([...keptNodeKeys, ...redoneNodeKeys].sort()).toEqual(to.nodes.map(({ key }) => key).sort());
      }),
    );
  });
});

describe('a fork', () => {
  const fork = (key: string, outputs: object = {}, ran = RAN) =>
    forkPlan(LINE, key, ran, outputs as Record<string, unknown>);

  test('takes what is not behind where it begins, with the outputs that are given', () => {
    expect(fork('b')).toEqual({ problems: [], reused: [1, 2], edited: [] });
    expect(fork('c', { a: 1 })).toEqual({
      problems: [],
      reused: [1, 3],
      edited: [{ key: 'a', port: 'main', output: 1 }],
    });
    expect(fork('start').reused).toEqual([]);
    const left = rows(done('start'), done('a', { port: 'no' }));
    expect(forkPlan(graphOf([a, b], ['start>a', 'a.no>b']), 'b', left, { a: 2 }).edited).toMatchObject([
      { port: 'no' },
    ]);
  });

  test('begins where the run has come, or what leads there is given', () => {
    const early = rows(done('start'), done('a'));
    expect(fork('c', {}, early).problems).toMatchObject([{ path: 'fromNodeKey' }]);
    expect(fork('c', { b: 1 }, early).problems).toEqual([]);
    expect(fork('nothing').problems).toMatchObject([{ path: 'fromNodeKey' }]);
    expect(fork('b', { c: 1, start: 1 }).problems).toMatchObject([{ path: 'outputs.c' }, { path: 'outputs.start' }]);
  });
});
