import { useMemo } from 'react';
import type { DryRunList_DryRunFragment } from '../../graphql/generated.ts';
import GraphCanvas, { type CanvasNode } from '../../ui/graph-canvas/graph-canvas.tsx';
import { layOutNodes } from '../../ui/graph-canvas/layout.ts';
import type { TemplateGraph } from './template-graph.ts';

interface TemplateCanvasProps {
  graph: TemplateGraph;
  looks: ReadonlyMap<string, { name: string; icon: string }>;
  /** What was tried is drawn as far as it came. */
  dryRun: DryRunList_DryRunFragment | null;
  openKey: string | null;
  onOpen: (key: string) => void;
}

/** The graph of a template, to look at. Loaded by itself: phones have no use for it. */
export default function TemplateCanvas({ graph, looks, dryRun, openKey, onOpen }: TemplateCanvasProps) {
  const places = useMemo(
    () =>
      layOutNodes(
        graph.nodes.map(({ key }) => ({ key, width: 200, height: 64 })),
        graph.edges,
      ),
    [graph],
  );
  const steps = useMemo(() => new Map((dryRun?.steps ?? []).map((step) => [step.nodeKey, step])), [dryRun]);
  const nodes = useMemo(
    () =>
      graph.nodes.map(({ key, name, type }): CanvasNode => {
        const ports = new Set(graph.edges.filter(({ from }) => from === key).map(({ fromPort }) => fromPort));
        const step = steps.get(key);
        const status = step?.status === 'UNFINISHED' ? 'RUNNING' : step?.status;
        return {
          key,
          name,
          typeName: looks.get(type)?.name ?? type,
          icon: looks.get(type)?.icon ?? '',
          position: places.get(key) ?? { x: 0, y: 0 },
          ports: [...ports].map((port) => ({ name: port, label: port })),
          isStart: !graph.edges.some(({ to }) => to === key),
          ...(status ? { status } : {}),
        };
      }),
    [graph, looks, places, steps],
  );
  const edges = useMemo(
    () => graph.edges.map((edge) => ({ ...edge, isTaken: steps.get(edge.from)?.port === edge.fromPort })),
    [graph, steps],
  );
  return (
    <GraphCanvas
      label="Graph"
      nodes={nodes}
      edges={edges}
      selectedKey={openKey}
      onSelect={onOpen}
      hasOverview={false}
    />
  );
}
