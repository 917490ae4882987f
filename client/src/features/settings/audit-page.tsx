import { useParams } from 'react-router';
import { useAuditPageQuery } from '../../graphql/generated.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { projectSubjects } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { useAuditSearch } from './use-audit-search.ts';

/** Who did what to what, newest first. The filters are in the address, so a view can be sent to somebody. */
export default function AuditPage() {
  const { slug = '' } = useParams();
  const at = useAuditSearch();
  const [{ data, error, fetching, stale }, retry] = useAuditPageQuery({
    variables: { slug, filter: at.filter, after: at.after },
  });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Audit' }]);
  return (
    <div className="space-y-3">
      <AuditFilters
        at={at}
        subjects={projectSubjects}
        people={(data?.project?.members.nodes ?? []).map(({ user }) => user)}
        filePath={`/api/v1/projects/${slug}/audit`}
      />
      <AuditTrail
        at={at}
        trail={data?.project?.auditEvents}
        error={error}
        isFetching={fetching || stale}
        onRetry={() => retry({ requestPolicy: 'network-only' })}
      />
    </div>
  );
}
