import { describe, expect, test } from '@jest/globals';
import { baseHash, entryHash } from '../../platform/audit/chain.rules.ts';
import { type ChainHead, type ChainMark, type ChainRow, walkChain } from './audit-verify.rules.ts';

const CHAIN = 'prj_a';

function write(rows: ChainRow[], previous: Buffer, names: string[]): ChainRow[] {
  for (const name of names) {
    const seq = (rows.at(-1)?.seq ?? 0) + 1;
    const row = entry(seq, name);
    rows.push({ ...row, hash: entryHash(rows.at(-1)?.hash ?? previous, seq, row) });
  }
  return rows;
}

const entry = (seq: number, name: string): ChainRow => ({
  id: `aud_${name}`,
  projectId: CHAIN,
  at: '2026-11-20T22:15:43.120Z',
  action: 'x.done',
  actorId: null,
  actorKind: 'SYSTEM',
  actorName: name,
  subjectId: null,
  subjectType: null,
  subjectName: null,
  detail: null,
  address: null,
  requestId: 'r',
  seq,
  hash: Buffer.alloc(32, seq),
});

function chain() {
  const base = baseHash(CHAIN);
  const rows = write([], base, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  return { rows, head: { lastSeq: 7, lastHash: last(rows).hash, firstSeq: 1, baseHash: base } };
}

const last = (rows: ChainRow[]) => rows.at(-1) as ChainRow;
const at = (rows: ChainRow[], seq: number) => rows[seq - 1] as ChainRow;
/** Entries one number later, as somebody would do who wants no gap. */
const moved = (rows: ChainRow[], by: number) => rows.map((row) => ({ ...row, seq: row.seq + by }));

async function* stream(rows: ChainRow[]) {
  yield* [...rows].sort((a, b) => a.seq - b.seq);
}

async function broken(rows: ChainRow[], head: ChainHead | null = chain().head, marks: ChainMark[] = []) {
  const { broken } = await walkChain(CHAIN, head, stream(rows), marks);
  return broken && `${broken.fault} ${broken.seq} ${broken.id?.slice(4) ?? ''}`.trim();
}

describe('a chain', () => {
  test('as it was written is in order', async () => {
    const { rows, head } = chain();
    expect(await walkChain(CHAIN, head, stream(rows))).toEqual({
      count: 7,
      seq: 7,
      hash: head.lastHash,
      broken: null,
    });
    expect(await broken([], { ...head, lastSeq: 0, lastHash: head.baseHash })).toBeNull();
  });

  test('that begins later because the old ones left is in order', async () => {
    const { rows, head } = chain();
    expect(await broken(rows.slice(3), { ...head, firstSeq: 4, baseHash: at(rows, 3).hash })).toBeNull();
    expect(await broken([], { ...head, firstSeq: 8, baseHash: head.lastHash })).toBeNull();
  });

  test.each([1, 2, 4, 6, 7])('changed at %i', async (seq) => {
    const { rows } = chain();
    const name = at(rows, seq).actorName;
    expect(await broken(rows.with(seq - 1, { ...at(rows, seq), actorName: 'somebody else' }))).toBe(
      `CHANGED ${seq} ${name}`,
    );
    expect(await broken(rows.with(seq - 1, { ...at(rows, seq), hash: Buffer.alloc(32) }))).toBe(
      `CHANGED ${seq} ${name}`,
    );
  });

  test.each([1, 2, 4, 6])('without %i', async (seq) => {
    const { rows } = chain();
    expect(await broken(rows.toSpliced(seq - 1, 1))).toBe(`MISSING ${seq}`);
  });

  test.each([1, 2, 4, 6])('without %i, and the rest numbered anew', async (seq) => {
    const { rows, head } = chain();
    const closed = [...rows.slice(0, seq - 1), ...moved(rows.slice(seq), -1)];
    expect(await broken(closed)).toBe(`MISSING ${seq}`);
    // With its record moved too, the last one alone can’t say whether it was changed or moved.
    const name = seq === 6 ? 'CHANGED 6 g' : `MISSING ${seq}`;
    expect(await broken(closed, { ...head, lastSeq: 6 })).toBe(name);
  });

  test('without its end', async () => {
    const { rows } = chain();
    expect(await broken(rows.slice(0, 6))).toBe('TAIL_CUT_OFF 7');
    expect(await broken(rows.slice(0, 3))).toBe('TAIL_CUT_OFF 4');
    expect(await broken([])).toBe('TAIL_CUT_OFF 1');
  });

  test.each([
    [1, 2],
    [3, 4],
    [6, 7],
    [2, 6],
    [1, 7],
  ])('with %i and %i exchanged', async (one, other) => {
    const { rows } = chain();
    const [a, b] = [at(rows, one), at(rows, other)];
    const swapped = rows.with(one - 1, { ...b, seq: one }).with(other - 1, { ...a, seq: other });
    expect(await broken(swapped)).toBe(`OUT_OF_ORDER ${one} ${b.actorName}`);
  });

  test.each([1, 2, 4, 7])('with one put in at %i', async (seq) => {
    const { rows, head } = chain();
    const open = [...rows.slice(0, seq - 1), ...moved(rows.slice(seq - 1), 1)];
    const longer = { ...head, lastSeq: 8 };
    expect(await broken([...open, entry(seq, 'new')], longer)).toBe(`ADDED ${seq} new`);
    // Its hash made to fit what is before it.
    const made = write(rows.slice(0, seq - 1), head.baseHash, ['new']);
    expect(await broken([...open, last(made)], longer)).toBe(`ADDED ${seq} new`);
  });

  test('with one put before its beginning or after its end', async () => {
    const { rows } = chain();
    expect(await broken([...rows, entry(0, 'new')])).toBe('ADDED 0 new');
    expect(await broken([...rows, entry(8, 'new')])).toBe('ADDED 8 new');
    expect(await broken(write(rows, Buffer.alloc(32), ['new']))).toBe('ADDED 8 new');
  });

  test('whose own record was changed or is gone', async () => {
    const { rows, head } = chain();
    expect(await broken(rows, { ...head, lastHash: Buffer.alloc(32) })).toBe('HEAD_CHANGED 7 g');
    expect(await broken(rows, { ...head, baseHash: Buffer.alloc(32) })).toBe('HEAD_CHANGED 1');
    expect(await broken(rows, null)).toBe('HEAD_CHANGED 7 g');
  });

  test('written anew shows by an entry that was noted', async () => {
    const { rows, head } = chain();
    const mark = (seq: number) => ({ chain: CHAIN, seq, hash: at(rows, seq).hash.toString('hex') });
    expect(await broken(rows, head, [mark(3), mark(7)])).toBeNull();
    const anew = write([], head.baseHash, ['a', 'b', 'x', 'd', 'e', 'f', 'g']);
    const newHead = { ...head, lastHash: last(anew).hash };
    expect(await broken(anew, newHead)).toBeNull();
    expect(await broken(anew, newHead, [mark(2)])).toBeNull();
    expect(await broken(anew, newHead, [mark(5)])).toBe('REWRITTEN 5 e');
    const shorter = { ...head, lastSeq: 4, lastHash: at(rows, 4).hash };
    expect(await broken(rows.slice(0, 4), shorter)).toBeNull();
    expect(await broken(rows.slice(0, 4), shorter, [mark(7)])).toBe('TAIL_CUT_OFF 5');
    const trimmed = { ...head, firstSeq: 4, baseHash: at(rows, 3).hash };
    expect(await broken(rows.slice(3), trimmed, [mark(3)])).toBeNull();
  });
});
