import { cn } from '../../lib/cn.ts';
import { formatPlural } from '../../lib/format.ts';

interface AlertCountProps {
  /** Null or undefined: not known, or not this person's to know. */
  count: number | null | undefined;
  /** Where there is no room for a number. */
  isDot?: boolean;
}

/** How many alerts fire now, beside where they are. */
export function AlertCount({ count, isDot = false }: AlertCountProps) {
  if (!count) return null;
  return (
    <span
      className={cn(
        isDot
          ? '-translate-y-2 absolute left-1/2 ml-2 size-2 rounded-full bg-failed'
          : 'ml-auto rounded-full bg-failed-soft px-1.5 font-medium text-failed text-xs tabular-nums',
      )}
    >
      <span className="sr-only">, {formatPlural(count, 'alert fires', 'alerts fire')}</span>
      {isDot ? null : <span aria-hidden>{count}</span>}
    </span>
  );
}
