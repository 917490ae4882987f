import { type App, type Context, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Work, WorkerNode } from '../../platform/durable/worker-node.ts';
import { runSignalsTopic } from '../../platform/events.ts';
import { versionGraph } from '../workflows/workflow.service.ts';
import { compile, type Plan } from './engine.graph.ts';
import { findOwnedRuns, releaseRuns } from './run.claims.ts';
import type { RunDependencies } from './run.executor.ts';
import { sweepRunFolders } from './run.folders.ts';
import { createRunFollower } from './run.follower.ts';
import { createRunScheduler } from './run.scheduler.ts';
import { enqueueRun, priorityOf, RUN_JOB } from './run.signals.ts';

/** Runs that one worker drives at a time; those that only wait for something don't count. */
const MAX_FOLLOWED = 200;
/** A job stays with its run for this long: many short runs go as fast as they can, and a long one holds no job. */
const JOB_MS = 20_000;
const JOBS_AT_ONCE = 150;
const KEPT_PLANS = 500;

export interface RunWork extends Work {
  /** Gives back what it drives: another worker goes on with it, or this one after its restart. */
  stop(): Promise<void>;
  readonly runningCount: number;
}

/** Runs as background work. A job claims its run and hands it to this process; what holds it then is the heartbeat. */
export function createRunWork(app: App, given: Pick<RunDependencies, 'nodeTypeOf' | 'startChild'>): RunWork {
  let isStopping = false;
  let node: WorkerNode | null = null;
  const ctx = () => systemContext(app, 'run');
  const dependencies = {
    app,
    ...given,
    planOf: createPlans(),
    async held(lost: AbortSignal) {
      while (node && !node.isHeard && !lost.aborted) await Promise.race([node.nextHeartbeat, aborted(lost)]);
      lost.throwIfAborted();
    },
  };
  const follower = createRunFollower(app, dependencies, () => node?.id ?? '');

  const start = async (id: string, priority: number) => {
    const until = Date.now() + JOB_MS;
    while (follower.size >= MAX_FOLLOWED && Date.now() < until)
      await Promise.race([...follower.all().map(({ done }) => done), pause(1_000)]);
    if (follower.size >= MAX_FOLLOWED) {
      await withTransaction(ctx(), (ctx) => enqueueRun(ctx, id, { priority, runAt: new Date(Date.now() + 1_000) }));
      return;
    }
    follower.get(id)?.executor.look();
    const run = await follower.claim(id);
    if (run) await endsWithin(run.done, until - Date.now());
  };

  const claimSoon = (id: string, what: string) => {
    follower.claim(id).catch((error: unknown) => app.log.warn({ error, run: id }, what));
  };

  const scheduler = createRunScheduler(app, (id) => {
    if (node) claimSoon(id, 'a run that was due could not be claimed');
  });

  const lookAtAll = () => {
    for (const { executor } of follower.all()) executor.look();
  };
  const stopListening = app.events.subscribe(runSignalsTopic, (id) => {
    if (id !== null) follower.get(id)?.executor.look();
    else lookAtAll();
  });

  return {
    concurrency: JOBS_AT_ONCE,
    askAgainMs: 3,
    tasks(given) {
      node = given;
      sweepRunFolders(ctx()).catch((error: unknown) => app.log.warn({ error }, 'folders of runs could not be swept'));
      return {
        [RUN_JOB]: (payload, { job }) => start(String((payload as { id?: unknown }).id), priorityOf(job.priority)),
      };
    },
    release: releaseRuns,
    async tick(given) {
      node = given;
      if (isStopping) return;
      lookAtAll();
      for (const id of await findOwnedRuns(ctx(), given.id))
        if (!follower.has(id)) claimSoon(id, 'a run could not be followed again');
      await scheduler.tick();
    },
    renounce: () => follower.drop('This worker was declared dead.'),
    async stop() {
      isStopping = true;
      stopListening();
      scheduler.stop();
      await follower.stop();
    },
    get runningCount() {
      return follower.size;
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits for the end, but no longer than this. */
async function endsWithin(done: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}

/** Plans of versions, which never change. */
function createPlans(): RunDependencies['planOf'] {
  const plans = new Map<string, Plan>();
  return async (ctx: Context, versionId: string) => {
    const plan = plans.get(versionId) ?? compile(await versionGraph(ctx, versionId));
    plans.delete(versionId);
    plans.set(versionId, plan);
    const [oldest] = plans.keys();
    if (plans.size > KEPT_PLANS && oldest !== undefined) plans.delete(oldest);
    return plan;
  };
}
