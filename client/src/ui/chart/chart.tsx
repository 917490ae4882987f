import { ChartLine, Info, Table2 } from 'lucide-react';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { cn } from '../../lib/cn.ts';
import type { MetricUnit } from '../../lib/metrics.ts';
import { useNow } from '../../lib/use-now.ts';
import { IconButton } from '../icon-button.tsx';
import { Skeleton } from '../skeleton.tsx';
import type { CanvasHandle } from './chart-canvas.tsx';
import { bucketsOf } from './chart-geometry.ts';
import { ChartLegend } from './chart-legend.tsx';
import { ChartMenu } from './chart-menu.tsx';
import { ChartPlot, preloadCanvas } from './chart-plot.tsx';
import { ChartTable } from './chart-table.tsx';
import type { ChartAnnotation, ChartData, ChartKind, ChartPointEvent, ChartSeries } from './chart-types.ts';
import { Definition } from './definition.tsx';

interface ChartProps {
  title: string;
  kind: ChartKind;
  isStacked?: boolean;
  /** All with the same buckets. */
  series: ChartSeries[];
  unit: MetricUnit;
  /** The IANA zone that exact times are said in. */
  zone: string;
  /** Of the plot alone, in pixels. */
  height?: number;
  /** Their strip has its place even while there are none; without it where nothing is given. */
  annotations?: readonly ChartAnnotation[];
  /** Opens what a point was counted from. */
  onPointClick?: (event: ChartPointEvent) => void;
  /** Opens what the whole chart was counted from. */
  onShowRows?: () => void;
  /** Where the server gives the same numbers as Parquet. */
  parquetUrl?: string;
  /** How the number is made; shown under an ⓘ. */
  definition?: ReactNode;
  /** A number or a word beside the title. */
  meta?: ReactNode;
  isLoading?: boolean;
  /** Will it have a legend? Its place is kept while it loads. */
  hasLegend?: boolean;
  /** What to say when no bucket has data. */
  emptyText?: ReactNode;
  /** More entries of its menu. */
  menuItems?: ReactNode;
  /** Without a border and title of its own, where the place around has them. */
  isBare?: boolean;
  className?: string;
}

/**
 * A chart over time: bars, lines or areas, one unit, one value per bucket and series. Buckets without data are gaps, the bucket that time
 * is in now is drawn apart. It is walked with the arrow keys, read as a table, and saved as PNG, CSV or NDJSON.
 */
export function Chart(props: ChartProps) {
  const { title, kind, isStacked = false, unit, zone, height = 200, annotations, isLoading = false } = props;
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const canvasRef = useRef<CanvasHandle | null>(null);
  const titleId = useId();
  useEffect(preloadCanvas, []);
  const runningIndex = useRunningIndex(props.series);
  // Those left out keep their colours' owners: the colour belongs to the place in the whole list.
  const data = useMemo<ChartData>(() => {
    const series = props.series.map((each, at) => ({ ...each, colorIndex: at })).filter(({ key }) => !hidden.has(key));
    return { kind, isStacked: isStacked && series.length > 1, series, unit, runningIndex };
  }, [props.series, hidden, kind, isStacked, unit, runningIndex]);
  const isEmpty = !props.series.some(({ points }) => points.some(({ value }) => value !== null));
  const toggle = (key: string) =>
    setHidden((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <figure
      aria-labelledby={titleId}
      aria-busy={isLoading}
      className={cn(
        'min-w-0',
        props.isBare ? null : 'rounded-lg border border-line bg-page p-3 print:break-inside-avoid',
        props.className,
      )}
    >
      <figcaption className="mb-1 flex min-h-6 items-center gap-1">
        <span id={titleId} className="min-w-0 text-balance font-medium text-strong sm:truncate">
          {title}
        </span>
        {props.definition ? (
          <Definition title={title}>{props.definition}</Definition>
        ) : isLoading ? (
          <span aria-hidden className="size-5 shrink-0 pointer-coarse:w-10" />
        ) : null}
        {props.meta ? <span className="ml-1 min-w-0 truncate text-muted">{props.meta}</span> : null}
        <span className="ml-auto flex items-center">
          <IconButton
            size="sm"
            label={view === 'chart' ? `Show ${title} as a table` : `Show ${title} as a chart`}
            icon={view === 'chart' ? <Table2 /> : <ChartLine />}
            disabled={isLoading}
            onClick={() => setView(view === 'chart' ? 'table' : 'chart')}
          />
          <ChartMenu
            title={title}
            data={data}
            paint={() => canvasRef.current?.toCanvas() ?? null}
            onShowRows={props.onShowRows}
            parquetUrl={props.parquetUrl}
          >
            {props.menuItems}
          </ChartMenu>
        </span>
      </figcaption>
      <div className="relative" style={{ height }}>
        {isLoading ? (
          <Skeleton className="absolute inset-0 rounded-md" />
        ) : isEmpty ? (
          <p className="absolute inset-0 flex items-center justify-center px-4 text-center text-muted">
            <span className="text-balance">
              <Info aria-hidden className="-mt-0.5 mr-1.5 inline size-3.5" />
              {props.emptyText ?? 'No data in this window'}
            </span>
          </p>
        ) : view === 'table' ? (
          <section
            aria-labelledby={titleId}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="absolute inset-0 overflow-auto rounded-md border border-line"
          >
            <ChartTable title={title} data={data} zone={zone} onPointClick={props.onPointClick} />
          </section>
        ) : (
          <ChartPlot
            title={title}
            data={data}
            zone={zone}
            height={height}
            annotations={annotations}
            canvasRef={canvasRef}
            onPointClick={props.onPointClick}
          />
        )}
      </div>
      <ChartLegend
        series={props.series}
        kind={kind}
        hidden={hidden}
        onToggle={toggle}
        isLoading={isLoading || isEmpty}
        isExpected={props.hasLegend ?? props.series.length > 1}
      />
    </figure>
  );
}

/** The bucket that time is in now; moves by itself. */
function useRunningIndex(series: ChartSeries[]): number {
  const now = useNow(15_000).getTime();
  return useMemo(() => {
    const buckets = bucketsOf({ series });
    return buckets.findIndex(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
  }, [series, now]);
}
