import { recordAudit } from '../../platform/audit/audit.ts';
import { INSTALLATION } from '../../platform/audit/chain.rules.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { createUpkeep } from '../../platform/durable/upkeep.ts';
import { settingsOf } from '../settings/settings.service.ts';

const DAY_MS = 86_400_000;

/**
 * Lets events leave that are older than the installation keeps them, from the beginning of each chain, and says so in it. The
 * database itself refuses to drop any younger than 30 days or from the middle. Returns how many left.
 */
export async function trimAudit(app: App): Promise<number> {
  const ctx = systemContext(app, 'audit');
  const { auditRetentionDays: days } = await settingsOf(ctx);
  if (days === null) return 0;
  const before = new Date(app.now().getTime() - days * DAY_MS);
  // A look, so that chains with nothing to drop are not locked.
  const chains = await query<{ chain: string }>(
    ctx,
    `-- audit.due
    select c.id as chain from audit_chains c join audit_events e on e.chain = c.id and e.seq = c.first_seq where e.at < $1`,
    [before],
  );
  let total = 0;
  for (const { chain } of chains)
    for (;;) {
      const removed = await trimChain(app, chain, before);
      total += removed;
      if (removed === 0) break;
    }
  return total;
}

function trimChain(app: App, chain: string, before: Date): Promise<number> {
  return withTransaction(systemContext(app, 'audit'), async (ctx) => {
    const result = await queryOne<{ removed: number; nowFirstSeq: number }>(
      ctx,
      'select removed, now_first_seq as "nowFirstSeq" from audit_trim($1, $2)',
      [chain, before],
    );
    if (!result?.removed) return 0;
    await recordAudit(ctx, {
      action: 'audit.trimmed',
      projectId: chain === INSTALLATION ? null : chain,
      detail: { olderThan: before.toISOString(), count: result.removed, firstKept: result.nowFirstSeq },
    });
    return result.removed;
  });
}

/** As a worker's work: once a day, and when it starts. Several workers do no harm, who comes second finds nothing. */
export const createAuditUpkeep = (app: App) =>
  createUpkeep(app, { everyMs: DAY_MS, run: trimAudit, failure: 'old audit events could not be dropped' });
