import { useState } from 'react';
import type { RunGraph_NodeRunFragment as NodeRun } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatDuration, formatPlural } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { StatusIcon, statusTone, statusWord } from '../../ui/status-badge.tsx';
import { pathLabel } from './run-graph.ts';
import { timelineOf } from './timeline.ts';

interface RunTimelineProps {
  nodeRuns: NodeRun[];
  names: ReadonlyMap<string, string>;
  isLive: boolean;
  onSelect: (key: string) => void;
}

const colours: Record<string, string> = {
  running: 'bg-running',
  waiting: 'bg-waiting',
  succeeded: 'bg-succeeded',
  failed: 'bg-failed',
};
const rowsAtOnce = 200;

/** Every attempt as a bar over the time of the run. */
export function RunTimeline({ nodeRuns, names, isLive, onSelect }: RunTimelineProps) {
  const now = useNow(isLive ? 1_000 : 3_600_000);
  const [limit, setLimit] = useState(rowsAtOnce);
  const { startMs, endMs, bars } = timelineOf(nodeRuns, now.getTime());
  if (bars.length === 0) return <p className="text-muted">Nothing has begun yet.</p>;
  return (
    <>
      <ol aria-label="Attempts over time" className="divide-y divide-line border-line border-y">
        {bars.slice(0, limit).map(({ nodeRun, left, width }) => {
          const name = names.get(nodeRun.nodeKey) ?? nodeRun.nodeKey;
          const place = nodeRun.path ? ` (${pathLabel(nodeRun.path)})` : '';
          const beganMs = Date.parse(nodeRun.startedAt ?? '') - startMs;
          return (
            <li key={nodeRun.id}>
              <button
                type="button"
                onClick={() => onSelect(nodeRun.nodeKey)}
                className="grid min-h-8 w-full grid-cols-[minmax(96px,30%)_minmax(0,1fr)_56px] items-center gap-2 px-1 text-left hover:bg-hover pointer-coarse:min-h-11"
              >
                <span className="flex min-w-0 items-center gap-1.5 text-xs">
                  <StatusIcon status={nodeRun.status} isDecorative className="size-3.5" />
                  <span className="truncate">
                    {name}
                    {place}
                    {nodeRun.attempt > 1 ? (
                      <span aria-hidden className="text-muted">
                        {` · ${nodeRun.attempt}`}
                      </span>
                    ) : null}
                  </span>
                  <span className="sr-only">
                    {` attempt ${nodeRun.attempt}, ${statusWord(nodeRun.status)}, began after ${formatDuration(beganMs)}, `}
                  </span>
                </span>
                <span aria-hidden className="relative h-3 rounded-sm bg-hover">
                  <span
                    className={cn(
                      'absolute inset-y-0 min-w-0.5 rounded-sm',
                      colours[statusTone(nodeRun.status)] ?? 'bg-faint',
                    )}
                    style={{
                      left: `${Math.min(left, 99.5)}%`,
                      width: `${Math.min(width, 100 - Math.min(left, 99.5))}%`,
                    }}
                  />
                </span>
                <span className="text-right text-muted text-xs">
                  {nodeRun.finishedAt && nodeRun.durationMs !== null ? formatDuration(nodeRun.durationMs) : null}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <p className="mt-1.5 flex justify-between text-muted text-xs">
        <span>{formatPlural(bars.length, 'attempt')}</span>
        <span>{formatDuration(endMs - startMs)} in all</span>
      </p>
      {bars.length > limit ? (
        <Button className="mt-2" onClick={() => setLimit(limit + rowsAtOnce)}>
          Show {Math.min(rowsAtOnce, bars.length - limit)} more
        </Button>
      ) : null}
    </>
  );
}
