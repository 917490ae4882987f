import { cn } from '../../lib/cn.ts';
import { colorCount, colorVariable } from './chart-colors.ts';
import type { ChartKind, ChartSeries } from './chart-types.ts';

interface ChartLegendProps {
  series: ChartSeries[];
  kind: ChartKind;
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
  isLoading: boolean;
  /** There will be one: its place is kept. */
  isExpected?: boolean;
}

/** What the colours stand for. Each can be left out; the last one stays. */
export function ChartLegend({ series, kind, hidden, onToggle, isLoading, isExpected }: ChartLegendProps) {
  const isCompared = series.some(({ previous }) => previous);
  if (isLoading && isExpected) return <div aria-hidden className="mt-1 h-5 pointer-coarse:h-10" />;
  if (isLoading || (series.length < 2 && !isCompared)) return null;
  const hasPrevious = series.some(({ previous }) => previous?.some(({ value }) => value !== null));
  const isLast = (key: string) => !hidden.has(key) && series.length - hidden.size === 1;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-1 text-xs">
      {series.length > 1
        ? series.map((each, index) => (
            <li key={each.key} className="min-w-0">
              <button
                type="button"
                aria-pressed={!hidden.has(each.key)}
                disabled={isLast(each.key)}
                onClick={() => onToggle(each.key)}
                className={cn(
                  'flex max-w-60 items-center gap-1.5 rounded-md px-1.5 py-0.5 text-muted hover:bg-hover hover:text-strong disabled:hover:bg-transparent pointer-coarse:min-h-10',
                  hidden.has(each.key) ? 'text-faint line-through' : null,
                )}
              >
                <Swatch series={each} index={index} kind={kind} />
                <span className="truncate">{each.label}</span>
              </button>
            </li>
          ))
        : null}
      {isCompared ? (
        <li className="flex items-center gap-1.5 px-1.5 py-0.5 text-muted pointer-coarse:min-h-10">
          {hasPrevious ? <span aria-hidden className="w-4 border-muted border-t border-dashed" /> : null}
          {hasPrevious ? 'Compared with' : 'Nothing to compare with'}
        </li>
      ) : null}
    </ul>
  );
}

/** The colour of a series, with its pattern or dash. */
export function Swatch({ series, index, kind }: { series: Pick<ChartSeries, 'tone'>; index: number; kind: ChartKind }) {
  const color = `var(${colorVariable(series, index)})`;
  if (kind !== 'bar' && !series.tone) {
    return (
      <span
        aria-hidden
        className="w-3.5 shrink-0 border-t-2"
        style={{ borderColor: color, borderStyle: index < colorCount ? 'solid' : 'dashed' }}
      />
    );
  }
  const hatch = 'rgb(255 255 255 / 55%)';
  const background =
    series.tone === 'failed'
      ? `repeating-linear-gradient(135deg, ${color} 0 2.5px, ${hatch} 2.5px 3.5px), ${color}`
      : series.tone === 'canceled'
        ? `radial-gradient(${hatch} 25%, transparent 30%) 0 0 / 4px 4px, ${color}`
        : color;
  return <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background }} />;
}
