import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** A structured logger: one JSON line per entry, or at a terminal a line to read. Credentials are left out by path. */
export function createLog(level: string): Log {
  const options = {
    level,
    base: { pid: process.pid },
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      '*.password',
      '*.secret',
      '*.token',
      '*.parameters',
      '*.detail',
      '*.driverError',
    ],
    serializers: { error: pino.stdSerializers.err },
  };
  return process.stdout.isTTY ? pino(options, forPeople) : pino(options);
}

const forPeople: DestinationStream = {
  write(line) {
    const { time, level, msg, pid: _pid, ...fields } = JSON.parse(line) as Record<string, unknown>;
    const clock = new Date(Number(time)).toLocaleTimeString('en-GB');
    const name = pino.levels.labels[Number(level)] ?? '';
    const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
    process.stdout.write(`${clock} ${name === 'info' ? '' : `${name}: `}${String(msg)}${rest}\n`);
  },
};
