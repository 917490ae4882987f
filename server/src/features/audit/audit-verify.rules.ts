import { baseHash, type ChainedEvent, entryHash } from '../../platform/audit/chain.rules.ts';

export interface ChainRow extends ChainedEvent {
  seq: number;
  hash: Buffer;
}

/** What is kept of a chain beside its entries. */
export interface ChainHead {
  lastSeq: number;
  lastHash: Buffer;
  firstSeq: number;
  baseHash: Buffer;
}

/** An entry that somebody noted elsewhere, to see that the chain still has it. */
export interface ChainMark {
  chain: string;
  seq: number;
  /** Hexadecimal digits. */
  hash: string;
}

export const FAULTS = {
  CHANGED: 'it is not as it was written',
  MISSING: 'it is missing',
  ADDED: 'it was put in later, beside the chain',
  OUT_OF_ORDER: 'another entry stands in its place: the order was changed',
  TAIL_CUT_OFF: 'it and all after it are missing: the end was cut off',
  HEAD_CHANGED: 'the chain’s own record of where it ends or begins does not fit it',
  REWRITTEN: 'it is not the one that was noted: the chain was written anew',
} as const;
export type Fault = keyof typeof FAULTS;

export interface Break {
  seq: number;
  /** Of the entry, where there is one. */
  id: string | null;
  fault: Fault;
}

export interface WalkResult {
  count: number;
  /** The last entry that is in order. */
  seq: number;
  hash: Buffer;
  broken: Break | null;
}

interface Link {
  seq: number;
  hash: Buffer;
  id: string | null;
}

const linkOf = ({ seq, hash, id }: ChainRow): Link => ({ seq, hash, id });

/** Whether the row is what was written after `previous` as number `seq`. */
const fits = (previous: Buffer, seq: number, row: ChainRow) => entryHash(previous, seq, row).equals(row.hash);

/** Goes along a chain, its rows in the order of `seq`, to the first that is not as it was written. */
export async function walkChain(
  chain: string,
  head: ChainHead | null,
  rows: AsyncIterable<ChainRow>,
  marks: readonly ChainMark[] = [],
): Promise<WalkResult> {
  const iterator = rows[Symbol.asyncIterator]();
  let link: Link = { seq: (head?.firstSeq ?? 1) - 1, hash: head?.baseHash ?? baseHash(chain), id: null };
  let before: Link | null = null;
  let count = 0;
  const end = (broken: Break | null): WalkResult => ({ count, seq: link.seq, hash: link.hash, broken });
  if (head?.firstSeq === 1 && !head.baseHash.equals(baseHash(chain)))
    return end({ seq: 1, id: null, fault: 'HEAD_CHANGED' });
  const moved = checkMark(marks, link);
  if (moved) return end(moved);
  for (;;) {
    const { value: row, done } = await iterator.next();
    if (done) return end(breakAtEnd(head, link, marks));
    if (head && row.seq > head.lastSeq) return end({ seq: row.seq, id: row.id, fault: 'ADDED' });
    if (row.seq !== link.seq + 1 || !fits(link.hash, row.seq, row))
      return end(await explain({ before, link, row, head }, iterator));
    before = link;
    link = linkOf(row);
    count += 1;
    const other = checkMark(marks, link);
    if (other) return end(other);
  }
}

const checkMark = (marks: readonly ChainMark[], link: Link): Break | null =>
  marks.some(({ seq, hash }) => seq === link.seq && hash !== link.hash.toString('hex'))
    ? { seq: link.seq, id: link.id, fault: 'REWRITTEN' }
    : null;

function breakAtEnd(head: ChainHead | null, link: Link, marks: readonly ChainMark[]): Break | null {
  const last = Math.max(head?.lastSeq ?? 0, ...marks.map(({ seq }) => seq));
  if (last > link.seq) return { seq: link.seq + 1, id: null, fault: 'TAIL_CUT_OFF' };
  if (head ? !head.lastHash.equals(link.hash) : link.seq > 0) return { ...link, fault: 'HEAD_CHANGED' };
  return null;
}

interface Mismatch {
  before: Link | null;
  /** The last that is in order. */
  link: Link;
  row: ChainRow;
  head: ChainHead | null;
}

/**
 * Why the row does not follow. Each entry's own hash still says after which and as which number it was written, so what was
 * moved or put in between can be told from what was changed; to know that, the rest of the chain is read.
 */
async function explain({ before, link, row, head }: Mismatch, rest: AsyncIterator<ChainRow>): Promise<Break> {
  const expected = link.seq + 1;
  const at = (fault: Fault, { seq, id }: { seq: number; id: string | null } = row): Break => ({ seq, id, fault });
  if (row.seq < expected) return at('ADDED');
  if (before && row.seq === expected && fits(before.hash, link.seq, row)) return at('ADDED', link);
  if (row.seq > expected) return at('MISSING', { seq: expected, id: null });
  let previous = linkOf(row);
  let next: ChainRow | null = null;
  for (;;) {
    const { value: other, done } = await rest.next();
    if (done) break;
    next ??= other;
    if (fits(link.hash, expected, other)) {
      const isNeighbour = other.seq === expected + 1;
      const isSwapped = fits(isNeighbour ? other.hash : previous.hash, other.seq, row);
      return at(isNeighbour && !isSwapped ? 'ADDED' : 'OUT_OF_ORDER');
    }
    previous = linkOf(other);
  }
  // Those after a missing one were given its number and theirs: they still fit each other one number later.
  const isShifted = next
    ? fits(row.hash, next.seq + 1, next)
    : head?.lastSeq === row.seq + 1 && head.lastHash.equals(row.hash);
  return isShifted ? at('MISSING', { seq: expected, id: null }) : at('CHANGED');
}
