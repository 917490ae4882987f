import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { logTopic } from '../../platform/events.ts';
import { type LogChunk, type LogRun, makeChunk, streamCodes } from './log-codec.ts';
import { toLogBytes } from './log-lines.rules.ts';

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

/** Removes the lines of an ended log, for retention. Its head stays: how long it was is still known. */
export async function deleteLog(ctx: Context, streamId: number): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    await execute(
      ctx,
      `-- log.delete
delete from log_chunks c using log_streams s where s.id = $1 and s.has_ended and c.stream_id = s.id`,
      [streamId],
    );
  });
}

/** Writes chunks that follow each other from `startSeq`. */
export async function insertChunks(
  ctx: Context,
  streamId: number,
  projectId: string,
  startSeq: number,
  chunks: LogChunk[],
): Promise<void> {
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
  await execute(
    ctx,
    `-- log.insertChunks
insert into log_chunks (stream_id, start_seq, project_id, line_count, byte_count, first_at, last_at, codec, runs, body)
select $1, c.start_seq, $2, c.line_count, c.byte_count, to_timestamp(c.first_at / 1000), to_timestamp(c.last_at / 1000),
       c.codec, c.runs, substr($12::bytea, c.body_at, c.body_length)
from unnest($3::int[], $4::int[], $5::int[], $6::float8[], $7::float8[], $8::smallint[], $9::jsonb[], $10::int[], $11::int[])
  as c (start_seq, line_count, byte_count, first_at, last_at, codec, runs, body_at, body_length)`,
    [
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
    ],
  );
}
