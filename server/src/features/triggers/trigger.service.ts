import type { Context } from '../../platform/context.ts';
import { type CronSchedule, dueTick } from '../../platform/cron.ts';
import { execute } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError } from '../../platform/errors.ts';
import { evaluate } from '../../platform/expressions/expressions.ts';
import { recordFacts } from '../../platform/facts.ts';
import { type Batch, loaderOf } from '../../platform/graphql/loader.ts';
import type { Occurrence, Reaction } from '../../platform/occurrences.ts';
import type { Json } from '../nodes/node.types.ts';
import { startRunBy } from '../runs/run.service.ts';
import { RunTrigger } from '../runs/run.types.ts';
import { type ActiveTrigger, dueSchedules, listeners, type Origin, originOf } from './trigger.queries.ts';
import { isAwaited, MAX_CHAIN } from './trigger.rules.ts';

/** Schedules that one look fires; more are looked for at once. */
export const MOST_AT_ONCE = 100;

/** Starts what the trigger starts, once for each `onceKey`. In the system's context: nobody asked for it. */
export function startByTrigger(
  ctx: Context,
  trigger: ActiveTrigger,
  given: { payload: Json; onceKey: string; detail: Record<string, Json>; createdByName: string },
) {
  return startRunBy(ctx, {
    workflow: { id: trigger.workflowId, projectId: trigger.projectId },
    versionId: trigger.versionId,
    trigger: RunTrigger[trigger.kind],
    triggerNodeKey: trigger.nodeKey,
    triggerDetail: { triggerId: trigger.id, ...given.detail },
    payload: given.payload,
    onceKey: given.onceKey,
    createdByName: given.createdByName,
  });
}

type ScheduleConfig = CronSchedule & { missed: 'RUN_ONCE' | 'SKIP' };

/**
 * Fires the schedules that are due. Any number of workers may do so at once: each moves a schedule on only from the tick that
 * it has seen, in the transaction that makes the run. What is due is said by `now`. Returns how many it moved on.
 */
export async function fireSchedules(ctx: Context, now: () => Date = ctx.app.now): Promise<number> {
  const due = await dueSchedules(ctx, now(), MOST_AT_ONCE);
  let count = 0;
  for (const trigger of due) {
    try {
      count += await fireSchedule(ctx, trigger, now(), true);
    } catch (error) {
      ctx.app.log.warn(
        { error, trigger: trigger.id, workflow: trigger.workflowId },
        'a schedule could not start its run',
      );
      // What was refused is refused again: on to the next tick, so that it holds up no others.
      if (error instanceof AppError) count += await fireSchedule(ctx, trigger, now(), false);
    }
  }
  return count;
}

async function fireSchedule(ctx: Context, trigger: ActiveTrigger, now: Date, starts: boolean): Promise<number> {
  const { tick, isMissed, nextAt } = dueTick(
    trigger.config as unknown as ScheduleConfig,
    new Date(trigger.nextAt ?? now),
    now,
  );
  return withTransaction(ctx, async (ctx) => {
    const count = await execute(
      ctx,
      `-- triggers.moveOn
      update workflow_triggers set next_at = $3, last_at = coalesce($4, last_at)
      where id = $1 and next_at = $2 and is_active`,
      [trigger.id, trigger.nextAt, nextAt, tick],
    );
    if (count === 0) return count;
    await recordTick(ctx, trigger, { tick, isMissed, starts, now });
    if (!tick || !starts) return count;
    const scheduledAt = tick.toISOString();
    await startByTrigger(ctx, trigger, {
      payload: { scheduledAt, isMissed },
      onceKey: `schedule/${trigger.id}/${scheduledAt}`,
      detail: { scheduledAt, isMissed },
      createdByName: 'Schedule',
    });
    return count;
  });
}

/** Missed: made up for later, skipped, or refused. A schedule that is only looked at early has no tick yet, and leaves nothing. */
async function recordTick(
  ctx: Context,
  trigger: ActiveTrigger,
  { tick, isMissed, starts, now }: { tick: Date | null; isMissed: boolean; starts: boolean; now: Date },
): Promise<void> {
  if (!tick && (trigger.nextAt === null || Date.parse(trigger.nextAt) > now.getTime())) return;
  const status = tick && starts && !isMissed ? 'FIRED' : 'MISSED';
  const value = tick ? Math.max(0, now.getTime() - tick.getTime()) * 1_000 : null;
  const { projectId, workflowId } = trigger;
  await recordFacts(ctx, [{ projectId, kind: 'schedule', name: workflowId, status, value, subjectId: workflowId }]);
}

/** Of a project once for all that is told together. */
const listenersOf: Batch<string, ActiveTrigger[]> = (ctx, projectIds) =>
  Promise.all(projectIds.map((id) => listeners(ctx, id)));

/** Starts the workflows that wait for what has happened. The same occurrence again starts nothing more. */
export const startOnOccurrence: Reaction = async (ctx, occurrence) => {
  const awaiting = (await loaderOf(ctx, listenersOf).load(occurrence.projectId)).filter((trigger) =>
    isAwaited(trigger, occurrence),
  );
  if (awaiting.length === 0) return;
  const origin = occurrence.subjectId ? await originOf(ctx, occurrence.subjectId) : null;
  if (origin && origin.chain >= MAX_CHAIN) {
    ctx.app.log.warn({ occurrence: occurrence.id }, 'workflows start each other in a ring; it was ended here');
    return;
  }
  const wanted = awaiting.filter(
    (trigger) => trigger.workflowId !== origin?.workflowId && passes(ctx, trigger, occurrence),
  );
  for (const trigger of wanted) await startOn(ctx, trigger, occurrence, origin);
};

/** What refuses to start (it may just have been deleted) keeps the others from nothing. */
async function startOn(
  ctx: Context,
  trigger: ActiveTrigger,
  occurrence: Occurrence,
  origin: Origin | null,
): Promise<void> {
  const { id, kind, at, subjectId, title } = occurrence;
  const chain = (origin?.chain ?? 0) + 1;
  try {
    await startByTrigger(ctx, trigger, {
      payload: { id, kind, at, subjectId, title, data: occurrence.data as Json },
      onceKey: `event/${trigger.id}/${id}`,
      detail: { occurrenceId: id, kind, subjectId, title, chain },
      createdByName: 'Event',
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.app.log.warn({ error, trigger: trigger.id, occurrence: id }, 'an event could not start its run');
  }
}

/** Whether the filter is true. One that fails is as good as false: an event of another shape has not what it asks for. */
function passes(ctx: Context, { id, config }: ActiveTrigger, occurrence: Occurrence): boolean {
  const filter = typeof config.filter === 'string' ? config.filter.trim() : '';
  if (filter === '') return true;
  try {
    return evaluate(filter, { trigger: { ...occurrence } as unknown as Json }) === true;
  } catch (error) {
    ctx.app.log.debug({ error, trigger: id }, 'the filter of an event trigger failed');
    return false;
  }
}
