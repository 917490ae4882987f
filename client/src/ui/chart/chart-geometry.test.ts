import { expect, test } from '@jest/globals';
import { axisLabels, groupAnnotations, indexAt, measure, seriesAt, xOf, yOf } from './chart-geometry.ts';
import { linesOf, scaleOf } from './chart-scale.ts';
import type { ChartData } from './chart-types.ts';

test.each([
  [[3, 7], 'COUNT', [0, 2, 4, 6, 8]],
  [[1], 'COUNT', [0, 1]],
  [[], 'COUNT', [0, 1]],
  [[0.97], 'RATIO', [0, 0.25, 0.5, 0.75, 1]],
  [[0.04], 'RATIO', [0, 0.01, 0.02, 0.03, 0.04]],
  // Minutes and hours, not thousands of seconds.
  [[5_000], 'SECONDS', [0, 1_800, 3_600, 5_400]],
  [[400_000], 'SECONDS', [0, 172_800, 345_600, 518_400]],
  [[-3, 5], 'NUMBER', [-4, -2, 0, 2, 4, 6]],
] as const)('%j %s has lines at %j', (values, unit, lines) => {
  expect(linesOf(scaleOf(values, unit))).toEqual(lines);
});

test('labels lose what is the same in all', () => {
  expect(axisLabels(['2026-03-08', '2026-03-09'])).toEqual(['8 Mar', '9 Mar']);
  expect(axisLabels(['2026-03-08 22:00', '2026-03-08 23:00', '2026-03-09 00:00'])).toEqual(['22:00', '23:00', '9 Mar']);
  expect(axisLabels(['2026-10-25 02:00 +02:00', '2026-10-25 02:00 +01:00'])).toEqual(['02:00', '02:00']);
  expect(axisLabels(['2026-W10', '2026-03', '2026-Q1', 'other'])).toEqual(['W10', 'Mar 2026', 'Q1 2026', 'other']);
});

const hour = (at: number, value: number | null) => ({
  from: new Date(Date.UTC(2026, 0, 1, at)).toISOString(),
  to: new Date(Date.UTC(2026, 0, 1, at + 1)).toISOString(),
  label: `${at}`,
  value,
  sampleSize: 1,
});
const data: ChartData = {
  kind: 'bar',
  isStacked: true,
  unit: 'COUNT',
  runningIndex: -1,
  series: [
    { key: 'a', label: 'A', colorIndex: 0, points: [hour(0, 2), hour(1, 6), hour(2, null)] },
    { key: 'b', label: 'B', colorIndex: 1, points: [hour(0, 2), hour(1, 2), hour(2, null)] },
  ],
};
const geometry = measure(data, 400, 200, true);

test('what the mouse is at is found in a stack', () => {
  expect(geometry.scale.max).toBe(8);
  const at = (index: number, value: number) => seriesAt(data, geometry, index, yOf(geometry, value));
  expect(indexAt(geometry, xOf(geometry, 1))).toBe(1);
  expect(indexAt(geometry, 2)).toBe(-1);
  expect([at(1, 3), at(1, 7), at(0, 8), at(2, 1)]).toEqual([0, 1, 1, -1]);
});

test('annotations that lie close share a tick, and what reaches in begins at the edge', () => {
  const annotation = (id: string, at: string, until?: string) => ({
    id,
    at,
    until,
    kind: 'INCIDENT' as const,
    title: id,
  });
  const groups = groupAnnotations(geometry, data.series[0]?.points ?? [], [
    annotation('late', '2026-01-01T02:30:00Z'),
    annotation('long', '2025-12-31T20:00:00Z', '2026-01-01T01:00:00Z'),
    annotation('a', '2026-01-01T01:30:00Z'),
    annotation('b', '2026-01-01T01:31:00Z'),
    annotation('outside', '2026-01-02T00:00:00Z'),
  ]);
  expect(groups.map(({ annotations }) => annotations.map(({ id }) => id))).toEqual([['long'], ['a', 'b'], ['late']]);
  expect(groups[0]?.x).toBe(geometry.left);
  // Only what lasts has a line.
  expect(groups.map(({ spans }) => spans.map(({ id }) => id))).toEqual([['long'], [], []]);
  expect(groups[0]?.spans[0]).toMatchObject({
    from: geometry.left,
    to: xOf(geometry, 0) + (xOf(geometry, 1) - xOf(geometry, 0)) / 2,
  });
});

test('labels have room beside each other, none is cut, and hours of many days are named by their days', () => {
  const points = (labels: string[]) => [
    { key: 'a', label: 'A', colorIndex: 0, points: labels.map((label, at) => ({ ...hour(at, 1), label })) },
  ];
  const labelsAt = (labels: string[], width: number) => {
    const place = measure({ ...data, series: points(labels) }, width, 200, true);
    return [...place.labelled]
      .sort((a, b) => a - b)
      .map((index) => ({ text: place.labels[index], x: xOf(place, index) }));
  };
  const days = Array.from({ length: 28 }, (_, day) => `2026-02-${String(day + 1).padStart(2, '0')}`);
  for (const width of [280, 360, 500, 1_000]) {
    const shown = labelsAt(days, width);
    expect(shown.at(-1)?.text).toMatch(/^2[5-8] Feb$/);
    for (const [at, { text = '', x }] of shown.entries()) {
      const half = (text.length * 6.9) / 2;
      expect(x - half).toBeGreaterThanOrEqual(0);
      expect(x + half).toBeLessThanOrEqual(width);
      const next = shown[at + 1];
      if (next) expect(next.x - x).toBeGreaterThan(2 * half);
    }
  }
  const hours = days
    .slice(0, 7)
    .flatMap((day) => Array.from({ length: 24 }, (_, at) => `${day} ${String(at).padStart(2, '0')}:00`));
  expect(labelsAt(hours, 600).map(({ text }) => text)).toEqual([
    '1 Feb',
    '2 Feb',
    '3 Feb',
    '4 Feb',
    '5 Feb',
    '6 Feb',
    '7 Feb',
  ]);
});
