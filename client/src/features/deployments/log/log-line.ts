export type LogStreamName = 'STDOUT' | 'STDERR' | 'SYSTEM';

/** One line of a deployment's log, as the API gives it. `seq` counts from 1. */
export interface LogLine {
  seq: number;
  at: string;
  stream: LogStreamName;
  stepKey: string | null;
  text: string;
}

export interface LogBatch {
  lines: LogLine[];
  lastSeq: number;
  hasEnded: boolean;
}

/** What of a log is shown. `search` here hides the lines that don't match; marking matches is a separate thing. */
export interface LogFilter {
  stepKey?: string | undefined;
  stream?: LogStreamName | undefined;
  search?: string | undefined;
}

export interface LogPageRequest {
  after: number;
  first: number;
  filter: LogFilter;
}

export type ReadLogPage = (request: LogPageRequest, signal: AbortSignal) => Promise<LogBatch>;

export const isEmptyFilter = (filter: LogFilter): boolean => !filter.stepKey && !filter.stream && !filter.search;

/** The server's filter, repeated for lines that arrive live: case-insensitive containment. */
export function matchesFilter(line: LogLine, filter: LogFilter): boolean {
  return (
    (!filter.stepKey || line.stepKey === filter.stepKey) &&
    (!filter.stream || line.stream === filter.stream) &&
    (!filter.search || line.text.toLowerCase().includes(filter.search.toLowerCase()))
  );
}
