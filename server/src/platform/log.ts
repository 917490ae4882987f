import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A structured logger: one JSON line per entry, credentials left out by path. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: { pid: process.pid },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.secret', '*.token'],
  });
}
