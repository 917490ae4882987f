import { useConnection } from '../../../graphql/session.tsx';
import { cn } from '../../../lib/cn.ts';
import { formatBytes, formatCount, formatPlural } from '../../../lib/format.ts';
import type { LogRows } from './log-rows.ts';

interface LogStatusLineProps {
  rows: LogRows;
  lineCount: number;
  byteCount: number;
  isLive: boolean;
  isFollowing: boolean;
  stepName: string | undefined;
}

/** Under the log: the step in view, how much there is, whether more comes. */
export function LogStatusLine({ rows, lineCount, byteCount, isLive, isFollowing, stepName }: LogStatusLineProps) {
  const connection = useConnection();
  const isLost = connection.kind === 'reconnecting' || connection.kind === 'offline';
  const isFiltered = rows.count !== lineCount;
  return (
    <div className="flex h-6 items-center gap-3 border-line border-t bg-panel px-3 text-2xs text-muted">
      <span className="min-w-0 flex-1 truncate">{stepName ?? ''}</span>
      <span className="whitespace-nowrap">
        {isFiltered ? `${formatCount(rows.count)}${rows.isCountFinal ? '' : '+'} of ` : ''}
        {formatPlural(lineCount, 'line')}
        {isLive || byteCount === 0 ? '' : `, ${formatBytes(byteCount)}`}
      </span>
      {isLive ? (
        <span className="flex items-center gap-1.5 whitespace-nowrap">
          <span
            aria-hidden
            className={cn(
              'size-1.5 rounded-full',
              isLost ? 'bg-waiting' : isFollowing ? 'animate-live bg-running' : 'bg-faint',
            )}
          />
          {isLost ? 'Catches up when reconnected' : isFollowing ? 'Live' : 'Live, paused'}
        </span>
      ) : null}
    </div>
  );
}
