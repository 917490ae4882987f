import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  type DashboardVersionsPage_VersionFragment,
  useDashboardVersionsPageQuery,
  useRestoreDashboardVersionMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { VersionHistory } from '../../ui/version-history.tsx';

/** All that was published of a dashboard: what each version changed in the YAML, and the way back to it. */
export default function DashboardVersionsPage() {
  const { slug = '', id = '' } = useParams();
  const navigate = useNavigate();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useDashboardVersionsPageQuery({ variables: { id, after } });
  const [, restore] = useRestoreDashboardVersionMutation();
  const dashboard = data?.dashboard ?? null;
  const path = `/p/${slug}/analytics/dashboards`;
  useBreadcrumbs([
    { label: 'Dashboards', to: path },
    { label: dashboard?.name ?? 'Dashboard', to: `${path}/${id}` },
    { label: 'Versions' },
  ]);
  if (errorCode(error) === 'NOT_FOUND' || (data && !dashboard)) {
    return <NotFound title="There is no such dashboard" message="It may have been deleted." />;
  }
  const take = async (version: DashboardVersionsPage_VersionFragment) => {
    const answer = await restore({ input: { id, versionId: version.id } });
    if (answer.error) return showErrorToast('The draft was not changed', describeError(answer.error).message);
    showToast(`The draft is version ${version.number} again`, { description: 'Publish it to have it shown.' });
    void navigate(`${path}/${id}/edit`);
  };
  return (
    <>
      <PageHeader
        title={`Versions of ${dashboard?.name ?? '…'}`}
        documentTitle={`Versions of ${dashboard?.name ?? ''}`}
      />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {dashboard && dashboard.versions.nodes.length === 0 ? (
        <EmptyState title="Nothing is published yet">Publish the draft, and its versions stand here.</EmptyState>
      ) : null}
      {!dashboard && !error ? <Skeleton className="h-60" /> : null}
      {dashboard ? (
        <VersionHistory
          versions={dashboard.versions.nodes}
          onMore={
            dashboard.versions.pageInfo.hasNextPage ? () => setAfter(dashboard.versions.pageInfo.endCursor) : null
          }
          contentOf={(version) => version.source}
          draft={dashboard.draft.source}
          onRestore={dashboard.viewerCanManage ? take : null}
        >
          {({ number }, before, now) => (
            <LineDiff label={`Changes of version ${number}`} before={before} after={now} className="max-h-160" />
          )}
        </VersionHistory>
      ) : null}
    </>
  );
}
