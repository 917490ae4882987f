import type { TimeWindow } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import { FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { cursorKeys, toConnection } from '../../platform/graphql/connection.ts';
import type { LoadRows, MetricRow } from '../../platform/metrics/metric.types.ts';
import type { FactQuery } from './measure.batches.ts';
import type { Frame } from './measure.input.ts';
import { labelsOf, type Named, statusLabel, titleOfKind } from './measure.labels.ts';
import { type Calculation, scaleOf } from './measures.ts';
import { analyticsStore } from './store.service.ts';
import type { FactRow, RollupRequest } from './store.types.ts';

/** The facts behind a measure over a window, by the project's own names. */
export function rowsOf(frame: Frame, query: FactQuery, window: TimeWindow, where: RollupRequest['where']): LoadRows {
  return async (ctx, { first, after }) => {
    const last = afterOf(after);
    const { projectId } = frame;
    const facts = await analyticsStore.rows(ctx, {
      projectId,
      kinds: [query.kind],
      from: window.from,
      to: window.to,
      where: narrowed(query, where),
      first: first + 1,
      after: last,
    });
    const rows = await rowsFrom(ctx, frame, facts, query.calculation);
    const places = new Map(rows.map((row, index) => [row, facts[index] as FactRow]));
    return toConnection(rows, { first, after }, (row) => {
      const fact = places.get(row) as FactRow;
      return [fact.at.toISOString(), fact.seq];
    });
  };
}

function afterOf(after: string | null | undefined): { at: Date; seq: number } | null {
  const keys = cursorKeys(after, ['time', 'long']);
  return keys && { at: new Date(String(keys[0])), seq: Number(keys[1]) };
}

/** Of a count of some statuses only those; a rate shows what it divides by. */
function narrowed({ kind, calculation }: FactQuery, where: RollupRequest['where']): RollupRequest['where'] {
  const statuses = countedStatuses(kind, calculation);
  return statuses ? { ...where, status: statuses } : where;
}

function countedStatuses(kind: FactKindName, calculation: Calculation): readonly string[] | null {
  if (calculation.how === 'statuses') return calculation.statuses;
  if (calculation.how === 'ratio') return calculation.below;
  return calculation.how === 'errors' ? FACT_KINDS[kind].errors : null;
}

async function rowsFrom(
  ctx: Context,
  { projectId, slug }: Frame,
  facts: readonly FactRow[],
  calculation: Calculation,
): Promise<MetricRow[]> {
  const named = facts.flatMap((fact): Named[] => [
    { kind: fact.kind, dimension: 'service', key: fact.serviceId ?? '' },
    { kind: fact.kind, dimension: 'environment', key: fact.environmentId ?? '' },
    { kind: fact.kind, dimension: 'name', key: fact.name ?? '' },
  ]);
  const label = await labelsOf(ctx, projectId, named);
  return facts.map((fact) => ({
    id: String(fact.seq),
    at: fact.at,
    title: titleOf(fact, fact.name ? label({ kind: fact.kind, dimension: 'name', key: fact.name }) : null),
    status: fact.status === null ? null : statusLabel(fact.status),
    value: addedBy(fact, calculation),
    serviceName: fact.serviceId && label({ kind: fact.kind, dimension: 'service', key: fact.serviceId }),
    environmentName:
      fact.environmentId && label({ kind: fact.kind, dimension: 'environment', key: fact.environmentId }),
    subjectId: fact.subjectId,
    url: slug ? urlOf(slug, fact.subjectId) : null,
  }));
}

/** What a fact adds, in the unit of the measure: of a count or a rate it says nothing that a deployment took 30 seconds. */
function addedBy(fact: FactRow, { how }: Calculation): number | null {
  if (how === 'cost') return fact.costNano;
  const isOfValues = how === 'sum' || how === 'average' || how === 'quantile';
  return isOfValues && fact.value !== null ? fact.value / scaleOf(fact.kind) : null;
}

const OF_DEPLOYMENTS: readonly FactKindName[] = ['deployment', 'deployment_queue'];

function titleOf(fact: FactRow, name: string | null): string {
  const { kind, data, count } = fact;
  const number = data?.number === undefined ? null : `#${String(data.number)}`;
  const version = data?.version === undefined ? null : String(data.version);
  const named = OF_DEPLOYMENTS.includes(kind) ? ['Deployment', number, version] : [name ?? titleOfKind(kind), number];
  const title = named.filter((part) => part !== null).join(' ');
  return count > 1 ? `${title} × ${count}` : title;
}

const PAGES: Record<string, string> = { dpl: 'deployments', run: 'runs', wfl: 'workflows', inc: 'analytics/incidents' };

/** Where a thing opens, as a path of the client; null for what has no page. */
export function urlOf(slug: string, subjectId: string | null): string | null {
  const page = subjectId && PAGES[subjectId.split('_')[0] ?? ''];
  return page ? `/p/${slug}/${page}/${subjectId}` : null;
}
