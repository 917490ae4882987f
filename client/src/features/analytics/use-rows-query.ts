import { useEffect, useRef } from 'react';
import {
  type DeliveryArithmetic,
  type DeliveryMetricsInput,
  type MetricQueryInput,
  type RecoveryStart,
  type Rows_MetricFragment as RowsMetric,
  useDeliveryRowsQuery,
  usePlatformRowsQuery,
  useUsageRowsQuery,
} from '../../graphql/generated.ts';
import type { Analytics } from './use-analytics.ts';
import { type RowsTarget, rowsWindow } from './use-rows.ts';

/** How delivery is counted. */
export interface DeliveryChoice {
  arithmetic: DeliveryArithmetic;
  recoveryStart: RecoveryStart;
}

interface RowsQueryOptions {
  analytics: Analytics;
  target: RowsTarget;
  delivery?: DeliveryChoice;
  after: string | null;
  onFound?: (metric: RowsMetric) => void;
}

const pageSize = 25;

/** A page of rows of whatever the panel is open for. */
export function useRowsQuery({ analytics, target, delivery, after, onFound }: RowsQueryOptions) {
  const { slug, window } = analytics;
  const span = window ? rowsWindow(target, window) : null;
  const narrowed = narrow(analytics.narrowed, target.group);
  const page = { slug, first: pageSize, after };
  const usageInput = {
    ...span,
    queries: [{ measure: target.metric, ...narrowed }],
  } as never;
  const { names: _names, statuses: _statuses, ...places } = narrowed;
  const deliveryInput = { ...span, ...places, ...delivery } as DeliveryMetricsInput;
  const usage = useUsageRowsQuery({
    variables: { ...page, input: usageInput },
    pause: !span || target.source !== 'usage',
  });
  const platform = usePlatformRowsQuery({
    variables: { ...page, input: usageInput },
    pause: !span || target.source !== 'platform',
  });
  const ofDelivery = useDeliveryRowsQuery({
    variables: { ...page, input: deliveryInput, ...wantedOf(target.metric) },
    pause: !span || target.source !== 'delivery',
  });
  const [[{ error }, ask], metric] = pick();
  useFound(metric, onFound);
  return { metric, error, retry: () => ask({ requestPolicy: 'network-only' }) };

  function pick() {
    if (target.source === 'delivery') {
      const found = ofDelivery[0].data?.project?.deliveryMetrics;
      const metric = found
        ? Object.values(found).find(
            (each): each is RowsMetric => typeof each === 'object' && each !== null && 'rows' in each,
          )
        : undefined;
      return [ofDelivery, metric] as const;
    }
    if (target.source === 'platform') return [platform, platform[0].data?.platformMetrics.results[0]?.total] as const;
    return [usage, usage[0].data?.project?.usageMetrics.results[0]?.total] as const;
  }
}

function useFound(metric: RowsMetric | undefined, onFound: ((metric: RowsMetric) => void) | undefined): void {
  const latest = useRef(onFound);
  latest.current = onFound;
  useEffect(() => {
    if (metric) latest.current?.(metric);
  }, [metric]);
}

type Narrowing = Pick<MetricQueryInput, 'serviceIds' | 'environmentIds' | 'names' | 'statuses'>;

/** The page's filters, and the group on top of them. */
function narrow(narrowed: Analytics['narrowed'], group: RowsTarget['group']): Narrowing {
  const all: Narrowing = { names: null, statuses: null, ...narrowed };
  if (!group) return all;
  const fields = { SERVICE: 'serviceIds', ENVIRONMENT: 'environmentIds', NAME: 'names', STATUS: 'statuses' } as const;
  return { ...all, [fields[group.dimension]]: [group.key] };
}

/** Percentiles, gaps and days are counted from the same rows as the metric they belong to. */
function wantedOf(metric: string) {
  return {
    isFrequency: ['deploymentFrequency', 'deployDaysPerWeek', 'medianGap'].includes(metric),
    isLeadTime: metric.startsWith('leadTime'),
    isFailRate: metric === 'changeFailRate',
    isRecovery: metric === 'failedDeploymentRecoveryTime',
    isRestore: metric === 'timeToRestore',
    isRework: metric === 'reworkRate',
  };
}
