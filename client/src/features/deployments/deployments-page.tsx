import { Rocket } from 'lucide-react';
import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type DeploymentsPageQuery, useDeploymentsPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { type Page, usePages } from '../../graphql/use-pages.ts';
import { cn } from '../../lib/cn.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { isFiltered, noFilters, readFilters, toApiFilter, writeFilters } from './deployment-filters.ts';
import { DeploymentsTable } from './deployments-table.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FirstDeployment } from './first-deployment.tsx';

type Project = NonNullable<DeploymentsPageQuery['project']>;

const endOf = ({ deployments }: Project) => deployments.pageInfo.endCursor;

/** All deployments of a project, newest first, narrowed by what is in the URL. Live: the frame keeps the cache up to date. */
export default function DeploymentsPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const filterKey = JSON.stringify(filters);
  const list = usePages(filterKey, endOf);
  useBreadcrumbs([{ label: 'Deployments' }]);

  const first = list.pages[0];
  const project = first?.data;
  const deployments = list.pages.flatMap((page) => page.data?.deployments.nodes ?? []);
  const last = list.pages.at(-1);
  const failure = list.pages.find((page) => page.error && !page.data);
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
        <QueryError error={failure.error} onRetry={failure.retry} />
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
          {last?.data?.deployments.pageInfo.hasNextPage ? (
            <LoadMore isPending={list.cursors.length > list.pages.length} onLoad={list.loadMore} />
          ) : null}
        </div>
      )}
    </>
  );
}

interface PageQueryProps {
  index: number;
  slug: string;
  filterKey: string;
  after: string | null;
  onResult: (index: number, filterKey: string, page: Page<Project>) => void;
}

/** Keeps one page of the list up to date. Draws nothing. */
function PageQuery({ index, slug, filterKey, after, onResult }: PageQueryProps) {
  const filter = toApiFilter(JSON.parse(filterKey));
  const [{ data, error, fetching }, ask] = useDeploymentsPageQuery({ variables: { slug, filter, after } });
  useEffect(() => {
    if (fetching && !data) return;
    const retry = () => ask({ requestPolicy: 'network-only' });
    onResult(index, filterKey, { data: data?.project ?? undefined, error, retry });
  }, [index, filterKey, data, error, fetching, ask, onResult]);
  return null;
}
