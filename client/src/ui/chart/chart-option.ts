import type { EChartsCoreOption } from 'echarts/core';
import { formatTick } from '../../lib/metrics.ts';
import type { ChartTheme } from './chart-colors.ts';
import { colorCount } from './chart-colors.ts';
import type { Geometry } from './chart-geometry.ts';
import type { ChartData, ChartSeries, DrawnSeries } from './chart-types.ts';

type Painted = Record<string, unknown>;

// Patterns carry what a colour alone would: failed is hatched, canceled dotted, what still runs striped the other way.
const stripes = (turn: number) => ({
  symbol: 'rect',
  symbolSize: 1,
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: turn,
  color: 'rgba(255, 255, 255, 0.5)',
});
const patterns = {
  failed: stripes(-Math.PI / 4),
  canceled: {
    symbol: 'circle',
    symbolSize: 0.8,
    dashArrayX: [[4, 4]],
    dashArrayY: [4, 4],
    color: 'rgba(255, 255, 255, 0.6)',
  },
};
const runningPattern = stripes(Math.PI / 4);

/** What the library is told to paint. Axes, gaps and the bucket that is not over; hover, keyboard and annotations lie above it. */
export function chartOption(data: ChartData, geometry: Geometry, theme: ChartTheme): EChartsCoreOption {
  const { left, right, top, bottom, labelled, scale } = geometry;
  return {
    animation: true,
    // Only values that change are moved, and only a little: a first drawing stands at once.
    animationDuration: 0,
    animationDurationUpdate: prefersStillness() ? 0 : 150,
    textStyle: { fontFamily: theme.font, fontSize: 11 },
    grid: { left, right, top, bottom, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data: geometry.labels,
      axisLine: { lineStyle: { color: theme.axis } },
      axisTick: { show: false },
      axisLabel: {
        color: theme.text,
        fontSize: 11,
        margin: 6,
        interval: (index: number) => labelled.has(index),
      },
    },
    yAxis: {
      type: 'value',
      min: scale.min,
      max: scale.max,
      interval: scale.step,
      axisLabel: {
        color: theme.text,
        fontSize: 11,
        margin: 6,
        formatter: (value: number) => formatTick(value, data.unit),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: data.series.flatMap((series, index) => drawSeries(data, series, index, theme)),
  };
}

function drawSeries(data: ChartData, series: DrawnSeries, index: number, theme: ChartTheme): Painted[] {
  const color = theme.series[index] ?? theme.text;
  const drawn: Painted[] = data.kind === 'bar' ? [drawBars(data, series, color)] : drawLine(data, series, color);
  if (series.previous?.some(({ value }) => value !== null)) {
    const isAlone = data.series.length === 1;
    drawn.push({
      id: `${series.key}·previous`,
      type: 'line',
      silent: true,
      z: 3,
      data: series.previous.slice(0, series.points.length).map(({ value }) => lonePoint(value)),
      symbol: 'none',
      itemStyle: { color: isAlone ? theme.text : color },
      lineStyle: { color: isAlone ? theme.text : color, width: 1.25, type: [3, 3], opacity: 0.85 },
    });
  }
  return drawn;
}

const lonePoint = (value: number | null) => value ?? '-';

function drawBars(data: ChartData, series: ChartSeries, color: string): Painted {
  const tonePattern = series.tone === 'failed' || series.tone === 'canceled' ? patterns[series.tone] : undefined;
  return {
    id: series.key,
    type: 'bar',
    silent: true,
    stack: data.isStacked ? 'all' : undefined,
    barMaxWidth: 36,
    barCategoryGap: '24%',
    barMinHeight: data.isStacked ? 0 : 1,
    itemStyle: { color, ...(tonePattern ? { decal: tonePattern } : {}) },
    data: series.points.map(({ value }, at) =>
      at === data.runningIndex && value !== null
        ? {
            value,
            itemStyle: {
              color,
              opacity: 0.75,
              decal: runningPattern,
              borderColor: color,
              borderWidth: 1,
              borderType: [3, 2],
            },
          }
        : lonePoint(value),
    ),
  };
}

function drawLine(data: ChartData, series: DrawnSeries, color: string): Painted[] {
  const values = series.points.map(({ value }) => value);
  const dash = series.colorIndex >= colorCount ? [6, 3] : 'solid';
  const running = data.runningIndex;
  // A stack can't be cut in two; there the bucket that runs is marked behind it.
  const isCut = !data.isStacked && running >= 0 && values[running] !== null && values[running] !== undefined;
  const line = {
    type: 'line',
    silent: true,
    symbol: 'circle',
    symbolSize: 5,
    showAllSymbol: true,
    connectNulls: false,
    itemStyle: { color },
  };
  const whole = {
    ...line,
    id: series.key,
    stack: data.isStacked ? 'all' : undefined,
    lineStyle: { color, width: 1.75, type: dash },
    ...(data.kind === 'area' ? { areaStyle: { color, opacity: data.isStacked ? 0.35 : 0.14 } } : {}),
    data: values.map((value, at) => symbolOnlyWhereAlone(values, value, at, isCut ? running : -1)),
  };
  if (!isCut) return [whole];
  const open = values.map((value, at) => {
    if (at === running) return { value, symbol: 'emptyCircle', symbolSize: 6 };
    return at === running - 1 && value !== null ? { value, symbol: 'none' } : '-';
  });
  return [whole, { ...line, id: `${series.key}·running`, lineStyle: { color, width: 1.75, type: [3, 3] }, data: open }];
}

/** A value between two gaps has no line to be seen by. */
function symbolOnlyWhereAlone(values: Array<number | null>, value: number | null, at: number, cutAt: number) {
  if (value === null || at === cutAt) return '-';
  const hasNeighbour = [at - 1, at + 1].some((near) => (values[near] ?? null) !== null);
  return hasNeighbour ? { value, symbol: 'none' } : value;
}

const prefersStillness = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
