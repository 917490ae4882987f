import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readStored, store } from '../../../lib/storage.ts';
import type { LineTimes } from './line-time.ts';
import type { LogStreamName } from './log-line.ts';

export interface LogSettings {
  stepKey: string | undefined;
  stream: LogStreamName | undefined;
  search: string;
  /** Hide the lines that don't match. */
  isMatchesOnly: boolean;
  isWrapped: boolean;
  times: LineTimes;
}

const streams: readonly string[] = ['STDOUT', 'STDERR', 'SYSTEM'] satisfies LogStreamName[];
const isStream = (value: string | null): value is LogStreamName => value !== null && streams.includes(value);
const timesOf = (value: string | null): LineTimes => (value === 'relative' || value === 'absolute' ? value : 'off');

/** What is looked for stands in the URL, so that it can be sent to somebody; how it looks is this browser's. */
export function useLogSettings(): [LogSettings, (change: Partial<LogSettings>) => void] {
  const [params, setParams] = useSearchParams();
  const [isWrapped, setWrapped] = useState(() => readStored('pilothouse.log.wrap') === 'on');
  const [times, setTimes] = useState(() => timesOf(readStored('pilothouse.log.times')));
  const stream = params.get('stream');
  const change = useCallback(
    (next: Partial<LogSettings>) => {
      if (next.isWrapped !== undefined) {
        setWrapped(next.isWrapped);
        store('pilothouse.log.wrap', next.isWrapped ? 'on' : null);
      }
      if (next.times !== undefined) {
        setTimes(next.times);
        store('pilothouse.log.times', next.times === 'off' ? null : next.times);
      }
      const inUrl: [keyof LogSettings, string, string | undefined][] = [
        ['stepKey', 'step', next.stepKey],
        ['stream', 'stream', next.stream],
        ['search', 'q', next.search],
        ['isMatchesOnly', 'only', next.isMatchesOnly ? 'matches' : undefined],
      ];
      if (!inUrl.some(([key]) => key in next)) return;
      setParams(
        (before) => {
          for (const [key, name, value] of inUrl) {
            if (!(key in next)) continue;
            if (value) before.set(name, value);
            else before.delete(name);
          }
          return before;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setParams],
  );
  const settings = {
    stepKey: params.get('step') ?? undefined,
    stream: isStream(stream) ? stream : undefined,
    search: params.get('q') ?? '',
    isMatchesOnly: params.get('only') === 'matches',
    isWrapped,
    times,
  };
  return [settings, change];
}
