import { X } from 'lucide-react';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type AuditPage_AuditEventFragment, useAuditPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Select } from '../../ui/select.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { AuditEventPanel } from './audit-event-panel.tsx';
import { actionWords, auditSubjects, readAuditFilter } from './audit-filter.ts';

const everything = 'all';

/** Who did what to what, newest first. The filters are in the address, so a view can be sent to somebody. */
export default function AuditPage() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const filterKey = ['action', 'who', 'subject', 'from', 'to'].map((name) => search.get(name) ?? '').join('|');
  const [page, setPage] = useState<{ filterKey: string; after: string | null }>({ filterKey, after: null });
  const after = page.filterKey === filterKey ? page.after : null;
  const [{ data, error, fetching, stale }, retry] = useAuditPageQuery({
    variables: { slug, filter: readAuditFilter(search), after },
  });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Audit' }]);
  const project = data?.project;
  const events = project?.auditEvents.nodes ?? [];
  const open = events.find((event) => event.id === search.get('event'));
  const set = (name: string, value: string | null) =>
    setSearch(
      (previous) => {
        if (value) previous.set(name, value);
        else previous.delete(name);
        return previous;
      },
      { replace: true },
    );
  const isFiltered = filterKey.replaceAll('|', '') !== '';
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          className="w-40 max-sm:w-[calc(50%-4px)]"
          aria-label="About"
          value={search.get('action') ?? everything}
          onChange={(value) => set('action', value === everything ? null : value)}
          options={[{ value: everything, label: 'Everything' }, ...auditSubjects]}
        />
        <Select
          className="w-44 max-sm:w-[calc(50%-4px)]"
          aria-label="By whom"
          value={search.get('who') ?? everything}
          onChange={(value) => set('who', value === everything ? null : value)}
          options={[
            { value: everything, label: 'By anybody' },
            ...(project?.members.nodes ?? []).map(({ user }) => ({ value: user.id, label: user.name })),
          ]}
        />
        <span className="flex items-center gap-1.5 text-muted">
          <Input
            className="w-36"
            type="date"
            aria-label="From day"
            value={search.get('from') ?? ''}
            onChange={(event) => set('from', event.target.value)}
          />
          to
          <Input
            className="w-36"
            type="date"
            aria-label="To day"
            value={search.get('to') ?? ''}
            onChange={(event) => set('to', event.target.value)}
          />
        </span>
        {isFiltered ? (
          <Button look="ghost" icon={<X />} onClick={() => setSearch({}, { replace: true })}>
            Clear filters
          </Button>
        ) : null}
      </div>
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {project && events.length === 0 && !fetching && !stale ? (
        <EmptyState
          title={isFiltered ? 'Nothing matches these filters' : 'Nothing has been recorded yet'}
          action={isFiltered ? <Button onClick={() => setSearch({}, { replace: true })}>Clear filters</Button> : null}
        />
      ) : error && !project ? null : (
        <Table
          label="Audit events"
          columns={columns}
          rows={events}
          rowKey={(event) => event.id}
          rowHref={(event) => {
            const next = new URLSearchParams(search);
            next.set('event', event.id);
            return `?${next}`;
          }}
          loadingRows={project ? 0 : 10}
        />
      )}
      {project?.auditEvents.pageInfo.hasNextPage ? (
        <Button
          isPending={fetching}
          onClick={() => setPage({ filterKey, after: project.auditEvents.pageInfo.endCursor })}
        >
          Load more events
        </Button>
      ) : null}
      {open ? <AuditEventPanel event={open} onClose={() => set('event', null)} /> : null}
    </div>
  );
}

const columns: Column<AuditPage_AuditEventFragment>[] = [
  {
    key: 'what',
    header: 'What',
    cell: (event) => (
      <span className="block min-w-0">
        <span className="text-strong">{actionWords(event.action)}</span>
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
    width: 'w-24',
    align: 'right',
    cell: (event) => <RelativeTime at={event.at} className="relative text-muted" />,
  },
];
