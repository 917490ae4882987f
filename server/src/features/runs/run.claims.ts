import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withSystemConnection, withTransaction } from '../../platform/db/transaction.ts';
import { projectRunsTopic, runTopic } from '../../platform/events.ts';
import { factsTopic, recordFacts } from '../../platform/facts.ts';
import type { Json } from '../nodes/node.types.ts';
import type { WorkflowSettings } from '../workflows/graph.types.ts';
import type { Attempt, NodeWait, PendingEnd, Phase } from './engine.types.ts';
import { enqueueRun, signalRun } from './run.signals.ts';

/** A run that this worker owns, as long as the row still says `ownerWorkerId` and `ownerEpoch`. */
export interface OwnedRun {
  id: string;
  projectId: string;
  workflowId: string;
  workflowSlug: string;
  workflowName: string;
  versionId: string;
  number: number;
  phase: Phase;
  pendingEnd: PendingEnd | null;
  trigger: string;
  triggerNodeKey: string | null;
  payload: Json;
  variables: Record<string, Json>;
  concurrencyKey: string | null;
  parentRunId: string | null;
  parentNodeKey: string | null;
  parentPath: string | null;
  retryOfId: string | null;
  depth: number;
  createdByName: string;
  narrowedGrant: StoredGrant | null;
  grant: StoredGrant;
  logStreamId: number | null;
  ownerWorkerId: string;
  ownerEpoch: number;
  signalSeq: number;
  deadlineAt: string | null;
  startedAt: string;
  stopReason: 'CANCEL' | 'TIMEOUT' | null;
  stopRequestedBy: string | null;
}

/** As it is stored with a version or a run. */
export interface StoredGrant {
  permissions: string[];
  environmentIds: string[] | null;
  serviceIds: string[] | null;
}

const OPEN = `('QUEUED', 'RUNNING', 'WAITING')`;

const OWNED = `r.id, r.project_id as "projectId", r.workflow_id as "workflowId", w.slug as "workflowSlug",
  w.name as "workflowName", r.workflow_version_id as "versionId", r.number, r.phase, r.pending_end as "pendingEnd", r.trigger,
  r.trigger_node_key as "triggerNodeKey", r.payload, r.variables, r.concurrency_key as "concurrencyKey",
  r.parent_run_id as "parentRunId", r.parent_node_key as "parentNodeKey", r.parent_path as "parentPath",
  r.retry_of_id as "retryOfId", r.depth, r.created_by_name as "createdByName", r.narrowed_grant as "narrowedGrant",
  jsonb_build_object('permissions', v.grant_permissions, 'environmentIds', v.grant_environment_ids,
    'serviceIds', v.grant_service_ids) as grant,
  r.log_stream_id as "logStreamId", r.owner_worker_id as "ownerWorkerId", r.owner_epoch as "ownerEpoch",
  r.signal_seq as "signalSeq", r.deadline_at as "deadlineAt", r.started_at as "startedAt", r.stop_reason as "stopReason",
  r.stop_requested_by as "stopRequestedBy"`;

/**
 * One statement: the worker's row is held, so that its burial waits and then sees what was claimed. Rows are locked in the order
 * of their ids, as everybody does who claims several. With a run that begins without rows of nodes its trigger ends: what came is in
 * the run already.
 */
const CLAIM = (condition: string) => `-- runs.claim
  with worker as (select id from workers where id = $2 for key share),
  free as (
    select r.id from runs r
    where r.id = any($1) and (r.owner_worker_id is null or r.owner_worker_id = $2) and r.status in ${OPEN} and ${condition}
    order by r.id for no key update
  ), claimed as (
    update runs r set owner_worker_id = worker.id, owner_epoch = r.owner_epoch + 1, wake_at = null, status = 'RUNNING',
      started_at = coalesce(r.started_at, $3)
    from worker, free where r.id = free.id
    returning r.*
  ), passed as (
    insert into node_runs (project_id, run_id, node_key, status, port, input, output, started_at, finished_at)
    select project_id, id, trigger_node_key, 'SUCCEEDED', 'main', payload, payload, $3, $3 from claimed
    where owner_epoch = 1 and retry_of_id is null and trigger <> 'TEST' and trigger_node_key is not null
    on conflict do nothing
  ), counted as (
    insert into events (project_id, kind, at, name, value, value_min, value_max, subject_id)
    select project_id, 'run_queue', started_at, workflow_id, waited, waited, waited, id
    from claimed cross join lateral (
      select greatest(0, round(extract(epoch from started_at - created_at) * 1000000)::bigint) as waited) w
    where owner_epoch = 1 and trigger <> 'TEST'
  )
  select ${OWNED}
  from claimed r join workflows w on w.id = r.workflow_id join workflow_versions v on v.id = r.workflow_version_id`;

const CLAIM_FREE = CLAIM(`(r.concurrency_key is null or r.status <> 'QUEUED')`);
const CLAIM_ANY = CLAIM('true');

/** The worker has no row: it was declared dead and has no new name yet. */
export class NamelessWorker extends Error {
  override name = 'NamelessWorker';
}

/** Takes the run, or null when another worker has it, it has ended, or its workflow has as many under way as it may. */
export async function claimRun(ctx: Context, id: string, workerId: string): Promise<OwnedRun | null> {
  const [owned] = await claimFreeRuns(ctx, [id], workerId);
  return owned ?? claimHeld(ctx, id, workerId);
}

/** Takes those of the runs that nobody has to be asked about; the others are for {@link claimHeld}. */
export async function claimFreeRuns(ctx: Context, ids: string[], workerId: string): Promise<OwnedRun[]> {
  const values = [ids, workerId, ctx.app.now()];
  const claimed = await withSystemConnection(ctx, (ctx) => query<OwnedRun>(ctx, CLAIM_FREE, values));
  for (const owned of claimed) changed(ctx, owned);
  return claimed;
}

/** Takes a run that {@link claimFreeRuns} has left, if it only waits for its turn; as {@link claimRun}. */
export async function claimHeld(ctx: Context, id: string, workerId: string): Promise<OwnedRun | null> {
  const row = await queryOne<{ isLimited: boolean; hasWorker: boolean }>(
    ctx,
    `-- runs.whyNotClaimed
    select concurrency_key is not null and status = 'QUEUED' as "isLimited",
      exists (select from workers where id = $2) as "hasWorker" from runs where id = $1`,
    [id, workerId],
  );
  if (row && !row.hasWorker) throw new NamelessWorker(`Worker ${workerId} was declared dead.`);
  if (!row?.isLimited) return null;
  return withTransaction(ctx, (ctx) => claimLimited(ctx, id, [[id], workerId, ctx.app.now()]));
}

function changed(ctx: Context, owned: OwnedRun): OwnedRun {
  publish(
    ctx,
    runTopic(owned.id),
    `${projectRunsTopic(owned.projectId)}#${owned.id}`,
    `${factsTopic}#${owned.projectId}`,
  );
  return owned;
}

/** A run of a workflow that limits how many are under way: counted under a lock. */
async function claimLimited(ctx: Context, id: string, values: unknown[]): Promise<OwnedRun | null> {
  const run = await queryOne<{
    workflowId: string;
    projectId: string;
    key: string;
    concurrency: WorkflowSettings['concurrency'] | null;
  }>(
    ctx,
    `select r.workflow_id as "workflowId", r.project_id as "projectId", r.concurrency_key as key,
       v.graph->'settings'->'concurrency' as concurrency, pg_advisory_xact_lock(hashtextextended(r.workflow_id || '/' || r.concurrency_key, 0))
     from runs r join workflow_versions v on v.id = r.workflow_version_id where r.id = $1`,
    [id],
  );
  if (!run) return null;
  const others = await query<{ id: string; stopReason: string | null }>(
    ctx,
    `select id, stop_reason as "stopReason" from runs
     where workflow_id = $1 and concurrency_key = $2 and id <> $3 and status in ('RUNNING', 'WAITING') order by id limit 10000`,
    [run.workflowId, run.key, id],
  );
  const { concurrency } = run;
  const free = concurrency ? concurrency.limit - others.length : 1;
  const ahead = free > 0 && concurrency?.whenFull === 'QUEUE' ? await countAhead(ctx, id) : 0;
  if (!concurrency || ahead < free) {
    const owned = await queryOne<OwnedRun>(ctx, CLAIM_ANY, values);
    return owned && changed(ctx, owned);
  }
  if (concurrency.whenFull === 'SKIP') {
    await execute(
      ctx,
      `update runs set status = 'CANCELED', finished_at = $2, status_reason = 'Skipped: as many runs of its workflow as allowed are under way.'
       where id = $1 and status = 'QUEUED'`,
      [id, ctx.app.now()],
    );
    await recordFacts(ctx, [
      { projectId: run.projectId, kind: 'run', name: run.workflowId, status: 'CANCELED', subjectId: id },
    ]);
    publish(ctx, runTopic(id), `${projectRunsTopic(run.projectId)}#${id}`);
  }
  const oldest = others[0];
  if (concurrency.whenFull === 'CANCEL_OLDEST' && oldest && !oldest.stopReason) {
    await execute(
      ctx,
      `update runs set stop_reason = 'CANCEL', stop_requested_by = 'a newer run', stop_requested_at = $2 where id = $1 and stop_reason is null`,
      [oldest.id, ctx.app.now()],
    );
    await signalRun(ctx, { runId: oldest.id, kind: 'CANCEL', data: { by: 'a newer run' } });
  }
  return null;
}

/** How many wait for the same and come first; each has been woken for a place that is free, or will be. */
async function countAhead(ctx: Context, id: string): Promise<number> {
  const row = await queryOne<{ count: number }>(
    ctx,
    `select count(*)::int as count from runs r
     join runs o on o.workflow_id = r.workflow_id and o.concurrency_key = r.concurrency_key and o.status = 'QUEUED'
       and (o.priority > r.priority or (o.priority = r.priority and o.id < r.id))
     where r.id = $1`,
    [id],
  );
  return row?.count ?? 0;
}

/** When a run that others wait for has ended: the next one's turn. */
export async function wakeNext(ctx: Context, workflowId: string, concurrencyKey: string): Promise<void> {
  const next = await queryOne<{ id: string; priority: number }>(
    ctx,
    `select id, priority from runs where workflow_id = $1 and concurrency_key = $2 and status = 'QUEUED'
     order by priority desc, id limit 1`,
    [workflowId, concurrencyKey],
  );
  if (next) await enqueueRun(ctx, next.id, next);
}

/** All attempts of a run, as the engine knows them. */
export async function readAttempts(ctx: Context, runId: string): Promise<Attempt[]> {
  const rows = await query<Omit<Attempt, 'startedAt' | 'finishedAt' | 'wait'> & StoredTimes & StoredWait>(
    ctx,
    `-- runs.attempts
    select node_key as key, path, attempt, status, port, input, output, error, is_reused as "isReused",
      started_at as "startedAt", finished_at as "finishedAt",
      wait_kind as "waitKind", wait_until as "waitUntil", wait_key as "waitKey", wait_data as "waitData"
    from node_runs where run_id = $1 order by id`,
    [runId],
  );
  return rows.map(({ waitKind, waitUntil, waitKey, waitData, startedAt, finishedAt, ...row }) => ({
    ...row,
    startedAt: Date.parse(startedAt),
    finishedAt: finishedAt === null ? null : Date.parse(finishedAt),
    wait: waitKind && {
      kind: waitKind,
      until: waitUntil === null ? null : Date.parse(waitUntil),
      key: waitKey,
      data: waitData,
    },
  }));
}

interface StoredTimes {
  startedAt: string;
  finishedAt: string | null;
}
interface StoredWait {
  waitKind: NodeWait['kind'] | null;
  waitUntil: string | null;
  waitKey: string | null;
  waitData: Json;
}

export interface Signal {
  id: number;
  kind: string;
  nodeKey: string | null;
  path: string | null;
  data: Json;
}

/** What waits for the owner, with the count that goes with it; null when the run has another owner. */
export async function readSignals(
  ctx: Context,
  owned: OwnedRun,
): Promise<{ seq: number; stopRequestedBy: string | null; signals: Signal[] } | null> {
  const row = await queryOne<{ seq: number; stopRequestedBy: string | null; signals: Signal[] }>(
    ctx,
    `-- runs.signals
    select r.signal_seq as seq, r.stop_requested_by as "stopRequestedBy", coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'nodeKey', s.node_key, 'path', s.path, 'data', s.data) order by s.id)
      from run_signals s where s.run_id = r.id), '[]') as signals
    from runs r where r.id = $1 and r.owner_worker_id = $2 and r.owner_epoch = $3`,
    [owned.id, owned.ownerWorkerId, owned.ownerEpoch],
  );
  return row;
}

/** Everything that the worker owns, by id. */
export async function findOwnedRuns(ctx: Context, workerId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    `-- runs.ownedBy
    select id from runs where owner_worker_id = $1`,
    [workerId],
  );
  return rows.map((row) => row.id);
}

/** In the transaction that buries workers: any other worker goes on with what they owned. */
export async function releaseRuns(ctx: Context, deadWorkerIds: string[]): Promise<void> {
  const orphans = await query<{ id: string; priority: number }>(
    ctx,
    `update runs set owner_worker_id = null where owner_worker_id = any($1) and status in ${OPEN} returning id, priority`,
    [deadWorkerIds],
  );
  for (const { id, priority } of orphans) await enqueueRun(ctx, id, { priority });
}
