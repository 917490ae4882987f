import type { MetricUnit } from '../../lib/metrics.ts';

/** A bucket of time and what was measured in it: half-open, `value` null where there is no data. */
export interface ChartPoint {
  from: string;
  to: string;
  label: string;
  value: number | null;
  sampleSize: number;
}

export interface ChartSeries {
  key: string;
  label: string;
  points: ChartPoint[];
  /** The same series in the window it is compared with, bucket by bucket. */
  previous?: ChartPoint[] | null;
  /** For series that are a state: its colour, and a pattern of its own so that the colour is not needed. */
  tone?: 'succeeded' | 'failed' | 'canceled' | 'rest';
}

export type ChartKind = 'line' | 'bar' | 'area';

/** Something that happened and may explain the numbers. */
export interface ChartAnnotation {
  id: string;
  at: string;
  until?: string | null;
  kind: 'DEPLOYMENT' | 'INCIDENT' | 'ALERT' | 'RULE_CHANGE';
  title: string;
  /** Where it opens, inside the client. */
  url?: string | null;
}

export interface ChartPointEvent {
  seriesKey: string;
  point: ChartPoint;
}

/** A series with the colour it keeps while others are left out. */
export interface DrawnSeries extends ChartSeries {
  colorIndex: number;
}

/** What is drawn; everything a plot needs besides its size and colours. */
export interface ChartData {
  kind: ChartKind;
  isStacked: boolean;
  series: DrawnSeries[];
  unit: MetricUnit;
  /** The bucket that time is in now; its value still moves. -1 when there is none. */
  runningIndex: number;
}
