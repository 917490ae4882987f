import { formatMetric } from '../../lib/metrics.ts';
import { formatWindow } from '../../lib/zoned-time.ts';
import { bucketsOf } from './chart-geometry.ts';
import type { ChartData, ChartPointEvent } from './chart-types.ts';

interface ChartTableProps {
  title: string;
  data: ChartData;
  zone: string;
  onPointClick?: (event: ChartPointEvent) => void;
}

/** The same numbers as text: newest first, a row per bucket. */
export function ChartTable({ title, data, zone, onPointClick }: ChartTableProps) {
  const buckets = bucketsOf(data)
    .map((bucket, index) => ({ bucket, index }))
    .reverse();
  const headClasses = 'sticky top-0 h-7 border-line border-b bg-page px-2 font-medium text-muted';
  return (
    <table aria-label={title} className="w-full border-separate border-spacing-0 text-xs">
      <thead>
        <tr>
          <th scope="col" className={`${headClasses} text-left`}>
            Time
          </th>
          {data.series.flatMap(({ key, label, previous }) => [
            <th key={key} scope="col" className={`${headClasses} text-right`}>
              {label}
            </th>,
            ...(previous
              ? [
                  <th key={`${key} before`} scope="col" className={`${headClasses} text-right`}>
                    {data.series.length === 1 ? 'Compared with' : `${label}, compared with`}
                  </th>,
                ]
              : []),
          ])}
        </tr>
      </thead>
      <tbody>
        {buckets.map(({ bucket, index }) => (
          <tr key={bucket.from}>
            <th
              scope="row"
              title={formatWindow(new Date(bucket.from), new Date(bucket.to), zone)}
              className="h-7 whitespace-nowrap border-line border-b px-2 text-left font-normal text-muted"
            >
              {bucket.label}
              {index === data.runningIndex ? ' (still running)' : ''}
            </th>
            {data.series.flatMap((series) => {
              const point = series.points[index];
              const text = formatMetric(point?.value, data.unit);
              return [
                <td key={series.key} className="border-line border-b px-2 text-right text-strong">
                  {point && onPointClick && point.value !== null ? (
                    <button
                      type="button"
                      aria-label={`${text}, ${series.label}, ${bucket.label}`}
                      className="rounded-sm underline decoration-control decoration-dotted underline-offset-3 hover:decoration-accent"
                      onClick={() => onPointClick({ seriesKey: series.key, point })}
                    >
                      {text}
                    </button>
                  ) : (
                    text
                  )}
                </td>,
                ...(series.previous
                  ? [
                      <td key={`${series.key} before`} className="border-line border-b px-2 text-right text-muted">
                        {formatMetric(series.previous[index]?.value, data.unit)}
                      </td>,
                    ]
                  : []),
              ];
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
