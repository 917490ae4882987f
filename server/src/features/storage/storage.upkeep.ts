import type { TaskList } from 'graphile-worker';
import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { ensureFactMonths, FACT_KINDS, type FactKindName } from '../../platform/facts.ts';
import { trimRollups } from '../analytics/rollup-trim.service.ts';
import { recordStorage } from '../analytics/storage-history.service.ts';
import { dropAside, factMonths, kindsAside, monthsAside } from './storage.queries.ts';
import { keptFrom, latestMonth, leavingMonths, startOfMonth } from './storage.rules.ts';
import { factRetention } from './storage.service.ts';
import { hasUncounted } from './storage-health.service.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** After one that failed, such as by a month that somebody reads for long. */
const AGAIN_MS = 600_000;
/** Events are taken up to 400 days late; one that comes again after that is refused anyway. */
const IDS_DAYS = 401;
const IDS_AT_ONCE = 10_000;

/**
 * Lets months leave that are older than their kind is kept, and ids of senders that nobody can send again. A month with anything that was not counted stays. Returns how many months left.
 */
export async function keepFacts(app: App): Promise<number> {
  const ctx = systemContext(app, 'retention');
  const now = app.now();
  const [months, retention, aside] = [
    await factMonths(ctx),
    await factRetention(ctx),
    await kindsAside(ctx, { withLate: true }),
  ];
  let count = 0;
  for (const kind of Object.keys(FACT_KINDS) as FactKindName[]) {
    const ofKind = months.filter((month) => month.kind === kind);
    const isAside = aside.includes(kind);
    if (leavingMonths(ofKind, now, retention[kind]).length === 0 && !isAside) continue;
    const before = keptFrom(now, retention[kind]);
    if (await hasUncounted(ctx, kind, before)) {
      app.log.warn({ kind }, 'old events are kept: some of them were not counted yet');
      continue;
    }
    if (isAside) await clearAside(ctx, kind, before);
    count += await dropMonths(ctx, kind, before);
  }
  while ((await forgetIds(ctx, new Date(now.getTime() - IDS_DAYS * DAY_MS))) >= IDS_AT_ONCE);
  await trimRollups(ctx);
  if (count > 0) await recordStorage(ctx, { again: true });
  return count;
}

/**
 * What lies aside leaves when it is too old; the rest gets its months. What stays is of a time to come, as a clock was wrong, until
 * its month is made; and what came late for months that have left.
 */
async function clearAside(ctx: Context, kind: FactKindName, before: Date): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    const count = await dropAside(ctx, kind, before);
    if (count > 0) await recordRemoval(ctx, kind, { months: [], count });
  });
  const latest = latestMonth(ctx.app.now());
  const months = (await monthsAside(ctx, kind)).filter((month) => month <= latest);
  await ensureFactMonths(ctx, months.map(startOfMonth), [kind]);
}

const recordRemoval = (ctx: Context, kind: FactKindName, detail: { months: string[]; count: number }) =>
  recordAudit(ctx, {
    action: 'facts.removed',
    projectId: null,
    subject: { id: kind, type: 'FactKind', name: FACT_KINDS[kind].title },
    detail,
  });

function dropMonths(ctx: Context, kind: FactKindName, before: Date): Promise<number> {
  return withTransaction(ctx, async (ctx) => {
    const dropped = await query<{ part: string; rows: number }>(
      ctx,
      `-- storage.drop
      select part, rows_estimate::float8 as rows from event_months_drop($1, $2)`,
      [kind, before.toISOString().slice(0, 10)],
    );
    if (dropped.length === 0) return 0;
    await recordRemoval(ctx, kind, {
      months: dropped.map(({ part }) => part.slice(-7).replace('_', '-')),
      count: dropped.reduce((sum, { rows }) => sum + rows, 0),
    });
    return dropped.length;
  });
}

const forgetIds = (ctx: Context, before: Date): Promise<number> =>
  withTransaction(ctx, (ctx) =>
    execute(
      ctx,
      `-- storage.forgetIds
      delete from event_ids where ctid = any(array(select ctid from event_ids where created_at < $1 order by created_at limit $2))`,
      [before, IDS_AT_ONCE],
    ),
  );

/**
 * As a worker's work: once a day, and when it starts; what projects keep is looked at every hour, so that no day has none. Several
 * workers do no harm, who comes second finds nothing.
 */
export function createFactUpkeep(app: App): Work {
  let nextAt = 0;
  let measuredAt = Number.NEGATIVE_INFINITY;
  return {
    tasks: (): TaskList => ({}),
    async release() {},
    renounce() {},
    async tick() {
      const now = app.now().getTime();
      if (now >= measuredAt + HOUR_MS) {
        measuredAt = now;
        void recordStorage(systemContext(app, 'storage')).catch((error: unknown) => {
          measuredAt = now - HOUR_MS + AGAIN_MS;
          app.log.warn({ error }, 'what projects keep could not be measured; trying again');
        });
      }
      if (now < nextAt) return;
      nextAt = now + DAY_MS;
      // Not awaited: a long one would hold up the heartbeat.
      void keepFacts(app).catch((error: unknown) => {
        nextAt = now + AGAIN_MS;
        app.log.warn({ error }, 'old events could not be dropped; trying again');
      });
    },
  };
}
