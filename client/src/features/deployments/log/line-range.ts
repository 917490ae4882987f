/** Lines of a permalink, `#L123` or `#L10-L20`. */
export interface LineRange {
  from: number;
  to: number;
}

export function parseLineRange(hash: string): LineRange | undefined {
  const match = /^#L(\d{1,9})(?:-L?(\d{1,9}))?$/.exec(hash);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first < 1 || last < 1) return undefined;
  return { from: Math.min(first, last), to: Math.max(first, last) };
}

export const formatLineRange = ({ from, to }: LineRange): string => (from === to ? `#L${from}` : `#L${from}-L${to}`);

/** A click selects a line; with shift it stretches what is selected to it. */
export function extendLineRange(range: LineRange | undefined, seq: number, isExtending: boolean): LineRange {
  if (!range || !isExtending) return { from: seq, to: seq };
  return seq < range.from ? { from: seq, to: range.to } : { from: range.from, to: seq };
}
