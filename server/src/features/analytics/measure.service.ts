import type { Context } from '../../platform/context.ts';
import { deliveryMeasure } from '../delivery/delivery.service.ts';
import { type Frame, frameOf, type MeasureInput, type MeasureQuery } from './measure.input.ts';
import { readAll } from './measure.read.ts';
import { resultsOf, shownMeasure } from './measure.results.ts';
import { storageResult } from './measure.storage.ts';
import type { Measure, MetricResult, UsageMetrics } from './measure.types.ts';
import { MEASURES } from './measures.ts';
import { analyticsStore } from './store.service.ts';

/** Of one query over the API: what a chart still tells apart. */
export const MOST_SHOWN_GROUPS = 50;

/** Every measure, in the order in which they are shown. */
export function listMeasures(): Measure[] {
  return [...MEASURES.values()].map(shownMeasure);
}

/**
 * Measures of a project over a window; of the installation itself with `INSTALLATION` as project. NOT_FOUND for who may not see the project,
 * FORBIDDEN for the installation but for administrators, INVALID_INPUT with all that is wrong. `mostGroups`: how large `top` may be.
 */
export async function measure(
  ctx: Context,
  projectId: string,
  input: MeasureInput,
  options: { mostGroups?: number } = {},
): Promise<UsageMetrics> {
  const [frame, version] = await Promise.all([
    frameOf(ctx, projectId, input, options.mostGroups),
    // What is read afterwards is of this version or a later one.
    analyticsStore.version(ctx),
  ]);
  const results = await measureFrame(ctx, frame);
  return { from: frame.span.from, to: frame.span.to, timeZone: frame.zone, version, results };
}

async function measureFrame(ctx: Context, frame: Frame): Promise<MetricResult[]> {
  const [counted, others] = await Promise.all([
    readAll(ctx, frame).then((reading) => resultsOf(ctx, frame, reading)),
    otherResults(ctx, frame),
  ]);
  return frame.queries.map((_query, index) => (counted.get(index) ?? others.get(index)) as MetricResult);
}

async function deliveryResult(
  ctx: Context,
  { projectId, span: { from, to }, interval, compare }: Frame,
  { measure, groupBy, top, where }: MeasureQuery,
  shared: Parameters<typeof deliveryMeasure>[3],
): Promise<MetricResult> {
  const input = {
    from,
    to,
    interval,
    compare,
    top,
    measure: measure.key,
    groupBy: groupBy === 'service' || groupBy === 'environment' ? groupBy : null,
    serviceIds: where.service ? [...where.service] : null,
    environmentIds: where.environment ? [...where.environment] : null,
  } as const;
  const found = await deliveryMeasure(ctx, projectId, input, shared);
  return { measure: shownMeasure(measure), ...found };
}

/** What is not counted from facts. */
export async function otherResults(ctx: Context, frame: Frame): Promise<Map<number, MetricResult>> {
  const shared: Parameters<typeof deliveryMeasure>[3] = new Map();
  const results = frame.queries.map(async (query, index): Promise<[number, MetricResult][]> => {
    const { from } = query.measure.source;
    if (from === 'storage') return [[index, await storageResult(ctx, frame, query)]];
    if (from === 'delivery') return [[index, await deliveryResult(ctx, frame, query, shared)]];
    return [];
  });
  return new Map((await Promise.all(results)).flat());
}
