import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Permission } from '../../platform/auth/permissions.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { bulkRules } from './run.input.rules.ts';
import { publishRun } from './run.live.ts';
import { type RunRow, runIds, runsById } from './run.queries.ts';
import { retryRun } from './run.retries.service.ts';
import { cancelRun, runSubject } from './run.service.ts';
import type { BulkResult, RunsInput } from './run.types.ts';

const MOST_AT_ONCE = 1_000;

/** Stops each of the runs that has not ended. What can't be stopped is told, and does not hold up the others. */
export function cancelRuns(ctx: Context, input: RunsInput): Promise<BulkResult> {
  return withEach(ctx, 'run:cancel', input, (run) => cancelRun(ctx, run.id));
}

/** Tries each of the runs again, from where it failed. What can't be retried is told, and does not hold up the others. */
export function retryRuns(ctx: Context, input: RunsInput): Promise<BulkResult> {
  return withEach(ctx, 'run:create', input, (run) => retryRun(ctx, { id: run.id }));
}

/** Takes failed runs off the list of those that nobody has dealt with; all together or none. */
export async function dismissRuns(ctx: Context, input: RunsInput): Promise<BulkResult> {
  authorize(ctx, 'run:cancel', input.projectId);
  const { runs, problems } = await chosenRuns(ctx, input);
  const count = await withTransaction(ctx, async (ctx) => {
    const rows = await query<{ id: string }>(
      ctx,
      `-- runs.dismiss
      update runs set dead_since = null where id = any($1) and dead_since is not null returning id`,
      [runs.map(({ id }) => id)],
    );
    const dismissed = new Set(rows.map(({ id }) => id));
    for (const run of runs) {
      if (!dismissed.has(run.id)) continue;
      await recordAudit(ctx, {
        action: 'run.dismissed',
        projectId: input.projectId,
        subject: await runSubject(ctx, run),
      });
      publishRun(ctx, run);
    }
    return rows.length;
  });
  return { count, problems };
}

async function withEach(
  ctx: Context,
  permission: Permission & ('run:cancel' | 'run:create'),
  input: RunsInput,
  work: (run: RunRow) => Promise<unknown>,
): Promise<BulkResult> {
  authorize(ctx, permission, input.projectId);
  const { runs, problems } = await chosenRuns(ctx, input);
  let count = 0;
  for (const run of runs) {
    try {
      await work(run);
      count += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push({ id: run.id, message: error.message });
    }
  }
  return { count, problems };
}

/** The runs that are meant, oldest first; what is no run of this project is a problem. */
async function chosenRuns(ctx: Context, input: RunsInput): Promise<{ runs: RunRow[] } & Pick<BulkResult, 'problems'>> {
  const isBoth = input.ids != null && input.filter != null;
  parseInput(bulkRules, input, isBoth ? [{ path: 'ids', message: 'Give ids or a filter, not both.' }] : []);
  if (input.ids == null && input.filter == null)
    throw invalid([{ path: 'ids', message: 'Say which runs: by their ids or by a filter.' }]);
  const ids = input.ids ?? (await runIds(ctx, input.projectId, input.filter ?? {}, MOST_AT_ONCE));
  const unique = [...new Set(ids)].sort();
  const found = await runsById(ctx, unique);
  const runs = found.flatMap((run) => (run?.projectId === input.projectId ? run : []));
  const known = new Set(runs.map(({ id }) => id));
  const { message } = notFound('run');
  return { runs, problems: unique.filter((id) => !known.has(id)).map((id) => ({ id, message })) };
}
