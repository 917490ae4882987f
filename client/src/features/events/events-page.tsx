import { Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type EventsPageQuery, type EventsTable_EventFragment, useEventsPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { writeParams } from '../../lib/url-filters.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useNow } from '../../lib/use-now.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { Input } from '../../ui/input.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import {
  type EventFilters,
  isFiltered,
  noFilters,
  paramsOf,
  readFilters,
  toApiFilter,
  windows,
} from './event-filters.ts';
import { EventPanel } from './event-panel.tsx';
import { curlExample, statusWords } from './event-words.ts';
import { EventsTable } from './events-table.tsx';
import { SendEventDialog } from './send-event-dialog.tsx';

const STATUSES = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELED', 'RETRIED', 'FIRED', 'MISSED', 'OK', 'ERROR'];

/** What the numbers of a project are made of, newest first. The filters are in the address, so a view can be sent to somebody. */
export default function EventsPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const [isSending, setIsSending] = useState(false);
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${slug}/analytics` }, { label: 'Events' }]);
  const { data, error, isFetching, events, more, retry } = useEvents(slug, filters);
  const change = (next: Partial<EventFilters>) =>
    setParams((before) => writeParams(before, paramsOf({ ...readFilters(before), ...next })), { replace: true });
  const clear = () => change(noFilters);
  const project = data?.project;
  const kinds = data?.eventKinds ?? [];
  const titles = new Map(kinds.map(({ key, title }) => [key, title]));
  const opened = events.find(({ id }) => id === params.get('event'));

  if (error && !data) return <QueryError error={error} onRetry={retry} />;
  if (data && !project) return <NotFound />;
  return (
    <section>
      {error ? <QueryError error={error} onRetry={retry} /> : null}
      <Filters
        data={data}
        filters={filters}
        onChange={change}
        onClear={clear}
        onSend={project?.viewerCanTrackEvents ? () => setIsSending(true) : null}
      />
      {project && events.length === 0 && !isFetching ? (
        <NoEvents slug={slug} filters={filters} onClear={clear} canSend={project.viewerCanTrackEvents} />
      ) : (
        <EventsTable
          events={events}
          kindTitles={titles}
          hrefOf={(event) => event.url ?? `?${writeParams(params, { event: event.id })}`}
          loadingRows={events.length === 0 ? 10 : 0}
        />
      )}
      {more ? (
        <div className="mt-4 flex justify-center">
          <Button isPending={isFetching} onClick={more}>
            Load 50 more
          </Button>
        </div>
      ) : null}
      {opened && project ? (
        <EventPanel
          event={opened}
          kindTitle={titles.get(opened.kind) ?? opened.kind}
          timeZone={project.timeZone}
          onClose={() => setParams((before) => writeParams(before, { event: '' }), { replace: true })}
        />
      ) : null}
      <SendEventDialog slug={slug} isOpen={isSending} onClose={() => setIsSending(false)} />
    </section>
  );
}

/** Pages of the list, each behind the last. Other filters begin at the top again. */
function useEvents(slug: string, filters: EventFilters) {
  const minute = useNow(60_000);
  const key = JSON.stringify([slug, filters]);
  const [place, setPlace] = useState<{ key: string; after: string | null; before: EventsTable_EventFragment[] }>({
    key,
    after: null,
    before: [],
  });
  const at = place.key === key ? place : { key, after: null, before: [] };
  const filter = toApiFilter(filters, minute);
  const [{ data, error, fetching, stale }, ask] = useEventsPageQuery({
    variables: { slug, filter, after: at.after },
    requestPolicy: 'cache-and-network',
  });
  const page = data?.project?.events;
  const known = new Set(at.before.map(({ id }) => id));
  const events = [...at.before, ...(page?.nodes ?? []).filter(({ id }) => !known.has(id))];
  const end = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return {
    data,
    error,
    isFetching: fetching || stale,
    events,
    more: end ? () => setPlace({ key, after: end, before: events }) : null,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}

interface FiltersProps {
  data: EventsPageQuery | undefined;
  filters: EventFilters;
  onChange: (change: Partial<EventFilters>) => void;
  onClear: () => void;
  /** Null for who may not; until that is known the button has its place. */
  onSend: (() => void) | null;
}

function Filters({ data, filters, onChange, onClear, onSend }: FiltersProps) {
  const [typed, type] = useState(filters.name);
  const wanted = useDebounced(typed.trim(), 250);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => latest.current({ name: wanted }), [wanted]);
  const options = (things: { id: string; name: string }[] | undefined) =>
    (things ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex items-start justify-between gap-3 max-sm:flex-col-reverse max-sm:items-stretch">
      <FilterBar
        isFiltered={isFiltered(filters)}
        onClear={() => {
          type('');
          onClear();
        }}
      >
        <FilterChip
          label="Kind"
          options={(data?.eventKinds ?? []).map(({ key, title }) => ({ value: key, label: title }))}
          values={filters.kinds}
          onChange={(values) => onChange({ kinds: values })}
        />
        <FilterChip
          label="Status"
          options={STATUSES.map((status) => ({ value: status, label: statusWords(status) }))}
          values={filters.statuses}
          onChange={(values) => onChange({ statuses: values })}
        />
        <FilterChip
          label="Service"
          options={options(data?.project?.services.nodes)}
          values={filters.services}
          onChange={(values) => onChange({ services: values })}
        />
        <FilterChip
          label="Environment"
          options={options(data?.project?.environments)}
          values={filters.environments}
          onChange={(values) => onChange({ environments: values })}
        />
        <FilterChip
          label="When"
          isSingle
          options={windows.map(({ value, label }) => ({ value, label }))}
          values={filters.within ? [filters.within] : []}
          onChange={([value = '']) => onChange({ within: value })}
        />
        <Input
          className="h-7 w-44 text-xs"
          aria-label="Name"
          placeholder="Exact name: order.paid"
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
      </FilterBar>
      {onSend || !data ? (
        <Button className={data ? 'shrink-0' : 'invisible shrink-0'} icon={<Send />} onClick={onSend ?? undefined}>
          Send an event
        </Button>
      ) : null}
    </div>
  );
}

interface NoEventsProps {
  slug: string;
  filters: EventFilters;
  canSend: boolean;
  onClear: () => void;
}

function NoEvents({ slug, filters, canSend, onClear }: NoEventsProps) {
  if (isFiltered(filters))
    return (
      <EmptyState title="No event passes these filters" action={<Button onClick={onClear}>Clear filters</Button>} />
    );
  return (
    <EmptyState
      title="Nothing has happened yet"
      example={canSend ? <CodeBlock code={curlExample(location.origin, slug)} label="command" /> : null}
    >
      Deployments, steps, runs and schedules come here when they end: every number is counted from these. Programs of
      yours may send events of their own.
    </EmptyState>
  );
}
