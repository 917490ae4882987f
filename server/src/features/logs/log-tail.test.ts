import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMasker } from '../../platform/runners/masker.ts';
import { LogTail } from './log-tail.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Setting {
  secrets?: string[];
  blockBytes?: number;
  /** A new tail at the old one's offset after each part, as after a crash. */
  isReopened?: boolean;
}

/** Writes the parts one after the other and reads after each; returns what the tail gave out. */
function follow(parts: Buffer[], { secrets = [], blockBytes = 1024, isReopened = false }: Setting): Buffer {
  const path = join(dir, 'stdout.log');
  writeFileSync(path, '');
  const open = (offset: number) =>
    new LogTail(path, { offset, blockBytes, masker: secrets.length > 0 ? createMasker(secrets) : null });
  let tail = open(0);
  const given: Buffer[] = [];
  const takeAll = (isFinal: boolean) => {
    for (let bytes = tail.take(Number.POSITIVE_INFINITY, isFinal); bytes.length > 0; ) {
      given.push(Buffer.from(bytes));
      bytes = tail.take(Number.POSITIVE_INFINITY, isFinal);
    }
  };
  const readOn = (isFinal: boolean) => {
    const size = tail.size();
    do takeAll(isFinal && tail.readAt >= size);
    while (tail.fill(size) > 0);
    takeAll(isFinal && tail.readAt >= size);
  };
  for (const part of parts) {
    appendFileSync(path, part);
    readOn(false);
    if (!isReopened) continue;
    tail.close();
    tail = open(tail.offset);
  }
  readOn(true);
  tail.close();
  return Buffer.concat(given);
}

function masked(text: string, secrets: string[]): string {
  const masker = createMasker(secrets);
  const out = Buffer.concat([masker.push(Buffer.from(text)), masker.flush()]).toString();
  return out === '' || out.endsWith('\n') ? out : `${out}\n`;
}

const key = 'first-line-of-key\nsecond-line\nx\nthird-line-end';
const rows: [string, string[], string][] = [
  ['plain lines', [], 'one\ntwo\n\nfour\n'],
  ['no line end at the end', [], 'one\ntwo'],
  ['a secret', ['hunter22'], 'a\npw hunter22 x\nb hunter2\n'],
  ['a secret at both ends of lines', ['hunter22'], 'hunter22\nhunter22\nx hunter22'],
  ['a secret of several lines', [key], `a\n${key}\nfirst-line-of-key\nsecond\nb\n${key}`],
  ['secrets that overlap', ['abcdef', 'defghi\njkl'], 'x abcdefghi\njkl\nabcdefghi\njk\n'],
  ['beyond ASCII', ['pässwörd'], 'grüße pässwörd\n…\nß'],
];

describe.each(rows)('%s', (_, secrets, text) => {
  const bytes = Buffer.from(text);
  const expected = masked(text, secrets);

  test.each([
    ['one tail', false],
    ['a new tail after each part', true],
  ])('split everywhere, %s', (_, isReopened) => {
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(follow(parts, { secrets, isReopened }).toString()).toBe(expected);
    }
    const single = [...bytes].map((byte) => Buffer.of(byte));
    expect(follow(single, { secrets, isReopened }).toString()).toBe(expected);
  });

  test('in blocks smaller than a line', () => {
    for (const blockBytes of [1, 2, 3, 5, 7, 16]) {
      for (let cut = 0; cut <= bytes.length; cut += 3) {
        const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
        expect(follow(parts, { secrets, blockBytes }).toString()).toBe(expected);
        expect(follow(parts, { secrets, blockBytes, isReopened: true }).toString()).toBe(expected);
      }
    }
  });
});

test('what is given out up to `offset` and what a new tail reads from there is the file, once', () => {
  const text = `a\n${key}\nb\n${key.slice(0, 30)}`;
  for (let cut = 0; cut <= text.length; cut += 1) {
    const path = join(dir, 'once.log');
    writeFileSync(path, text.slice(0, cut));
    const tail = new LogTail(path, { offset: 0, blockBytes: 1024, masker: createMasker([key]) });
    tail.fill(tail.size());
    const first = Buffer.from(tail.take(Number.POSITIVE_INFINITY, false)).toString();
    tail.close();
    writeFileSync(path, text);
    const next = new LogTail(path, { offset: tail.offset, blockBytes: 1024, masker: createMasker([key]) });
    next.fill(next.size());
    let rest = '';
    for (let bytes = next.take(1e9, true); bytes.length > 0; bytes = next.take(1e9, true)) rest += bytes.toString();
    next.close();
    expect(first + rest).toBe(masked(text, [key]));
  }
});

test('takes no further than the line that reaches the bound', () => {
  const path = join(dir, 'bounded.log');
  writeFileSync(path, 'aaa\nbbb\nccc\nddd');
  const tail = new LogTail(path, { offset: 0, blockBytes: 1024, masker: null });
  tail.fill(tail.size());
  expect(tail.take(0, false).toString()).toBe('');
  expect(tail.take(4, false).toString()).toBe('aaa\n');
  expect(tail.offset).toBe(4);
  expect(tail.take(4, false).toString()).toBe('');
  expect(tail.take(6, false).toString()).toBe('bbb\n');
  expect(tail.take(14, false).toString()).toBe('ccc\n');
  expect(tail.take(14, false).toString()).toBe('');
  expect(tail.take(14, true).toString()).toBe('ddd\n');
  expect(tail.offset).toBe(15);
  tail.close();
});

test('a line that is longer than the buffer is known by its beginning and length, however it arrives', () => {
  const long = `é${'x'.repeat(299_998)}`;
  const text = Buffer.from(`before\n${long}\r\nafter\n`);
  const expectedCut = ' … [cut: 234504 bytes]';
  for (const partBytes of [1000, 65_536, 400_000]) {
    const parts: Buffer[] = [];
    for (let at = 0; at < text.length; at += partBytes) parts.push(text.subarray(at, at + partBytes));
    for (const secrets of [[], ['some-secret']]) {
      const lines = follow(parts, { blockBytes: 100_000, secrets }).toString().split('\n');
      expect(lines.length).toBe(4);
      expect([lines[0], lines[2], lines[3]]).toEqual(['before', 'after', '']);
      expect(lines[1]?.slice(-expectedCut.length)).toBe(expectedCut);
      expect(lines[1]?.length).toBe(65_495 + expectedCut.length);
    }
  }
});

test('a secret in the part of a long line that is kept is masked, wherever blocks end', () => {
  const text = `${'x'.repeat(5_000)}hunter22${'y'.repeat(5_000)}\nend\n`;
  for (let blockBytes = 4_995; blockBytes < 5_015; blockBytes += 1) {
    const out = follow([Buffer.from(text)], { blockBytes, secrets: ['hunter22'] }).toString();
    expect(out).toBe(text.replace('hunter22', '***'));
  }
});

test('a missing file is an empty one until it appears', () => {
  const path = join(dir, 'late.log');
  const tail = new LogTail(path, { offset: 0, blockBytes: 1024, masker: null });
  expect(tail.size()).toBe(0);
  expect(tail.fill(0)).toBe(0);
  writeFileSync(path, 'now\n');
  expect(tail.fill(tail.size())).toBe(4);
  expect(tail.take(1e9, false).toString()).toBe('now\n');
  tail.close();
});
