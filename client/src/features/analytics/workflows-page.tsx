import { Link } from 'react-router';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { WhenSeen } from '../../ui/when-seen.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { GroupTable } from './group-table.tsx';
import { MetricStat, UsageChart } from './panels.tsx';
import { useAnalytics } from './use-analytics.ts';
import { useAnnotations } from './use-annotations.ts';
import { useRows } from './use-rows.ts';
import { useUsage } from './use-usage.ts';

/** How workflows run: how many, how well, how fast, and whether schedules keep their time. */
export default function WorkflowsPage() {
  useDocumentTitle('Workflows, in numbers');
  const analytics = useAnalytics();
  const rows = useRows(analytics);
  const { slug, project, window, zone } = analytics;
  const usage = useUsage({
    slug,
    projectId: project?.id ?? null,
    window,
    queries: [
      { measure: 'runs.count', groupBy: 'STATUS' },
      { measure: 'runs.success_rate' },
      { measure: 'runs.duration_p50' },
      { measure: 'runs.duration_p95' },
      { measure: 'runs.queue_p95' },
      { measure: 'node_runs.retry_rate' },
      { measure: 'schedules.lateness_p95' },
      { measure: 'schedules.missed' },
    ],
  });
  const { annotations } = useAnnotations(analytics);
  const [count, success, p50, p95, queue, retries, lateness, missed] = usage.results ?? [];
  const isCompared = Boolean(window?.compare);
  const exports = { slug, window };
  const common = { zone, exports, annotations, isCompared, source: 'usage', onRows: rows.open } as const;
  const open = (metric: string) => () => rows.open({ source: 'usage', metric });
  return (
    <AnalyticsPage
      title="Workflows"
      analytics={{ ...analytics, filters: [] }}
      rows={rows}
      error={usage.error}
      onRetry={usage.retry}
      hasData={usage.results !== null}
      isOutdated={usage.isOutdated}
    >
      {count && count.total.sampleSize === 0 && (lateness?.total.sampleSize ?? 0) === 0 ? (
        <EmptyState title="No workflow ran in this window" action={<OpenWorkflows slug={slug} />}>
          Every run is counted by itself when it ends: how it ended, how long it took and waited, and how often its
          nodes were tried again.
        </EmptyState>
      ) : (
        <>
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
            <MetricStat placeholder="Runs" metric={count?.total} onOpen={open('runs.count')} />
            <MetricStat
              placeholder="Success rate"
              metric={success?.total}
              better="HIGHER"
              onOpen={open('runs.success_rate')}
            />
            <MetricStat
              placeholder="Duration, p95"
              metric={p95?.total}
              better="LOWER"
              onOpen={open('runs.duration_p95')}
            />
            <MetricStat
              title="Waiting, p95"
              placeholder="Waiting, p95"
              metric={queue?.total}
              better="LOWER"
              onOpen={open('runs.queue_p95')}
            />
            <MetricStat
              placeholder="Retry rate"
              metric={retries?.total}
              better="LOWER"
              onOpen={open('node_runs.retry_rate')}
            />
            <MetricStat
              title="Lateness, p95"
              placeholder="Lateness, p95"
              metric={lateness?.total}
              better="LOWER"
              onOpen={open('schedules.lateness_p95')}
            />
          </div>
          <div className="grid gap-3 lg:grid-cols-2">
            <UsageChart {...common} placeholder="Runs" panels={[count]} groupBy="STATUS" kind="bar" />
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
            <WhenSeen minHeight={270}>
              <UsageChart
                {...common}
                placeholder="Schedules late"
                panels={[lateness]}
                kind="line"
                emptyText="No schedule was due in this window"
              />
            </WhenSeen>
            <WhenSeen minHeight={270}>
              <UsageChart
                {...common}
                placeholder="Missed schedules"
                panels={[missed]}
                kind="bar"
                emptyText="No schedule was missed in this window"
              />
            </WhenSeen>
          </div>
          <WhenSeen minHeight={200}>
            <GroupTable
              analytics={analytics}
              title="By workflow"
              source="usage"
              groupBy="NAME"
              onRows={rows.open}
              columns={[
                { measure: 'runs.count', header: 'Runs' },
                { measure: 'runs.success_rate', header: 'Success' },
                { measure: 'runs.duration_p50', header: 'Median', isHiddenOnPhone: true },
                { measure: 'runs.duration_p95', header: 'p95' },
                { measure: 'runs.queue_p95', header: 'Waiting, p95', isHiddenOnPhone: true },
              ]}
            />
          </WhenSeen>
          <WhenSeen minHeight={200}>
            <GroupTable
              analytics={analytics}
              title="By type of node"
              source="usage"
              groupBy="NAME"
              onRows={rows.open}
              columns={[
                { measure: 'node_runs.count', header: 'Ran' },
                { measure: 'node_runs.failures', header: 'Failed' },
                { measure: 'node_runs.retry_rate', header: 'Retries' },
                { measure: 'node_runs.duration_p95', header: 'p95', isHiddenOnPhone: true },
              ]}
            />
          </WhenSeen>
        </>
      )}
    </AnalyticsPage>
  );
}

const OpenWorkflows = ({ slug }: { slug: string }) => (
  <Button asChild look="primary">
    <Link to={`/p/${slug}/workflows`}>Open workflows</Link>
  </Button>
);
