import { describe, expect, test } from '@jest/globals';
import type { StepTree_DeploymentStepFragment as Step } from '../../graphql/generated.ts';
import { barOf, buildStepTree, combineStatuses } from './step-tree.ts';

let position = 0;
const step = (key: string, more: Partial<Step> = {}): Step => ({
  id: `${key}-${position}`,
  key,
  name: key,
  group: null,
  host: null,
  status: 'SUCCEEDED',
  startedAt: '2026-11-20T10:00:00Z',
  finishedAt: '2026-11-20T10:00:10Z',
  durationMs: 10_000,
  message: null,
  isChanged: false,
  attempt: 1,
  position: position++,
  firstLogSeq: null,
  ...more,
});

describe('the tree', () => {
  test('is play, task, host, in the order they ran', () => {
    const tree = buildStepTree([
      step('facts', { group: 'Prepare', host: 'web1' }),
      step('migrate', { group: 'Release', host: 'web1' }),
      step('facts', { group: 'Prepare', host: 'web2' }),
    ]);
    expect(
      tree.map((group) => [
        group.name,
        group.tasks.map((task) => [task.name, task.hosts.map(({ step }) => step.host)]),
      ]),
    ).toEqual([
      ['Prepare', [['facts', ['web1', 'web2']]]],
      ['Release', [['migrate', ['web1']]]],
    ]);
  });

  test('shows the newest attempt of a host and keeps those before it', () => {
    const [group] = buildStepTree([
      step('migrate', { host: 'web2', attempt: 2, status: 'SUCCEEDED' }),
      step('migrate', { host: 'web2', attempt: 1, status: 'FAILED' }),
    ]);
    const host = group?.tasks[0]?.hosts[0];
    expect(host?.step.attempt).toBe(2);
    expect(host?.earlierAttempts.map((earlier) => earlier.status)).toEqual(['FAILED']);
    expect(group?.tasks[0]?.status).toBe('SUCCEEDED');
  });

  test('has a task run from its first host’s start to its last host’s end', () => {
    const [group] = buildStepTree([
      step('build', { host: 'a', startedAt: '2026-11-20T10:00:05Z', finishedAt: '2026-11-20T10:00:08Z' }),
      step('build', { host: 'b', startedAt: '2026-11-20T10:00:02Z', finishedAt: '2026-11-20T10:00:20Z' }),
    ]);
    expect(group?.tasks[0]).toMatchObject({ startedAt: '2026-11-20T10:00:02Z', finishedAt: '2026-11-20T10:00:20Z' });
  });
});

test.each([
  [['SUCCEEDED', 'SKIPPED'], 'SUCCEEDED'],
  [['SUCCEEDED', 'FAILED'], 'FAILED'],
  [['FAILED', 'RUNNING'], 'RUNNING'],
  [['SUCCEEDED', 'PENDING'], 'RUNNING'],
  [['PENDING', 'PENDING'], 'PENDING'],
  [['SKIPPED', 'SKIPPED'], 'SKIPPED'],
  [['SUCCEEDED', 'CANCELED'], 'CANCELED'],
] as const)('%j together are %s', (statuses, expected) => {
  expect(combineStatuses([...statuses])).toBe(expected);
});

test('a bar stands where the step ran, and never leaves the line', () => {
  const whole = { startMs: Date.parse('2026-11-20T10:00:00Z'), endMs: Date.parse('2026-11-20T10:01:40Z') };
  expect(barOf({ startedAt: '2026-11-20T10:00:25Z', finishedAt: '2026-11-20T10:01:15Z' }, whole, 0)).toEqual({
    left: 25,
    width: 50,
  });
  expect(barOf({ startedAt: '2026-11-20T10:01:30Z', finishedAt: null }, whole, whole.endMs + 60_000)).toEqual({
    left: 90,
    width: 10,
  });
  expect(barOf({ startedAt: null, finishedAt: null }, whole, 0)).toBeUndefined();
});
