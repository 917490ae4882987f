import type { App } from '../context.ts';
import type { Work } from './worker-node.ts';

/** After a failure: not at every heartbeat, which would ask an overloaded database again and again. */
const AGAIN_MS = 60_000;

interface Upkeep {
  everyMs: number;
  run: (app: App) => Promise<unknown>;
  /** For the log, when it fails: `old runs could not be removed`. */
  failure: string;
}

/** As a worker's work: when it starts, and every so often. `run` must bear several workers that do it at once. */
export function createUpkeep(app: App, { everyMs, run, failure }: Upkeep): Work {
  let nextAt = 0;
  return {
    tasks: () => ({}),
    async release() {},
    renounce() {},
    async tick() {
      const now = app.now().getTime();
      if (now < nextAt) return;
      nextAt = now + everyMs;
      // Not awaited: a long one would hold up the heartbeat.
      void run(app).catch((error: unknown) => {
        nextAt = now + AGAIN_MS;
        app.log.warn({ error }, `${failure}; trying again`);
      });
    },
  };
}
