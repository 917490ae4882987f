import { type App, systemContext } from '../../platform/context.ts';
import { ensureFactMonths } from '../../platform/facts.ts';

const LOOK_MS = 6 * 3_600_000;
/** After one that somebody was in the way of. */
const AGAIN_MS = 60_000;

/**
 * Sees to it that the months of facts are there, this one and the two after it, now and as time goes on; every process that writes
 * facts does. What was written before its month was there moves into it. Rejects when the database can't be asked now.
 */
export async function keepFactMonths(app: App): Promise<{ stop(): Promise<void> }> {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const ensure = async () => {
    const now = app.now();
    const months = [0, 1, 2].map((ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)));
    const isDone = await ensureFactMonths(systemContext(app, 'facts'), months);
    if (!isDone) app.log.warn('months of facts could not be made, as somebody reads facts for long; trying again');
    lookIn(isDone ? LOOK_MS : AGAIN_MS);
  };
  const lookIn = (waitMs: number) => {
    if (isStopped) return;
    timer = setTimeout(() => {
      ensure().catch((error: unknown) => {
        app.log.warn({ error }, 'months of facts could not be made; trying again');
        lookIn(AGAIN_MS);
      });
    }, waitMs).unref();
  };
  await ensure();
  return {
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
