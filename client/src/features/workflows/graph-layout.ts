import { layOutNodes } from '../../ui/graph-canvas/layout.ts';
import { type Graph, portsOf } from './graph.ts';
import { moveNodes } from './graph-edit.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

/** Puts the nodes in columns from left to right. */
export function layOut(graph: Graph): Graph {
  const nodes = graph.nodes.map((node) => ({
    key: node.key,
    width: nodeWidth,
    height: nodeHeight(portsOf(node, graph, undefined).length),
  }));
  return moveNodes(graph, layOutNodes(nodes, graph.edges));
}
