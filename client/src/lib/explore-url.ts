import { type MetricRange, writeRange } from './metric-range.ts';
import { writeParams } from './url-filters.ts';

/** A measure as a panel shows it. */
export interface ExploredQuery {
  measure: string;
  groupBy?: 'SERVICE' | 'ENVIRONMENT' | 'NAME' | 'STATUS' | null;
  /** Null or left out: of all. */
  serviceIds?: string[] | null;
  environmentIds?: string[] | null;
  names?: string[] | null;
  statuses?: string[] | null;
}

/** Where a measure is explored further, in the same range. */
export function exploreUrl(slug: string, range: MetricRange, query: ExploredQuery): string {
  const list = (values: string[] | null | undefined) => values?.join(',') ?? '';
  const params = writeParams(new URLSearchParams(), {
    measure: query.measure,
    by: query.groupBy?.toLowerCase() ?? '',
    service: list(query.serviceIds),
    environment: list(query.environmentIds),
    name: list(query.names),
    status: list(query.statuses),
  });
  return `/p/${slug}/analytics/explore?${writeRange(params, range)}`;
}
