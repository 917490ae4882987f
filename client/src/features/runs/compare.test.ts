import { expect, test } from '@jest/globals';
import { nodeRun, run } from '../../../test/run-fixtures.ts';
import { durationChange, pairAttempts, pairNodes, unitedGraph } from './compare.ts';

type Run = Parameters<typeof pairNodes>[0];
const asRun = (value: unknown) => value as Run;
const each = (index: number, status: string, changes: object = {}) =>
  nodeRun('build', status, { path: `each[${index}]`, ...changes });

const graph = { nodes: [{ key: 'new', type: 'script', name: 'New one' }], edges: [] };

test('a node that only one version has says so', () => {
  const before = asRun(run(1, 'SUCCEEDED'));
  const after = asRun(run(2, 'SUCCEEDED', { workflowVersion: { id: 'wfv_2', number: 4, graph } }));
  const pairs = pairNodes(before, after);
  expect(pairs.map(({ key, differences }) => [key, differences[0]])).toEqual([
    ['new', 'New in this version'],
    ['start', 'Gone in this version'],
    ['build', 'Gone in this version'],
    ['ask', 'Gone in this version'],
    ['deploy', 'Gone in this version'],
  ]);
  expect(unitedGraph(before, after).nodes.map(({ key }) => key)).toEqual(['new', 'start', 'build', 'ask', 'deploy']);
  expect(unitedGraph(before, before).edges).toHaveLength(3);
});

test('iterations are put side by side, those that ended differently first', () => {
  const before = asRun(run(1, 'SUCCEEDED', { nodeRuns: [each(0, 'SUCCEEDED'), each(1, 'SUCCEEDED')] }));
  const after = asRun(run(2, 'FAILED', { nodeRuns: [each(0, 'SUCCEEDED'), each(1, 'FAILED'), each(2, 'SUCCEEDED')] }));
  const build = pairNodes(before, after).find(({ key }) => key === 'build');
  expect(build?.differences).toContain('3 iterations instead of 2');
  expect(build && pairAttempts(build).map(({ path, isDifferent }) => [path, isDifferent])).toEqual([
    ['each[1]', true],
    ['each[2]', true],
    ['each[0]', false],
  ]);
});

test('a little time more or less is no difference, but is said', () => {
  const took = (durationMs: number) =>
    asRun(run(1, 'SUCCEEDED', { nodeRuns: [nodeRun('build', 'SUCCEEDED', { durationMs })] }));
  const differences = (one: number, other: number) =>
    pairNodes(took(one), took(other)).find(({ key }) => key === 'build')?.differences;
  expect(differences(100, 900)).toEqual([]);
  expect(differences(2_000, 5_000)).toEqual(['Took much longer']);
  expect(differences(5_000, 2_000)).toEqual(['Took much less time']);
  expect(durationChange(2_000, 3_200)).toBe('+1.2s');
  expect(durationChange(900, 480)).toBe('−420ms');
  expect(durationChange(1, 1)).toBe('±0');
  expect(durationChange(null, 1)).toBeNull();
});
