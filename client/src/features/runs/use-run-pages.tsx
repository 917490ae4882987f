import { useCallback, useEffect, useState } from 'react';
import type { CombinedError } from 'urql';
import { type RunsPageQuery, useRunsPageQuery } from '../../graphql/generated.ts';
import { type RunFilters, toApiFilter } from './run-filters.ts';

interface Page {
  runs: RunsPageQuery['runs'] | undefined;
  error: CombinedError | undefined;
  retry: () => void;
}

/**
 * The pages that were asked for. Each begins where the one before it ends *now*: when new runs push the list down, the pages follow, and
 * nothing is missed or shown twice. With new filters, what was there stays until the answer comes.
 */
export function useRunPages(filterKey: string) {
  const [state, setState] = useState<{ filterKey: string; pages: Page[]; wanted: number }>({
    filterKey,
    pages: [],
    wanted: 1,
  });
  const take = useCallback((index: number, key: string, page: Page) => {
    setState((before) => {
      const isNew = before.filterKey !== key;
      if (isNew && index > 0) return before;
      const pages = isNew ? [] : [...before.pages];
      // While a page is read again from another place, what it showed stays.
      if (page.runs || !pages[index]?.runs) pages[index] = page;
      return { filterKey: key, pages: pages.filter(Boolean), wanted: isNew ? 1 : before.wanted };
    });
  }, []);
  const isStale = state.filterKey !== filterKey;
  const wanted = isStale ? 1 : state.wanted;
  const ends = state.pages.slice(0, wanted - 1).flatMap((page) => page.runs?.pageInfo.endCursor ?? []);
  return {
    pages: state.pages,
    cursors: [null, ...(isStale ? [] : ends)],
    isStale: isStale && state.pages.length > 0,
    take,
    loadMore: () => setState((before) => ({ ...before, wanted: before.pages.length + 1 })),
  };
}

interface RunPageQueryProps {
  index: number;
  projectId: string;
  filterKey: string;
  after: string | null;
  /** Counts changes that may have moved the list: with each it is asked for again. */
  changes: number;
  onResult: (index: number, filterKey: string, page: Page) => void;
}

/** Keeps one page of the list up to date. Draws nothing. */
export function RunPageQuery({ index, projectId, filterKey, after, changes, onResult }: RunPageQueryProps) {
  const filter = toApiFilter(JSON.parse(filterKey) as RunFilters);
  const [{ data, error, fetching }, ask] = useRunsPageQuery({ variables: { projectId, filter, after } });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);
  useEffect(() => {
    if (fetching && !data) return;
    onResult(index, filterKey, { runs: data?.runs, error, retry: () => ask({ requestPolicy: 'network-only' }) });
  }, [index, filterKey, data, error, fetching, ask, onResult]);
  return null;
}
