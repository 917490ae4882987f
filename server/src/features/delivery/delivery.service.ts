import { bucketsOf, compareWindow, leastBuckets, type TimeWindow } from '../../lib/calendar.ts';
import { authorize, requireActor, visibleProjectIds } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { invalid, type Problem } from '../../platform/errors.ts';
import type { Metric } from '../../platform/metrics/metric.types.ts';
import { environmentsById } from '../environments/environment.service.ts';
import { findProject } from '../projects/project.service.ts';
import { servicesById } from '../services/service.service.ts';
import { annotationsIn, environmentsInScope, servicesInScope } from './delivery.queries.ts';
import { DeliveryReader } from './delivery.reader.ts';
import { comparisonProblem, WHOLE } from './delivery.rules.ts';
import type { Annotation, DeliveryMetricsInput } from './delivery.types.ts';
import { DELIVERY_MEASURES, type DeliveryMeasureName } from './measure.rules.ts';

const MOST_BUCKETS = 1_000;
const MOST_DAYS_MS = 5 * 366 * 86_400_000;
const MOST_IDS = 200;
const MOST_SERVICES = 200;

/** What is measured, before anything of it is read. */
export interface DeliveryReport {
  from: Date;
  to: Date;
  timeZone: string;
  reader: DeliveryReader;
  /** Of one project its services that are there; of several those that deployed. */
  isFleet: boolean;
  withBands: boolean;
}

/** Callers in this process leave out what has defaults. */
export type DeliveryInput = Pick<DeliveryMetricsInput, 'from' | 'to'> & Partial<DeliveryMetricsInput>;

/** Delivery of a project, over the days of its time zone. NOT_FOUND for who may not see it; nothing is read before it is asked for. */
export async function deliveryMetrics(ctx: Context, projectId: string, input: DeliveryInput): Promise<DeliveryReport> {
  const project = await findProject(ctx, projectId);
  authorize(ctx, 'project:read', project.id);
  return report(ctx, [project.id], project.timeZone, input, false);
}

/** Delivery of all projects that the actor sees, over days of UTC. */
export function fleetDeliveryMetrics(ctx: Context, input: DeliveryInput): Promise<DeliveryReport> {
  requireActor(ctx);
  return report(ctx, visibleProjectIds(ctx.actor), 'UTC', input, true);
}

async function report(
  ctx: Context,
  projectIds: string[],
  timeZone: string,
  input: DeliveryInput,
  isFleet: boolean,
): Promise<DeliveryReport> {
  const window = { from: input.from, to: input.to };
  const interval = input.interval ?? 'DAY';
  const problems = [...windowProblems(window, interval, timeZone), ...listProblems(input)];
  const problem = comparisonProblem(input.compare);
  if (problem) problems.push({ path: 'compare', message: problem });
  if (problems.length > 0) throw invalid(problems);
  const now = ctx.app.now();
  const { compare } = input;
  const custom = compare?.from && compare.to ? { from: compare.from, to: compare.to } : null;
  const previous = compare ? compareWindow(window, timeZone, compare.with, now, custom) : null;
  const compared = previous ? windowProblems(previous, interval, timeZone) : [];
  if (compared.length > 0) throw invalid(compared.map(({ message }) => ({ path: 'compare', message })));
  const scope = {
    projectIds,
    environmentIds: await environmentsInScope(ctx, projectIds, input.environmentIds ?? null),
    serviceIds: input.serviceIds ?? null,
  };
  const reader = new DeliveryReader(ctx, {
    scope,
    zone: timeZone,
    interval,
    window,
    previous,
    now,
    arithmetic: input.arithmetic ?? 'DORA',
    recoveryStart: input.recoveryStart ?? 'DETECTION',
  });
  return { ...window, timeZone, reader, isFleet, withBands: input.withBands ?? false };
}

function windowProblems(window: TimeWindow, interval: DeliveryMetricsInput['interval'], zone: string): Problem[] {
  if (!(window.from < window.to)) return [{ path: 'to', message: 'A window ends after it begins.' }];
  if (window.to.getTime() - window.from.getTime() > MOST_DAYS_MS)
    return [{ path: 'to', message: 'A window is at most five years long.' }];
  const isTooMany =
    leastBuckets(window, interval) > MOST_BUCKETS || bucketsOf(window, interval, zone).length > MOST_BUCKETS;
  return isTooMany
    ? [
        {
          path: 'interval',
          message: `This would be more than ${MOST_BUCKETS} buckets. Take a longer interval or a shorter window.`,
        },
      ]
    : [];
}

const listProblems = (input: Partial<Pick<DeliveryMetricsInput, 'environmentIds' | 'serviceIds'>>): Problem[] =>
  (['environmentIds', 'serviceIds'] as const).flatMap((path) =>
    (input[path]?.length ?? 0) > MOST_IDS ? [{ path, message: `Name at most ${MOST_IDS}.` }] : [],
  );

/** The services of a report, at most 200: those that are there, or of several projects those that deployed most. */
export async function servicesOf(ctx: Context, { reader, isFleet }: DeliveryReport): Promise<string[]> {
  return isFleet
    ? (await reader.groupsOf('service')).slice(0, MOST_SERVICES)
    : servicesInScope(ctx, reader.frame.scope, MOST_SERVICES);
}

const BY_KEY = new Map<string, DeliveryMeasureName>(
  Object.entries(DELIVERY_MEASURES).map(([name, { key }]) => [key, name as DeliveryMeasureName]),
);

/** A metric by its key (`delivery.lead_time`) over all, and by service or environment the groups with most deployments. */
export interface DeliveryGroups {
  total: Metric;
  groups: { key: string; label: string; metric: Metric }[];
}

/**
 * One metric of delivery by the key of its measure, for charts, dashboards and alerts: DORA's arithmetic, in production unless
 * environments are named. Authorizes as {@link deliveryMetrics}. INVALID_INPUT for a key that is none. Calls with the same `shared` that
 * ask for the same window, services and environments read the tables once for all of them.
 */
export async function deliveryMeasure(
  ctx: Context,
  projectId: string,
  input: DeliveryInput & { measure: string; groupBy?: 'service' | 'environment' | null; top?: number },
  shared: Map<string, Promise<DeliveryReport>> = new Map(),
): Promise<DeliveryGroups> {
  const { measure, groupBy: by, top, ...scope } = input;
  const name = BY_KEY.get(measure);
  if (!name) throw invalid([{ path: 'measure', message: 'There is no such measure of delivery.' }]);
  const key = JSON.stringify([projectId, scope]);
  const report = shared.get(key) ?? deliveryMetrics(ctx, projectId, scope);
  shared.set(key, report);
  const { reader } = await report;
  const ids = by ? (await reader.groupsOf(by)).slice(0, top ?? 8) : [];
  const [total, things, metrics] = await Promise.all([
    reader.metric(name, WHOLE),
    by === 'service' ? servicesById(ctx, ids) : environmentsById(ctx, ids),
    Promise.all(ids.map((id) => reader.metric(name, { by: by ?? 'scope', id }))),
  ]);
  const groups = metrics.map((metric, index) => {
    const key = ids[index] ?? '';
    return { key, label: things[index]?.name ?? key, metric };
  });
  return { total, groups };
}

/** What charts show under their axis: deployments to production, incidents, alerts and changes of what they watch, newest first; at most 500. */
export async function annotationsOf(
  ctx: Context,
  projectId: string,
  input: TimeWindow & { environmentIds?: string[] | null; serviceIds?: string[] | null },
): Promise<Annotation[]> {
  authorize(ctx, 'project:read', projectId);
  const { from, to } = input;
  const problems = [...windowProblems({ from, to }, 'MONTH', 'UTC'), ...listProblems(input)];
  if (problems.length > 0) throw invalid(problems);
  const environmentIds = await environmentsInScope(ctx, [projectId], input.environmentIds ?? null);
  const scope = { projectIds: [projectId], environmentIds, serviceIds: input.serviceIds ?? null };
  return annotationsIn(ctx, projectId, scope, { from, to });
}
