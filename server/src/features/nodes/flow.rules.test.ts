import { describe, expect, test } from '@jest/globals';
import { executeNode, fakeNode } from '../../../test/node-context.ts';
import { evaluate } from '../../platform/expressions/expressions.ts';
import { code } from './code.node.ts';
import { condition } from './condition.node.ts';
import { join } from './join.node.ts';
import { loop } from './loop.node.ts';
import type { Json, NodeType } from './node.types.ts';
import { parallel } from './parallel.node.ts';
import { stop } from './stop.node.ts';
import { switchNode } from './switch.node.ts';
import { transform } from './transform.node.ts';

const nodeWith = (input: Json) => fakeNode({ input, evaluate: (source) => evaluate(source, { input }) });
const portsOf = <Config>(type: NodeType<Config>, config: unknown) =>
  type.ports(type.config.parse(config)).map(({ name }) => name);

describe('a condition', () => {
  test.each([
    ['input.n > 3', { n: 4 }, 'true'],
    ['input.n > 3', { n: 3 }, 'false'],
  ])('%s of %j goes by %s, with what came in', async (expression, input, port) => {
    expect(await executeNode(condition, { expression }, nodeWith(input))).toEqual({
      kind: 'done',
      output: input,
      port,
    });
    expect(portsOf(condition, { expression })).toEqual(['true', 'false']);
  });

  test.each([['input.n'], ['"true"'], ['null']])('%s is neither true nor false', async (expression) => {
    await expect(executeNode(condition, { expression }, nodeWith({ n: 1 }))).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      isRetryable: false,
    });
  });
});

describe('a switch', () => {
  const cases = [
    { name: 'small', expression: 'input < 10' },
    { name: 'medium', expression: 'input < 100' },
  ];
  test.each([
    [5, 'small'],
    [50, 'medium'],
    [500, 'default'],
  ])('%i goes by %s', async (input, port) => {
    expect(await executeNode(switchNode, { cases }, nodeWith(input))).toEqual({ kind: 'done', output: input, port });
  });

  test('has a port for each case, and one for the rest', () => {
    expect(portsOf(switchNode, { cases })).toEqual(['small', 'medium', 'default']);
  });

  test('a case that is neither true nor false is named', async () => {
    const config = { cases: [{ name: 'odd', expression: 'input' }] };
    await expect(executeNode(switchNode, config, nodeWith(1))).rejects.toThrow('odd');
  });
});

test.each<[string, object, object]>([
  ['what came in', {}, { status: 'SUCCEEDED', output: { a: 1 } }],
  [
    'what it says',
    { output: [1], message: 'Nothing to do.' },
    { status: 'SUCCEEDED', output: [1], message: 'Nothing to do.' },
  ],
  ['null, where it says so', { output: null, status: 'FAILED' }, { status: 'FAILED', output: null }],
])('a stop ends the run with %s', async (_what, config, end) => {
  expect(await executeNode(stop, config, nodeWith({ a: 1 }))).toEqual({ kind: 'stop', ...end });
});

test('a transform gives its value, and a parallel what came in', async () => {
  expect(await executeNode(transform, { value: { a: [1, null] } })).toEqual({ kind: 'done', output: { a: [1, null] } });
  expect(await executeNode(parallel, {}, nodeWith([1]))).toEqual({ kind: 'done', output: [1] });
});

describe('code', () => {
  test('gets what came in or what it is given, and its lines reach the log', async () => {
    const node = nodeWith({ n: 2 });
    expect(await executeNode(code, { code: 'console.log("twice"); return input.n * 2' }, node)).toEqual({
      kind: 'done',
      output: 4,
    });
    expect(node.lines).toEqual([{ stream: 'STDOUT', text: 'twice\n' }]);
    expect(await executeNode(code, { code: 'return input', input: [1] }, node)).toEqual({ kind: 'done', output: [1] });
  });

  test.each([
    ['throw new Error("no")', 'CODE_FAILED', true],
    ['while (true);', 'CODE_TIMEOUT', false],
    ['return () => 1', 'CODE_INVALID_RESULT', false],
  ])('%s fails with %s', async (text, failure, isRetryable) => {
    const config = { code: text, timeLimitSeconds: 1 };
    await expect(executeNode(code, config, nodeWith(null))).rejects.toMatchObject({ code: failure, isRetryable });
  });
});

test('loops and joins are done by the engine, and never begun', async () => {
  expect(portsOf(loop, { items: 'input' })).toEqual(['item', 'main']);
  expect(portsOf(join, {})).toEqual(['main']);
  await expect(executeNode(loop, { items: 'input' })).rejects.toThrow('engine');
  await expect(executeNode(join, {})).rejects.toThrow('engine');
});

test.each<[string, NodeType<never>, unknown]>([
  ['a condition without an expression', condition as never, {}],
  ['a switch without cases', switchNode as never, { cases: [] }],
  [
    'a switch with two cases of a name',
    switchNode as never,
    { cases: [1, 2].map(() => ({ name: 'a', expression: 'true' })) },
  ],
  ['a case called as the rest', switchNode as never, { cases: [{ name: 'default', expression: 'true' }] }],
  ['an end that there is not', stop as never, { status: 'CANCELED' }],
  ['a transform into nothing', transform as never, {}],
  ['no code', code as never, { code: '' }],
  ['a loop without items', loop as never, {}],
  ['a loop of nothing at once', loop as never, { items: 'input', concurrency: 0 }],
  ['a join of as many as it does not say', join as never, { mode: 'N' }],
  ['a join of none', join as never, { mode: 'N', count: 0 }],
])('%s is refused', (_what, type, config) => {
  expect(type.config.safeParse(config).success).toBe(false);
});
