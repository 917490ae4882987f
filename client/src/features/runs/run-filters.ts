import type { RunFilter, RunStatus, RunTrigger } from '../../graphql/generated.ts';
import { readList, writeParams } from '../../lib/url-filters.ts';

/** What the list is narrowed to; as in the URL. */
export interface RunFilters {
  statuses: RunStatus[];
  workflows: string[];
  triggers: RunTrigger[];
  /** Only those that failed and that nobody has dealt with. */
  isDead: boolean;
}

export const filterableStatuses: readonly RunStatus[] = [
  'RUNNING',
  'WAITING',
  'QUEUED',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'CANCELED',
];

/** What started a run, in a word or two. */
export const triggerWords: Record<RunTrigger, string> = {
  MANUAL: 'By hand',
  TOKEN: 'With a token',
  SCHEDULE: 'Schedule',
  WEBHOOK: 'Webhook',
  EVENT: 'Event',
  RUN: 'Another run',
  WORKFLOW: 'Parent workflow',
  RETRY: 'Retry',
  REPLAY: 'Replay',
  RESUME: 'Resume',
  FORK: 'Fork',
  TEST: 'Test of a node',
};

const isStatus = (value: string): value is RunStatus => (filterableStatuses as readonly string[]).includes(value);
const isTrigger = (value: string): value is RunTrigger => value in triggerWords;

export function readFilters(params: URLSearchParams): RunFilters {
  return {
    statuses: readList(params.get('status')).filter(isStatus),
    workflows: readList(params.get('workflow')),
    triggers: readList(params.get('trigger')).filter(isTrigger),
    isDead: params.get('failed') === 'open',
  };
}

/** Writes a change into the URL, leaving everything else there as it is. */
export function writeFilters(params: URLSearchParams, change: Partial<RunFilters>): URLSearchParams {
  return writeParams(params, {
    status: change.statuses?.join(','),
    workflow: change.workflows?.join(','),
    trigger: change.triggers?.join(','),
    failed: change.isDead === undefined ? undefined : change.isDead ? 'open' : '',
  });
}

export const noFilters: RunFilters = { statuses: [], workflows: [], triggers: [], isDead: false };

export function isFiltered({ statuses, workflows, triggers, isDead }: RunFilters): boolean {
  return isDead || statuses.length + workflows.length + triggers.length > 0;
}

/** As the API takes it: what isn't narrowed is left out. */
export function toApiFilter(filters: RunFilters): RunFilter | null {
  if (!isFiltered(filters)) return null;
  return {
    ...(filters.statuses.length > 0 ? { statuses: filters.statuses } : {}),
    ...(filters.workflows.length > 0 ? { workflowIds: filters.workflows } : {}),
    ...(filters.triggers.length > 0 ? { triggers: filters.triggers } : {}),
    ...(filters.isDead ? { isDead: true } : {}),
  };
}
