import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';

const OPEN = `('QUEUED', 'RUNNING', 'WAITING')`;

/** Runs that ended before a time, in the order of their age, from one on. `last`: where to go on; null when all that follow are younger. */
export async function endedRuns(
  ctx: Context,
  { before, after, limit, isTest }: { before: Date; after: string; limit: number; isTest: boolean },
): Promise<{ ids: string[]; last: string | null }> {
  const rows = await query<{ id: string; isEnded: boolean; isOld: boolean }>(
    ctx,
    `-- retention.ended
    select id, coalesce(finished_at < $1, false) as "isEnded", created_at < $1 as "isOld"
    from runs where id > $2 ${isTest ? `and trigger = 'TEST'` : ''} order by id limit $3`,
    [before, after, limit],
  );
  const isOver = rows.length < limit || rows.every(({ isOld }) => !isOld);
  return {
    ids: rows.filter(({ isEnded }) => isEnded).map(({ id }) => id),
    last: isOver ? null : (rows.at(-1)?.id ?? null),
  };
}

export interface RemovableRun {
  id: string;
  projectId: string;
  versionId: string;
  logStreamId: number | null;
}

/**
 * In a transaction: of these runs those that nobody needs, kept from others until it ends. A run is needed as long as its child
 * runs and those that try it again are there, and while a run that is younger may read its values: one that tries it, or the run
 * that it is a child of, again, and a test with its outputs. So families go from their youngest on.
 */
export function lockRemovable(ctx: Context, ids: readonly string[], before: Date): Promise<RemovableRun[]> {
  return query<RemovableRun>(
    ctx,
    `-- retention.removable
    with recursive due as (
      select id, project_id, workflow_version_id, log_stream_id, parent_run_id from runs
      where id = any($1) and finished_at < $2 and status not in ${OPEN} order by id for update skip locked
    ), readers (root, id) as (
      select id, id from due
      union select id, parent_run_id from due where parent_run_id is not null
      union select e.root, r.id from readers e join runs r on r.retry_of_id = e.id
    )
    select id, project_id as "projectId", workflow_version_id as "versionId", log_stream_id as "logStreamId" from due d
    where not exists (select from runs r where r.parent_run_id = d.id)
      and not exists (select from runs r where r.retry_of_id = d.id)
      and not exists (
        select from readers e join runs r on r.id = e.id
        where e.root = d.id and (r.status in ${OPEN} or r.finished_at >= $2))
      and not exists (
        select from runs t where t.project_id = d.project_id and t.status in ${OPEN} and t.trigger = 'TEST'
          and t.trigger_detail ->> 'of' = d.id)`,
    [ids, before],
  );
}

/** In the transaction that has locked them: the runs with all that is theirs but their logs, and versions that only they ran. */
export async function deleteRuns(ctx: Context, runs: readonly RemovableRun[]): Promise<void> {
  const ids = runs.map(({ id }) => id);
  for (const table of ['node_approvals', 'node_runs', 'run_signals', 'node_progress'])
    await execute(ctx, `delete from ${table} where run_id = any($1)`, [ids]);
  // Their payloads go with them.
  await execute(ctx, 'delete from runs where id = any($1)', [ids]);
  await execute(
    ctx,
    `-- retention.versions
    delete from workflow_versions v where v.id = any($1) and v.is_test
      and not exists (select from runs r where r.workflow_version_id = v.id)`,
    [[...new Set(runs.map(({ versionId }) => versionId))]],
  );
}

/** In a transaction: places of limited nodes that are free again, which is as good as none. Returns how many. */
export function deleteFreeSlots(ctx: Context, before: Date, limit: number): Promise<number> {
  return execute(
    ctx,
    `-- retention.slots
    delete from node_rate_limits where ctid in (select ctid from node_rate_limits where next_at < $1 limit $2 for update skip locked)`,
    [before, limit],
  );
}
