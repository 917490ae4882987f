import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDebounced } from '../../../lib/use-debounced.ts';
import { type LogClient, searchPageSize } from './log-client.ts';
import { type LogFilter, matchesFilter } from './log-line.ts';
import { addLive, findMatches, type Matches, rankOf, stepFrom } from './search-matches.ts';
import type { SparseLog } from './sparse-log.ts';

/** With 5,000 matches each, more than anybody steps through; the count still says how many there are. */
const maxRequests = 4;
const debounceMs = 180;

interface Found {
  text: string;
  matches: Matches;
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
  const needle = useDebounced(text.trim(), debounceMs);
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
    let isShown = false;
    const show = (seq: number | undefined) => {
      if (seq === undefined || isShown) return;
      isShown = true;
      setCurrentSeq(seq);
      onShow(seq);
    };
    let known: Matches | undefined;
    findMatches({
      search: (after) => client.search({ text: needle, after, filter: { stepKey, stream } }, abort.signal),
      pageSize: searchPageSize,
      topSeq: topSeq(),
      maxRequests,
      onFound: (matches) => {
        known = matches;
        setFound({ text: needle, matches, searchedTo });
        show(matches.tail[0]);
      },
    })
      // Nothing follows the place of looking: the nearest before it.
      .then(() => show(known?.head.at(-1)))
      .catch((reason: unknown) => {
        if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
      });
    return () => abort.abort();
  }, [client, whole, needle, stepKey, stream, topSeq, onShow]);

  const live = useLiveMatches(whole, found, { stepKey, stream });
  const matches = useMemo(() => (found ? addLive(found.matches, live) : undefined), [found, live]);
  const goTo = useCallback(
    (step: 1 | -1) => {
      const next = matches && stepFrom(matches, currentSeq, step);
      if (next === undefined) return;
      setCurrentSeq(next);
      onShow(next);
    },
    [matches, currentSeq, onShow],
  );
  return {
    isSearching: text.trim() !== '' && found?.text !== text.trim() && !error,
    error,
    totalCount: matches?.totalCount ?? 0,
    isComplete: matches?.isComplete ?? true,
    position: matches ? rankOf(matches, currentSeq) : -1,
    currentSeq,
    goTo,
  };
}

const none: number[] = [];

/** Matches in lines that arrived after the server searched. */
function useLiveMatches(whole: SparseLog, found: Found | undefined, { stepKey, stream }: LogFilter): number[] {
  const [live, setLive] = useState(none);
  const text = found?.text;
  const searchedTo = found?.searchedTo;
  useEffect(() => {
    setLive(none);
    if (text === undefined || searchedTo === undefined) return;
    let next = searchedTo;
    return whole.subscribe(() => {
      const matches: number[] = [];
      for (; next < whole.count; next += 1) {
        const line = whole.lineAt(next);
        if (line && matchesFilter(line, { search: text, stepKey, stream })) matches.push(line.seq);
      }
      if (matches.length > 0) setLive((before) => [...before, ...matches]);
    });
  }, [whole, text, searchedTo, stepKey, stream]);
  return live;
}
