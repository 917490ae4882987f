import { describe, expect, test } from '@jest/globals';
import type { LogRun } from './log-codec.ts';
import { findLines, type LineFilter, matchLines } from './log-search.rules.ts';

/** What is promised: the same as looking at each line. */
const slowly = (text: string, needle: string) =>
  text.split('\n').flatMap((line, index) => (line.toLowerCase().includes(needle) ? index : []));

const texts = [
  '',
  'one',
  'Error: x\nfine\nERROR again error\n\nno\nend of error',
  'error\nerror',
  '\n\n\n',
  'a\nb\nA\nab',
  'Grüße\nGRÜSSE\ngrüße Error\nÄÖÜ',
  '@[`{ AZaz\nZ[\n@A',
  'İstanbul\nistanbul\n\u212aelvin',
];
const needles = ['error', 'e', 'a', 'ab', 'x', 'grüße', 'ä', 'z[', '@a', '`{', 'i', 'k', 'end of error', 'r again e'];

describe.each(texts)('in %j', (text) => {
  test.each(needles)('finds %j', (needle) => {
    expect(findLines(Buffer.from(text), needle)).toEqual(slowly(text, needle));
  });
});

test('every byte has its lower case', () => {
  const all = Buffer.from(Array.from({ length: 128 }, (_, code) => code).filter((code) => code !== 10));
  for (let code = 32; code < 128; code += 1) {
    const needle = String.fromCharCode(code).toLowerCase();
    expect(findLines(all, needle)).toEqual([0]);
    expect(findLines(Buffer.from(`\n${String.fromCharCode(code)}`), needle)).toEqual([1]);
  }
});

test('a text of several lines, or none, is nowhere', () => {
  expect(findLines(Buffer.from('a\nb'), 'a\nb')).toEqual([]);
  expect(findLines(Buffer.from('a\nb'), '')).toEqual([]);
});

describe('filters', () => {
  const runs: LogRun[] = [
    [2, 0, null, 1],
    [2, 0, 'build', 1],
    [1, 1, 'build', 2],
    [2, 2, null, 3],
    [1, 0, 'test', 3],
  ];
  const body = Buffer.from('a0\nb1\na2\nb3\na4\nb5\na6\nb7');
  const none: LineFilter = { needle: null, stream: null, stepKey: null };
  const match = (filter: Partial<LineFilter>, first = 0) => matchLines(runs, () => body, { ...none, ...filter }, first);

  test.each<[string, Partial<LineFilter>, number[]]>([
    ['none', {}, [0, 1, 2, 3, 4, 5, 6, 7]],
    ['text', { needle: 'a' }, [0, 2, 4, 6]],
    ['stream', { stream: 0 }, [0, 1, 2, 3, 7]],
    ['step', { stepKey: 'build' }, [2, 3, 4]],
    ['stream and step', { stream: 1, stepKey: 'build' }, [4]],
    ['text and stream', { needle: 'b', stream: 0 }, [1, 3, 7]],
    ['all', { needle: 'b', stream: 0, stepKey: 'test' }, [7]],
    ['nothing left', { needle: 'a', stepKey: 'test' }, []],
  ])('%s, from every line', (_, filter, expected) => {
    for (let first = 0; first <= 8; first += 1)
      expect(match(filter, first)).toEqual(expected.filter((line) => line >= first));
  });

  test('what the runs exclude is not decompressed', () => {
    const readTexts = () => {
      throw new Error('read');
    };
    expect(matchLines(runs, readTexts, { ...none, needle: 'a', stepKey: 'other' }, 0)).toEqual([]);
    expect(matchLines(runs, readTexts, { ...none, stream: 1 }, 0)).toEqual([4]);
  });
});
