import {
  type KeyboardEvent,
  lazy,
  type PointerEvent,
  type RefObject,
  Suspense,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { Skeleton } from '../skeleton.tsx';
import { ChartAnnotations } from './chart-annotations.tsx';
import type { CanvasHandle } from './chart-canvas.tsx';
import { colorVariable } from './chart-colors.ts';
import { type Cursor, moveCursor } from './chart-cursor.ts';
import {
  bandWidthOf,
  bucketsOf,
  type Geometry,
  groupAnnotations,
  indexAt,
  measure,
  seriesAt,
  stackBases,
  thumbWidth,
  xOf,
  yOf,
} from './chart-geometry.ts';
import { ChartTooltip, describePoint } from './chart-tooltip.tsx';
import type { ChartAnnotation, ChartData, ChartPointEvent } from './chart-types.ts';

const loadCanvas = () => import('./chart-canvas.tsx');
const ChartCanvas = lazy(loadCanvas);

/** Has what paints on its way while the numbers are. Whether it came is seen when there is something to paint. */
export const preloadCanvas = () => void loadCanvas().catch(() => undefined);

interface ChartPlotProps {
  title: string;
  data: ChartData;
  zone: string;
  height: number;
  annotations: readonly ChartAnnotation[] | undefined;
  canvasRef: RefObject<CanvasHandle | null>;
  onPointClick?: (event: ChartPointEvent) => void;
}

/** The plot: what is painted, and above it what is pointed at, by mouse, finger or keys. */
export function ChartPlot({ title, data, zone, height, annotations, canvasRef, onPointClick }: ChartPlotProps) {
  const boxRef = useRef<HTMLDivElement>(null);
  const width = useWidth(boxRef);
  const hintId = useId();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [isByKeys, setByKeys] = useState(false);
  const hasAnnotations = annotations !== undefined;
  const geometry = useMemo(() => measure(data, width, height, hasAnnotations), [data, width, height, hasAnnotations]);
  const apart = useMediaQuery('(pointer: coarse)') ? thumbWidth : undefined;
  const groups = useMemo(
    () => groupAnnotations(geometry, bucketsOf(data), annotations ?? [], apart),
    [geometry, data, annotations, apart],
  );

  const open = (at: Cursor | null) => {
    const series = at ? data.series[at.seriesIndex] : undefined;
    const point = at ? series?.points[at.index] : undefined;
    if (series && point && point.value !== null) onPointClick?.({ seriesKey: series.key, point });
  };
  const cursorUnder = (event: { clientX: number; clientY: number }): Cursor | null => {
    const box = boxRef.current?.getBoundingClientRect();
    if (!box) return null;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const index = y <= height - geometry.bottom + 20 ? indexAt(geometry, x) : -1;
    return index < 0 ? null : { index, seriesIndex: seriesAt(data, geometry, index, y) };
  };
  const point = (event: PointerEvent) => {
    setByKeys(false);
    setCursor(cursorUnder(event));
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return open(cursor);
    }
    const next = moveCursor(event.key, cursor, geometry.count, data.series.length, data.runningIndex);
    if (next === undefined) return;
    event.preventDefault();
    setByKeys(next !== null);
    setCursor(next);
  };
  const seriesIndex = cursor && cursor.seriesIndex >= data.series.length ? 0 : (cursor?.seriesIndex ?? -1);
  return (
    <div ref={boxRef} className="absolute inset-0">
      <div
        role="application"
        aria-roledescription="chart"
        aria-label={title}
        aria-describedby={hintId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is walked by keys
        tabIndex={0}
        className="absolute inset-0 rounded-sm focus-visible:outline-2 focus-visible:outline-accent"
        style={{ bottom: geometry.bottom - 20, cursor: onPointClick && seriesIndex >= 0 ? 'pointer' : undefined }}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => (isByKeys ? undefined : setCursor(null))}
        onClick={(event) => open(cursorUnder(event))}
        onKeyDown={press}
        onBlur={() => setCursor(null)}
      >
        {data.kind === 'area' && data.isStacked ? <RunningBand data={data} geometry={geometry} /> : null}
      </div>
      <div className="pointer-events-none absolute inset-0">
        <Suspense fallback={<Skeleton className="absolute inset-0 rounded-md" />}>
          {width > 0 ? <ChartCanvas data={data} geometry={geometry} handleRef={canvasRef} /> : null}
        </Suspense>
        {cursor ? <Pointer data={data} geometry={geometry} index={cursor.index} seriesIndex={seriesIndex} /> : null}
      </div>
      {groups.length > 0 ? <ChartAnnotations groups={groups} geometry={geometry} zone={zone} /> : null}
      {cursor ? (
        <ChartTooltip
          data={data}
          geometry={geometry}
          zone={zone}
          index={cursor.index}
          seriesIndex={seriesIndex}
          canOpen={onPointClick !== undefined}
        />
      ) : null}
      <p id={hintId} className="sr-only">
        {summary(data)} Left and right move in time, up and down between series
        {onPointClick ? ', Enter opens the rows' : ''}.
      </p>
      <p role="status" className="sr-only">
        {cursor && isByKeys ? describePoint(data, zone, cursor.index, seriesIndex) : ''}
      </p>
    </div>
  );
}

function summary(data: ChartData): string {
  const buckets = bucketsOf(data);
  const names = data.series.length > 1 ? ` of ${data.series.map(({ label }) => label).join(', ')}` : '';
  return `${buckets.length} points${names}, ${buckets[0]?.label ?? ''} to ${buckets.at(-1)?.label ?? ''}.`;
}

/** The bucket pointed at, and the dot of the series. */
function Pointer({
  data,
  geometry,
  index,
  seriesIndex,
}: {
  data: ChartData;
  geometry: Geometry;
  index: number;
  seriesIndex: number;
}) {
  const band = bandWidthOf(geometry);
  const series = data.series[seriesIndex];
  const value = series?.points[index]?.value ?? null;
  const top = (stackBases(data)[seriesIndex]?.[index] ?? 0) + (value ?? 0);
  const bandHeight = geometry.height - geometry.top - geometry.bottom;
  return (
    <>
      <span
        className="absolute rounded-xs bg-strong/6"
        style={{
          left: xOf(geometry, index) - band / 2,
          width: Math.max(1, band),
          top: geometry.top,
          height: bandHeight,
        }}
      />
      {series && value !== null && data.kind !== 'bar' ? (
        <span
          className="-translate-x-1/2 -translate-y-1/2 absolute size-2.5 rounded-full border-2 border-page"
          style={{
            left: xOf(geometry, index),
            top: yOf(geometry, top),
            background: `var(${colorVariable(series, series.colorIndex)})`,
          }}
        />
      ) : null}
    </>
  );
}

function RunningBand({ data, geometry }: { data: ChartData; geometry: Geometry }) {
  if (data.runningIndex < 0) return null;
  const band = bandWidthOf(geometry);
  return (
    <span
      aria-hidden
      className="absolute"
      style={{
        left: xOf(geometry, data.runningIndex) - band / 2,
        width: band,
        top: geometry.top,
        height: geometry.height - geometry.top - geometry.bottom,
        background: 'repeating-linear-gradient(135deg, var(--n-4) 0 2px, transparent 2px 6px)',
      }}
    />
  );
}

/** What fits on a sheet of A4 and of Letter. */
const PAPER_WIDTH = 640;

/** The width of an element as it is now; while it is printed, that of paper, which nobody can measure. */
function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const look = () => setWidth(Math.floor(element.clientWidth) || 0);
    look();
    // Paper is painted as soon as this event is over.
    const beforePrint = () => flushSync(() => setWidth(PAPER_WIDTH));
    window.addEventListener('beforeprint', beforePrint);
    window.addEventListener('afterprint', look);
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(look);
    observer?.observe(element);
    return () => {
      observer?.disconnect();
      window.removeEventListener('beforeprint', beforePrint);
      window.removeEventListener('afterprint', look);
    };
  }, [ref]);
  return width;
}
