import { useCallback, useMemo, useReducer, useState } from 'react';
import { showToast } from '../../ui/toast.tsx';
import type { Selection } from './builder-canvas.tsx';
import { readClipboard, writeClipboard } from './clipboard.ts';
import type { Graph, GraphEdge, GraphNode, NodeTypeInfo, PortInfo, Position, WorkflowSettings } from './graph.ts';
import * as edit from './graph-edit.ts';
import { historyReducer, startHistory } from './graph-history.ts';
import { layOut } from './graph-layout.ts';
import type { NodeTypes } from './node-types.ts';

const nothing: Selection = { nodes: new Set(), edges: new Set() };
const pasteOffset = { x: 40, y: 40 };

/** The graph that is being drawn, what is selected in it, and everything that one does to it. */
export function useBuilderGraph(begin: Graph, types: NodeTypes) {
  const [history, dispatch] = useReducer(historyReducer, begin, startHistory);
  const [selection, setSelection] = useState<Selection>(nothing);
  const { graph } = history;
  const change = useCallback(
    (to: (graph: Graph) => Graph, tag?: string) => dispatch({ type: 'edit', change: to, tag }),
    [],
  );
  const select = useCallback((...keys: string[]) => setSelection({ nodes: new Set(keys), edges: new Set() }), []);
  const isTrigger = useCallback((type: string) => types.get(type)?.group === 'TRIGGER', [types]);
  const connectProblem = useCallback(
    (edge: GraphEdge) => edit.connectProblem(graph, edge, isTrigger),
    [graph, isTrigger],
  );

  const put = (fragment: edit.Fragment) => {
    const pasted = edit.pasteNodes(graph, fragment, pasteOffset);
    change(() => pasted.graph);
    select(...pasted.keys);
  };
  const connect = (edge: GraphEdge) => {
    const problem = connectProblem(edge);
    if (problem) showToast('Not connected', { description: problem });
    else change((from) => edit.connect(from, edge));
  };
  const selectedKeys = useMemo(() => [...selection.nodes], [selection.nodes]);
  const selected = selectedKeys.length === 1 ? edit.nodeOf(graph, selectedKeys[0] ?? '') : undefined;
  return {
    graph,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    selection,
    selected,
    setSelection,
    select,
    connectProblem,
    connect,
    add: (type: NodeTypeInfo, at: Position, after?: { key: string; port: string }) => {
      const behind = after && type.group !== 'TRIGGER' ? after : undefined;
      const added = edit.addNode(graph, type, at, behind);
      change(() => added.graph);
      select(added.key);
      return added.key;
    },
    update: (key: string, changes: Partial<GraphNode>, tag: string) =>
      change((from) => edit.updateNode(from, key, changes), `${key} ${tag}`),
    setSettings: (settings: WorkflowSettings, tag: string) =>
      change((from) => edit.setSettings(from, settings), `settings ${tag}`),
    rename: (key: string, to: string) => {
      change((from) => edit.renameKey(from, key, to));
      select(to);
    },
    move: (positions: Map<string, Position>, isStep: boolean) =>
      change((from) => edit.moveNodes(from, positions), isStep ? `step ${[...positions.keys()].join(' ')}` : undefined),
    remove: (nodes = selection.nodes, edges = selection.edges) => {
      if (nodes.size + edges.size === 0) return;
      change((from) => edit.remove(from, nodes, edges));
      setSelection(nothing);
    },
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
    replace: (by: Graph) => {
      dispatch({ type: 'replace', graph: by });
      setSelection(nothing);
    },
    copy: () => {
      if (selection.nodes.size > 0) writeClipboard(edit.copyNodes(graph, selection.nodes));
    },
    paste: () => {
      const fragment = readClipboard();
      if (fragment) put(fragment);
    },
    duplicate: () => put(edit.copyNodes(graph, selection.nodes)),
    selectAll: () => select(...graph.nodes.map(({ key }) => key)),
    align: (alignment: edit.Alignment) => change((from) => edit.alignNodes(from, selection.nodes, alignment)),
    layOut: () => change(layOut),
  };
}

/** The port that a new node would hang on: the first one that leads nowhere yet, else the first. */
export function freePort(graph: Graph, node: GraphNode, ports: PortInfo[]): string {
  const used = new Set(graph.edges.filter((edge) => edge.from === node.key).map((edge) => edge.fromPort));
  return (ports.find(({ name }) => !used.has(name)) ?? ports[0])?.name ?? 'main';
}
