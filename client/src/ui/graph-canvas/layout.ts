import dagre from '@dagrejs/dagre';

interface LayoutNode {
  key: string;
  width: number;
  height: number;
}

interface LayoutEdge {
  from: string;
  fromPort: string;
  to: string;
}

/** Where the nodes of a graph stand, in columns from left to right, the way runs take, with few crossings. */
export function layOutNodes(nodes: LayoutNode[], edges: LayoutEdge[]): Map<string, { x: number; y: number }> {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 72 });
  layout.setDefaultEdgeLabel(() => ({}));
  const keys = new Set(nodes.map(({ key }) => key));
  for (const { key, width, height } of nodes) layout.setNode(key, { width, height });
  // An edge to nowhere would make a node that has no size.
  for (const { from, fromPort, to } of edges)
    if (keys.has(from) && keys.has(to)) layout.setEdge(from, to, {}, fromPort);
  dagre.layout(layout);
  return new Map(
    nodes.map(({ key, width, height }) => {
      const { x = 0, y = 0 } = layout.node(key) as { x?: number; y?: number };
      return [key, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
