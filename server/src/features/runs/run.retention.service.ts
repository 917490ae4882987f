import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { createUpkeep } from '../../platform/durable/upkeep.ts';
import { deleteLogs } from '../logs/log.service.ts';
import { deleteFreeSlots, deleteRuns, endedRuns, lockRemovable } from './run.retention.queries.ts';

const DAY_MS = 86_400_000;
/** Tests of nodes are looked at when they end. */
const TEST_DAYS = 7;
/** What one transaction removes: a run of ten nodes is twenty rows. */
const MOST_AT_ONCE = 200;
/** A family goes generation by generation, the youngest first; what is left goes the next day. */
const MOST_GENERATIONS = 20;

/**
 * Removes runs that ended longer ago than the installation keeps them (`PILOTHOUSE_RUN_RETENTION_DAYS`), tests of nodes after
 * a week, with their nodes, logs and values. What a run that stays may need stays. One audit event in each project that lost
 * any. Returns how many.
 */
export async function removeOldRuns(app: App): Promise<number> {
  const { runRetentionDays: days } = app.config;
  const daysAgo = (count: number) => new Date(app.now().getTime() - count * DAY_MS);
  const counts = new Map<string, number>();
  try {
    await removeEnded(app, { before: daysAgo(days > 0 ? Math.min(days, TEST_DAYS) : TEST_DAYS), isTest: true }, counts);
    if (days > 0) await removeEnded(app, { before: daysAgo(days), isTest: false }, counts);
  } finally {
    for (const [projectId, count] of counts)
      await withTransaction(systemContext(app, 'retention'), (ctx) =>
        recordAudit(ctx, {
          action: 'runs.removed',
          projectId,
          detail: { olderThan: daysAgo(days > 0 ? days : TEST_DAYS).toISOString(), count },
        }),
      );
  }
  while ((await removeFreeSlots(app)) >= MOST_AT_ONCE);
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

interface Old {
  before: Date;
  isTest: boolean;
}

async function removeEnded(app: App, old: Old, counts: Map<string, number>): Promise<void> {
  for (let generation = 0; generation < MOST_GENERATIONS; generation += 1) {
    let removed = 0;
    for (let after: string | null = ''; after !== null; ) {
      const page = await endedRuns(systemContext(app, 'retention'), { ...old, after, limit: MOST_AT_ONCE });
      const projectIds: string[] = page.ids.length === 0 ? [] : await removeBatch(app, page.ids, old.before);
      for (const id of projectIds) counts.set(id, (counts.get(id) ?? 0) + 1);
      removed += projectIds.length;
      after = page.last;
    }
    if (removed === 0) return;
  }
}

/** Returns the project of each run that it removed. */
function removeBatch(app: App, ids: string[], before: Date): Promise<string[]> {
  return withTransaction(systemContext(app, 'retention'), async (ctx) => {
    const runs = await lockRemovable(ctx, ids, before);
    if (runs.length === 0) return [];
    await deleteRuns(ctx, runs);
    await deleteLogs(
      ctx,
      runs.flatMap(({ logStreamId }) => logStreamId ?? []),
    );
    return runs.map(({ projectId }) => projectId);
  });
}

/** With keys there may be many: one for each customer, say. */
const removeFreeSlots = (app: App) =>
  withTransaction(systemContext(app, 'retention'), (ctx) =>
    deleteFreeSlots(ctx, new Date(app.now().getTime() - DAY_MS), MOST_AT_ONCE),
  );

/** As a worker's work: once a day, and when it starts. Several workers do no harm, who comes second finds nothing. */
export const createRunUpkeep = (app: App) =>
  createUpkeep(app, { everyMs: DAY_MS, run: removeOldRuns, failure: 'old runs could not be removed' });
