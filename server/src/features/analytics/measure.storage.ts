import type { App, Context } from '../../platform/context.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import type { Metric, MetricPoint } from '../../platform/metrics/metric.types.ts';
import type { Frame, MeasureQuery, Span } from './measure.input.ts';
import { keptBytes } from './measure.queries.ts';
import { shownMeasure } from './measure.results.ts';
import type { MetricResult } from './measure.types.ts';
import { analyticsStore } from './store.service.ts';

/** With its indexes, as measured on facts with ids of full length; a quarter more or less by what a kind fills in. */
const BYTES_PER_FACT = 400;
/** Sizes change slowly, and adding them up passes every deployment and run of the project. */
const FRESH_MS = 60_000;
const DAY_MS = 86_400_000;

const PARTS = { logs: 'Logs', values: 'Values of runs', facts: 'Facts' } as const;
type Part = keyof typeof PARTS;

const known = new WeakMap<App, Map<string, { at: number; sizes: Promise<Record<Part, number>> }>>();

/** What a project takes now. It is no fact and has no history: of a series only the present bucket has a value. */
export async function storageResult(ctx: Context, frame: Frame, query: MeasureQuery): Promise<MetricResult> {
  const sizes = await sizesOf(ctx, frame.projectId);
  const wanted = query.where.name;
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => !wanted || wanted.includes(part));
  const isNow = frame.now >= frame.span.from && frame.now.getTime() - frame.span.to.getTime() < DAY_MS;
  const metric = (bytes: number) => metricOf(frame, query, isNow ? bytes : null);
  const groups = [...parts].sort((a, b) => sizes[b] - sizes[a]).slice(0, query.top);
  return {
    measure: shownMeasure(query.measure),
    total: metric(parts.reduce((sum, part) => sum + sizes[part], 0)),
    groups: query.groupBy ? groups.map((part) => ({ key: part, label: PARTS[part], metric: metric(sizes[part]) })) : [],
  };
}

function sizesOf(ctx: Context, projectId: string): Promise<Record<Part, number>> {
  const byProject = known.get(ctx.app) ?? new Map();
  known.set(ctx.app, byProject);
  const found = byProject.get(projectId);
  if (found && performance.now() - found.at < FRESH_MS) return found.sizes;
  const sizes = addUp(ctx, projectId);
  byProject.set(projectId, { at: performance.now(), sizes });
  sizes.catch(() => byProject.delete(projectId));
  return sizes;
}

async function addUp(ctx: Context, projectId: string): Promise<Record<Part, number>> {
  const [kept, counts] = await Promise.all([
    keptBytes(ctx, projectId),
    Promise.all((Object.keys(FACT_KINDS) as FactKindName[]).map((kind) => factCount(ctx, projectId, kind))),
  ]);
  return { ...kept, facts: counts.reduce((sum, count) => sum + count, 0) * BYTES_PER_FACT };
}

/** What was counted of a kind since its oldest facts that are still there, as far as their retention says. */
async function factCount(ctx: Context, projectId: string, kind: FactKindName): Promise<number> {
  const to = new Date(Math.floor(ctx.app.now().getTime() / DAY_MS + 1) * DAY_MS);
  const from = new Date(to.getTime() - FACT_KINDS[kind].retentionDays * DAY_MS);
  const request = { projectId, kind, from, to, zone: 'UTC', interval: null, groupBy: [], where: {}, parts: {} };
  const rows = await analyticsStore.read(ctx, request);
  return rows.reduce((sum, row) => sum + row.count, 0);
}

function metricOf({ span, previous, now }: Frame, { measure }: MeasureQuery, bytes: number | null): Metric {
  const present = span.buckets.findLast(({ from }) => from <= now);
  const empty = ({ buckets }: Span): MetricPoint[] =>
    buckets.map((bucket) => ({ ...bucket, value: null, sampleSize: 0 }));
  return {
    key: measure.key,
    title: measure.title,
    unit: measure.unit,
    definition: measure.description,
    definitionVersion: measure.version,
    value: bytes,
    sampleSize: bytes === null ? 0 : 1,
    numerator: null,
    denominator: null,
    series: empty(span).map((point) =>
      bytes !== null && point.from === present?.from ? { ...point, value: bytes, sampleSize: 1 } : point,
    ),
    previous: previous && { from: previous.from, to: previous.to, value: null, sampleSize: 0, series: empty(previous) },
    loadRows: async () => ({
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    }),
  };
}
