import { describe, expect, test } from '@jest/globals';
import { readPlanFile } from './plan-file.ts';

/** In pieces, so that characters, quotes and line ends are torn apart. */
function* pieces(text: string | Uint8Array, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (text: string | Uint8Array, size = 65_536) => readPlanFile(pieces(text, size));

const PLAN = 'id,title,phase,estimate\nA,"Pay, by ""card""\nand cash",Größe,1\nB,Ship,,\n';

describe('a plan', () => {
  const items = [
    expect.objectContaining({ key: 'A', title: 'Pay, by "card" and cash', phase: 'Größe', estimate: 1 }),
    expect.objectContaining({ key: 'B', title: 'Ship', phase: null, estimate: null }),
  ];

  test.each([
    ['comma', PLAN],
    ['byte order mark', `\uFEFF${PLAN}`],
    ['CRLF', PLAN.replaceAll('\n', '\r\n')],
    ['semicolons', PLAN.replaceAll(',', ';').replace('Pay;', 'Pay,')],
    ['tabs', PLAN.replaceAll(',', '\t').replace('Pay\t', 'Pay,')],
    ['empty rows', PLAN.replace('\nB', '\n\n,,,\nB')],
    [
      'quoted header',
      PLAN.replace('id,title', '"id";"a;b";"title"'.replaceAll(';', ',')).replace('A,', 'A,,').replace('B,', 'B,,'),
    ],
    ['several line ends', PLAN.replace('estimate\n', 'estimate\r\n')],
    ['no line end', PLAN.trimEnd()],
  ])('with %s, in pieces of any size', async (_what, text) => {
    for (const size of [1, 2, 7, 65_536]) {
      const { rows, problems, isWhole } = await read(text, size);
      expect(rows.map(({ item }) => item)).toEqual(items);
      expect([problems, isWhole]).toEqual([[], true]);
    }
  });

  test('problems have the row that a spreadsheet shows', async () => {
    const { rows, problems, untouched } = await read(
      'id,title,due\n\nA,"a\nb",soon\nB,c,2026-01-01\nC,,\n,,2026-01-01\nB,d,\n',
    );
    expect(rows.map(({ row, item }) => [row, item.key])).toEqual([[4, 'B']]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 'due'],
      [5, 'title'],
      [6, 'title'],
      [7, 'id'],
    ]);
    expect(untouched.map(({ key, title }) => key ?? title)).toEqual(['A', 'C', 'd']);
  });

  test('a row is the same one whatever ended those before it', async () => {
    for (const size of [1, 3, 65_536]) {
      const { problems } = await read('id,title\r\nA,a\n\r\nB,\r\n\nC,\n', size);
      expect(problems.map(({ row }) => row)).toEqual([4, 6]);
    }
  });

  test('a quote in the middle spoils its row; one that is never closed all that follows, and nobody knows what is missing', async () => {
    const middle = await read('id,title\nA,x"y\nB,c\n');
    expect(middle.rows.map(({ item }) => item.key)).toEqual(['B']);
    expect(middle.problems).toEqual([{ row: 2, column: null, message: expect.stringContaining('a quote stands') }]);
    const open = await read('id,title\nA,a\nB,"b\nC,c\n');
    expect(open.rows.map(({ item }) => item.key)).toEqual(['A']);
    expect(open.problems).toEqual([{ row: 3, column: null, message: expect.stringContaining('never closed') }]);
    expect([middle.isWhole, open.isWhole]).toEqual([false, false]);
  });

  test.each([
    ['nothing', '', /empty/],
    ['a mark alone', '\uFEFF\n\n', /empty/],
    ['no title', 'id,phase\n1,2\n', /no column “title”/],
    ['Latin-1', Buffer.from('title\nGr\xf6\xdfe\n', 'latin1'), /not in UTF-8/],
    ['UTF-16', Buffer.from('\uFEFFtitle\nA\n', 'utf16le'), /not in UTF-8/],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 10]), /no CSV/],
    [
      'too many rows',
      `title\n${Array.from({ length: 50_001 }, (_, index) => index).join('\n')}`,
      /at most 50,000 rows/,
    ],
    [
      'too many phases',
      `title,phase\n${Array.from({ length: 201 }, (_, index) => `${index},${index}`).join('\n')}`,
      /at most 200 phases/,
    ],
    ['a broken header', 'id,ti"tle\nA,b\n', /column “title”|first row/],
  ])('%s is none', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('50,000 rows are read in well under a few seconds', async () => {
    const text = `id,title,phase,status,estimate\n${Array.from({ length: 50_000 }, (_, index) => `A-${index},Item ${index},Phase ${index % 20},done,${index % 8}`).join('\n')}`;
    const startedAt = performance.now();
    expect((await read(text)).rows).toHaveLength(50_000);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
