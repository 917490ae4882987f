import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { deploymentTopic } from '../../platform/events.ts';
import { LostOwnership } from '../logs/log-recorder.ts';
import { type OwnedDeployment, readOwned, updateOwned } from './deployment.claims.ts';
import type { Ending } from './deployment.finish.ts';

/** How often the row is read besides the signals, so that a lost one costs a second at the most. */
const LOOK_MS = 1_000;

interface Stop {
  stopReason: 'CANCEL' | 'TIMEOUT';
  stopRequestedBy: string | null;
}

/** How a deployment ends that was stopped. */
export const endingOfStop = (stop: Stop, owned: OwnedDeployment): Ending =>
  stop.stopReason === 'CANCEL'
    ? { status: 'CANCELED', reason: `Canceled by ${stop.stopRequestedBy ?? 'somebody'}.` }
    : { status: 'TIMED_OUT', reason: `Stopped after ${owned.plan.timeoutSeconds} s: the service’s time limit.` };

export interface StopWatch {
  /** Resolves once somebody asked to stop it or its time is over. Rejects with {@link LostOwnership}. */
  stop: Promise<Stop>;
  /** Whether it is to be stopped, as the row says now. */
  current(): Promise<Stop | null>;
  /** Aborts when this worker stops or another one owns the deployment. */
  aborted: AbortSignal;
  close(): void;
}

/** Watches the row for a request to stop, and the clock for the time limit. */
export function watchStop(app: App, owned: OwnedDeployment, signal: AbortSignal): StopWatch {
  const ctx = systemContext(app, 'deployment');
  const { promise: stop, resolve, reject } = Promise.withResolvers<Stop>();
  stop.catch(() => {});
  const lost = new AbortController();
  const deadline = Date.parse(owned.startedAt) + owned.plan.timeoutSeconds * 1_000;
  const current = async (): Promise<Stop | null> => {
    const row = await readOwned(ctx, owned);
    if (!row) {
      const error = new LostOwnership(`Deployment ${owned.id} has another owner.`);
      lost.abort(error);
      reject(error);
      throw error;
    }
    return row.stopReason ? { stopReason: row.stopReason, stopRequestedBy: row.stopRequestedBy } : null;
  };
  const look = async () => {
    if (app.now().getTime() >= deadline)
      await withTransaction(ctx, (ctx) => updateOwned(ctx, owned, ['RUNNING', 'VERIFYING'], `stop_reason = 'TIMEOUT'`));
    const found = await current();
    if (found) resolve(found);
  };
  const lookAgain = () => {
    look().catch((error: unknown) => {
      if (!isDatabaseAway(error)) reject(error);
    });
  };
  const timer = setInterval(lookAgain, LOOK_MS);
  const unsubscribe = app.events.subscribe(deploymentTopic(owned.id), lookAgain);
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  lookAgain();
  return {
    stop,
    current,
    aborted: AbortSignal.any([signal, lost.signal]),
    close() {
      clearInterval(timer);
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
    },
  };
}
