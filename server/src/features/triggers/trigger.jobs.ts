import { type App, systemContext } from '../../platform/context.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { fireSchedules } from './trigger.service.ts';

/** What every worker does for triggers: with each heartbeat it looks for schedules that are due. */
export function createTriggerWork(app: App): Work {
  let isFiring = false;
  return {
    tasks: () => ({}),
    async release() {},
    renounce() {},
    async tick() {
      if (isFiring) return;
      isFiring = true;
      // Not awaited: a hundred runs to be made would hold up the heartbeat.
      void fireSchedules(systemContext(app, 'schedules'))
        .catch((error: unknown) => app.log.warn({ error }, 'schedules could not be looked after; trying again'))
        .finally(() => {
          isFiring = false;
        });
    },
  };
}
