import { useEffect, useMemo, useRef, useState } from 'react';
import {
  type MetricQueryInput,
  type UsageMetricsInput,
  usePlatformPanelsQuery,
  useUsageChangesSubscription,
  useUsagePanelsQuery,
} from '../../graphql/generated.ts';
import type { MetricWindow } from '../../lib/metric-range.ts';
import { applyUpdate, type Measured } from './live-metrics.ts';

interface UsageOptions {
  slug: string;
  /** Null for the whole installation. */
  projectId: string | null;
  isPlatform?: boolean;
  /** Null: not yet. */
  window: MetricWindow | null;
  queries: Array<Partial<MetricQueryInput> & { measure: string }>;
}

const platformPaceMs = 15_000;

/** Measures of a window, kept up to date while time is inside of it. They come in the order of the queries. */
export function useUsage({ slug, projectId, isPlatform = false, window, queries }: UsageOptions) {
  const text = window ? JSON.stringify(inputOf(window, queries)) : null;
  const input = useMemo(() => (text ? (JSON.parse(text) as UsageMetricsInput) : null), [text]);
  const variables = { slug, input: input as UsageMetricsInput };
  const [project, askProject] = useUsagePanelsQuery({ variables, pause: !input || isPlatform });
  const [platform, askPlatform] = usePlatformPanelsQuery({ variables, pause: !input || !isPlatform });
  const { data: found, error } = isPlatform
    ? { ...platform, data: platform.data?.platformMetrics }
    : { ...project, data: project.data?.project?.usageMetrics };
  const isLive = Boolean(input && window?.isRunning);
  const ask = () => (isPlatform ? askPlatform : askProject)({ requestPolicy: 'network-only' });

  // What an answer says, until the changes say more.
  const isOfInput = found !== undefined && found.from === input?.from && found.to === input.to;
  const live = useLive({
    projectId: isPlatform ? null : projectId,
    input,
    isLive,
    found: isOfInput ? found : null,
    ask,
  });
  usePace(ask, isLive && isPlatform);
  return {
    results: live?.results ?? found?.results ?? null,
    error,
    retry: ask,
    /** What is shown is of another window, until the answer comes. */
    isOutdated: found !== undefined && !isOfInput && !live,
  };
}

function inputOf(window: MetricWindow, queries: UsageOptions['queries']): UsageMetricsInput {
  const { from, to, interval, compare } = window;
  return { from, to, interval, compare, queries: queries.map((query) => ({ top: 8, ...query })) } as UsageMetricsInput;
}

interface LiveOptions {
  projectId: string | null;
  input: UsageMetricsInput | null;
  isLive: boolean;
  found: Measured | null;
  ask: () => void;
}

function useLive({ projectId, input, isLive, found, ask }: LiveOptions): Measured | null {
  const [state, setState] = useState<{ input: UsageMetricsInput | null; measured: Measured | null }>({
    input: null,
    measured: null,
  });
  const known = state.input === input ? state.measured : null;
  const latest = useRef({ known, found, ask });
  latest.current = { known, found, ask };
  useUsageChangesSubscription(
    {
      variables: { projectId: projectId ?? '', input: input as UsageMetricsInput },
      pause: !isLive || !projectId || !input,
    },
    (_before, data) => {
      const { known: shown, found: answered, ask: askAgain } = latest.current;
      // The answer of a query that was asked because of a gap is newer than what the patches made.
      const base = shown && answered && answered.version > shown.version ? answered : (shown ?? answered);
      const measured = applyUpdate(base, data.metricsChanged);
      if (!measured) askAgain();
      latest.current.known = measured ?? shown;
      if (measured) setState({ input, measured });
      return data;
    },
  );
  if (!known || !found) return known;
  return found.version > known.version ? found : known;
}

/** The installation tells of no changes: it is asked, while somebody looks. */
function usePace(ask: () => void, isOn: boolean): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, platformPaceMs);
    return () => clearInterval(timer);
  }, [isOn]);
}
