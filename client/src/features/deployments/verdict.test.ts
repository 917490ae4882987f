import { expect, test } from '@jest/globals';
import type { DeploymentVerdict_DeploymentFragment as Deployment } from '../../graphql/generated.ts';
import { verdictOf } from './verdict.ts';

const deployment = (changes: Partial<Deployment>): Deployment => ({
  id: 'dpl_1',
  version: '1.4.2',
  status: 'FAILED',
  statusReason: null,
  isDryRun: false,
  finishedAt: null,
  durationMs: 64_000,
  exitCode: null,
  previousVersion: '1.4.1',
  environment: { id: 'env_1', name: 'production', url: null },
  service: { id: 'svc_1', name: 'web' },
  approvals: [],
  waitsFor: [],
  steps: [],
  ...changes,
});
const step = (name: string, changes: Partial<Deployment['steps'][number]> = {}) => ({
  id: name,
  name,
  host: null,
  status: 'FAILED' as const,
  message: null,
  attempt: 1,
  ...changes,
});

test.each<[string, Partial<Deployment>, string | undefined]>([
  ['live', { status: 'SUCCEEDED' }, '*1.4.2* went live on production after 1m 04s, in place of 1.4.1.'],
  [
    'the same again',
    { status: 'SUCCEEDED', previousVersion: '1.4.2' },
    '*1.4.2* went live on production after 1m 04s.',
  ],
  ['a dry run', { status: 'SUCCEEDED', isDryRun: true }, 'The dry run ended well; nothing was changed.'],
  ['a failed step', { steps: [step('migrate', { message: 'locked' })] }, 'Failed at *migrate*: locked'],
  ['a silent step', { steps: [step('migrate')], exitCode: 3 }, 'Failed at *migrate*: exit code 3'],
  [
    'several hosts',
    { steps: [step('migrate', { host: 'web1', message: 'locked' }), step('switch', { host: 'web2' })] },
    'Failed at *migrate* on web1 and 1 more: locked',
  ],
  [
    'a step that worked when tried again',
    {
      steps: [step('a', { attempt: 1 }), step('a', { attempt: 2, status: 'SUCCEEDED' })],
      statusReason: 'Exit code 1.',
    },
    'Exit code 1.',
  ],
  ['no step', { statusReason: 'The health check did not answer.' }, 'The health check did not answer.'],
  ['the time limit', { status: 'TIMED_OUT' }, 'Stopped at its time limit after 1m 04s.'],
  ['a cancel', { status: 'CANCELED', statusReason: 'Canceled by Ada.' }, 'Canceled by Ada.'],
  [
    'a rejection',
    {
      status: 'REJECTED',
      approvals: [{ id: 'a', decision: 'REJECTED', comment: 'Not today', decidedBy: { id: 'u', name: 'Ben' } }],
    },
    'Rejected by Ben: Not today',
  ],
  ['running', { status: 'RUNNING' }, undefined],
])('%s', (_name, changes, text) => {
  expect(verdictOf(deployment(changes))?.text).toBe(text);
});
