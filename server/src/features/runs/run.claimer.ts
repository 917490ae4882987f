import { type App, systemContext } from '../../platform/context.ts';
import { claimFreeRuns, claimHeld, type OwnedRun } from './run.claims.ts';

export interface RunClaimer {
  /** As `claimRun`. */
  claim(id: string, workerId: string): Promise<OwnedRun | null>;
}

const MAX_BATCH = 200;

interface Asked {
  id: string;
  workerId: string;
  settle(owned: Promise<OwnedRun | null>): void;
}

/** Claims in one statement what is to be claimed right now: while one is on its way, the next gathers. */
export function createRunClaimer(app: App): RunClaimer {
  let waiting: Asked[] = [];
  let isClaiming = false;
  const ctx = () => systemContext(app, 'run');

  const flush = async () => {
    while (waiting.length > 0) {
      const workerId = waiting[0]?.workerId ?? '';
      const batch = waiting.filter((asked) => asked.workerId === workerId).slice(0, MAX_BATCH);
      const taken = new Set(batch);
      waiting = waiting.filter((asked) => !taken.has(asked));
      const ids = [...new Set(batch.map(({ id }) => id))];
      const claimed = claimFreeRuns(ctx(), ids, workerId).then((runs) => new Map(runs.map((run) => [run.id, run])));
      for (const { id, settle } of batch)
        settle(claimed.then((runs) => runs.get(id) ?? claimHeld(ctx(), id, workerId)));
      await claimed.catch(() => {});
    }
    isClaiming = false;
  };

  return {
    claim: (id, workerId) =>
      new Promise((resolve) => {
        waiting.push({ id, workerId, settle: resolve });
        if (isClaiming) return;
        isClaiming = true;
        setImmediate(() => void flush());
      }),
  };
}
