import { cn } from '../../lib/cn.ts';
import { formatMetric, formatSample } from '../../lib/metrics.ts';
import { formatWindow } from '../../lib/zoned-time.ts';
import { bucketsOf, type Geometry, xOf } from './chart-geometry.ts';
import { Swatch } from './chart-legend.tsx';
import type { ChartData } from './chart-types.ts';

interface ChartTooltipProps {
  data: ChartData;
  geometry: Geometry;
  zone: string;
  index: number;
  /** The series pointed at; -1 for none. */
  seriesIndex: number;
  canOpen: boolean;
}

const width = 232;
const mostSeries = 10;

/** All that is known of a bucket: exact time, values, how many rows stand behind them. */
export function ChartTooltip({ data, geometry, zone, index, seriesIndex, canOpen }: ChartTooltipProps) {
  const bucket = bucketsOf(data)[index];
  if (!bucket) return null;
  const x = xOf(geometry, index);
  const isLeft = x + 12 + width > geometry.width && x - 12 - width > -40;
  const left = isLeft ? x - 12 - width : Math.max(0, Math.min(x + 12, geometry.width - width));
  const shown = data.series.slice(0, mostSeries);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 z-20 rounded-md border border-line bg-page px-2.5 py-2 text-xs shadow-float"
      style={{ left, width }}
    >
      <p className="mb-1 text-muted">
        {formatWindow(new Date(bucket.from), new Date(bucket.to), zone)}
        {index === data.runningIndex ? ', still running' : ''}
      </p>
      {shown.map((series, at) => {
        const point = series.points[index];
        const before = series.previous?.[index];
        return (
          <div key={series.key} className={cn('py-0.5', at === seriesIndex ? 'font-medium text-strong' : 'text-body')}>
            <p className="flex items-center gap-1.5">
              <Swatch series={series} index={series.colorIndex} kind={data.kind} />
              <span className="min-w-0 flex-1 truncate">{series.label}</span>
              <span>{point?.value === null || !point ? 'No data' : formatMetric(point.value, data.unit)}</span>
            </p>
            {at === seriesIndex && point && point.value !== null ? (
              <p className="text-right font-normal text-muted">{formatSample(point.sampleSize)}</p>
            ) : null}
            {before && (at === seriesIndex || data.series.length === 1) ? (
              <p className="flex gap-2 font-normal text-muted">
                <span className="min-w-0 flex-1 truncate">{before.label}</span>
                <span>{before.value === null ? 'No data' : formatMetric(before.value, data.unit)}</span>
              </p>
            ) : null}
          </div>
        );
      })}
      {data.series.length > mostSeries ? (
        <p className="text-muted">and {data.series.length - mostSeries} more</p>
      ) : null}
      {canOpen && seriesIndex >= 0 ? <p className="mt-1 text-faint">Click or Enter opens the rows</p> : null}
    </div>
  );
}

/** The same in words, for screen readers. */
export function describePoint(data: ChartData, zone: string, index: number, seriesIndex: number): string {
  const series = data.series[seriesIndex];
  const point = series?.points[index];
  if (!series || !point) return '';
  const time = formatWindow(new Date(point.from), new Date(point.to), zone);
  const value =
    point.value === null ? 'no data' : `${formatMetric(point.value, data.unit)}, ${formatSample(point.sampleSize)}`;
  const before = series.previous?.[index];
  return [
    `${series.label}: ${value}`,
    time,
    ...(index === data.runningIndex ? ['still running'] : []),
    ...(before ? [`before ${before.value === null ? 'no data' : formatMetric(before.value, data.unit)}`] : []),
  ].join(', ');
}
