import { Search } from 'lucide-react';
import { useState } from 'react';
import { Virtuoso } from 'react-virtuoso';
import { cn } from '../../lib/cn.ts';
import { formatClock, formatPlural } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { Input } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { pathLabel } from './run-graph.ts';
import { type RunLogLine, useRunLog } from './use-run-log.ts';

interface RunLogProps {
  id: string;
  number: number;
  lineCount: number;
  isLive: boolean;
  /** Only lines of this node (`key`, or `key@path`). */
  nodeKey?: string;
  names: ReadonlyMap<string, string>;
}

// Colours and cursor moves, which a list of lines can't follow.
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`, 'g');

/** Who wrote a line: the node's name, and in a loop which iteration. */
function writerOf({ stepKey }: RunLogLine, names: ReadonlyMap<string, string>): string | null {
  if (!stepKey) return null;
  const [key = '', path] = stepKey.split('@');
  return path ? `${names.get(key) ?? key} (${pathLabel(path)})` : (names.get(key) ?? key);
}

/** The lines of a run, or of one of its nodes; new ones come by themselves. */
export function RunLog({ id, number, lineCount, isLive, nodeKey, names }: RunLogProps) {
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 250);
  const log = useRunLog({ id, lineCount, isLive, nodeKey: nodeKey ?? null, search });
  const count = formatPlural(log.lines.length, 'line');
  return (
    <section aria-label="Log">
      <div className="mb-2 flex items-center gap-2">
        <Input
          aria-label="Search the log"
          placeholder="Search the log"
          icon={<Search />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-w-0 flex-1 sm:max-w-80"
        />
        <span className="text-muted text-xs">{log.more ? `${count} of more` : count}</span>
      </div>
      {log.error ? (
        <ErrorBanner
          className="mb-2"
          title="Some lines could not be loaded"
          message={log.error.message}
          onRetry={() => void log.retry()}
        />
      ) : null}
      {log.more === 'earlier' ? (
        <Button size="sm" className="mb-2" onClick={() => void log.loadMore()}>
          Show earlier lines
        </Button>
      ) : null}
      {log.isLoading ? (
        <Skeleton className="h-4 w-3/5" />
      ) : log.lines.length === 0 ? (
        <p className="text-muted">
          {search ? 'No line holds this text.' : isLive ? 'No line has been written yet.' : 'No line was written.'}
        </p>
      ) : (
        <Virtuoso
          role="log"
          aria-live="off"
          aria-label={`Log of run ${number}`}
          className="rounded-md border border-line bg-panel font-mono text-code"
          style={{ height: `min(60dvh, ${log.lines.length * 40 + 16}px)` }}
          data={log.lines}
          initialItemCount={Math.min(log.lines.length, 50)}
          computeItemKey={(_, line) => line.seq}
          followOutput="auto"
          itemContent={(_, line) => <Line line={line} writer={nodeKey ? null : writerOf(line, names)} />}
        />
      )}
      {log.more === 'later' ? (
        <Button size="sm" className="mt-2" onClick={() => void log.loadMore()}>
          Show later lines
        </Button>
      ) : null}
    </section>
  );
}

function Line({ line, writer }: { line: RunLogLine; writer: string | null }) {
  return (
    <div
      className={cn(
        'flex gap-2.5 px-2.5 py-px',
        line.stream === 'STDERR' ? 'bg-failed-soft' : line.stream === 'SYSTEM' ? 'text-muted' : null,
      )}
    >
      <span className="shrink-0 text-faint max-sm:hidden">{formatClock(new Date(line.at))}</span>
      {writer ? (
        <span className="w-24 shrink-0 truncate text-muted sm:w-44" title={writer}>
          {writer}
        </span>
      ) : null}
      <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {line.stream === 'STDERR' ? <span className="sr-only">stderr: </span> : null}
        {line.text.replaceAll(escapes, '')}
      </span>
    </div>
  );
}
