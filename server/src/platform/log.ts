import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * A structured logger: one JSON line per entry, or at a terminal a line to read. Credentials are left out by path. `stream` is
 * stderr where stdout is for an answer.
 */
export function createLog(level: string, stream: NodeJS.WriteStream = process.stdout): Log {
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
      // What a job that failed was to do; of a mail it is sealed, but no log needs it.
      'meta.job.payload',
    ],
    serializers: { error: pino.stdSerializers.err },
  };
  if (stream.isTTY) return pino(options, forPeople(stream));
  return stream === process.stdout ? pino(options) : pino(options, stream);
}

const forPeople = (stream: NodeJS.WriteStream): DestinationStream => ({
  write(line) {
    const { time, level, msg, pid: _pid, ...fields } = JSON.parse(line) as Record<string, unknown>;
    const clock = new Date(Number(time)).toLocaleTimeString('en-GB');
    const name = pino.levels.labels[Number(level)] ?? '';
    const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
    stream.write(`${clock} ${name === 'info' ? '' : `${name}: `}${String(msg)}${rest}\n`);
  },
});
