import { expect, test } from '@jest/globals';
import { isAnySeen, readableViewport } from './readable-viewport.ts';

const frame = { width: 1000, height: 400 };
const row = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ x: index * 280, y: 0, width: 208, height: 52 }));
/** Where a box stands on the screen. */
const onScreen = (box: { x: number; y: number }, view: { x: number; y: number; zoom: number }) => ({
  x: Math.round(box.x * view.zoom + view.x),
  y: Math.round(box.y * view.zoom + view.y),
});

test('a small graph stands in the middle, no larger than it is', () => {
  const view = readableViewport(frame, row(2), undefined);
  expect(view.zoom).toBe(1);
  expect(onScreen({ x: 0, y: 0 }, view)).toEqual({ x: 256, y: 174 });
});

test('a long graph opens at its beginning, in letters that can be read', () => {
  const view = readableViewport(frame, row(20), undefined);
  expect(view.zoom).toBeGreaterThan(0.6);
  expect(onScreen({ x: 0, y: 0 }, view).x).toBe(40);
});

test('a long graph shows the node it is about, and no room behind its end', () => {
  const boxes = row(20);
  const inside = readableViewport(frame, boxes, boxes[10]);
  expect(onScreen({ x: 10 * 280 + 104, y: 0 }, inside).x).toBe(500);
  const last = readableViewport(frame, boxes, boxes[19]);
  expect(onScreen({ x: 19 * 280 + 208, y: 0 }, last).x).toBe(960);
});

test('nothing at all is no error', () => {
  expect(readableViewport(frame, [], undefined)).toEqual({ x: 500, y: 200, zoom: 1 });
});

test('a viewport that shows no node of the graph in this frame is told', () => {
  const boxes = [{ x: 0, y: 0, width: 200, height: 60 }];
  expect(isAnySeen({ width: 360, height: 600 }, boxes, { x: 40, y: 40, zoom: 1 })).toBe(true);
  expect(isAnySeen({ width: 360, height: 600 }, boxes, { x: 400, y: 40, zoom: 1 })).toBe(false);
  expect(isAnySeen({ width: 360, height: 600 }, boxes, { x: 300, y: 40, zoom: 1 })).toBe(false);
  expect(isAnySeen({ width: 1280, height: 800 }, boxes, { x: 400, y: 40, zoom: 1 })).toBe(true);
  expect(isAnySeen({ width: 360, height: 600 }, [], { x: 0, y: 0, zoom: 1 })).toBe(false);
});
