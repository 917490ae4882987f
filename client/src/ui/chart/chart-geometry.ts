import { formatTick } from '../../lib/metrics.ts';
import { linesOf, type Scale, scaleOf } from './chart-scale.ts';
import type { ChartAnnotation, ChartData, ChartPoint, ChartSeries } from './chart-types.ts';

/** Where everything lies in pixels, known without asking the library that draws. */
export interface Geometry {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  count: number;
  scale: Scale;
  /** Short, one for each bucket. */
  labels: string[];
  /** The buckets whose label is written. */
  labelled: ReadonlySet<number>;
}

const charWidth = 6.9;
/** Below the axis: labels, and a strip for annotations. */
const labelsHeight = 20;
export const annotationsHeight = 16;

/** Stacked: what each value stands on. Others stand on zero. */
export function stackBases(data: ChartData): number[][] {
  const tops: number[] = [];
  return data.series.map((series) =>
    series.points.map((point, index) => {
      const base = data.isStacked ? (tops[index] ?? 0) : 0;
      if (data.isStacked) tops[index] = base + (point.value ?? 0);
      return base;
    }),
  );
}

function drawnValues(data: ChartData): number[] {
  const bases = stackBases(data);
  const values = data.series.flatMap((series, at) =>
    series.points.flatMap((point, index) => (point.value === null ? [] : [point.value + (bases[at]?.[index] ?? 0)])),
  );
  return [...values, ...data.series.flatMap(({ previous }) => previous?.flatMap(({ value }) => value ?? []) ?? [])];
}

/** The buckets: all series of a chart have the same. */
export const bucketsOf = (data: { series: ReadonlyArray<Pick<ChartSeries, 'points'>> }): ChartPoint[] =>
  data.series.reduce<ChartPoint[]>((longest, { points }) => (points.length > longest.length ? points : longest), []);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The labels that the server wrote in the project's zone, in fewer letters: `2026-03-08` as `8 Mar`, `2026-03-08 01:00` as `01:00` where all
 * hours are of two days at most, `2026-03` as `Mar 2026`. Others stay.
 */
export function axisLabels(labels: readonly string[]): string[] {
  const dayOf = (label: string) => label.slice(0, 10);
  const days = new Set(labels.map(dayOf)).size;
  return labels.map((label, index) => {
    const [, year = '', month, day, clock] = /^(\d{4})-(\d\d)(?:-(\d\d)(?: (\d\d:\d\d).*)?)?$/.exec(label) ?? [];
    const week = /^\d{4}-(W\d\d)$/.exec(label)?.[1];
    if (week) return week;
    if (!month) return label.replace(/^(\d{4})-(Q\d)$/, '$2 $1');
    const name = months[Number(month) - 1];
    if (!day) return `${name} ${year}`;
    const date = `${Number(day)} ${name}`;
    if (!clock) return date;
    const isNewDay = index > 0 && dayOf(labels[index - 1] ?? '') !== dayOf(label);
    if (days <= 2) return isNewDay ? date : clock;
    return clock === '00:00' ? date : `${date} ${clock}`;
  });
}

export function measure(data: ChartData, width: number, height: number, hasAnnotations: boolean): Geometry {
  const scale = scaleOf(drawnValues(data), data.unit, height < 140 ? 2 : 4);
  const buckets = bucketsOf(data);
  const longestTick = Math.max(...linesOf(scale).map((value) => formatTick(value, data.unit).length));
  const left = Math.ceil(longestTick * charWidth) + 10;
  const right = 8;
  const labels = axisLabels(buckets.map(({ label }) => label));
  return {
    width,
    height,
    left,
    right,
    top: 8,
    bottom: labelsHeight + (hasAnnotations ? annotationsHeight : 0),
    count: buckets.length,
    scale,
    labels,
    labelled: chooseLabels(labels, { width, left, right }),
  };
}

/** Those that have room beside each other: days where hours are of many days, else counted from the end, so that the newest has one. */
function chooseLabels(labels: readonly string[], place: Pick<Geometry, 'width' | 'left' | 'right'>): Set<number> {
  const band = Math.max(1, place.width - place.left - place.right) / Math.max(1, labels.length);
  const days = labels.flatMap((label, index) => (label.includes(':') ? [] : [index]));
  const isOfHours = days.length > 1 && days.length < labels.length && labels.some((label) => label.includes(' '));
  const candidates = isOfHours ? days : labels.map((_, index) => index);
  const widthOf = (index: number) => (labels[index]?.length ?? 0) * charWidth;
  const apart = (Math.max(...candidates.map(widthOf)) + 14) / band;
  const chosen = new Set<number>();
  let last = Number.POSITIVE_INFINITY;
  for (const index of candidates.reverse()) {
    const middle = (index + 0.5) * band;
    const isCut =
      place.left + middle < widthOf(index) / 2 || middle - band * labels.length > place.right - widthOf(index) / 2;
    if (isCut || last - index < apart) continue;
    chosen.add(index);
    last = index;
  }
  return chosen;
}

export const bandWidthOf = ({ width, left, right, count }: Geometry) =>
  Math.max(0, width - left - right) / Math.max(1, count);

/** The middle of a bucket. */
export const xOf = (geometry: Geometry, index: number) => geometry.left + (index + 0.5) * bandWidthOf(geometry);

export function yOf({ top, bottom, height, scale }: Geometry, value: number): number {
  return top + (1 - (value - scale.min) / (scale.max - scale.min)) * (height - top - bottom);
}

/** The bucket under a place of the plot, or -1 beside it. */
export function indexAt(geometry: Geometry, x: number): number {
  const index = Math.floor((x - geometry.left) / bandWidthOf(geometry));
  return index >= 0 && index < geometry.count ? index : -1;
}

/** The series under or nearest to a height, among those with data in that bucket. */
export function seriesAt(data: ChartData, geometry: Geometry, index: number, y: number): number {
  const bases = stackBases(data);
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  data.series.forEach((series, at) => {
    const value = series.points[index]?.value ?? null;
    if (value === null || (data.isStacked && value === 0)) return;
    const base = bases[at]?.[index] ?? 0;
    const upper = yOf(geometry, base + value);
    const lower = data.isStacked ? yOf(geometry, base) : upper;
    const distance = y < upper ? upper - y : y > lower ? y - lower : 0;
    if (distance < bestDistance) {
      best = at;
      bestDistance = distance;
    }
  });
  return best;
}

/** Annotations that lie so close that they share a tick. */
export interface AnnotationGroup {
  x: number;
  /** From where to where those last that last long enough to be seen. */
  spans: { id: string; from: number; to: number }[];
  annotations: ChartAnnotation[];
}

function xOfTime(geometry: Geometry, buckets: ChartPoint[], at: number): number | null {
  const index = buckets.findIndex(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
  const bucket = buckets[index];
  if (!bucket) return null;
  const [from, to] = [Date.parse(bucket.from), Date.parse(bucket.to)];
  return geometry.left + (index + (at - from) / (to - from)) * bandWidthOf(geometry);
}

/** An icon with a number of two digits; a thumb. */
const MARK_WIDTH = 28;
export const thumbWidth = 40;
/** What takes less of the axis is a moment. */
const LEAST_SPAN = 8;

export function groupAnnotations(
  geometry: Geometry,
  buckets: ChartPoint[],
  annotations: readonly ChartAnnotation[],
  apart = MARK_WIDTH,
): AnnotationGroup[] {
  const groups: AnnotationGroup[] = [];
  const sorted = [...annotations].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const annotation of sorted) {
    const begins = Date.parse(buckets[0]?.from ?? '');
    // What began before the window and reaches into it stands at its edge.
    const reachesIn = Date.parse(annotation.at) < begins && annotation.until && Date.parse(annotation.until) > begins;
    const x = reachesIn ? geometry.left : xOfTime(geometry, buckets, Date.parse(annotation.at));
    if (x === null) continue;
    const ends = annotation.until ? xOfTime(geometry, buckets, Date.parse(annotation.until)) : x;
    const to = ends ?? geometry.width - geometry.right;
    const spans = to - x > LEAST_SPAN ? [{ id: annotation.id, from: x, to }] : [];
    const last = groups.at(-1);
    if (last && x - last.x < apart) {
      last.annotations.push(annotation);
      last.spans.push(...spans);
    } else groups.push({ x, spans, annotations: [annotation] });
  }
  return groups;
}
