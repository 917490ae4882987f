import type { ChartSeries, DrawnSeries } from './chart-types.ts';

/** How many series have a colour of their own; beyond, they share those with a dash. */
export const colorCount = 6;

const toneVariables = {
  succeeded: '--succeeded',
  failed: '--failed',
  canceled: '--n-7',
  rest: '--n-6',
} as const;

/** The CSS variable that a series is drawn in. */
export const colorVariable = ({ tone }: Pick<ChartSeries, 'tone'>, index: number) =>
  tone ? toneVariables[tone] : `--chart-${(index % colorCount) + 1}`;

/** Colours as the theme has them now, for a canvas, which knows no variables. */
export interface ChartTheme {
  series: string[];
  text: string;
  line: string;
  axis: string;
  page: string;
  font: string;
}

export function readTheme(series: DrawnSeries[]): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim() || '#808080';
  return {
    series: series.map((each) => read(colorVariable(each, each.colorIndex))),
    text: read('--n-8'),
    line: read('--n-5'),
    axis: read('--n-6'),
    page: read('--n-1'),
    font: getComputedStyle(document.body).fontFamily || 'system-ui, sans-serif',
  };
}
