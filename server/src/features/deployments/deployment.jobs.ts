import type { JobHelpers } from 'graphile-worker';
import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Work, WorkerNode } from '../../platform/durable/worker-node.ts';
import { addJob } from '../../platform/jobs.ts';
import { LostOwnership } from '../logs/log-recorder.ts';
import { attachJob, claimAttach, claimStart, type OwnedDeployment, releaseDeployments } from './deployment.claims.ts';
import { START_JOB } from './deployment.service.ts';
import { forgetOldRecords, removeOldFolders, settleOrphans, stopLeftovers } from './deployment.upkeep.ts';
import { runDeployment } from './deployment.workflow.ts';

/** How often old folders and records are looked for. */
const UPKEEP_MS = 10 * 60_000;

/** How soon a worker that is full looks again. */
const FULL_RETRY_MS = 2_000;

export interface DeploymentWork extends Work {
  /** Stops following; the programs go on, and the next worker with this data folder follows them. */
  stop(): Promise<void>;
  readonly runningCount: number;
}

/**
 * Deployments as background work. A job only claims its deployment and hands it to this process, so that no job is held for
 * the hours that a deployment may take; what holds it is the worker's heartbeat.
 */
export function createDeploymentWork(app: App): DeploymentWork {
  const running = new Map<string, Promise<void>>();
  let following = new AbortController();

  const follow = (owned: OwnedDeployment) => {
    const done: Promise<void> = runDeployment(app, owned, following.signal)
      .catch((error: unknown) => {
        if (following.signal.aborted || error instanceof LostOwnership) return;
        app.log.error({ error, deployment: owned.id }, 'a deployment could not be followed to its end');
      })
      .finally(() => {
        if (running.get(owned.id) === done) running.delete(owned.id);
      });
    running.set(owned.id, done);
  };

  const start = async (node: WorkerNode, id: string) => {
    const ctx = systemContext(app, 'deployment');
    if (running.size >= app.config.maxDeployments) {
      const runAt = new Date(app.now().getTime() + FULL_RETRY_MS);
      await withTransaction(ctx, (ctx) => addJob(ctx, START_JOB, { id }, { key: `${START_JOB}/${id}`, runAt }));
      return;
    }
    const owned = await claimStart(ctx, id, node);
    if (owned) follow(owned);
  };

  const attach = async (node: WorkerNode, id: string) => {
    const owned = await claimAttach(systemContext(app, 'deployment'), id, node);
    if (owned) follow(owned);
  };

  let isFirstTick = true;
  let nextUpkeepAt = 0;
  const tick = async () => {
    await settleOrphans(app);
    if (isFirstTick) await stopLeftovers(app);
    isFirstTick = false;
    if (app.now().getTime() < nextUpkeepAt) return;
    nextUpkeepAt = app.now().getTime() + UPKEEP_MS;
    await removeOldFolders(app);
    await forgetOldRecords(app);
  };

  const idOf = (payload: unknown) => String((payload as { id?: unknown }).id);

  return {
    tasks: (node) => ({
      [START_JOB]: (payload: unknown, _helpers: JobHelpers) => start(node, idOf(payload)),
      [attachJob(node.nodeId)]: (payload: unknown, _helpers: JobHelpers) => attach(node, idOf(payload)),
    }),
    release: releaseDeployments,
    tick,
    renounce() {
      following.abort(new Error('This worker was declared dead.'));
      following = new AbortController();
    },
    async stop() {
      following.abort(new Error('This worker stops.'));
      await Promise.allSettled(running.values());
    },
    get runningCount() {
      return running.size;
    },
  };
}
