import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import {
  type MetricRange,
  type MetricWindow,
  type RangeName,
  readRange,
  windowOf,
  writeRange,
} from './metric-range.ts';
import { useNow } from './use-now.ts';

/** The range of a page of numbers: chosen in the URL, its window moving on with time. Null window until the zone is known. */
export function useMetricRange(zone: string | undefined, fallback: RangeName = '30d') {
  const [params, setParams] = useSearchParams();
  const now = useNow(60_000).getTime();
  const range = useMemo(() => readRange(params, fallback), [params, fallback]);
  const text = zone ? JSON.stringify(windowOf(range, zone, new Date(now))) : null;
  // The same object while it says the same, so that a tick asks nothing again.
  const window = useMemo(() => (text ? (JSON.parse(text) as MetricWindow) : null), [text]);
  return {
    range,
    window,
    setRange: (change: Partial<MetricRange>) =>
      setParams((before) => writeRange(before, { ...readRange(before, fallback), ...change }, fallback), {
        replace: true,
      }),
  };
}
