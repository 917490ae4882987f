import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Panel, Position } from './dashboard.ts';
import { clamp, columnCount, gap, leastSize, placePanel, rowHeight } from './grid.ts';

interface Held {
  key: string;
  isResizing: boolean;
  startX: number;
  startY: number;
  position: Position;
  panels: Panel[];
}

/** Where a panel is taken by a pointer that has gone so far. */
export function draggedTo(
  { position, isResizing }: Pick<Held, 'position' | 'isResizing'>,
  moved: { x: number; y: number },
  gridWidth: number,
): Position {
  const columns = Math.round(moved.x / ((gridWidth + gap) / columnCount));
  const rows = Math.round(moved.y / (rowHeight + gap));
  const { x, y, w, h } = position;
  if (!isResizing) return clamp({ x: x + columns, y: y + rows, w, h });
  return clamp({
    x,
    y,
    w: Math.min(columnCount - x, Math.max(leastSize.w, w + columns)),
    h: Math.max(leastSize.h, h + rows),
  });
}

/** Moves and resizes panels by pointer: while one is held all are shown where they would be, and kept where it is let go. */
export function useDrag(
  grid: RefObject<HTMLElement | null>,
  panels: Panel[],
  onPlace: (key: string, position: Position) => void,
) {
  const held = useRef<Held | null>(null);
  const [preview, setPreview] = useState<{ key: string; panels: Panel[]; position: Position } | null>(null);
  const hold = (event: PointerEvent<HTMLElement>, panel: Panel, isResizing: boolean) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { clientX: startX, clientY: startY } = event;
    held.current = { key: panel.key, isResizing, startX, startY, position: panel.position, panels };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const { current } = held;
    const width = grid.current?.clientWidth;
    if (!current || !width) return;
    const moved = { x: event.clientX - current.startX, y: event.clientY - current.startY };
    const position = draggedTo(current, moved, width);
    setPreview({ key: current.key, position, panels: placePanel(current.panels, current.key, position) });
  };
  const drop = () => {
    const { current } = held;
    held.current = null;
    if (current && preview) onPlace(current.key, preview.position);
    setPreview(null);
  };
  const cancel = () => {
    held.current = null;
    setPreview(null);
  };
  const handlers = (panel: Panel, isResizing: boolean) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => hold(event, panel, isResizing),
    onPointerMove: move,
    onPointerUp: drop,
    onPointerCancel: cancel,
  });
  return { shown: preview?.panels ?? panels, heldKey: preview?.key ?? null, handlers };
}
