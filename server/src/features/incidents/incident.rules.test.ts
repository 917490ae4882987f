import { describe, expect, test } from '@jest/globals';
import { type Cause, causeOf, type Failure, type LiveDeployment, timeProblems } from './incident.rules.ts';

const made = (id: string, finishedAt: number, given: Partial<LiveDeployment> = {}): LiveDeployment => ({
  id,
  serviceId: 'web',
  environmentId: 'production',
  finishedAt,
  isSuccess: true,
  isRemediation: false,
  remediatesIncidentId: null,
  ...given,
});
const failure = (given: Partial<Failure> = {}): Failure => ({
  id: 'inc',
  serviceId: 'web',
  environmentId: null,
  detectedAt: 100,
  resolvedAt: null,
  isExternal: false,
  explicitId: null,
  ...given,
});
const rollback = (id: string, finishedAt: number, given: Partial<LiveDeployment> = {}) =>
  made(id, finishedAt, { isRemediation: true, ...given });

describe('the cause of a failure', () => {
  const CASES: [string, Failure, LiveDeployment[], Cause][] = [
    ['nothing was deployed', failure(), [], { deploymentId: null, source: 'NONE' }],
    [
      'from outside, whatever was deployed',
      failure({ isExternal: true, explicitId: 'a' }),
      [made('a', 90), rollback('r', 110)],
      { deploymentId: null, source: 'NONE' },
    ],
    [
      'named, before all else',
      failure({ explicitId: 'x' }),
      [made('a', 90), rollback('r', 110)],
      { deploymentId: 'x', source: 'EXPLICIT' },
    ],
    [
      'the last one before it',
      failure(),
      [made('a', 80), made('b', 90), made('c', 110)],
      { deploymentId: 'b', source: 'LAST_DEPLOYMENT' },
    ],
    ['finished before, not when it was detected', failure(), [made('a', 100)], { deploymentId: null, source: 'NONE' }],
    [
      'of two at the same moment the later made',
      failure(),
      [made('b', 90), made('a', 90)],
      { deploymentId: 'b', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'of the service, not of another',
      failure(),
      [made('a', 80), made('b', 90, { serviceId: 'api' })],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'of the project when no service is known',
      failure({ serviceId: null }),
      [made('a', 80), made('b', 90, { serviceId: 'api' })],
      { deploymentId: 'b', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'of the environment when it is known',
      failure({ environmentId: 'production' }),
      [made('a', 80), made('b', 90, { environmentId: 'eu' })],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'one whose health check failed is no last success',
      failure(),
      [made('a', 80), made('b', 90, { isSuccess: false })],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'what a rollback undid, also if its health check had failed',
      failure(),
      [made('a', 80), made('b', 90, { isSuccess: false }), rollback('r', 110)],
      { deploymentId: 'b', source: 'REMEDIATION' },
    ],
    [
      'a rollback of another service says nothing',
      failure(),
      [made('a', 80), rollback('r', 110, { serviceId: 'api' })],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'a rollback before it was detected says nothing',
      failure(),
      [made('a', 80), rollback('r', 95)],
      { deploymentId: 'r', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'a rollback after it was over says nothing',
      failure({ resolvedAt: 105 }),
      [made('a', 80), rollback('r', 110)],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'a rollback that failed says nothing',
      failure(),
      [made('a', 80), rollback('r', 110, { isSuccess: false })],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'without a service, the place of the rollback decides',
      failure({ serviceId: null }),
      [made('a', 80), made('b', 90, { serviceId: 'api' }), rollback('r', 110)],
      { deploymentId: 'a', source: 'REMEDIATION' },
    ],
    [
      'what a hotfix says it mends, also after it was over and by another service',
      failure({ resolvedAt: 105 }),
      [
        made('a', 80),
        made('b', 85, { serviceId: 'api' }),
        rollback('h', 120, { serviceId: 'api', remediatesIncidentId: 'inc' }),
      ],
      { deploymentId: 'b', source: 'REMEDIATION' },
    ],
    [
      'a hotfix of another incident says nothing',
      failure(),
      [made('a', 80), rollback('h', 110, { remediatesIncidentId: 'other' })],
      { deploymentId: 'a', source: 'LAST_DEPLOYMENT' },
    ],
    [
      'in a chain of hotfixes the first change is to blame',
      failure(),
      [made('a', 70), rollback('h1', 90), rollback('h2', 110)],
      { deploymentId: 'a', source: 'REMEDIATION' },
    ],
    [
      'what was deployed between detection and remediation is not to blame',
      failure(),
      [made('a', 80), made('b', 105), rollback('r', 110)],
      { deploymentId: 'a', source: 'REMEDIATION' },
    ],
    [
      'a rollback with nothing before it falls back to nothing',
      failure(),
      [rollback('r', 110)],
      { deploymentId: null, source: 'NONE' },
    ],
  ];
  test.each(CASES)('%s', (_name, given, deployments, expected) => {
    expect(causeOf(given, deployments)).toEqual(expected);
    expect(causeOf(given, [...deployments].reverse())).toEqual(expected);
  });
});

test('times are of the past and in order', () => {
  const known = { detectedAt: new Date('2026-01-01T00:00:00Z'), now: new Date('2026-01-02T00:00:00Z') };
  const paths = (given: { detectedAt?: Date; resolvedAt?: Date }) => timeProblems(given, known).map(({ path }) => path);
  expect(paths({})).toEqual([]);
  expect(paths({ detectedAt: new Date('2026-01-02T00:04:00Z') })).toEqual([]);
  expect(paths({ detectedAt: new Date('2026-01-03T00:00:00Z') })).toEqual(['detectedAt']);
  expect(paths({ detectedAt: new Date('1999-01-01T00:00:00Z') })).toEqual(['detectedAt']);
  expect(paths({ resolvedAt: new Date('2025-12-31T00:00:00Z') })).toEqual(['resolvedAt']);
  expect(paths({ resolvedAt: new Date('2026-02-01T00:00:00Z') })).toEqual(['resolvedAt']);
});
