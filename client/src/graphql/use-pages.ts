import { useCallback, useState } from 'react';
import type { CombinedError } from 'urql';

/** One page of a list: what came, or why nothing did. */
export interface Page<Data> {
  data: Data | undefined;
  error: CombinedError | undefined;
  retry: () => void;
}

/**
 * The pages of a list that were asked for. Each begins where the one before it ends *now*: when something new pushes the list down, the pages
 * follow, and nothing is missed or shown twice. With new filters, what was there stays until the answer comes.
 */
export function usePages<Data>(filterKey: string, endOf: (data: Data) => string | null) {
  const [state, setState] = useState<{ filterKey: string; pages: Page<Data>[]; wanted: number }>({
    filterKey,
    pages: [],
    wanted: 1,
  });
  const take = useCallback((index: number, key: string, page: Page<Data>) => {
    setState((before) => {
      const isNew = before.filterKey !== key;
      if (isNew && (index > 0 || (!page.data && !page.error))) return before;
      const pages = isNew ? [] : [...before.pages];
      // While a page is read again from another place, what it showed stays.
      if (page.data || !pages[index]?.data) pages[index] = page;
      return { filterKey: key, pages: pages.filter(Boolean), wanted: isNew ? 1 : before.wanted };
    });
  }, []);
  const isStale = state.filterKey !== filterKey;
  const wanted = isStale ? 1 : state.wanted;
  const ends = state.pages.slice(0, wanted - 1).flatMap(({ data }) => (data ? (endOf(data) ?? []) : []));
  return {
    pages: state.pages,
    /** Where each page that is wanted begins. */
    cursors: [null, ...(isStale ? [] : ends)],
    isStale: isStale && state.pages.length > 0,
    take,
    loadMore: () => setState((before) => ({ ...before, wanted: before.pages.length + 1 })),
  };
}
