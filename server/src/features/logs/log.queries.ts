import { setImmediate } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { type LogBatch, type LogLine, type LogSearchResult, LogStream } from './log.types.ts';
import { decodeBody, decodeLines, type LogRun, streamCodes } from './log-codec.ts';
import { type LineFilter, matchLines } from './log-search.rules.ts';

/** Which lines are wanted; an absent or empty part lets all pass. */
export interface LogFilter {
  stream?: LogStream | null | undefined;
  stepKey?: string | null | undefined;
}

export interface ReadLogInput extends LogFilter {
  streamId: number;
  /** Lines with a greater `seq` are read. */
  after: number;
  /** Lines at most, 1–5,000. */
  first: number;
  /** Text that the lines contain, in any case. */
  search?: string | null | undefined;
  /** Bytes of text after which the batch ends with the chunk (128 KiB) that reached it; 4 MiB if left out. */
  maxBytes?: number;
}

export interface SearchLogInput extends LogFilter {
  streamId: number;
  /** What the lines contain, in any case. */
  text: string;
  /** Only line numbers above are listed; the whole log is counted. */
  after: number;
  /** Line numbers at most, 1–5,000. */
  first: number;
}

/** How far a log is. */
export interface LogState {
  lastSeq: number;
  /** Of the lines with their line ends. */
  byteCount: number;
  hasEnded: boolean;
  /** Whether output beyond the limit was dropped. */
  isCapped: boolean;
}

/** A chunk as read, `body` still compressed. */
export interface LogChunkRead {
  startSeq: number;
  lineCount: number;
  byteCount: number;
  codec: number;
  runs: LogRun[];
  body: Buffer;
}

const maxLines = 5_000;
const maxBatchBytes = 4 * 1024 * 1024;
/** What a scan takes from the database at once: little first, as many end soon. */
const scanBytes = [512 * 1024, 2 * 1024 * 1024] as const;
/** A filtered read that finds little ends here; the caller goes on from `lastSeq`. */
const filterBudgetMs = 250;
/** A search stops counting here: about 1 GB of log. */
const searchBudgetMs = 1_500;
/** The event loop gets its turn this often; between two looks at the clock lies one chunk, 0.1 to 2 ms. */
const breathEveryMs = 10;

/** The chunks of interest begin with the one that holds line `$2 + 1`. */
const FIRST_CHUNK = `start_seq >= coalesce((
      select max(start_seq) from log_chunks where stream_id = $1 and start_seq <= $2::bigint + 1), 0)`;

// Head and chunks in one statement, so in one snapshot: a compaction in between can't show a gap.
const PAGE = `
-- log.page
with head as (
  select last_seq, has_ended from log_streams where id = $1
), picked as (
  select start_seq, sum(byte_count) over (order by start_seq) - byte_count as bytes_before
  from log_chunks
  where stream_id = $1
    and ${FIRST_CHUNK}
    and start_seq <= $2::bigint + $3
    and start_seq + line_count - 1 > $2
)
select head.last_seq as "headSeq", head.has_ended as "hasEnded",
       c.start_seq as "startSeq", c.line_count as "lineCount", c.byte_count as "byteCount", c.codec, c.runs, c.body
from head
left join (picked join log_chunks c on c.stream_id = $1 and c.start_seq = picked.start_seq and bytes_before < $4) on true
order by c.start_seq`;

const SCAN = `
-- log.scan
select c.start_seq as "startSeq", c.line_count as "lineCount", c.byte_count as "byteCount", c.codec, c.runs, c.body
from (
  select start_seq, sum(byte_count) over (order by start_seq) - byte_count as bytes_before
  from (
    select start_seq, byte_count
    from log_chunks
    where stream_id = $1
      and ${FIRST_CHUNK}
      and start_seq + line_count - 1 > $2
    order by start_seq
    limit 500
  ) near
) picked
join log_chunks c on c.stream_id = $1 and c.start_seq = picked.start_seq
where bytes_before < $3
order by c.start_seq`;

interface PageRow extends LogChunkRead {
  headSeq: number;
  hasEnded: boolean;
}

/** How far a log is; NOT_FOUND without such a log. */
export async function logState(ctx: Context, streamId: number): Promise<LogState> {
  const state = await queryOne<LogState>(
    ctx,
    `-- log.state
select last_seq as "lastSeq", byte_count as "byteCount", has_ended as "hasEnded", is_capped as "isCapped"
from log_streams
where id = $1`,
    [streamId],
  );
  if (!state) throw notFound('log');
  return state;
}

/**
 * The lines after `after` that pass the filters, at most `first`, and how far the log was read for them. Without filters it
 * is one statement; with them it looks through the log until `first` lines are found or its time (250 ms) is up.
 */
export async function readLog(ctx: Context, input: ReadLogInput): Promise<LogBatch> {
  const { streamId, first, maxBytes = maxBatchBytes } = input;
  const after = checkRange(input.after, first);
  const filter = toFilter(input, input.search);
  if (filter.needle !== null || filter.stream !== null || filter.stepKey !== null)
    return readFiltered(ctx, input, after, filter);
  const rows = await query<PageRow>(ctx, PAGE, [streamId, after, first, maxBytes]);
  const head = rows[0];
  if (!head) throw notFound('log');
  const lines = rows.flatMap((row) => (row.body ? linesOf(row, after + 1, after + first) : []));
  const lastSeq = lines.at(-1)?.seq ?? Math.max(after, head.headSeq);
  return { lines, lastSeq, hasEnded: head.hasEnded && lastSeq >= head.headSeq };
}

async function readFiltered(ctx: Context, input: ReadLogInput, after: number, filter: LineFilter): Promise<LogBatch> {
  const deadline = performance.now() + filterBudgetMs;
  // Read before the chunks: what is there now will be seen by the scan, unless the log's lines were deleted.
  const head = await logState(ctx, input.streamId);
  const maxBytes = input.maxBytes ?? maxBatchBytes;
  const lines: LogLine[] = [];
  let bytes = 0;
  const upTo = (lastSeq: number): LogBatch => ({ lines, lastSeq, hasEnded: head.hasEnded && lastSeq >= head.lastSeq });
  for await (const chunk of scanChunks(ctx, input.streamId, after)) {
    for (const line of filterChunk(chunk, after, filter)) {
      lines.push(line);
      bytes += line.text.length;
      if (lines.length >= input.first || bytes >= maxBytes) return upTo(line.seq);
    }
    if (performance.now() > deadline) return upTo(chunk.startSeq + chunk.lineCount - 1);
  }
  return upTo(Math.max(after, head.lastSeq, lines.at(-1)?.seq ?? 0));
}

function filterChunk(chunk: LogChunkRead, after: number, filter: LineFilter): LogLine[] {
  let texts: Buffer | undefined;
  const readTexts = () => (texts ??= decodeBody(chunk));
  const found = matchLines(chunk.runs, readTexts, filter, after + 1 - chunk.startSeq);
  if (found.length === 0) return [];
  // The whole chunk at once: to find single lines in it would go through its bytes for each.
  const all = decodeLines({ ...chunk, texts: readTexts() }, chunk.startSeq, chunk.startSeq + chunk.lineCount);
  return found.flatMap((index) => all[index] ?? []);
}

/** Where `text` occurs. Looks through the log from `after` to its end and then from its start to `after`, for 1.5 s at most. */
export async function searchLog(ctx: Context, input: SearchLogInput): Promise<LogSearchResult> {
  const after = checkRange(input.after, input.first);
  const filter = toFilter(input, input.text);
  const result: LogSearchResult = { seqs: [], totalCount: 0, isComplete: true };
  if (filter.needle === null) return result;
  const deadline = performance.now() + searchBudgetMs;
  for (const [from, to] of [[after, maxSeq] as const, [0, after] as const]) {
    for await (const chunk of scanChunks(ctx, input.streamId, from, to)) {
      const readTexts = () => decodeBody(chunk);
      for (const index of matchLines(chunk.runs, readTexts, filter, from + 1 - chunk.startSeq)) {
        const seq = chunk.startSeq + index;
        if (seq > to) break;
        result.totalCount += 1;
        if (seq > after && result.seqs.length < input.first) result.seqs.push(seq);
      }
      if (performance.now() > deadline) return { ...result, isComplete: false };
    }
  }
  return result;
}

/** The SYSTEM lines of a log, in order. It goes by what the chunks say of themselves, so a large log costs no more than a small one. */
export async function readSystemLines(ctx: Context, streamId: number): Promise<string[]> {
  const chunks = await query<LogChunkRead>(
    ctx,
    `-- log.system
select start_seq as "startSeq", line_count as "lineCount", byte_count as "byteCount", codec, runs, body
from log_chunks
where stream_id = $1 and runs @? 'strict $[*] ? (@[1] == ${streamCodes.SYSTEM})'
order by start_seq`,
    [streamId],
  );
  const lines = chunks.flatMap((chunk) => linesOf(chunk, 0, maxSeq));
  return lines.filter((line) => line.stream === LogStream.SYSTEM).map((line) => line.text);
}

/** The log's text for a download, up to the line that is the last one now; `withTimes` puts the time before each line. */
export async function* streamLogText(
  ctx: Context,
  streamId: number,
  options: { withTimes?: boolean } = {},
): AsyncGenerator<Buffer> {
  const { lastSeq } = await logState(ctx, streamId);
  for await (const chunk of scanChunks(ctx, streamId, 0, lastSeq)) {
    const isWhole = chunk.startSeq + chunk.lineCount - 1 <= lastSeq;
    if (isWhole && !options.withTimes) yield Buffer.concat([decodeBody(chunk), Buffer.from('\n')]);
    else {
      const lines = linesOf(chunk, chunk.startSeq, lastSeq);
      yield Buffer.from(lines.map(({ at, text }) => (options.withTimes ? `${at} ${text}\n` : `${text}\n`)).join(''));
    }
  }
}

/** Line numbers are 32-bit. */
const maxSeq = 2 ** 31 - 1;

/**
 * The chunks that hold the lines after `after` up to `to`, in order, in several statements: chunk boundaries may change
 * between them, so each goes on from a line number. The next chunks come while the caller looks at these.
 */
async function* scanChunks(
  ctx: Context,
  streamId: number,
  after: number,
  to: number = maxSeq,
): AsyncGenerator<LogChunkRead> {
  let breathedAt = performance.now();
  const fetch = (cursor: number, bytes: number) => {
    const rows = query<LogChunkRead>(ctx, SCAN, [streamId, cursor, bytes]);
    rows.catch(() => {}); // the caller may have left; who awaits it still sees the failure
    return rows;
  };
  let next = after < to ? fetch(after, scanBytes[0]) : null;
  while (next) {
    const rows: LogChunkRead[] = await next;
    const last = rows.at(-1);
    if (!last) return;
    const cursor = last.startSeq + last.lineCount - 1;
    next = cursor < to ? fetch(cursor, scanBytes[1]) : null;
    for (const row of rows) {
      if (row.startSeq > to) return;
      yield row;
      if (performance.now() - breathedAt < breathEveryMs) continue;
      await setImmediate();
      breathedAt = performance.now();
    }
  }
}

function linesOf(chunk: LogChunkRead, fromSeq: number, toSeq: number): LogLine[] {
  return decodeLines({ ...chunk, texts: decodeBody(chunk) }, fromSeq, toSeq);
}

function toFilter({ stream, stepKey }: LogFilter, text: string | null | undefined): LineFilter {
  return {
    needle: text ? text.toLowerCase() : null,
    stream: stream ? streamCodes[stream] : null,
    stepKey: stepKey || null,
  };
}

/** `after`, at least 0; INVALID_INPUT for a `first` out of range. */
function checkRange(after: number, first: number): number {
  if (first < 1 || first > maxLines) throw invalid([{ path: 'first', message: `Ask for 1 to ${maxLines} lines.` }]);
  return Math.max(0, after);
}
