import type { App } from '../../platform/context.ts';
import type { Json } from '../nodes/node.types.ts';
import { LargeValues } from './run.large-values.ts';
import { payloadIdsIn } from './run.references.rules.ts';

/** What a run's row or attempt holds, with everything in it. */
export async function openValue(app: App, run: { id: string; projectId: string }, value: Json): Promise<Json> {
  const large = new LargeValues(app, { ...run, payload: null });
  large.hasAny = payloadIdsIn(value).size > 0;
  return large.open(value);
}
