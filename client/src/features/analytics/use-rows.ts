import type { MetricDimension } from '../../graphql/generated.ts';
import type { MetricWindow } from '../../lib/metric-range.ts';
import type { Analytics } from './use-analytics.ts';

/** What the panel of rows is open for: a metric, perhaps in one bucket, perhaps of one group. */
export interface RowsTarget {
  source: 'delivery' | 'usage' | 'platform';
  /** A field of the delivery metrics, or the key of a measure. */
  metric: string;
  /** Null for the whole window of the page. */
  bucket: { from: string; to: string } | null;
  group: { dimension: MetricDimension; key: string } | null;
}

const dimensions: readonly string[] = ['SERVICE', 'ENVIRONMENT', 'NAME', 'STATUS'];

/** `rows=usage:runs.count`, `rowsIn=<from>~<to>`, `rowsOf=STATUS:FAILED`. */
export function readRows(params: URLSearchParams): RowsTarget | null {
  const [, source, metric] = /^(delivery|usage|platform):([\w.]+)$/.exec(params.get('rows') ?? '') ?? [];
  if (!source || !metric) return null;
  const [from, to] = (params.get('rowsIn') ?? '').split('~');
  const isBucket = from && to && !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to));
  const [, dimension = '', key = ''] = /^([A-Z]+):(.*)$/.exec(params.get('rowsOf') ?? '') ?? [];
  return {
    source: source as RowsTarget['source'],
    metric,
    bucket: isBucket ? { from, to } : null,
    group: dimensions.includes(dimension) ? { dimension: dimension as MetricDimension, key } : null,
  };
}

/** The same as values of the URL; null closes the panel. */
export function rowsParams(target: RowsTarget | null): Record<string, string> {
  return {
    rows: target ? `${target.source}:${target.metric}` : '',
    rowsIn: target?.bucket ? `${target.bucket.from}~${target.bucket.to}` : '',
    rowsOf: target?.group ? `${target.group.dimension}:${target.group.key}` : '',
  };
}

/** What the page's panel shows, and how it opens and closes. */
export function useRows({ params, write }: Pick<Analytics, 'params' | 'write'>) {
  return {
    target: readRows(params),
    open: (target: Pick<RowsTarget, 'source' | 'metric'> & Partial<RowsTarget>) =>
      write(rowsParams({ bucket: null, group: null, ...target })),
    close: () => write(rowsParams(null)),
  };
}

/** The window of the rows: that of the bucket, or of the page. */
export function rowsWindow(target: RowsTarget, window: MetricWindow): Pick<MetricWindow, 'from' | 'to' | 'interval'> {
  return { from: target.bucket?.from ?? window.from, to: target.bucket?.to ?? window.to, interval: window.interval };
}
