import dagre from '@dagrejs/dagre';
import { type Graph, portsOf } from './graph.ts';
import { moveNodes } from './graph-edit.ts';
import { nodeHeight, nodeWidth } from './node-size.ts';

/** Puts the nodes in columns from left to right, the way runs take, with few crossings. */
export function layOut(graph: Graph): Graph {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 72 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) {
    layout.setNode(node.key, { width: nodeWidth, height: nodeHeight(portsOf(node, graph, undefined).length) });
  }
  for (const edge of graph.edges) layout.setEdge(edge.from, edge.to, {}, edge.fromPort);
  dagre.layout(layout);
  return moveNodes(
    graph,
    new Map(
      graph.nodes.map(({ key }) => {
        const {
          x = 0,
          y = 0,
          width = 0,
          height = 0,
        } = layout.node(key) as Partial<Record<'x' | 'y' | 'width' | 'height', number>>;
        return [key, { x: x - width / 2, y: y - height / 2 }];
      }),
    ),
  );
}
