import { describe, expect, test } from '@jest/globals';
import { markMatches, segmentsOf } from './ansi.ts';
import type { LogLine } from './log-line.ts';

const line = (text: string): LogLine => ({ seq: 1, at: '2026-11-20T10:00:00Z', stream: 'STDOUT', stepKey: null, text });

describe('a line', () => {
  test('without escapes is one piece of text, whatever markup it prints', () => {
    expect(segmentsOf(line('<img src=x onerror=alert(1)> & "quotes"'))).toEqual([
      { text: '<img src=x onerror=alert(1)> & "quotes"' },
    ]);
  });

  test('with colours keeps its text as it was printed', () => {
    expect(segmentsOf(line('\u001b[31;1m<b>failed</b>\u001b[0m & done'))).toEqual([
      { text: '<b>failed</b>', className: 'ansi-red-fg', style: { fontWeight: '600' } },
      { text: ' & done' },
    ]);
  });

  test('with a 24-bit colour carries it as a style', () => {
    expect(segmentsOf(line('\u001b[38;2;1;2;3mx'))).toEqual([{ text: 'x', style: { color: 'rgb(1,2,3)' } }]);
  });

  test('overwritten by carriage returns shows what a terminal would', () => {
    expect(segmentsOf(line('10%\r50%\r100%\r'))).toEqual([{ text: '100%' }]);
  });

  test('that was cut says so apart from its text', () => {
    const long = 'x'.repeat(20_000);
    expect(segmentsOf(line(`${long} … [cut: 1234 bytes]`))).toEqual([
      { text: long },
      { text: 'cut, 1234 bytes more', className: 'log-cut' },
    ]);
  });

  test('links only to the web', () => {
    const link = (url: string) => segmentsOf(line(`\u001b]8;;${url}\u001b\\docs\u001b]8;;\u001b\\`));
    expect(link('https://example.com/?a=1&b=2')).toEqual([{ text: 'docs', href: 'https://example.com/?a=1&b=2' }]);
    expect(link('javascript:alert(1)')).toEqual([]);
  });
});

describe('matches', () => {
  test('are found in any case and marked', () => {
    expect(markMatches([{ text: 'Error: no error' }], 'error')).toEqual([
      { text: 'Error', isMatch: true },
      { text: ': no ' },
      { text: 'error', isMatch: true },
    ]);
  });

  test('may span colours', () => {
    expect(markMatches([{ text: 'ab', className: 'x' }, { text: 'cd' }], 'bc')).toEqual([
      { text: 'a', className: 'x' },
      { text: 'b', className: 'x', isMatch: true },
      { text: 'c', isMatch: true },
      { text: 'd' },
    ]);
  });
});
