import { expect, test } from '@jest/globals';
import { type DiffLine, diffLines, hunksOf } from './line-diff.ts';

const marks = { same: ' ', added: '+', removed: '-' };
const draw = (lines: DiffLine[]) => lines.map(({ kind, text }) => `${marks[kind]}${text}`);

test.each([
  ['a\nb\nc\n', 'a\nb\nc\n', [' a', ' b', ' c']],
  ['a\nb\nc\n', 'a\nx\nc\n', [' a', '-b', '+x', ' c']],
  ['', 'a\n', ['+a']],
  ['a\n', '', ['-a']],
  ['a\nb\n', 'b\na\n', ['-a', ' b', '+a']],
  ['a\na\nb\n', 'a\nb\n', [' a', '-a', ' b']],
])('%j to %j', (before, after, lines) => expect(draw(diffLines(before, after))).toEqual(lines));

test('either text comes out of what is not of the other', () => {
  const words = ['one', 'two', 'three', 'four'];
  for (let seed = 1; seed < 200; seed++) {
    const pick = (count: number, factor: number) =>
      Array.from({ length: count }, (_, index) => words[(seed * factor + index * index * 7) % words.length]).join('\n');
    const [before, after] = [pick(seed % 9, 3), pick(seed % 7, 5)];
    const lines = diffLines(before, after);
    const without = (kind: DiffLine['kind']) =>
      lines
        .filter((line) => line.kind !== kind)
        .map(({ text }) => text)
        .join('\n');
    expect([without('added'), without('removed')]).toEqual([before, after]);
  }
});

test('what is too much is shown as a whole', () => {
  const many = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join('\n');
  expect(diffLines(many('a'), many('b'))).toHaveLength(6_000);
});

test('runs that stay are a number', () => {
  const lines = diffLines('1\n2\n3\n4\n5\n6\n7\n8\n9', '1\n2\n3\n4\nx\n6\n7\n8\n9');
  expect(hunksOf(lines, 1)).toEqual([
    { skippedCount: 3 },
    expect.objectContaining({ text: '4', before: 4, after: 4 }),
    expect.objectContaining({ kind: 'removed', text: '5', before: 5, after: null }),
    expect.objectContaining({ kind: 'added', text: 'x', before: null, after: 5 }),
    expect.objectContaining({ text: '6' }),
    { skippedCount: 3 },
  ]);
});
