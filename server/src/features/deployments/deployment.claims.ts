import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { addJob } from '../../platform/jobs.ts';
import { announceDeployment } from './deployment.announce.ts';
import type { DeploymentPlan } from './deployment.entity.ts';
import { recordDeploymentStart } from './deployment.facts.ts';
import { publishChange } from './deployment.queue.ts';
import { ACTIVE } from './deployment.state.ts';

/** A deployment that this worker owns, as long as the row still says `ownerWorkerId` and `ownerEpoch`. */
export interface OwnedDeployment {
  id: string;
  projectId: string;
  number: number;
  serviceId: string;
  environmentId: string;
  version: string;
  parameters: Record<string, unknown>;
  isDryRun: boolean;
  plan: DeploymentPlan;
  logStreamId: number;
  retryOfId: string | null;
  startedAt: string;
  ownerWorkerId: string;
  ownerEpoch: number;
}

const OWNED = `id, project_id as "projectId", number, service_id as "serviceId", environment_id as "environmentId", version,
  parameters, is_dry_run as "isDryRun", plan, log_stream_id as "logStreamId", retry_of_id as "retryOfId",
  started_at as "startedAt", owner_worker_id as "ownerWorkerId", owner_epoch as "ownerEpoch"`;

/** This worker was declared dead and has no new name yet: what it would claim now, nobody would ever take over from it. */
export class WorkerIsDead extends Error {
  override name = 'WorkerIsDead';
}

/** Keeps the worker's row until the end of the transaction: its burial waits, and then sees what was claimed. */
async function holdWorker(ctx: Context, workerId: string): Promise<void> {
  const row = await queryOne(ctx, 'select id from workers where id = $1 for key share', [workerId]);
  if (!row) throw new WorkerIsDead(`Worker ${workerId} was declared dead.`);
}

/** The job that follows a deployment on whose machine its files are. */
export const attachJob = (nodeId: string) => `deployment.attach.${nodeId}`;

/**
 * QUEUED → RUNNING, owned by the worker: only when nothing of the same service and environment runs or goes first. Null when
 * it is not its turn; whoever ends before it enqueues it again.
 */
export async function claimStart(
  ctx: Context,
  id: string,
  worker: { id: string; nodeId: string },
): Promise<OwnedDeployment | null> {
  return withTransaction(ctx, async (ctx) => {
    await holdWorker(ctx, worker.id);
    await queryOne(
      ctx,
      `select pg_advisory_xact_lock(hashtextextended(service_id || '/' || environment_id, 0)) from deployments where id = $1`,
      [id],
    );
    const row = await queryOne<OwnedDeployment>(
      ctx,
      `update deployments d
       set status = 'RUNNING', started_at = $4, owner_worker_id = $2, owner_epoch = owner_epoch + 1, node_id = $3
       where id = $1 and status = 'QUEUED' and not exists (
         select from deployments a
         where a.service_id = d.service_id and a.environment_id = d.environment_id and a.id <> d.id
           and (a.status in ('RUNNING', 'VERIFYING', 'CANCELING') or (a.status = 'QUEUED' and a.number < d.number)))
       returning ${OWNED}`,
      [id, worker.id, worker.nodeId, ctx.app.now()],
    );
    if (!row) return null;
    await announceDeployment(ctx, id);
    await recordDeploymentStart(ctx, row);
    publishChange(ctx, row.projectId, id);
    return row;
  });
}

/**
 * Takes over a deployment under way that nobody owns, or that this worker owns already and lost sight of; null when another
 * worker owns it, or it has ended.
 */
export function claimAttach(
  ctx: Context,
  id: string,
  worker: { id: string; nodeId: string },
): Promise<OwnedDeployment | null> {
  return withTransaction(ctx, async (ctx) => {
    await holdWorker(ctx, worker.id);
    return queryOne<OwnedDeployment>(
      ctx,
      `update deployments set owner_worker_id = $2, owner_epoch = owner_epoch + 1, orphaned_at = null, status_reason = null
       where id = $1 and node_id = $3 and (owner_worker_id is null or owner_worker_id = $2) and status = any($4)
       returning ${OWNED}`,
      [id, worker.id, worker.nodeId, ACTIVE],
    );
  });
}

/** Everything under way that the worker owns, by id. */
export async function findOwned(ctx: Context, workerId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    `-- deployments.ownedBy
    select id from deployments where owner_worker_id = $1 and status = any($2)`,
    [workerId, ACTIVE],
  );
  return rows.map((row) => row.id);
}

/** In the transaction that buries workers: what they owned waits for a worker with the same data folder. */
export async function releaseDeployments(ctx: Context, deadWorkerIds: string[]): Promise<void> {
  const orphans = await query<{ id: string; node_id: string }>(
    ctx,
    `update deployments set owner_worker_id = null, orphaned_at = now() where owner_worker_id = any($1) and status = any($2) returning id, node_id`,
    [deadWorkerIds, ACTIVE],
  );
  for (const orphan of orphans)
    await addJob(ctx, attachJob(orphan.node_id), { id: orphan.id }, { key: `deployment.attach/${orphan.id}` });
}

/**
 * What the row says now, as far as the owner must know it; null when the deployment has another owner. `for update` keeps it
 * so until the end of the transaction.
 */
export function readOwned(
  ctx: Context,
  owned: OwnedDeployment,
  lock: 'for no key update' | '' = '',
): Promise<{ status: string; stopReason: 'CANCEL' | 'TIMEOUT' | null; stopRequestedBy: string | null } | null> {
  return queryOne(
    ctx,
    `-- deployments.owned
    select status, stop_reason as "stopReason", stop_requested_by as "stopRequestedBy" from deployments
    where id = $1 and owner_worker_id = $2 and owner_epoch = $3 ${lock}`,
    [owned.id, owned.ownerWorkerId, owned.ownerEpoch],
  );
}

/** One fenced change of the row by its owner; false when another worker owns it now, or the state does not allow it. */
export async function updateOwned(
  ctx: Context,
  owned: OwnedDeployment,
  from: readonly string[],
  set: string,
  values: unknown[] = [],
): Promise<boolean> {
  const places = values.map((_, index) => `$${index + 5}`);
  const text = set.replace(/\?/g, () => places.shift() ?? '?');
  const count = await execute(
    ctx,
    `update deployments set ${text} where id = $1 and owner_worker_id = $2 and owner_epoch = $3 and status = any($4)`,
    [owned.id, owned.ownerWorkerId, owned.ownerEpoch, from, ...values],
  );
  return count === 1;
}
