import { describe, expect, test } from '@jest/globals';
import { executeNode, fakeNode } from '../../../test/node-context.ts';
import { approval } from './approval.node.ts';
import { delay } from './delay.node.ts';
import type { NodeType, Resumed } from './node.types.ts';
import { subWorkflow } from './sub-workflow.node.ts';
import { variableGet } from './variable-get.node.ts';
import { variableSet } from './variable-set.node.ts';
import { waitWebhook } from './wait-webhook.node.ts';

const now = new Date('2030-01-01T00:00:00Z');
const resume = <Config>(type: NodeType<Config>, config: unknown, resumed: Resumed) =>
  type.resume?.(fakeNode({ now }), type.config.parse(config), resumed);

describe('a delay', () => {
  test.each([
    [{ seconds: 90 }, '2030-01-01T00:01:30.000Z'],
    [{ seconds: '90' }, '2030-01-01T00:01:30.000Z'],
    [{ until: '2030-02-01T08:00:00+01:00' }, '2030-02-01T07:00:00.000Z'],
    [{ until: '2020-01-01T00:00:00Z' }, '2020-01-01T00:00:00.000Z'],
  ])('%j', async (config, until) => {
    const outcome = await executeNode(delay, config, fakeNode({ now, input: 'in' }));
    expect(outcome).toEqual({ kind: 'wait', wait: { kind: 'UNTIL', until: new Date(until), output: 'in' } });
  });

  test.each([
    {},
    { seconds: 1, until: '2030-02-01T08:00:00Z' },
    { seconds: -1 },
    { seconds: 'soon' },
    { until: 'soon' },
  ])('refuses %j', (config) => {
    expect(delay.config.safeParse(config).success).toBe(false);
  });

  test('lets expressions by, and says what they became when that is no number or time', async () => {
    expect(delay.config.safeParse({ seconds: `\${{ vars.pause }}` }).success).toBe(true);
    const node = fakeNode({ now });
    const failing = { code: 'INVALID_CONFIG', isRetryable: false };
    await expect(delay.execute(node, { seconds: 'soon' })).rejects.toMatchObject(failing);
    await expect(delay.execute(node, { until: 'soon' })).rejects.toMatchObject(failing);
    await expect(delay.execute(node, { until: '2099-01-01T00:00:00Z' })).rejects.toMatchObject(failing);
  });
});

describe('an approval', () => {
  test('asks whom it names until it expires', async () => {
    const config = { message: 'Ship it?', people: ['OWNER'], required: 2, expiresSeconds: 3_600 };
    expect(await executeNode(approval, config, fakeNode({ now }))).toEqual({
      kind: 'wait',
      wait: {
        kind: 'APPROVAL',
        until: new Date('2030-01-01T01:00:00Z'),
        message: 'Ship it?',
        form: null,
        people: ['OWNER'],
        required: 2,
      },
    });
  });

  test.each<[Resumed, string, object]>([
    [
      { kind: 'APPROVAL', isApproved: true, decisions: [1] },
      'main',
      { isApproved: true, isExpired: false, decisions: [1] },
    ],
    [{ kind: 'APPROVAL', isApproved: false, decisions: [] }, 'rejected', { isApproved: false, isExpired: false }],
    [{ kind: 'TIME' }, 'expired', { isApproved: false, isExpired: true, decisions: [] }],
  ])('%j → %s', async (resumed, port, output) => {
    expect(await resume(approval, { message: 'Ship it?' }, resumed)).toMatchObject({ kind: 'done', port, output });
  });
});

describe('a sub-workflow', () => {
  const config = { workflow: 'build', payload: { tag: 'v1' } };

  test('waits for its run', async () => {
    expect(await executeNode(subWorkflow, config)).toEqual({
      kind: 'wait',
      wait: { kind: 'CHILD_RUN', workflow: 'build', payload: { tag: 'v1' }, until: null },
    });
  });

  test('goes no deeper than ten', async () => {
    const node = fakeNode();
    node.run.depth = 10;
    await expect(executeNode(subWorkflow, config, node)).rejects.toMatchObject({
      code: 'TOO_DEEP',
      isRetryable: false,
    });
  });

  test('hands on the output, or fails as its run did', async () => {
    const ended = { kind: 'CHILD_RUN', runId: 'run_2', output: { ok: true }, error: null } as const;
    expect(await resume(subWorkflow, config, { ...ended, status: 'SUCCEEDED' })).toEqual({
      kind: 'done',
      output: { runId: 'run_2', status: 'SUCCEEDED', output: { ok: true } },
    });
    await expect(resume(subWorkflow, config, { ...ended, status: 'TIMED_OUT' })).rejects.toMatchObject({
      code: 'CHILD_RUN_FAILED',
      message: 'The run of build ended as TIMED_OUT.',
    });
    await expect(resume(subWorkflow, config, { kind: 'TIME' })).rejects.toMatchObject({ code: 'CHILD_RUN_LATE' });
  });
});

test('a wait for a call hands on the call, or goes on when nobody called', async () => {
  const payload = { body: 1, headers: {}, query: {} };
  expect(await resume(waitWebhook, {}, { kind: 'WEBHOOK', payload })).toEqual({ kind: 'done', output: payload });
  expect(await resume(waitWebhook, {}, { kind: 'TIME' })).toEqual({ kind: 'done', port: 'expired', output: null });
});

test('variables of a run are set and read, with a fallback or a failure where there is none', async () => {
  const node = fakeNode();
  expect(await executeNode(variableGet, { name: 'tag', fallback: 'none' }, node)).toEqual({
    kind: 'done',
    output: 'none',
  });
  await expect(executeNode(variableGet, { name: 'tag' }, node)).rejects.toMatchObject({ code: 'VARIABLE_MISSING' });
  await executeNode(variableSet, { name: 'tag', value: { v: 1 } }, node);
  expect(await executeNode(variableGet, { name: 'tag' }, node)).toEqual({ kind: 'done', output: { v: 1 } });
});
