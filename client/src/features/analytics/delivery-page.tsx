import { useEffect, useRef, useState } from 'react';
import {
  type DeliveryMetricsInput,
  type DeliveryPageQuery,
  type Panel_MetricResultFragment as Panel,
  useDeliveryIncidentsSubscription,
  useDeliveryPageQuery,
} from '../../graphql/generated.ts';
import { exportUrl } from '../../lib/metric-export.ts';
import { formatMetric } from '../../lib/metrics.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import type { ChartAnnotation, ChartPointEvent } from '../../ui/chart/chart-types.ts';
import { ExploreItems } from '../../ui/chart/explore-links.tsx';
import { WhenSeen } from '../../ui/when-seen.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { readChoice } from './delivery-choice.ts';
import { DeliveryServices } from './delivery-services.tsx';
import { DeliverySwitches } from './delivery-switches.tsx';
import { FirstNumbers } from './first-numbers.tsx';
import { seriesOf } from './metric-series.ts';
import { DefinitionText, MetricStat, UsageChart } from './panels.tsx';
import { type Analytics, useAnalytics } from './use-analytics.ts';
import { useAnnotations } from './use-annotations.ts';
import { useExplore } from './use-explore.ts';
import { useRows } from './use-rows.ts';
import { useUsage } from './use-usage.ts';

type Delivery = NonNullable<DeliveryPageQuery['project']>['deliveryMetrics'];
type Rows = ReturnType<typeof useRows>;

/** How well changes reach production: DORA's five numbers, their course, and each service. */
export default function DeliveryPage() {
  useDocumentTitle('Delivery');
  const analytics = useAnalytics();
  const rows = useRows(analytics);
  const { window, zone, params, slug, project, narrowed } = analytics;
  const choice = readChoice(params);
  const input = deliveryInput(analytics, choice);
  const [{ data, error }, ask] = useDeliveryPageQuery({
    variables: { slug, input: input as DeliveryMetricsInput },
    pause: !input,
  });
  const delivery = data?.project?.deliveryMetrics;
  const outcomes = useUsage({
    slug,
    projectId: project?.id ?? null,
    window,
    queries: [{ measure: 'deployments.count', groupBy: 'STATUS', ...productionOf(analytics) }],
  });
  const { annotations, ask: askAnnotations } = useAnnotations(analytics);
  const retry = () => {
    ask({ requestPolicy: 'network-only' });
    outcomes.retry();
  };
  const incidents = useIncidentCount(project?.id);
  const [changes, setChanges] = useState(0);
  // Whatever moves the bars may have moved the numbers around them, and so may an incident.
  useAfterChange(outcomes.results, incidents, () => {
    ask({ requestPolicy: 'network-only' });
    askAnnotations();
    setChanges((count) => count + 1);
  });
  const isCompared = Boolean(window?.compare);
  // Files and Explore are of the usual way of counting.
  const isUsual = choice.arithmetic === 'DORA' && choice.recoveryStart === 'DETECTION';
  const parquetOf: PartProps['parquetOf'] = ({ key }) =>
    window && isUsual ? exportUrl(slug, 'parquet', window, { measure: key, ...narrowed }) : undefined;
  const part = { delivery, zone, rows, annotations, parquetOf };
  const isEmpty =
    delivery !== undefined &&
    delivery.deploymentFrequency.sampleSize === 0 &&
    delivery.timeToRestore.sampleSize === 0 &&
    outcomes.results?.[0]?.total.sampleSize === 0;
  return (
    <AnalyticsPage
      title="Delivery"
      isExplorable={isUsual}
      analytics={analytics}
      rows={rows}
      error={error ?? outcomes.error}
      onRetry={retry}
      hasData={delivery !== undefined}
      isOutdated={delivery !== undefined && window !== null && delivery.from !== window.from}
      delivery={choice}
      switches={<DeliverySwitches {...analytics} />}
    >
      {isEmpty && project ? (
        <FirstNumbers project={project} isNarrowed={narrowed.serviceIds !== null || narrowed.environmentIds !== null} />
      ) : (
        <>
          <Stats delivery={delivery} rows={rows} />
          <div className="grid gap-3 lg:grid-cols-2">
            <UsageChart
              title="Deployments to production"
              placeholder="Deployments to production"
              panels={[outcomes.results?.[0]]}
              groupBy="STATUS"
              kind="bar"
              zone={zone}
              annotations={annotations}
              isCompared={isCompared}
              exports={{ slug, window, narrowed: productionOf(analytics) }}
              source="usage"
              onRows={rows.open}
              emptyText="Nothing was deployed to production in this window"
            />
            <LeadTime {...part} />
            <WhenSeen minHeight={270}>
              <OneMetric name="changeFailRate" title="Change fail rate" {...part} isCompared={isCompared} />
            </WhenSeen>
            <WhenSeen minHeight={270}>
              <OneMetric
                name="failedDeploymentRecoveryTime"
                title="Failed deployment recovery time"
                emptyText="No failed deployment was recovered in this window"
                {...part}
                isCompared={isCompared}
              />
            </WhenSeen>
            <WhenSeen minHeight={270}>
              <OneMetric name="reworkRate" title="Rework rate" {...part} isCompared={isCompared} />
            </WhenSeen>
            <WhenSeen minHeight={270}>
              <OneMetric
                name="timeToRestore"
                title="Time to restore, over all incidents"
                emptyText="No incident was resolved in this window"
                {...part}
                isCompared={isCompared}
              />
            </WhenSeen>
          </div>
          <WhenSeen minHeight={160}>
            {input ? <DeliveryServices analytics={analytics} input={input} rows={rows} changes={changes} /> : null}
          </WhenSeen>
        </>
      )}
    </AnalyticsPage>
  );
}

function deliveryInput(
  { window, narrowed }: Analytics,
  choice: ReturnType<typeof readChoice>,
): DeliveryMetricsInput | null {
  if (!window) return null;
  const { from, to, interval, compare } = window;
  return { from, to, interval, compare, ...narrowed, ...choice };
}

/** Delivery is about production, unless environments were chosen. */
function productionOf({ project, narrowed }: Analytics) {
  const production = project?.environments.filter(({ isProduction }) => isProduction).map(({ id }) => id) ?? [];
  return { ...narrowed, environmentIds: narrowed.environmentIds ?? (production.length > 0 ? production : null) };
}

/** How many incidents were opened, changed or resolved while the page was open. */
function useIncidentCount(projectId: string | undefined): number {
  const [count, setCount] = useState(0);
  useDeliveryIncidentsSubscription(
    { variables: { projectId: projectId ?? '' }, pause: !projectId },
    (_previous, change) => {
      setCount((before) => before + 1);
      return change;
    },
  );
  return count;
}

/** Asks once more, half a second after something changed that was there before. */
function useAfterChange(results: Panel[] | null, incidents: number, run: () => void): void {
  const last = useRef<string | null>(null);
  const latest = useRef(run);
  latest.current = run;
  const total = results?.[0]?.total;
  const mark = total
    ? JSON.stringify([
        total.value,
        results?.[0]?.groups.map(({ metric }) => metric.value),
        total.series[0]?.from,
        incidents,
      ])
    : null;
  useEffect(() => {
    const before = last.current;
    last.current = mark;
    if (mark === null || before === null || before === mark) return;
    const timer = setTimeout(() => latest.current(), 500);
    return () => clearTimeout(timer);
  }, [mark]);
}

function Stats({ delivery, rows }: { delivery: Delivery | undefined; rows: Rows }) {
  const open = (metric: string) => () => rows.open({ source: 'delivery', metric });
  const note = (label: string, metric: { value: number | null; unit: Delivery['leadTime']['unit'] } | undefined) =>
    metric && metric.value !== null ? `${label} ${formatMetric(metric.value, metric.unit)}` : null;
  return (
    <div className="grid grid-cols-2 gap-3 max-sm:[&>:last-child]:col-span-2 sm:grid-cols-3 lg:grid-cols-5">
      <MetricStat
        placeholder="Deployment frequency"
        metric={delivery?.deploymentFrequency}
        better="HIGHER"
        onOpen={open('deploymentFrequency')}
        note={daysNote(delivery?.deployDaysPerWeek.value)}
      />
      <MetricStat
        placeholder="Change lead time"
        metric={delivery?.leadTime}
        better="LOWER"
        onOpen={open('leadTime')}
        note={note('p90', delivery?.leadTimeP90)}
      />
      <MetricStat
        placeholder="Change fail rate"
        metric={delivery?.changeFailRate}
        better="LOWER"
        onOpen={open('changeFailRate')}
      />
      <MetricStat
        title="Recovery time"
        placeholder="Recovery time"
        metric={delivery?.failedDeploymentRecoveryTime}
        better="LOWER"
        onOpen={open('failedDeploymentRecoveryTime')}
      />
      <MetricStat placeholder="Rework rate" metric={delivery?.reworkRate} better="LOWER" onOpen={open('reworkRate')} />
    </div>
  );
}

function daysNote(days: number | null | undefined): string | null {
  return typeof days === 'number' ? `on ${formatMetric(Math.round(days * 10) / 10, 'NUMBER')} days a week` : null;
}

interface PartProps {
  delivery: Delivery | undefined;
  zone: string;
  rows: Rows;
  annotations: readonly ChartAnnotation[];
  /** Where a metric is saved from. */
  parquetOf: (metric: { key: string }) => string | undefined;
}

const openPoint =
  (rows: Rows, metric: string) =>
  ({ point: { from, to } }: ChartPointEvent) =>
    rows.open({ source: 'delivery', metric, bucket: { from, to } });

function LeadTime({ delivery, zone, rows, annotations, parquetOf }: PartProps) {
  const title = 'Change lead time';
  const explore = useExplore();
  if (!delivery) return <Chart title={title} kind="line" unit="SECONDS" zone={zone} series={[]} isLoading hasLegend />;
  const links = [delivery.leadTime, delivery.leadTimeP90].flatMap(({ key, title }) => explore(title, { measure: key }));
  return (
    <Chart
      title={title}
      kind="line"
      unit={delivery.leadTime.unit}
      zone={zone}
      series={[
        seriesOf(delivery.leadTime, 'Median'),
        { ...seriesOf(delivery.leadTimeP90, '90 of 100 changes'), previous: null },
      ]}
      hasLegend
      annotations={annotations}
      definition={<DefinitionText metric={delivery.leadTime} links={links} />}
      menuItems={<ExploreItems links={links} />}
      onPointClick={openPoint(rows, 'leadTime')}
      onShowRows={() => rows.open({ source: 'delivery', metric: 'leadTime' })}
      parquetUrl={parquetOf(delivery.leadTime)}
      emptyText="No change with a known author time reached production in this window"
    />
  );
}

interface OneMetricProps extends PartProps {
  name: 'changeFailRate' | 'failedDeploymentRecoveryTime' | 'reworkRate' | 'timeToRestore';
  title: string;
  emptyText?: string;
  isCompared: boolean;
}

function OneMetric(props: OneMetricProps) {
  const { name, title, emptyText, delivery, zone, rows, annotations, isCompared, parquetOf } = props;
  const metric = delivery?.[name];
  const explore = useExplore();
  if (!metric)
    return <Chart title={title} kind="bar" unit="RATIO" zone={zone} series={[]} isLoading hasLegend={isCompared} />;
  const links = explore(title, { measure: metric.key });
  return (
    <Chart
      title={title}
      kind={metric.unit === 'RATIO' ? 'bar' : 'line'}
      unit={metric.unit}
      zone={zone}
      series={[seriesOf(metric, title)]}
      hasLegend={isCompared}
      annotations={annotations}
      definition={<DefinitionText metric={metric} links={links} />}
      menuItems={<ExploreItems links={links} />}
      onPointClick={openPoint(rows, name)}
      onShowRows={() => rows.open({ source: 'delivery', metric: name })}
      parquetUrl={parquetOf(metric)}
      emptyText={emptyText}
    />
  );
}
