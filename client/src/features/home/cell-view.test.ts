import { describe, expect, test } from '@jest/globals';
import type { DeploymentStatus, Matrix_MatrixCellFragment } from '../../graphql/generated.ts';
import { type CellDeployment, compareWithLeft, estimateProgress, viewCell } from './cell-view.ts';

const latest = (id: string, status: DeploymentStatus): CellDeployment => ({
  id,
  number: 2,
  version: '2.0',
  status,
  statusReason: null,
  isDryRun: false,
  createdAt: '2026-11-20T12:00:00Z',
  startedAt: '2026-11-20T12:00:00Z',
  finishedAt: null,
  createdByName: 'Ada',
  expectedDurationMs: 60_000,
  currentStep: null,
});
const live = { id: 'dpl_1', number: 1, version: '1.0', finishedAt: null, createdByName: 'Ada' };
const cell = (changes: Partial<Matrix_MatrixCellFragment>): Matrix_MatrixCellFragment => ({
  id: 'cell',
  activeCount: 0,
  service: { id: 'svc' },
  environment: { id: 'env' },
  live: null,
  latest: null,
  ...changes,
});

describe('a cell', () => {
  const statuses: Array<[DeploymentStatus, string]> = [
    ['AWAITING_APPROVAL', 'active'],
    ['QUEUED', 'active'],
    ['RUNNING', 'active'],
    ['VERIFYING', 'active'],
    ['CANCELING', 'active'],
    ['SUCCEEDED', 'settled'],
    ['FAILED', 'missed'],
    ['CANCELED', 'missed'],
    ['TIMED_OUT', 'missed'],
    ['REJECTED', 'missed'],
  ];
  test.each(statuses)('with a newest deployment that is %s is %s', (status, kind) => {
    expect(viewCell(cell({ live, latest: latest('dpl_2', status) })).kind).toBe(kind);
  });
  test('without any is never deployed', () => {
    expect(viewCell(undefined).kind).toBe('never');
    expect(viewCell(cell({})).kind).toBe('never');
  });
});

test('progress follows the expected time and never claims to be done', () => {
  const at = (seconds: number) => new Date(Date.parse('2026-11-20T12:00:00Z') + seconds * 1_000);
  expect(estimateProgress(latest('dpl_2', 'RUNNING'), at(30))).toBeCloseTo(0.5);
  expect(estimateProgress(latest('dpl_2', 'RUNNING'), at(600))).toBe(0.97);
  expect(estimateProgress({ ...latest('dpl_2', 'RUNNING'), expectedDurationMs: null }, at(30))).toBeNull();
});

test('compares with the environment before', () => {
  expect(compareWithLeft('1.0', undefined)).toBeNull();
  expect(compareWithLeft('1.0', { name: 'Staging', version: '1.0' })).toEqual({
    text: 'Same version as Staging',
    isBehind: false,
  });
  expect(compareWithLeft('1.0', { name: 'Staging', version: '2.0' })).toEqual({
    text: 'Staging has 2.0',
    isBehind: true,
  });
  expect(compareWithLeft('1.0', { name: 'Staging', version: undefined })?.isBehind).toBe(false);
});
