import { Duration } from '../../ui/duration.tsx';
import { NodeIcon } from '../../ui/graph-canvas/node-icon.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { type NodeLooks, noteOf } from './node-looks.ts';
import type { NodeState } from './run-graph.ts';

interface NodeListProps {
  states: NodeState[];
  looks: NodeLooks;
  onSelect: (key: string) => void;
}

/** The nodes in the order they began; what phones get in the place of the canvas. */
export function NodeList({ states, looks, onSelect }: NodeListProps) {
  return (
    <ul aria-label="Nodes" className="divide-y divide-line border-line border-y">
      {states.map((state) => (
        <li key={state.key}>
          <button
            type="button"
            onClick={() => onSelect(state.key)}
            className="flex min-h-11 w-full items-center gap-2.5 px-2 py-1.5 text-left hover:bg-hover"
          >
            <NodeIcon name={looks.get(state.type)?.icon ?? ''} className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-strong">{state.name}</span>
              <span className="block truncate text-muted text-xs">
                {noteOf(state) ?? looks.get(state.type)?.name ?? state.type}
              </span>
            </span>
            <StatusBadge isPlain status={state.status} />
            <span className="w-14 shrink-0 text-right text-muted text-xs">
              {state.startedAt ? (
                <Duration startedAt={state.startedAt} finishedAt={state.finishedAt} durationMs={state.durationMs} />
              ) : null}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
