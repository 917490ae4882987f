import type { BackgroundJobFilter, BackgroundJobState } from '../../graphql/generated.ts';
import { stateWords } from './job-words.ts';

/** What the list is narrowed to; as in the URL. */
export interface JobFilters {
  states: BackgroundJobState[];
  kinds: string[];
  search: string;
}

export const noFilters: JobFilters = { states: [], kinds: [], search: '' };

const listOf = (value: string | null): string[] => value?.split(',').filter(Boolean) ?? [];
const isState = (value: string): value is BackgroundJobState => Object.hasOwn(stateWords, value);

export function readFilters(params: URLSearchParams): JobFilters {
  return {
    states: listOf(params.get('state')).filter(isState),
    kinds: listOf(params.get('kind')),
    search: params.get('search') ?? '',
  };
}

/** Writes a change into the URL, leaving everything else there as it is. */
export function writeFilters(params: URLSearchParams, change: Partial<JobFilters>): URLSearchParams {
  const next = new URLSearchParams(params);
  const values = { state: change.states?.join(','), kind: change.kinds?.join(','), search: change.search };
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value);
    else if (value === '') next.delete(name);
  }
  return next;
}

export function isFiltered({ states, kinds, search }: JobFilters): boolean {
  return search !== '' || states.length + kinds.length > 0;
}

/** As the API takes it: what isn't narrowed is left out. */
export function toApiFilter(filters: JobFilters): BackgroundJobFilter | null {
  if (!isFiltered(filters)) return null;
  return {
    ...(filters.states.length > 0 ? { states: filters.states } : {}),
    ...(filters.kinds.length > 0 ? { kinds: filters.kinds } : {}),
    ...(filters.search ? { search: filters.search } : {}),
  };
}
