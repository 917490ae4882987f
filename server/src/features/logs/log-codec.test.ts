import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  addRun,
  chunkBytes,
  codecs,
  countLines,
  decodeBody,
  decodeLines,
  encodeChunks,
  type LogChunk,
  type LogRun,
  type LogSegment,
  streamCodes,
} from './log-codec.ts';

const at = 1_763_676_783_123;
const atText = '2025-11-20T22:13:03.123Z';

function segment(texts: string[], part: Partial<LogSegment> = {}): LogSegment {
  const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
  return { bytes, lineCount: texts.length, stream: streamCodes.STDOUT, stepKey: null, atMs: at, ...part };
}

/** All lines of chunks that begin with line 1. */
function decodeAll(chunks: LogChunk[]) {
  let startSeq = 1;
  return chunks.flatMap((chunk) => {
    const lines = decodeLines({ ...chunk, startSeq, texts: decodeBody(chunk) }, 1, 1e9);
    startSeq += chunk.lineCount;
    return lines;
  });
}

const textsOf = (chunks: LogChunk[]) => decodeAll(chunks).map((line) => line.text);

describe('lines go in and come out', () => {
  test.each<[string, string[]]>([
    ['one', ['a']],
    ['one that is empty', ['']],
    ['several that are empty', ['', '', '']],
    ['beyond ASCII', ['grüße', '', '日本語', '🚀']],
    ['bytes that are no text', ['\u0000\u0001', 'b']],
  ])('%s', (_, texts) => {
    const chunks = encodeChunks([segment(texts)]);
    expect(textsOf(chunks)).toEqual(texts);
    expect(chunks.map((chunk) => chunk.codec)).toEqual([codecs.RAW]);
    expect(chunks[0]?.byteCount).toBe(Buffer.byteLength(`${texts.join('\n')}\n`));
  });

  test('stream, time and step of each, in runs', () => {
    const chunks = encodeChunks([
      segment(['a', 'b'], { stepKey: 'build' }),
      segment(['c'], { stepKey: 'build' }),
      segment(['d'], { stepKey: 'build', stream: streamCodes.STDERR }),
      segment(['e'], { stream: streamCodes.SYSTEM, atMs: at + 1 }),
    ]);
    expect(chunks.map((chunk) => chunk.runs)).toEqual([
      [
        [3, 0, 'build', at],
        [1, 1, 'build', at],
        [1, 2, null, at + 1],
      ],
    ]);
    expect(decodeAll(chunks)).toEqual([
      { seq: 1, at: atText, stream: 'STDOUT', stepKey: 'build', text: 'a' },
      { seq: 2, at: atText, stream: 'STDOUT', stepKey: 'build', text: 'b' },
      { seq: 3, at: atText, stream: 'STDOUT', stepKey: 'build', text: 'c' },
      { seq: 4, at: atText, stream: 'STDERR', stepKey: 'build', text: 'd' },
      { seq: 5, at: atText.replace('.123', '.124'), stream: 'SYSTEM', stepKey: null, text: 'e' },
    ]);
  });

  test('nothing', () => expect(encodeChunks([])).toEqual([]));
});

describe('chunks', () => {
  const texts = Array.from({ length: 9_000 }, (_, index) => `line ${index} ${'x'.repeat(index % 90)}`);

  test('are of a bounded size, whole lines, compressed', () => {
    const chunks = encodeChunks([
      segment(texts.slice(0, 10)),
      segment(texts.slice(10, 8_000)),
      segment(texts.slice(8_000)),
    ]);
    expect(chunks.length).toBeGreaterThan(3);
    for (const chunk of chunks) {
      expect(chunk.byteCount).toBeLessThanOrEqual(chunkBytes);
      expect(chunk.codec).toBe(codecs.ZSTD);
      expect(decodeBody(chunk).length + 1).toBe(chunk.byteCount);
    }
    expect(textsOf(chunks)).toEqual(texts);
  });

  test('a line larger than a chunk gets one of its own', () => {
    const long = 'y'.repeat(chunkBytes + 5);
    const chunks = encodeChunks([segment(['a', long, 'b'])]);
    expect(chunks.map((chunk) => chunk.lineCount)).toEqual([1, 1, 1]);
    expect(textsOf(chunks)).toEqual(['a', long, 'b']);
  });

  test('what does not shrink stays as it is', () => {
    const noise = randomBytes(20_000);
    const bytes = Buffer.concat([Buffer.from(noise.filter((byte) => byte !== 10)), Buffer.from('\n')]);
    const chunks = encodeChunks([{ bytes, lineCount: 1, stream: 0, stepKey: null, atMs: at }]);
    expect(chunks.map((chunk) => chunk.codec)).toEqual([codecs.RAW]);
    expect(chunks[0]?.body.equals(bytes.subarray(0, -1))).toBe(true);
  });

  test('an unknown codec is an error', () => {
    expect(() => decodeBody({ codec: 9, body: Buffer.alloc(0), byteCount: 0 })).toThrow('unknown codec 9');
  });
});

test('every range of a chunk', () => {
  const texts = ['a', '', 'ccc', 'd', ''];
  const [chunk] = encodeChunks([segment(texts.slice(0, 2)), segment(texts.slice(2), { stepKey: 's' })]) as [LogChunk];
  const stored = { ...chunk, startSeq: 11, texts: decodeBody(chunk) };
  for (let from = 9; from <= 17; from += 1) {
    for (let to = from - 1; to <= 17; to += 1) {
      const lines = decodeLines(stored, from, to);
      const expected = texts
        .map((text, index) => ({ seq: 11 + index, text }))
        .filter(({ seq }) => seq >= from && seq <= to);
      expect(lines.map(({ seq, text }) => ({ seq, text }))).toEqual(expected);
      for (const line of lines) expect(line.stepKey).toBe(line.seq < 13 ? null : 's');
    }
  }
});

test('runs that continue are one', () => {
  const runs: LogRun[] = [];
  for (const run of [
    [1, 0, null, 1],
    [2, 0, null, 1],
    [1, 0, null, 2],
    [1, 1, null, 2],
    [1, 1, 's', 2],
  ] as LogRun[])
    addRun(runs, run);
  expect(runs).toEqual([
    [3, 0, null, 1],
    [1, 0, null, 2],
    [1, 1, null, 2],
    [1, 1, 's', 2],
  ]);
});

test('countLines', () => {
  expect(countLines(Buffer.from(''))).toBe(0);
  expect(countLines(Buffer.from('a\n\nb\nc'))).toBe(3);
});
