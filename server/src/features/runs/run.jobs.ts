import { type App, type Context, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import type { Work, WorkerNode } from '../../platform/durable/worker-node.ts';
import { runSignalsTopic } from '../../platform/events.ts';
import { versionGraph } from '../workflows/workflow.service.ts';
import { compile, type Plan } from './engine.graph.ts';
import { createRunClaimer } from './run.claimer.ts';
import { findOwnedRuns, NamelessWorker, releaseRuns } from './run.claims.ts';
import { LostRun, type RunDependencies, RunExecutor } from './run.executor.ts';
import { sweepRunFolders } from './run.folders.ts';
import { createRunScheduler } from './run.scheduler.ts';
import { enqueueRun, priorityOf, RUN_JOB } from './run.signals.ts';
import { createRunWriter } from './run.writer.ts';

/** Runs that one worker drives at a time; those that only wait for something don't count. */
const MAX_FOLLOWED = 200;
/** A job stays with its run for this long: many short runs go as fast as they can, and a long one holds no job. */
const JOB_MS = 20_000;
const JOBS_AT_ONCE = 150;
const RETRY_MS = 250;
const KEPT_PLANS = 500;

export interface RunWork extends Work {
  /** Gives back what it drives: another worker goes on with it, or this one after its restart. */
  stop(): Promise<void>;
  readonly runningCount: number;
}

interface Followed {
  executor: RunExecutor;
  done: Promise<void>;
}

/** Runs as background work. A job claims its run and hands it to this process; what holds it then is the heartbeat. */
export function createRunWork(app: App, given: Pick<RunDependencies, 'nodeTypeOf' | 'startChild'>): RunWork {
  const followed = new Map<string, Followed>();
  const claiming = new Set<string>();
  let following = new AbortController();
  let isStopping = false;
  let node: WorkerNode | null = null;
  const ctx = () => systemContext(app, 'run');
  const claimer = createRunClaimer(app);
  const dependencies: RunDependencies = {
    app,
    ...given,
    planOf: createPlans(),
    writer: createRunWriter(app, () => isStopping),
    async held(lost) {
      while (node && !node.isHeard && !lost.aborted) await Promise.race([node.nextHeartbeat, aborted(lost)]);
      lost.throwIfAborted();
    },
  };

  const follow = (executor: RunExecutor, id: string, signal: AbortSignal): Followed => {
    const done: Promise<void> = executor
      .run()
      .catch((error: unknown) => {
        if (signal.aborted || error instanceof LostRun) return;
        app.log.error({ error, run: id }, 'a run could not be driven on; trying again');
      })
      .finally(() => {
        if (followed.get(id)?.done === done) followed.delete(id);
      });
    const run = { executor, done };
    followed.set(id, run);
    return run;
  };

  /** Waits while the database is away or this worker has no name. Null when the run is somebody else's, or over. */
  const claim = async (id: string): Promise<Followed | null> => {
    if (!node || claiming.has(id) || followed.has(id)) return followed.get(id) ?? null;
    claiming.add(id);
    try {
      while (!isStopping) {
        const { signal } = following;
        try {
          const owned = await claimer.claim(id, node.id);
          if (!owned || signal.aborted || isStopping) return null;
          return follow(new RunExecutor(dependencies, owned, signal), id, signal);
        } catch (error) {
          if (!(error instanceof NamelessWorker) && !isDatabaseAway(error)) throw error;
          await pause(RETRY_MS);
        }
      }
      throw new Error('This worker stops.');
    } finally {
      claiming.delete(id);
    }
  };

  const start = async (id: string, priority: number) => {
    const until = Date.now() + JOB_MS;
    while (followed.size >= MAX_FOLLOWED && Date.now() < until)
      await Promise.race([...[...followed.values()].map(({ done }) => done), pause(1_000)]);
    if (followed.size >= MAX_FOLLOWED) {
      await withTransaction(ctx(), (ctx) => enqueueRun(ctx, id, { priority, runAt: new Date(Date.now() + 1_000) }));
      return;
    }
    followed.get(id)?.executor.look();
    const run = await claim(id);
    if (run) await endsWithin(run.done, until - Date.now());
  };

  const scheduler = createRunScheduler(app, (id) => {
    claim(id).catch((error: unknown) => app.log.warn({ error, run: id }, 'a run that was due could not be claimed'));
  });

  const stopListening = app.events.subscribe(runSignalsTopic, (id) => {
    if (id !== null) followed.get(id)?.executor.look();
    else for (const { executor } of followed.values()) executor.look();
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
      for (const { executor } of followed.values()) executor.look();
      for (const id of await findOwnedRuns(ctx(), given.id))
        if (!followed.has(id) && !claiming.has(id))
          claim(id).catch((error: unknown) => app.log.warn({ error, run: id }, 'a run could not be followed again'));
      await scheduler.tick();
    },
    renounce() {
      following.abort(new Error('This worker was declared dead.'));
      following = new AbortController();
    },
    async stop() {
      isStopping = true;
      stopListening();
      scheduler.stop();
      following.abort(new Error('This worker stops.'));
      await Promise.allSettled([...followed.values()].map(({ done }) => done));
    },
    get runningCount() {
      return followed.size;
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
