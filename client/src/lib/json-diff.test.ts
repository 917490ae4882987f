import { expect, test } from '@jest/globals';
import { differingParts, isSameJson, jsonDifferences, mostDifferences } from './json-diff.ts';

const short = (before: unknown, after: unknown) =>
  jsonDifferences(before, after).map(({ path, change }) => `${change} ${path}`);

test('says only what differs, and where', () => {
  const before = { status: 200, body: { items: [{ sku: 'lamp', price: 1 }], 'a b': 1, gone: true } };
  const after = { body: { 'a b': 2, items: [{ price: 2, sku: 'lamp' }], fresh: null }, status: 200 };
  expect(short(before, after)).toEqual([
    'CHANGED body.items[0].price',
    'CHANGED body["a b"]',
    'REMOVED body.gone',
    'ADDED body.fresh',
  ]);
});

test('the same values in another order of names do not differ', () => {
  expect(isSameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(jsonDifferences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  expect(isSameJson([], {})).toBe(false);
  expect(isSameJson({ a: undefined }, { b: undefined })).toBe(false);
});

test('what was put into or taken out of a list does not make the rest differ', () => {
  expect(short(['a', 'b', 'c'], ['a', 'x', 'b', 'c'])).toEqual(['ADDED [1]']);
  expect(short([{ id: 1 }, { id: 2 }, { id: 3 }], [{ id: 1 }, { id: 3 }])).toEqual(['REMOVED [1]']);
  expect(short([], [1])).toEqual(['ADDED [0]']);
});

test('a value instead of none, or of another kind, is one difference', () => {
  expect(jsonDifferences(undefined, { a: 1 })).toEqual([
    { path: '', change: 'ADDED', before: undefined, after: { a: 1 } },
  ]);
  expect(short({ a: [1] }, { a: { 0: 1 } })).toEqual(['CHANGED a']);
  expect(short(null, 0)).toEqual(['CHANGED ']);
});

test('inherited names are not values', () => {
  expect(short({}, JSON.parse('{"constructor": 1, "__proto__": 2}'))).toEqual(['ADDED constructor', 'ADDED __proto__']);
});

test('stops where a reader has long stopped', () => {
  const list = (offset: number) => Array.from({ length: 5_000 }, (_, index) => index + offset);
  expect(jsonDifferences(list(0), list(10_000))).toHaveLength(mostDifferences);
});

test('of long texts, the part that differs', () => {
  const long = 'x'.repeat(300);
  const [before, after] = differingParts(`${long}one${long}`, `${long}two${long}`);
  expect(before).toBe(`…${'x'.repeat(40)}one${'x'.repeat(40)}…`);
  expect(after).toBe(`…${'x'.repeat(40)}two${'x'.repeat(40)}…`);
  expect(differingParts('cat', 'cart')).toEqual(['cat', 'cart']);
});
