import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import {
  useIncidentPlacesQuery,
  useIncidentsPageChangedSubscription,
  useIncidentsPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { IncidentDialog } from './incident-dialog.tsx';
import { IncidentFilterBar } from './incident-filter-bar.tsx';
import { IncidentHooksPanel } from './incident-hooks-panel.tsx';
import { IncidentsTable } from './incidents-table.tsx';
import { useIncidentFilters } from './use-incident-filters.ts';

/** All incidents of a project, narrowed by what is in the address, live. What is open above the list is in the address too. */
export default function IncidentsPage() {
  const { slug = '' } = useParams();
  const filters = useIncidentFilters();
  const filterKey = JSON.stringify(filters.filter);
  const [page, setPage] = useState<{ filterKey: string; after: string | null }>({ filterKey, after: null });
  const after = page.filterKey === filterKey ? page.after : null;
  const [{ data, error, fetching, stale }, retry] = useIncidentsPageQuery({
    variables: { slug, filter: filters.filter, after },
    requestPolicy: 'cache-and-network',
  });
  const [{ data: places }] = useIncidentPlacesQuery({ variables: { slug } });
  const project = data?.project;
  useIncidentsPageChangedSubscription({ variables: { projectId: project?.id ?? '' }, pause: !project });
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${slug}/analytics` }, { label: 'Incidents' }]);
  const list = project?.incidents;
  const incidents = list?.nodes ?? [];
  const isEmpty = list !== undefined && incidents.length === 0 && !filters.isFiltered;
  // Until it is known who may, the button has its place.
  const report =
    !project || project.viewerCanManageIncidents ? (
      <Button
        look="primary"
        icon={<Plus />}
        className={project ? undefined : 'invisible'}
        onClick={() => filters.write({ incident: 'new' })}
      >
        Report incident
      </Button>
    ) : null;
  const hooks = (
    <Button icon={<Webhook />} onClick={() => filters.write({ hooks: '1' })}>
      Webhooks
    </Button>
  );
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg">Incidents</h2>
        <div className="flex flex-wrap gap-2">
          {hooks}
          {isEmpty ? null : report}
        </div>
      </div>
      {isEmpty ? (
        <EmptyState title="No incident yet" action={report}>
          A failure of production belongs here, with the deployment that caused it: change fail rate and recovery time
          are counted from it. A production deployment whose health check fails opens one by itself; webhooks take those
          of your monitoring.
        </EmptyState>
      ) : (
        <>
          <IncidentFilterBar places={places?.project} filters={filters} />
          {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
          {list && incidents.length === 0 ? (
            <EmptyState
              title="No incident passes these filters."
              action={<Button onClick={filters.clear}>Clear filters</Button>}
            />
          ) : error && !list ? null : (
            <IncidentsTable slug={slug} incidents={incidents} isLoading={!list} />
          )}
          {list?.pageInfo.hasNextPage ? (
            <LoadMore
              isPending={fetching || stale}
              onLoad={() => setPage({ filterKey, after: list.pageInfo.endCursor ?? null })}
            />
          ) : null}
        </>
      )}
      {project?.viewerCanManageIncidents && filters.params.get('incident') === 'new' ? (
        <IncidentDialog
          slug={slug}
          projectId={project.id}
          incident={null}
          deploymentId={filters.params.get('deployment')}
          onClose={() => filters.write({ incident: '', deployment: '' })}
        />
      ) : null}
      {project && filters.params.get('hooks') ? (
        <IncidentHooksPanel slug={slug} projectId={project.id} onClose={() => filters.write({ hooks: '' })} />
      ) : null}
    </>
  );
}
