import { useState } from 'react';
import { Link } from 'react-router';
import { useDashboardRowsQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatMetric } from '../../lib/metrics.ts';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { RowsAsked } from './panel-view.tsx';

interface RowsPanelProps {
  slug: string;
  asked: RowsAsked;
  onClose: () => void;
}

/** What a number was counted from, each opening to the thing itself. */
export function RowsPanel({ slug, asked, onClose }: RowsPanelProps) {
  const [pages, setPages] = useState<Array<string | null>>([null]);
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={asked.title}
      description="What it was counted from, newest first"
    >
      <ul className="divide-y divide-line">
        {pages.map((after, index) => (
          <RowsPage
            key={after ?? ''}
            slug={slug}
            asked={asked}
            after={after}
            isLast={index === pages.length - 1}
            onMore={(next) => setPages((before) => [...before, next])}
          />
        ))}
      </ul>
    </SidePanel>
  );
}

interface RowsPageProps {
  slug: string;
  asked: RowsAsked;
  after: string | null;
  isLast: boolean;
  onMore: (after: string) => void;
}

const hourMs = 3_600_000;

function RowsPage({ slug, asked: { query, from, to }, after, isLast, onMore }: RowsPageProps) {
  // One bucket is enough: it is the rows that are asked for.
  const interval = Date.parse(to) - Date.parse(from) <= 48 * hourMs ? 'HOUR' : 'MONTH';
  const [{ data, error, fetching }, retry] = useDashboardRowsQuery({
    variables: { slug, after, input: { from, to, interval, queries: [query] } },
  });
  const total = data?.project?.usageMetrics.results[0]?.total;
  const rows = total?.rows;
  if (error) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!rows || fetching) return <Skeleton className="h-40" />;
  return (
    <>
      {rows.nodes.length === 0 && after === null ? (
        <li className="text-muted">
          There are no rows to show: they may be older than what is kept, or the number is not counted from single
          events.
        </li>
      ) : null}
      {rows.nodes.map((row) => (
        <li key={row.id} className="py-2">
          <div className="flex items-baseline gap-2">
            {row.url ? (
              <Link to={row.url} className="min-w-0 truncate font-medium text-accent-text hover:underline">
                {row.title}
              </Link>
            ) : (
              <span className="min-w-0 truncate font-medium text-strong">{row.title}</span>
            )}
            {row.value === null ? null : (
              <span className="ml-auto shrink-0">{formatMetric(row.value, total.unit)}</span>
            )}
          </div>
          <div className="flex flex-wrap gap-x-2 text-muted text-xs">
            <RelativeTime at={row.at} />
            {[row.status, row.serviceName, row.environmentName].filter(Boolean).map((word) => (
              <span key={word}>{word}</span>
            ))}
          </div>
        </li>
      ))}
      {isLast && rows.pageInfo.hasNextPage ? (
        <li className="pt-3">
          <Button onClick={() => onMore(rows.pageInfo.endCursor ?? '')}>Load more</Button>
        </li>
      ) : null}
    </>
  );
}
