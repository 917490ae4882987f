interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Below this, names of nodes can't be read. */
const readableZoom = 0.62;
const margin = 40;

/**
 * How a canvas opens: all of the graph where that can be read, else as much as can be read around `focus`, and never more
 * empty room than needed.
 */
export function readableViewport(
  frame: { width: number; height: number },
  boxes: readonly Box[],
  focus: Box | undefined,
): { x: number; y: number; zoom: number } {
  if (boxes.length === 0) return { x: frame.width / 2, y: frame.height / 2, zoom: 1 };
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - top;
  const fitting = Math.min((frame.width - 2 * margin) / width, (frame.height - 2 * margin) / height);
  const zoom = Math.min(1, Math.max(readableZoom, fitting));
  const at = focus ?? (boxes[0] as Box);
  return {
    x: place(frame.width, left * zoom, width * zoom, (at.x + at.width / 2) * zoom),
    y: place(frame.height, top * zoom, height * zoom, (at.y + at.height / 2) * zoom),
    zoom,
  };
}

/** Whether any of the boxes would be seen, all of it. */
export function isAnySeen(
  frame: { width: number; height: number },
  boxes: readonly Box[],
  { x, y, zoom }: { x: number; y: number; zoom: number },
): boolean {
  return boxes.some(
    (box) =>
      box.x * zoom + x >= 0 &&
      box.y * zoom + y >= 0 &&
      (box.x + box.width) * zoom + x <= frame.width &&
      (box.y + box.height) * zoom + y <= frame.height,
  );
}

/** Along one axis: in the middle if it fits, else with the focus in the middle as far as the ends allow. */
function place(room: number, from: number, length: number, focus: number): number {
  if (length + 2 * margin <= room) return (room - length) / 2 - from;
  return Math.min(margin - from, Math.max(room - margin - from - length, room / 2 - focus));
}
