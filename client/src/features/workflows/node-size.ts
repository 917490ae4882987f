/** Nodes have a size that follows from their ports, so that edges and layouts are right before anything is measured. */
export const nodeWidth = 208;
const headHeight = 52;
const portHeight = 20;

export function nodeHeight(portCount: number): number {
  return portCount <= 1 ? headHeight : headHeight + portCount * portHeight + 4;
}

/** The middle of a port, from the top of its node. */
export function portY(index: number, portCount: number): number {
  return portCount <= 1 ? headHeight / 2 : headHeight + index * portHeight + portHeight / 2;
}

export const inputY = headHeight / 2;
