import { type RefObject, useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../../lib/theme.ts';

interface SparklineCanvasProps {
  values: Array<number | null>;
  width: number;
  height: number;
}

/** The painted line; a chunk of its own, far smaller than that of the charts. */
export default function SparklineCanvas({ values, width, height }: SparklineCanvasProps) {
  const ref = useRef<HTMLDivElement>(null);
  const plotRef = useRef<UPlot | null>(null);
  const latest = useRef(values);
  latest.current = values;
  const { theme } = useTheme();
  const count = values.length;
  const isSeen = useSeen(ref);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours, and they are painted
  useEffect(() => {
    if (!isSeen || !ref.current) return;
    const color = getComputedStyle(document.documentElement).getPropertyValue('--chart-1').trim() || '#808080';
    const plot = new UPlot(
      {
        width,
        height,
        padding: [3, 3, 3, 3],
        cursor: { show: false },
        legend: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        axes: [{ show: false }, { show: false }],
        scales: { x: { time: false }, y: { range: (_plot, low, high) => [Math.min(0, low), high > 0 ? high : 1] } },
        // Too small for gaps: what stands alone between two would not be seen.
        series: [{}, { stroke: color, width: 1.5, fill: `${color}22`, spanGaps: true, points: { show: false } }],
      },
      toColumns(latest.current),
      ref.current,
    );
    plotRef.current = plot;
    return () => {
      plot.destroy();
      plotRef.current = null;
    };
  }, [width, height, theme, count, isSeen]);

  useEffect(() => plotRef.current?.setData(toColumns(values)), [values]);
  // Of its full width before anything is painted in it: what has none is not looked at.
  return <div ref={ref} aria-hidden className="shrink-0" style={{ width, height }} />;
}

/** Not in a column that phones leave out, until the phone is turned: there is nothing to paint there. */
function useSeen(ref: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const look = () => setSeen(element.clientWidth > 0);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return isSeen;
}

function toColumns(values: Array<number | null>): UPlot.AlignedData {
  return [values.map((_, index) => index), values];
}
