import { useEffect, useMemo, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import {
  DashboardMetricsDocument,
  DashboardMetricsLiveDocument,
  type DashboardMetricsLiveSubscription,
  type DashboardMetricsLiveSubscriptionVariables,
  type DashboardMetricsQuery,
  type DashboardMetricsQueryVariables,
} from '../../graphql/generated.ts';
import type { MetricWindow } from '../../lib/metric-range.ts';
import { batchesOf, keyOf, type MetricQuery } from './dashboard.ts';
import { applyUpdate, type Known, type Result } from './metric-results.ts';

interface Batch {
  known: Known | null;
  error: CombinedError | null;
}

interface MetricsRequest {
  project: { id: string; slug: string };
  window: MetricWindow | null;
  queries: MetricQuery[];
}

/**
 * The results of all queries of a page, by as few requests as there can be; while time is inside of the window they grow by
 * themselves. What was known stays in sight until something else is.
 */
export function useMetrics({ project, window, queries }: MetricsRequest) {
  const client = useClient();
  const { id: projectId, slug } = project;
  const [batches, setBatches] = useState<Record<string, Batch>>({});
  const [attempt, setAttempt] = useState(0);
  const texts = useMemo(() => {
    if (!window) return [];
    const { isRunning, ...times } = window;
    return batchesOf(queries).map((batch) => JSON.stringify({ ...times, queries: batch, isRunning }));
  }, [window, queries]);
  const text = JSON.stringify(texts);

  useEffect(() => {
    const wanted = JSON.parse(text) as string[];
    setBatches((before) => Object.fromEntries(wanted.map((key) => [key, before[key] ?? { known: null, error: null }])));
    const stops = wanted.map((key) =>
      followBatch(client, { id: projectId, slug }, key, attempt > 0, (change) =>
        setBatches((before) => (before[key] ? { ...before, [key]: { ...before[key], ...change } } : before)),
      ),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, projectId, slug, text, attempt]);

  const times = window ? JSON.stringify(window) : '';
  const kept = useRef({ times, results: new Map<string, Result>() });
  const results = useMemo(() => {
    // A panel more makes another request: until it is answered the others show what they had.
    const found = new Map(kept.current.times === times ? kept.current.results : []);
    for (const [key, { known }] of Object.entries(batches)) {
      const { queries: asked, isRunning, ...rest } = JSON.parse(key) as { queries: MetricQuery[]; isRunning: boolean };
      if (JSON.stringify({ ...rest, isRunning }) !== times) continue;
      for (const [index, query] of asked.entries()) {
        const result = known?.results[index];
        if (result) found.set(keyOf(query), result);
      }
    }
    kept.current = { times, results: found };
    return found;
  }, [batches, times]);
  const error = Object.values(batches).find((batch) => batch.error && !batch.known)?.error ?? null;
  return { results, error, retry: () => setAttempt((before) => before + 1) };
}

type Client = ReturnType<typeof useClient>;

/** Asks for a batch and, where time is inside of its window, listens from then on. A patch that doesn't fit asks again. */
function followBatch(
  client: Client,
  project: { id: string; slug: string },
  text: string,
  isFresh: boolean,
  onChange: (change: Partial<Batch>) => void,
): () => void {
  const { isRunning, ...input } = JSON.parse(text) as DashboardMetricsQueryVariables['input'] & { isRunning: boolean };
  let known: Known | null = null;
  let isOver = false;
  let live: { unsubscribe: () => void } | null = null;
  const take = (next: Known) => {
    known = next;
    onChange({ known, error: null });
  };
  const ask = async (requestPolicy: 'cache-and-network' | 'network-only') => {
    const { data, error } = await client
      .query<DashboardMetricsQuery, DashboardMetricsQueryVariables>(
        DashboardMetricsDocument,
        { slug: project.slug, input },
        { requestPolicy },
      )
      .toPromise();
    if (isOver) return;
    const found = data?.project?.usageMetrics;
    if (found && (!known || found.version >= known.version)) take(found);
    else if (error) onChange({ error });
  };
  const listen = () => {
    live = client
      .subscription<DashboardMetricsLiveSubscription, DashboardMetricsLiveSubscriptionVariables>(
        DashboardMetricsLiveDocument,
        { projectId: project.id, input },
      )
      .subscribe(({ data }) => {
        if (isOver || !data) return;
        const next = applyUpdate(known, data.metricsChanged);
        if (next) take(next);
        else void ask('network-only');
      });
  };
  void ask(isFresh ? 'network-only' : 'cache-and-network');
  if (isRunning) listen();
  return () => {
    isOver = true;
    live?.unsubscribe();
  };
}
