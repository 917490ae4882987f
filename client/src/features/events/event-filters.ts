import type { EventFilter } from '../../graphql/generated.ts';
import { readList } from '../../lib/url-filters.ts';

/** What narrows the list, as it stands in the address. */
export interface EventFilters {
  kinds: string[];
  services: string[];
  environments: string[];
  statuses: string[];
  name: string;
  /** `24h`, `7d`, `30d`; empty for all. */
  within: string;
}

export const noFilters: EventFilters = {
  kinds: [],
  services: [],
  environments: [],
  statuses: [],
  name: '',
  within: '',
};

export const windows = [
  { value: '1h', label: 'Last hour', ms: 3_600_000 },
  { value: '24h', label: 'Last 24 hours', ms: 86_400_000 },
  { value: '7d', label: 'Last 7 days', ms: 7 * 86_400_000 },
  { value: '30d', label: 'Last 30 days', ms: 30 * 86_400_000 },
];

export const readFilters = (params: URLSearchParams): EventFilters => ({
  kinds: readList(params.get('kind')),
  services: readList(params.get('service')),
  environments: readList(params.get('environment')),
  statuses: readList(params.get('status')),
  name: params.get('name') ?? '',
  within: windows.some(({ value }) => value === params.get('within')) ? (params.get('within') ?? '') : '',
});

export const isFiltered = (filters: EventFilters): boolean => JSON.stringify(filters) !== JSON.stringify(noFilters);

/** For the address; what is empty leaves it. */
export const paramsOf = ({ kinds, services, environments, statuses, name, within }: EventFilters) => ({
  kind: kinds.join(','),
  service: services.join(','),
  environment: environments.join(','),
  status: statuses.join(','),
  name,
  within,
});

/** For the API. The window begins with a whole minute, so that the same list is asked for again within it. */
export function toApiFilter(
  { kinds, services, environments, statuses, name, within }: EventFilters,
  now: Date,
): EventFilter {
  const some = (values: string[]) => (values.length > 0 ? values : undefined);
  const ms = windows.find(({ value }) => value === within)?.ms;
  const minute = Math.floor(now.getTime() / 60_000) * 60_000;
  return {
    kinds: some(kinds),
    serviceIds: some(services),
    environmentIds: some(environments),
    statuses: some(statuses),
    names: name ? [name] : undefined,
    from: ms === undefined ? undefined : new Date(minute - ms).toISOString(),
  };
}
