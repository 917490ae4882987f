import { useEffect } from 'react';
import { type RunsPageQuery, useRunsPageQuery } from '../../graphql/generated.ts';
import type { Page } from '../../graphql/use-pages.ts';
import { type RunFilters, toApiFilter } from './run-filters.ts';

interface RunPageQueryProps {
  index: number;
  projectId: string;
  filterKey: string;
  after: string | null;
  /** Counts changes that may have moved the list: with each it is asked for again. */
  changes: number;
  onResult: (index: number, filterKey: string, page: Page<RunsPageQuery['runs']>) => void;
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
    onResult(index, filterKey, { data: data?.runs, error, retry: () => ask({ requestPolicy: 'network-only' }) });
  }, [index, filterKey, data, error, fetching, ask, onResult]);
  return null;
}
