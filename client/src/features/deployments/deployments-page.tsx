import { Rocket } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import { type DeploymentsPageQuery, useDeploymentsPageQuery } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { isFiltered, noFilters, readFilters, toApiFilter, writeFilters } from './deployment-filters.ts';
import { DeploymentsTable } from './deployments-table.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FirstDeployment } from './first-deployment.tsx';

type Project = NonNullable<DeploymentsPageQuery['project']>;

interface Page {
  project: Project | null | undefined;
  error: CombinedError | undefined;
  isFetching: boolean;
  retry: () => void;
}

/** All deployments of a project, newest first, narrowed by what is in the URL. Live: the frame keeps the cache up to date. */
export default function DeploymentsPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const filterKey = JSON.stringify(filters);
  const list = usePages(filterKey);
  useBreadcrumbs([{ label: 'Deployments' }]);

  const first = list.pages[0];
  const project = first?.project;
  const deployments = list.pages.flatMap((page) => page.project?.deployments.nodes ?? []);
  const last = list.pages.at(-1);
  const failure = list.pages.find((page) => page.error && !page.project);
  const isLoading = !project && !failure;
  const isEmpty = !isLoading && !failure && deployments.length === 0 && !isFiltered(filters);
  const openDialog = () => setParams((before) => new URLSearchParams([...before, ['deploy', '']]));

  return (
    <>
      <PageHeader
        title="Deployments"
        action={
          project?.viewerCanDeploy && !isEmpty ? (
            <Button look="primary" icon={<Rocket />} onClick={openDialog}>
              Deploy
            </Button>
          ) : undefined
        }
      />
      {list.cursors.map((after, index) => (
        <PageQuery
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a page is.
          key={index}
          index={index}
          slug={slug}
          filterKey={filterKey}
          after={after}
          onResult={list.take}
        />
      ))}
      {isLoading || deployments.length > 0 || isFiltered(filters) ? (
        <FilterChips
          slug={slug}
          filters={filters}
          onChange={(change) => setParams((before) => writeFilters(before, change), { replace: true })}
        />
      ) : null}
      {failure?.error ? (
        <Failure error={failure.error} onRetry={failure.retry} />
      ) : !isLoading && deployments.length === 0 ? (
        isFiltered(filters) ? (
          <EmptyState
            title="No deployment passes these filters."
            action={
              <Button onClick={() => setParams((before) => writeFilters(before, noFilters), { replace: true })}>
                Clear filters
              </Button>
            }
          />
        ) : (
          <FirstDeployment onDeploy={project?.viewerCanDeploy ? openDialog : undefined} />
        )
      ) : (
        <div aria-busy={list.isStale} className={cn('transition-opacity', list.isStale ? 'opacity-60' : null)}>
          <DeploymentsTable slug={slug} deployments={deployments} isLoading={isLoading} />
          {last?.project?.deployments.pageInfo.hasNextPage ? (
            <div className="mt-4 flex justify-center">
              <Button isPending={list.cursors.length > list.pages.length} onClick={list.loadMore}>
                Load 50 more
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </>
  );
}

function Failure({ error, onRetry }: { error: CombinedError; onRetry: () => void }) {
  const { title, message, requestId } = describeError(error);
  return <ErrorBanner title={title} message={message} requestId={requestId} onRetry={onRetry} />;
}

/**
 * The pages that were asked for. Each begins where the one before it ends *now*: when a new deployment pushes the list down, the pages
 * follow, and nothing is missed or shown twice. With new filters, what was there stays until the answer comes.
 */
function usePages(filterKey: string) {
  const [state, setState] = useState<{ filterKey: string; pages: Page[]; wanted: number }>({
    filterKey,
    pages: [],
    wanted: 1,
  });
  const take = useCallback((index: number, key: string, page: Page) => {
    setState((before) => {
      const isNew = before.filterKey !== key;
      if (isNew && (!page.project || index > 0))
        return page.error && index === 0 ? { filterKey: key, pages: [page], wanted: 1 } : before;
      const pages = isNew ? [] : [...before.pages];
      // While a page is read again from another place, what it showed stays.
      if (page.project || !pages[index]?.project) pages[index] = page;
      return { filterKey: key, pages: pages.filter(Boolean), wanted: isNew ? 1 : before.wanted };
    });
  }, []);
  const isStale = state.filterKey !== filterKey;
  const wanted = isStale ? 1 : state.wanted;
  const ends = state.pages.slice(0, wanted - 1).flatMap((page) => page.project?.deployments.pageInfo.endCursor ?? []);
  return {
    pages: state.pages,
    cursors: [null, ...(isStale ? [] : ends)],
    isStale: isStale && state.pages.length > 0,
    take,
    loadMore: () => setState((before) => ({ ...before, wanted: before.pages.length + 1 })),
  };
}

interface PageQueryProps {
  index: number;
  slug: string;
  filterKey: string;
  after: string | null;
  onResult: (index: number, filterKey: string, page: Page) => void;
}

/** Keeps one page of the list up to date. Draws nothing. */
function PageQuery({ index, slug, filterKey, after, onResult }: PageQueryProps) {
  const filter = toApiFilter(JSON.parse(filterKey));
  const [{ data, error, fetching, stale }, ask] = useDeploymentsPageQuery({ variables: { slug, filter, after } });
  useEffect(() => {
    if (fetching && !data) return;
    const retry = () => ask({ requestPolicy: 'network-only' });
    onResult(index, filterKey, { project: data?.project, error, isFetching: fetching || stale, retry });
  }, [index, filterKey, data, error, fetching, stale, ask, onResult]);
  return null;
}
