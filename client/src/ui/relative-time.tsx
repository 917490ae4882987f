import { formatAge, formatExact, formatRelative } from '../lib/format.ts';
import { useNow } from '../lib/use-now.ts';
import { Tooltip } from './tooltip.tsx';

interface RelativeTimeProps {
  /** RFC 3339. */
  at: string;
  /** `long`: “3 min ago”. `short`: “3m”, for cells of a grid. */
  form?: 'long' | 'short';
  className?: string;
}

/** When, seen from now; the exact time with its zone on hover and on focus. */
export function RelativeTime({ at, form = 'long', className }: RelativeTimeProps) {
  const now = useNow();
  const date = new Date(at);
  return (
    <Tooltip content={formatExact(date)}>
      <time dateTime={at} className={className}>
        {form === 'long' ? formatRelative(date, now) : formatAge(date, now)}
      </time>
    </Tooltip>
  );
}
