import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { readRange, writeRange } from '../../lib/metric-range.ts';
import { comparisonOf, type DashboardContent, intervalOf, rangeOf } from './dashboard.ts';

/** A page that opens without a choice in its URL begins with what the dashboard says. */
export function useDefaultRange(content: DashboardContent): void {
  const [params, setParams] = useSearchParams();
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    if (['range', 'interval', 'compare'].some((name) => params.has(name))) return;
    const fallback = rangeOf(content);
    const [interval, comparison] = [intervalOf(content), comparisonOf(content)];
    if (!interval && !comparison) return;
    setParams((before) => writeRange(before, { ...readRange(before, fallback), interval, comparison }, fallback), {
      replace: true,
    });
  }, [content, params, setParams]);
}
