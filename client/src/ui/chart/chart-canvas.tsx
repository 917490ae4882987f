import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import { useTheme } from '../../lib/theme.ts';
import { readTheme } from './chart-colors.ts';
import type { Geometry } from './chart-geometry.ts';
import { chartOption } from './chart-option.ts';
import type { ChartData } from './chart-types.ts';

use([BarChart, LineChart, GridComponent, CanvasRenderer]);

/** What can be asked of a chart that is painted. */
export interface CanvasHandle {
  /** The painted chart on the page's colour, twice as fine. */
  toCanvas: () => HTMLCanvasElement;
}

interface ChartCanvasProps {
  data: ChartData;
  geometry: Geometry;
  handleRef: RefObject<CanvasHandle | null>;
}

/** The painted part of a chart. A chunk of its own: no page loads the library before it draws something. */
export default function ChartCanvas({ data, geometry, handleRef }: ChartCanvasProps) {
  const elementRef = useRef<HTMLDivElement>(null);
  const chartRef = useRef<EChartsType | null>(null);
  const { theme } = useTheme();
  const { width, height } = geometry;
  const shapeRef = useRef('');

  useEffect(() => {
    if (!elementRef.current) return;
    const chart = init(elementRef.current, null, { renderer: 'canvas', width: 1, height: 1 });
    chartRef.current = chart;
    return () => {
      chart.dispose();
      chartRef.current = null;
      shapeRef.current = '';
    };
  }, []);

  useEffect(() => chartRef.current?.resize({ width, height }), [width, height]);

  useEffect(() => {
    const chart = chartRef.current;
    if (!chart) return;
    const option = chartOption(data, geometry, readTheme(data.series));
    // The same series move to their new values; others take their place without a trace of those before.
    const shape = `${theme} ${data.kind} ${data.isStacked} ${geometry.count} ${(option.series as Array<{ id: string }>).map(({ id }) => id).join('\n')}`;
    chart.setOption(option, { notMerge: shape !== shapeRef.current });
    shapeRef.current = shape;
  }, [data, geometry, theme]);

  useImperativeHandle(handleRef, () => ({
    toCanvas: () => {
      const chart = chartRef.current;
      if (!chart) throw new Error('The chart is not painted yet.');
      return chart.renderToCanvas({ pixelRatio: 2, backgroundColor: readTheme(data.series).page });
    },
  }));

  return <div ref={elementRef} aria-hidden className="absolute inset-0" />;
}
