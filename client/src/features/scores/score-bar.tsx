import { cn } from '../../lib/cn.ts';
import { formatMetric } from '../../lib/metrics.ts';

/** Points as a number and a bar; nothing is no bar. */
export function ScoreBar({ value, isStrong = false }: { value: number | null; isStrong?: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <span
        className={cn(
          'w-9 shrink-0 text-right tabular-nums',
          value === null ? 'text-faint' : isStrong ? 'font-medium text-strong' : 'text-body',
        )}
      >
        {formatMetric(value === null ? null : Math.round(value), 'SCORE')}
      </span>
      <span
        aria-hidden
        className={cn('h-1.5 min-w-6 flex-1 overflow-hidden rounded-full bg-hover', isStrong ? null : 'max-lg:hidden')}
      >
        {value === null ? null : (
          <span
            className={cn('block h-full rounded-full', isStrong ? 'bg-accent' : 'bg-accent/60')}
            style={{ width: `${value}%` }}
          />
        )}
      </span>
    </span>
  );
}
