import { useMemo } from 'react';
import type { Compare_RunFragment as Run } from '../../graphql/generated.ts';
import GraphCanvas, { type CanvasNode } from '../../ui/graph-canvas/graph-canvas.tsx';
import { statusWord } from '../../ui/status-badge.tsx';
import { type NodePair, unitedGraph } from './compare.ts';
import type { NodeLooks } from './node-looks.ts';
import { portsOf, runEdges } from './run-graph.ts';
import { laidOut } from './run-layout.ts';

interface CompareCanvasProps {
  before: Run;
  after: Run;
  pairs: NodePair[];
  looks: NodeLooks;
  openKey: string | null;
  onOpen: (key: string) => void;
}

/** The later run, with a ring around what went another way. */
export default function CompareCanvas({ before, after, pairs, looks, openKey, onOpen }: CompareCanvasProps) {
  const graph = useMemo(() => laidOut(unitedGraph(before, after)), [before, after]);
  const nodes = useMemo(() => {
    const byKey = new Map(pairs.map((pair) => [pair.key, pair]));
    return graph.nodes.map((node): CanvasNode => {
      const pair = byKey.get(node.key);
      const status = pair?.after?.status ?? pair?.before?.status;
      const [old, now] = [pair?.before?.status, pair?.after?.status];
      const note =
        old && now && old !== now ? `${statusWord(old)} → ${statusWord(now)}` : pair?.differences.join(' · ');
      return {
        key: node.key,
        name: node.name,
        typeName: looks.get(node.type)?.name ?? node.type,
        icon: looks.get(node.type)?.icon ?? '',
        position: node.position,
        ports: portsOf(graph, node.key),
        isStart: !graph.edges.some(({ to }) => to === node.key),
        isMarked: pair !== undefined && pair.differences.length > 0,
        ...(status ? { status } : {}),
        ...(note ? { note } : {}),
      };
    });
  }, [graph, pairs, looks]);
  const edges = useMemo(
    () =>
      runEdges(
        graph,
        pairs.flatMap(({ after: state }) => state ?? []),
      ),
    [graph, pairs],
  );
  return <GraphCanvas label="Both graphs" nodes={nodes} edges={edges} selectedKey={openKey} onSelect={onOpen} />;
}
