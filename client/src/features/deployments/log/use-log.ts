import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { FilteredLog } from './filtered-log.ts';
import type { LogClient } from './log-client.ts';
import { isEmptyFilter, type LogFilter } from './log-line.ts';
import type { LogRows } from './log-rows.ts';
import { SparseLog } from './sparse-log.ts';

/** About what a window shows. */
const firstScreen = 50;

interface LogState {
  /** What is drawn: the whole log, or what passes the filter. */
  rows: LogRows;
  /** All lines, whatever is drawn. */
  whole: SparseLog;
  /** More lines may come. */
  isLive: boolean;
}

interface UseLogOptions {
  client: LogClient;
  lineCount: number;
  isComplete: boolean;
  filter: LogFilter;
  /** Where it opens: a line, or its end. */
  initialSeq: number | undefined;
}

/** Opens a log, follows it while it grows, and keeps a filtered view of it beside it while one is asked for. */
export function useLog({ client, lineCount, isComplete, filter, initialSeq }: UseLogOptions): LogState {
  const [whole] = useState(() => new SparseLog({ readPage: client.readPage, lineCount }));
  const filtered = useFilteredLog(client, whole, filter);
  const isLive = useTail(client, whole, filtered, isComplete);
  const rows = filtered ?? whole;
  useSyncExternalStore(rows.subscribe, () => rows.version);

  // The first lines are asked for at once: the list says what it shows only after it was drawn and measured, some 60 ms later.
  const [opening] = useState({ end: initialSeq ?? lineCount, lineCount });
  useEffect(() => {
    const first = Math.max(0, opening.end - firstScreen);
    if (opening.lineCount > 0) whole.show(first, Math.min(first + 2 * firstScreen, opening.lineCount - 1));
    return () => whole.dispose();
  }, [whole, opening]);

  // A live log is counted by its own lines only: a count that runs ahead of them would make them fetched instead of drawn.
  useEffect(() => {
    if (isLive) return;
    const end = { lines: [], lastSeq: lineCount, hasEnded: true };
    whole.append(end);
    filtered?.append(end);
  }, [isLive, lineCount, whole, filtered]);

  return { rows, whole, isLive };
}

function useFilteredLog(client: LogClient, whole: SparseLog, filter: LogFilter): FilteredLog | undefined {
  const { stepKey, stream, search } = filter;
  const filtered = useMemo(
    () =>
      isEmptyFilter({ stepKey, stream, search })
        ? undefined
        : new FilteredLog({ readPage: client.readPage, filter: { stepKey, stream, search }, lineCount: whole.count }),
    [client, whole, stepKey, stream, search],
  );
  useEffect(() => {
    filtered?.open();
    return () => filtered?.dispose();
  }, [filtered]);
  return filtered;
}

function useTail(client: LogClient, whole: SparseLog, filtered: FilteredLog | undefined, isComplete: boolean): boolean {
  // Once begun, the tail ends by itself: the deployment's own news of its end may overtake the last lines.
  const [isLive, setLive] = useState(!isComplete);
  const filteredRef = useRef(filtered);
  useEffect(() => {
    filteredRef.current = filtered;
  }, [filtered]);
  useEffect(() => {
    if (!isLive) return;
    return client.follow({
      lastSeq: () => whole.count,
      next: (batch) => {
        whole.append(batch);
        filteredRef.current?.append(batch);
      },
      ended: () => setLive(false),
    });
  }, [client, whole, isLive]);
  return isLive;
}
