import { describe, expect, test } from '@jest/globals';
import { INPUT_NAMES, SCORE_INPUTS, SCORE_PARTS } from './score.inputs.ts';
import { EQUAL_WEIGHTS, type RawValues, type ScoredPart, scoreFleet, sharesOf, totalOf } from './score.rules.ts';

const inputOf = (parts: readonly ScoredPart[] | undefined, key: string) =>
  parts?.flatMap(({ inputs }) => inputs).find((input) => input.key === key);
const fleetOf = (values: readonly (number | null)[], key = 'reliability.success_rate') =>
  scoreFleet(values.map((value): RawValues => ({ [key]: value })));
const scoresOf = (values: readonly (number | null)[], key = 'reliability.success_rate') =>
  fleetOf(values, key).map((parts) => inputOf(parts, key)?.score);

describe('a score', () => {
  test('lies between the 5th and the 95th percentile of the fleet; what is beyond counts as these', () => {
    // Of 21 values 0…1 in steps of 0.05 the percentiles are 0.05 and 0.95.
    const scores = scoresOf(Array.from({ length: 21 }, (_, index) => index / 20));
    expect([scores[0], scores[1], scores[10], scores[19], scores[20]]).toEqual([0, 0, expect.closeTo(50), 100, 100]);
  });

  test('is turned round where lower is better', () => {
    const scores = scoresOf(
      [0, 10, 20, 30, 40].map((days) => days * 86_400),
      'delivery.lead_time',
    );
    expect(scores).toEqual([
      100,
      expect.closeTo((100 * 28) / 36),
      expect.closeTo(50),
      expect.closeTo((100 * 8) / 36),
      0,
    ]);
  });

  test.each([
    ['fewer than five', [0.75, 1, 0.4]],
    ['all alike', [0.75, 0.75, 0.75, 0.75, 0.75]],
  ])('lies on the fixed scale for %s', (_what, values) => {
    const [parts] = fleetOf(values);
    expect(inputOf(parts, 'reliability.success_rate')).toMatchObject({
      score: 50,
      low: 0.5,
      high: 1,
      isFixedScale: true,
    });
  });

  test('is left out without data, and compares none with those that have', () => {
    const fleet = fleetOf([null, 0.2, 0.4, 0.6, 0.8]);
    expect(inputOf(fleet[0], 'reliability.success_rate')).toMatchObject({ value: null, score: null, low: null });
    expect(inputOf(fleet[1], 'reliability.success_rate')).toMatchObject({ isFixedScale: true });
    expect(fleet[0]?.every(({ value }) => value === null)).toBe(true);
  });

  test('of a part is the mean of the inputs that have data', () => {
    const [parts] = scoreFleet([
      { 'documentation.description': 1, 'documentation.steps': 0, 'documentation.parameters': null },
    ]);
    expect(parts?.map(({ key, value }) => [key, value])).toEqual(
      SCORE_PARTS.map((key) => [key, key === 'documentation' ? 50 : null]),
    );
  });
});

describe('the total', () => {
  const values = { delivery: 80, reliability: 40, security: null, documentation: 60 };

  test('is the mean by weight over the parts that have data', () => {
    expect(totalOf(values, EQUAL_WEIGHTS)).toBeCloseTo(60);
    expect(totalOf(values, { ...EQUAL_WEIGHTS, delivery: 2, documentation: 0 })).toBeCloseTo(200 / 3);
    expect(sharesOf(values, { ...EQUAL_WEIGHTS, security: 50, delivery: 2 })).toEqual({
      delivery: 0.5,
      reliability: 0.25,
      security: null,
      documentation: 0.25,
      cost: null,
    });
  });

  test('is none without data, or when all that has data weighs nothing', () => {
    expect(totalOf({}, EQUAL_WEIGHTS)).toBeNull();
    expect(totalOf({ cost: 10 }, { ...EQUAL_WEIGHTS, cost: 0 })).toBeNull();
  });
});

test('every input belongs to a part, has a scale and says what it is', () => {
  for (const key of INPUT_NAMES) {
    const { part, scale, definition } = SCORE_INPUTS[key];
    expect(key).toMatch(new RegExp(`^${part}\\.[a-z_]+$`));
    expect(scale[0]).toBeLessThan(scale[1]);
    expect(definition).toMatch(/\.$/);
  }
});
