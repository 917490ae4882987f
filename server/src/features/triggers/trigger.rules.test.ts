import { expect, test } from '@jest/globals';
import type { Occurrence } from '../../platform/occurrences.ts';
import { isAwaited } from './trigger.rules.ts';

const happened = (kind: Occurrence['kind'], data: Record<string, unknown> = {}): Occurrence => ({
  id: '1',
  kind,
  projectId: 'prj_1',
  at: '2030-01-01T00:00:00Z',
  subjectId: null,
  title: 'It happened.',
  data,
});

test('an event trigger waits for its kinds', () => {
  const trigger = { kind: 'EVENT', config: { kinds: ['custom', 'deployment.failed'] } };
  expect(isAwaited(trigger, happened('custom'))).toBe(true);
  expect(isAwaited(trigger, happened('deployment.failed'))).toBe(true);
  expect(isAwaited(trigger, happened('deployment.succeeded'))).toBe(false);
});

test('a run trigger waits for the ends of one workflow', () => {
  const trigger = { kind: 'RUN', config: { workflow: 'backup', statuses: ['FAILED', 'CANCELED'] } };
  expect(isAwaited(trigger, happened('run.failed', { workflow: 'backup' }))).toBe(true);
  expect(isAwaited(trigger, happened('run.canceled', { workflow: 'backup' }))).toBe(true);
  expect(isAwaited(trigger, happened('run.succeeded', { workflow: 'backup' }))).toBe(false);
  expect(isAwaited(trigger, happened('run.failed', { workflow: 'other' }))).toBe(false);
  expect(isAwaited(trigger, happened('run.approval_requested', { workflow: 'backup' }))).toBe(false);
});

test('a config that says nothing waits for nothing', () => {
  expect(isAwaited({ kind: 'EVENT', config: {} }, happened('custom'))).toBe(false);
  expect(isAwaited({ kind: 'RUN', config: {} }, happened('run.failed'))).toBe(false);
});
