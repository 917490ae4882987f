import type { App } from '../../platform/context.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { WorkerStops } from '../../platform/durable/worker-node.ts';
import { createRunClaimer } from './run.claimer.ts';
import { NamelessWorker } from './run.claims.ts';
import { LostRun, type RunDependencies, RunExecutor } from './run.executor.ts';
import { createRunWriter } from './run.writer.ts';

const RETRY_MS = 250;

/** A run that this process drives. */
export interface Followed {
  executor: RunExecutor;
  done: Promise<void>;
}

/** Runs that this process claims, and drives until they end or only wait. */
export interface RunFollower {
  /** Waits while the database is away or this worker has no name. Null when the run is somebody else's, or over. */
  claim(id: string): Promise<Followed | null>;
  get(id: string): Followed | undefined;
  all(): Followed[];
  /** Whether it is driven, or about to be. */
  has(id: string): boolean;
  /** Lets go of all that is driven; the rows are somebody else's now. */
  drop(reason: string): void;
  /** Lets go of all, and claims nothing more. */
  stop(): Promise<void>;
  readonly size: number;
}

/** `workerId` changes when this worker was declared dead. */
export function createRunFollower(
  app: App,
  dependencies: Omit<RunDependencies, 'writer'>,
  workerId: () => string,
): RunFollower {
  const followed = new Map<string, Followed>();
  const claiming = new Set<string>();
  const claimer = createRunClaimer(app);
  let following = new AbortController();
  let isStopping = false;
  const all: RunDependencies = { ...dependencies, writer: createRunWriter(app, () => isStopping) };

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

  const claimOnce = async (id: string): Promise<Followed | null> => {
    const { signal } = following;
    const owned = await claimer.claim(id, workerId());
    if (!owned || signal.aborted || isStopping) return null;
    return follow(new RunExecutor(all, owned, signal), id, signal);
  };

  return {
    async claim(id) {
      if (claiming.has(id) || followed.has(id)) return followed.get(id) ?? null;
      claiming.add(id);
      try {
        while (!isStopping) {
          try {
            return await claimOnce(id);
          } catch (error) {
            if (!(error instanceof NamelessWorker) && !isDatabaseAway(error)) throw error;
            await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
          }
        }
        throw new WorkerStops();
      } finally {
        claiming.delete(id);
      }
    },
    get: (id) => followed.get(id),
    all: () => [...followed.values()],
    has: (id) => followed.has(id) || claiming.has(id),
    drop(reason) {
      following.abort(new Error(reason));
      following = new AbortController();
    },
    async stop() {
      isStopping = true;
      following.abort(new Error('This worker stops.'));
      await Promise.allSettled([...followed.values()].map(({ done }) => done));
    },
    get size() {
      return followed.size;
    },
  };
}
