import { type App, type Context, systemContext } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { appendLines, createLogStream, type LogLine } from '../logs/log.service.ts';
import { sizeText } from '../logs/log-lines.rules.ts';
import type { Attempt } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';
import type { RunMasker } from './run.masking.ts';

export interface RunLog {
  add(attempt: Attempt, stream: LogLine['stream'], text: string): void;
  /** Everything so far is stored when it resolves. */
  flush(): Promise<void>;
}

const FLUSH_MS = 25;
/** Of a run that logs faster than it can be stored: what is more is dropped, and the log says so. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** The log of a run, which is made with its first line: most runs have none. */
export function createRunLog(app: App, owned: OwnedRun, masker: RunMasker): RunLog {
  let lines: LogLine[] = [];
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<void> = Promise.resolve();
  /** Null: not known, as another worker has begun the log. */
  let storedBytes: number | null = owned.logStreamId === null ? 0 : null;
  const capBytes = app.config.logCapBytes;

  const store = async () => {
    const batch = lines;
    if (batch.length === 0) return;
    [lines, waitingBytes] = [[], 0];
    const stored = await withTransaction(systemContext(app, 'run'), async (ctx) => {
      let streamId = owned.logStreamId;
      const before = storedBytes ?? (await sizeOf(ctx, streamId as number));
      if (before >= capBytes) return { streamId, bytes: before };
      if (streamId === null) {
        streamId = await createLogStream(ctx, owned.projectId);
        await execute(
          ctx,
          'update runs set log_stream_id = $2 where id = $1 and owner_worker_id = $3 and owner_epoch = $4',
          [owned.id, streamId, owned.ownerWorkerId, owned.ownerEpoch],
        );
      }
      return { streamId, bytes: await appendLines(ctx, streamId, fitted(batch, capBytes - before, capBytes)) };
    });
    owned.logStreamId = stored.streamId;
    storedBytes = stored.bytes;
  };

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    last = last
      .then(store)
      .catch((error: unknown) => app.log.warn({ error, run: owned.id }, 'lines of a run are lost'));
    return last;
  };

  return {
    add(attempt, stream, text) {
      if (waitingBytes > MAX_WAITING_BYTES || (storedBytes ?? 0) >= capBytes) return;
      const stepKey = attempt.path ? `${attempt.key}@${attempt.path}` : attempt.key;
      const masked = masker.text(text);
      waitingBytes += masked.length;
      lines.push(
        waitingBytes > MAX_WAITING_BYTES
          ? {
              stream: 'SYSTEM',
              stepKey,
              text: 'It writes faster than can be stored: lines are missing here.',
              at: app.now(),
            }
          : { stream, stepKey, text: masked, at: app.now() },
      );
      timer ??= setTimeout(() => void flush(), FLUSH_MS);
    },
    flush,
  };
}

/**
 * What still fits, the last of it cut so that the log is filled up to its cap, and then a line that says so: who takes the run
 * over sees by its size that it is full.
 */
function fitted(lines: LogLine[], roomBytes: number, capBytes: number): LogLine[] {
  const kept: LogLine[] = [];
  let room = roomBytes;
  for (const line of lines) {
    const size = Buffer.byteLength(line.text) + 1;
    if (size <= room) {
      kept.push(line);
      room -= size;
      continue;
    }
    const text = Buffer.from(line.text).subarray(0, room).toString();
    const said = `The log reached its limit of ${sizeText(capBytes)}; later output was not kept.`;
    kept.push({ ...line, text }, { ...line, stream: 'SYSTEM', stepKey: null, text: said });
    break;
  }
  return kept;
}

async function sizeOf(ctx: Context, streamId: number): Promise<number> {
  const row = await queryOne<{ byteCount: number }>(
    ctx,
    `-- runs.logSize
    select byte_count as "byteCount" from log_streams where id = $1`,
    [streamId],
  );
  return row?.byteCount ?? 0;
}
