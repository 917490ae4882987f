import type { App } from '../../platform/context.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { createTriggerScheduler } from './trigger.scheduler.ts';

export interface TriggerWork extends Work {
  stop(): void;
}

/** What every worker does for triggers: it fires schedules at their time, and looks with each heartbeat what it has missed. */
export function createTriggerWork(app: App): TriggerWork {
  const scheduler = createTriggerScheduler(app);
  return {
    tasks: () => ({}),
    async release() {},
    renounce() {},
    async tick() {
      // Not awaited: a hundred runs to be made would hold up the heartbeat.
      void scheduler.look();
    },
    stop: () => scheduler.stop(),
  };
}
