import type { MetricWindow } from './metric-range.ts';

export type ExportFormat = 'csv' | 'ndjson' | 'parquet';

/** What is saved: measures, told apart and narrowed as they are shown. */
export interface ExportQuery {
  measure: string | string[];
  groupBy?: string | null;
  top?: number;
  serviceIds?: string[] | null;
  environmentIds?: string[] | null;
  names?: string[] | null;
  statuses?: string[] | null;
}

/** Where the numbers of a query are saved from, with the window and filters that are chosen. */
export function exportUrl(slug: string, format: ExportFormat, window: MetricWindow, query: ExportQuery): string {
  const { from, to, interval, compare } = window;
  const measure = [query.measure].flat().join(',');
  const params = new URLSearchParams({ measure, from, to, interval: interval.toLowerCase() });
  if (compare && compare.with !== 'CUSTOM') params.set('compare', compare.with.toLowerCase());
  if (query.groupBy) {
    params.set('groupBy', query.groupBy.toLowerCase());
    params.set('top', String(query.top ?? 8));
  }
  for (const name of ['serviceIds', 'environmentIds', 'names', 'statuses'] as const)
    for (const value of query[name] ?? []) params.append(name, value);
  return `/api/v1/projects/${slug}/metrics.${format}?${params}`;
}
