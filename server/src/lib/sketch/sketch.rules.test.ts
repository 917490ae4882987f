import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Distinct } from './distinct.ts';
import { LogHistogram } from './log-histogram.ts';

const histogramOf = (values: readonly number[]) => {
  const made = new LogHistogram();
  for (const value of values) made.add(value);
  return made;
};
const distinctOf = (values: readonly string[]) => {
  const made = new Distinct();
  for (const value of values) made.add(value);
  return made;
};
const merged = <S extends { merge(other: S): void }>(empty: S, ...parts: S[]) => {
  for (const part of parts) empty.merge(part);
  return empty;
};

/** As Postgres's `percentile_cont`. */
function exactQuantile(values: readonly number[], q: number): { low: number; high: number; value: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] as number;
  const high = sorted[Math.ceil(rank)] as number;
  return { low, high, value: low + (rank % 1) * (high - low) };
}

const values = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: -1_000, max: 1_000 }),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
  ),
  { minLength: 1, maxLength: 300 },
);

test('each quantile is within 1 % of the true one: also of zero, negative and very large values', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, q) => {
      const exact = exactQuantile(all, q);
      const found = histogramOf(all).quantile(q) as number;
      const most = 0.01 * Math.max(Math.abs(exact.low), Math.abs(exact.high)) + 1e-8;
      expect(Math.abs(found - exact.value)).toBeLessThanOrEqual(most * (1 + 1e-9));
    }),
  );
});

test('of one sign the interpolated value is within 1 % too', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 45 }), { minLength: 1, maxLength: 200 }), (all) => {
      for (const q of [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]) {
        const exact = exactQuantile(all, q).value;
        const found = histogramOf(all).quantile(q) as number;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.01 * (1 + 1e-9));
      }
    }),
  );
});

test('a distribution is the same however it was put together, and survives its bytes', () => {
  fc.assert(
    fc.property(values, values, (left, right) => {
      const whole = histogramOf([...left, ...right]);
      const parts = merged(new LogHistogram(), histogramOf(right), histogramOf(left));
      expect(parts.toBytes()).toEqual(whole.toBytes());
      expect(parts.count).toBe(left.length + right.length);
      const together = LogHistogram.of([histogramOf(right), new LogHistogram(), histogramOf(left)]);
      expect(together.toBytes()).toEqual(whole.toBytes());
      expect(together.count).toBe(whole.count);
      expect(LogHistogram.from(whole.toBytes()).toBytes()).toEqual(whole.toBytes());
      expect(LogHistogram.from(whole.toBytes()).quantile(0.5)).toBe(whole.quantile(0.5));
    }),
  );
});

test('a value may stand for many', () => {
  const one = new LogHistogram();
  one.add(3, 5_000_000_000);
  one.add(700, 2);
  expect(LogHistogram.from(one.toBytes()).count).toBe(5_000_000_002);
  expect(one.quantile(1)).toBeCloseTo(700, -1);
  expect(histogramOf([1_234_567]).toBytes().length).toBeLessThanOrEqual(5);
});

test('nothing has no quantiles, and other bytes are refused', () => {
  expect(new LogHistogram().quantile(0.5)).toBeNull();
  expect(LogHistogram.from(new LogHistogram().toBytes()).count).toBe(0);
  expect(() => LogHistogram.from(new Uint8Array([9]))).toThrow('no distribution');
  expect(() => LogHistogram.from(new Uint8Array([1, 200]))).toThrow('too early');
  expect(() => new LogHistogram().add(Number.NaN)).toThrow('finite');
  expect(() => Distinct.from(new Uint8Array([3]))).toThrow('different');
});

test('up to 256 different ones are counted exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 256 }), (all) => {
      expect(distinctOf(all).count).toBe(new Set(all).size);
    }),
  );
});

test('more of them within 5 %, three times the standard error', () => {
  for (const size of [257, 1_000, 5_000, 12_000, 40_000, 200_000]) {
    const { count } = distinctOf(Array.from({ length: size }, (_, index) => `usr_${index}`));
    expect(Math.abs(count - size) / size).toBeLessThan(0.05);
  }
});

test('a union is the same in any order and grouping, and survives its bytes', () => {
  const someone = fc.integer({ min: 0, max: 600 }).map((index) => `usr_${index}`);
  const some = fc.array(someone, { maxLength: 400 });
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const whole = distinctOf([...a, ...b, ...c]);
      const parts = merged(new Distinct(), distinctOf(c), merged(distinctOf(b), distinctOf(a)), distinctOf(a));
      expect(Buffer.from(parts.toBytes())).toEqual(Buffer.from(whole.toBytes()));
      expect(Buffer.from(Distinct.from(whole.toBytes()).toBytes())).toEqual(Buffer.from(whole.toBytes()));
      expect(parts.count).toBe(whole.count);
    }),
    { numRuns: 50 },
  );
});
