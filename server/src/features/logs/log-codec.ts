import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { LogLine, LogStream } from './log.types.ts';

/** Stream of a run, as stored. */
export const streamCodes = { STDOUT: 0, STDERR: 1, SYSTEM: 2 } as const;
export type StreamCode = 0 | 1 | 2;
const streamsByCode = ['STDOUT', 'STDERR', 'SYSTEM'] as [LogStream, LogStream, LogStream];

/** How many consecutive lines share stream, step and time. An array, because names would double its size. */
export type LogRun = [count: number, stream: StreamCode, stepKey: string | null, atMs: number];

/** Consecutive lines with one stream, step and time. `bytes` holds whole lines, each with its line end. */
export interface LogSegment {
  bytes: Buffer;
  lineCount: number;
  stream: StreamCode;
  stepKey: string | null;
  atMs: number;
}

/** A chunk as stored: the lines' texts joined by line feeds in `body`, what else is known of them in `runs`. */
export interface LogChunk {
  lineCount: number;
  /** Of the texts with their line ends, uncompressed. */
  byteCount: number;
  codec: number;
  runs: LogRun[];
  body: Buffer;
}

export const codecs = { RAW: 0, ZSTD: 1 } as const;

/**
 * Uncompressed size of a chunk. Reading a line costs decompressing its chunk (0.1 ms for this size), and larger ones
 * compress hardly better.
 */
export const chunkBytes = 128 * 1024;
/** Smaller bodies stay raw: compressing would save less than a page. */
const compressFromBytes = 4 * 1024;
/** Level 1: 800 MB/s at 9:1 on build output; level 3 is slower and no smaller. */
const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const lineFeed = 10;

/** Line feeds in `bytes`: some 20 million lines a second. */
export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

/** Cuts segments into chunks of about {@link chunkBytes}. Works on bytes: no line becomes a string. */
export function encodeChunks(segments: readonly LogSegment[]): LogChunk[] {
  const chunks: LogChunk[] = [];
  let open: LogSegment[] = [];
  let room = chunkBytes;
  const close = () => {
    if (open.length > 0) chunks.push(encodeChunk(open));
    open = [];
    room = chunkBytes;
  };
  for (const segment of segments) {
    let rest: LogSegment | null = segment;
    while (rest !== null && rest.lineCount > 0) {
      const cut: number = findCut(rest.bytes, room);
      // Not even one line fits: into a chunk of its own, however long it is.
      if (cut === 0 && open.length > 0) {
        close();
        continue;
      }
      const [head, tail]: [LogSegment, LogSegment | null] = splitAt(rest, cut || rest.bytes.indexOf(lineFeed) + 1);
      open.push(head);
      room -= head.bytes.length;
      if (tail || room <= 0) close();
      rest = tail;
    }
  }
  close();
  return chunks;
}

/** Where to cut so that at most `room` bytes of whole lines lie before. */
function findCut(bytes: Buffer, room: number): number {
  if (bytes.length <= room) return bytes.length;
  return room <= 0 ? 0 : bytes.lastIndexOf(lineFeed, room - 1) + 1;
}

function splitAt(segment: LogSegment, cut: number): [LogSegment, LogSegment | null] {
  if (cut >= segment.bytes.length) return [segment, null];
  const bytes = segment.bytes.subarray(0, cut);
  const lineCount = countLines(bytes);
  return [
    { ...segment, bytes, lineCount },
    { ...segment, bytes: segment.bytes.subarray(cut), lineCount: segment.lineCount - lineCount },
  ];
}

function encodeChunk(segments: LogSegment[]): LogChunk {
  const bytes =
    segments.length === 1 && segments[0] ? segments[0].bytes : Buffer.concat(segments.map((part) => part.bytes));
  const runs: LogRun[] = [];
  for (const { lineCount, stream, stepKey, atMs } of segments) addRun(runs, [lineCount, stream, stepKey, atMs]);
  return makeChunk(bytes, runs);
}

/** A chunk of whole lines, each with its line end. Bodies that do not shrink stay raw. */
export function makeChunk(bytes: Buffer, runs: LogRun[]): LogChunk {
  const lineCount = runs.reduce((sum, run) => sum + run[0], 0);
  const raw = bytes.subarray(0, bytes.length - 1);
  const packed = raw.length > compressFromBytes ? zstdCompressSync(raw, zstdOptions) : raw;
  const isSmaller = packed.length < raw.length;
  return {
    lineCount,
    byteCount: bytes.length,
    codec: isSmaller ? codecs.ZSTD : codecs.RAW,
    runs,
    body: isSmaller ? packed : raw,
  };
}

/** Appends a run, or lengthens the last one where nothing changes. */
export function addRun(runs: LogRun[], run: LogRun): void {
  const last = runs.at(-1);
  if (last && last[1] === run[1] && last[2] === run[2] && last[3] === run[3]) last[0] += run[0];
  else runs.push([...run]);
}

/** The texts of a chunk of `byteCount` bytes, joined by line feeds. */
export function decodeBody({ codec, body, byteCount }: Pick<LogChunk, 'codec' | 'body' | 'byteCount'>): Buffer {
  if (codec === codecs.RAW) return body;
  // In one piece: with the default of 16 KiB pieces it takes twice to four times as long.
  if (codec === codecs.ZSTD) return zstdDecompressSync(body, { chunkSize: Math.max(64, byteCount) });
  throw new Error(`A log chunk has the unknown codec ${codec}.`);
}

/** What decoding needs of a stored chunk. */
export interface StoredChunk {
  startSeq: number;
  lineCount: number;
  runs: LogRun[];
  /** Decoded, see {@link decodeBody}. */
  texts: Buffer;
}

/** The lines with `fromSeq <= seq <= toSeq` of a chunk. */
export function decodeLines(chunk: StoredChunk, fromSeq: number, toSeq: number): LogLine[] {
  const first = Math.max(0, fromSeq - chunk.startSeq);
  const end = Math.min(chunk.lineCount, toSeq - chunk.startSeq + 1);
  if (first >= end) return [];
  const from = offsetOfLine(chunk.texts, first, 0);
  const to = end === chunk.lineCount ? chunk.texts.length + 1 : offsetOfLine(chunk.texts, end - first, from);
  // One conversion and one split are some five times as fast as a conversion for each line.
  const texts = chunk.texts.toString('utf8', from, to - 1).split('\n');
  const lines: LogLine[] = [];
  eachRun(chunk.runs, first, end, (run, runFirst, runEnd) => {
    const at = new Date(run[3]).toISOString();
    const stream = streamsByCode[run[1]];
    for (let index = runFirst; index < runEnd; index += 1)
      lines.push({ seq: chunk.startSeq + index, at, stream, stepKey: run[2], text: texts[index - first] ?? '' });
  });
  return lines;
}

/** Calls `visit` with each run's part of the lines [first, end). */
function eachRun(
  runs: readonly LogRun[],
  first: number,
  end: number,
  visit: (run: LogRun, runFirst: number, runEnd: number) => void,
): void {
  let start = 0;
  for (const run of runs) {
    const runEnd = start + run[0];
    if (runEnd > first && start < end) visit(run, Math.max(start, first), Math.min(runEnd, end));
    if (runEnd >= end) return;
    start = runEnd;
  }
}

/** Where the `count`-th line after `from` begins. */
function offsetOfLine(texts: Buffer, count: number, from: number): number {
  let offset = from;
  for (let index = 0; index < count; index += 1) offset = texts.indexOf(lineFeed, offset) + 1;
  return offset;
}
