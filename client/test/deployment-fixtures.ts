import { deployment, environment, project, service } from './fixtures.ts';

type Fixture = Record<string, unknown>;

interface FakeLine {
  seq: number;
  at: string;
  stream: string;
  stepKey: string | null;
  text: string;
}

interface LogArgs {
  after: number;
  first: number;
  search?: string | null;
  text?: string;
  stream?: string | null;
  stepKey?: string | null;
}

/** Lines as a program prints them; every tenth goes to stderr. */
export const logLines = (count: number, changes: Partial<FakeLine> = {}): FakeLine[] =>
  Array.from({ length: count }, (_, index) => ({
    seq: index + 1,
    at: new Date(Date.UTC(2026, 10, 20, 12, 0, 1) + index * 1_000).toISOString(),
    stream: (index + 1) % 10 === 0 ? 'STDERR' : 'STDOUT',
    stepKey: 'build',
    text: `line ${index + 1}`,
    ...changes,
  }));

export const step = (key: string, status: string, changes: Fixture = {}) => ({
  id: [key, changes.host, changes.attempt].join('/'),
  key,
  name: key,
  group: null,
  host: null,
  status,
  startedAt: '2026-11-20T12:00:01Z',
  finishedAt: '2026-11-20T12:00:11Z',
  durationMs: 10_000,
  message: null,
  isChanged: false,
  diff: null,
  attempt: 1,
  position: 0,
  firstLogSeq: null,
  ...changes,
});

/** A deployment with all that its page asks for, and a log that answers like the server's. */
export function fullDeployment(number: number, status: string, changes: Fixture = {}, lines: FakeLine[] = []) {
  const isIn = (line: FakeLine, { stream, stepKey }: LogArgs, text: string | null | undefined) =>
    (!stream || line.stream === stream) &&
    (!stepKey || line.stepKey === stepKey) &&
    (!text || line.text.toLowerCase().includes(text.toLowerCase()));
  return deployment(number, '1.4.2', status, {
    project: project(),
    service: service('web'),
    environment: environment('staging', 1),
    createdBy: null,
    trigger: 'MANUAL',
    parameters: null,
    cancelRequestedAt: null,
    exitCode: null,
    steps: [],
    logLineCount: lines.length,
    logByteCount: 1_000,
    isLogComplete: true,
    log: (args: LogArgs) => {
      const found = lines.filter((line) => line.seq > args.after && isIn(line, args, args.search)).slice(0, args.first);
      const lastSeq = found.length < args.first ? Math.max(args.after, lines.length) : (found.at(-1)?.seq ?? 0);
      return { lines: found, lastSeq, hasEnded: true };
    },
    logSearch: (args: LogArgs) => {
      const seqs = lines.filter((line) => isIn(line, args, args.text)).map((line) => line.seq);
      return { seqs: seqs.filter((seq) => seq > args.after), totalCount: seqs.length, isComplete: true };
    },
    retryOf: null,
    rollbackOf: null,
    approvals: [],
    changes: [],
    waitsFor: [],
    previousVersion: '1.4.1',
    viewerCanRollback: false,
    ...changes,
  });
}
