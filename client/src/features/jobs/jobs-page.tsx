import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useJobsOverviewQuery, useJobsPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { JobFilterChips } from './job-filter-chips.tsx';
import { isFiltered, type JobFilters, noFilters, readFilters, toApiFilter, writeFilters } from './job-filters.ts';
import { JobPanel } from './job-panel.tsx';
import { JobsBar } from './jobs-bar.tsx';
import { JobsTable } from './jobs-table.tsx';
import { KindsTable } from './kinds-table.tsx';
import { REFRESH_SECONDS, useRefreshed } from './use-refreshed.ts';
import { WorkersList } from './workers-list.tsx';

/** What workers do now, will do, and failed at, over all projects; for who runs the installation. */
export default function JobsPage() {
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const filterKey = JSON.stringify(filters);
  const [overview, askOverview] = useJobsOverviewQuery({ requestPolicy: 'cache-and-network' });
  const { page, ask: askPage, after, isFirst, turn } = useJobPage(filterKey);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [openId, setOpenId] = useState<string | null>(null);
  useBreadcrumbs([{ label: 'Administration', to: '/administration' }, { label: 'Work' }]);
  const refresh = () => {
    askOverview({ requestPolicy: 'network-only' });
    askPage({ requestPolicy: 'network-only' });
  };
  useRefreshed(refresh);

  const error = overview.error ?? page.error;
  const jobs = page.data?.backgroundJobs.nodes ?? [];
  const chosen = jobs.filter(({ id }) => selected.has(id));
  const open = jobs.find(({ id }) => id === openId);
  const kinds = overview.data?.backgroundJobKinds ?? [];
  const change = (next: Partial<JobFilters>) => setParams((before) => writeFilters(before, next), { replace: true });
  const { typed, type } = useTypedSearch(filters.search, change);
  const clear = () => {
    type('');
    change(noFilters);
  };
  const select = (ids: string[], isSelected: boolean) =>
    setSelected((before) => new Set(isSelected ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));

  if (error && !overview.data && !page.data) return <QueryError error={error} onRetry={refresh} />;
  return (
    <div className="space-y-8">
      {error ? <QueryError error={error} onRetry={refresh} /> : null}
      <section className="space-y-3">
        <Title
          title="Work"
          text={`What waits, runs and failed, by kind. Looked at every ${REFRESH_SECONDS} seconds.`}
        />
        <KindsTable
          kinds={kinds}
          isLoading={!overview.data}
          hrefOf={(kind) => `?${writeFilters(params, { kinds: [kind] })}`}
        />
      </section>
      <section className="space-y-3">
        <Title title="Workers" text="The processes that do it, on all machines." />
        {overview.data ? <WorkersList workers={overview.data.workers} /> : null}
      </section>
      <section className="space-y-3">
        <Title title="Jobs" text="What is due first stands at the top. What is done leaves the list." />
        <JobFilterChips
          kinds={kinds.filter(({ isQueued }) => isQueued)}
          filters={filters}
          typed={typed}
          onType={type}
          onChange={change}
          onClear={clear}
        />
        {page.data && jobs.length === 0 ? (
          isFiltered(filters) ? (
            <EmptyState title="No job passes these filters" action={<Button onClick={clear}>Clear filters</Button>} />
          ) : (
            <EmptyState title="Nothing waits to be done">
              Jobs come here when something is deployed, run or told, and leave when they are done. What stays has
              failed, or is for later.
            </EmptyState>
          )
        ) : page.error && !page.data ? null : (
          <JobsTable
            jobs={jobs}
            isLoading={!page.data}
            selected={selected}
            onSelect={select}
            onOpen={({ id }) => setOpenId(id)}
          />
        )}
        <div className="flex justify-center gap-2 empty:hidden">
          {isFirst ? null : <Button onClick={() => turn(null)}>Back to the top</Button>}
          {page.data?.backgroundJobs.pageInfo.hasNextPage ? (
            <Button
              isPending={page.fetching && after !== null}
              onClick={() => turn(page.data?.backgroundJobs.pageInfo.endCursor ?? null)}
            >
              Next 50
            </Button>
          ) : null}
        </div>
        {chosen.length > 0 ? <JobsBar jobs={chosen} onClear={() => setSelected(new Set())} onDone={refresh} /> : null}
      </section>
      {open ? <JobPanel job={open} onClose={() => setOpenId(null)} /> : null}
    </div>
  );
}

/** What is typed into the search; a moment after the last letter it stands in the URL. */
function useTypedSearch(search: string, onChange: (change: Partial<JobFilters>) => void) {
  const [typed, type] = useState(search);
  const wanted = useDebounced(typed.trim(), 200);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => latest.current({ search: wanted }), [wanted]);
  return { typed, type };
}

/** One page of the list. It begins at the top again with other filters. */
function useJobPage(filterKey: string) {
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: filterKey, after: null });
  const after = place.of === filterKey ? place.after : null;
  const [page, ask] = useJobsPageQuery({
    variables: { filter: toApiFilter(JSON.parse(filterKey) as JobFilters), after },
    requestPolicy: 'cache-and-network',
  });
  return {
    page,
    ask,
    after,
    isFirst: after === null,
    turn: (next: string | null) => setPlace({ of: filterKey, after: next }),
  };
}

function Title({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h2 className="text-sm">{title}</h2>
      <p className="text-muted">{text}</p>
    </div>
  );
}
