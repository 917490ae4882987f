import { useMemo } from 'react';
import { formatDuration } from '../../lib/format.ts';
import GraphCanvas from '../../ui/graph-canvas/graph-canvas.tsx';
import { type NodeLooks, noteOf } from './node-looks.ts';
import { type NodeState, portsOf, type RunGraph, runEdges } from './run-graph.ts';
import { laidOut } from './run-layout.ts';

interface RunCanvasProps {
  graph: RunGraph;
  states: NodeState[];
  looks: NodeLooks;
  openKey: string | null;
  onOpen: (key: string) => void;
}

/** The graph as it goes. Loaded by itself: phones have no use for it. */
export default function RunCanvas({ graph, states, looks, openKey, onOpen }: RunCanvasProps) {
  const drawn = useMemo(() => laidOut(graph), [graph]);
  const nodes = useMemo(() => {
    const byKey = new Map(states.map((state) => [state.key, state]));
    return drawn.nodes.map(({ key, name, type, position }) => {
      const state = byKey.get(key);
      const took = state?.finishedAt && state.durationMs !== null ? formatDuration(state.durationMs) : null;
      const note = [took, state ? noteOf(state) : null].filter(Boolean).join(' · ');
      return {
        key,
        name,
        typeName: looks.get(type)?.name ?? type,
        icon: looks.get(type)?.icon ?? '',
        position,
        ports: portsOf(drawn, key),
        isStart: !drawn.edges.some(({ to }) => to === key),
        ...(state ? { status: state.status } : {}),
        ...(note ? { note } : {}),
      };
    });
  }, [drawn, states, looks]);
  const edges = useMemo(() => runEdges(drawn, states), [drawn, states]);
  return (
    <GraphCanvas
      label="Graph"
      nodes={nodes}
      edges={edges}
      selectedKey={openKey}
      onSelect={onOpen}
      focusKey={openKey ?? placeOf(states)}
    />
  );
}

/** Where the run is, or where it failed. */
const placeOf = (states: NodeState[]): string | undefined =>
  states.find(({ status }) => isUnderWay.has(status))?.key ?? states.find(({ status }) => hasFailed.has(status))?.key;

const isUnderWay = new Set<string>(['RUNNING', 'WAITING', 'AWAITING_APPROVAL']);
const hasFailed = new Set<string>(['FAILED', 'TIMED_OUT']);
