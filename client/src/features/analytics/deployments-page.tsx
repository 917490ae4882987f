import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { WhenSeen } from '../../ui/when-seen.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { GroupTable } from './group-table.tsx';
import { HotSpots } from './hot-spots.tsx';
import { MetricStat, UsageChart } from './panels.tsx';
import { useAnalytics } from './use-analytics.ts';
import { useAnnotations } from './use-annotations.ts';
import { useRows } from './use-rows.ts';
import { useUsage } from './use-usage.ts';

/** How deployments go, in all environments: how many, how well, how long, and what their steps cost. */
export default function DeploymentsPage() {
  useDocumentTitle('Deployments, in numbers');
  const analytics = useAnalytics();
  const rows = useRows(analytics);
  const { slug, project, window, zone, narrowed } = analytics;
  const usage = useUsage({
    slug,
    projectId: project?.id ?? null,
    window,
    queries: [
      { measure: 'deployments.count', groupBy: 'STATUS', ...narrowed },
      { measure: 'deployments.success_rate', ...narrowed },
      { measure: 'deployments.duration_p50', ...narrowed },
      { measure: 'deployments.duration_p95', ...narrowed },
      { measure: 'deployments.queue_p95', ...narrowed },
    ],
  });
  const { annotations } = useAnnotations(analytics);
  const [count, success, p50, p95, queue] = usage.results ?? [];
  const isCompared = Boolean(window?.compare);
  const exports = { slug, window, narrowed };
  const common = { zone, exports, annotations, isCompared, source: 'usage', onRows: rows.open } as const;
  const open = (metric: string) => () => rows.open({ source: 'usage', metric });
  return (
    <AnalyticsPage
      title="Deployments"
      analytics={analytics}
      rows={rows}
      error={usage.error}
      onRetry={usage.retry}
      hasData={usage.results !== null}
      isOutdated={usage.isOutdated}
    >
      {count && count.total.sampleSize === 0 ? (
        <EmptyState title="Nothing was deployed in this window">
          Every deployment is counted by itself when it ends: how it ended, how long it took and waited, and what each
          of its steps cost.
        </EmptyState>
      ) : (
        <>
          <div className="grid grid-cols-2 gap-3 max-sm:[&>:last-child]:col-span-2 sm:grid-cols-3 lg:grid-cols-5">
            <MetricStat placeholder="Deployments" metric={count?.total} onOpen={open('deployments.count')} />
            <MetricStat
              placeholder="Success rate"
              metric={success?.total}
              better="HIGHER"
              onOpen={open('deployments.success_rate')}
            />
            <MetricStat
              placeholder="Duration, median"
              metric={p50?.total}
              better="LOWER"
              onOpen={open('deployments.duration_p50')}
            />
            <MetricStat
              placeholder="Duration, p95"
              metric={p95?.total}
              better="LOWER"
              onOpen={open('deployments.duration_p95')}
            />
            <MetricStat
              placeholder="Time in the queue, p95"
              metric={queue?.total}
              better="LOWER"
              onOpen={open('deployments.queue_p95')}
            />
          </div>
          <div className="grid gap-3 lg:grid-cols-2">
            <UsageChart {...common} placeholder="Deployments" panels={[count]} groupBy="STATUS" kind="bar" />
            <UsageChart
              {...common}
              title="Duration"
              placeholder="Duration"
              panels={[p50, p95]}
              labels={['Median', '95 of 100']}
              kind="line"
            />
            <WhenSeen minHeight={270}>
              <UsageChart {...common} placeholder="Success rate" panels={[success]} kind="bar" />
            </WhenSeen>
            <WhenSeen minHeight={270}>
              <UsageChart {...common} placeholder="Waiting" panels={[queue]} kind="line" />
            </WhenSeen>
          </div>
          <WhenSeen minHeight={200}>
            <GroupTable
              analytics={analytics}
              title="By service"
              source="usage"
              groupBy="SERVICE"
              onRows={rows.open}
              columns={[
                { measure: 'deployments.count', header: 'Deployments' },
                { measure: 'deployments.success_rate', header: 'Success' },
                { measure: 'deployments.duration_p95', header: 'Duration, p95' },
                { measure: 'deployments.queue_p95', header: 'Waiting, p95', isHiddenOnPhone: true },
              ]}
            />
          </WhenSeen>
          <WhenSeen minHeight={240}>
            <HotSpots analytics={analytics} />
          </WhenSeen>
        </>
      )}
    </AnalyticsPage>
  );
}
