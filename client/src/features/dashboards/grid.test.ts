import { describe, expect, test } from '@jest/globals';
import type { Panel, Position } from './dashboard.ts';
import { clamp, closeGaps, freePlace, inReadingOrder, overlaps, placePanel, stepOf } from './grid.ts';
import { draggedTo } from './use-drag.ts';

const panel = (key: string, x: number, y: number, w = 6, h = 4): Panel => ({
  key,
  title: key,
  kind: 'line',
  position: { x, y, w, h },
});
const places = (panels: Panel[]) => Object.fromEntries(panels.map(({ key, position: { x, y } }) => [key, [x, y]]));
const three = [panel('a', 0, 0), panel('b', 6, 0), panel('c', 0, 4, 12)];

describe('placing a panel', () => {
  test('where there is room moves it alone', () => {
    expect(places(placePanel([panel('a', 0, 0), panel('b', 0, 4)], 'b', { x: 6, y: 0, w: 6, h: 4 }))).toEqual({
      a: [0, 0],
      b: [6, 0],
    });
  });

  test('over others pushes them down, and those below them', () => {
    expect(places(placePanel(three, 'b', { x: 0, y: 0, w: 6, h: 4 }))).toEqual({ b: [0, 0], a: [0, 4], c: [0, 8] });
  });

  test('wider pushes what is beside it down', () => {
    expect(places(placePanel(three, 'a', { x: 0, y: 0, w: 8, h: 4 }))).toEqual({ a: [0, 0], b: [6, 4], c: [0, 8] });
  });

  test('never lets two lie over each other, wherever it is put', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      panel(`p${index}`, (index % 3) * 4, Math.floor(index / 3) * 2, 4, 2),
    );
    for (let seed = 0; seed < 300; seed++) {
      const position: Position = { x: (seed * 5) % 14, y: (seed * 3) % 9, w: 1 + (seed % 12), h: 1 + (seed % 5) };
      const placed = placePanel(many, `p${seed % 12}`, position);
      for (const [index, one] of placed.entries()) {
        expect(one.position.x + one.position.w).toBeLessThanOrEqual(12);
        for (const other of placed.slice(index + 1)) expect(overlaps(one.position, other.position)).toBe(false);
      }
    }
  });
});

test('gaps are closed upwards', () => {
  expect(places(closeGaps([panel('a', 0, 3), panel('b', 6, 9), panel('c', 0, 20)]))).toEqual({
    a: [0, 0],
    b: [6, 0],
    c: [0, 4],
  });
});

test('a new panel takes the first free place', () => {
  expect(freePlace([], { w: 6, h: 4 })).toEqual({ x: 0, y: 0, w: 6, h: 4 });
  expect(freePlace([panel('a', 0, 0)], { w: 3, h: 2 })).toEqual({ x: 6, y: 0, w: 3, h: 2 });
  expect(freePlace(three, { w: 6, h: 4 })).toEqual({ x: 0, y: 8, w: 6, h: 4 });
});

test('a place stays within the grid', () => {
  expect(clamp({ x: 11, y: -3, w: 6, h: 99 })).toEqual({ x: 6, y: 0, w: 6, h: 20 });
});

describe('keys', () => {
  const at = { x: 4, y: 2, w: 4, h: 2 };
  test.each([
    ['ArrowLeft', false, { x: 3 }],
    ['ArrowDown', false, { y: 3 }],
    ['ArrowRight', true, { w: 5 }],
    ['ArrowUp', true, { h: 2 }],
  ] as const)('%s, sizing %s', (key, isResizing, change) => {
    expect(stepOf(key, isResizing, at)).toEqual({ ...at, ...change });
  });
  test('others mean nothing', () => expect(stepOf('a', false, at)).toBeNull());
});

test('a pointer goes by columns and rows', () => {
  const position = { x: 0, y: 0, w: 6, h: 4 };
  expect(draggedTo({ position, isResizing: false }, { x: 205, y: 80 }, 1_188)).toEqual({ x: 2, y: 1, w: 6, h: 4 });
  expect(draggedTo({ position, isResizing: true }, { x: -900, y: -900 }, 1_188)).toEqual({ x: 0, y: 0, w: 2, h: 2 });
  expect(draggedTo({ position, isResizing: true }, { x: 2_000, y: 0 }, 1_188)).toEqual({ x: 0, y: 0, w: 12, h: 4 });
});

test('panels are read from above, then from the left', () => {
  expect(inReadingOrder([panel('c', 0, 4), panel('b', 6, 0), panel('a', 0, 0)]).map(({ key }) => key)).toEqual([
    'a',
    'b',
    'c',
  ]);
});
