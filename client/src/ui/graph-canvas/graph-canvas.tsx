import { Background, Controls, type Edge, MiniMap, ReactFlow, type ReactFlowInstance } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useRef } from 'react';
import type { Status } from '../status-badge.tsx';
import { CanvasNodeView, type FlowNode } from './canvas-node.tsx';
import { canvasNodeSize } from './canvas-node-size.ts';
import { readableViewport } from './readable-viewport.ts';
import './graph-canvas.css';

export interface CanvasPort {
  name: string;
  label: string;
}

export interface CanvasNode {
  key: string;
  name: string;
  /** What kind of node it is, `HTTP request`. */
  typeName: string;
  /** A name of lucide. */
  icon: string;
  position: { x: number; y: number };
  /** Where it can be left. */
  ports: CanvasPort[];
  /** Nothing leads to it. */
  isStart: boolean;
  status?: Status;
  /** A few words under the name: how long, which attempt, what it waits for. */
  note?: string;
  /** Drawn out from the others: it differs. */
  isMarked?: boolean;
}

export interface CanvasEdge {
  from: string;
  fromPort: string;
  to: string;
  /** It was gone along. */
  isTaken?: boolean;
}

interface GraphCanvasProps {
  label: string;
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  selectedKey: string | null;
  onSelect: (key: string) => void;
  /** What a graph that is too long to be read as a whole opens at; its beginning if nothing is said. */
  focusKey?: string | undefined;
  /** Of large graphs an overview in the corner; a small picture has no room for it. */
  hasOverview?: boolean;
}

const nodeTypes = { node: CanvasNodeView };

/** A graph to look at: nodes can be opened (also by Tab and Enter), not moved. Fills its parent. */
export default function GraphCanvas({
  label,
  nodes,
  edges,
  selectedKey,
  onSelect,
  focusKey,
  hasOverview = true,
}: GraphCanvasProps) {
  const frame = useRef<HTMLElement>(null);
  const flowNodes = useMemo(
    () =>
      nodes.map(
        (node): FlowNode => ({
          id: node.key,
          type: 'node',
          position: node.position,
          measured: canvasNodeSize,
          data: { node, isSelected: node.key === selectedKey, onSelect },
          // The button inside takes the focus.
          focusable: false,
        }),
      ),
    [nodes, selectedKey, onSelect],
  );
  const flowEdges = useMemo(() => edges.map(toFlowEdge), [edges]);
  const open = (flow: ReactFlowInstance<FlowNode>) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box?.width) return;
    const boxes = new Map(nodes.map(({ key, position }) => [key, { ...position, ...canvasNodeSize }]));
    void flow.setViewport(readableViewport(box, [...boxes.values()], boxes.get(focusKey ?? '')));
  };
  return (
    <section ref={frame} aria-label={label} className="graph-canvas size-full">
      <ReactFlow
        nodes={flowNodes}
        edges={flowEdges}
        nodeTypes={nodeTypes}
        onInit={open}
        fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
        minZoom={0.15}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={20} />
        <Controls showInteractive={false} position="bottom-left" />
        {hasOverview && nodes.length > 12 ? <MiniMap pannable zoomable ariaLabel="Overview of the graph" /> : null}
      </ReactFlow>
    </section>
  );
}

function toFlowEdge({ from, fromPort, to, isTaken }: CanvasEdge): Edge {
  return {
    id: `${from}:${fromPort}>${to}`,
    source: from,
    sourceHandle: fromPort,
    target: to,
    className: isTaken ? 'is-taken' : '',
    ...(fromPort === 'main' ? {} : { label: fromPort }),
    ...(fromPort === 'compensate' ? { style: { strokeDasharray: '4 4' } } : {}),
  };
}
