import { type App, systemContext } from '../../platform/context.ts';
import { ensureFactMonths } from '../../platform/facts.ts';

const LOOK_MS = 6 * 3_600_000;

/**
 * Sees to it that the months of facts are there, this one and the two after it, now and as time goes on; every process that writes
 * facts does. Rejects when it can't now: nothing could be written down then.
 */
export async function keepFactMonths(app: App): Promise<{ stop(): Promise<void> }> {
  const ensure = () => {
    const now = app.now();
    const months = [0, 1, 2].map((ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)));
    return ensureFactMonths(systemContext(app, 'facts'), months);
  };
  await ensure();
  const timer = setInterval(() => {
    ensure().catch((error: unknown) => app.log.warn({ error }, 'months of facts could not be made; trying again'));
  }, LOOK_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
    },
  };
}
