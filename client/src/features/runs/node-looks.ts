import { useMemo } from 'react';
import { useRunNodeTypesQuery } from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';
import type { NodeState } from './run-graph.ts';
import { waitWords } from './wait-reason.tsx';

/** Name and icon of each type of node. */
export type NodeLooks = ReadonlyMap<string, { name: string; icon: string }>;

export function useNodeLooks(): NodeLooks {
  const [{ data }] = useRunNodeTypesQuery();
  return useMemo(() => new Map(data?.nodeTypes.map((nodeType) => [nodeType.type, nodeType])), [data]);
}

/** `30 iterations, 1 failed`: one that failed makes no failure of all. */
function iterations({ latest }: NodeState): string {
  const failed = latest.filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT').length;
  const all = formatPlural(latest.length, 'iteration');
  return failed > 0 ? `${all}, ${failed} failed` : all;
}

/** What there is to say of a node besides its status and time: why it waits, how often it was tried. */
export function noteOf(state: NodeState): string | undefined {
  const wait = state.latest.find(({ status }) => status === 'WAITING')?.wait;
  const words = [
    wait ? waitWords(wait) : null,
    state.latest.every(({ isReused }) => isReused) && state.latest.length > 0 ? 'From the run before' : null,
    state.latest.length > 1 ? iterations(state) : null,
    state.attempts > 1 ? `attempt ${state.attempts}` : null,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : undefined;
}
