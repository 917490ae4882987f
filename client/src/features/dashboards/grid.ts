import type { Panel, PanelKind, Position } from './dashboard.ts';

export const columnCount = 12;
/** Height of a row of the grid and the gap after it, in pixels. */
export const rowHeight = 64;
export const gap = 12;
const mostRows = 400;
const tallest = 20;

export const leastSize = { w: 2, h: 2 };
export const firstSizes: Record<PanelKind, { w: number; h: number }> = {
  line: { w: 6, h: 4 },
  bar: { w: 6, h: 4 },
  area: { w: 6, h: 4 },
  stacked: { w: 6, h: 4 },
  stat: { w: 3, h: 2 },
  table: { w: 6, h: 4 },
  text: { w: 4, h: 2 },
};

export const overlaps = (a: Position, b: Position): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Within the grid, and not smaller than a panel can be read. */
export function clamp({ x, y, w, h }: Position): Position {
  const width = Math.min(columnCount, Math.max(1, w));
  return {
    w: width,
    h: Math.min(tallest, Math.max(1, h)),
    x: Math.min(columnCount - width, Math.max(0, x)),
    y: Math.min(mostRows, Math.max(0, y)),
  };
}

/** Puts a panel where it is wanted and pushes down those that are in its way, then those that are in theirs. */
export function placePanel(panels: Panel[], key: string, wanted: Position): Panel[] {
  const positions = new Map(panels.map((panel) => [panel.key, panel.position]));
  positions.set(key, clamp(wanted));
  const waiting = [key];
  for (let moved = waiting.shift(); moved !== undefined; moved = waiting.shift()) {
    const place = positions.get(moved);
    if (!place) continue;
    // Those above first, so that they keep their order.
    const inTheWay = [...positions]
      .sort(([, a], [, b]) => a.y - b.y)
      .filter(([other]) => other !== moved && other !== key);
    for (const [other, position] of inTheWay) {
      if (!overlaps(place, position)) continue;
      positions.set(other, { ...position, y: place.y + place.h });
      waiting.push(other);
    }
  }
  return closeGaps(withPositions(panels, positions), key);
}

/** Moves all up as far as they go, in the order of their rows; the held one keeps its row unless nothing is above it. */
export function closeGaps(panels: Panel[], held?: string): Panel[] {
  const positions = new Map<string, Position>();
  const heldPanel = panels.find(({ key }) => key === held);
  const inOrder = [...panels].sort(
    (a, b) =>
      a.position.y - b.position.y || Number(b === heldPanel) - Number(a === heldPanel) || a.position.x - b.position.x,
  );
  for (const { key, position } of inOrder) {
    let { y } = position;
    const isFree = (row: number) => ![...positions.values()].some((other) => overlaps({ ...position, y: row }, other));
    while (y > 0 && isFree(y - 1)) y--;
    positions.set(key, { ...position, y });
  }
  return withPositions(panels, positions);
}

const withPositions = (panels: Panel[], positions: Map<string, Position>): Panel[] =>
  panels.map((panel) => {
    const position = positions.get(panel.key) ?? panel.position;
    const isSame = (['x', 'y', 'w', 'h'] as const).every((field) => position[field] === panel.position[field]);
    return isSame ? panel : { ...panel, position };
  });

/** The first place from above in which a panel of this size fits. */
export function freePlace(panels: Panel[], size: { w: number; h: number }): Position {
  for (let y = 0; ; y++) {
    for (let x = 0; x + size.w <= columnCount; x++) {
      const place = { x, y, ...size };
      if (!panels.some(({ position }) => overlaps(position, place))) return place;
    }
  }
}

/** What an arrow key does to a panel: moves it, or with Shift changes its size; null for other keys. */
export function stepOf(key: string, isResizing: boolean, { x, y, w, h }: Position): Position | null {
  const steps: Record<string, [dx: number, dy: number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const step = steps[key];
  if (!step) return null;
  const [dx, dy] = step;
  if (!isResizing) return clamp({ x: x + dx, y: y + dy, w, h });
  return clamp({ x, y, w: Math.min(columnCount - x, Math.max(leastSize.w, w + dx)), h: Math.max(leastSize.h, h + dy) });
}

/** The order in which panels are read: from above, then from the left. */
export const inReadingOrder = (panels: Panel[]): Panel[] =>
  [...panels].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
