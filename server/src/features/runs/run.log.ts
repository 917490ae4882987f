import { type App, systemContext } from '../../platform/context.ts';
import { execute } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { appendLines, createLogStream, type LogLine } from '../logs/log.service.ts';
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

  const store = async () => {
    const batch = lines;
    if (batch.length === 0) return;
    [lines, waitingBytes] = [[], 0];
    await withTransaction(systemContext(app, 'run'), async (ctx) => {
      let streamId = owned.logStreamId;
      if (streamId === null) {
        streamId = await createLogStream(ctx, owned.projectId);
        await execute(
          ctx,
          'update runs set log_stream_id = $2 where id = $1 and owner_worker_id = $3 and owner_epoch = $4',
          [owned.id, streamId, owned.ownerWorkerId, owned.ownerEpoch],
        );
      }
      await appendLines(ctx, streamId, batch);
      owned.logStreamId = streamId;
    });
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
      if (waitingBytes > MAX_WAITING_BYTES) return;
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
