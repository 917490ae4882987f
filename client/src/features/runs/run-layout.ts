import { canvasNodeSize } from '../../ui/graph-canvas/canvas-node-size.ts';
import { layOutNodes } from '../../ui/graph-canvas/layout.ts';
import type { RunGraph } from './run-graph.ts';

interface Position {
  x: number;
  y: number;
}

interface DrawnGraph extends RunGraph {
  nodes: (RunGraph['nodes'][number] & { position: Position })[];
}

/** The graph as it was drawn; where a node has no place, or stands on another, in columns. */
export function laidOut(graph: RunGraph): DrawnGraph {
  if (isReadable(graph.nodes.map(({ position }) => position))) return graph as DrawnGraph;
  const places = layOutNodes(
    graph.nodes.map(({ key }) => ({ key, ...canvasNodeSize })),
    graph.edges,
  );
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, position: places.get(node.key) ?? { x: 0, y: 0 } })),
  };
}

/** Every node has a place of its own. Sorted by x, only neighbours can overlap: no graph of a thousand nodes takes a million looks. */
function isReadable(positions: (Position | undefined)[]): boolean {
  const places = positions.filter((place) => Number.isFinite(place?.x) && Number.isFinite(place?.y)) as Position[];
  if (places.length < positions.length) return false;
  places.sort((one, other) => one.x - other.x);
  return places.every((place, index) => {
    for (let next = index + 1; next < places.length; next += 1) {
      const other = places[next] as Position;
      if (other.x - place.x >= canvasNodeSize.width) break;
      if (Math.abs(other.y - place.y) < canvasNodeSize.height) return false;
    }
    return true;
  });
}
