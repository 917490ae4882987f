import { type HotSpotsQuery, useHotSpotsQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { formatMetric } from '../../lib/metrics.ts';
import { Badge } from '../../ui/badge.tsx';
import { Definition } from '../../ui/chart/definition.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { underRangeBar } from './analytics-page.tsx';
import type { Analytics } from './use-analytics.ts';

type HotSpot = NonNullable<HotSpotsQuery['project']>['stepHotSpots'][number];

const columns: Column<HotSpot>[] = [
  {
    key: 'step',
    header: 'Step',
    cell: ({ stepName, service, flakyCount }) => (
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="break-words text-strong">{stepName}</span>
        {service ? <span className="text-muted">{service.name}</span> : null}
        {flakyCount > 0 ? <Badge tone="waiting">Flaky {formatPlural(flakyCount, 'time')}</Badge> : null}
      </span>
    ),
  },
  {
    key: 'total',
    header: 'Time in all',
    width: 'w-56 max-sm:w-auto',
    cell: ({ totalSeconds, share }) => (
      <span className="flex items-center gap-2">
        <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-hover max-sm:hidden">
          <span
            className="block h-full rounded-full bg-(--chart-1)"
            style={{ width: `${Math.max(2, share * 100)}%` }}
          />
        </span>
        <span className="whitespace-nowrap text-strong">{formatMetric(totalSeconds, 'SECONDS')}</span>
        <span className="text-muted">{formatMetric(share, 'RATIO')}</span>
      </span>
    ),
  },
  { key: 'count', header: 'Ran', align: 'right', cell: ({ count }) => formatMetric(count, 'COUNT') },
  {
    key: 'p50',
    header: 'Median',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ p50Seconds }) => formatMetric(p50Seconds, 'SECONDS'),
  },
  {
    key: 'p95',
    header: 'p95',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ p95Seconds }) => formatMetric(p95Seconds, 'SECONDS'),
  },
  {
    key: 'failed',
    header: 'Failed',
    align: 'right',
    cell: ({ failureCount }) => (
      <span className={failureCount > 0 ? 'text-failed' : 'text-muted'}>{formatMetric(failureCount, 'COUNT')}</span>
    ),
  },
];

/** Which steps cost most, and which can't be relied on. Each leads to the newest deployment with it. */
export function HotSpots({ analytics: { slug, window, narrowed, project } }: { analytics: Analytics }) {
  const [{ data, error }, ask] = useHotSpotsQuery({
    variables: { slug, from: window?.from ?? '', to: window?.to ?? '', ...narrowed },
    pause: !window,
  });
  const spots = data?.project?.stepHotSpots;
  return (
    <section aria-labelledby="hot-spots" className="space-y-2">
      <h2 id="hot-spots" className="flex items-center gap-1 text-lg">
        Steps that cost most
        <Definition title="Steps that cost most">
          <p>The time all deployments spent in a step, longest first; the bar is its part of the time of all steps.</p>
          <p className="mt-1">
            Flaky is a step that failed and then succeeded for the same service, environment and version, or needed more
            than one attempt.
          </p>
        </Definition>
      </h2>
      {error && !data ? (
        <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : spots?.length === 0 ? (
        <p className="text-muted">No deployment of this window had steps.</p>
      ) : (
        <Table
          label="Steps that cost most"
          columns={columns}
          rows={spots ?? []}
          rowKey={({ service, stepName }) => `${service?.id ?? ''} ${stepName}`}
          rowHref={({ url }) => url ?? `/p/${project?.slug ?? slug}/deployments`}
          loadingRows={spots ? 0 : 4}
          stickyTop={underRangeBar}
        />
      )}
    </section>
  );
}
