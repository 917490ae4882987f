import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { addJob } from '../../platform/jobs.ts';
import { removeOldCheckouts } from '../../platform/runners/checkout.ts';
import { readProcess, stopProcess } from '../../platform/runners/runner-process.ts';
import { appendSystemLine, endLog } from '../logs/log.service.ts';
import { closeSteps } from '../logs/step.service.ts';
import { forgetDeletedVariables } from '../services/variable.service.ts';
import { endDeploymentToken } from '../tokens/token.service.ts';
import { announceDeployment } from './deployment.announce.ts';
import { attachJob } from './deployment.claims.ts';
import { recordDeploymentEnd } from './deployment.facts.ts';
import { enqueueStart, publishChange, START_JOB, startNext } from './deployment.queue.ts';
import { hasSecrets, removeSecrets } from './deployment.secrets.ts';
import { ACTIVE, OPEN } from './deployment.state.ts';

/** A machine that is silent for longer than this is said to be away. */
const AWAY_AFTER_SECONDS = 30;

/** The row of a deployment under way whose machine has no living worker. */
const IS_AWAY = `d.owner_worker_id is null and d.orphaned_at < now() - make_interval(secs => ${AWAY_AFTER_SECONDS})
  and not exists (select from workers w where w.node_id = d.node_id)`;

/**
 * Deployments whose machine went away: says so on them, and ends those that somebody cancels meanwhile, so that the next in
 * the queue can go. What still runs there is stopped when the machine is back; see {@link stopLeftovers}.
 */
export async function settleOrphans(app: App): Promise<void> {
  const ctx = systemContext(app, 'deployment');
  await withTransaction(ctx, async (ctx) => {
    const told = await query<{ id: string; projectId: string }>(
      ctx,
      `update deployments d set status_reason = 'The machine that runs it does not answer. It goes on when the machine is back; cancel it to give up.'
       where d.status in ('RUNNING', 'VERIFYING') and d.status_reason is null and ${IS_AWAY}
       returning id, project_id as "projectId"`,
    );
    for (const row of told) publishChange(ctx, row.projectId, row.id);
  });
  const canceled = await query<{ id: string }>(
    ctx,
    `select id from deployments d where d.status = 'CANCELING' and ${IS_AWAY}`,
  );
  for (const { id } of canceled) await giveUp(app, id);
}

/** A job has done its work or is at it long before. */
const FORGOTTEN_AFTER_SECONDS = 10;

/**
 * Deployments whose turn it is, or whose machine is there, and that no job will start or follow: the job was lost, however
 * that came. One job too many does no harm, a claim succeeds once.
 */
export async function wakeForgotten(app: App): Promise<void> {
  await withTransaction(systemContext(app, 'deployment'), async (ctx) => {
    const forgotten = await query<{ id: string; nodeId: string | null }>(
      ctx,
      `-- deployments.forgotten
      select d.id, null as "nodeId" from deployments d
      where d.status = 'QUEUED' and d.queued_at < now() - make_interval(secs => $1)
        and not exists (
          select from deployments a
          where a.service_id = d.service_id and a.environment_id = d.environment_id and a.id <> d.id
            and (a.status = any($2) or (a.status = 'QUEUED' and a.number < d.number)))
        and not exists (
          select from graphile_worker.jobs j where j.key = $3 || '/' || d.id and j.locked_at is null)
      union all
      select d.id, d.node_id from deployments d
      where d.status = any($2) and d.owner_worker_id is null and d.orphaned_at < now() - make_interval(secs => $1)
        and exists (select from workers w where w.node_id = d.node_id)
        and not exists (
          select from graphile_worker.jobs j where j.key = 'deployment.attach/' || d.id and j.locked_at is null)`,
      [FORGOTTEN_AFTER_SECONDS, ACTIVE, START_JOB],
    );
    for (const { id, nodeId } of forgotten) {
      app.log.warn({ deployment: id }, 'the job of a deployment was lost; it gets another one');
      if (nodeId) await addJob(ctx, attachJob(nodeId), { id }, { key: `deployment.attach/${id}` });
      else await enqueueStart(ctx, id);
    }
  });
}

async function giveUp(app: App, id: string): Promise<void> {
  await withTransaction(systemContext(app, 'deployment'), async (ctx) => {
    const [row] = await query<{
      projectId: string;
      serviceId: string;
      environmentId: string;
      logStreamId: number;
      number: number;
      serviceSlug: string;
      requestedBy: string;
    }>(
      ctx,
      `update deployments d set status = 'CANCELED', finished_at = now(),
         status_reason = 'Canceled by ' || coalesce(d.stop_requested_by, 'somebody') || ' while its machine was away. What still runs there is stopped when it is back.'
       where d.id = $1 and d.status = 'CANCELING' and ${IS_AWAY}
       returning d.project_id as "projectId", d.service_id as "serviceId", d.environment_id as "environmentId",
         d.log_stream_id as "logStreamId", d.number, d.plan->>'serviceSlug' as "serviceSlug", d.stop_requested_by as "requestedBy"`,
      [id],
    );
    if (!row) return;
    await appendSystemLine(ctx, row.logStreamId, `Canceled by ${row.requestedBy} while its machine was away.`);
    await endLog(ctx, row.logStreamId);
    await closeSteps(ctx, { deploymentId: id, projectId: row.projectId, running: 'CANCELED', pending: 'SKIPPED' });
    await endDeploymentToken(ctx, id);
    await startNext(ctx, row.serviceId, row.environmentId);
    await recordAudit(ctx, {
      action: 'deployment.canceled',
      projectId: row.projectId,
      subject: { id, type: 'Deployment', name: `${row.serviceSlug} #${row.number}` },
      detail: { reason: 'its machine was away' },
    });
    await announceDeployment(ctx, id);
    await recordDeploymentEnd(ctx, { id, projectId: row.projectId });
    publishChange(ctx, row.projectId, id);
  });
}

const folderOf = (app: App) => join(app.config.dataDir, 'deployments');

/** Which of these deployments are under way, or have ended. Ids of another database are neither. */
async function idsIn(app: App, ids: string[], state: 'under way' | 'ended'): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    systemContext(app, 'deployment'),
    'select id from deployments where id = any($1) and (status = any($2)) = $3',
    [ids, OPEN, state === 'under way'],
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * What is left of deployments that ended without this worker: programs of those that were given up while the machine was
 * away are stopped, and secrets go, also where a worker was killed between the last commit and their removal.
 */
async function stopLeftovers(app: App): Promise<void> {
  const ids = await readdir(folderOf(app)).catch(() => []);
  const dirOf = (id: string) => join(folderOf(app), id);
  const isRunning = (id: string) => readProcess(dirOf(id)).state === 'RUNNING';
  const left = ids.filter((id) => hasSecrets(dirOf(id)) || isRunning(id));
  if (left.length === 0) return;
  const ended = await idsIn(app, left, 'ended');
  const settle = async (id: string) => {
    if (isRunning(id)) {
      app.log.warn({ deployment: id }, 'stopping the program of a deployment that was given up');
      await stopProcess(dirOf(id));
    }
    await removeSecrets(dirOf(id));
  };
  await Promise.all([...ended].map(settle));
}

/** Removes folders of ended deployments that are too old or too many. */
async function removeOldFolders(app: App): Promise<void> {
  const ids = await readdir(folderOf(app)).catch(() => []);
  const underWay = await idsIn(app, ids, 'under way');
  await removeOldCheckouts({
    rootDir: folderOf(app),
    keepCount: app.config.checkoutKeepCount,
    keepDays: app.config.checkoutKeepDays,
    isInUse: (name) => underWay.has(name),
  });
}

/** Forgets what nobody asks for any more: idempotency keys after a week, sessions, used codes and deleted variables after a month, links a day after their end. */
async function forgetOldRecords(app: App): Promise<void> {
  await withTransaction(systemContext(app, 'upkeep'), async (ctx) => {
    await execute(ctx, `delete from idempotency_keys where created_at < now() - interval '7 days'`);
    await execute(
      ctx,
      `delete from sessions where greatest(expires_at, coalesce(revoked_at, expires_at)) < now() - interval '30 days'`,
    );
    await execute(ctx, `delete from setup_codes where used_at is not null`);
    await forgetDeletedVariables(ctx);
    await execute(ctx, `delete from sign_in_tries where at < now() - interval '1 day'`);
    await execute(ctx, `delete from one_time_links where expires_at < now() - interval '1 day'`);
  });
}

/** How often old folders and records are looked for. */
const UPKEEP_MS = 10 * 60_000;

export interface Upkeep {
  /** Does what is due. Returns at once: a program may take minutes to stop, and no heartbeat waits for that. */
  tick(): void;
  /** The next tick looks for leftovers again, as the first one does. */
  lookForLeftovers(): void;
}

/** Leftovers at the start, old folders and records every ten minutes; one at a time. What fails is tried again. */
export function createUpkeep(app: App): Upkeep {
  let mustStopLeftovers = true;
  let nextUpkeepAt = 0;
  let isBusy = false;

  const work = async () => {
    if (mustStopLeftovers) {
      mustStopLeftovers = false;
      await stopLeftovers(app).catch((error: unknown) => {
        mustStopLeftovers = true;
        throw error;
      });
    }
    if (app.now().getTime() < nextUpkeepAt) return;
    nextUpkeepAt = app.now().getTime() + UPKEEP_MS;
    await removeOldFolders(app);
    await forgetOldRecords(app);
  };

  return {
    tick() {
      if (isBusy) return;
      isBusy = true;
      void work()
        .catch((error: unknown) => app.log.warn({ error }, 'upkeep of deployments failed; trying again'))
        .finally(() => {
          isBusy = false;
        });
    },
    lookForLeftovers() {
      mustStopLeftovers = true;
    },
  };
}
