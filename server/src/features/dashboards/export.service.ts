import type { Readable } from 'node:stream';
import { z } from 'zod';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { invalid } from '../../platform/errors.ts';
import { FACT_KINDS, type FactKindName, type FactUnit } from '../../platform/facts.ts';
import { Comparison, MetricInterval, type MetricPoint } from '../../platform/metrics/metric.types.ts';
import { isOfOurTime, parseInput } from '../../platform/validation.ts';
import { measure } from '../analytics/measure.service.ts';
import { MetricDimension } from '../analytics/measure.types.ts';
import { analyticsStore } from '../analytics/store.service.ts';
import type { FactRow } from '../analytics/store.types.ts';
import { type Row, type TableColumn, type TableFormat, tableStream } from './export.formats.ts';

interface ExportInput {
  project: { id: string; slug: string };
  /** The parameters of the address. */
  parameters: unknown;
  format: TableFormat;
}

const moment = z.iso
  .datetime({ offset: true, error: 'Use an RFC 3339 time, such as 2026-11-20T00:00:00Z.' })
  .transform((value) => new Date(value))
  .refine(isOfOurTime, 'Use a year from 1000 to 9999.');
const several = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const texts = z.array(z.string().max(200, 'Use at most 200 characters.')).max(100, 'Name at most 100.');
/** Once or several times: names may have commas in them. */
const names = several.pipe(texts);
/** Once, several times, or with commas between. */
const list = several.transform((value) => value.flatMap((each) => each.split(',')).filter(Boolean)).pipe(texts);
const choice = <Values extends Record<string, string>>(values: Values) => {
  const words = Object.keys(values).map((name) => name.toLowerCase());
  return z
    .string()
    .transform((value) => value.toUpperCase())
    .refine((value) => value in values, `Use one of: ${words.join(', ')}.`)
    .transform((value) => value as keyof Values & string);
};

const metricsRules = z.strictObject({
  measure: list.refine((keys) => keys.length >= 1 && keys.length <= 12, 'Name 1 to 12 measures.'),
  from: moment,
  to: moment,
  interval: choice(MetricInterval).default('DAY'),
  compare: choice({ PREVIOUS_PERIOD: '', LAST_YEAR: '', MATCHED_WEEKDAYS: '' } as const).optional(),
  groupBy: choice(MetricDimension).optional(),
  top: z.coerce.number('Use a whole number, 1 to 50.').int().min(1).max(50).optional(),
  serviceIds: list.optional(),
  environmentIds: list.optional(),
  names: names.optional(),
  statuses: names.optional(),
});

const METRIC_COLUMNS: TableColumn[] = [
  { name: 'measure', type: 'TEXT' },
  { name: 'unit', type: 'TEXT' },
  { name: 'group', type: 'TEXT' },
  { name: 'groupLabel', type: 'TEXT' },
  { name: 'period', type: 'TEXT' },
  { name: 'from', type: 'TIME' },
  { name: 'to', type: 'TIME' },
  { name: 'label', type: 'TEXT' },
  { name: 'value', type: 'NUMBER' },
  { name: 'sampleSize', type: 'INTEGER' },
];

/**
 * Measures over a window as a table: a row for each bucket of each group, and with `compare` those of the window before. The
 * limits are those of `usageMetrics`. For those who see the project.
 */
export async function exportMetrics(ctx: Context, { project, parameters, format }: ExportInput): Promise<Readable> {
  authorize(ctx, 'project:read', project.id);
  const { measure: keys, from, to, interval, compare, ...given } = parseInput(metricsRules, parameters);
  const { results } = await measure(ctx, project.id, {
    from,
    to,
    interval,
    compare: compare ? { with: Comparison[compare] } : null,
    queries: keys.map((key) => ({
      ...given,
      measure: key,
      groupBy: given.groupBy ? MetricDimension[given.groupBy] : null,
    })),
  });
  async function* batches(): AsyncGenerator<Row[]> {
    for (const { measure, total, groups } of results) {
      const parts = groups.length > 0 ? groups : [{ key: null, label: null, metric: total }];
      for (const { key, label, metric } of parts) {
        const rowOf =
          (period: string) =>
          (point: MetricPoint): Row => [
            measure.key,
            metric.unit,
            key,
            label,
            period,
            new Date(point.from),
            new Date(point.to),
            point.label,
            point.value,
            point.sampleSize,
          ];
        yield metric.series.map(rowOf('current'));
        if (metric.previous) yield metric.previous.series.map(rowOf('previous'));
      }
    }
  }
  return tableStream(format, METRIC_COLUMNS, batches());
}

const KINDS = Object.keys(FACT_KINDS) as [FactKindName, ...FactKindName[]];
const eventsRules = z.strictObject({
  from: moment,
  to: moment,
  kinds: list.pipe(z.array(z.enum(KINDS, `Kinds are: ${KINDS.join(', ')}.`))).optional(),
  names: names.optional(),
  statuses: names.optional(),
  serviceIds: list.optional(),
  environmentIds: list.optional(),
});

const EVENT_COLUMNS: TableColumn[] = [
  { name: 'at', type: 'TIME' },
  { name: 'kind', type: 'TEXT' },
  { name: 'name', type: 'TEXT' },
  { name: 'status', type: 'TEXT' },
  { name: 'service', type: 'TEXT' },
  { name: 'environment', type: 'TEXT' },
  { name: 'count', type: 'INTEGER' },
  { name: 'value', type: 'NUMBER' },
  { name: 'unit', type: 'TEXT' },
  { name: 'costNanoUsd', type: 'INTEGER' },
  { name: 'subjectId', type: 'TEXT' },
  { name: 'id', type: 'TEXT' },
  { name: 'serviceId', type: 'TEXT' },
  { name: 'environmentId', type: 'TEXT' },
  { name: 'data', type: 'JSON' },
];

/** What an export holds at the most: beyond, a shorter window is asked for instead of an end that nobody notices. */
const MOST_EVENTS = 5_000_000;
const MOST_WINDOW_MS = 366 * 86_400_000;
const PAGE = 1_000;

/** Natural units, as measures have them. */
const UNITS: Record<FactUnit, { name: string; scale: number }> = {
  MICROSECONDS: { name: 'seconds', scale: 1e6 },
  BYTES: { name: 'bytes', scale: 1 },
  THOUSANDTHS: { name: 'number', scale: 1e3 },
};

/**
 * The events of a window, newest first, read page by page as they are taken. INVALID_INPUT when the window is longer than a year.
 * When there are more than 5,000,000 the transfer is broken off, so that no file looks whole that isn't. For those who see the
 * project.
 */
export async function exportEvents(ctx: Context, { project, parameters, format }: ExportInput): Promise<Readable> {
  authorize(ctx, 'project:read', project.id);
  const { from, to, ...filter } = parseInput(eventsRules, parameters);
  if (from >= to) throw invalid([{ path: 'to', message: 'The end must be after the beginning.' }]);
  if (to.getTime() - from.getTime() > MOST_WINDOW_MS)
    throw invalid([{ path: 'from', message: 'Ask for a year at the most.' }]);
  const where = {
    ...(filter.names && { name: filter.names }),
    ...(filter.statuses && { status: filter.statuses }),
    ...(filter.serviceIds && { service: filter.serviceIds }),
    ...(filter.environmentIds && { environment: filter.environmentIds }),
  };
  const names = await placeNames(ctx, project.id);
  async function* batches(): AsyncGenerator<Row[]> {
    let after: { at: Date; seq: number } | null = null;
    for (let count = 0; ; ) {
      const facts: FactRow[] = await analyticsStore.rows(ctx, {
        projectId: project.id,
        kinds: filter.kinds ?? KINDS,
        from,
        to,
        where,
        first: PAGE,
        after,
      });
      count += facts.length;
      if (count > MOST_EVENTS) throw invalid([{ path: 'from', message: 'These are more than 5,000,000 events.' }]);
      yield facts.map((fact) => eventRow(fact, names));
      const last = facts.at(-1);
      if (!last || facts.length < PAGE) return;
      after = last;
    }
  }
  return tableStream(format, EVENT_COLUMNS, batches());
}

function eventRow(fact: FactRow, names: ReadonlyMap<string, string>): Row {
  const unitName = FACT_KINDS[fact.kind].unit;
  const unit = unitName ? UNITS[unitName] : null;
  return [
    fact.at,
    fact.kind,
    fact.name,
    fact.status,
    names.get(fact.serviceId ?? '') ?? null,
    names.get(fact.environmentId ?? '') ?? null,
    fact.count,
    fact.value === null ? null : fact.value / (unit?.scale ?? 1),
    fact.value === null ? null : (unit?.name ?? null),
    fact.costNano,
    fact.subjectId,
    fact.id,
    fact.serviceId,
    fact.environmentId,
    fact.data,
  ];
}

/** Slugs of the project's services and environments, those of before too. */
async function placeNames(ctx: Context, projectId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ id: string; slug: string }>(
    ctx,
    `-- dashboards.placeNames
    select id, slug from services where project_id = $1
    union all
    select id, slug from environments where project_id = $1`,
    [projectId],
  );
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
