import type { ExploreMeasuresQuery, MetricDimension } from '../../graphql/generated.ts';
import { readList } from '../../lib/url-filters.ts';
import type { ChartKind } from '../../ui/chart/chart-types.ts';
import type { Narrowed } from './use-analytics.ts';

export type ExploredMeasure = ExploreMeasuresQuery['measures'][number];

export const dimensionWords: Record<MetricDimension, string> = {
  SERVICE: 'Service',
  ENVIRONMENT: 'Environment',
  NAME: 'Name',
  STATUS: 'Status',
};

const orNull = (values: string[]) => (values.length > 0 ? values : null);

/**
 * What is looked at, as `measure=runs.count&by=status&name=…&status=…` says. What the measure can't be told apart by is as if it
 * weren't there.
 */
export function readExplored(
  params: URLSearchParams,
  measures: readonly ExploredMeasure[],
  places: Pick<Narrowed, 'serviceIds' | 'environmentIds'>,
) {
  const measure = measures.find(({ key }) => key === params.get('measure')) ?? null;
  const can = (dimension: MetricDimension) => measure?.dimensions.includes(dimension) ?? false;
  const by = params.get('by')?.toUpperCase() as MetricDimension | undefined;
  const narrowed: Narrowed = {
    serviceIds: can('SERVICE') ? places.serviceIds : null,
    environmentIds: can('ENVIRONMENT') ? places.environmentIds : null,
    names: can('NAME') ? orNull(readList(params.get('name'))) : null,
    statuses: can('STATUS') ? orNull(readList(params.get('status'))) : null,
  };
  return { measure, can, groupBy: by && can(by) ? by : null, narrowed };
}

/** What is counted stands as bars that can be stacked; anything else as lines. */
export const kindOf = ({ unit }: Pick<ExploredMeasure, 'unit'>): ChartKind => (unit === 'COUNT' ? 'bar' : 'line');

/** What can be chosen: what is chosen already, and the groups that were found. */
export function choices(values: readonly string[], groups: ReadonlyArray<{ key: string; label: string }>) {
  const labels = new Map(groups.filter(({ key }) => key && key !== '(other)').map(({ key, label }) => [key, label]));
  return [...new Set([...values, ...labels.keys()])].map((value) => ({ value, label: labels.get(value) ?? value }));
}
