import { expect, test } from '@jest/globals';
import { courseOf, together } from './storage-course.rules.ts';

const day = (number: number) => new Date(Date.UTC(2026, 2, number));
const buckets = [1, 2, 3, 4, 5].map((number) => ({ from: day(number), to: day(number + 1), label: '' }));
const logs = (number: number, bytes: number) => ({ from: day(number), part: 'logs', bytes });

test('each bucket has what was measured last, and nothing before the first time or of a time to come', () => {
  const course = courseOf([logs(4, 40), logs(2, 20)], buckets, day(4));
  expect(course.logs).toEqual([null, 20, 20, 40, null]);
  expect(course.facts).toEqual([null, null, null, null, null]);
});

test('a day on which nobody measured goes on from the days before the window', () => {
  const before = { from: new Date('2026-02-27T00:00:00Z'), part: 'facts', bytes: 7 };
  expect(courseOf([before], buckets, day(9)).facts).toEqual([7, 7, 7, 7, 7]);
});

test('of several measurements in a bucket the last one stays', () => {
  const week = [{ from: day(1), to: day(8), label: '' }];
  expect(courseOf([logs(1, 1), logs(3, 3), logs(7, 5), logs(8, 9)], week, day(8)).logs).toEqual([5]);
});

test('parts are together what was measured of any of them', () => {
  expect([together([null, null]), together([null, 3]), together([2, 3])]).toEqual([null, 3, 5]);
});
