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

/** When, seen from now; the exact time with its zone on hover. */
export function RelativeTime({ at, form = 'long', className }: RelativeTimeProps) {
  const now = useNow();
  const date = new Date(at);
  if (form === 'short') {
    // A grid has hundreds of these: the browser's own tooltip costs nothing.
    return (
      <time dateTime={at} title={formatExact(date)} className={className}>
        {formatAge(date, now)}
      </time>
    );
  }
  return (
    <Tooltip content={formatExact(date)}>
      <time dateTime={at} className={className}>
        {formatRelative(date, now)}
      </time>
    </Tooltip>
  );
}
