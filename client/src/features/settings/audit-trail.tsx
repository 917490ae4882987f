import type { CombinedError } from 'urql';
import type { AuditPage_AuditEventFragment } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { AuditEventPanel } from './audit-event-panel.tsx';
import { eventWords, isRefused } from './audit-filter.ts';
import type { AuditSearch } from './use-audit-search.ts';

interface AuditTrailProps {
  at: AuditSearch;
  /** Missing while the first page is on its way. */
  trail:
    | { nodes: AuditPage_AuditEventFragment[]; pageInfo: { hasNextPage: boolean; endCursor?: string | null } }
    | undefined;
  error: CombinedError | undefined;
  isFetching: boolean;
  onRetry: () => void;
}

/** The events that pass the filter, newest first, and the open one beside them. */
export function AuditTrail({ at, trail, error, isFetching, onRetry }: AuditTrailProps) {
  const events = trail?.nodes ?? [];
  const open = events.find((event) => event.id === at.search.get('event'));
  return (
    <>
      {error ? <QueryError error={error} onRetry={onRetry} /> : null}
      {trail && events.length === 0 && !isFetching ? (
        <EmptyState
          title={at.isFiltered ? 'Nothing matches these filters' : 'Nothing has been recorded yet'}
          action={at.isFiltered ? <Button onClick={at.clear}>Clear filters</Button> : null}
        />
      ) : error && !trail ? null : (
        <Table
          label="Audit events"
          layout="fixed"
          columns={columns}
          rows={events}
          rowKey={(event) => event.id}
          rowHref={(event) => {
            const next = new URLSearchParams(at.search);
            next.set('event', event.id);
            return `?${next}`;
          }}
          loadingRows={trail ? 0 : 10}
        />
      )}
      {trail?.pageInfo.hasNextPage ? (
        <Button isPending={isFetching} onClick={() => at.showAfter(trail.pageInfo.endCursor ?? null)}>
          Load more events
        </Button>
      ) : null}
      {open ? <AuditEventPanel event={open} onClose={() => at.set('event', null)} /> : null}
    </>
  );
}

const columns: Column<AuditPage_AuditEventFragment>[] = [
  {
    key: 'what',
    header: 'What',
    cell: (event) => (
      <span className="block min-w-0 break-words">
        <span className={cn(isRefused(event) ? 'text-failed' : 'text-strong')}>{eventWords(event)}</span>
        {event.subjectName ? <span className="text-muted"> {event.subjectName}</span> : null}
      </span>
    ),
  },
  {
    key: 'who',
    header: 'Who',
    width: 'w-26 sm:w-44',
    cell: (event) => <span className="block truncate">{event.actorName}</span>,
  },
  {
    key: 'address',
    header: 'From',
    width: 'w-32',
    isHiddenOnPhone: true,
    cell: (event) => <code className="text-muted text-xs">{event.address ?? ''}</code>,
  },
  {
    key: 'at',
    header: 'When',
    width: 'w-20 sm:w-24',
    align: 'right',
    cell: (event) => <RelativeTime at={event.at} className="relative text-muted" />,
  },
];
