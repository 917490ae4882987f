import { setImmediate } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { logTopic } from '../../platform/events.ts';
import type { LogChunkRead } from './log.queries.ts';
import {
  addRun,
  chunkBytes,
  decodeBody,
  encodeChunks,
  type LogChunk,
  type LogRun,
  makeChunk,
  streamCodes,
} from './log-codec.ts';
import { toLogBytes } from './log-lines.rules.ts';

/** Chunks looked at in one transaction, and bytes of lines rewritten in it: some 20 ms of work. */
const chunksPerTransaction = 2_000;
const bytesPerTransaction = 4 * 1024 * 1024;
const lineFeed = Buffer.from('\n');

/** Makes the log of a deployment; in the transaction that makes the deployment. */
export async function createLogStream(ctx: Context, projectId: string): Promise<number> {
  if (!ctx.manager) throw new Error('A log is made in the transaction of the thing that it belongs to.');
  const row = await queryOne<{ id: number }>(
    ctx,
    `-- log.create
insert into log_streams (project_id) values ($1) returning id`,
    [projectId],
  );
  return (row as { id: number }).id;
}

/**
 * Appends one or more SYSTEM lines, from any process, also while a recorder writes: it notices and goes on behind them.
 * Does nothing to a log that has ended. The text must hold no secret: nothing is masked here.
 */
export async function appendSystemLine(ctx: Context, streamId: number, text: string): Promise<void> {
  const { bytes, lineCount } = toLogBytes(text);
  const run: LogRun = [lineCount, streamCodes.SYSTEM, null, ctx.app.now().getTime()];
  const chunk = makeChunk(bytes, [run]);
  await withTransaction(ctx, async (ctx) => {
    const head = await queryOne<{ projectId: string; lastSeq: number }>(
      ctx,
      `-- log.appendHead
update log_streams
set last_seq = last_seq + $2, byte_count = byte_count + $3
where id = $1 and not has_ended
returning project_id as "projectId", last_seq as "lastSeq"`,
      [streamId, chunk.lineCount, chunk.byteCount],
    );
    if (!head) return;
    await insertChunks(ctx, streamId, head.projectId, head.lastSeq - chunk.lineCount + 1, [chunk]);
    publish(ctx, logTopic(streamId));
  });
}

/** A line or several of one stream and step, masked by whoever adds them. */
export interface LogLine {
  stream: keyof typeof streamCodes;
  stepKey: string | null;
  text: string;
  at: Date;
}

/**
 * Appends lines to a log that no recorder writes, in order, in the open transaction. Does nothing to a log that has ended.
 * Returns how many bytes the log has then.
 */
export async function appendLines(ctx: Context, streamId: number, lines: readonly LogLine[]): Promise<number> {
  const segments = lines.map(({ stream, stepKey, text, at }) => ({
    ...toLogBytes(text),
    stream: streamCodes[stream],
    stepKey,
    atMs: at.getTime(),
  }));
  const chunks = encodeChunks(segments);
  const sum = (of: (chunk: LogChunk) => number) => chunks.reduce((total, chunk) => total + of(chunk), 0);
  const lineCount = sum((chunk) => chunk.lineCount);
  const head = await queryOne<{ projectId: string; lastSeq: number; byteCount: number }>(
    ctx,
    `-- log.appendLinesHead
update log_streams
set last_seq = last_seq + $2, byte_count = byte_count + $3
where id = $1 and not has_ended
returning project_id as "projectId", last_seq as "lastSeq", byte_count as "byteCount"`,
    [streamId, lineCount, sum((chunk) => chunk.byteCount)],
  );
  if (!head) return 0;
  await insertChunks(ctx, streamId, head.projectId, head.lastSeq - lineCount + 1, chunks);
  publish(ctx, logTopic(streamId));
  return head.byteCount;
}

/** No line comes after this; readers are told. Ending twice changes nothing. */
export async function endLog(ctx: Context, streamId: number): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    const changed = await execute(
      ctx,
      `-- log.end
update log_streams set has_ended = true where id = $1 and not has_ended`,
      [streamId],
    );
    if (changed > 0) publish(ctx, logTopic(streamId));
  });
}

/** Removes the lines of ended logs, for retention. Their heads stay: how long they were is still known. */
export async function deleteLogs(ctx: Context, streamIds: readonly number[]): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    await execute(
      ctx,
      `-- log.delete
delete from log_chunks c using log_streams s where s.id = any($1) and s.has_ended and c.stream_id = s.id`,
      [streamIds],
    );
  });
}

/** `insert` of the chunks that {@link chunkValues} stands for; `from` may add a condition. */
export const insertChunksSql = (from = '') => `
insert into log_chunks (stream_id, start_seq, project_id, line_count, byte_count, first_at, last_at, codec, runs, body)
select $1, c.start_seq, $2, c.line_count, c.byte_count, to_timestamp(c.first_at / 1000), to_timestamp(c.last_at / 1000),
       c.codec, c.runs, substr($12::bytea, c.body_at, c.body_length)
from ${from} unnest($3::int[], $4::int[], $5::int[], $6::float8[], $7::float8[], $8::smallint[], $9::jsonb[], $10::int[], $11::int[])
  as c (start_seq, line_count, byte_count, first_at, last_at, codec, runs, body_at, body_length)`;

/** Values 1 to 12 of {@link insertChunksSql}, for chunks that follow each other from `startSeq`. */
export function chunkValues(streamId: number, projectId: string, startSeq: number, chunks: LogChunk[]): unknown[] {
  let seq = startSeq;
  let offset = 1;
  const starts = chunks.map(({ lineCount }) => {
    seq += lineCount;
    return seq - lineCount;
  });
  const offsets = chunks.map(({ body }) => {
    offset += body.length;
    return offset - body.length;
  });
  return [
    streamId,
    projectId,
    starts,
    chunks.map((chunk) => chunk.lineCount),
    chunks.map((chunk) => chunk.byteCount),
    chunks.map((chunk) => chunk.runs[0]?.[3] ?? 0),
    chunks.map((chunk) => chunk.runs.at(-1)?.[3] ?? 0),
    chunks.map((chunk) => chunk.codec),
    chunks.map((chunk) => JSON.stringify(chunk.runs)),
    offsets,
    chunks.map((chunk) => chunk.body.length),
    // In one piece: an array of bytea would travel as hexadecimal text.
    Buffer.concat(chunks.map((chunk) => chunk.body)),
  ];
}

async function insertChunks(
  ctx: Context,
  streamId: number,
  projectId: string,
  startSeq: number,
  chunks: LogChunk[],
): Promise<void> {
  await execute(ctx, `-- log.insertChunks${insertChunksSql()}`, chunkValues(streamId, projectId, startSeq, chunks));
}

interface ChunkSize {
  startSeq: number;
  byteCount: number;
}

/**
 * Merges the small chunks of an ended log (a live log is flushed every 25 ms) into chunks of about 128 KiB, compressed.
 * Lines and their numbers never change, and each transaction leaves a complete log: readers see it before or after, and
 * a crash costs nothing. Calling it again goes on where it ended. Returns how many chunks it saved.
 */
export async function compactLog(ctx: Context, streamId: number): Promise<number> {
  let savedCount = 0;
  let cursor: number | null = 0;
  while (cursor !== null) {
    const from: number = cursor;
    const step: { savedCount: number; next: number | null } = await withTransaction(ctx, (ctx) =>
      compactFrom(ctx, streamId, from),
    );
    savedCount += step.savedCount;
    cursor = step.next;
  }
  return savedCount;
}

async function compactFrom(
  ctx: Context,
  streamId: number,
  from: number,
): Promise<{ savedCount: number; next: number | null }> {
  // The lock keeps a second compaction and the removal of the log away.
  const head = await queryOne<{ projectId: string }>(
    ctx,
    `-- log.lockEnded
select project_id as "projectId" from log_streams where id = $1 and has_ended for update`,
    [streamId],
  );
  if (!head) return { savedCount: 0, next: null };
  const sizes = await query<ChunkSize>(
    ctx,
    `-- log.chunkSizes
select start_seq as "startSeq", byte_count as "byteCount"
from log_chunks
where stream_id = $1 and start_seq >= $2
order by start_seq
limit $3`,
    [streamId, from, chunksPerTransaction],
  );
  const groups = groupChunks(sizes);
  const isLast = sizes.length < chunksPerTransaction;
  // The last group may go on in chunks that have not been looked at.
  if (!isLast && groups.length > 1) groups.pop();
  let savedCount = 0;
  let bytes = 0;
  for (const group of groups) {
    if (bytes >= bytesPerTransaction) return { savedCount, next: group[0]?.startSeq ?? null };
    if (group.length < 2) continue;
    await mergeGroup(ctx, streamId, head.projectId, group);
    savedCount += group.length - 1;
    bytes += group.reduce((sum, chunk) => sum + chunk.byteCount, 0);
    await setImmediate();
  }
  const last = groups.at(-1)?.at(-1);
  return { savedCount, next: isLast || !last ? null : last.startSeq + 1 };
}

/** Neighbours that fit into one chunk together. */
function groupChunks(sizes: readonly ChunkSize[]): ChunkSize[][] {
  const groups: ChunkSize[][] = [];
  let room = 0;
  for (const chunk of sizes) {
    const group = groups.at(-1);
    if (group && chunk.byteCount <= room) group.push(chunk);
    else {
      groups.push([chunk]);
      room = chunkBytes;
    }
    room -= chunk.byteCount;
  }
  return groups;
}

async function mergeGroup(
  ctx: Context,
  streamId: number,
  projectId: string,
  group: readonly ChunkSize[],
): Promise<void> {
  const starts = group.map((chunk) => chunk.startSeq);
  const chunks = await query<LogChunkRead>(
    ctx,
    `-- log.chunksToMerge
select start_seq as "startSeq", line_count as "lineCount", byte_count as "byteCount", codec, runs, body
from log_chunks
where stream_id = $1 and start_seq = any($2::int[])
order by start_seq`,
    [streamId, starts],
  );
  await execute(
    ctx,
    `-- log.deleteMerged
delete from log_chunks where stream_id = $1 and start_seq = any($2::int[])`,
    [streamId, starts],
  );
  await insertChunks(ctx, streamId, projectId, starts[0] as number, [mergeChunks(chunks)]);
}

/** One chunk with the lines of all. */
function mergeChunks(chunks: readonly LogChunk[]): LogChunk {
  const runs: LogRun[] = [];
  for (const chunk of chunks) for (const run of chunk.runs) addRun(runs, run);
  return makeChunk(Buffer.concat(chunks.flatMap((chunk) => [decodeBody(chunk), lineFeed])), runs);
}
