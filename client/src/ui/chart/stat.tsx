import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../lib/cn.ts';
import {
  type Better,
  compareMetric,
  formatMetric,
  formatSample,
  type MetricChange,
  type MetricUnit,
} from '../../lib/metrics.ts';
import { Skeleton } from '../skeleton.tsx';
import type { ChartPoint } from './chart-types.ts';
import { Definition } from './definition.tsx';
import { Sparkline } from './sparkline.tsx';

interface StatProps {
  title: string;
  value: number | null | undefined;
  unit: MetricUnit;
  /** How many rows stand behind the value. */
  sampleSize?: number;
  /** What it is compared with; null where nothing was asked for. */
  previous?: { value: number | null } | null;
  better?: Better;
  definition?: ReactNode;
  points?: ReadonlyArray<Pick<ChartPoint, 'value'>>;
  /** Opens what it was counted from. */
  onOpen?: () => void;
  isLoading?: boolean;
  /** A line more, such as another percentile. Null: there is none now, but its place is kept. */
  note?: ReactNode;
  className?: string;
}

const icons = { up: <ArrowUp />, down: <ArrowDown />, same: <Minus /> };

/** One number: its value, how it moved, its course, what it means, and the way to its rows. */
export function Stat(props: StatProps) {
  const { title, value, unit, sampleSize, previous, better, definition, points, onOpen, isLoading = false } = props;
  const text = formatMetric(value, unit);
  const change = compareMetric(value, previous?.value, unit, better);
  const hasNoData = value === null || value === undefined;
  return (
    <section
      aria-label={title}
      aria-busy={isLoading}
      className={cn(
        'relative min-w-0 rounded-lg border border-line bg-page p-3',
        onOpen ? 'hover:border-control' : null,
        props.className,
      )}
    >
      <h3 className="flex min-h-5 items-center gap-0.5 font-normal text-muted text-xs">
        <span className="min-w-0 text-balance break-words">{title}</span>
        {definition ? (
          <span className="relative z-1 flex pointer-coarse:-mr-2">
            <Definition title={title}>{definition}</Definition>
          </span>
        ) : isLoading ? (
          <span aria-hidden className="size-5 shrink-0 pointer-coarse:-mr-2 pointer-coarse:w-10" />
        ) : null}
      </h3>
      <div
        // A course that has no room beside its number is on a line that is not seen.
        className="-mx-1 mt-0.5 flex h-8 flex-wrap items-center justify-between gap-x-2 overflow-hidden px-1 pointer-coarse:-my-0.5 pointer-coarse:h-10"
      >
        {isLoading ? (
          <Skeleton className="my-1.5 h-5 w-20" />
        ) : onOpen && !hasNoData ? (
          <button
            type="button"
            aria-label={`${title}: ${text}. Open its rows`}
            onClick={onOpen}
            className="shrink-0 rounded-md font-semibold text-left text-strong text-xl leading-8 pointer-coarse:min-h-10 pointer-coarse:min-w-10 after:absolute after:inset-0 after:rounded-lg after:content-['']"
          >
            {text}
          </button>
        ) : (
          <p className={hasNoData ? 'text-muted leading-8' : 'shrink-0 font-semibold text-strong text-xl leading-8'}>
            {hasNoData ? 'No data' : text}
          </p>
        )}
        {points && !isLoading ? <Sparkline points={points} width={72} /> : null}
      </div>
      <p className="min-h-4 text-muted text-xs">
        {isLoading ? null : change ? (
          <Change change={change} before={formatMetric(previous?.value, unit)} />
        ) : previous && !hasNoData ? (
          'no data before'
        ) : sampleSize !== undefined && sampleSize > 0 ? (
          formatSample(sampleSize)
        ) : null}
      </p>
      {props.note === undefined ? null : <p className="min-h-4 text-muted text-xs">{isLoading ? null : props.note}</p>}
    </section>
  );
}

/** How it moved. The arrow says the direction to whoever sees it. */
function Change({ change, before }: { change: MetricChange; before: string }) {
  const { direction, words, verdict } = change;
  const [, size] = /^(?:up|down) (.*)$/.exec(words) ?? [];
  return (
    <span
      className={cn(
        'inline-flex items-center gap-0.5 [&>svg]:size-3 [&>svg]:shrink-0',
        verdict === 'better' ? 'text-succeeded' : verdict === 'worse' ? 'text-failed' : null,
      )}
      title={`Before: ${before}`}
    >
      {icons[direction]}
      <span>
        {size ? <span className="sr-only">{direction} </span> : null}
        {size ?? words}
        {verdict ? `, ${verdict}` : ''}
      </span>
    </span>
  );
}
