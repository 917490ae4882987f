import { useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type RunsPageQuery, useRunsForMeQuery, useRunsProjectQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { usePages } from '../../graphql/use-pages.ts';
import { cn } from '../../lib/cn.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { FirstRun } from './first-run.tsx';
import { RunFilterChips } from './run-filter-chips.tsx';
import { isFiltered, noFilters, type RunFilters, readFilters, writeFilters } from './run-filters.ts';
import { RunPageQuery } from './run-page-query.tsx';
import { RunsTable } from './runs-table.tsx';
import { useRunsChanges } from './use-runs-changes.ts';

const endOf = ({ pageInfo }: RunsPageQuery['runs']) => pageInfo.endCursor;

/** All runs of a project's workflows, newest first, narrowed by what is in the URL, live. */
export default function RunsPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const filterKey = JSON.stringify(filters);
  const [{ data, error }, ask] = useRunsProjectQuery({ variables: { slug } });
  const project = data?.project;
  const [{ data: waiting }] = useRunsForMeQuery({ variables: { slug } });
  const forMe = useMemo(
    () => new Map((waiting?.project?.approvals.nodes ?? []).map(({ nodeKey, run }) => [run.id, nodeKey])),
    [waiting],
  );
  const changes = useRunsChanges(project?.id);
  const list = usePages(filterKey, endOf);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  useBreadcrumbs([{ label: 'Runs' }]);

  const runs = list.pages.flatMap((page) => page.data?.nodes ?? []);
  const failure = list.pages.find((page) => page.error && !page.data);
  const isLoading = !list.pages[0]?.data && !failure && !error;
  const isEmpty = !isLoading && !failure && !error && runs.length === 0;
  const change = (next: Partial<RunFilters>) => setParams((before) => writeFilters(before, next), { replace: true });
  const select = (id: string, isSelected: boolean) =>
    setSelected((before) => new Set(isSelected ? [...before, id] : [...before].filter((other) => other !== id)));
  const chosen = runs.filter(({ id }) => selected.has(id));

  return (
    <>
      <PageHeader title="Runs" />
      {project
        ? list.cursors.map((after, index) => (
            <RunPageQuery
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a page is.
              key={index}
              index={index}
              projectId={project.id}
              filterKey={filterKey}
              after={after}
              changes={changes}
              onResult={list.take}
            />
          ))
        : null}
      {error && !project ? (
        <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : isEmpty && !isFiltered(filters) ? (
        <FirstRun slug={slug} />
      ) : (
        <>
          <RunFilterChips workflows={project?.workflows.nodes ?? []} filters={filters} onChange={change} />
          {failure?.error ? (
            <QueryError error={failure.error} onRetry={failure.retry} />
          ) : isEmpty ? (
            <EmptyState
              title={filters.isDead ? 'No failed run waits to be dealt with.' : 'No run passes these filters.'}
              action={<Button onClick={() => change(noFilters)}>Clear filters</Button>}
            />
          ) : (
            <div aria-busy={list.isStale} className={cn('transition-opacity', list.isStale ? 'opacity-60' : null)}>
              <RunsTable
                slug={slug}
                runs={runs}
                forMe={forMe}
                isLoading={isLoading}
                selected={selected}
                onSelect={select}
              />
              {list.pages.at(-1)?.data?.pageInfo.hasNextPage ? (
                <LoadMore isPending={list.cursors.length > list.pages.length} onLoad={list.loadMore} />
              ) : null}
              {project && chosen.length > 0 ? (
                <BulkBar slug={slug} projectId={project.id} runs={chosen} onClear={() => setSelected(new Set())} />
              ) : null}
            </div>
          )}
        </>
      )}
    </>
  );
}
