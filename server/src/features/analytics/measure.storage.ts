import type { App, Context } from '../../platform/context.ts';
import type { Metric } from '../../platform/metrics/metric.types.ts';
import type { FactQuery } from './measure.batches.ts';
import type { Frame, MeasureQuery, Span } from './measure.input.ts';
import { keptOf } from './measure.queries.ts';
import { shownMeasure } from './measure.results.ts';
import { rowsOf } from './measure.rows.ts';
import type { MetricResult } from './measure.types.ts';
import { type Course, courseOf, KEPT_PARTS, type KeptPart, partsOf, together } from './storage-course.rules.ts';
import { analyticsStore } from './store.service.ts';

/** Sizes change slowly, and adding them up passes every deployment, run and fact of the project. */
const FRESH_MS = 60_000;
const DAY_MS = 86_400_000;
/** It is measured once a day; one day may have been missed. */
const LOOK_BACK_MS = 3 * DAY_MS;

const LABELS: Record<KeptPart, string> = { logs: 'Logs', values: 'Values of runs', facts: 'Facts' };

const known = new WeakMap<App, Map<string, { at: number; sizes: Promise<Record<KeptPart, number>> }>>();

/** What a project takes: now as it is, and before now as it was measured once a day. */
export async function storageResult(ctx: Context, frame: Frame, query: MeasureQuery): Promise<MetricResult> {
  const [sizes, course, previous] = await Promise.all([
    sizesOf(ctx, frame.projectId),
    readCourse(ctx, frame, frame.span),
    frame.previous && readCourse(ctx, frame, frame.previous),
  ]);
  const wanted = query.where.name;
  const parts = KEPT_PARTS.filter((part) => !wanted || wanted.includes(part));
  const metric = (of: readonly KeptPart[]) => metricOf(frame, query, of, { sizes, course, previous });
  const groups = [...parts].sort((a, b) => sizes[b] - sizes[a]).slice(0, query.top);
  return {
    measure: shownMeasure(query.measure),
    total: metric(parts),
    groups: query.groupBy ? groups.map((part) => ({ key: part, label: LABELS[part], metric: metric([part]) })) : [],
  };
}

function sizesOf(ctx: Context, projectId: string): Promise<Record<KeptPart, number>> {
  const byProject = known.get(ctx.app) ?? new Map();
  known.set(ctx.app, byProject);
  const found = byProject.get(projectId);
  if (found && performance.now() - found.at < FRESH_MS) return found.sizes;
  const sizes = keptOf(ctx, [projectId]).then(([kept]) =>
    partsOf(kept ?? { projectId, logs: 0, values: 0, factCount: 0 }),
  );
  byProject.set(projectId, { at: performance.now(), sizes });
  sizes.catch(() => byProject.delete(projectId));
  return sizes;
}

async function readCourse(ctx: Context, frame: Frame, span: Span): Promise<Course> {
  const { projectId, zone, interval, now } = frame;
  const isFine = interval === 'QUARTER_HOUR' || interval === 'HOUR';
  const rows = await analyticsStore.read(ctx, {
    projectId,
    kind: 'storage',
    from: new Date(span.from.getTime() - LOOK_BACK_MS),
    to: span.to,
    zone,
    interval: isFine ? interval : 'DAY',
    groupBy: ['name'],
    where: {},
    parts: {},
  });
  const measured = rows.flatMap(({ from, keys, valueSum, valueCount }) =>
    from && valueCount > 0 ? [{ from, part: keys.name ?? '', bytes: Math.round(valueSum / valueCount) }] : [],
  );
  return courseOf(measured, span.buckets, now);
}

interface Kept {
  sizes: Record<KeptPart, number>;
  course: Course;
  previous: Course | null;
}

function metricOf(
  frame: Frame,
  query: MeasureQuery,
  parts: readonly KeptPart[],
  { sizes, course, previous }: Kept,
): Metric {
  const { span, now } = frame;
  const { measure } = query;
  const isNow = now >= span.from && now.getTime() - span.to.getTime() < DAY_MS;
  const exact = parts.reduce((sum, part) => sum + sizes[part], 0);
  const values = valuesOf(course, parts, span);
  const present = span.buckets.findLastIndex(({ from }) => from <= now);
  if (isNow && present >= 0) values[present] = exact;
  const value = isNow ? exact : (values.at(-1) ?? null);
  const earlier = frame.previous && previous ? valuesOf(previous, parts, frame.previous) : [];
  const where = { name: [...parts] };
  const asFacts: FactQuery = { ...query, kind: 'storage', calculation: { how: 'sum' } };
  return {
    key: measure.key,
    title: measure.title,
    unit: measure.unit,
    definition: measure.description,
    definitionVersion: measure.version,
    value,
    sampleSize: sampleSize(value),
    numerator: null,
    denominator: null,
    series: pointsOf(span, values),
    previous: frame.previous && {
      from: frame.previous.from,
      to: frame.previous.to,
      value: earlier.at(-1) ?? null,
      sampleSize: sampleSize(earlier.at(-1) ?? null),
      series: pointsOf(frame.previous, earlier),
    },
    loadRows: rowsOf(frame, asFacts, span, where),
  };
}

const sampleSize = (value: number | null) => (value === null ? 0 : 1);
const valuesOf = (course: Course, parts: readonly KeptPart[], { buckets }: Span) =>
  buckets.map((_bucket, index) => together(parts.map((part) => course[part][index] ?? null)));
const pointsOf = ({ buckets }: Span, values: readonly (number | null)[]) =>
  buckets.map((bucket, index) => {
    const value = values[index] ?? null;
    return { ...bucket, value, sampleSize: sampleSize(value) };
  });
