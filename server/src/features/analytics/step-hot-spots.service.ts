import type { Context } from '../../platform/context.ts';
import { pageSize } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { servicesById } from '../services/service.service.ts';
import { type Frame, frameOf } from './measure.input.ts';
import { stepUses } from './measure.queries.ts';
import { urlOf } from './measure.rows.ts';
import { MetricDimension, type StepHotSpot } from './measure.types.ts';
import { scaleOf } from './measures.ts';
import { analyticsStore } from './store.service.ts';
import { OTHER, type RollupRequest, type RollupRow } from './store.types.ts';

export interface HotSpotsInput {
  from: Date;
  to: Date;
  serviceIds?: string[] | null;
  environmentIds?: string[] | null;
  first: number;
}

/** Steps that took the most time in all, with what of them failed or was flaky. Four statements, however many there are. */
export async function stepHotSpots(ctx: Context, projectId: string, input: HotSpotsInput): Promise<StepHotSpot[]> {
  const first = pageSize(input.first);
  const { from, to, serviceIds, environmentIds } = input;
  const frame = await frameOf(ctx, projectId, {
    from,
    to,
    interval: 'QUARTER',
    queries: [{ measure: 'steps.time', groupBy: MetricDimension.NAME, serviceIds, environmentIds }],
  });
  const where = frame.queries[0]?.where ?? {};
  const rows = await readSteps(ctx, frame, where, false);
  const wholeTime = rows.reduce((sum, { valueSum }) => sum + valueSum, 0);
  const shown = rows
    .filter(({ keys }) => keys.service && keys.name && keys.service !== OTHER && keys.name !== OTHER)
    .sort((a, b) => b.valueSum - a.valueSum || (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, first);
  if (shown.length === 0) return [];
  const steps = shown.map(({ keys }) => ({ serviceId: keys.service ?? '', stepName: keys.name ?? '' }));
  const [distributions, uses, services] = await Promise.all([
    readSteps(ctx, frame, { ...where, service: distinct(steps, 'serviceId'), name: distinct(steps, 'stepName') }, true),
    stepUses(ctx, projectId, {
      from,
      to,
      serviceIds: serviceIds ?? null,
      environmentIds: environmentIds ?? null,
      steps,
    }),
    loaderOf(ctx, servicesById).loadMany(steps.map(({ serviceId }) => serviceId)),
  ]);
  const sketches = new Map(distributions.map((row) => [keyOf(row), row.sketch]));
  const useOf = new Map(uses.map((use) => [`${use.serviceId}\n${use.stepName}`, use]));
  const scale = scaleOf('step');
  const seconds = (value: number | null | undefined) => (value == null ? null : value / scale);
  return shown.map((row, index) => {
    const sketch = sketches.get(keyOf(row));
    const use = useOf.get(keyOf(row));
    const service = services[index];
    return {
      service: service instanceof Error ? null : (service ?? null),
      stepName: row.keys.name ?? '',
      totalSeconds: row.valueSum / scale,
      count: row.count,
      p50Seconds: seconds(sketch?.quantile(0.5)),
      p95Seconds: seconds(sketch?.quantile(0.95)),
      failureCount: row.errorCount,
      flakyCount: use?.flakyCount ?? 0,
      share: wholeTime === 0 ? 0 : row.valueSum / wholeTime,
      url: frame.slug && use ? urlOf(frame.slug, use.deploymentId) : null,
    };
  });
}

const keyOf = ({ keys }: RollupRow) => `${keys.service}\n${keys.name}`;

function distinct<Key extends string>(steps: readonly Record<Key, string>[], key: Key): string[] {
  return [...new Set(steps.map((step) => step[key]))];
}

function readSteps(
  ctx: Context,
  { projectId, span, zone }: Frame,
  where: RollupRequest['where'],
  sketch: boolean,
): Promise<RollupRow[]> {
  const { from, to } = span;
  const groupBy = ['service', 'name'] as const;
  return analyticsStore.read(ctx, {
    projectId,
    kind: 'step',
    from,
    to,
    zone,
    interval: null,
    groupBy,
    where,
    parts: { sketch },
  });
}
