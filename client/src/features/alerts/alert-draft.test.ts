import { expect, test } from '@jest/globals';
import { draftOf, emptyDraft, examples, isWhole, questionOf, ruleInputOf, windowsFor } from './alert-draft.ts';

const measure = (part: object = {}) =>
  ({
    key: 'api.error_rate',
    title: 'API error rate',
    unit: 'RATIO',
    group: 'API',
    dimensions: ['NAME', 'STATUS'],
    ...part,
  }) as never;

test('a limit of a rate is typed in percent', () => {
  const { condition } = questionOf({ ...emptyDraft, threshold: '0,1' }, measure());
  expect(condition).toEqual({ kind: 'THRESHOLD', direction: 'ABOVE', threshold: 0.001 });
});

test('what is no number is left to the server to refuse', () => {
  expect(questionOf({ ...emptyDraft, threshold: 'x' }, measure()).condition.threshold).toBeNull();
});

test('a measure is not asked for what it does not tell apart', () => {
  const draft = { ...emptyDraft, serviceIds: ['svc_1'], names: ['deploy'] };
  expect(questionOf(draft, measure())).toMatchObject({ serviceIds: [], names: ['deploy'] });
});

test('percent of a change and of an objective keep their own units', () => {
  expect(questionOf({ ...emptyDraft, kind: 'CHANGE', threshold: '50' }, measure()).condition).toMatchObject({
    threshold: 50,
    baseline: 'PREVIOUS_WINDOW',
  });
  expect(questionOf({ ...emptyDraft, kind: 'BURN_RATE', objective: '99.95' }, measure()).condition).toMatchObject({
    objective: 0.9995,
  });
});

test('a rule that is read and sent again is the same', () => {
  const rule = {
    id: 'alr_1',
    name: 'A',
    description: null,
    severity: 'CRITICAL',
    measure: 'api.error_rate',
    unit: 'RATIO',
    services: [],
    environments: [],
    names: ['deploy'],
    statuses: [],
    windowMinutes: 60,
    everyMinutes: 15,
    forMinutes: 30,
    resolveAfter: 3,
    minimumSampleSize: 10,
    renotifyHours: null,
    condition: { kind: 'THRESHOLD', direction: 'BELOW', threshold: 0.07 },
  };
  expect(ruleInputOf(draftOf(rule as never), measure())).toMatchObject({
    severity: 'CRITICAL',
    condition: { kind: 'THRESHOLD', direction: 'BELOW', threshold: 0.07 },
    names: ['deploy'],
    forMinutes: 30,
    resolveAfter: 3,
    minimumSampleSize: 10,
    renotifyHours: 0,
  });
});

test('windows are multiples of the pace; of a percentile there is one', () => {
  expect(windowsFor(60, false)).toEqual([60, 120, 360, 720, 1440, 1560, 2880, 4320, 10080, 20160]);
  expect(windowsFor(1440, true)).toEqual([1440]);
  expect([isWhole('runs.duration_p95'), isWhole('api.error_rate'), isWhole('events.people')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('examples fit their measures', () => {
  for (const { draft } of examples) {
    const { measure: key, windowMinutes, everyMinutes } = { ...emptyDraft, ...draft };
    expect(windowMinutes % everyMinutes).toBe(0);
    if (isWhole(key)) expect(windowMinutes).toBe(everyMinutes);
  }
});
