import { setImmediate as breathe } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import type { LoadRows, Metric } from '../../platform/metrics/metric.types.ts';
import { type Counted, countRows, type FactQuery } from './measure.batches.ts';
import type { Frame } from './measure.input.ts';
import { labelsOf, type Named } from './measure.labels.ts';
import type { BatchReading, Reading } from './measure.read.ts';
import { rowsOf } from './measure.rows.ts';
import { calculate, pointsOf, type Series } from './measure.rules.ts';
import {
  type Measure,
  type MeasureDirection,
  MetricDimension,
  type MetricGroup,
  type MetricResult,
} from './measure.types.ts';
import { type MeasureDefinition, scaleOf } from './measures.ts';
import { OTHER } from './store.types.ts';

/** A measure as the API shows it. */
export function shownMeasure(measure: MeasureDefinition): Measure {
  const { key, title, description, unit, group, better, isLive } = measure;
  const dimensions = measure.dimensions.map((found) => MetricDimension[found.toUpperCase() as MetricDimension]);
  return { key, title, description, unit, group, dimensions, better: better satisfies MeasureDirection, isLive };
}

/** What is made of them at a stretch: some milliseconds, while everybody else waits. */
const POINTS_AT_ONCE = 5_000;

/** Makes results of what was read, by the index of their query; with the names of all groups in one statement. */
export async function resultsOf(
  ctx: Context,
  frame: Frame,
  { batches, batchOf }: Reading,
): Promise<Map<number, MetricResult>> {
  const named = batches.flatMap(({ batch, keys }) =>
    batch.groupBy && keys ? keys.top.map((key): Named => namedOf(batch.kind, batch.groupBy, key)) : [],
  );
  const label = await labelsOf(ctx, frame.projectId, named);
  const counted = new Map(
    batches.map((reading) => {
      const { batch, rows, previousRows } = reading;
      return [reading, { current: countRows(batch, rows), previous: previousRows && countRows(batch, previousRows) }];
    }),
  );
  const results = new Map<number, MetricResult>();
  let points = 0;
  for (const [index, { query, reading }] of batchOf) {
    const { current, previous } = counted.get(reading) as { current: Counted; previous: Counted | null };
    const { where } = reading.batch;
    const total = metricOf(frame, query, current.total, previous?.total, rowsOf(frame, query, frame.span, where));
    const groups = groupsOf(query, reading).map(({ key, where }): MetricGroup => {
      const [series, before] = [current.groups.get(key), previous && (previous.groups.get(key) ?? null)];
      const metric = metricOf(frame, query, series, before, rowsOf(frame, query, frame.span, where));
      return { key, label: label(namedOf(query.kind, query.groupBy, key)), metric };
    });
    results.set(index, { measure: shownMeasure(query.measure), total, groups });
    points += (1 + groups.length) * frame.span.buckets.length;
    if (points < POINTS_AT_ONCE) continue;
    await breathe();
    points = 0;
  }
  return results;
}

const namedOf = (kind: Named['kind'], dimension: FactQuery['groupBy'], key: string): Named => ({
  kind,
  dimension: dimension ?? 'name',
  key,
});

/** The groups that are shown and what each is made of. */
function groupsOf({ groupBy }: FactQuery, { batch, keys }: BatchReading) {
  if (!groupBy || !keys) return [];
  const shown = keys.top.map((key) => ({ key, where: { ...batch.where, [groupBy]: [key] } }));
  return keys.rest.length > 0 ? [...shown, { key: OTHER, where: { ...batch.where, [groupBy]: keys.rest } }] : shown;
}

function metricOf(
  frame: Frame,
  { measure, calculation, kind }: FactQuery,
  series: Series | undefined,
  before: Series | null | undefined,
  loadRows: LoadRows,
): Metric {
  const { span, previous, now } = frame;
  const scale = scaleOf(kind);
  const asCalculated = { scale, now };
  const earlier = previous && calculate(calculation, before?.total, scale);
  return {
    key: measure.key,
    title: measure.title,
    unit: measure.unit,
    definition: measure.description,
    definitionVersion: measure.version,
    ...calculate(calculation, series?.total, scale),
    series: pointsOf(calculation, series, span.buckets, asCalculated),
    previous:
      previous && earlier
        ? {
            from: previous.from,
            to: previous.to,
            value: earlier.value,
            sampleSize: earlier.sampleSize,
            series: pointsOf(calculation, before ?? undefined, previous.buckets, asCalculated),
          }
        : null,
    loadRows,
  };
}
