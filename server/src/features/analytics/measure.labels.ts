import type { Context } from '../../platform/context.ts';
import { type Dimension, FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { namesOf } from './measure.queries.ts';
import { OTHER } from './store.types.ts';

/** A value of a dimension that somebody is to be shown. */
export interface Named {
  kind: FactKindName | null;
  dimension: Dimension;
  key: string;
}

/** Kinds whose `name` is a workflow's id. */
const OF_WORKFLOWS: readonly (FactKindName | null)[] = ['run', 'run_queue', 'schedule'];

const NONE: Record<Dimension, string> = {
  service: 'No service',
  environment: 'No environment',
  name: 'No name',
  status: 'No status',
};

const isId = ({ kind, dimension }: Named) =>
  dimension === 'service' || dimension === 'environment' || (dimension === 'name' && OF_WORKFLOWS.includes(kind));

/** What to call them, in one statement for all. What is gone for good is called by its id. */
export async function labelsOf(
  ctx: Context,
  projectId: string,
  named: readonly Named[],
): Promise<(named: Named) => string> {
  const ids = new Set(named.filter(isId).map(({ key }) => key));
  ids.delete('');
  ids.delete(OTHER);
  const names = await namesOf(ctx, projectId, [...ids]);
  return (one) => {
    if (one.key === '') return NONE[one.dimension];
    if (one.key === OTHER) return 'Others';
    if (one.dimension === 'status') return statusLabel(one.key);
    return (isId(one) && names.get(one.key)) || one.key;
  };
}

/** `TIMED_OUT` → `Timed out`; statuses of the sender's own stay as they are. */
export function statusLabel(status: string): string {
  if (!/^[A-Z_]+$/.test(status)) return status;
  const words = status.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The kind's title, for what has no other name. */
export const titleOfKind = (kind: FactKindName): string => FACT_KINDS[kind].title;
