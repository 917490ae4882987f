import type { EventsTable_EventFragment } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatCount } from '../../lib/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { statusWords, valueWords } from './event-words.ts';

interface EventsTableProps {
  events: EventsTable_EventFragment[];
  kindTitles: ReadonlyMap<string, string>;
  /** Where a row leads. */
  hrefOf: (event: EventsTable_EventFragment) => string;
  loadingRows: number;
}

/** Events, newest first. A row leads to what is behind it, or shows all that is known of it. */
export function EventsTable({ events, kindTitles, hrefOf, loadingRows }: EventsTableProps) {
  const columns: Column<EventsTable_EventFragment>[] = [
    {
      key: 'what',
      header: 'What',
      cell: (event) => (
        <span className="block truncate" title={event.title}>
          {event.title}
          {event.count > 1 ? <span className="text-muted"> × {formatCount(event.count)}</span> : null}
        </span>
      ),
    },
    {
      key: 'kind',
      header: 'Kind',
      width: 'w-56',
      isHiddenOnPhone: true,
      cell: ({ kind }) => <span className="block truncate text-muted">{kindTitles.get(kind) ?? kind}</span>,
    },
    {
      key: 'where',
      header: 'Where',
      width: 'w-44',
      isHiddenOnPhone: true,
      cell: ({ serviceName, environmentName }) => (
        <span className="block truncate text-muted">{[serviceName, environmentName].filter(Boolean).join(' → ')}</span>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 'w-24',
      cell: ({ status, isError }) => (
        <span className={cn('block truncate', isError ? 'text-failed' : null)}>
          {status ? statusWords(status) : ''}
        </span>
      ),
    },
    {
      key: 'value',
      header: 'Value',
      width: 'w-24',
      align: 'right',
      isHiddenOnPhone: true,
      cell: (event) => <span className="tabular-nums">{valueWords(event)}</span>,
    },
    {
      key: 'at',
      header: 'When',
      width: 'w-20 sm:w-24',
      align: 'right',
      cell: ({ at }) => <RelativeTime at={at} className="relative text-muted" />,
    },
  ];
  return (
    <Table
      label="Events"
      layout="fixed"
      columns={columns}
      rows={events}
      rowKey={({ id }) => id}
      rowHref={hrefOf}
      loadingRows={loadingRows}
    />
  );
}
