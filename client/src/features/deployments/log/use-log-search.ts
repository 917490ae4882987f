import { useCallback, useEffect, useMemo, useState } from 'react';
import { type LogClient, searchPageSize } from './log-client.ts';
import type { LogFilter } from './log-line.ts';
import type { SparseLog } from './sparse-log.ts';

/** 20,000 matches are more than anybody steps through; beyond it the count still says how many there are. */
const maxRequests = 4;
const debounceMs = 180;

interface Found {
  text: string;
  seqs: number[];
  totalCount: number;
  isComplete: boolean;
  /** Lines up to here were looked through. */
  searchedTo: number;
}

export interface LogSearch {
  isSearching: boolean;
  error: string | undefined;
  totalCount: number;
  isComplete: boolean;
  /** Which match is current, from 0; -1 without one. */
  position: number;
  currentSeq: number | undefined;
  goTo: (step: 1 | -1) => void;
}

interface UseLogSearchOptions {
  client: LogClient;
  whole: SparseLog;
  text: string;
  filter: LogFilter;
  /** The line at the top of the view: a new search begins there. */
  topSeq: () => number;
  /** Shows a match. */
  onShow: (seq: number) => void;
}

/** Searches on the server, and by itself in the lines that arrive meanwhile. */
export function useLogSearch({ client, whole, text, filter, topSeq, onShow }: UseLogSearchOptions): LogSearch {
  const { stepKey, stream } = filter;
  const needle = useDebounced(text.trim());
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<string>();
  const [currentSeq, setCurrentSeq] = useState<number>();

  useEffect(() => {
    setCurrentSeq(undefined);
    setError(undefined);
    setFound(undefined);
    if (!needle) return;
    const abort = new AbortController();
    const searchedTo = whole.count;
    const searchAll = async () => {
      const seqs: number[] = [];
      for (let request = 0; request < maxRequests; request += 1) {
        const result = await client.search(
          { text: needle, after: seqs.at(-1) ?? 0, filter: { stepKey, stream } },
          abort.signal,
        );
        const isFirst = seqs.length === 0;
        seqs.push(...result.seqs);
        setFound({
          text: needle,
          seqs: [...seqs],
          totalCount: result.totalCount,
          isComplete: result.isComplete,
          searchedTo,
        });
        if (isFirst) {
          const first = seqs.find((seq) => seq >= topSeq()) ?? seqs.at(-1);
          setCurrentSeq(first);
          if (first !== undefined) onShow(first);
        }
        if (result.seqs.length < searchPageSize) return;
      }
    };
    searchAll().catch((reason: unknown) => {
      if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
    });
    return () => abort.abort();
    // Where the view is and how it moves are asked at the moment, and must not start a search.
  }, [client, whole, needle, stepKey, stream, topSeq, onShow]);

  const live = useLiveMatches(whole, found, { stepKey, stream });
  const seqs = useMemo(() => (found ? [...found.seqs, ...live] : []), [found, live]);
  const position = currentSeq === undefined ? -1 : seqs.indexOf(currentSeq);
  const goTo = useCallback(
    (step: 1 | -1) => {
      if (seqs.length === 0) return;
      const next = seqs[(position + step + seqs.length) % seqs.length];
      if (next === undefined) return;
      setCurrentSeq(next);
      onShow(next);
    },
    [seqs, position, onShow],
  );
  return {
    isSearching: needle !== '' && !found && !error,
    error,
    totalCount: (found?.totalCount ?? 0) + live.length,
    isComplete: found?.isComplete ?? true,
    position,
    currentSeq,
    goTo,
  };
}

/** Matches in lines that arrived after the server searched. */
function useLiveMatches(whole: SparseLog, found: Found | undefined, filter: LogFilter): number[] {
  const [live, setLive] = useState<number[]>([]);
  useEffect(() => {
    setLive([]);
    if (!found) return;
    const needle = found.text.toLowerCase();
    let searchedTo = found.searchedTo;
    return whole.subscribe(() => {
      const matches: number[] = [];
      for (; searchedTo < whole.count; searchedTo += 1) {
        const line = whole.lineAt(searchedTo);
        if (!line?.text.toLowerCase().includes(needle)) continue;
        if (filter.stepKey && line.stepKey !== filter.stepKey) continue;
        if (filter.stream && line.stream !== filter.stream) continue;
        matches.push(line.seq);
      }
      if (matches.length > 0) setLive((before) => [...before, ...matches]);
    });
  }, [whole, found, filter.stepKey, filter.stream]);
  return live;
}

function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value ? debounceMs : 0);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
