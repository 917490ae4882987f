import { Logger } from 'graphile-worker';
import type { App } from '../context.ts';

/** The job runner's log in ours: its chatter as debug, its trouble as it is. */
export function quietLogger(app: App): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const fields = { scope, ...(meta ? { meta } : {}) };
    // Jobs of runs mostly wait for something else than their pool, so more of them than connections is as it should be.
    const isTrouble = (level === 'error' || level === 'warning') && !message.includes('maxPoolSize');
    if (isTrouble) app.log.warn(fields, message);
    else app.log.debug(fields, message);
  });
}
