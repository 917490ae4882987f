import type { Context } from '../../platform/context.ts';
import { execute } from '../../platform/db/sql.ts';
import { withSystemConnection } from '../../platform/db/transaction.ts';
import type { NewOccurrence } from '../../platform/occurrences.ts';
import { endLog } from '../logs/log.service.ts';
import type { PendingEnd } from './engine.types.ts';
import { type OwnedRun, wakeNext } from './run.claims.ts';
import { signalRun } from './run.signals.ts';

const KINDS = {
  SUCCEEDED: 'run.succeeded',
  FAILED: 'run.failed',
  TIMED_OUT: 'run.failed',
  CANCELED: 'run.canceled',
} as const;

const WORDS = { SUCCEEDED: 'succeeded', FAILED: 'failed', TIMED_OUT: 'timed out', CANCELED: 'was canceled' } as const;

export interface EndedRun {
  owned: OwnedRun;
  end: PendingEnd;
}

/** Whether {@link afterEnd} has something to do. */
export const needsTransaction = ({ owned }: EndedRun): boolean =>
  owned.logStreamId !== null || owned.parentRunId !== null || owned.concurrencyKey !== null;

/** What follows from a run's end, in the transaction of its last write. */
export async function afterEnd(ctx: Context, { owned, end }: EndedRun): Promise<void> {
  if (owned.logStreamId !== null) await endLog(ctx, owned.logStreamId);
  if (owned.parentRunId && owned.parentNodeKey)
    await signalRun(ctx, {
      runId: owned.parentRunId,
      kind: 'CHILD_RUN',
      nodeKey: owned.parentNodeKey,
      path: owned.parentPath ?? '',
      data: { runId: owned.id, status: end.status, output: end.output, error: end.error },
    });
  if (owned.concurrencyKey !== null) await wakeNext(ctx, owned.workflowId, owned.concurrencyKey);
}

/** Signals that nobody will look at any more; nobody waits for that. A run that has ended gets no new ones. */
export function dropSignals(ctx: Context, runIds: string[]): void {
  withSystemConnection(ctx, (ctx) => execute(ctx, 'delete from run_signals where run_id = any($1)', [runIds])).catch(
    (error: unknown) => ctx.app.log.debug({ error, runs: runIds }, 'signals of runs that have ended stay'),
  );
}

/** Whether anybody else is told: of a test only who asked for it. */
export const isTold = ({ owned }: EndedRun): boolean => owned.trigger !== 'TEST';

/**
 * SQL: whether anybody may react to it. Of runs that succeed there are many, and mostly nobody does: then there is no job. Failures
 * are mailed by default, so they are always told.
 */
export const isListenedTo = (kind: string, projectId: string): string => `(${kind} <> '${KINDS.SUCCEEDED}'
    or exists (select from workflow_triggers t where t.project_id = ${projectId} and t.kind in ('EVENT', 'RUN') and t.is_active)
    or exists (select from notification_rules n where n.project_id = ${projectId} and n.is_enabled
      and '${KINDS.SUCCEEDED}' = any(n.events)))`;

/** What others are told of it. */
export function endOccurrence({ owned, end }: EndedRun): NewOccurrence {
  const reason = end.reason ? `: ${end.reason}` : '.';
  return {
    kind: KINDS[end.status],
    projectId: owned.projectId,
    subjectId: owned.id,
    title: `Run ${owned.workflowName} #${owned.number} ${WORDS[end.status]}${reason}`.slice(0, 1_000),
    data: {
      workflow: owned.workflowSlug,
      workflowId: owned.workflowId,
      number: owned.number,
      status: end.status,
      trigger: owned.trigger,
      depth: owned.depth,
      reason: end.reason,
      errorCode: end.error?.code ?? null,
    },
  };
}
