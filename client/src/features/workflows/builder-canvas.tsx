import {
  Background,
  Controls,
  type Edge,
  type EdgeChange,
  MarkerType,
  MiniMap,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  useReactFlow,
  type Viewport,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import './builder.css';
import { type RefObject, useCallback, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useTheme } from '../../lib/theme.ts';
import { isAnySeen, readableViewport } from '../../ui/graph-canvas/readable-viewport.ts';
import type { DiffChange } from '../../ui/graph-diff/graph-diff.ts';
import { type BuilderFlowNode, BuilderNode } from './builder-node.tsx';
import { edgeId, type Graph, type GraphEdge, type PortInfo, type Position, type Problem, portsOf } from './graph.ts';
import { inputY, nodeHeight, nodeWidth, portY } from './node-size.ts';
import type { NodeTypes } from './node-types.ts';

const nodeTypes = { builder: BuilderNode };

export interface Selection {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

export interface CanvasHandle {
  /** Where the middle of what is seen lies in the graph. */
  middle: () => Position;
  show: (key: string) => void;
  fit: () => void;
}

interface BuilderCanvasProps {
  /** What was last looked at of it; null or left out: wherever it can be read. */
  viewport?: Viewport | null;
  onLook?: (viewport: Viewport) => void;
  graph: Graph;
  types: NodeTypes;
  shapes?: ReadonlyMap<string, PortInfo[]>;
  problems?: readonly Problem[];
  /** What a version has changed, where that is shown: in a frame so small that an overview would cover it. */
  changes?: ReadonlyMap<string, DiffChange>;
  isReadOnly: boolean;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onMove?: (positions: Map<string, Position>, isStep: boolean) => void;
  onConnect?: (edge: GraphEdge) => void;
  connectProblem?: (edge: GraphEdge) => string | null;
  /** A connection was dropped on nothing: what should stand there? */
  onDropConnection?: (from: { key: string; port: string }, at: Position) => void;
  handle?: RefObject<CanvasHandle | null>;
}

/** The drawn graph. It holds no truth of its own but where a node is while it is dragged. */
export function BuilderCanvas(props: BuilderCanvasProps) {
  const { graph, types, shapes, problems, changes, selection, isReadOnly } = props;
  const { theme } = useTheme();
  const [dragged, setDragged] = useState<ReadonlyMap<string, Position>>(new Map());
  const frameRef = useRef<HTMLDivElement>(null);
  useCanvasHandle(props.handle, frameRef, graph);

  const nodes = useMemo(
    () =>
      graph.nodes.map((node): BuilderFlowNode => {
        const type = types.get(node.type);
        const ports = portsOf(node, graph, shapes?.get(node.key) ?? type?.ports);
        const own = (problems ?? []).filter((problem) => problem.nodeKey === node.key);
        const errorCount = own.filter(({ severity }) => severity === 'ERROR').length;
        const height = nodeHeight(ports.length);
        return {
          id: node.key,
          type: 'builder',
          position: dragged.get(node.key) ?? node.position,
          selected: selection.nodes.has(node.key),
          width: nodeWidth,
          height,
          measured: { width: nodeWidth, height },
          handles: handlesOf(ports, type?.group === 'TRIGGER'),
          ariaLabel: `${node.name}, ${type?.name ?? node.type}${errorCount > 0 ? ', has errors' : ''}`,
          data: {
            name: node.name,
            typeName: type?.name ?? `${node.type}, which is not known here`,
            icon: type?.icon ?? '',
            group: type?.group ?? 'ACTION',
            ports,
            errorCount,
            warningCount: own.length - errorCount,
            isConnectable: !isReadOnly,
            change: changes?.get(node.key) ?? null,
          },
        } as BuilderFlowNode;
      }),
    [graph, types, shapes, problems, changes, selection.nodes, dragged, isReadOnly],
  );
  const edges = useMemo(
    () => graph.edges.map((edge) => flowEdge(edge, selection.edges)),
    [graph.edges, selection.edges],
  );

  const changeNodes = (list: NodeChange<BuilderFlowNode>[]) => {
    takeSelection(list, selection.nodes, (nodes) => props.onSelect({ ...selection, nodes }));
    const moves = list.flatMap((change) =>
      change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
    );
    if (moves.length === 0 || isReadOnly) return;
    const positions = new Map(moves.map((move) => [move.id, move.position]));
    if (moves.some((move) => move.dragging)) {
      setDragged(positions);
      return;
    }
    const isStep = dragged.size === 0;
    setDragged(new Map());
    props.onMove?.(positions, isStep);
  };
  const changeEdges = (list: EdgeChange[]) =>
    takeSelection(list, selection.edges, (chosen) => props.onSelect({ ...selection, edges: chosen }));

  const { screenToFlowPosition } = useReactFlow();
  const [kept] = useState(props.viewport ?? null);
  const begin = useRef(kept);
  const open = (flow: ReactFlowInstance<BuilderFlowNode>) => {
    const box = frameRef.current?.getBoundingClientRect();
    const boxes = nodes.map(({ position: { x, y }, height = nodeHeight(1) }) => ({ x, y, width: nodeWidth, height }));
    // What was looked at on a larger screen may lie outside of this one.
    if (!box?.width || (kept && isAnySeen(box, boxes, kept))) return;
    begin.current = readableViewport(box, boxes, undefined);
    void flow.setViewport(begin.current);
  };
  const look = (viewport: Viewport) => {
    const { x, y, zoom } = begin.current ?? {};
    if (viewport.x === x && viewport.y === y && viewport.zoom === zoom) return;
    begin.current = null;
    props.onLook?.(viewport);
  };
  return (
    <div ref={frameRef} className="builder-canvas h-full w-full">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        onConnect={({ source, sourceHandle, target }) =>
          props.onConnect?.({ from: source, fromPort: sourceHandle ?? 'main', to: target })
        }
        isValidConnection={({ source, sourceHandle, target }) =>
          (props.connectProblem?.({ from: source, fromPort: sourceHandle ?? 'main', to: target }) ?? null) === null
        }
        onConnectEnd={(event, state) => {
          if (state.isValid || state.toNode || !state.fromNode || state.fromHandle?.type !== 'source') return;
          const point = 'changedTouches' in event ? event.changedTouches[0] : event;
          if (!point) return;
          props.onDropConnection?.(
            { key: state.fromNode.id, port: state.fromHandle.id ?? 'main' },
            screenToFlowPosition({ x: point.clientX, y: point.clientY }),
          );
        }}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        edgesFocusable
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        minZoom={0.15}
        maxZoom={1.75}
        onlyRenderVisibleElements={graph.nodes.length > 150}
        colorMode={theme}
        {...(kept ? { defaultViewport: kept } : {})}
        onInit={open}
        fitViewOptions={{ maxZoom: 1, padding: 0.2 }}
        onMoveEnd={(_event, viewport) => look(viewport)}
      >
        <Background gap={20} size={1.2} />
        <Controls showInteractive={false} position="bottom-left" />
        {changes ? null : (
          <MiniMap pannable zoomable position="bottom-right" className="max-lg:hidden" ariaLabel="Overview" />
        )}
      </ReactFlow>
    </div>
  );
}

function useCanvasHandle(
  handle: RefObject<CanvasHandle | null> | undefined,
  frame: RefObject<HTMLDivElement | null>,
  graph: Graph,
): void {
  const flow = useReactFlow();
  const fit = useCallback(() => void flow.fitView({ maxZoom: 1, padding: 0.2, duration: 120 }), [flow]);
  useImperativeHandle(
    handle,
    () => ({
      middle: () => {
        const box = frame.current?.getBoundingClientRect();
        if (!box) return { x: 0, y: 0 };
        const middle = flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
        return { x: middle.x - nodeWidth / 2, y: middle.y - nodeHeight(1) / 2 };
      },
      show: (key) => {
        const node = graph.nodes.find((each) => each.key === key);
        if (!node) return;
        const { x, y } = node.position;
        const from = flow.flowToScreenPosition({ x, y });
        const to = flow.flowToScreenPosition({ x: x + nodeWidth, y: y + nodeHeight(1) });
        const box = frame.current?.getBoundingClientRect();
        const isSeen = box && from.x >= box.left && from.y >= box.top && to.x <= box.right && to.y <= box.bottom;
        if (!isSeen) {
          const zoom = Math.max(flow.getZoom(), 0.6);
          void flow.setCenter(x + nodeWidth / 2, y + nodeHeight(1) / 2, { zoom, duration: 120 });
        }
        frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
      },
      fit,
    }),
    [flow, frame, graph, fit],
  );
}

function flowEdge(edge: GraphEdge, selected: ReadonlySet<string>): Edge {
  const id = edgeId(edge);
  return {
    id,
    source: edge.from,
    sourceHandle: edge.fromPort,
    target: edge.to,
    selected: selected.has(id),
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
    className: edge.fromPort === 'error' || edge.fromPort === 'compensate' ? 'edge-aside' : undefined,
    ariaLabel: `From ${edge.from}, ${edge.fromPort}, to ${edge.to}`,
  };
}

/** Where the ports are, so that edges are drawn at once, without measuring. */
function handlesOf(ports: PortInfo[], isTrigger: boolean): BuilderFlowNode['handles'] {
  const size = { width: 9, height: 9 };
  return [
    ...(isTrigger
      ? []
      : [{ type: 'target' as const, position: 'left' as const, x: -4.5, y: inputY - 4.5, id: null, ...size }]),
    ...ports.map((port, index) => ({
      type: 'source' as const,
      position: 'right' as const,
      id: port.name,
      x: nodeWidth - 4.5,
      y: portY(index, ports.length) - 4.5,
      ...size,
    })),
  ] as BuilderFlowNode['handles'];
}

function takeSelection(
  changes: Array<{ type: string; id?: string; selected?: boolean }>,
  before: ReadonlySet<string>,
  select: (chosen: ReadonlySet<string>) => void,
): void {
  const own = changes.filter((change) => change.type === 'select');
  if (own.length === 0) return;
  const chosen = new Set(before);
  for (const { id = '', selected } of own) {
    if (selected) chosen.add(id);
    else chosen.delete(id);
  }
  select(chosen);
}
