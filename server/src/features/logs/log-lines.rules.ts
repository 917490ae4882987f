import { countLines } from './log-codec.ts';

/** A longer line is cut, with a mark that says how much is missing; with the mark it is not longer than this. */
export const maxLineBytes = 64 * 1024;
/** What is kept of a line that is cut. */
export const keptLineBytes = maxLineBytes - 40;

const lineFeed = 10;
const openBrace = 123;

/** What a stretch of output consists of, in order: lines to keep, and lines that said something else. */
export type Part<Report> = { lines: Buffer; lineCount: number; report: null } | { report: Report };

/**
 * Splits whole lines (each with its line end) into parts. `readReport` is asked about lines that begin with `{`, without
 * their line end; what it recognizes is taken out. Per line this costs one search for a line feed.
 */
export function splitParts<Report>(
  bytes: Buffer,
  readReport: ((line: Buffer) => Report | null) | null,
): Part<Report>[] {
  const parts: Part<Report>[] = [];
  let from = 0;
  let lineCount = 0;
  let lineStart = 0;
  const closeAt = (end: number) => {
    if (lineCount > 0) parts.push({ lines: bytes.subarray(from, end), lineCount, report: null });
    lineCount = 0;
  };
  while (lineStart < bytes.length) {
    const lineEnd = bytes.indexOf(lineFeed, lineStart);
    if (lineEnd - lineStart > maxLineBytes) {
      closeAt(lineStart);
      parts.push({ lines: cutLine(bytes.subarray(lineStart, lineEnd)), lineCount: 1, report: null });
      from = lineEnd + 1;
    } else {
      const report =
        readReport && bytes[lineStart] === openBrace ? readReport(bytes.subarray(lineStart, lineEnd)) : null;
      if (report === null) lineCount += 1;
      else {
        closeAt(lineStart);
        parts.push({ report });
        from = lineEnd + 1;
      }
    }
    lineStart = lineEnd + 1;
  }
  closeAt(bytes.length);
  return parts;
}

/** The line with its line end, cut and marked if it is longer than {@link maxLineBytes}. `lostBytes` are missing already. */
export function cutLine(line: Buffer, lostBytes = 0): Buffer {
  if (line.length + lostBytes <= maxLineBytes) return Buffer.concat([line, Buffer.from('\n')]);
  let end = Math.min(line.length, keptLineBytes);
  // Not within a character: back over the bytes that continue one.
  while (end > 0 && ((line[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const missing = line.length - end + lostBytes;
  return Buffer.concat([line.subarray(0, end), Buffer.from(` … [cut: ${missing} bytes]\n`)]);
}

/** CR LF becomes LF. Returns `bytes` itself where there is none, as nearly always. */
export function normalizeLineEnds(bytes: Buffer): Buffer {
  let found = bytes.indexOf('\r\n');
  if (found === -1) return bytes;
  const result = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let from = 0;
  for (; found !== -1; found = bytes.indexOf('\r\n', from)) {
    length += bytes.copy(result, length, from, found);
    from = found + 1;
  }
  length += bytes.copy(result, length, from);
  return result.subarray(0, length);
}

/** Text of our own as whole lines, each with its line end and within the bounds. */
export function toLogBytes(text: string): { bytes: Buffer; lineCount: number } {
  const whole = normalizeLineEnds(Buffer.from(text.endsWith('\n') ? text : `${text}\n`));
  const bytes = Buffer.concat(
    splitParts<never>(whole, null).flatMap((part) => (part.report === null ? part.lines : [])),
  );
  return { bytes, lineCount: countLines(bytes) };
}

/** Where the lines that fit into `room` bytes end, and how many they are. */
export function fitLines(bytes: Buffer, room: number): { end: number; lineCount: number } {
  const end = bytes.length <= room ? bytes.length : room <= 0 ? 0 : bytes.lastIndexOf(lineFeed, room - 1) + 1;
  return { end, lineCount: countLines(bytes.subarray(0, end)) };
}

/** "1 GiB", "64 KiB", "10 bytes". */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(size) ? size : size.toFixed(1)} ${units[unit]}`;
}
