import type { Occurrence } from '../../platform/occurrences.ts';

/** Workflows may start each other by events this often in a row: then it is a ring, and ends. */
export const MAX_CHAIN = 8;

/** How a run ended, by the kind of what was announced. */
const ENDS: Partial<Record<Occurrence['kind'], string>> = {
  'run.succeeded': 'SUCCEEDED',
  'run.failed': 'FAILED',
  'run.canceled': 'CANCELED',
};

/** A trigger of the kind EVENT or RUN, with its config as published. */
export interface Listener {
  kind: string;
  config: Record<string, unknown>;
}

/** Whether the trigger waits for such a thing; its filter is another question. */
export function isAwaited({ kind, config }: Listener, occurrence: Occurrence): boolean {
  const list = (name: string) => (Array.isArray(config[name]) ? (config[name] as unknown[]) : []);
  if (kind === 'EVENT') return list('kinds').includes(occurrence.kind);
  const end = ENDS[occurrence.kind];
  return end !== undefined && config.workflow === occurrence.data.workflow && list('statuses').includes(end);
}
