import type { ComparisonKind, MetricInterval, RangeName } from '../../lib/metric-range.ts';

export const panelKinds = ['line', 'bar', 'area', 'stacked', 'stat', 'table', 'text'] as const;
export type PanelKind = (typeof panelKinds)[number];
export const kindLabels: Record<PanelKind, string> = {
  line: 'Lines',
  bar: 'Bars',
  area: 'Area',
  stacked: 'Stacked bars',
  stat: 'One number',
  table: 'Table',
  text: 'Text',
};

export type PanelDimension = 'service' | 'environment' | 'name' | 'status';

export interface PanelMeasure {
  measure: string;
  label?: string;
  groupBy?: PanelDimension;
  top?: number;
  services?: string[];
  environments?: string[];
  names?: string[];
  statuses?: string[];
}

export interface Position {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Panel {
  key: string;
  title: string;
  kind: PanelKind;
  measures?: PanelMeasure[];
  text?: string;
  position: Position;
  compare?: boolean;
}

/** A dashboard as the server reads it from its YAML. */
export interface DashboardContent {
  version: number;
  name: string;
  description?: string;
  time?: { range?: string; interval?: string; compare?: string };
  variables?: Array<'service' | 'environment'>;
  panels: Panel[];
}

/** What the server has checked before; null for what this release can't read. */
export const readContent = (value: unknown): DashboardContent | null => (value as DashboardContent | null) ?? null;

/** Which filters stand above the panels. */
export const variablesOf = ({ variables }: DashboardContent) => variables ?? ['service', 'environment'];

const daysOf = { h: 1 / 24, d: 1, w: 7 };

/** The range of the bar nearest to what the file says. */
export function rangeOf({ time }: DashboardContent): RangeName {
  const found = /^(\d+)([hdw])$/.exec(time?.range ?? '');
  if (!found) return '30d';
  const days = Number(found[1]) * daysOf[found[2] as keyof typeof daysOf];
  if (days <= 2) return '24h';
  if (days <= 14) return '7d';
  return days <= 45 ? '30d' : '90d';
}

export const intervalOf = ({ time }: DashboardContent) =>
  (time?.interval?.toUpperCase() as MetricInterval | undefined) ?? null;
export const comparisonOf = ({ time }: DashboardContent) =>
  (time?.compare?.toUpperCase() as ComparisonKind | undefined) ?? null;

/** A place that files name by slug and queries by id. */
export interface Place {
  id: string;
  slug: string;
  name: string;
}

export interface Places {
  services: Place[];
  environments: Place[];
}

/** What the bar above the panels narrows them to: ids. */
export interface Filters {
  serviceIds: string[];
  environmentIds: string[];
}

/** A measure of a panel as `usageMetrics` takes it. */
export interface MetricQuery {
  measure: string;
  groupBy: 'SERVICE' | 'ENVIRONMENT' | 'NAME' | 'STATUS' | null;
  top: number;
  serviceIds: string[] | null;
  environmentIds: string[] | null;
  names: string[] | null;
  statuses: string[] | null;
}

/** No such id, so that a file that names a place that isn't here shows nothing instead of everything. */
const nowhere = 'none';

/**
 * The query of a panel's measure: what its file says, narrowed by the bar. A measure that can't be told apart by places is not
 * narrowed by them.
 */
export function queryOf(
  each: PanelMeasure,
  dimensions: readonly string[],
  places: Places,
  filters: Filters,
): MetricQuery {
  const narrow = (slugs: string[] | undefined, all: Place[], chosen: string[], dimension: string) => {
    if (!dimensions.includes(dimension)) return null;
    const own = slugs?.map((slug) => all.find((place) => place.slug === slug)?.id ?? nowhere) ?? null;
    if (chosen.length === 0) return own;
    if (!own) return chosen;
    const both = own.filter((id) => chosen.includes(id));
    return both.length > 0 ? both : [nowhere];
  };
  return {
    measure: each.measure,
    groupBy: each.groupBy ? (each.groupBy.toUpperCase() as MetricQuery['groupBy']) : null,
    top: each.top ?? 8,
    serviceIds: narrow(each.services, places.services, filters.serviceIds, 'SERVICE'),
    environmentIds: narrow(each.environments, places.environments, filters.environmentIds, 'ENVIRONMENT'),
    names: each.names ?? null,
    statuses: each.statuses ?? null,
  };
}

/** Every different query of the panels, in batches of as many as one request takes. */
export function batchesOf(queries: MetricQuery[], most = 12): MetricQuery[][] {
  const different = [...new Map(queries.map((query) => [keyOf(query), query])).values()];
  return Array.from({ length: Math.ceil(different.length / most) }, (_, index) =>
    different.slice(index * most, (index + 1) * most),
  );
}

export const keyOf = (query: MetricQuery): string => JSON.stringify(query);

/** A key that no panel has yet. */
export function freeKey(title: string, panels: Panel[]): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 36)
    .replace(/^-|-$/g, '');
  const wanted = plain || 'panel';
  const isTaken = (key: string) => panels.some((panel) => panel.key === key);
  if (!isTaken(wanted)) return wanted;
  let number = 2;
  while (isTaken(`${wanted}-${number}`)) number++;
  return `${wanted}-${number}`;
}
