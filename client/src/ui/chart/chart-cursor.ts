/** The point that keys or the mouse are at; `seriesIndex` -1 where no series has data. */
export interface Cursor {
  index: number;
  seriesIndex: number;
}

/**
 * Where a key moves to: another point, null to leave, undefined when the key means nothing here. The first key goes to the newest bucket that
 * is over or runs.
 */
export function moveCursor(
  key: string,
  cursor: Cursor | null,
  pointCount: number,
  seriesCount: number,
  runningIndex: number,
): Cursor | null | undefined {
  if (pointCount === 0 || seriesCount === 0) return undefined;
  if (key === 'Escape') return cursor ? null : undefined;
  const moves: Record<string, [points: number, series: number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    PageUp: [-7, 0],
    PageDown: [7, 0],
  };
  const seriesIndex = Math.max(0, cursor?.seriesIndex ?? 0);
  if (key === 'Home') return { index: 0, seriesIndex };
  if (key === 'End') return { index: pointCount - 1, seriesIndex };
  const move = moves[key];
  if (!move) return undefined;
  if (!cursor) return { index: runningIndex >= 0 ? runningIndex : pointCount - 1, seriesIndex: 0 };
  return {
    index: Math.min(pointCount - 1, Math.max(0, cursor.index + move[0])),
    seriesIndex: (seriesIndex + move[1] + seriesCount) % seriesCount,
  };
}
