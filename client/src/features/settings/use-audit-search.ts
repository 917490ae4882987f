import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { filterNames, readAuditFilter } from './audit-filter.ts';

/** The filter in the address, which page is shown of what it finds, and which event is open. */
export function useAuditSearch() {
  const [search, setSearch] = useSearchParams();
  const key = filterNames.map((name) => search.get(name) ?? '').join('|');
  const [page, setPage] = useState<{ key: string; after: string | null }>({ key, after: null });
  const set = (name: string, value: string | null) =>
    setSearch(
      (previous) => {
        if (value) previous.set(name, value);
        else previous.delete(name);
        return previous;
      },
      { replace: true },
    );
  return {
    search,
    filter: readAuditFilter(search),
    isFiltered: key.replaceAll('|', '') !== '',
    after: page.key === key ? page.after : null,
    showAfter: (after: string | null) => setPage({ key, after }),
    set,
    clear: () => setSearch({}, { replace: true }),
  };
}

export type AuditSearch = ReturnType<typeof useAuditSearch>;
