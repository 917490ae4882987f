import { describe, expect, test } from '@jest/globals';
import { useCast } from '../../../test/factories.ts';
import { bucketsOf } from '../../lib/calendar.ts';
import { bandOf, count, type DeliveryRows, lowerMedian, quantile, splitByBucket, WHOLE } from './delivery.rules.ts';
import { DELIVERY_MEASURES } from './measure.rules.ts';

const cast = useCast();

/** The same numbers in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

test('quantiles are Postgres’ percentile_cont', async () => {
  const next = random(7);
  for (let round = 0; round < 30; round += 1) {
    const values = Array.from({ length: 1 + Math.floor(next() * 40) }, () => Math.round(next() * 1e6) / 1e3);
    const [row] = await cast.app.sql<{ found: number[] }>(
      `select array_agg(p order by q) as found from (
         select q, percentile_cont(q) within group (order by v) as p from unnest($1::float8[]) v, unnest(array[0, 0.5, 0.9, 0.95, 1]::float8[]) q group by q) x`,
      [values],
    );
    const sorted = [...values].sort((a, b) => a - b);
    for (const [index, q] of [0, 0.5, 0.9, 0.95, 1].entries())
      expect(quantile(sorted, q)).toBeCloseTo(row?.found[index] ?? Number.NaN, 9);
  }
  expect(quantile([], 0.5)).toBeNull();
});

test('the lower median is the largest value whose percent rank is at most a half', () => {
  expect([[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]].map(lowerMedian)).toEqual([null, 1, 1, 2, 2]);
});

/** Anything that may be in the tables. */
function anyRows(next: () => number): DeliveryRows {
  const pick = (count: number) => Math.floor(next() * count);
  const deployments = Array.from({ length: pick(20) }, (_, index) => ({
    id: `dpl_${index}`,
    at: index * 1_000,
    serviceId: `svc_${pick(3)}`,
    environmentId: `env_${pick(2)}`,
    isSuccess: next() < 0.8,
    isRework: next() < 0.3,
  }));
  const incidents = Array.from({ length: pick(60) }, (_, index) => {
    const detectedAt = pick(20_000);
    return {
      id: `inc_${index}`,
      detectedAt,
      resolvedAt: next() < 0.7 ? detectedAt + pick(9_000) : null,
      serviceId: `svc_${pick(3)}`,
      environmentId: null,
      deploymentId: deployments[pick(20)]?.id ?? null,
    };
  });
  return { deployments, changes: [], incidents, failures: incidents.filter(({ deploymentId }) => deploymentId) };
}

describe('whatever is in the tables', () => {
  const window = { from: new Date(0), to: new Date(86_400_000) };
  const given = { zone: 'UTC', now: new Date(9e12), hasAny: true };

  test('a change fail rate and a rework rate are never more than 1, times never negative, nothing is null not 0', () => {
    const next = random(42);
    for (let round = 0; round < 500; round += 1) {
      const rows = anyRows(next);
      for (const name of ['changeFailRate', 'reworkRate', 'failedDeploymentRecoveryTime', 'timeToRestore'] as const) {
        const formula = DELIVERY_MEASURES[name].formulaOf({ arithmetic: 'DORA', recoveryStart: 'DETECTION' });
        const samples = formula.samples(rows, WHOLE);
        const { value, sampleSize, numerator, denominator } = count(formula.how, samples, window, given);
        if (sampleSize === 0) expect(value).toBeNull();
        else expect(value).toBeGreaterThanOrEqual(0);
        if (formula.how === 'RATIO' && value !== null) {
          expect(value).toBeLessThanOrEqual(1);
          expect(value).toBe(Number(numerator) / Number(denominator));
        }
      }
    }
  });

  test('the whole is the sum of its services, and of its buckets', () => {
    const next = random(3);
    const buckets = bucketsOf({ from: new Date(0), to: new Date(7_200_000) }, 'QUARTER_HOUR', 'UTC');
    for (let round = 0; round < 100; round += 1) {
      const rows = anyRows(next);
      const formula = DELIVERY_MEASURES.changeFailRate.formulaOf({ arithmetic: 'DORA', recoveryStart: 'DETECTION' });
      const all = formula.samples(rows, WHOLE);
      const parts = ['svc_0', 'svc_1', 'svc_2'].flatMap((id) => formula.samples(rows, { by: 'service', id }));
      expect(parts).toHaveLength(all.length);
      expect(splitByBucket(all, buckets).flat()).toEqual(all);
    }
  });

  test('every formula says how it counts', () => {
    for (const measure of Object.values(DELIVERY_MEASURES))
      for (const arithmetic of ['DORA', 'DEVLAKE', 'GITLAB', 'SLEUTH'] as const)
        expect(measure.formulaOf({ arithmetic, recoveryStart: 'DETECTION' }).definition).toMatch(/^[A-Z].{20,}\.$/s);
  });
});

test('bands by their limits', () => {
  const band = (key: string, value: number | null) => bandOf(`delivery.${key}`, value);
  expect([3, 1, 0.5, 0.05, 0.01].map((value) => band('deployment_frequency', value))).toEqual([
    'ELITE',
    'ELITE',
    'HIGH',
    'MEDIUM',
    'LOW',
  ]);
  expect([0.05, 0.1, 0.15, 0.2].map((value) => band('change_fail_rate', value))).toEqual([
    'ELITE',
    'HIGH',
    'MEDIUM',
    'LOW',
  ]);
  expect(band('lead_time', null)).toBeNull();
  expect(band('rework_rate', 0.1)).toBeNull();
});
