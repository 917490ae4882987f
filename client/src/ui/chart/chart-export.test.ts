import { expect, test } from '@jest/globals';
import { fileName, toCsv, toNdjson } from './chart-export.ts';
import type { ChartData } from './chart-types.ts';

const point = (value: number | null) => ({
  from: '2026-03-01T00:00:00Z',
  to: '2026-03-02T00:00:00Z',
  label: '2026-03-01',
  value,
  sampleSize: 3,
});
const data: ChartData = {
  kind: 'line',
  isStacked: false,
  unit: 'SECONDS',
  runningIndex: -1,
  series: [
    { key: 'a', label: 'p50, "exact"', colorIndex: 0, points: [point(1.5)], previous: [point(null)] },
    { key: 'b', label: '=p90', colorIndex: 1, points: [point(null)] },
  ],
};

test('a CSV has a column per series; no data is empty, and no name runs as a formula', () => {
  expect(toCsv(data)).toBe(
    `from,to,"p50, ""exact""","p50, ""exact"" (rows)","p50, ""exact"" (compared with)",'=p90,'=p90 (rows)\r\n` +
      '2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,1.5,3,,,3\r\n',
  );
});

test('NDJSON has a line per bucket and series', () => {
  expect(
    toNdjson(data)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    expect.objectContaining({
      series: 'p50, "exact"',
      value: 1.5,
      sampleSize: 3,
      previousValue: null,
      unit: 'SECONDS',
    }),
    expect.objectContaining({ series: '=p90', value: null }),
  ]);
});

test('files are named after the chart', () => {
  expect(fileName('Lead time (p50 and p90)', 'csv')).toBe('lead-time-p50-and-p90.csv');
});
