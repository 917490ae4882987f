import { expect, test } from '@jest/globals';
import { card, panel, points } from '../../../test/analytics-fixtures.ts';
import { applyUpdate, type Measured } from './live-metrics.ts';

const known: Measured = {
  version: 7,
  results: [
    panel('deployments.count', [2, 3], {
      groups: [
        ['SUCCEEDED', [2, 2]],
        ['FAILED', [null, 1]],
      ],
    }),
  ] as never,
};
const patch = (version: number, previousVersion: number | null, result: unknown) =>
  ({ version, previousVersion, isSnapshot: previousVersion === null, results: [result] }) as never;
const lastPoint = (value: number) => points([0, value]).slice(1);

test('a snapshot takes the place of everything', () => {
  const snapshot = panel('deployments.count', [5, 5]);
  expect(applyUpdate(known, patch(12, null, snapshot))).toEqual({ version: 12, results: [snapshot] });
  expect(applyUpdate(null, patch(1, null, snapshot))?.version).toBe(1);
});

test('a patch moves the open bucket and leaves the others as they are', () => {
  const after = applyUpdate(
    known,
    patch(8, 7, {
      ...panel('deployments.count', []),
      total: { ...card('deployments.count', [], { value: 6 }), series: lastPoint(4) },
      groups: [
        {
          key: 'SUCCEEDED',
          label: 'Succeeded',
          metric: { ...card('deployments.count', [], { value: 5 }), series: lastPoint(3) },
        },
      ],
    }),
  );
  const [result] = after?.results ?? [];
  expect(after?.version).toBe(8);
  expect(result?.total.value).toBe(6);
  expect(result?.total.series.map(({ value }) => value)).toEqual([2, 4]);
  expect(result?.groups[0]?.metric.series.map(({ value }) => value)).toEqual([2, 3]);
  // Untouched: nothing of it is drawn again.
  expect(result?.groups[1]).toBe(known.results[0]?.groups[1]);
});

test('a group that is new has no data before', () => {
  const after = applyUpdate(
    known,
    patch(8, 7, {
      ...panel('deployments.count', []),
      groups: [
        { key: 'CANCELED', label: 'Canceled', metric: { ...card('deployments.count', []), series: lastPoint(1) } },
      ],
    }),
  );
  const added = after?.results[0]?.groups.find(({ key }) => key === 'CANCELED');
  expect(added?.metric.series.map(({ value }) => value)).toEqual([null, 1]);
});

test('a patch for another version says that something was missed', () => {
  expect(applyUpdate(known, patch(10, 9, panel('deployments.count', [])))).toBeNull();
  expect(applyUpdate(null, patch(10, 9, panel('deployments.count', [])))).toBeNull();
});
