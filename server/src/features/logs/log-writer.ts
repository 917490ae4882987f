import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { logTopic } from '../../platform/events.ts';
import { insertChunks } from './log.service.ts';
import { encodeChunks, type LogSegment } from './log-codec.ts';
import { recordSteps, stepTopics } from './step.service.ts';
import type { OpenStep, StepChange } from './step-fold.rules.ts';

/** Another worker has taken the deployment over, or its log has ended: this recorder must not write any more. */
export class LostOwnership extends Error {
  override name = 'LostOwnership';
}

/** Somebody wrote to the log meanwhile, as `appendSystemLine` does: read the head again and go on behind it. */
export class HeadMoved extends Error {
  override name = 'HeadMoved';
}

/** Whose log is written, and by whom. */
export interface LogOwner {
  deploymentId: string;
  projectId: string;
  streamId: number;
  ownerWorkerId: string;
  ownerEpoch: number;
}

/** How far the log was written and its input consumed. All of it changes in one transaction. */
export interface LogHead {
  lastSeq: number;
  byteCount: number;
  isCapped: boolean;
  stdoutOffset: number;
  stderrOffset: number;
  eventsOffset: number;
  openSteps: OpenStep[];
}

/** What one flush writes, and the head before and after it. */
export interface Flush {
  before: LogHead;
  after: LogHead;
  segments: LogSegment[];
  steps: StepChange[];
}

/** The head as it is committed. Throws {@link LostOwnership} if the deployment is not this worker's, in this epoch. */
export async function readHead(ctx: Context, owner: LogOwner): Promise<LogHead> {
  return withTransaction(ctx, async (ctx) => {
    // The lock waits for a flush that is being committed elsewhere.
    const head = await queryOne<LogHead & { isOwner: boolean }>(
      ctx,
      `-- log.lockHead
select s.last_seq as "lastSeq", s.byte_count as "byteCount", s.is_capped as "isCapped", s.stdout_offset as "stdoutOffset",
       s.stderr_offset as "stderrOffset", s.events_offset as "eventsOffset", s.open_steps as "openSteps",
       d.owner_worker_id = $2 and d.owner_epoch = $3 and not s.has_ended as "isOwner"
from log_streams s
join deployments d on d.log_stream_id = s.id
where s.id = $1
for update of s`,
      [owner.streamId, owner.ownerWorkerId, owner.ownerEpoch],
    );
    if (!head?.isOwner)
      throw new LostOwnership(`Deployment ${owner.deploymentId} is no longer recorded by this worker.`);
    const { isOwner: _, ...rest } = head;
    return rest;
  });
}

/**
 * Writes lines, steps and offsets in one transaction, if the head is still as `before` says and the deployment still
 * belongs to this worker in this epoch: a worker that was stopped for a minute and wakes up writes nothing.
 */
export async function commitFlush(ctx: Context, owner: LogOwner, flush: Flush): Promise<void> {
  const chunks = encodeChunks(flush.segments);
  await withTransaction(ctx, async (ctx) => {
    if (!(await moveHead(ctx, owner, flush))) throw new HeadMoved(`The head of log ${owner.streamId} moved.`);
    if (chunks.length > 0) await insertChunks(ctx, owner.streamId, owner.projectId, flush.before.lastSeq + 1, chunks);
    if (flush.steps.length > 0) await recordSteps(ctx, owner, flush.steps);
    if (chunks.length > 0) publish(ctx, logTopic(owner.streamId));
    if (flush.steps.length > 0) publish(ctx, ...stepTopics(owner));
  });
}

async function moveHead(ctx: Context, owner: LogOwner, { before, after }: Flush): Promise<boolean> {
  const moved = await query(
    ctx,
    `-- log.moveHead
update log_streams s
set last_seq = $2, byte_count = $3, is_capped = $4, stdout_offset = $5, stderr_offset = $6, events_offset = $7, open_steps = $8
from deployments d
where s.id = $1 and d.log_stream_id = s.id and d.owner_worker_id = $9 and d.owner_epoch = $10 and not s.has_ended
  and s.last_seq = $11 and s.stdout_offset = $12 and s.stderr_offset = $13 and s.events_offset = $14 and s.open_steps = $15
returning 1`,
    [
      owner.streamId,
      after.lastSeq,
      after.byteCount,
      after.isCapped,
      after.stdoutOffset,
      after.stderrOffset,
      after.eventsOffset,
      JSON.stringify(after.openSteps),
      owner.ownerWorkerId,
      owner.ownerEpoch,
      before.lastSeq,
      before.stdoutOffset,
      before.stderrOffset,
      before.eventsOffset,
      JSON.stringify(before.openSteps),
    ],
  );
  return moved.length > 0;
}
