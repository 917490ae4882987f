import { useEffect, useMemo, useRef, useState } from 'react';
import type { RunLog_LogBatchFragment } from '../../graphql/generated.ts';
import { useSession } from '../../graphql/session.tsx';
import { createRunLogReader, followRunLog } from './run-log-client.ts';

export type RunLogLine = RunLog_LogBatchFragment['lines'][number];

const pageSize = 1_000;

interface RunLogOptions {
  id: string;
  /** Lines it has now; the last of them are read first. */
  lineCount: number;
  isLive: boolean;
  /** Only lines of this node. */
  nodeKey: string | null;
  search: string;
}

interface RunLog {
  lines: RunLogLine[];
  isLoading: boolean;
  error: Error | null;
  /** What more there is, and where: before the first line, or after the last. */
  more: 'earlier' | 'later' | null;
}

const empty: RunLog = { lines: [], isLoading: true, error: null, more: null };

/** The end of a run's log, earlier pages on demand, and what comes. With a filter, what passes it, from the beginning. */
export function useRunLog({ id, lineCount, isLive, nodeKey, search }: RunLogOptions) {
  const { socket } = useSession().session;
  const read = useMemo(() => createRunLogReader(id), [id]);
  const [log, setLog] = useState(empty);
  const isFiltered = nodeKey !== null || search !== '';
  const [startAt] = useState(() => Math.max(0, lineCount - pageSize));
  const lastSeq = useRef(0);
  // Answers of a filter that is no longer set count for nothing.
  const asked = useRef(0);

  const load = useMemo(
    () => async (after: number, first: number, place: 'earlier' | 'later') => {
      const question = asked.current;
      try {
        const batch = await read({ after, first, search: search || null, nodeKey });
        if (question !== asked.current) return;
        lastSeq.current = Math.max(lastSeq.current, batch.lastSeq, batch.lines.at(-1)?.seq ?? 0);
        setLog((before) => {
          const lines = place === 'earlier' ? [...batch.lines, ...before.lines] : [...before.lines, ...batch.lines];
          const hasEarlier = !isFiltered && (lines[0]?.seq ?? 1) > 1;
          const more = hasEarlier ? 'earlier' : isFiltered && batch.lines.length === first ? 'later' : null;
          return { lines, isLoading: false, error: null, more };
        });
      } catch (error) {
        if (question === asked.current) setLog((before) => ({ ...before, isLoading: false, error: error as Error }));
      }
    },
    [read, search, nodeKey, isFiltered],
  );

  useEffect(() => {
    asked.current += 1;
    lastSeq.current = 0;
    setLog(empty);
    let stop = () => {};
    let isLeft = false;
    void load(isFiltered ? 0 : startAt, pageSize, 'later').then(() => {
      if (isLeft || !isLive) return;
      stop = followRunLog(socket, id, {
        lastSeq: () => lastSeq.current,
        next: (batch) => {
          const fresh = batch.lines.filter((line) => line.seq > lastSeq.current);
          lastSeq.current = Math.max(lastSeq.current, batch.lastSeq);
          const passing = fresh.filter((line) => passes(line, nodeKey, search));
          if (passing.length > 0) setLog((before) => ({ ...before, lines: [...before.lines, ...passing] }));
        },
      });
    });
    return () => {
      isLeft = true;
      asked.current += 1;
      stop();
    };
  }, [load, isFiltered, startAt, isLive, socket, id, nodeKey, search]);

  const loadMore = () => {
    const firstSeq = log.lines[0]?.seq ?? 1;
    if (log.more === 'earlier') {
      const after = Math.max(0, firstSeq - 1 - pageSize);
      return load(after, firstSeq - 1 - after, 'earlier');
    }
    return load(log.lines.at(-1)?.seq ?? 0, pageSize, 'later');
  };
  const retry = () => load(log.lines.at(-1)?.seq ?? (isFiltered ? 0 : startAt), pageSize, 'later');
  return { ...log, loadMore, retry };
}

/** The server's filter, repeated for lines that arrive live. */
function passes(line: RunLogLine, nodeKey: string | null, search: string): boolean {
  return (nodeKey === null || line.stepKey === nodeKey) && line.text.toLowerCase().includes(search.toLowerCase());
}
