import { describe, expect, test } from '@jest/globals';
import {
  cutLine,
  fitLines,
  keptLineBytes,
  maxLineBytes,
  normalizeLineEnds,
  sizeText,
  splitParts,
  toLogBytes,
} from './log-lines.rules.ts';

const readReport = (line: Buffer) => (line.toString().startsWith('{"step"') ? line.toString() : null);

function split(text: string) {
  return splitParts(Buffer.from(text), readReport).map((part) =>
    part.report === null ? `${part.lineCount}:${part.lines.toString()}` : part.report,
  );
}

describe('parts', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['lines', 'a\n\nb\n', ['3:a\n\nb\n']],
    ['a report first', '{"step"1}\na\n', ['{"step"1}', '1:a\n']],
    ['a report last', 'a\n{"step"1}\n', ['1:a\n', '{"step"1}']],
    ['reports side by side', 'a\n{"step"1}\n{"step"2}\nb\nc\n', ['1:a\n', '{"step"1}', '{"step"2}', '2:b\nc\n']],
    ['what only looks like one', '{"other"}\n {"step"1}\n{\n', ['3:{"other"}\n {"step"1}\n{\n']],
  ])('%s', (_, text, expected) => expect(split(text)).toEqual(expected));

  test('a line that is too long is cut in its place', () => {
    const long = 'x'.repeat(maxLineBytes + 10);
    const fits = 'y'.repeat(maxLineBytes);
    const cut = `${'x'.repeat(keptLineBytes)} … [cut: 50 bytes]\n`;
    expect(split(`a\n${long}\n${fits}\nb\n`)).toEqual(['1:a\n', `1:${cut}`, `2:${fits}\nb\n`]);
    expect(split(`${long}\n`)).toEqual([`1:${cut}`]);
  });
});

test('a cut never goes through a character', () => {
  for (let before = keptLineBytes - 5; before <= keptLineBytes + 1; before += 1) {
    const text = cutLine(Buffer.from(`${'x'.repeat(before)}🚀🚀`), 100).toString();
    expect(text).not.toContain('\ufffd');
    const [, kept, missing] = /^(.*) … \[cut: (\d+) bytes\]\n$/u.exec(text) as unknown as [string, string, string];
    expect(Buffer.byteLength(kept) + Number(missing)).toBe(before + 108);
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(keptLineBytes);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxLineBytes);
  }
  expect(cutLine(Buffer.from('short')).toString()).toBe('short\n');
});

test.each([
  ['a\nb\n', 'a\nb\n'],
  ['a\r\nb\r\n', 'a\nb\n'],
  ['a\rb\r\r\n\r\n', 'a\rb\r\n\n'],
  ['\r\n', '\n'],
])('line ends of %j', (text, expected) => {
  expect(normalizeLineEnds(Buffer.from(text)).toString()).toBe(expected);
});

test('without CR LF nothing is copied', () => {
  const bytes = Buffer.from('a\nb\r');
  expect(normalizeLineEnds(bytes)).toBe(bytes);
});

test.each([
  ['one', 'one\n', 1],
  ['one\ntwo\n', 'one\ntwo\n', 2],
  ['one\r\n\r\ntwo', 'one\n\ntwo\n', 3],
  ['', '\n', 1],
])('text of our own: %j', (text, expected, lineCount) => {
  const lines = toLogBytes(text);
  expect([lines.bytes.toString(), lines.lineCount]).toEqual([expected, lineCount]);
});

test('how many lines fit', () => {
  const bytes = Buffer.from('aa\nbb\ncc\n');
  const fits = [-1, 0, 2, 3, 5, 6, 8, 9, 100].map((room) => fitLines(bytes, room));
  expect(fits.map((fit) => fit.end)).toEqual([0, 0, 0, 3, 3, 6, 6, 9, 9]);
  expect(fits.map((fit) => fit.lineCount)).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3]);
});

test('sizes as text', () => {
  expect([10, 1024, 1536, 64 * 1024, 1024 ** 3, 5 * 1024 ** 4].map(sizeText)).toEqual([
    '10 bytes',
    '1 KiB',
    '1.5 KiB',
    '64 KiB',
    '1 GiB',
    '5120 GiB',
  ]);
});
