import type { DeploymentFilter, DeploymentStatus } from '../../graphql/generated.ts';
import { readList, writeParams } from '../../lib/url-filters.ts';

/** What the list is narrowed to; as in the URL. */
export interface DeploymentFilters {
  services: string[];
  environments: string[];
  statuses: DeploymentStatus[];
  version: string;
  who: string;
}

export const filterableStatuses: readonly DeploymentStatus[] = [
  'RUNNING',
  'VERIFYING',
  'QUEUED',
  'AWAITING_APPROVAL',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'CANCELING',
  'CANCELED',
  'REJECTED',
];

const isStatus = (value: string): value is DeploymentStatus =>
  (filterableStatuses as readonly string[]).includes(value);

export function readFilters(params: URLSearchParams): DeploymentFilters {
  return {
    services: readList(params.get('service')),
    environments: readList(params.get('environment')),
    statuses: readList(params.get('status')).filter(isStatus),
    version: params.get('version') ?? '',
    who: params.get('who') ?? '',
  };
}

/** Writes a change into the URL, leaving everything else there as it is. */
export function writeFilters(params: URLSearchParams, change: Partial<DeploymentFilters>): URLSearchParams {
  return writeParams(params, {
    service: change.services?.join(','),
    environment: change.environments?.join(','),
    status: change.statuses?.join(','),
    version: change.version,
    who: change.who,
  });
}

export const noFilters: DeploymentFilters = { services: [], environments: [], statuses: [], version: '', who: '' };

export function isFiltered(filters: DeploymentFilters): boolean {
  return Object.values(filters).some((value) => value.length > 0);
}

/** As the API takes it: what isn't narrowed is left out. */
export function toApiFilter(filters: DeploymentFilters): DeploymentFilter | null {
  if (!isFiltered(filters)) return null;
  return {
    serviceIds: filters.services.length > 0 ? filters.services : null,
    environmentIds: filters.environments.length > 0 ? filters.environments : null,
    statuses: filters.statuses.length > 0 ? filters.statuses : null,
    version: filters.version.trim() || null,
    createdById: filters.who || null,
  } as DeploymentFilter;
}
