import type { Json } from '../nodes/node.types.ts';
import type { Plan } from './engine.graph.ts';
import type { Failure, PendingEnd } from './engine.types.ts';

/** What a node says that ends the run. */
export interface Halt {
  status: 'SUCCEEDED' | 'FAILED';
  output: Json;
  message?: string;
}

export function haltedAt(nodeKey: string, { status, output, message }: Halt): PendingEnd {
  const failure = { code: 'STOPPED', message: message ?? 'The workflow ended itself as failed.', details: null };
  return { status, reason: message ?? null, output, error: status === 'FAILED' ? failure : null, nodeKey };
}

/** A failure that nothing caught. */
export function failedAt(nodeKey: string, plan: Plan, failure: Failure): PendingEnd {
  const name = plan.nodes.get(nodeKey)?.name ?? nodeKey;
  return { status: 'FAILED', reason: `${name}: ${failure.message}`, output: null, error: failure, nodeKey };
}
