import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bucketsNeeded,
  type Condition,
  evaluate,
  median,
  type Point,
  type Question,
  robustZ,
  windowOf,
} from './alert.rules.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2);

/** Buckets of `everyMinutes` from Monday 2 March 2026; a number is a value counted from ten, null is no data. */
const pointsOf = (values: (number | null)[], everyMinutes = 60, sampleSize = 10): Point[] =>
  values.map((value, index) => ({
    from: START + index * everyMinutes * MINUTE,
    to: START + (index + 1) * everyMinutes * MINUTE,
    value,
    sampleSize: value === null ? 0 : sampleSize,
  }));

const question = (condition: Condition, part: Partial<Question> = {}): Question => ({
  condition,
  windowCount: 1,
  everyMinutes: 60,
  minimumSampleSize: 0,
  combine: 'SUM',
  isLowerBetter: true,
  zone: 'UTC',
  ...part,
});
const last = (asked: Question, points: Point[]) => evaluate(asked, points).at(-1);

describe('robust z', () => {
  test('of the last of 10, 12, 11, 13, 12, 11, 40 is 18.89', () => {
    // Median 12, deviations 2 0 1 1 0 1 28, their median 1: 0.6745 · 28 / 1.
    expect(robustZ([10, 12, 11, 13, 12, 11, 40])).toBeCloseTo(18.886, 9);
    expect(robustZ([10, 12, 11, 13, 12, 11, 40]).toFixed(2)).toBe('18.89');
  });

  test('where more than half are the same the mean absolute deviation takes the place of the MAD', () => {
    // Deviations 0 0 0 0 6: mean 1.2.
    expect(robustZ([5, 5, 5, 5, 11])).toBeCloseTo(6 / (1.253314 * 1.2), 9);
  });

  test('where all are the same nothing is far', () => {
    expect(robustZ([5, 5, 5, 5, 5])).toBe(0);
  });

  test('does not depend on scale, place or the order of the others', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -500, max: 500 }),
        (sample, scale, shift) => {
          const z = robustZ(sample);
          expect(robustZ(sample.map((value) => value * scale + shift))).toBeCloseTo(z, 6);
          expect(robustZ([...sample.slice(0, -1).reverse(), sample.at(-1) as number])).toBeCloseTo(z, 9);
        },
      ),
    );
  });

  test('the median of an even number is between the middle two', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });
});

describe('windows', () => {
  test('are sums, means by what they were counted from, or single buckets', () => {
    const points: Point[] = [
      { from: 0, to: 1, value: 0.5, sampleSize: 10 },
      { from: 1, to: 2, value: 0.1, sampleSize: 90 },
    ];
    expect(windowOf(points, 1, 2, 'SUM')).toEqual({ value: 0.6, sampleSize: 100 });
    expect(windowOf(points, 1, 2, 'MEAN')?.value).toBeCloseTo(0.14, 12);
    expect(windowOf(points, 1, 2, 'NONE')).toEqual({ value: null, sampleSize: 100 });
    expect(windowOf(points, 1, 1, 'NONE')).toEqual({ value: 0.1, sampleSize: 90 });
  });

  test('without data have no value, and beyond the beginning are unknown', () => {
    const points = pointsOf([null, null, 3]);
    expect(windowOf(points, 1, 2, 'SUM')).toEqual({ value: null, sampleSize: 0 });
    expect(windowOf(points, 2, 3, 'SUM')).toEqual({ value: 3, sampleSize: 10 });
    expect(windowOf(points, 2, 4, 'SUM')).toBeNull();
  });
});

describe('THRESHOLD', () => {
  const above: Condition = { kind: 'THRESHOLD', direction: 'ABOVE', threshold: 5 };
  const below: Condition = { kind: 'THRESHOLD', direction: 'BELOW', threshold: 5 };

  test.each([
    [above, 6, true],
    [above, 5, false],
    [above, 4, false],
    [below, 4, true],
    [below, 5, false],
    [below, 6, false],
  ])('%o of %s: %s', (condition, value, isMet) => {
    expect(last(question(condition), pointsOf([value]))).toMatchObject({ value, threshold: 5, isMet });
  });

  test('no data is not below, and never 0', () => {
    expect(last(question(below), pointsOf([null]))).toMatchObject({ value: null, isMet: null });
  });

  test('of a count, nothing at all is surely not above; of a rate nobody knows', () => {
    expect(last(question(above), pointsOf([null]))).toMatchObject({ value: null, isMet: false });
    expect(last(question(above, { combine: 'MEAN' }), pointsOf([null]))).toMatchObject({ value: null, isMet: null });
    expect(last(question({ ...above, threshold: -1 }), pointsOf([null]))).toMatchObject({ isMet: null });
  });

  test('a window counted from too few says nothing', () => {
    expect(last(question(above, { minimumSampleSize: 11 }), pointsOf([6]))).toMatchObject({ value: 6, isMet: null });
    expect(last(question(above, { minimumSampleSize: 10 }), pointsOf([6]))).toMatchObject({ isMet: true });
  });

  test('a window slides by one bucket', () => {
    const answers = evaluate(question(above, { windowCount: 3 }), pointsOf([1, 2, 3, null]));
    expect(answers.map(({ value, isMet }) => [value, isMet])).toEqual([
      [null, null],
      [null, null],
      [6, true],
      [5, false],
    ]);
    expect(answers[3]).toMatchObject({ from: START + 60 * MINUTE, to: START + 240 * MINUTE });
  });
});

describe('CHANGE', () => {
  const more = (part: object = {}): Condition => ({
    kind: 'CHANGE',
    direction: 'ABOVE',
    threshold: 50,
    baseline: 'PREVIOUS_WINDOW',
    ...part,
  });

  test('is told in percent of the window before, with the limit in the unit', () => {
    expect(last(question(more()), pointsOf([10, 16]))).toMatchObject({
      value: 16,
      threshold: 15,
      score: 60,
      isMet: true,
    });
    expect(last(question(more()), pointsOf([10, 15]))).toMatchObject({ score: 50, isMet: false });
    expect(last(question(more({ direction: 'BELOW' })), pointsOf([10, 4]))).toMatchObject({
      threshold: 5,
      isMet: true,
    });
    expect(last(question(more({ direction: 'EITHER' })), pointsOf([10, 4]))).toMatchObject({
      threshold: 5,
      isMet: true,
    });
    expect(last(question(more({ direction: 'EITHER' })), pointsOf([10, 16]))).toMatchObject({
      threshold: 15,
      isMet: true,
    });
  });

  test('the window before does not overlap', () => {
    expect(last(question(more(), { windowCount: 2 }), pointsOf([1, 1, 2, 2]))).toMatchObject({ value: 4, score: 100 });
  });

  test.each([[[null, 16]], [[0, 16]], [[10, null]]])('from %o there are no percent', (values) => {
    expect(last(question(more()), pointsOf(values))).toMatchObject({ isMet: null });
  });

  test('the same weekday is that of the local clock, over the change of clocks', () => {
    // New York springs forward on Sunday 8 March 2026: a week before Monday 00:00 EDT is Monday 00:00 EST, 167 h earlier.
    const points = pointsOf(Array.from({ length: 24 * 9 }, () => 1));
    const at = (iso: string) => points.find(({ from }) => from === Date.parse(iso)) as Point;
    at('2026-03-02T05:00:00Z').value = 100;
    at('2026-03-09T04:00:00Z').value = 300;
    const asked = question(more({ baseline: 'SAME_WEEKDAY' }), { zone: 'America/New_York' });
    const answer = evaluate(asked, points).find(({ from }) => from === Date.parse('2026-03-09T04:00:00Z'));
    expect(answer).toMatchObject({ value: 300, score: 200, isMet: true });
  });
});

describe('ANOMALY', () => {
  const odd = (part: object = {}): Condition => ({
    kind: 'ANOMALY',
    direction: 'ABOVE',
    threshold: 3.5,
    sampleCount: 7,
    ...part,
  });

  test('finds the last of 10, 12, 11, 13, 12, 11, 40', () => {
    const answer = last(question(odd()), pointsOf([10, 12, 11, 13, 12, 11, 40]));
    expect(answer?.score?.toFixed(2)).toBe('18.89');
    expect(answer).toMatchObject({ value: 40, isMet: true });
    expect(answer?.threshold).toBeCloseTo(12 + 3.5 / 0.6745, 9);
  });

  test('looks to the side it is told to', () => {
    const low = pointsOf([10, 12, 11, 13, 12, 11, 0]);
    expect(last(question(odd()), low)).toMatchObject({ isMet: false });
    expect(last(question(odd({ direction: 'BELOW' })), low)).toMatchObject({ isMet: true });
    expect(last(question(odd({ direction: 'EITHER' })), low)).toMatchObject({ isMet: true });
  });

  test('passes over windows without data, and says nothing of fewer than five', () => {
    expect(last(question(odd()), pointsOf([10, 12, null, null, 12, 11, 40]))?.score).toBeGreaterThan(3.5);
    expect(last(question(odd()), pointsOf([10, null, null, null, 12, 11, 40]))).toMatchObject({ isMet: null });
    expect(last(question(odd()), pointsOf([10, 12, 11, 13, 12, 11, null]))).toMatchObject({ isMet: null });
  });
});

describe('SEASONAL', () => {
  const seasonal: Condition = { kind: 'SEASONAL', direction: 'EITHER', threshold: 3.5, weeks: 4 };

  test('compares with the same hour of the weeks before, not with the hours before', () => {
    // Busy at noon, quiet otherwise: noon is nothing unusual, the same at midnight is.
    const values = Array.from({ length: 24 * 29 }, (_, hour) => (hour % 24 === 12 ? 1000 : 10) + (hour % 7));
    const points = pointsOf(values);
    const asked = question(seasonal);
    const answers = evaluate(asked, points);
    expect(answers[24 * 28 + 12]).toMatchObject({ isMet: false });
    (points[24 * 28] as Point).value = 1000;
    expect(evaluate(asked, points)[24 * 28]).toMatchObject({ value: 1000, isMet: true });
  });

  test('says nothing before there are three weeks', () => {
    const answers = evaluate(question(seasonal), pointsOf(Array.from({ length: 24 * 22 }, (_, hour) => hour % 5)));
    expect(answers[24 * 21 - 1]).toMatchObject({ isMet: null });
    expect(answers[24 * 21]?.isMet).not.toBeNull();
  });
});

describe('BURN_RATE', () => {
  const burn = (part: object = {}): Condition => ({
    kind: 'BURN_RATE',
    objective: 0.99,
    levels: ['FAST', 'MEDIUM', 'SLOW'],
    ...part,
  });
  const asked = (part: object = {}, more: Partial<Question> = {}) =>
    question(burn(part), { everyMinutes: 15, combine: 'MEAN', ...more });
  const rates = (...parts: [number, number][]) =>
    pointsOf(
      parts.flatMap(([count, rate]) => Array.from({ length: count }, () => rate)),
      15,
    );

  test('fires fast when an hour and the last minutes are beyond 14.4 times', () => {
    expect(last(asked(), rates([284, 0], [4, 0.15]))).toMatchObject({ isMet: true, threshold: 0.144, value: 0.15 });
    expect(last(asked(), rates([284, 0], [4, 0.15]))?.score).toBeCloseTo(15, 9);
    // Over six hours that is 2.5 times the budget, over three days 0.21 times.
    expect(last(asked({ levels: ['MEDIUM'] }), rates([284, 0], [4, 0.15]))).toMatchObject({ isMet: false });
  });

  test('is over as soon as the short window is', () => {
    const points = rates([284, 0], [3, 0.5], [1, 0]);
    expect(last(asked({ levels: ['FAST'] }), points)).toMatchObject({ isMet: false });
    expect(last(asked({ levels: ['FAST'] }), points)?.score).toBeCloseTo(37.5, 9);
  });

  test('the five minutes decide where they are known', () => {
    const points = rates([284, 0], [4, 0.5]);
    const end = points.at(-1)?.to as number;
    const quiet = new Map([[end, { value: 0, sampleSize: 10 }]]);
    expect(evaluate(asked({ levels: ['FAST'] }), points, 0, quiet).at(-1)).toMatchObject({ isMet: false });
    const loud = new Map([[end, { value: 0.2, sampleSize: 10 }]]);
    expect(evaluate(asked({ levels: ['FAST'] }), points, 0, loud).at(-1)).toMatchObject({ isMet: true });
  });

  test.each([
    ['FAST', 4, 0.144, 0.146],
    ['MEDIUM', 24, 0.06, 0.061],
    ['SLOW', 288, 0.01, 0.0101],
  ] as const)('%s: the factor itself is allowed, more is not', (level, count, allowed, tooMuch) => {
    const given = (rate: number) => rates([288 - count, 0], [count, rate]);
    expect(last(asked({ levels: [level] }), given(allowed - 0.0001))).toMatchObject({ isMet: false });
    expect(last(asked({ levels: [level] }), given(tooMuch))).toMatchObject({ isMet: true });
  });

  test('of a rate of what is good, the rest is lost', () => {
    expect(last(asked({}, { isLowerBetter: false }), rates([284, 1], [4, 0.85]))).toMatchObject({
      isMet: true,
      value: 0.85,
      threshold: 0.856,
    });
  });

  test('hours with more traffic weigh more, and none is no loss', () => {
    const points = rates([284, 0], [4, 0.5]);
    for (const point of points.slice(0, 284)) point.sampleSize = 0;
    for (const point of points.slice(0, 284)) point.value = null;
    expect(last(asked(), points)).toMatchObject({ isMet: true });
    expect(last(asked(), pointsOf([null, null], 15))).toMatchObject({ isMet: null });
  });
});

describe('MISSING', () => {
  const missing: Condition = { kind: 'MISSING' };

  test('is a window without anything', () => {
    expect(last(question(missing), pointsOf([null]))).toMatchObject({ isMet: true });
    expect(last(question(missing), pointsOf([0]))).toMatchObject({ isMet: false });
    expect(
      last(question(missing, { windowCount: 26, combine: 'NONE' }), pointsOf([1, ...Array(25).fill(null)])),
    ).toMatchObject({
      isMet: false,
    });
    expect(last(question(missing, { windowCount: 26 }), pointsOf(Array(26).fill(null)))).toMatchObject({ isMet: true });
  });

  test('is not known before there is a whole window', () => {
    expect(last(question(missing, { windowCount: 3 }), pointsOf([null, null]))).toMatchObject({ isMet: null });
  });
});

test('one look needs as many buckets as it says: more change nothing', () => {
  const conditions: [Condition, Partial<Question>][] = [
    [{ kind: 'THRESHOLD', direction: 'ABOVE', threshold: 5 }, { windowCount: 4 }],
    [{ kind: 'CHANGE', direction: 'EITHER', threshold: 10, baseline: 'PREVIOUS_WINDOW' }, { windowCount: 4 }],
    [{ kind: 'CHANGE', direction: 'EITHER', threshold: 10, baseline: 'SAME_WEEKDAY' }, { windowCount: 4 }],
    [{ kind: 'ANOMALY', direction: 'EITHER', threshold: 2, sampleCount: 12 }, { windowCount: 4 }],
    [{ kind: 'SEASONAL', direction: 'EITHER', threshold: 2, weeks: 4 }, {}],
    [
      { kind: 'BURN_RATE', objective: 0.99, levels: ['FAST', 'MEDIUM', 'SLOW'] },
      { everyMinutes: 15, combine: 'MEAN' },
    ],
    [{ kind: 'MISSING' }, { windowCount: 26 }],
  ];
  for (const [condition, part] of conditions) {
    const asked = question(condition, part);
    const all = pointsOf(
      Array.from({ length: 1200 }, (_, index) => ((index * 7919) % 13) / 100),
      asked.everyMinutes,
    );
    expect(evaluate(asked, all.slice(-bucketsNeeded(asked))).at(-1)).toEqual(evaluate(asked, all).at(-1));
  }
});
