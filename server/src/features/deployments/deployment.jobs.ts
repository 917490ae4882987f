import type { JobHelpers } from 'graphile-worker';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { type Work, type WorkerNode, WorkerStops } from '../../platform/durable/worker-node.ts';
import { LostOwnership } from '../logs/log-recorder.ts';
import {
  attachJob,
  claimAttach,
  claimStart,
  findOwned,
  type OwnedDeployment,
  releaseDeployments,
  WorkerIsDead,
} from './deployment.claims.ts';
import { enqueueStart, START_JOB } from './deployment.queue.ts';
import { createUpkeep, settleOrphans, wakeForgotten } from './deployment.upkeep.ts';
import { runDeployment } from './deployment.workflow.ts';

/** How soon a worker that is full looks again. */
const FULL_RETRY_MS = 2_000;

export interface DeploymentWork extends Work {
  /** Stops following; the programs go on, and the next worker with this data folder follows them. */
  stop(): Promise<void>;
  readonly runningCount: number;
}

/** How soon a claim is tried again that the database was away for. */
const CLAIM_RETRY_MS = 250;

type Claim = (ctx: Context, id: string, worker: { id: string; nodeId: string }) => Promise<OwnedDeployment | null>;

/**
 * Waits here while the database is away or this worker has no name: the job runner's own retry would come after 3 s, 7 s, 20 s
 * and so on.
 */
async function claimPatiently(
  attempt: () => Promise<OwnedDeployment | null>,
  isOver: () => boolean,
): Promise<OwnedDeployment | null> {
  while (!isOver()) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof WorkerIsDead) && !isDatabaseAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, CLAIM_RETRY_MS));
    }
  }
  // The job is not done: another worker gets it.
  throw new WorkerStops();
}

/**
 * Deployments as background work. A job only claims its deployment and hands it to this process, so that no job is held for
 * the hours that a deployment may take; what holds it is the worker's heartbeat.
 */
export function createDeploymentWork(app: App): DeploymentWork {
  const running = new Map<string, Promise<void>>();
  /** How many claims of a deployment are under way: in the database this worker may own it before it follows it. */
  const claiming = new Map<string, number>();
  let following = new AbortController();
  let isStopping = false;

  const follow = (owned: OwnedDeployment) => {
    const { signal } = following;
    const done: Promise<void> = runDeployment(app, owned, signal)
      .catch((error: unknown) => {
        if (signal.aborted || error instanceof LostOwnership) return;
        app.log.error({ error, deployment: owned.id }, 'a deployment could not be followed; trying again');
      })
      .finally(() => {
        if (running.get(owned.id) === done) running.delete(owned.id);
      });
    running.set(owned.id, done);
  };

  const claim = async (node: WorkerNode, id: string, attempt: Claim) => {
    claiming.set(id, (claiming.get(id) ?? 0) + 1);
    try {
      let { signal } = following;
      const attemptNow = () => {
        ({ signal } = following);
        return attempt(systemContext(app, 'deployment'), id, { id: node.id, nodeId: node.nodeId });
      };
      const owned = await claimPatiently(attemptNow, () => isStopping);
      // Declared dead meanwhile: what was claimed has been given back with the rest.
      if (owned && !signal.aborted) follow(owned);
    } finally {
      const left = (claiming.get(id) ?? 1) - 1;
      if (left > 0) claiming.set(id, left);
      else claiming.delete(id);
    }
  };

  const start = async (node: WorkerNode, id: string) => {
    if (running.size >= app.config.maxDeployments) {
      const ctx = systemContext(app, 'deployment');
      const runAt = new Date(app.now().getTime() + FULL_RETRY_MS);
      await withTransaction(ctx, (ctx) => enqueueStart(ctx, id, runAt));
      return;
    }
    await claim(node, id, claimStart);
  };

  /** What this worker owns and does not follow: its claim was committed but not answered, or following it failed. */
  const followOwned = async (node: WorkerNode) => {
    for (const id of await findOwned(systemContext(app, 'deployment'), node.id))
      if (!running.has(id) && !claiming.has(id)) {
        // Not waited for: it may itself wait for the new name that this worker gets with a heartbeat.
        claim(node, id, claimAttach).catch((error: unknown) =>
          app.log.warn({ error, deployment: id }, 'a deployment could not be followed again'),
        );
      }
  };

  const upkeep = createUpkeep(app);
  const tick = async (node: WorkerNode) => {
    await settleOrphans(app);
    await wakeForgotten(app);
    await followOwned(node);
    if (!isStopping) upkeep.tick();
  };

  const idOf = (payload: unknown) => String((payload as { id?: unknown }).id);

  return {
    tasks: (node) => ({
      [START_JOB]: (payload: unknown, _helpers: JobHelpers) => start(node, idOf(payload)),
      [attachJob(node.nodeId)]: (payload: unknown, _helpers: JobHelpers) => claim(node, idOf(payload), claimAttach),
    }),
    release: releaseDeployments,
    tick,
    renounce() {
      following.abort(new Error('This worker was declared dead.'));
      following = new AbortController();
      // Something may have been given up while nobody heard of this machine.
      upkeep.lookForLeftovers();
    },
    async stop() {
      isStopping = true;
      following.abort(new Error('This worker stops.'));
      await Promise.allSettled(running.values());
    },
    get runningCount() {
      return running.size;
    },
  };
}
