import { useState } from 'react';
import { Link } from 'react-router';
import type { CombinedError } from 'urql';
import type { Rows_MetricFragment as RowsMetric } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatMetric, type MetricUnit } from '../../lib/metrics.ts';
import { formatInstant, formatWindow } from '../../lib/zoned-time.ts';
import { Button } from '../../ui/button.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { type Status, StatusBadge, statusWord } from '../../ui/status-badge.tsx';
import { quotient } from './metric-series.ts';
import type { Analytics } from './use-analytics.ts';
import { type RowsTarget, rowsWindow } from './use-rows.ts';
import { type DeliveryChoice, useRowsQuery } from './use-rows-query.ts';

interface RowsPanelProps {
  analytics: Analytics;
  target: RowsTarget;
  onClose: () => void;
  /** How delivery is counted, where that was chosen. */
  delivery?: DeliveryChoice;
}

/** What a number was counted from, over the page: each row leads to its deployment, incident or run. */
export function RowsPanel({ analytics, target, onClose, delivery }: RowsPanelProps) {
  const { window, zone } = analytics;
  const place = JSON.stringify(target);
  const [cursors, setCursors] = useState<{ of: string; list: Array<string | null> }>({ of: place, list: [null] });
  const list = cursors.of === place ? cursors.list : [null];
  const [first, setFirst] = useState<{ of: string; metric: RowsMetric | null }>({ of: place, metric: null });
  const metric = first.of === place ? first.metric : null;
  if (!window) return null;
  const { from, to } = rowsWindow(target, window);
  return (
    <SidePanel
      open
      onOpenChange={onClose}
      title={[metric?.title ?? 'Rows', groupName(target.group, analytics.project)].filter(Boolean).join(', ')}
      description={formatWindow(new Date(from), new Date(to), zone)}
    >
      {metric ? <Summary metric={metric} /> : null}
      <ul className="-mx-2">
        {list.map((after, index) => (
          <RowsPage
            key={after ?? 'first'}
            {...{ analytics, target, delivery, after, zone }}
            isLast={index === list.length - 1}
            onFound={index === 0 ? (found) => setFirst({ of: place, metric: found }) : undefined}
            onMore={(next) => setCursors({ of: place, list: [...list, next] })}
          />
        ))}
      </ul>
    </SidePanel>
  );
}

/** What a group is called, where that is known without asking: workflows and the like have ids. */
function groupName(group: RowsTarget['group'], project: Analytics['project']): string | null {
  if (!group?.key) return null;
  const { dimension, key } = group;
  const named = (things: ReadonlyArray<{ id: string; name: string }> | undefined) =>
    things?.find(({ id }) => id === key)?.name ?? null;
  if (dimension === 'SERVICE') return named(project?.services.nodes);
  if (dimension === 'ENVIRONMENT') return named(project?.environments);
  if (dimension === 'STATUS') return sentence(key);
  return /^[a-z]{3}_[0-9a-z]{26}$/.test(key) ? null : key;
}

/** `TIMED_OUT` as `Timed out`; statuses that others have sent stay as they are. */
function sentence(status: string): string {
  if (!/^[A-Z_]+$/.test(status)) return status;
  return status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ');
}

function Summary({ metric }: { metric: RowsMetric }) {
  const parts = quotient(metric);
  return (
    <div className="mb-4 space-y-1 border-line border-b pb-4">
      <p className="text-strong text-xl">
        {metric.value === null ? 'No data' : formatMetric(metric.value, metric.unit)}
        {parts ? <span className="ml-2 text-muted text-sm">{parts}</span> : null}
      </p>
      <p className="text-muted">{metric.definition}</p>
    </div>
  );
}

interface RowsPageProps extends Pick<RowsPanelProps, 'analytics' | 'target' | 'delivery'> {
  after: string | null;
  zone: string;
  isLast: boolean;
  onFound?: (metric: RowsMetric) => void;
  onMore: (after: string) => void;
}

function RowsPage({ analytics, target, delivery, after, zone, isLast, onFound, onMore }: RowsPageProps) {
  const { metric, error, retry } = useRowsQuery({ analytics, target, delivery, after, onFound });
  if (error && !metric) return <ErrorLine error={error} onRetry={retry} />;
  if (!metric) {
    return ['one', 'two', 'three', 'four'].map((key) => (
      <li key={key} aria-busy className="space-y-1.5 px-2 py-2">
        <Skeleton className="h-3.5 w-3/5" />
        <Skeleton className="h-3 w-2/5" />
      </li>
    ));
  }
  const { nodes, pageInfo } = metric.rows;
  if (nodes.length === 0 && after === null) return <li className="px-2 text-muted">There are no rows here.</li>;
  return (
    <>
      {nodes.map((row) => (
        <Row key={row.id} row={row} unit={metric.unit} zone={zone} />
      ))}
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor ? (
        <li className="flex justify-center pt-3">
          <Button onClick={() => onMore(pageInfo.endCursor as string)}>Load more rows</Button>
        </li>
      ) : null}
    </>
  );
}

const ErrorLine = ({ error, onRetry }: { error: CombinedError; onRetry: () => void }) => (
  <li>
    <QueryError error={error} onRetry={onRetry} />
  </li>
);

type RowNode = RowsMetric['rows']['nodes'][number];

function Row({ row, unit, zone }: { row: RowNode; unit: MetricUnit; zone: string }) {
  const place = [row.serviceName, row.environmentName].filter(Boolean).join(' → ');
  const content = (
    <>
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 break-words text-strong">{row.title}</span>
        {row.value === null ? null : <span className="shrink-0">{formatMetric(row.value, unit)}</span>}
      </span>
      <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-muted text-xs">
        {row.status ? <RowStatus status={row.status} /> : null}
        {place ? <span>{place}</span> : null}
        <time dateTime={row.at}>{formatInstant(new Date(row.at), zone)}</time>
      </span>
    </>
  );
  return (
    <li className="border-line border-b last:border-b-0">
      {row.url ? (
        <Link to={row.url} className="block rounded-md px-2 py-2 hover:bg-hover">
          {content}
        </Link>
      ) : (
        <div className="px-2 py-2">{content}</div>
      )}
    </li>
  );
}

function RowStatus({ status }: { status: string }) {
  const known = status.toUpperCase().replaceAll(' ', '_') as Status;
  return isStatus(known) ? (
    <StatusBadge status={known} isPlain />
  ) : (
    <span>{status.toLowerCase().replaceAll('_', ' ')}</span>
  );
}

function isStatus(status: Status): boolean {
  try {
    return statusWord(status) !== undefined;
  } catch {
    return false;
  }
}
